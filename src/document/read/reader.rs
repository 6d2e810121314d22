//! The complete reader: its state, how it reports errors, and the values that the file uses.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use crate::document::diagnostic::{Diagnostic, Severity, first_errors, placed};
use crate::document::tree::{Id, NodeKind, TableKind, TomlTree};
use crate::model::book::Book;
use crate::model::custom_fields::{CustomFields, CustomValue, Float, Text};
use crate::model::person::Cadence;
use crate::text::suggest;

/// A file that could be read.
#[derive(Debug)]
pub struct Reading<'t> {
    /// The book in the file.
    pub book: Book<'t>,
    /// Warnings and notes, in the order of the text.
    pub warnings: Vec<Diagnostic>,
}

/// The most errors kept while reading, and not read past: a file with more is not ours. More than
/// are reported, since they are not found in the order of the text.
const MAX_KEPT_ERRORS: usize = 1000;

/// The most distinct custom keys that are checked: a file with more was not written by hand.
const MAX_KEYS: usize = 10_000;

/// Reads a tree. The methods for its tables are in `book`, `person` and `settings`.
pub struct Reader<'a, 't> {
    pub tree: &'a TomlTree<'t>,
    diagnostics: Vec<Diagnostic>,
    errors: usize,
    /// The current person.
    pub handle: Option<Id>,
    /// For each custom key and its table, the similar known key: a custom key may occur in
    /// thousands of rows.
    near_keys: HashMap<(String, &'static str), Option<&'static str>>,
    /// References to handles: the person they are in, if any, the handle and the place.
    pub references: Vec<(Option<Id>, Text<'t>, Range<usize>)>,
}

impl<'a, 't> Reader<'a, 't> {
    pub fn new(tree: &'a TomlTree<'t>) -> Self {
        Self {
            tree,
            diagnostics: Vec::new(),
            errors: 0,
            handle: None,
            near_keys: HashMap::new(),
            references: Vec::new(),
        }
    }

    /// The result: the book, or its errors.
    pub fn finish(self, book: Book<'t>) -> Result<Reading<'t>, Vec<Diagnostic>> {
        let text = self.tree.source();
        let mut diagnostics = self.diagnostics;
        if self.errors == 0 {
            return Ok(Reading {
                book,
                warnings: placed(text, diagnostics),
            });
        }
        diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
        let uncounted = self.errors - diagnostics.len();
        Err(first_errors(text, diagnostics, uncounted))
    }

    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Whether there are so many errors that the rest is not worth reading.
    pub fn has_too_many_errors(&self) -> bool {
        self.errors > MAX_KEPT_ERRORS
    }

    pub fn report(&mut self, mut diagnostic: Diagnostic) {
        if let Some(handle) = self.handle {
            diagnostic.handle = Some(self.tree.key(handle).into_owned());
        }
        let is_error = diagnostic.severity == Severity::Error;
        self.errors += usize::from(is_error);
        // A file with errors gets no warnings.
        if is_error && self.errors <= MAX_KEPT_ERRORS || self.errors == 0 {
            self.diagnostics.push(diagnostic);
        }
    }

    pub fn error(
        &mut self,
        at: Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) {
        self.report(Diagnostic::error(at, message).label(label));
    }

    pub fn warn(&mut self, at: Range<usize>, message: impl Into<String>, label: impl Into<String>) {
        self.report(Diagnostic::new(Severity::Warning, at, message).label(label));
    }

    /// Keeps a custom key, and warns if it is similar to one of the known keys of that table.
    pub fn custom_key(
        &mut self,
        at: Id,
        table: &'static str,
        known: impl IntoIterator<Item = &'static str>,
        own: &mut CustomFields<'t>,
    ) {
        let key = self.tree.key(at);
        let cached = (key.to_string(), table);
        let is_checked = self.near_keys.len() < MAX_KEYS || self.near_keys.contains_key(&cached);
        let entry = is_checked.then(|| self.near_keys.entry(cached));
        let near =
            entry.and_then(|near| *near.or_insert_with(|| suggest::closest_key(&key, known)));
        if let Some(near) = near {
            self.warn(
                self.tree.key_span(at),
                format!("`{key}` is no key that allies knows"),
                format!("did you mean `{near}`?"),
            );
        }
        own.push(key, custom_value(self.tree, at));
    }

    /// Reports that the value of a key is not as expected.
    pub fn report_wrong(&mut self, at: Id, expected: &str, help: Option<String>) {
        self.report_wrong_value(at, &format!("`{}`", self.tree.key(at)), expected, help);
    }

    pub fn report_wrong_value(&mut self, at: Id, what: &str, expected: &str, help: Option<String>) {
        let found = describe(self.tree.kind(at));
        let mut diagnostic =
            Diagnostic::error(self.place(at), format!("{what} must be {expected}"))
                .label(format!("expected {expected}, found {found}"));
        diagnostic.help = help;
        self.report(diagnostic);
    }

    /// Where to point for a value: at its first line, or for a table with a key at that.
    pub fn place(&self, at: Id) -> Range<usize> {
        let (key, value) = (self.tree.key_span(at), self.tree.value_span(at));
        match self.tree.kind(at) {
            NodeKind::Table(TableKind::Inline) | NodeKind::Array => {
                let line = self.tree.raw(at).lines().next().unwrap_or_default();
                value.start..value.start + line.len()
            }
            NodeKind::Table(_) | NodeKind::ArrayOfTables if !key.is_empty() => key,
            _ => value,
        }
    }

    /// The entries of a table; reports anything else.
    pub fn table(&mut self, at: Id, what: &str) -> Option<impl Iterator<Item = Id> + use<'a, 't>> {
        let is_table = matches!(self.tree.kind(at), NodeKind::Table(_));
        if !is_table {
            self.report_wrong_value(at, &format!("`{what}`"), "a table", None);
        }
        is_table.then(|| self.tree.children(at))
    }

    /// As [`Self::table`], but empty for anything else.
    pub fn entries(&mut self, at: Id, what: &str) -> impl Iterator<Item = Id> + use<'a, 't> {
        self.table(at, what).into_iter().flatten()
    }

    pub fn string(&mut self, at: Id) -> Option<Text<'t>> {
        let text = self.tree.string(at);
        if text.is_none() {
            let kind = self.tree.kind(at);
            let is_scalar = !matches!(
                kind,
                NodeKind::Array | NodeKind::ArrayOfTables | NodeKind::Table(_)
            );
            let help = is_scalar.then(|| "put it in quotes".to_owned());
            self.report_wrong(at, "text in quotes", help);
        }
        text
    }

    /// A text that is not empty.
    pub fn name(&mut self, at: Id) -> Option<Text<'t>> {
        let name = self.string(at)?;
        let is_name = !name.trim().is_empty();
        if !is_name {
            let place = self.tree.value_span(at);
            self.error(place, "the name is empty", "a name has at least one letter");
        }
        is_name.then_some(name)
    }

    pub fn flag(&mut self, at: Id) -> Option<bool> {
        let flag = self.tree.boolean(at);
        if flag.is_none() {
            let text = self.tree.string(at);
            let word = text.filter(|word| matches!(&**word, "true" | "false"));
            let key = self.tree.key(at);
            let help = word.map(|word| format!("write it without quotes: {key} = {word}"));
            self.report_wrong(at, "true or false", help);
        }
        flag
    }

    /// A day between the years 1 and 9999.
    pub fn day(&mut self, at: Id) -> Option<NaiveDate> {
        let day = self.tree.date(at);
        if day.is_none() {
            self.report_wrong(at, "a date such as 2026-11-20", self.day_help(at));
        }
        let is_of_our_era = day?.year() >= 1;
        if !is_of_our_era {
            let place = self.tree.value_span(at);
            self.error(place, "there is no year 0", "years go from 0001 to 9999");
        }
        day.filter(|_| is_of_our_era)
    }

    fn day_help(&self, at: Id) -> Option<String> {
        match self.tree.kind(at) {
            NodeKind::DateTime => {
                let day = self.tree.raw(at).get(..10)?;
                let is_date = day.as_bytes()[4] == b'-';
                is_date.then(|| format!("leave out the time: {day}"))
            }
            NodeKind::String => Some(match self.tree.string(at)?.parse::<NaiveDate>() {
                Ok(day) => format!("write it without quotes: {day}"),
                Err(_) => "write a date without quotes: 2026-11-20".to_owned(),
            }),
            _ => None,
        }
    }

    /// A list of texts. With `single`, one text may stand without brackets.
    pub fn list(&mut self, at: Id, single: bool) -> Vec<Text<'t>> {
        if single && let Some(text) = self.tree.string(at) {
            return vec![text];
        }
        let key = self.tree.key(at);
        if self.tree.kind(at) != NodeKind::Array {
            let is_text = self.tree.kind(at) == NodeKind::String;
            let help = is_text.then(|| format!("put it in brackets: {key} = [\"…\"]"));
            let or_one = if single { "text or " } else { "" };
            self.report_wrong(at, &format!("{or_one}a list of texts"), help);
            return Vec::new();
        }
        let mut list = Vec::with_capacity(self.tree.count(at));
        for element in self.tree.children(at) {
            let text = self.tree.string(element);
            if text.is_none() {
                let what = format!("each entry of `{key}`");
                self.report_wrong_value(element, &what, "text in quotes", None);
            }
            list.extend(text);
        }
        list
    }

