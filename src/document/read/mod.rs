//! Reads a text into a book, and reports all errors at once and what looks like a typo.
//!
//! It owns the meaning of the file's keys. It never guesses: a value that breaks a rule is an error
//! with its place, never a default. The rules of TOML itself belong to the tree.
//!
//! `reader` is the complete reader, with the tables of the file in `book`, `person` and `settings`;
//! `plain` is the fast one, which leaves a file with anything unusual to the complete one.

mod book;
mod cursor;
mod file;
mod lint;
mod person;
mod plain;
mod reader;
mod settings;
mod syntax;
#[cfg(test)]
mod tests;

pub use crate::document::read::book::FORMAT;
pub(crate) use crate::document::read::book::GOAL_KEYS;
pub(crate) use crate::document::read::file::{parse, read_tree};
pub use crate::document::read::file::{read, read_and_lint};
pub(crate) use crate::document::read::person::{PROMISE_KEYS, person_keys};
pub use crate::document::read::reader::Reading;
