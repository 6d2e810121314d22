//! The data file: the only folder that touches the disk or knows TOML.
//!
//! The disk side, in reading order. It knows bytes and nothing of what they mean.

pub mod location;

pub mod fault;
mod private;

mod link;
mod lock;

pub mod load;

pub mod splice;

mod journal;

mod attributes;
mod replace;

pub mod save;
pub mod undo;

#[cfg(test)]
mod sandbox;
