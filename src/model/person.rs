//! A person one works with, as the file tells of them.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

use crate::model::custom_fields::{CustomFields, Text};
use crate::model::interaction::Interaction;
use crate::model::serialize::custom_fields::checked_keys;
use crate::model::serialize::strict;
use crate::model::settings::Settings;
use crate::text::word_enum::word_enum;

word_enum! {
    /// Where a person stands seen from the user.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Level {
        /// Above: bosses and theirs.
        Up = "up",
        /// Beside.
        Peer = "peer",
        /// Below, and the desks that serve everybody.
        Down = "down",
        /// In another organisation.
        Outside = "outside",
    }
}

/// How often one wants to be in contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cadence {
    /// Once in so many days, 1 to 3650.
    Days(u32),
    /// Whenever it happens: no due date comes of it.
    Never,
}

impl Cadence {
    /// The longest cadence, ten years: beyond that one means `never`.
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

    /// So many days, if that is a legal cadence.
    pub fn from_days(days: i64) -> Option<Self> {
        u32::try_from(days)
            .ok()
            .filter(|days| (1..=Self::LONGEST).contains(days))
            .map(Self::Days)
    }
}

/// Quiet from one day until another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Snooze {
    /// The first day: what happened after it breaks through.
    pub from: NaiveDate,
    /// The day on which all comes back.
    pub until: NaiveDate,
}

/// Something the user said they would do.
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
    /// What was promised, in the user's words.
    pub what: Text<'t>,
    /// The day it was kept.
    #[serde(default, deserialize_with = "strict::optional_day")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<NaiveDate>,
    /// Keys of the user's own.
    #[serde(rename = "other", deserialize_with = "beside_promise")]
    #[serde(default, skip_serializing_if = "CustomFields::is_empty")]
    pub own: CustomFields<'t>,
}

impl Promise<'_> {
    /// Not kept on or before that day.
    pub fn is_open(&self, today: NaiveDate) -> bool {
        self.kept.is_none_or(|kept| kept > today)
    }
}

fn beside_promise<'de, 't, D: Deserializer<'de>>(from: D) -> Result<CustomFields<'t>, D::Error> {
    checked_keys(CustomFields::deserialize(from)?, |key| {
        matches!(key, "by" | "made" | "what" | "kept")
    })
}

/// Everything the file tells of one person.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Person<'t> {
    /// What the user types to name them.
    pub handle: Text<'t>,
    /// Their full name; never empty in a book that was read.
    pub name: Text<'t>,
    /// The day they came into the book.
    pub added: Option<NaiveDate>,
    /// Their department.
    pub dept: Option<Text<'t>>,
    /// What they do.
    pub role: Option<Text<'t>>,
    /// Where they work.
    pub org: Option<Text<'t>>,
    /// Where they stand seen from the user.
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
    /// The handle of who introduced them.
    pub introduced_by: Option<Text<'t>>,
    /// How often the user wants contact; else the default of the settings.
    pub every: Option<Cadence>,
    /// The user knew them before this file.
    pub known: bool,
    /// A call counts as meeting them.
    pub remote: bool,
    /// The day they were put away.
    pub archived: Option<NaiveDate>,
    /// Anything else worth keeping.
    pub about: Option<Text<'t>>,
    /// Quiet until a day.
    pub snooze: Option<Snooze>,
    /// Keys of the user's own beside the days of the snooze; none without one.
    pub snooze_own: CustomFields<'t>,
    /// What the user promised them, kept or not.
    pub promises: Vec<Promise<'t>>,
    /// What happened, in the order of the file.
    pub log: Vec<Interaction<'t>>,
    /// Keys of the user's own.
    pub own: CustomFields<'t>,
}

impl<'t> Person<'t> {
    /// A person with nothing but a handle and a name.
    pub fn new(handle: impl Into<Text<'t>>, name: impl Into<Text<'t>>) -> Self {
        Self {
            handle: handle.into(),
            name: name.into(),
            ..Self::default()
        }
    }

    /// What has happened: the rows dated on or before that day, in the order of the file.
    pub fn rows(&self, today: NaiveDate) -> impl Iterator<Item = &Interaction<'t>> {
        self.log.iter().filter(move |row| row.on <= today)
    }

    /// The day from which they count as added: `added`, else the earliest interaction on or
    /// before today, else today (score, section 3).
    pub fn added_on(&self, today: NaiveDate) -> NaiveDate {
        self.added
            .or_else(|| self.rows(today).map(|row| row.on).min())
            .unwrap_or(today)
    }

    /// Whether they are in the book on that day: added, and not put away.
    pub fn is_present(&self, today: NaiveDate) -> bool {
        self.added.is_none_or(|added| added <= today) && !self.is_archived(today)
    }

    /// Whether they are put away on that day.
    pub fn is_archived(&self, today: NaiveDate) -> bool {
        self.archived.is_some_and(|archived| archived <= today)
    }

    /// The snooze that holds on that day, if one does.
    pub fn snooze_on(&self, today: NaiveDate) -> Option<Snooze> {
        self.snooze
            .filter(|snooze| snooze.from <= today && today < snooze.until)
    }

    /// Days between contacts for the decay of contact: their own, else the default; the
    /// default too for `never` (score, section 2).
    pub fn every_days(&self, settings: &Settings) -> u32 {
        match self.every {
            Some(Cadence::Days(days)) => days,
            Some(Cadence::Never) | None => settings.every,
        }
    }
}
