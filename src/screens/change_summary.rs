//! The outcome of a change: how things stand with the person now, and the next step.

use chrono::NaiveDate;

use crate::core::agenda::{Action, Row};
use crate::core::rules::Reason;
use crate::core::standing::{Assessment, Standing};
use crate::screens::phrase;
use crate::screens::words::{ago, as_argument, capitalized, day, name, signed};

/// How things stood with a person before a change.
#[derive(Debug, Clone, Copy)]
pub struct StandingBefore {
    /// The standing then.
    pub standing: Standing,
    /// The balance then, −100 to 100.
    pub balance: i64,
}

impl From<&Assessment<'_>> for StandingBefore {
    fn from(assessment: &Assessment) -> Self {
        Self {
            standing: assessment.standing,
            balance: assessment.balance,
        }
    }
}

/// What a change did to one person.
#[derive(Debug)]
pub struct ChangeSummary<'a> {
    /// What was done, without the name: `praised on Mon 23 Nov 2026`.
    pub done: &'a str,
    /// How things stood before; `None` for a new person.
    pub before: Option<StandingBefore>,
    /// How things stand now.
    pub after: &'a Assessment<'a>,
    /// All their reasons now, most pressing first.
    pub reasons: &'a [Reason<'a>],
    /// Their row in `due` now, if they have one.
    pub row: Option<&'a Row<'a>>,
}

impl ChangeSummary<'_> {
    /// The lines to print, each with a newline.
    pub fn render(&self) -> String {
        let (name, standing) = (name(self.after.person), self.standing_sentence());
        format!("{name}: {}. {standing}.\n{}\n", self.done, self.next_step())
    }

    fn standing_sentence(&self) -> String {
        let after = self.after;
        let now = after.standing.words();
        let Some(before) = self.before else {
            return format!("{}, balance {}", capitalized(now), signed(after.balance));
        };
        let mut balance = format!("Balance {}", signed(before.balance));
        if before.balance != after.balance {
            balance += &format!(" → {}", signed(after.balance));
        }
        if before.standing == after.standing {
            format!("{balance}, {now}")
        } else {
            format!("{balance}: was {}, now {now}", before.standing.words())
        }
    }

    /// What is due and how to settle it, or until when nothing is.
    fn next_step(&self) -> String {
        let (person, today) = (self.after.person, self.after.today);
        if person.is_archived(today) {
            let handle = as_argument(&person.handle);
            return format!(
                "Archived, so nothing falls due. Bring them back: allies archive {handle} --undo"
            );
        }
        if let Some(row) = self.row {
            let (when, command) = (when_due(row.headline.due, today), command(row));
            let reason = phrase::reason(&row.headline, today);
            return format!("Next, due {when}: {reason}. Type: {command}");
        }
        let next = self.reasons.iter().map(|reason| reason.due).min();
        let before = next.map(|due| format!(" before {}", day(due, today)));
        let before = before.unwrap_or_default();
        format!("Nothing due{before}. Take it back: allies undo")
    }
}

fn when_due(due: NaiveDate, today: NaiveDate) -> String {
    match (today - due).num_days() {
        days @ 0.. => ago(days),
        _ => day(due, today),
    }
}

fn command(row: &Row) -> String {
    let handle = as_argument(&row.person.handle);
    match row.action {
        Action::Log(kind) => format!("allies log {handle} {}", kind.word()),
        Action::Keep => format!("allies kept {handle}"),
    }
}
