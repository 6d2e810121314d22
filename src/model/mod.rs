//! People, interactions, goals and settings as values, and the changes commands make to them.
//!
//! Everything here is pure: no file, no clock, no terminal.

pub mod book;
pub mod calendar;
pub mod change;
pub mod custom_fields;
pub(crate) mod day;
pub mod field;
pub mod goal;
pub mod group;
pub mod handle;
pub mod interaction;
pub mod person;
#[cfg(test)]
pub(crate) mod random;
#[cfg(test)]
pub(crate) mod sample;
pub mod search;
mod serialize;
pub mod settings;
