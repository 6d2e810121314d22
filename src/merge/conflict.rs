//! What both sides changed differently, and whose value then stands.

use std::fmt;

/// Whose value stands where both sides differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefer {
    /// That of the file that is written.
    Ours,
    /// That of the other one.
    Theirs,
}

impl Prefer {
    /// The preferred one.
    pub fn pick<T>(self, ours: T, theirs: T) -> T {
        match self {
            Self::Ours => ours,
            Self::Theirs => theirs,
        }
    }
}

/// Something that both sides changed, and not to the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Where: `people`, `sara`, `every`. No value and no note is part of it.
    pub place: Vec<String>,
    /// How the sides differ.
    pub how: Disagreement,
}

/// How two sides differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disagreement {
    /// Changed to different values.
    Values,
    /// Taken out by us, changed by them.
    RemovedByUs,
    /// Changed by us, taken out by them.
    RemovedByThem,
    /// Two people, or two goals, that got the same handle.
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
        write!(f, "{}: {how}", self.place.join("."))
    }
}
