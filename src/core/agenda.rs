//! Who is due on a day, and the one thing to do (score, section 6).

use chrono::NaiveDate;

use crate::core::rules::{ActiveGoals, Reason, Rule, later, reasons};
use crate::model::book::Book;
use crate::model::interaction::Kind;
use crate::model::person::Person;
use crate::model::settings::Settings;

/// A suggested action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Do it, then log it as this kind.
    Log(Kind),
    /// Keep the promise.
    Keep,
}

impl Action {
    /// The word in JSON: a kind, or `done`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Log(kind) => kind.word(),
            Self::Keep => "done",
        }
    }
}

impl Rule {
    /// The actions of the table in section 6, best first.
    fn actions(self, person: &Person) -> &'static [Action] {
        use Action::{Keep, Log};
        const KEEP_IN_TOUCH: &[Action] = &[
            Log(Kind::Met),
            Log(Kind::Gave),
            Log(Kind::Shared),
            Log(Kind::Thanked),
            Log(Kind::Praised),
            Log(Kind::Called),
            Log(Kind::Wrote),
        ];
        match self {
            Self::Strain => &[Log(Kind::Repaired)],
            Self::Promise => &[Keep],
            Self::Thanks => &[Log(Kind::Thanked), Log(Kind::Praised)],
            Self::Credit => &[Log(Kind::Praised)],
            Self::AskOnly => &[Log(Kind::Shared), Log(Kind::Gave), Log(Kind::Praised)],
            Self::GiveBack => &[Log(Kind::Gave), Log(Kind::Shared), Log(Kind::Praised)],
            Self::Goal | Self::Cadence => KEEP_IN_TOUCH,
            Self::NeverMet if person.remote => &[Log(Kind::Met), Log(Kind::Called)],
            Self::NeverMet => &[Log(Kind::Met)],
            Self::Loop => &[Log(Kind::Thanked), Log(Kind::Praised), Log(Kind::Wrote)],
        }
    }

    /// Whether the action, done today, settles this rule for the person.
    pub fn is_settled_by(self, action: Action, person: &Person, settings: &Settings) -> bool {
        // Keeping a promise settles that promise alone, so `build_row` handles it.
        let Action::Log(kind) = action else {
            return false;
        };
        let is_thanks = matches!(kind, Kind::Thanked | Kind::Praised);
        let is_contact = settings.contact.get(kind) > 0.0;
        match self {
            Self::Strain => kind == Kind::Repaired,
            Self::Promise => false,
            Self::Thanks => is_thanks,
            Self::Credit => kind == Kind::Praised,
            Self::AskOnly | Self::GiveBack => kind.is_giving(),
            Self::NeverMet => kind == Kind::Met || (person.remote && kind == Kind::Called),
            Self::Goal | Self::Cadence | Self::Loop => is_contact,
        }
    }
}

/// One person who is due, with all their reasons within the horizon.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<'b> {
    /// The person.
    pub person: &'b Person<'b>,
    /// The most pressing reason; its due date sorts the row.
    pub headline: Reason<'b>,
    /// The other reasons, most pressing first.
    pub others: Vec<Reason<'b>>,
    /// The suggested action.
    pub action: Action,
    /// The rules that the action settles, in the order of the reasons.
    pub settles: Vec<Rule>,
}

/// Everyone who is due on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Agenda<'b> {
    /// The day.
    pub today: NaiveDate,
    /// The last day of the horizon.
    pub until: NaiveDate,
    /// One row per person, the most pressing first.
    pub rows: Vec<Row<'b>>,
    /// People with reasons hidden by a snooze, and the day it ends; by name.
    pub snoozed: Vec<(&'b Person<'b>, NaiveDate)>,
}

/// The row of one person with all reasons due within the horizon, or `None` without any. Ignores
/// snoozes, since it reports what is still open after a change.
pub fn row_for<'b>(
    person: &'b Person<'b>,
    settings: &Settings,
    reasons: &[Reason<'b>],
    today: NaiveDate,
) -> Option<Row<'b>> {
    let until = later(today, settings.due.horizon);
    let due = reasons.iter().filter(|reason| reason.due <= until);
    build_row(person, due.copied().collect(), settings)
}

/// Everyone overdue or due within `horizon` days of `today`.
pub fn agenda<'b>(book: &'b Book<'b>, today: NaiveDate, horizon: u32) -> Agenda<'b> {
    let until = later(today, horizon);
    let goals = ActiveGoals::new(book, today);
    let mut rows = Vec::with_capacity(book.people.len());
    let mut snoozed = Vec::new();
    for person in book.present(today) {
        let mut within = reasons(person, &book.settings, &goals, today);
        within.retain(|reason| reason.due <= until);
        let fired = within.len();
        within.retain(|reason| !reason.is_hidden(person, today));
        if let Some(snooze) = person.snooze_on(today).filter(|_| within.len() < fired) {
            snoozed.push((person, snooze.until));
        }
        rows.extend(build_row(person, within, &book.settings));
    }
    rows.sort_by(|one, two| rank(one).cmp(&rank(two)));
    snoozed.sort_by_key(|(person, _)| (person.name.as_ref(), person.handle.as_ref()));
    Agenda {
        today,
        until,
        rows,
        snoozed,
    }
}

/// The sort key of a row: the most pressing first, then the due date, then the name.
fn rank<'r>(row: &'r Row) -> (u8, NaiveDate, &'r str, &'r str) {
    let (headline, person) = (&row.headline, row.person);
    (
        headline.rule.priority(),
        headline.due,
        &person.name,
        &person.handle,
    )
}

impl Row<'_> {
    /// All reasons of the row, the headline first.
    pub fn reasons(&self) -> impl Iterator<Item = &Reason<'_>> {
        std::iter::once(&self.headline).chain(&self.others)
    }
}

fn build_row<'b>(
    person: &'b Person<'b>,
    mut reasons: Vec<Reason<'b>>,
    settings: &Settings,
) -> Option<Row<'b>> {
    if reasons.is_empty() {
        return None;
    }
    let headline = reasons.remove(0);
    let rules = || {
        let all = std::iter::once(&headline).chain(&reasons);
        all.map(|reason| reason.rule)
    };
    let settled_by =
        |action: Action| rules().filter(move |rule| rule.is_settled_by(action, person, settings));
    // `max_by_key` returns the last maximum, so the best action comes last.
    let actions = headline.rule.actions(person).iter().copied().rev();
    let action = actions.max_by_key(|action| settled_by(*action).count())?;
    let settles = match action {
        Action::Keep => vec![headline.rule],
        Action::Log(_) => settled_by(action).collect(),
    };
    Some(Row {
        person,
        headline,
        others: reasons,
        action,
        settles,
    })
}

#[cfg(test)]
mod tests;
