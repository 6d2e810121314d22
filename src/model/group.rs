//! Groups of people: departments and tags.

use std::collections::BTreeMap;

use crate::model::custom_fields::Text;
use crate::model::person::Person;
use crate::model::search::nearest;
use crate::text::fold::fold;

/// A way to group people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupBy {
    /// By department.
    Dept,
    /// By tag.
    Tag,
}

impl GroupBy {
    /// Whether the person is in the group of that name, ignoring case and accents.
    pub fn contains(self, person: &Person, name: &str) -> bool {
        let name = fold(name);
        self.names(person).iter().any(|own| fold(own) == name)
    }

    fn names<'b>(self, person: &'b Person) -> &'b [Text<'b>] {
        match self {
            Self::Dept => person.dept.as_slice(),
            Self::Tag => &person.tags,
        }
    }

    /// The names of these people's groups, sorted. Spellings that differ only in case and accents
    /// are listed once.
    pub fn all<'b>(self, people: impl IntoIterator<Item = &'b Person<'b>>) -> Vec<&'b str> {
        let mut names: BTreeMap<String, &str> = BTreeMap::new();
        for name in people.into_iter().flat_map(|person| self.names(person)) {
            let written = names.entry(fold(name)).or_insert(name);
            // The same spelling is listed whatever the order of the file.
            *written = (*written).min(name);
        }
        names.into_values().collect()
    }
}

/// The group that was probably meant.
pub fn nearest_group<'b>(groups: &[&'b str], typed: &str) -> Option<&'b str> {
    let typed = fold(typed);
    if typed.is_empty() {
        return None;
    }
    let near = nearest(groups, &typed, |group| ("", group), |group| *group);
    near.first().map(|group| **group)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(dept: &'static str, tags: &[&'static str]) -> Person<'static> {
        Person {
            dept: Some(dept.into()),
            tags: tags.iter().map(|tag| Text::Borrowed(*tag)).collect(),
            ..Person::new("sara", "Sara Ortiz")
        }
    }

    #[test]
    fn a_group_matches_without_case_and_accents() {
        let person = person("Café", &["Berlin"]);
        assert!(GroupBy::Dept.contains(&person, "cafe"));
        assert!(GroupBy::Tag.contains(&person, "BERLIN"));
        assert!(!GroupBy::Tag.contains(&person, "cafe"));
    }

    #[test]
    fn two_spellings_are_one_group() {
        let people = [person("it", &["a"]), person("IT", &["c", "b"])];
        assert_eq!(GroupBy::Dept.all(&people), ["IT"]);
        assert_eq!(GroupBy::Tag.all(&people), ["a", "b", "c"]);
    }

    #[test]
    fn a_typo_finds_the_group_that_was_meant() {
        let groups = ["Accounting", "Executive support", "IT"];
        assert_eq!(nearest_group(&groups, "acounting"), Some("Accounting"));
        assert_eq!(nearest_group(&groups, "Suport"), Some("Executive support"));
        assert_eq!(nearest_group(&groups, "zebra"), None);
        assert_eq!(nearest_group(&groups, " "), None);
    }
}