    /// `every`: a number of days, or a word for it.
    pub fn every(&mut self, at: Id) -> Option<Cadence> {
        let days = self.tree.integer(at).and_then(Cadence::from_days);
        let word = self.tree.string(at);
        let every = days.or_else(|| Cadence::from_word(&word?));
        if every.is_none() {
            let message = "`every` is no length of time that can be used";
            let diagnostic = Diagnostic::error(self.place(at), message)
                .label("expected 1 to 3650 days, as 30, \"6w\", \"3m\", \"1y\", \"monthly\"");
            self.report(diagnostic.help("\"never\" asks for no contact at all"));
        }
        every
    }

    /// Reports a required key that is missing.
    pub fn require(&mut self, table: Id, key: &str, message: &str, help: &str) {
        if self.tree.get(table, key).is_some() {
            return;
        }
        let span = self.place(table);
        let diagnostic = Diagnostic::error(span, message).help(help);
        self.report(diagnostic.label("it is missing here"));
    }
}

/// The words for a kind of value, after "expected …, found".
const fn describe(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::String => "text",
        NodeKind::Integer => "a number",
        NodeKind::Float => "a number with a point",
        NodeKind::Boolean => "true or false",
        NodeKind::Date => "a date",
        NodeKind::DateTime => "a date with a time",
        NodeKind::Array => "a list",
        NodeKind::ArrayOfTables | NodeKind::Table(_) => "a table",
    }
}

