//! Custom fields, in order. Values that JSON lacks are objects of one key: `{"$day":
//! "2026-11-20"}`, `{"$moment": "07:32:00"}`, `{"$number": "nan"}`. A user's key that starts with
//! `$` is escaped by another `$`.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::custom_fields::{CustomFields, CustomValue, Float, Text};
use crate::model::day::{is_toml_moment, parse_toml_day};

const DAY: &str = "$day";
const MOMENT: &str = "$moment";
const NUMBER: &str = "$number";

/// The custom fields, if none is a duplicate or has the name of a known key, which the file would
/// interpret.
pub(crate) fn checked_custom_fields<E: Error>(
    keys: CustomFields<'_>,
    is_known: fn(&str) -> bool,
) -> Result<CustomFields<'_>, E> {
    if let Some((key, _)) = keys.iter().find(|(key, _)| is_known(key)) {
        let what = format!("`{key}` stands in `other`, and belongs beside it");
        return Err(E::custom(what));
    }
    if has_duplicate_key(&keys) {
        return Err(E::custom("a key stands twice in one object"));
    }
    Ok(keys)
}

/// Whether a key occurs twice, which no table of a file allows. Only the top level of a book may
/// have duplicates, since it includes the keys of the settings.
fn has_duplicate_key(keys: &CustomFields<'_>) -> bool {
    fn inside(value: &CustomValue<'_>) -> bool {
        if let CustomValue::List(values) = value {
            values.iter().any(inside)
        } else if let CustomValue::Table(keys) = value {
            has_duplicate_key(keys)
        } else {
            false
        }
    }
    let mut seen = HashSet::new();
    keys.iter()
        .any(|(key, value)| !seen.insert(key) || inside(value))
}

impl Serialize for CustomFields<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.iter().map(|(key, value)| {
            let escape = if key.starts_with('$') { "$" } else { "" };
            (format!("{escape}{key}"), value)
        }))
    }
}

impl Serialize for CustomValue<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => to.serialize_str(text),
            Self::Whole(number) => to.serialize_i64(*number),
            Self::Number(Float(number)) if number.is_finite() => to.serialize_f64(*number),
            Self::Number(Float(number)) => to.collect_map([(NUMBER, number_word(*number))]),
            Self::Flag(flag) => to.serialize_bool(*flag),
            Self::Day(day) => to.collect_map([(DAY, day)]),
            Self::Moment(text) => to.collect_map([(MOMENT, text)]),
            Self::List(values) => to.collect_seq(values),
            Self::Table(keys) => keys.serialize(to),
        }
    }
}

/// The TOML spelling of the numbers that JSON lacks.
const fn number_word(number: f64) -> &'static str {
    match (number.is_nan(), number.is_sign_negative()) {
        (true, false) => "nan",
        (true, true) => "-nan",
        (false, false) => "inf",
        (false, true) => "-inf",
    }
}

impl<'de> Deserialize<'de> for CustomFields<'_> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let CustomValue::Table(keys) = CustomValue::deserialize(from)? else {
            return Err(D::Error::custom("`other` is no object of keys"));
        };
        Ok(keys)
    }
}

impl<'de> Deserialize<'de> for CustomValue<'_> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = CustomValue<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of the user's own")
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Self::Value, E> {
        Ok(CustomValue::Flag(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(CustomValue::Whole(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        i64::try_from(number)
            .map(CustomValue::Whole)
            .map_err(|_| E::custom("a whole number is too large"))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        Ok(CustomValue::Number(Float(number)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(CustomValue::Text(Text::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = from.next_element()? {
            values.push(value);
        }
        Ok(CustomValue::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Self::Value, A::Error> {
        let mut keys = CustomFields::default();
        while let Some(key) = from.next_key::<String>()? {
            match key.strip_prefix('$') {
                Some(own) if own.starts_with('$') => {
                    keys.push(Text::Owned(own.to_owned()), from.next_value()?);
                }
                Some(_) if keys.is_empty() => {
                    let value = tagged_value(&key, &from.next_value::<String>()?)?;
                    if from.next_key::<String>()?.is_some() {
                        return Err(A::Error::custom("a `$` value has other keys beside it"));
                    }
                    return Ok(value);
                }
                Some(_) => return Err(A::Error::custom("a `$` value has other keys beside it")),
                None => keys.push(Text::Owned(key), from.next_value()?),
            }
        }
        Ok(CustomValue::Table(keys))
    }
}

fn tagged_value<E: Error>(key: &str, text: &str) -> Result<CustomValue<'static>, E> {
    let value = match key {
        DAY => parse_toml_day(text).map(CustomValue::Day),
        // Written to the file verbatim, so it must be a valid moment.
        MOMENT => is_toml_moment(text).then(|| CustomValue::Moment(Text::Owned(text.to_owned()))),
        NUMBER => {
            let all = [f64::NAN, -f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
            let known = all.into_iter().find(|number| number_word(*number) == text);
            known.map(|number| CustomValue::Number(Float(number)))
        }
        _ => None,
    };
    value.ok_or_else(|| E::custom("a `$` value that is none of `$day`, `$moment`, `$number`"))
}
