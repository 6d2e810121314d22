//! Two changed books and the one they both came from, merged by what they mean.
//!
//! People, goals and fields are merged each for itself, lists as sets, and rows of the log as
//! rows: what both sides added comes once, and nobody's addition is lost. Only where both sides
//! changed the same thing differently is there a conflict. How the merged book becomes text is
//! the caller's: [`changes_between`] says what is to be done to a text, and [`lines`] merges
//! texts line by line, which keeps the comments of both sides.

mod diff;
pub mod lines;
mod rows;
#[cfg(test)]
mod tests;
pub mod text;
mod tree;

use std::fmt;

use crate::model::book::Book;

use crate::formats::json::JsonError;

pub use crate::merge::diff::{by_handle, changes_between, says_the_same};

/// Whose value stands where both sides differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefer {
    /// That of the file that is written.
    Ours,
    /// That of the other one.
    Theirs,
}

/// Something that both sides changed, and not to the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Where: `people`, `sara`, `every`. No value and no note is part of it.
    pub place: Vec<String>,
    /// How the sides differ.
    pub how: Differ,
}

/// How two sides differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Differ {
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
            Differ::Values => "changed on both sides",
            Differ::RemovedByUs => "taken out in ours, changed in theirs",
            Differ::RemovedByThem => "changed in ours, taken out in theirs",
            Differ::Namesakes => "the handle of somebody else in theirs",
        };
        write!(f, "{}: {how}", self.place.join("."))
    }
}

/// What came of a merge.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The book, with the preferred value in each conflict.
    pub book: Book<'static>,
    /// The conflicts, in the order of the book.
    pub conflicts: Vec<Conflict>,
}

/// Merges two books that came from `base`. The conflicts are the same whatever is preferred.
pub fn merge(
    base: &Book<'_>,
    ours: &Book<'_>,
    theirs: &Book<'_>,
    prefer: Prefer,
) -> Result<Merged, JsonError> {
    let (base, ours, theirs) = (tree::of(base)?, tree::of(ours)?, tree::of(theirs)?);
    let mut conflicts = Vec::new();
    let merged = tree::Merge {
        prefer,
        conflicts: &mut conflicts,
    }
    .whole(&base, &ours, &theirs);
    Ok(Merged {
        book: tree::book(merged)?,
        conflicts,
    })
}
