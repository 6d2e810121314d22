//! Reading a day as a person types it: `friday`, `3d`, `nov 20`, `2026-11-20`.
//!
//! Pure: today is an argument. It never guesses: what could mean two days, or no day, is
//! refused with a reason and with what to type instead. It does not judge whether a day
//! suits its option (`--on tomorrow`); that is the command's to say.

mod error;
mod read;
#[cfg(test)]
mod tests;
mod words;

pub use crate::commands::date::error::DateError;
pub use crate::commands::date::read::{Bias, read_date, read_days};
pub use crate::commands::date::words::LONGEST_SPAN;
