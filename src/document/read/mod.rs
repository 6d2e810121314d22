//! Text to book: every error of the file at once, and what looks like a slip.
//!
//! It owns what the keys of the file mean. It never guesses: a value that breaks a rule is
//! an error with its place, never a default. What TOML itself allows is the tree's business.
//!
//! `reader` is the complete reader, with the tables of the file in `book`, `person` and `settings`;
//! `plain` is the fast one, which leaves the file to the complete one wherever it meets anything rare.

mod book;
mod cursor;
mod file;
mod lint;
mod person;
mod plain;
mod reader;
mod settings;
mod suggest;
mod syntax;
#[cfg(test)]
mod tests;

pub use crate::document::read::book::FORMAT;
pub(crate) use crate::document::read::book::GOAL_KEYS;
pub(crate) use crate::document::read::file::{parse, read_tree};
pub use crate::document::read::file::{read, read_closely};
pub(crate) use crate::document::read::person::{PROMISE_KEYS, person_keys};
pub use crate::document::read::reader::Reading;
