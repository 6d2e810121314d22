//! The numbers of the score that a user can change, with their defaults and legal ranges.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::model::interaction::Kind;

/// One number per kind, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PerKind([f64; Kind::ALL.len()]);

impl PerKind {
    /// The points of one normal interaction of that kind.
    pub const fn get(&self, kind: Kind) -> f64 {
        self.0[kind as usize]
    }

    /// Changes the points of a kind.
    pub const fn set(&mut self, kind: Kind, points: f64) {
        self.0[kind as usize] = points;
    }
}

/// The storage of a number in the settings, by unit.
#[derive(Debug, PartialEq)]
pub enum NumberSlot<'s> {
    /// Whole days.
    Days(&'s mut u32),
    /// A whole number.
    Whole(&'s mut i64),
    /// A number with two decimals, stored in hundredths.
    Hundredths(&'s mut i64),
    /// Any number.
    Factor(&'s mut f64),
}

/// A number that the user can change in the file.
#[derive(Debug, PartialEq)]
pub struct Number<'s> {
    /// Its key in its table.
    pub key: &'static str,
    /// Its legal range: small enough that the score cannot overflow with a hundred thousand rows,
    /// doubled for size and multiplied for urgency.
    pub range: RangeInclusive<f64>,
    /// Its storage.
    pub slot: NumberSlot<'s>,
}

/// Defines a table of numbers, each with its doc comment, key, unit, type, default and range.
macro_rules! numbers {
    ($(#[doc = $about:literal])* $name:ident { $(
        #[doc = $about_number:literal]
        $(#[serde($json:meta)])?
        $field:ident, $key:literal, $unit:ident($kept:ty) = $default:literal, $range:expr;
    )* }) => {
        $(#[doc = $about])*
        #[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $(#[doc = $about_number] $(#[serde($json)])? pub $field: $kept),* }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $default),* }
            }
        }

        impl $name {
            /// Every number of the table.
            pub fn numbers(&mut self) -> Vec<Number<'_>> {
                vec![$(Number {
                    key: $key,
                    range: $range,
                    slot: NumberSlot::$unit(&mut self.$field),
                }),*]
            }
        }
    };
}

/// The longest span of days, ten years.
const MOST_DAYS: f64 = 3650.0;
/// Points of one interaction, and of the doubt.
const MOST_POINTS: f64 = 1_000_000.0;

numbers! {
    /// `[settings.score]`: the shape of the score (sections 2 and 3).
    ScoreSettings {
        /// Days after which a point counts half.
        half_life, "half_life", Days(u32) = 90, 1.0..=MOST_DAYS;
        /// The benefit of the doubt, in points.
        #[serde(rename = "doubt_hundredths")]
        doubt, "doubt", Hundredths(i64) = 600, 0.01..=MOST_POINTS;
        /// The balance below which the user is in debt.
        debt_limit, "debt_limit", Whole(i64) = -25, -99.0..=-1.0;
        /// Warmth below this is cold.
        cold_below, "cold_below", Whole(i64) = 25, 1.0..=98.0;
        /// Warmth from this value on is steady.
        steady_from, "steady_from", Whole(i64) = 50, 2.0..=99.0;
        /// Warmth from this value on is strong.
        strong_from, "strong_from", Whole(i64) = 67, 3.0..=100.0;
        /// The cost of an urgent ask, as a multiple of a normal one.
        urgent_factor, "urgent_factor", Factor(f64) = 2.0, 1.0..=1_000.0;
    }
}

numbers! {
    /// `[settings.due]`: days until something is due (section 6).
    DueSettings {
        /// How far `due` looks ahead.
        horizon, "horizon", Days(u32) = 6, 0.0..=MOST_DAYS;
        /// From a strain to repairing it.
        repair, "repair", Days(u32) = 1, 0.0..=MOST_DAYS;
        /// From help received to thanks.
        thanks, "thanks", Days(u32) = 2, 0.0..=MOST_DAYS;
        /// From big or urgent help to praise to their boss.
        credit, "credit", Days(u32) = 7, 0.0..=MOST_DAYS;
        /// From the second ask in a row to giving.
        ask_only, "ask_only", Days(u32) = 7, 0.0..=MOST_DAYS;
        /// From the ask that put you in debt to giving back.
        give_back, "give_back", Days(u32) = 14, 0.0..=MOST_DAYS;
        /// The longest silence with a person named by an active goal.
        goal, "goal", Days(u32) = 14, 0.0..=MOST_DAYS;
        /// From adding a person to meeting them.
        meet, "meet", Days(u32) = 14, 0.0..=MOST_DAYS;
        /// From an ask to its outcome.
        r#loop, "loop", Days(u32) = 7, 0.0..=MOST_DAYS;
        /// How long a person is new.
        new, "new", Days(u32) = 30, 0.0..=MOST_DAYS;
        /// How long a repaired relationship is mending.
        mending, "mending", Days(u32) = 90, 0.0..=MOST_DAYS;
    }
}

/// All of `[settings]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Days between contacts with a person who has no cadence of their own, 1 to 3650.
    pub every: u32,
    /// The shape of the score.
    pub score: ScoreSettings,
    /// Points each kind adds to given (above 0) or taken (below 0).
    pub credit: PerKind,
    /// Points of contact of each kind, never below 0.
    pub contact: PerKind,
    /// Days until something is due.
    pub due: DueSettings,
    /// Departments in which the user wants an ally.
    pub departments: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            every: 30,
            score: ScoreSettings::default(),
            // In the order of `Kind::ALL`; the reasons are in section 1.
            credit: PerKind([2.0, 2.0, 1.0, 1.0, -2.0, -1.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
            contact: PerKind([1.0, 0.5, 0.5, 0.5, 0.0, 1.0, 2.0, 1.0, 0.5, 0.0, 1.0]),
            due: DueSettings::default(),
            departments: [
                "IT",
                "Audio-visual",
                "Procurement",
                "Shipping",
                "Executive support",
                "Accounting",
                "HR",
            ]
            .map(str::to_owned)
            .to_vec(),
        }
    }
}

/// The legal credit of a kind: giving and thanks never count against the user, asks and help never
/// for them.
pub fn credit_range(kind: Kind) -> RangeInclusive<f64> {
    match kind {
        Kind::Gave | Kind::Praised | Kind::Shared | Kind::Thanked => 0.0..=MOST_POINTS,
        Kind::Asked => -MOST_POINTS..=-0.01,
        Kind::Received => -MOST_POINTS..=0.0,
        Kind::Met | Kind::Called | Kind::Wrote | Kind::Strained | Kind::Repaired => 0.0..=0.0,
    }
}

/// The legal contact of a kind: never negative, and 0 for an ask or a strain.
pub fn contact_range(kind: Kind) -> RangeInclusive<f64> {
    if matches!(kind, Kind::Asked | Kind::Strained) {
        0.0..=0.0
    } else {
        0.0..=MOST_POINTS
    }
}
