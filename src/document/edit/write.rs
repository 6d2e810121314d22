//! Values, rows and whole people in the spelling of the file.

use std::borrow::Cow;

use chrono::NaiveDate;
use toml_writer::{ToTomlKey as _, ToTomlValue as _, TomlStringBuilder};

use crate::model::custom_fields::{OwnKeys, OwnValue, Text};
use crate::model::field::{Field, FieldKind, FieldValue};
use crate::model::goal::Goal;
use crate::model::interaction::{Interaction, Size};
use crate::model::person::{Cadence, Person, Promise, Snooze};

/// The quotes around a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quote {
    /// `"`, with escapes.
    Double,
    /// `'`, where the text can be written so.
    Single,
}

/// A value to be written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'v> {
    /// A text.
    Text(Cow<'v, str>),
    /// A list of texts.
    List(Vec<Cow<'v, str>>),
    /// A day.
    Day(NaiveDate),
    /// A number of days.
    Days(u32),
    /// `true`.
    True,
    /// Two days in braces, and keys of the user's own behind them.
    Snooze(Snooze, Row<'v>),
    /// Tables, each on a line of its own where there is room.
    Rows(Vec<Row<'v>>),
    /// A value of the user's own.
    Own(&'v OwnValue<'v>),
}

/// Keys as they are written, and values, of one table.
pub(crate) type Row<'v> = Vec<(Cow<'v, str>, Value<'v>)>;

impl Value<'_> {
    /// The value on one line.
    pub fn text(&self, quote: Quote) -> String {
        match self {
            Self::Text(text) => quoted(text, quote),
            Self::List(list) => {
                let list: Vec<String> = list.iter().map(|text| quoted(text, quote)).collect();
                format!("[{}]", list.join(", "))
            }
            Self::Day(day) => day.to_string(),
            Self::Days(days) => days.to_string(),
            Self::True => "true".to_owned(),
            Self::Snooze(snooze, own) => {
                let days = format!("from = {}, until = {}", snooze.from, snooze.until);
                let own = own
                    .iter()
                    .map(|(key, value)| format!("{key} = {}", value.text(quote)));
                let all: Vec<String> = std::iter::once(days).chain(own).collect();
                format!("{{ {} }}", all.join(", "))
            }
            Self::Rows(rows) => {
                let braces = crate::document::edit::style::Braces::default();
                let rows: Vec<String> = rows.iter().map(|row| braces.write(row)).collect();
                format!("[{}]", rows.join(", "))
            }
            Self::Own(value) => own(value),
        }
    }
}

/// A value of the user's own on one line. It was read from a tree, so it is not deep.
fn own(value: &OwnValue<'_>) -> String {
    match value {
        OwnValue::Text(text) => quoted(text, Quote::Double),
        OwnValue::Whole(number) => number.to_toml_value(),
        OwnValue::Number(number) => number.to_toml_value(),
        OwnValue::Flag(flag) => flag.to_string(),
        OwnValue::Day(day) => day.to_string(),
        OwnValue::Moment(moment) => moment.to_string(),
        OwnValue::List(list) => {
            let list: Vec<String> = list.iter().map(own).collect();
            format!("[{}]", list.join(", "))
        }
        OwnValue::Table(keys) => {
            let fields: Vec<String> = keys
                .iter()
                .map(|(name, value)| format!("{} = {}", key(name), own(value)))
                .collect();
            format!("{{ {} }}", fields.join(", "))
        }
    }
}

fn own_keys<'v>(keys: &'v OwnKeys<'_>) -> impl Iterator<Item = (Cow<'v, str>, Value<'v>)> {
    keys.iter()
        .map(|(name, value)| (Cow::Owned(key(name)), Value::Own(value)))
}

/// A text in quotes, on one line, with control characters escaped.
fn quoted(text: &str, quote: Quote) -> String {
    let builder = TomlStringBuilder::new(text);
    let literal = match quote {
        Quote::Single => builder.as_literal(),
        Quote::Double => None,
    };
    literal
        .unwrap_or_else(|| builder.as_basic())
        .to_toml_value()
}

/// A key, in quotes where it needs them.
pub(crate) fn key(key: &str) -> String {
    key.to_toml_key()
}

/// The value of a field; `None` where leaving the key out says the same.
pub(crate) fn field(field: Field, value: FieldValue<'_>) -> Option<Value<'_>> {
    match value {
        FieldValue::Text(text) => Some(Value::Text(text)),
        FieldValue::Texts(list) if field.kind() == FieldKind::Ranked => one_or_texts(list),
        FieldValue::Texts(list) => texts(list.into_iter()),
        FieldValue::Day(day) => Some(Value::Day(day)),
        FieldValue::Level(level) => Some(Value::Text(Cow::Borrowed(level.word()))),
        FieldValue::Every(every) => Some(cadence(every)),
        FieldValue::Flag(flag) => flag.then_some(Value::True),
        FieldValue::Snooze(snooze) => Some(Value::Snooze(snooze, Row::new())),
    }
}

fn cadence(every: Cadence) -> Value<'static> {
    match every {
        Cadence::Days(days) => Value::Days(days),
        Cadence::Never => Value::Text(Cow::Borrowed("never")),
    }
}

/// A list of texts, or nothing if it is empty.
pub(crate) fn texts<'v>(list: impl Iterator<Item = Cow<'v, str>>) -> Option<Value<'v>> {
    let list: Vec<_> = list.collect();
    (!list.is_empty()).then_some(Value::List(list))
}

