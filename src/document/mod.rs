//! The text of the data file: reads it, reports what is wrong with it and edits it. Pure: text in,
//! text out.
//!
#![doc = include_str!("FORMAT.md")]

pub mod decode;
pub mod diagnostic;
pub mod edit;
pub mod locate;
pub mod read;
pub mod snippet;
mod tree;

/// The file format, for users; `allies help format` prints it.
pub const FORMAT: &str = include_str!("FORMAT.md");
