//! The data file: the only folder that touches the disk or knows TOML.
#![doc = include_str!("FORMAT.md")]

pub mod decode;
pub mod edit;

pub mod excerpt;
pub mod finding;
pub mod read;
mod tree;

/// The file format, for users; `allies help format` prints it.
pub const FORMAT: &str = include_str!("FORMAT.md");
