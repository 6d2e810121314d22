//! The data file: the only folder that touches the disk or knows TOML.

pub mod decode;
pub mod edit;

pub mod excerpt;
pub mod finding;
pub mod read;
mod tree;
