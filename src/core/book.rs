//! Everybody, and how to find one of them.

use chrono::NaiveDate;

use super::goal::Goal;
use super::own::OwnKeys;
use super::person::Person;
use super::settings::Settings;

/// The whole file, as it is meant.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Book<'t> {
    /// What the user changed of the score.
    pub settings: Settings,
    /// The goals, in the order of the file.
    pub goals: Vec<Goal<'t>>,
    /// The people, in the order of the file.
    pub people: Vec<Person<'t>>,
    /// Keys of the user's own at the top and in `[settings]`.
    pub own: OwnKeys<'t>,
}

impl<'t> Book<'t> {
    /// The person of exactly that handle.
    pub fn person(&self, handle: &str) -> Option<&Person<'t>> {
        self.people.iter().find(|person| person.handle == handle)
    }

    /// The goal of exactly that handle.
    pub fn goal(&self, handle: &str) -> Option<&Goal<'t>> {
        self.goals.iter().find(|goal| goal.handle == handle)
    }

    /// Everybody in the book on that day: added, and not put away. In the order of the file.
    pub fn present(&self, today: NaiveDate) -> impl Iterator<Item = &Person<'t>> {
        self.people
            .iter()
            .filter(move |person| person.is_present(today))
    }
}
