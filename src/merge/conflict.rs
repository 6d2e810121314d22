//! Conflicts between two sides, and which side's value is preferred.

use std::fmt;

/// The side whose value is used in a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefer {
    /// The file that is written.
    Ours,
    /// The other file.
    Theirs,
}

impl Prefer {
    /// Returns the value of the preferred side.
    pub fn pick<T>(self, ours: T, theirs: T) -> T {
        match self {
            Self::Ours => ours,
            Self::Theirs => theirs,
        }
    }
}

/// Something that both sides changed differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The path to it: `people`, `sara`, `every`. It contains no values and no notes.
    pub path: Vec<String>,
    /// How the sides differ.
    pub how: Disagreement,
}

/// How two sides differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disagreement {
    /// Changed to different values.
    Values,
    /// Removed by us, changed by them.
    RemovedByUs,
    /// Changed by us, removed by them.
    RemovedByThem,
    /// Different people, or goals, that were given the same handle.
    Namesakes,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = match self.how {
            Disagreement::Values => "changed on both sides",
            Disagreement::RemovedByUs => "taken out in ours, changed in theirs",
            Disagreement::RemovedByThem => "changed in ours, taken out in theirs",
            Disagreement::Namesakes => "the handle of someone else in theirs",
        };
        write!(f, "{}: {how}", self.path.join("."))
    }
}
