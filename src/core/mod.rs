//! The score: the standing of each relationship, who is due and why, and who can be asked.
//!
//! Everything here is pure: no file, no clock, no terminal. `today` is an argument of every
//! function that needs it, and entries dated after it are ignored.

pub mod agenda;
pub mod history;
pub mod review;
pub mod rules;
pub mod score;
pub mod standing;
pub mod who;
