//! The whole book, and lookups of people and goals.

use chrono::NaiveDate;

use crate::model::custom_fields::CustomFields;
use crate::model::goal::Goal;
use crate::model::person::Person;
use crate::model::search::{Findable, Found, find};
use crate::model::settings::Settings;

/// The contents of the file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Book<'t> {
    /// The settings, defaults included.
    pub settings: Settings,
    /// The goals, in file order.
    pub goals: Vec<Goal<'t>>,
    /// The people, in file order.
    pub people: Vec<Person<'t>>,
    /// Custom fields at the top level and in `[settings]`.
    pub own: CustomFields<'t>,
}

impl<'t> Book<'t> {
    /// The person with exactly that handle.
    pub fn person(&self, handle: &str) -> Option<&Person<'t>> {
        self.people.iter().find(|person| person.handle == handle)
    }

    /// The goal with exactly that handle.
    pub fn goal(&self, handle: &str) -> Option<&Goal<'t>> {
        self.goals.iter().find(|goal| goal.handle == handle)
    }

    /// Everybody in the book on a day: added, and not archived. In file order.
    pub fn present(&self, today: NaiveDate) -> impl Iterator<Item = &Person<'t>> {
        self.people
            .iter()
            .filter(move |person| person.is_present(today))
    }
}

impl<'t> Book<'t> {
    /// Finds a person by exact handle, else by exact name, else by any part of a name, ignoring
    /// case and accents. People not in the book on that day (archived, not yet added) match only
    /// when nobody else does.
    pub fn find(&self, who: &str, today: NaiveDate) -> Found<'_, Person<'t>> {
        find(&self.people, who, today)
    }

    /// Finds a goal by exact handle, else by exact name, else by any part of either, ignoring case
    /// and accents. Goals not active on that day match only when no other does.
    pub fn find_goal(&self, name: &str, today: NaiveDate) -> Found<'_, Goal<'t>> {
        find(&self.goals, name, today)
    }
}

impl Findable for Person<'_> {
    const MATCHES_PART_OF_HANDLE: bool = false;

    fn handle(&self) -> &str {
        &self.handle
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn is_current(&self, today: NaiveDate) -> bool {
        self.is_present(today)
    }

    fn rank(&self) -> impl Ord {
        (self.name.as_ref(), self.handle.as_ref())
    }

    /// People in the book on that day come first.
    fn similar_rank(&self, today: NaiveDate) -> impl Ord {
        (!self.is_present(today), self.handle.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).expect("a real day")
    }

    fn book() -> Book<'static> {
        let people = [
            ("sara", "Sara Ortiz"),
            ("soren", "Søren Holm"),
            ("ann", "Ann Lee"),
            ("joann", "Joann Lee"),
            ("zoe", "Zoë Ann Rossi"),
        ];
        Book {
            people: people
                .into_iter()
                .map(|(handle, name)| Person::new(handle, name))
                .collect(),
            ..Book::default()
        }
    }

    fn found(who: &str) -> String {
        let book = book();
        let handles = |people: Vec<&Person>| {
            people
                .iter()
                .map(|person| person.handle.to_string())
                .collect::<Vec<_>>()
                .join(" ")
        };
        match book.find(who, day()) {
            Found::One(person) => format!("one {}", person.handle),
            Found::Several(people) => format!("several {}", handles(people)),
            Found::Nothing(near) => format!("nobody {}", handles(near)),
        }
    }

    #[test]
    fn an_unambiguous_part_of_a_name_finds_one_person() {
        assert_eq!(found("ortiz"), "one sara");
        assert_eq!(found("SØREN"), "one soren");
        assert_eq!(found("soren holm"), "one soren");
        assert_eq!(found("zoe"), "one zoe");
    }

    #[test]
    fn a_handle_or_a_whole_name_wins_over_parts() {
        assert_eq!(found("ann"), "one ann");
        assert_eq!(found("ann lee"), "one ann");
        assert_eq!(found("lee"), "several ann joann");
    }

    #[test]
    fn no_match_suggests_similar_names() {
        assert_eq!(found("sarra"), "nobody sara");
        assert_eq!(found("qqq"), "nobody ");
        assert_eq!(found(""), "nobody ");
    }

    #[test]
    fn archived_people_match_only_when_nobody_else_does() {
        let mut book = book();
        book.people[2].archived = Some(day());
        assert!(matches!(book.find("lee", day()), Found::One(person) if person.handle == "joann"));
        assert!(
            matches!(book.find("ann lee", day()), Found::One(person) if person.handle == "ann")
        );
        book.people[3].archived = Some(day());
        assert!(
            matches!(book.find("ann lee", day()), Found::One(person) if person.handle == "ann")
        );
    }
}
