//! The user's own keys and their values, as plainly as they can be told.

use crate::model::custom_fields::{OwnKeys, OwnValue};
use crate::text::sanitize;

/// A line for each key, by key: `birthday: 2 May`.
pub fn lines(keys: &OwnKeys) -> Vec<String> {
    let mut lines: Vec<String> = keys
        .iter()
        .map(|(key, own)| format!("{}: {}", sanitize::line(key), value(own)))
        .collect();
    lines.sort();
    lines
}

fn value(own: &OwnValue) -> String {
    match own {
        OwnValue::Text(text) | OwnValue::Moment(text) => sanitize::line(text).into_owned(),
        OwnValue::Whole(number) => number.to_string(),
        OwnValue::Number(number) => number.to_string(),
        OwnValue::Flag(true) => "yes".to_owned(),
        OwnValue::Flag(false) => "no".to_owned(),
        OwnValue::Day(day) => day.to_string(),
        OwnValue::List(values) => values.iter().map(value).collect::<Vec<_>>().join(", "),
        OwnValue::Table(keys) => format!("{{ {} }}", lines(keys).join(", ")),
    }
}
