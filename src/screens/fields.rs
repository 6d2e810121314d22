//! What changed of a person's fields, in words.

use crate::model::field::{Field, FieldKind, FieldValue};
use crate::model::person::{Cadence, Person};
use crate::screens::words::list;
use crate::text::sanitize;

/// Each field that differs: `dept IT → HR`, `boss set to Dana`, `every removed (was 30 days)`.
pub fn changed(before: &Person, after: &Person) -> Vec<String> {
    let changed = Field::ALL.into_iter().filter_map(|field| {
        let (was, now) = (before.get(field), after.get(field));
        (was != now).then(|| sentence(field, was.as_ref().map(shown), now.as_ref().map(shown)))
    });
    changed.collect()
}

fn sentence(field: Field, was: Option<String>, now: Option<String>) -> String {
    let key = field.key();
    match (was, now) {
        (None, Some(_)) if is_told_alone(field) => format!("{key} set"),
        (Some(_), None) if is_told_alone(field) => format!("{key} removed"),
        (Some(_), Some(_)) if is_told_alone(field) => format!("{key} changed"),
        (None, Some(now)) => format!("{key} set to {now}"),
        (Some(was), None) => format!("{key} removed (was {was})"),
        (Some(was), Some(now)) => format!("{key} {was} → {now}"),
        (None, None) => String::new(),
    }
}

/// A page of text is not worth repeating, and a yes has nothing to repeat.
fn is_told_alone(field: Field) -> bool {
    field == Field::About || field.kind() == FieldKind::Flag
}

/// The value of a field, fit for a terminal.
fn shown(value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) => sanitize::line(text).into_owned(),
        FieldValue::Texts(texts) => {
            let shown: Vec<_> = texts.iter().map(|text| sanitize::line(text)).collect();
            list(&shown)
        }
        FieldValue::Day(day) => day.to_string(),
        FieldValue::Level(level) => level.word().to_owned(),
        FieldValue::Every(Cadence::Days(1)) => "1 day".to_owned(),
        FieldValue::Every(Cadence::Days(days)) => format!("{days} days"),
        FieldValue::Every(Cadence::Never) => "never".to_owned(),
        FieldValue::Flag(_) => String::new(),
        FieldValue::Snooze(snooze) => format!("{} to {}", snooze.from, snooze.until),
    }
}
