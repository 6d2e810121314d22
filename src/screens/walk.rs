//! One due person at a time: what to know before acting, and how a walk ended.

use crate::core::agenda::{Action, Agenda, Row};
use crate::core::standing::Assessment;
use crate::screens::definition_list::DefinitionList;
use crate::screens::show::talk::latest;
use crate::screens::style::Label;
use crate::screens::words::{day, days_late, joined, list, name, names, places};
use crate::screens::{Page, phrase};
use crate::text::wrap::wrap;

/// Columns of the labels at the left.
const LABELS: usize = 12;

/// How many of the latest rows of the log are shown.
const ROWS: usize = 3;

/// How many names are listed before the rest is counted.
const NAMED: usize = 8;

/// How to take an answer back.
const SAVED: &str = "Each answer is saved. To take the last one back: allies undo";

/// The person to think about now.
#[derive(Debug)]
pub struct Brief<'b> {
    /// The score.
    pub assessment: Assessment<'b>,
    /// Why they are due; none once nothing is.
    pub row: Option<&'b Row<'b>>,
    /// How many people are still to come.
    pub to_come: usize,
}

impl Brief<'_> {
    /// All there is to know before acting, the last line ended too.
    pub fn render(&self, page: &Page) -> String {
        let (person, today) = (self.assessment.person, self.assessment.today);
        let mut facts = vec![page.paint(Label::Name, &name(person))];
        facts.extend(places(person));
        let come = match self.to_come {
            0 => "the last one".to_owned(),
            more => format!("{more} to come"),
        };
        facts.push(page.paint(Label::Aside, &come));
        let mut lines = DefinitionList::new(page, LABELS);
        self.why(&mut lines);
        lines.push("Standing", &phrase::standing_line(&self.assessment, page));
        lines.extend("May I ask?", phrase::may_ask_answers(&self.assessment));
        lines.extend("Cares about", joined(&person.cares));
        lines.extend("Lately", latest(person, today, ROWS, |_| true));
        wrap(&facts.join(" · "), page.width, "  ") + &lines.into_text()
    }

    /// What is left to do after something was done, in short.
    pub fn render_rest(&self, page: &Page) -> String {
        let mut lines = DefinitionList::new(page, LABELS);
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

/// What was done in a walk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WalkTotals {
    /// Rows logged.
    pub logged: usize,
    /// Promises made.
    pub promised: usize,
    /// Promises kept.
    pub kept: usize,
    /// Edits of the file itself.
    pub edited: usize,
    /// People snoozed.
    pub snoozed: usize,
    /// People passed over.
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
    match names(agenda.rows.iter().map(|row| row.person), NAMED) {
        nobody if nobody.is_empty() => {
            format!("Nobody is due until {}.", day(agenda.until, agenda.today))
        }
        names => format!("Still due: {names}."),
    }
}
