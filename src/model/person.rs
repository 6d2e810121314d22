//! A person in the file.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

use crate::model::custom_fields::{CustomFields, Text};
use crate::model::interaction::Interaction;
use crate::model::serialize::custom_fields::checked_custom_fields;
use crate::model::serialize::strict;
use crate::model::settings::Settings;
use crate::text::word_enum::word_enum;

word_enum! {
    /// The position of a person relative to the user.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Level {
        /// Above: bosses and their bosses.
        Up = "up",
        /// At the same level.
        Peer = "peer",
        /// Below, including service desks.
        Down = "down",
        /// In another organisation.
        Outside = "outside",
    }
}

/// How often the user wants to be in contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cadence {
    /// Once in this many days, 1 to 3650.
    Days(u32),
    /// No schedule: never due by cadence.
    Never,
}

impl Cadence {
    /// The longest cadence, ten years; anything longer is effectively `never`.
    pub const LONGEST: u32 = 3650;

    /// Reads `30`, `30d`, `6w`, `3m` (30 days each), `1y` (365 days), `weekly`, `monthly`,
    /// `quarterly`, `yearly` or `never`. `None` if it is none of these or out of range.
    pub fn from_word(word: &str) -> Option<Self> {
        let days = match word {
            "never" => return Some(Self::Never),
            "weekly" => 7,
            "monthly" => 30,
            "quarterly" => 90,
            "yearly" => 365,
            _ => {
                let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
                let unit = match &word[digits.len()..] {
                    "" | "d" => 1,
                    "w" => 7,
                    "m" => 30,
                    "y" => 365,
                    _ => return None,
                };
                if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                    return None;
                }
                digits.parse::<u32>().ok()?.checked_mul(unit)?
            }
        };
        Self::from_days(days.into())
    }

    /// A cadence of `days` days, if in range.
    pub fn from_days(days: i64) -> Option<Self> {
        u32::try_from(days)
            .ok()
            .filter(|days| (1..=Self::LONGEST).contains(days))
            .map(Self::Days)
    }
}

/// A pause of reminders about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Snooze {
    /// The first day; reasons triggered after it are still shown.
    pub from: NaiveDate,
    /// The day the snooze ends.
    pub until: NaiveDate,
}

/// A promise of the user.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise<'t> {
    /// The day it is due.
    #[serde(deserialize_with = "strict::day")]
    pub by: NaiveDate,
    /// The day it was made.
    #[serde(default, deserialize_with = "strict::optional_day")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made: Option<NaiveDate>,
    /// The promise, in the user's words.
    pub what: Text<'t>,
    /// The day it was kept.
    #[serde(default, deserialize_with = "strict::optional_day")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<NaiveDate>,
    /// Custom fields.
    #[serde(rename = "other", deserialize_with = "promise_custom_fields")]
    #[serde(default, skip_serializing_if = "CustomFields::is_empty")]
    pub own: CustomFields<'t>,
}

impl Promise<'_> {
    /// Whether it is not kept on or before a day.
    pub fn is_open(&self, today: NaiveDate) -> bool {
        self.kept.is_none_or(|kept| kept > today)
    }
}

fn promise_custom_fields<'de, 't, D: Deserializer<'de>>(
    from: D,
) -> Result<CustomFields<'t>, D::Error> {
    checked_custom_fields(CustomFields::deserialize(from)?, |key| {
        matches!(key, "by" | "made" | "what" | "kept")
    })
}

/// A person with all their fields, promises and log.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Person<'t> {
    /// The short name to type.
    pub handle: Text<'t>,
    /// Their full name; never empty in a book read from a file.
    pub name: Text<'t>,
    /// The day they were added to the book.
    pub added: Option<NaiveDate>,
    /// Their department.
    pub dept: Option<Text<'t>>,
    /// What they do.
    pub role: Option<Text<'t>>,
    /// Where they work.
    pub org: Option<Text<'t>>,
    /// Their position relative to the user.
    pub level: Option<Level>,
    /// Who should hear praise for them.
    pub boss: Option<Text<'t>>,
    /// What to call them for.
    pub helps: Vec<Text<'t>>,
    /// What matters to them.
    pub cares: Vec<Text<'t>>,
    /// The user's own groups.
    pub tags: Vec<Text<'t>>,
    /// How to ask them: `ticket first, then call`.
    pub approach: Option<Text<'t>>,
    /// Mail addresses, best first.
    pub email: Vec<Text<'t>>,
    /// Telephone numbers, best first.
    pub phone: Vec<Text<'t>>,
    /// The handle of the person who introduced them.
    pub introduced_by: Option<Text<'t>>,
    /// How often the user wants contact; the default in the settings if absent.
    pub every: Option<Cadence>,
    /// Whether the user knew them before this file.
    pub known: bool,
    /// Whether a call counts as meeting them.
    pub remote: bool,
    /// The day they were archived.
    pub archived: Option<NaiveDate>,
    /// Anything else worth keeping.
    pub about: Option<Text<'t>>,
    /// Their snooze, past or current.
    pub snooze: Option<Snooze>,
    /// Custom fields of the snooze; empty without one.
    pub snooze_own: CustomFields<'t>,
    /// The user's promises to them, kept or not.
    pub promises: Vec<Promise<'t>>,
    /// Interactions, in file order.
    pub log: Vec<Interaction<'t>>,
    /// Custom fields.
    pub own: CustomFields<'t>,
}

impl<'t> Person<'t> {
    /// A person with only a handle and a name.
    pub fn new(handle: impl Into<Text<'t>>, name: impl Into<Text<'t>>) -> Self {
        Self {
            handle: handle.into(),
            name: name.into(),
            ..Self::default()
        }
    }

    /// The rows dated on or before `today`, in file order.
    pub fn rows(&self, today: NaiveDate) -> impl Iterator<Item = &Interaction<'t>> {
        self.log.iter().filter(move |row| row.on <= today)
    }

    /// The day they count as added: `added`, else the earliest interaction on or
    /// before today, else today (score, section 3).
    pub fn added_on(&self, today: NaiveDate) -> NaiveDate {
        self.added
            .or_else(|| self.rows(today).map(|row| row.on).min())
            .unwrap_or(today)
    }

    /// Whether they are in the book on a day: added, and not archived.
    pub fn is_present(&self, today: NaiveDate) -> bool {
        self.added.is_none_or(|added| added <= today) && !self.is_archived(today)
    }

    /// Whether they are archived on a day.
    pub fn is_archived(&self, today: NaiveDate) -> bool {
        self.archived.is_some_and(|archived| archived <= today)
    }

    /// The snooze in effect on a day, if any.
    pub fn snooze_on(&self, today: NaiveDate) -> Option<Snooze> {
        self.snooze
            .filter(|snooze| snooze.from <= today && today < snooze.until)
    }

    /// The half-life of contact in days: their cadence, or the default without one or for `never`
    /// (score, section 2).
    pub fn every_days(&self, settings: &Settings) -> u32 {
        match self.every {
            Some(Cadence::Days(days)) => days,
            Some(Cadence::Never) | None => settings.every,
        }
    }
}