/// One text without brackets, several with.
fn one_or_texts(mut list: Vec<Cow<'_, str>>) -> Option<Value<'_>> {
    if list.len() == 1 {
        list.pop().map(Value::Text)
    } else {
        texts(list.into_iter())
    }
}

/// A row of the log.
pub(crate) fn row<'v>(row: &'v Interaction<'_>) -> Row<'v> {
    let size = (row.size != Size::Normal).then(|| Value::Text(Cow::Borrowed(row.size.word())));
    let mut fields = present([
        ("on", Some(Value::Day(row.on))),
        (
            row.kind.word(),
            Some(Value::Text(Cow::Borrowed(&*row.note))),
        ),
        ("size", size),
        ("urgent", row.urgent.then_some(Value::True)),
    ]);
    fields.extend(own_keys(&row.own));
    fields
}

/// A promise.
pub(crate) fn promise<'v>(promise: &'v Promise<'_>) -> Row<'v> {
    let mut fields = present([
        ("by", Some(Value::Day(promise.by))),
        ("made", promise.made.map(Value::Day)),
        ("what", Some(Value::Text(Cow::Borrowed(&*promise.what)))),
        ("kept", promise.kept.map(Value::Day)),
    ]);
    fields.extend(own_keys(&promise.own));
    fields
}

/// Every key of a person.
pub(crate) fn person<'v>(person: &'v Person<'_>) -> Row<'v> {
    let rows = |rows: Vec<Row<'v>>| (!rows.is_empty()).then_some(Value::Rows(rows));
    let fields = Field::ALL.into_iter().filter_map(|of| {
        let value = match person.snooze.filter(|_| of == Field::Snooze) {
            Some(days) => Value::Snooze(days, own_keys(&person.snooze_own).collect()),
            None => field(of, person.get(of)?)?,
        };
        Some((Cow::Borrowed(of.key()), value))
    });
    let mut fields: Row<'v> = fields.collect();
    fields.extend(own_keys(&person.own));
    fields.extend(present([
        (
            "promises",
            rows(person.promises.iter().map(promise).collect()),
        ),
        ("log", rows(person.log.iter().map(row).collect())),
    ]));
    fields
}

/// Every key of a goal.
pub(crate) fn goal<'v>(goal: &'v Goal<'_>) -> Row<'v> {
    let list = |list: &'v [Text<'_>]| texts(list.iter().map(|text| Cow::Borrowed(&**text)));
    let mut fields = present([
        ("name", Some(Value::Text(Cow::Borrowed(&*goal.name)))),
        ("set", Some(Value::Day(goal.set))),
        ("by", goal.by.map(Value::Day)),
        ("helped_by", list(&goal.helped_by)),
        ("hindered_by", list(&goal.hindered_by)),
        ("done", goal.done.map(Value::Day)),
    ]);
    fields.extend(own_keys(&goal.own));
    fields
}

fn present<'v, const N: usize>(fields: [(&'static str, Option<Value<'v>>); N]) -> Row<'v> {
    let present = |(key, value): (&'static str, Option<Value<'v>>)| {
        value.map(|value| (Cow::Borrowed(key), value))
    };
    fields.into_iter().filter_map(present).collect()
}
