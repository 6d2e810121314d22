//! A book as serde writes and reads it: what JSON holds of it and what a merge compares.
//!
//! The names are those of the file, dates are `YYYY-MM-DD`, and keys of the user's own stand
//! under `other`. Reading is as strict as reading the file is, for what is read goes into it.

pub(crate) mod custom_fields;
mod person;
pub(crate) mod strict;
mod values;
