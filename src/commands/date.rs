//! Reading a day as a person types it: `friday`, `3d`, `nov 20`, `2026-11-20`.
//!
//! Pure: today is an argument. It never guesses: a text that could mean two days, or none, is
//! refused with a reason and with what to type instead. Whether a day suits its option
//! (`--on tomorrow`) is for the command to judge.

mod error;
mod read;
#[cfg(test)]
mod tests;
mod words;

pub use crate::commands::date::error::DateError;
pub use crate::commands::date::read::{Bias, read_date, read_days};
pub use crate::commands::date::words::LONGEST_SPAN;
