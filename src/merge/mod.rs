//! Two changed books and the one they both came from, merged by what they mean.
//!
//! People, goals and fields are merged each for itself, lists as sets, and rows of the log as
//! rows: what both sides added comes once, and nobody's addition is lost. Only where both sides
//! changed the same thing differently is there a conflict. How the merged book becomes text is
//! [`text`]'s: [`changes_between`] says what is to be done to a text, and [`lines`] merges
//! texts line by line, which keeps the comments of both sides.

mod books;
mod conflict;
mod diff;
pub mod lines;
mod rows;
#[cfg(test)]
mod tests;
pub mod text;
mod unmatched;

pub use crate::merge::books::{MergedBook, merge};
pub use crate::merge::conflict::{Conflict, Disagreement, Prefer};
pub use crate::merge::diff::changes_between;
