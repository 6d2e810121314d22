//! Writes values, rows, people and goals as TOML.

use std::borrow::Cow;

use chrono::NaiveDate;
use toml_writer::{ToTomlKey as _, ToTomlValue as _, TomlStringBuilder};

use crate::model::custom_fields::{CustomFields, CustomValue};
use crate::model::field::{Field, FieldKind, FieldValue};
use crate::model::goal::Goal;
use crate::model::interaction::{Interaction, Size};
use crate::model::person::{Cadence, Person, Promise, Snooze};

/// The quotes around a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quote {
    /// `"`, with escapes.
    Double,
    /// `'`, if the text allows it.
    Single,
}

/// A value to be written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum NewValue<'v> {
    /// A text.
    Text(Cow<'v, str>),
    /// A list of texts.
    List(Vec<Cow<'v, str>>),
    /// A value with only one spelling: a day, a number, a custom value.
    Plain(String),
    /// Keys and values between braces.
    Table(NewFields<'v>),
    /// Inline tables, one to a line in a statement.
    Rows(Vec<NewFields<'v>>),
}

/// The written keys and the values of one table.
pub(crate) type NewFields<'v> = Vec<(Cow<'v, str>, NewValue<'v>)>;

impl NewValue<'_> {
    pub fn day(day: NaiveDate) -> Self {
        Self::Plain(day.to_string())
    }

    /// The value on one line.
    pub fn to_inline(&self, quote: Quote) -> String {
        match self {
            Self::Text(text) => quoted(text, quote),
            Self::List(list) => bracketed(list.iter().map(|text| quoted(text, quote))),
            Self::Plain(text) => text.clone(),
            Self::Table(fields) => Braces::PLAIN.write(fields),
            Self::Rows(rows) => bracketed(rows.iter().map(|row| Braces::PLAIN.write(row))),
        }
    }

    /// The value for a statement: rows on a line each.
    pub fn to_multiline(&self, quote: Quote, indent: &str, eol: &str) -> String {
        let Self::Rows(rows) = self else {
            return self.to_inline(quote);
        };
        let rows = rows
            .iter()
            .map(|row| [indent, "  ", &Braces::PLAIN.write(row), ",", eol].concat());
        format!("[{eol}{}{indent}]", rows.collect::<String>())
    }
}

/// The style of an inline table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Braces<'t> {
    pub open: &'t str,
    pub equals: &'t str,
    pub comma: &'t str,
    pub close: &'t str,
    pub quote: Quote,
}

impl Braces<'_> {
    pub const PLAIN: Self = Self {
        open: " ",
        equals: " = ",
        comma: ", ",
        close: " ",
        quote: Quote::Double,
    };

    /// The inline table of these keys and values.
    pub fn write(&self, fields: &NewFields) -> String {
        if fields.is_empty() {
            return "{}".to_owned();
        }
        let fields: Vec<String> = fields
            .iter()
            .map(|(key, value)| [key, self.equals, &value.to_inline(self.quote)].concat())
            .collect();
        format!("{{{}{}{}}}", self.open, fields.join(self.comma), self.close)
    }
}

/// A custom value on one line. It was read from a tree, whose limits bound the recursion.
fn custom_value(value: &CustomValue<'_>) -> String {
    match value {
        CustomValue::Text(text) => quoted(text, Quote::Double),
        CustomValue::Whole(number) => number.to_toml_value(),
        CustomValue::Number(number) => number.0.to_toml_value(),
        CustomValue::Flag(flag) => flag.to_string(),
        CustomValue::Day(day) => day.to_string(),
        CustomValue::Moment(moment) => moment.to_string(),
        CustomValue::List(list) => bracketed(list.iter().map(custom_value)),
        CustomValue::Table(keys) => {
            let fields = keys
                .iter()
                .map(|(name, value)| format!("{} = {}", key(name), custom_value(value)));
            format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
    }
}

fn custom_fields<'v>(
    keys: &CustomFields<'_>,
) -> impl Iterator<Item = (Cow<'v, str>, NewValue<'v>)> {
    keys.iter()
        .map(|(name, value)| (Cow::Owned(key(name)), NewValue::Plain(custom_value(value))))
}

fn bracketed(values: impl Iterator<Item = String>) -> String {
    format!("[{}]", values.collect::<Vec<_>>().join(", "))
}

/// A string in quotes, on one line, with control characters escaped.
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

/// A key, in quotes if it needs them.
pub(crate) fn key(key: &str) -> String {
    key.to_toml_key()
}

