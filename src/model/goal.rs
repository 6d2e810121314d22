//! Goals, which decide who matters now.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

use crate::model::custom_fields::{CustomFields, Text};
use crate::model::search::Findable;
use crate::model::serialize::custom_fields::checked_custom_fields;
use crate::model::serialize::strict;
use crate::text::word_enum::word_enum;

word_enum! {
    /// The state of a goal.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum GoalState {
        /// Decides who matters now.
        Active = "active",
        /// Set on a future day.
        ToCome = "to come",
        /// Past its deadline without being reached.
        Past = "past",
        /// Reached.
        Done = "done",
    }
}

/// A goal of the user, with the people who can help or hinder it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal<'t> {
    /// The short name to type.
    #[serde(deserialize_with = "strict::handle")]
    pub handle: Text<'t>,
    /// Its full name; never empty.
    #[serde(deserialize_with = "strict::name")]
    pub name: Text<'t>,
    /// The day it was set; before that it is not active.
    #[serde(deserialize_with = "strict::day")]
    pub set: NaiveDate,
    /// The deadline, its last active day.
    #[serde(default, deserialize_with = "strict::optional_day")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<NaiveDate>,
    /// Handles of those who can help.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub helped_by: Vec<Text<'t>>,
    /// Handles of those who can hinder.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hindered_by: Vec<Text<'t>>,
    /// The day it was reached.
    #[serde(default, deserialize_with = "strict::optional_day")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<NaiveDate>,
    /// Custom fields.
    #[serde(rename = "other", deserialize_with = "goal_custom_fields")]
    #[serde(default, skip_serializing_if = "CustomFields::is_empty")]
    pub own: CustomFields<'t>,
}

impl Goal<'_> {
    /// Whether it was reached on or before a day.
    pub fn is_done(&self, today: NaiveDate) -> bool {
        self.done.is_some_and(|done| done <= today)
    }

    /// Whether its deadline is before a day.
    fn is_past(&self, today: NaiveDate) -> bool {
        self.by.is_some_and(|by| by < today)
    }

    /// Whether it is active on a day: set, not past its deadline and not done (score, section 6).
    pub fn is_active(&self, today: NaiveDate) -> bool {
        self.set <= today && !self.is_past(today) && !self.is_done(today)
    }

    /// Its state on a day.
    pub fn state(&self, today: NaiveDate) -> GoalState {
        if self.is_done(today) {
            GoalState::Done
        } else if self.is_past(today) {
            GoalState::Past
        } else if self.set > today {
            GoalState::ToCome
        } else {
            GoalState::Active
        }
    }

    /// The sort key: nearest deadline first, no deadline last, then by name (score, section 6) and
    /// handle.
    pub fn rank(&self) -> (bool, Option<NaiveDate>, &str, &str) {
        (self.by.is_none(), self.by, &self.name, &self.handle)
    }

    /// Handles of the people it names, helpers first; someone in both lists appears twice.
    pub fn named(&self) -> impl Iterator<Item = &str> {
        self.helped_by
            .iter()
            .chain(&self.hindered_by)
            .map(AsRef::as_ref)
    }
}

impl Findable for Goal<'_> {
    const MATCHES_PART_OF_HANDLE: bool = true;

    fn handle(&self) -> &str {
        &self.handle
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn is_current(&self, today: NaiveDate) -> bool {
        self.is_active(today)
    }

    fn rank(&self) -> impl Ord {
        Goal::rank(self)
    }
}

fn goal_custom_fields<'de, 't, D: Deserializer<'de>>(
    from: D,
) -> Result<CustomFields<'t>, D::Error> {
    checked_custom_fields(CustomFields::deserialize(from)?, |key| {
        matches!(
            key,
            "name" | "set" | "by" | "helped_by" | "hindered_by" | "done"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::book::Book;
    use crate::model::sample::{book, day, goal, today};
    use crate::model::search::Found;

    fn goals() -> Book<'static> {
        let named = |handle, name: &'static str| Goal {
            name: name.into(),
            ..goal(handle, &[])
        };
        Book {
            goals: vec![
                named("launch-billing-v2", "Launch billing v2"),
                Goal {
                    done: Some(day("2026-11-01")),
                    ..named("launch-site", "Launch site")
                },
                named("hire-two", "Hire two analysts"),
                named("hire-lead", "Hire a lead"),
            ],
            ..book([])
        }
    }

    fn found(name: &str) -> String {
        let book = goals();
        let handles = |goals: Vec<&Goal>| {
            let handles: Vec<&str> = goals.iter().map(|goal| goal.handle.as_ref()).collect();
            handles.join(" ")
        };
        match book.find_goal(name, today()) {
            Found::One(goal) => format!("one {}", goal.handle),
            Found::Several(goals) => format!("several {}", handles(goals)),
            Found::Nothing(near) => format!("none {}", handles(near)),
        }
    }

    #[test]
    fn a_goal_is_found_by_handle_name_or_a_part_of_it() {
        assert_eq!(found("launch-billing-v2"), "one launch-billing-v2");
        assert_eq!(found("LAUNCH BILLING v2"), "one launch-billing-v2");
        assert_eq!(found("analysts"), "one hire-two");
        assert_eq!(found("hire"), "several hire-lead hire-two");
        assert_eq!(found("biling"), "none launch-billing-v2");
        assert_eq!(found("zzz"), "none ");
        assert_eq!(found(""), "none ");
    }

    #[test]
    fn a_reached_goal_matches_only_when_no_other_does() {
        assert_eq!(found("launch"), "one launch-billing-v2");
        assert_eq!(found("site"), "one launch-site");
    }

    #[test]
    fn a_goal_is_active_to_come_past_or_done() {
        let mut goal = goal("ship", &[]);
        assert_eq!(goal.state(today()), GoalState::Active);
        goal.by = Some(day("2026-11-22"));
        assert_eq!(goal.state(today()), GoalState::Past);
        goal.done = Some(day("2026-11-20"));
        assert_eq!(goal.state(today()), GoalState::Done);
        goal.done = None;
        goal.by = None;
        goal.set = day("2026-12-01");
        assert_eq!(goal.state(today()), GoalState::ToCome);
    }
}
