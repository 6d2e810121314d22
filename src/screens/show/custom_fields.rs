//! The user's own keys and their values.

use serde_json::{Value, json};

use crate::model::custom_fields::{OwnKeys, OwnValue};
use crate::text::sanitize;

/// A line for each key, sorted: `birthday: 2 May`.
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
        OwnValue::Number(number) => number.0.to_string(),
        OwnValue::Flag(true) => "yes".to_owned(),
        OwnValue::Flag(false) => "no".to_owned(),
        OwnValue::Day(day) => day.to_string(),
        OwnValue::List(values) => values.iter().map(value).collect::<Vec<_>>().join(", "),
        OwnValue::Table(keys) => format!("{{ {} }}", lines(keys).join(", ")),
    }
}

/// The same as JSON, in the order of the file.
pub fn json(keys: &OwnKeys) -> Value {
    let keys = keys.iter().map(|(key, own)| (key, value_json(own)));
    keys.collect()
}

fn value_json(own: &OwnValue) -> Value {
    match own {
        OwnValue::Text(text) | OwnValue::Moment(text) => json!(text),
        OwnValue::Whole(number) => json!(number),
        OwnValue::Number(number) => json!(number.0),
        OwnValue::Flag(flag) => json!(flag),
        OwnValue::Day(day) => json!(day),
        OwnValue::List(values) => values.iter().map(value_json).collect(),
        OwnValue::Table(keys) => json(keys),
    }
}
