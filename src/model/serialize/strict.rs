//! Reads single values as strictly as the file reader.

use chrono::NaiveDate;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::model::custom_fields::Text;
use crate::model::day::parse_day;

/// Reads a date of ten characters, years 1 to 9999.
pub(crate) fn day<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    checked_day(&String::deserialize(from)?)
}

/// Reads a date that may be absent.
pub(crate) fn optional_day<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<NaiveDate>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    text.as_deref().map(checked_day).transpose()
}

/// Reads a handle.
pub(crate) fn handle<'de, 't, D: Deserializer<'de>>(from: D) -> Result<Text<'t>, D::Error> {
    checked_handle(String::deserialize(from)?)
}

/// Reads a name.
pub(crate) fn name<'de, 't, D: Deserializer<'de>>(from: D) -> Result<Text<'t>, D::Error> {
    checked_name(String::deserialize(from)?)
}

/// Parses a date.
pub(crate) fn checked_day<E: Error>(text: &str) -> Result<NaiveDate, E> {
    parse_day(text).ok_or_else(|| E::custom("a date is `YYYY-MM-DD`"))
}

/// Rejects an empty handle.
pub(crate) fn checked_handle<'t, E: Error>(text: String) -> Result<Text<'t>, E> {
    if text.is_empty() {
        return Err(E::custom("a handle is empty"));
    }
    Ok(Text::Owned(text))
}

/// Rejects a blank name.
pub(crate) fn checked_name<'t, E: Error>(text: String) -> Result<Text<'t>, E> {
    if text.trim().is_empty() {
        return Err(E::custom("a name is empty"));
    }
    Ok(Text::Owned(text))
}
