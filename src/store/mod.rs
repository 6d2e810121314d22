//! The data file: the only folder that touches the disk or knows TOML.
