//! The data file: the only folder that touches the disk or knows TOML.
//!
//! Two sides that know nothing of each other, and the document that brings them together.
//!
#![doc = include_str!("FORMAT.md")]

pub mod document;

pub mod adopt;

// The disk side: bytes, and nothing of what they mean.
pub mod location;

pub mod fault;
mod private;

mod link;
mod lock;

pub mod content;
pub mod load;

pub mod bring;
pub mod give;

pub mod splice;

mod lines;

mod journal;

mod attributes;
mod replace;

pub mod save;
pub mod undo;

pub mod beside;
pub mod copy;

// The text side: what the bytes mean, and nothing of where they come from.
pub mod decode;
pub mod edit;

pub mod excerpt;
pub mod finding;
pub mod place;
pub mod read;
mod tree;

#[cfg(test)]
mod sandbox;

/// The file format, for users; `allies help format` prints it.
pub const FORMAT: &str = include_str!("FORMAT.md");
