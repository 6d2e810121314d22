//! The text of the data file: what it means, what is wrong with it, and how a change is made
//! to it. Pure: text in, text out.
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
