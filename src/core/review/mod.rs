//! The whole network on a day: the weekly reflection (score, section 8).
//!
//! It collects facts borrowed from the book; wording is left to the view. No list depends on the
//! order of the file: unless stated otherwise, people are sorted by handle, bytewise. Percentages
//! are rounded before they are judged, so that no flag contradicts the number beside it.

mod ally;
mod coverage;
mod debts;
mod effort;
mod goals;
mod questions;
mod week;
mod workload;

use chrono::NaiveDate;

use crate::core::rules::{ActiveGoals, Reason, reasons};
use crate::core::score::Columns;
use crate::core::standing::Assessment;
use crate::model::book::Book;
use crate::model::person::Person;
use crate::model::settings::Settings;

pub use crate::core::review::ally::Ally;
pub use crate::core::review::coverage::{Coverage, CoverageLevel};
pub use crate::core::review::debts::Owed;
pub use crate::core::review::effort::{Concentration, Direction, Imbalance, Weakness};
pub use crate::core::review::goals::{GoalCheck, GoalVerdict, all_goals};
pub use crate::core::review::week::{Tally, WarmthLoss, Week};
pub use crate::core::review::workload::Workload;

/// How many goals can be kept in mind; above this the review says so.
pub const FEW_GOALS: usize = 3;

/// People who gave nothing back are listed once they were given this much, in hundredths of a
/// point.
const MUCH_GIVEN: i64 = 600;

/// The review of the book on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct Review<'b> {
    /// The day.
    pub today: NaiveDate,
    /// The past two weeks.
    pub week: Week<'b>,
    /// Coverage of each department in the settings, in their order.
    pub coverage: Vec<Coverage<'b>>,
    /// Effort and allies by level: up, peer and down.
    pub direction: [Direction; 3],
    /// How much the user relies on few people.
    pub concentration: Concentration<'b>,
    /// The active goals, nearest deadline first, no deadline last, then by name.
    pub goals: Vec<GoalCheck<'b>>,
    /// Everyone the user owes something, the most pressing first.
    pub owed: Vec<Owed<'b>>,
    /// People asked at least twice since the latest giving; by handle.
    pub ask_only: Vec<AskedOnly<'b>>,
    /// People who were given much and gave nothing back; by handle. Not a fault: let them
    /// help.
    pub give_only: Vec<&'b Person<'b>>,
    /// Totals of the whole book.
    pub overall: Overall,
    /// Contacts a week required by all cadences and goals.
    pub workload: Workload,
}

impl Review<'_> {
    /// Whether there are too many active goals to set priorities: a note, not a fault.
    pub const fn has_many_goals(&self) -> bool {
        self.goals.len() > FEW_GOALS
    }
}

/// Someone the user keeps asking.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AskedOnly<'b> {
    /// The person.
    pub person: &'b Person<'b>,
    /// The number of asks since the latest giving; at least 2.
    pub asks: usize,
}

/// The totals of the book, as if it were one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overall {
    /// The sum of G, in hundredths of a point.
    pub given: i64,
    /// The sum of A, in hundredths of a point.
    pub taken: i64,
    /// The balance formula on both, −100 to 100.
    pub balance: i64,
}

impl Overall {
    fn new(people: &[Assessment], settings: &Settings) -> Self {
        let mut columns = Columns::default();
        for one in people {
            columns.given += one.columns.given;
            columns.taken += one.columns.taken;
        }
        Self {
            given: columns.given,
            taken: columns.taken,
            balance: columns.balance(&settings.score),
        }
    }
}

/// Reviews everyone present on a day.
pub fn review<'b>(book: &'b Book<'b>, today: NaiveDate) -> Review<'b> {
    let settings = &book.settings;
    let mut people: Vec<Assessment> = book.assess(today).collect();
    people.sort_by_key(|one| one.person.handle.as_ref());
    let goals = ActiveGoals::new(book, today);
    let due: Vec<Vec<Reason>> = people
        .iter()
        .map(|one| reasons(one.person, settings, &goals, today))
        .collect();
    let effort = effort::Efforts::new(&people, settings);
    Review {
        today,
        week: Week::new(&people, settings, today),
        coverage: coverage::coverage(&people, &settings.departments),
        direction: effort.directions(),
        concentration: effort.concentration(),
        goals: goals::active_goals(book, &people, today),
        owed: debts::owed_to(&people, &due),
        ask_only: ask_only(&people),
        give_only: give_only(&people),
        overall: Overall::new(&people, settings),
        workload: Workload::new(&people, &due, settings),
    }
}

fn ask_only<'b>(people: &[Assessment<'b>]) -> Vec<AskedOnly<'b>> {
    let asked = people.iter().filter(|one| one.history.second_ask.is_some());
    asked
        .map(|one| AskedOnly {
            person: one.person,
            asks: one.history.asks_since_giving,
        })
        .collect()
}

fn give_only<'b>(people: &[Assessment<'b>]) -> Vec<&'b Person<'b>> {
    let is_one_way = |one: &&Assessment| one.columns.taken == 0 && one.columns.given >= MUCH_GIVEN;
    let given = people.iter().filter(is_one_way);
    given.map(|one| one.person).collect()
}

#[cfg(test)]
mod tests;
