//! The complete reader: what it keeps while it goes over the tree, how it reports, and the
//! values that the file uses, each refused in plain words if it is another.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use crate::document::diagnostic::{Finding, Severity, first_errors, placed};
use crate::document::read::suggest;
use crate::document::tree::{Id, NodeKind, TableKind, TomlTree};
use crate::model::book::Book;
use crate::model::custom_fields::{CustomFields, CustomValue, Float, Text};
use crate::model::person::Cadence;

/// A file that could be read.
#[derive(Debug)]
pub struct Reading<'t> {
    /// What the file means.
    pub book: Book<'t>,
    /// Warnings and notes, in the order of the text.
    pub warnings: Vec<Finding>,
}

/// Errors that are kept while reading. More than are told, so that those told are the first
/// of the text. A file with more is of another program, and is not read to its end.
const MOST_KEPT: usize = 1000;

/// Different keys of the user's own that are looked at: a file with more was not written by hand.
const MOST_KEYS: usize = 10_000;

/// A tree that is being read. What its tables mean is in `book`, `person` and `settings`.
pub struct Reader<'a, 't> {
    pub tree: &'a TomlTree<'t>,
    findings: Vec<Finding>,
    errors: usize,
    /// The person that is being read.
    pub handle: Option<Id>,
    /// The known key that a key of a table is near, looked for once: one may stand in thousands
    /// of rows.
    near_keys: HashMap<(String, &'static str), Option<&'static str>>,
    /// Handles that are named, where, and by which person, if it is one.
    pub named: Vec<(Option<Id>, Text<'t>, Range<usize>)>,
}

impl<'a, 't> Reader<'a, 't> {
    pub fn new(tree: &'a TomlTree<'t>) -> Self {
        Self {
            tree,
            findings: Vec::new(),
            errors: 0,
            handle: None,
            near_keys: HashMap::new(),
            named: Vec::new(),
        }
    }

    /// What was read, or its errors.
    pub fn finish(self, book: Book<'t>) -> Result<Reading<'t>, Vec<Finding>> {
        let text = self.tree.text();
        let mut findings = self.findings;
        if self.errors == 0 {
            return Ok(Reading {
                book,
                warnings: placed(text, findings),
            });
        }
        findings.retain(|finding| finding.severity == Severity::Error);
        let uncounted = self.errors - findings.len();
        Err(first_errors(text, findings, uncounted))
    }

    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Whether there are so many errors that the rest is not worth reading.
    pub fn has_too_many_errors(&self) -> bool {
        self.errors > MOST_KEPT
    }

    pub fn report(&mut self, mut finding: Finding) {
        if let Some(handle) = self.handle {
            finding.handle = Some(self.tree.key(handle).into_owned());
        }
        let is_error = finding.severity == Severity::Error;
        self.errors += usize::from(is_error);
        // Warnings are told only of a file that can be read.
        if is_error && self.errors <= MOST_KEPT || self.errors == 0 {
            self.findings.push(finding);
        }
    }

    pub fn error(
        &mut self,
        at: Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) {
        self.report(Finding::error(at, message).label(label));
    }

    pub fn warn(&mut self, at: Range<usize>, message: impl Into<String>, label: impl Into<String>) {
        self.report(Finding::new(Severity::Warning, at, message).label(label));
    }

    /// Keeps a key that the program does not know, and warns if it is near one that it knows in
    /// that table.
    pub fn own_key(
        &mut self,
        at: Id,
        table: &'static str,
        known: impl IntoIterator<Item = &'static str>,
        own: &mut CustomFields<'t>,
    ) {
        let key = self.tree.key(at);
        let asked = (key.to_string(), table);
        let is_looked_at = self.near_keys.len() < MOST_KEYS || self.near_keys.contains_key(&asked);
        let entry = is_looked_at.then(|| self.near_keys.entry(asked));
        let near = entry.and_then(|near| *near.or_insert_with(|| suggest::near(&key, known)));
        if let Some(near) = near {
            self.warn(
                self.tree.key_span(at),
                format!("`{key}` is no key that allies knows"),
                format!("did you mean `{near}`?"),
            );
        }
        own.push(key, own_value(self.tree, at));
    }

    /// Reports the value of a key that is of the wrong kind.
    pub fn report_wrong(&mut self, at: Id, expected: &str, help: Option<String>) {
        self.report_wrong_value(at, &format!("`{}`", self.tree.key(at)), expected, help);
    }

    pub fn report_wrong_value(&mut self, at: Id, what: &str, expected: &str, help: Option<String>) {
        let found = described(self.tree.kind(at));
        let mut finding = Finding::error(self.place(at), format!("{what} must be {expected}"))
            .label(format!("expected {expected}, found {found}"));
        finding.help = help;
        self.report(finding);
    }

    /// Where to point for a value: at itself, or for a table at its key.
    pub fn place(&self, at: Id) -> Range<usize> {
        let (key, value) = (self.tree.key_span(at), self.tree.value_span(at));
        match self.tree.kind(at) {
            NodeKind::Table(TableKind::Inline) | NodeKind::Array => {
                let line = self.tree.raw(at).lines().next().unwrap_or_default();
                value.start..value.start + line.len()
            }
            NodeKind::Table(_) | NodeKind::Tables if !key.is_empty() => key,
            _ => value,
        }
    }

    /// What stands in a table.
    pub fn table(&mut self, at: Id, what: &str) -> Option<impl Iterator<Item = Id> + use<'a, 't>> {
        let is_table = matches!(self.tree.kind(at), NodeKind::Table(_));
        if !is_table {
            self.report_wrong_value(at, &format!("`{what}`"), "a table", None);
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
            let kind = self.tree.kind(at);
            let is_scalar = !matches!(
                kind,
                NodeKind::Array | NodeKind::Tables | NodeKind::Table(_)
            );
            let help = is_scalar.then(|| "put it in quotes".to_owned());
            self.report_wrong(at, "text in quotes", help);
        }
        text
    }

    /// Text that may not be empty.
    pub fn name(&mut self, at: Id) -> Option<Text<'t>> {
        let name = self.text(at)?;
        let is_name = !name.trim().is_empty();
        if !is_name {
            let place = self.tree.value_span(at);
            self.error(place, "the name is empty", "a name has at least one letter");
        }
        is_name.then_some(name)
    }

    pub fn flag(&mut self, at: Id) -> Option<bool> {
        let flag = self.tree.flag(at);
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
        let day = self.tree.day(at);
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
            NodeKind::Moment => {
                let day = self.tree.raw(at).get(..10)?;
                let is_date = day.as_bytes()[4] == b'-';
                is_date.then(|| format!("leave out the time: {day}"))
            }
            NodeKind::Text => Some(match self.tree.string(at)?.parse::<NaiveDate>() {
                Ok(day) => format!("write it without quotes: {day}"),
                Err(_) => "write a date without quotes: 2026-11-20".to_owned(),
            }),
            _ => None,
        }
    }

    /// A list of texts. `single` allows one text without brackets.
    pub fn list(&mut self, at: Id, single: bool) -> Vec<Text<'t>> {
        if single && let Some(text) = self.tree.string(at) {
            return vec![text];
        }
        let key = self.tree.key(at);
        if self.tree.kind(at) != NodeKind::Array {
            let is_text = self.tree.kind(at) == NodeKind::Text;
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

    /// `every`: a number of days, or one of the words for one.
    pub fn every(&mut self, at: Id) -> Option<Cadence> {
        let days = self.tree.whole(at).and_then(Cadence::from_days);
        let word = self.tree.string(at);
        let every = days.or_else(|| Cadence::from_word(&word?));
        if every.is_none() {
            let message = "`every` is no length of time that can be used";
            let finding = Finding::error(self.place(at), message)
                .label("expected 1 to 3650 days, as 30, \"6w\", \"3m\", \"1y\", \"monthly\"");
            self.report(finding.help("\"never\" asks for no contact at all"));
        }
        every
    }

    /// Reports a key that must be there and is not.
    pub fn require(&mut self, table: Id, key: &str, message: &str, help: &str) {
        if self.tree.get(table, key).is_some() {
            return;
        }
        let span = self.place(table);
        let finding = Finding::error(span, message).help(help);
        self.report(finding.label("it is missing here"));
    }
}

/// What a value is, in words, after "expected …, found".
const fn described(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Text => "text",
        NodeKind::Whole => "a number",
        NodeKind::Number => "a number with a point",
        NodeKind::Flag => "true or false",
        NodeKind::Day => "a date",
        NodeKind::Moment => "a date with a time",
        NodeKind::Array => "a list",
        NodeKind::Tables | NodeKind::Table(_) => "a table",
    }
}

/// A value of the user's own. The tree is not deeper than its limits.
fn own_value<'t>(tree: &TomlTree<'t>, at: Id) -> CustomValue<'t> {
    match tree.kind(at) {
        NodeKind::Text => CustomValue::Text(tree.string(at).unwrap_or_default()),
        NodeKind::Whole => CustomValue::Whole(tree.whole(at).unwrap_or_default()),
        NodeKind::Number => CustomValue::Number(Float(tree.number(at).unwrap_or_default())),
        NodeKind::Flag => CustomValue::Flag(tree.flag(at).unwrap_or_default()),
        // A year 0 is a date of TOML; chrono knows it too.
        NodeKind::Day | NodeKind::Moment => match tree.day(at) {
            Some(day) => CustomValue::Day(day),
            None => CustomValue::Moment(Cow::Borrowed(tree.raw(at))),
        },
        NodeKind::Array | NodeKind::Tables => {
            let values = tree.children(at).map(|child| own_value(tree, child));
            CustomValue::List(values.collect())
        }
        NodeKind::Table(_) => {
            let mut keys = CustomFields::default();
            for child in tree.children(at) {
                keys.push(tree.key(child), own_value(tree, child));
            }
            CustomValue::Table(keys)
        }
    }
}
