//! A semantic three-way merge of two changed books and their common base.
//!
//! People, goals and fields are merged separately, lists as sets and logs row by row: what both
//! sides added appears once, and no addition is lost. There is a conflict only where both sides
//! changed the same thing differently. [`text`] turns the merged book into text: [`lines`] merges
//! the texts line by line, which keeps the comments of both sides, and [`changes_between`] gives
//! the edits that are still needed.

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
