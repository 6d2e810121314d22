//! Values of the kinds that the file uses, each refused in plain words if it is another.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use crate::document::diagnostic::{Draft, Severity};
use crate::document::read::reader::Reader;
use crate::document::tree::{Id, Shape, TableKind};
use crate::model::custom_fields::Text;
use crate::model::person::Cadence;

/// What a value is, in words, after "expected …, found".
const fn described(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "text",
        Shape::Whole => "a number",
        Shape::Number => "a number with a point",
        Shape::Flag => "true or false",
        Shape::Day => "a date",
        Shape::Moment => "a date with a time",
        Shape::Array => "a list",
        Shape::Tables | Shape::Table(_) => "a table",
    }
}

impl<'a, 't> Reader<'a, 't> {
    /// Reports a value of the wrong kind.
    pub fn wrong(&mut self, at: Id, what: &str, expected: &str, help: Option<String>) {
        let found = described(self.tree.shape(at));
        let mut draft = Draft::new(
            Severity::Error,
            self.place(at),
            format!("{what} must be {expected}"),
        )
        .label(format!("expected {expected}, found {found}"));
        draft.help = help;
        self.report(draft);
    }

    /// Where to point for a value: at itself, or for a table at its key.
    pub fn place(&self, at: Id) -> Range<usize> {
        let key = self.tree.key_span(at);
        match self.tree.shape(at) {
            Shape::Table(TableKind::Inline) | Shape::Array => self.first_line(at),
            Shape::Table(_) | Shape::Tables if !key.is_empty() => key,
            _ => self.tree.value_span(at),
        }
    }

    fn first_line(&self, at: Id) -> Range<usize> {
        let span = self.tree.value_span(at);
        let line = self.tree.raw(at).lines().next().unwrap_or_default();
        span.start..span.start + line.len()
    }

    /// What stands in a table.
    pub fn table(&mut self, at: Id, what: &str) -> Option<impl Iterator<Item = Id> + use<'a, 't>> {
        let is_table = matches!(self.tree.shape(at), Shape::Table(_));
        if !is_table {
            self.wrong(at, &format!("`{what}`"), "a table", None);
        }
        is_table.then(|| self.tree.children(at))
    }

    /// What stands in a table; nothing in what is none.
    pub fn entries(&mut self, at: Id, what: &str) -> impl Iterator<Item = Id> + use<'a, 't> {
        self.table(at, what).into_iter().flatten()
    }

    pub fn text(&mut self, at: Id) -> Option<Text<'t>> {
        let text = self.tree.string(at);
        if text.is_none() {
            let key = self.tree.key(at);
            let is_scalar = !matches!(
                self.tree.shape(at),
                Shape::Array | Shape::Tables | Shape::Table(_)
            );
            let help = is_scalar.then(|| "put it in quotes".to_owned());
            self.wrong(at, &format!("`{key}`"), "text in quotes", help);
        }
        text
    }

    /// Text that may not be empty.
    pub fn name(&mut self, at: Id) -> Option<Text<'t>> {
        let name = self.text(at)?;
        if name.trim().is_empty() {
            self.error(
                self.tree.value_span(at),
                "the name is empty",
                "a name has at least one letter",
            );
            return None;
        }
        Some(name)
    }

    pub fn flag(&mut self, at: Id) -> Option<bool> {
        let flag = self.tree.flag(at);
        if flag.is_none() {
            let key = self.tree.key(at);
            let text = self.tree.string(at);
            let word = text
                .as_deref()
                .filter(|word| matches!(*word, "true" | "false"));
            let help = word.map(|word| format!("write it without quotes: {key} = {word}"));
            self.wrong(at, &format!("`{key}`"), "true or false", help);
        }
        flag
    }

    /// A day between the years 1 and 9999.
    pub fn day(&mut self, at: Id) -> Option<NaiveDate> {
        match self.tree.day(at) {
            Some(day) if day.year() >= 1 => Some(day),
            Some(_) => {
                self.error(
                    self.tree.value_span(at),
                    "there is no year 0",
                    "years go from 0001 to 9999",
                );
                None
            }
            None => {
                let key = self.tree.key(at);
                let help = self.day_remedy(at);
                self.wrong(at, &format!("`{key}`"), "a date such as 2026-11-20", help);
                None
            }
        }
    }

    fn day_remedy(&self, at: Id) -> Option<String> {
        match self.tree.shape(at) {
            Shape::Moment => {
                let day = self.tree.raw(at).get(..10)?;
                let is_date = day.as_bytes()[4] == b'-';
                is_date.then(|| format!("leave out the time: {day}"))
            }
            Shape::Text => {
                let text = self.tree.string(at)?;
                match text.parse::<NaiveDate>() {
                    Ok(day) => Some(format!("write it without quotes: {day}")),
                    Err(_) => Some("write a date without quotes: 2026-11-20".to_owned()),
                }
            }
            _ => None,
        }
    }

    /// A list of texts. `single` allows one text without brackets.
    pub fn list(&mut self, at: Id, single: bool) -> Vec<Text<'t>> {
        if single && let Some(text) = self.tree.string(at) {
            return vec![text];
        }
        if self.tree.shape(at) != Shape::Array {
            let key = self.tree.key(at);
            let is_text = matches!(self.tree.shape(at), Shape::Text);
            let help = is_text.then(|| format!("put it in brackets: {key} = [\"…\"]"));
            let expected = if single {
                "text or a list of texts"
            } else {
                "a list of texts"
            };
            self.wrong(at, &format!("`{key}`"), expected, help);
            return Vec::new();
        }
        let mut list = Vec::with_capacity(self.tree.count(at));
        for element in self.tree.children(at) {
            match self.tree.string(element) {
                Some(text) => list.push(text),
                None => self.wrong(
                    element,
                    &format!("each entry of `{}`", self.tree.key(at)),
                    "text in quotes",
                    None,
                ),
            }
        }
        list
    }

    /// `every`: a number of days, or one of the words for one.
    pub fn every(&mut self, at: Id) -> Option<Cadence> {
        let days = self.tree.whole(at).and_then(Cadence::from_days);
        let word = self.tree.string(at);
        let every = days.or_else(|| Cadence::from_word(&word?));
        if every.is_none() {
            self.report(
                Draft::new(
                    Severity::Error,
                    self.place(at),
                    "`every` is no length of time that can be used",
                )
                .label("expected 1 to 3650 days, as 30, \"6w\", \"3m\", \"1y\", \"monthly\"")
                .help("\"never\" asks for no contact at all"),
            );
        }
        every
    }

    /// Reports a key that must be there.
    pub fn missing(&mut self, table: Id, message: &str, help: &str) {
        let span = self.place(table);
        let draft = Draft::new(Severity::Error, span, message).help(help);
        self.report(draft.label("it is missing here"));
    }
}
