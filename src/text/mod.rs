//! Text of no particular kind: folding, cleaning, wrapping, diffs and patches.
//!
//! Everything here is pure and independent of the model.

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
