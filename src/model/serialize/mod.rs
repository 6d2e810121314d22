//! Serde implementations of the book, for JSON and for comparison in a merge.
//!
//! Names are those of the file, dates are `YYYY-MM-DD`, and custom fields are under `other`.
//! Reading is as strict as reading the file, since the result is written to it.

pub(crate) mod custom_fields;
mod person;
pub(crate) mod strict;
mod values;
