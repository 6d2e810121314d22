//! The few goals that decide who matters now.

use chrono::NaiveDate;

use super::own::{OwnKeys, Text};

/// Something the user wants to reach, with the people who can help or hinder it.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal<'t> {
    /// What the user types to name it.
    pub handle: Text<'t>,
    /// Its name in words; never empty.
    pub name: Text<'t>,
    /// The day it was set; before that it does not count.
    pub set: NaiveDate,
    /// The deadline, the last day on which it counts.
    pub by: Option<NaiveDate>,
    /// Handles of those who can help.
    pub helped_by: Vec<Text<'t>>,
    /// Handles of those who can hinder.
    pub hindered_by: Vec<Text<'t>>,
    /// The day it was reached.
    pub done: Option<NaiveDate>,
    /// Keys of the user's own.
    pub own: OwnKeys<'t>,
}

impl Goal<'_> {
    /// Done on or before that day.
    pub fn is_done(&self, today: NaiveDate) -> bool {
        self.done.is_some_and(|done| done <= today)
    }

    /// Past its deadline on that day.
    pub fn is_past(&self, today: NaiveDate) -> bool {
        self.by.is_some_and(|by| by < today)
    }

    /// Active from the day it was set until its deadline has passed or it is done
    /// (score, section 6).
    pub fn is_active(&self, today: NaiveDate) -> bool {
        self.set <= today && !self.is_past(today) && !self.is_done(today)
    }

    /// What goals sort by: the nearest deadline first, none last, then the name (score,
    /// section 6); the handle tells two of one name apart.
    pub fn rank(&self) -> (bool, Option<NaiveDate>, &str, &str) {
        (self.by.is_none(), self.by, &self.name, &self.handle)
    }

    /// Handles of everybody it names, helpers first; one who does both comes twice.
    pub fn named(&self) -> impl Iterator<Item = &str> {
        self.helped_by
            .iter()
            .chain(&self.hindered_by)
            .map(AsRef::as_ref)
    }
}
