//! One due person at a time: what to know before acting, and a summary at the end.

use crate::core::agenda::{Action, Agenda, Row};
use crate::core::standing::Assessment;
use crate::screens::definition_list::DefinitionList;
use crate::screens::show::talk::latest;
use crate::screens::style::Label;
use crate::screens::words::{affiliations, comma_separated, day, days_late, list, name, names};
use crate::screens::{Page, phrase};
use crate::text::wrap::wrap;

/// Columns of the labels on the left.
const LABEL_WIDTH: usize = 12;

/// How many of the latest rows of the log are shown.
const LATEST_ROWS: usize = 3;

/// Up to this many people are listed by name; the rest are counted.
const MOST_NAMES: usize = 8;

/// How to undo an answer.
const SAVED: &str = "Each answer is saved. To take the last one back: allies undo";

/// One step of a walk: a person and why they are due.
#[derive(Debug)]
pub struct WalkStep<'b> {
    /// The person and their score.
    pub assessment: Assessment<'b>,
    /// Why they are due; `None` once nothing is.
    pub row: Option<&'b Row<'b>>,
    /// How many people are still to come.
    pub to_come: usize,
}

impl WalkStep<'_> {
    /// What to know before acting, as lines with a newline each.
    pub fn render(&self, page: &Page) -> String {
        let (person, today) = (self.assessment.person, self.assessment.today);
        let mut facts = vec![page.paint(Label::Name, &name(person))];
        facts.extend(affiliations(person));
        let come = match self.to_come {
            0 => "the last one".to_owned(),
            more => format!("{more} to come"),
        };
        facts.push(page.paint(Label::Aside, &come));
        let mut lines = DefinitionList::new(page, LABEL_WIDTH);
        self.why(&mut lines);
        lines.push("Standing", &phrase::standing_line(&self.assessment, page));
        lines.extend("May I ask?", phrase::may_ask_answers(&self.assessment));
        lines.extend("Cares about", comma_separated(&person.cares));
        lines.extend("Lately", latest(person, today, LATEST_ROWS, |_| true));
        wrap(&facts.join(" · "), page.width, "  ") + &lines.into_text()
    }

    /// Only what is still due, after an action.
    pub fn render_rest(&self, page: &Page) -> String {
        let mut lines = DefinitionList::new(page, LABEL_WIDTH);
        self.why(&mut lines);
        lines.into_text()
    }

    fn why(&self, lines: &mut DefinitionList) {
        let (today, page) = (self.assessment.today, lines.page());
        let Some(row) = self.row else {
            lines.push("Why", "nothing is due any more");
            return;
        };
        let reasons = row.reasons().map(|reason| {
            let (label, when) = days_late(reason.days_late(today));
            format!(
                "{} ({})",
                phrase::reason(reason, today),
                page.paint(label, &when)
            )
        });
        lines.extend("Why", reasons);
        lines.push(
            "To do",
            &page.paint(Label::Action, &phrase::suggestion(row, today)),
        );
        let mut done = match row.action {
            Action::Log(kind) => format!("d logs it as {}", kind.word()),
            Action::Keep => "d marks it as kept".to_owned(),
        };
        if let Some(settles) = phrase::settled_count(row) {
            done += &format!(", which {settles}");
        }
        lines.push("To do", &page.paint(Label::Aside, &done));
    }
}

/// What was done during a walk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WalkTotals {
    /// Rows logged.
    pub logged: usize,
    /// Promises made.
    pub promised: usize,
    /// Promises kept.
    pub kept: usize,
    /// Edits by hand.
    pub edited: usize,
    /// People snoozed.
    pub snoozed: usize,
    /// People skipped.
    pub skipped: usize,
}

impl WalkTotals {
    /// Whether the file was changed.
    pub const fn has_saved(&self) -> bool {
        self.logged + self.promised + self.kept + self.edited + self.snoozed > 0
    }

    /// How the walk ended, and who is still due.
    pub fn render(&self, agenda: &Agenda, page: &Page) -> String {
        let done = [
            (self.logged, "logged"),
            (self.kept, "kept"),
            (self.promised, "promised"),
            (self.snoozed, "snoozed"),
            (self.edited, "edited"),
            (self.skipped, "skipped"),
        ];
        let done = done.into_iter().filter(|(number, _)| *number > 0);
        let done = done.map(|(number, word)| format!("{number} {word}"));
        let done = match list(&done.collect::<Vec<_>>()) {
            nothing if nothing.is_empty() => "Nothing changed.".to_owned(),
            done => format!("{done}."),
        };
        let mut text = wrap(&done, page.width, "");
        text += &wrap(&still_due(agenda), page.width, "");
        if self.has_saved() {
            text += &wrap(SAVED, page.width, "");
        }
        text
    }
}

fn still_due(agenda: &Agenda) -> String {
    match names(agenda.rows.iter().map(|row| row.person), MOST_NAMES) {
        nobody if nobody.is_empty() => {
            format!("Nobody is due until {}.", day(agenda.until, agenda.today))
        }
        names => format!("Still due: {names}."),
    }
}
