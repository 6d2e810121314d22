//! What now stands, after a change: one line, and the next step.

use chrono::NaiveDate;

use crate::core::agenda::{Action, Row};
use crate::core::rules::Reason;
use crate::core::standing::{Assessment, Standing};
use crate::screens::phrase;
use crate::screens::words::{ago, day, sentence, signed};
use crate::text::sanitize;

/// How one stood with a person before a change.
#[derive(Debug, Clone, Copy)]
pub struct StandingBefore {
    /// In a word.
    pub standing: Standing,
    /// −100 to 100.
    pub balance: i64,
}

impl StandingBefore {
    /// What is kept of an assessment.
    pub const fn of(assessment: &Assessment) -> Self {
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
    /// How it stood before; none for a new person.
    pub before: Option<StandingBefore>,
    /// How it stands now.
    pub after: &'a Assessment<'a>,
    /// All their reasons now, the most pressing first.
    pub reasons: &'a [Reason<'a>],
    /// Their row of the Monday list now, if they have one.
    pub row: Option<&'a Row<'a>>,
}

impl ChangeSummary<'_> {
    /// The lines to print, the last one ended too.
    pub fn text(&self) -> String {
        let name = sanitize::line(&self.after.person.name);
        format!(
            "{name}: {}. {}.\n{}\n",
            self.done,
            self.standing(),
            self.next()
        )
    }

    fn standing(&self) -> String {
        let after = self.after;
        let now = after.standing.words();
        let Some(before) = self.before else {
            return format!("{}, balance {}", sentence(now), signed(after.balance));
        };
        let balance = if before.balance == after.balance {
            format!("Balance {}", signed(after.balance))
        } else {
            format!(
                "Balance {} → {}",
                signed(before.balance),
                signed(after.balance)
            )
        };
        if before.standing == after.standing {
            format!("{balance}, {now}")
        } else {
            format!("{balance}: was {}, now {now}", before.standing.words())
        }
    }

    /// What is due and how to settle it, or how long there is peace.
    fn next(&self) -> String {
        let today = self.after.today;
        let person = self.after.person;
        if person.is_archived(today) {
            let handle = crate::screens::words::typed(&person.handle);
            return format!(
                "Archived, so nothing falls due. Bring them back: allies archive {handle} --undo"
            );
        }
        if let Some(row) = self.row {
            let reason = phrase::reason(&row.headline, today);
            return format!(
                "Next, due {}: {reason}. Type: {}",
                when(row.headline.due, today),
                command(row)
            );
        }
        match self.reasons.iter().map(|reason| reason.due).min() {
            Some(due) => format!(
                "Nothing due before {}. Take it back: allies undo",
                day(due, today)
            ),
            None => "Nothing due. Take it back: allies undo".to_owned(),
        }
    }
}

fn when(due: NaiveDate, today: NaiveDate) -> String {
    match (today - due).num_days() {
        days @ 0.. => ago(days),
        _ => day(due, today),
    }
}

fn command(row: &Row) -> String {
    let handle = crate::screens::words::typed(&row.person.handle);
    match row.action {
        Action::Log(kind) => format!("allies log {handle} {}", kind.word()),
        Action::Keep => format!("allies kept {handle}"),
    }
}
