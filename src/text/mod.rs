//! Text without a subject: folding, cleaning, wrapping, diffs and patches.
//!
//! Everything here is pure, and nothing here knows what a person is.

pub mod diff;
pub mod encoding;
pub mod fold;
pub mod invisible;
pub mod normalize;
pub mod patch;
pub mod sanitize;
pub mod shell;
pub mod suggest;
pub mod width;
pub(crate) mod word_enum;
pub mod wrap;
