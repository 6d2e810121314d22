//! The user's own keys and their values.

use serde_json::{Value, json};

use crate::model::custom_fields::{CustomFields, CustomValue};
use crate::text::sanitize;

/// A line for each key, sorted: `birthday: 2 May`.
pub fn lines(keys: &CustomFields) -> Vec<String> {
    let mut lines: Vec<String> = keys
        .iter()
        .map(|(key, own)| format!("{}: {}", sanitize::line(key), value(own)))
        .collect();
    lines.sort();
    lines
}

fn value(own: &CustomValue) -> String {
    match own {
        CustomValue::Text(text) | CustomValue::Moment(text) => sanitize::line(text).into_owned(),
        CustomValue::Whole(number) => number.to_string(),
        CustomValue::Number(number) => number.0.to_string(),
        CustomValue::Flag(true) => "yes".to_owned(),
        CustomValue::Flag(false) => "no".to_owned(),
        CustomValue::Day(day) => day.to_string(),
        CustomValue::List(values) => values.iter().map(value).collect::<Vec<_>>().join(", "),
        CustomValue::Table(keys) => format!("{{ {} }}", lines(keys).join(", ")),
    }
}

/// The same as JSON, in the order of the file: plain values for scripts. The export, which is read
/// back, marks those that JSON has no type for.
pub fn json(keys: &CustomFields) -> Value {
    let keys = keys.iter().map(|(key, own)| (key, value_json(own)));
    keys.collect()
}

fn value_json(own: &CustomValue) -> Value {
    match own {
        CustomValue::Text(text) | CustomValue::Moment(text) => json!(text),
        CustomValue::Whole(number) => json!(number),
        CustomValue::Number(number) => json!(number.0),
        CustomValue::Flag(flag) => json!(flag),
        CustomValue::Day(day) => json!(day),
        CustomValue::List(values) => values.iter().map(value_json).collect(),
        CustomValue::Table(keys) => json(keys),
    }
}
