//! The numbers of the score that a user can change, with their defaults and legal ranges.

use serde::{Deserialize, Serialize};

use crate::model::interaction::Kind;

/// One number a kind, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PerKind([f64; Kind::ALL.len()]);

impl PerKind {
    /// What one normal interaction of that kind counts, in points.
    pub const fn of(&self, kind: Kind) -> f64 {
        self.0[kind.index()]
    }

    /// Changes what that kind counts.
    pub const fn set(&mut self, kind: Kind, points: f64) {
        self.0[kind.index()] = points;
    }
}

/// `[settings.score]`: the shape of the score (sections 2 and 3).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreSettings {
    /// Days after which a point counts half, 1 to 3650.
    pub half_life: u32,
    /// The benefit of the doubt, in hundredths of a point, above 0.
    #[serde(rename = "doubt_hundredths")]
    pub doubt: i64,
    /// The balance below which one is in debt, −99 to −1.
    pub debt_limit: i64,
    /// Warmth below this is cold. 0 < `cold_below` < `steady_from` < `strong_from` ≤ 100.
    pub cold_below: i64,
    /// Warmth from this on is steady.
    pub steady_from: i64,
    /// Warmth from this on is strong.
    pub strong_from: i64,
    /// What an urgent ask costs, as a multiple of a normal one; at least 1.
    pub urgent_factor: f64,
}

/// `[settings.due]`: days until something is due (section 6), each 0 to 3650.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DueSettings {
    /// How far `due` looks ahead.
    pub horizon: u32,
    /// From a strain to talking it out.
    pub repair: u32,
    /// From help received to thanks.
    pub thanks: u32,
    /// From great help received to praise before their boss.
    pub credit: u32,
    /// From the second ask in a row to giving.
    pub ask_only: u32,
    /// From the ask that put you in debt to giving back.
    pub give_back: u32,
    /// The longest silence with somebody whom an active goal names.
    pub goal: u32,
    /// From adding somebody to meeting them.
    pub meet: u32,
    /// From an ask to hearing, or saying, how it ended.
    pub r#loop: u32,
    /// How long a person is new.
    pub new: u32,
    /// How long a repaired relationship is mending.
    pub mending: u32,
}

/// All of `[settings]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Days between contacts with a person who has no cadence of their own, 1 to 3650.
    pub every: u32,
    /// The shape of the score.
    pub score: ScoreSettings,
    /// What each kind adds to what was given (above 0) or taken (below 0), in points.
    pub credit: PerKind,
    /// How much contact each kind is, in points, never below 0.
    pub contact: PerKind,
    /// Days until something is due.
    pub due: DueSettings,
    /// Departments in which one wants an ally.
    pub departments: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            every: 30,
            score: ScoreSettings {
                half_life: 90,
                doubt: 600,
                debt_limit: -25,
                cold_below: 25,
                steady_from: 50,
                strong_from: 67,
                urgent_factor: 2.0,
            },
            // In the order of `Kind::ALL`; the reasons are in section 1.
            credit: PerKind([2.0, 2.0, 1.0, 1.0, -2.0, -1.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
            contact: PerKind([1.0, 0.5, 0.5, 0.5, 0.0, 1.0, 2.0, 1.0, 0.5, 0.0, 1.0]),
            due: DueSettings {
                horizon: 6,
                repair: 1,
                thanks: 2,
                credit: 7,
                ask_only: 7,
                give_back: 14,
                goal: 14,
                meet: 14,
                r#loop: 7,
                new: 30,
                mending: 90,
            },
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