/// The value of a field; `None` if it is the default.
pub(crate) fn field_value(field: Field, value: FieldValue<'_>) -> Option<NewValue<'_>> {
    match value {
        FieldValue::Text(text) => Some(NewValue::Text(text)),
        FieldValue::Texts(mut list) if field.kind() == FieldKind::Ranked && list.len() == 1 => {
            list.pop().map(NewValue::Text)
        }
        FieldValue::Texts(list) => (!list.is_empty()).then_some(NewValue::List(list)),
        FieldValue::Day(day) => Some(NewValue::day(day)),
        FieldValue::Level(level) => Some(string(level.word())),
        FieldValue::Every(Cadence::Days(days)) => Some(NewValue::Plain(days.to_string())),
        FieldValue::Every(Cadence::Never) => Some(string("never")),
        FieldValue::Flag(is_set) => flag(is_set),
        FieldValue::Snooze(days) => Some(snooze(days, &CustomFields::default())),
    }
}

fn string(text: &str) -> NewValue<'_> {
    NewValue::Text(Cow::Borrowed(text))
}

fn flag(is_set: bool) -> Option<NewValue<'static>> {
    is_set.then(|| NewValue::Plain("true".to_owned()))
}

fn snooze<'v>(snooze: Snooze, own: &CustomFields<'_>) -> NewValue<'v> {
    let days = [("from", snooze.from), ("until", snooze.until)];
    let days = days.map(|(key, day)| (Cow::Borrowed(key), NewValue::day(day)));
    NewValue::Table(days.into_iter().chain(custom_fields(own)).collect())
}

/// A list of texts; `None` if it is empty.
pub(crate) fn texts(list: &[impl AsRef<str>]) -> Option<NewValue<'_>> {
    let list: Vec<_> = list
        .iter()
        .map(|text| Cow::Borrowed(text.as_ref()))
        .collect();
    (!list.is_empty()).then_some(NewValue::List(list))
}

/// A row of the log.
pub(crate) fn row<'v>(row: &'v Interaction<'_>) -> NewFields<'v> {
    let size = (row.size != Size::Normal).then(|| string(row.size.word()));
    let fields = [
        ("on", Some(NewValue::day(row.on))),
        (row.kind.word(), Some(string(&row.note))),
        ("size", size),
        ("urgent", flag(row.urgent)),
    ];
    present(fields).chain(custom_fields(&row.own)).collect()
}

/// A promise.
pub(crate) fn promise<'v>(promise: &'v Promise<'_>) -> NewFields<'v> {
    let fields = [
        ("by", Some(NewValue::day(promise.by))),
        ("made", promise.made.map(NewValue::day)),
        ("what", Some(string(&promise.what))),
        ("kept", promise.kept.map(NewValue::day)),
    ];
    present(fields).chain(custom_fields(&promise.own)).collect()
}

/// Every key of a person.
pub(crate) fn person<'v>(person: &'v Person<'_>) -> NewFields<'v> {
    let fields = Field::ALL.into_iter().filter_map(|field| {
        let value = match person.snooze.filter(|_| field == Field::Snooze) {
            Some(days) => snooze(days, &person.snooze_own),
            None => field_value(field, person.get(field)?)?,
        };
        Some((Cow::Borrowed(field.key()), value))
    });
    let rows = |rows: Vec<NewFields<'v>>| (!rows.is_empty()).then_some(NewValue::Rows(rows));
    let promises = rows(person.promises.iter().map(promise).collect());
    let log = rows(person.log.iter().map(row).collect());
    fields
        .chain(custom_fields(&person.own))
        .chain(present([("promises", promises), ("log", log)]))
        .collect()
}

/// Every key of a goal.
pub(crate) fn goal<'v>(goal: &'v Goal<'_>) -> NewFields<'v> {
    let fields = [
        ("name", Some(string(&goal.name))),
        ("set", Some(NewValue::day(goal.set))),
        ("by", goal.by.map(NewValue::day)),
        ("helped_by", texts(&goal.helped_by)),
        ("hindered_by", texts(&goal.hindered_by)),
        ("done", goal.done.map(NewValue::day)),
    ];
    present(fields).chain(custom_fields(&goal.own)).collect()
}

fn present<'v, const N: usize>(
    fields: [(&'static str, Option<NewValue<'v>>); N],
) -> impl Iterator<Item = (Cow<'v, str>, NewValue<'v>)> {
    fields
        .into_iter()
        .filter_map(|(key, value)| Some((Cow::Borrowed(key), value?)))
}
