//! What an ally is and how the relationship stands.
//!
//! Everything here is pure: no file, no clock, no terminal. `today` is an argument of every
//! function that needs it, and what is dated after it has not happened yet.

pub mod book;
pub mod change;
pub mod due;
pub mod field;
pub mod fold;
pub mod goal;
pub mod group;
pub mod handle;
pub mod history;
pub mod interaction;
pub mod invisible;
mod meant;
pub mod need;
pub mod network;
pub mod own;
pub mod person;
pub mod reason;
pub mod score;
pub mod settings;
pub mod standing;

#[cfg(test)]
pub(crate) mod sample;
