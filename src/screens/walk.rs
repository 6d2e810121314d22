//! One due person at a time: what to know before acting, and how a walk ended.

use chrono::NaiveDate;

use crate::core::agenda::{Action, Agenda, Row};
use crate::core::rules::Reason;
use crate::core::standing::Assessment;
use crate::screens::definition_list::Labelled;
use crate::screens::show::{joined, latest, stands};
use crate::screens::style::Label;
use crate::screens::words::{count, day, list};
use crate::screens::{Page, phrase};
use crate::text::sanitize;
use crate::text::wrap::wrap;

/// Columns of the labels at the left.
const LABELS: usize = 12;

/// How many rows of the log remind one of where things stand.
const ROWS: usize = 3;

/// How many names are told before the rest is counted.
const NAMED: usize = 8;

/// How to regret.
const SAVED: &str = "Each answer is saved. To take the last one back: allies undo";

/// Somebody to think about now.
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
    pub fn text(&self, page: &Page) -> String {
        let (person, today) = (self.assessment.person, self.assessment.today);
        let mut facts = vec![page.paint(Label::Name, &sanitize::line(&person.name))];
        let places = [&person.role, &person.dept, &person.org];
        let places = places.into_iter().flatten();
        facts.extend(places.map(|place| sanitize::line(place).into_owned()));
        let come = match self.to_come {
            0 => "the last one".to_owned(),
            more => format!("{more} to come"),
        };
        facts.push(page.paint(Label::Aside, &come));
        let mut text = wrap(&facts.join(" · "), page.width, "  ");
        let mut lines = Labelled::on(page, LABELS);
        self.why(&mut lines);
        lines.push("Standing", &stands(&self.assessment, page));
        for answer in phrase::answers(&self.assessment) {
            lines.push("May I ask?", &answer);
        }
        if !person.cares.is_empty() {
            lines.push("Cares about", &joined(&person.cares));
        }
        for row in latest(person, today, ROWS, |_| true) {
            lines.push("Lately", &row);
        }
        text += &lines.into_text();
        text
    }

    /// What is left to do after something was done, in short.
    pub fn rest(&self, page: &Page) -> String {
        let mut lines = Labelled::on(page, LABELS);
        self.why(&mut lines);
        lines.into_text()
    }

    fn why(&self, lines: &mut Labelled) {
        let today = self.assessment.today;
        let Some(row) = self.row else {
            lines.push("Why", "nothing is due any more");
            return;
        };
        for reason in row.reasons() {
            lines.push("Why", &told(reason, today, lines.page()));
        }
        let suggestion = phrase::suggestion(row, today);
        let painted = lines.page().paint(Label::Action, &suggestion);
        lines.push("To do", &painted);
        let done = match row.action {
            Action::Log(kind) => format!("d logs it as {}", kind.word()),
            Action::Keep => "d marks it as kept".to_owned(),
        };
        let settles = match row.settles.len() {
            0 | 1 => String::new(),
            settled => format!(", which settles {settled} of {}", row.others.len() + 1),
        };
        let aside = lines
            .page()
            .paint(Label::Aside, &format!("{done}{settles}"));
        lines.push("To do", &aside);
    }
}

fn told(reason: &Reason, today: NaiveDate, page: &Page) -> String {
    let when = match reason.days_late(today) {
        0 => page.paint(Label::Soon, "today"),
        late @ 1.. => page.paint(Label::Bad, &format!("{late} d late")),
        early => format!("in {} d", -early),
    };
    format!("{} ({when})", phrase::reason(reason, today))
}

/// What was done in a walk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
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

impl Tally {
    /// Whether the file was changed.
    pub const fn has_saved(&self) -> bool {
        self.logged + self.promised + self.kept + self.edited + self.snoozed > 0
    }

    /// How the walk ended, and who is still due.
    pub fn text(&self, agenda: &Agenda, page: &Page) -> String {
        let done = [
            (self.logged, "logged"),
            (self.kept, "kept"),
            (self.promised, "promised"),
            (self.snoozed, "snoozed"),
            (self.edited, "edited"),
            (self.skipped, "skipped"),
        ];
        let done = done.into_iter().filter(|(number, _)| *number > 0);
        let done: Vec<String> = done
            .map(|(number, word)| format!("{number} {word}"))
            .collect();
        let done = if done.is_empty() {
            "Nothing changed.".to_owned()
        } else {
            format!("{}.", list(&done))
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
    let mut names: Vec<String> = agenda
        .rows
        .iter()
        .take(NAMED)
        .map(|row| sanitize::line(&row.person.name).into_owned())
        .collect();
    let more = agenda.rows.len() - names.len();
    if more > 0 {
        names.push(count(more, "more", "more"));
    }
    if names.is_empty() {
        format!("Nobody is due until {}.", day(agenda.until, agenda.today))
    } else {
        format!("Still due: {}.", list(&names))
    }
}