/// The value of a custom key. The limits of the tree bound the recursion.
fn custom_value<'t>(tree: &TomlTree<'t>, at: Id) -> CustomValue<'t> {
    match tree.kind(at) {
        NodeKind::String => CustomValue::Text(tree.string(at).unwrap_or_default()),
        NodeKind::Integer => CustomValue::Whole(tree.integer(at).unwrap_or_default()),
        NodeKind::Float => CustomValue::Number(Float(tree.float(at).unwrap_or_default())),
        NodeKind::Boolean => CustomValue::Flag(tree.boolean(at).unwrap_or_default()),
        // The year 0 is valid in TOML, and in chrono too.
        NodeKind::Date | NodeKind::DateTime => match tree.date(at) {
            Some(day) => CustomValue::Day(day),
            None => CustomValue::Moment(Cow::Borrowed(tree.raw(at))),
        },
        NodeKind::Array | NodeKind::ArrayOfTables => {
            let values = tree.children(at).map(|child| custom_value(tree, child));
            CustomValue::List(values.collect())
        }
        NodeKind::Table(_) => {
            let mut keys = CustomFields::default();
            for child in tree.children(at) {
                keys.push(tree.key(child), custom_value(tree, child));
            }
            CustomValue::Table(keys)
        }
    }
}
