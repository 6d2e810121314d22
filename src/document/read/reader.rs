//! The complete reader: what it keeps while it goes over the tree, and how it reports.

use std::borrow::Cow;
use std::ops::Range;

use crate::document::diagnostic::{Draft, Finding, Severity, first_errors, placed};
use crate::document::read::suggest::Slips;
use crate::document::tree::{Id, Shape, Tree};
use crate::model::book::Book;
use crate::model::custom_fields::{OwnKeys, OwnValue, Text};

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

/// A tree that is being read. What its tables mean is told in the files beside this one.
pub struct Reader<'a, 't> {
    pub tree: &'a Tree<'t>,
    drafts: Vec<Draft>,
    errors: usize,
    /// The person that is being read.
    pub handle: Option<Id>,
    slips: Slips,
    /// Who says that somebody introduced them, whom, and where.
    pub introduced: Vec<(Id, Text<'t>, Range<usize>)>,
}

impl<'a, 't> Reader<'a, 't> {
    pub fn new(tree: &'a Tree<'t>) -> Self {
        Self {
            tree,
            drafts: Vec::new(),
            errors: 0,
            handle: None,
            slips: Slips::default(),
            introduced: Vec::new(),
        }
    }

    /// What was read, or its errors.
    pub fn finish(self, book: Book<'t>) -> Result<Reading<'t>, Vec<Finding>> {
        let text = self.tree.text();
        let mut drafts = self.drafts;
        if self.errors == 0 {
            return Ok(Reading {
                book,
                warnings: placed(text, drafts),
            });
        }
        drafts.retain(|draft| draft.severity == Severity::Error);
        let uncounted = self.errors - drafts.len();
        Err(first_errors(text, drafts, uncounted))
    }

    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Whether there are so many errors that the rest is not worth reading.
    pub fn is_hopeless(&self) -> bool {
        self.errors > MOST_KEPT
    }

    pub fn report(&mut self, mut draft: Draft) {
        if let Some(handle) = self.handle {
            draft.handle = Some(self.tree.key(handle).into_owned());
        }
        let is_error = draft.severity == Severity::Error;
        self.errors += usize::from(is_error);
        // Warnings are told only of a file that can be read.
        if is_error && self.errors <= MOST_KEPT || self.errors == 0 {
            self.drafts.push(draft);
        }
    }

    pub fn error(
        &mut self,
        at: Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) {
        self.report(Draft::new(Severity::Error, at, message).label(label));
    }

    pub fn warn(&mut self, at: Range<usize>, message: impl Into<String>, label: impl Into<String>) {
        self.report(Draft::new(Severity::Warning, at, message).label(label));
    }

    /// Keeps a key that the program does not know, and warns if it is near one it does.
    pub fn own_key(&mut self, at: Id, known: &'static [&'static str], own: &mut OwnKeys<'t>) {
        let key = self.tree.key(at);
        if let Some(near) = self.slips.near(&key, known) {
            self.warn(
                self.tree.key_span(at),
                format!("`{key}` is no key that allies knows"),
                format!("did you mean `{near}`?"),
            );
        }
        own.push(key, own_value(self.tree, at));
    }
}

/// A value of the user's own. The tree is not deeper than its limits.
fn own_value<'t>(tree: &Tree<'t>, at: Id) -> OwnValue<'t> {
    match tree.shape(at) {
        Shape::Text => OwnValue::Text(tree.string(at).unwrap_or_default()),
        Shape::Whole => OwnValue::Whole(tree.whole(at).unwrap_or_default()),
        Shape::Number => OwnValue::Number(tree.number(at).unwrap_or_default()),
        Shape::Flag => OwnValue::Flag(tree.flag(at).unwrap_or_default()),
        // A year 0 is a date of TOML; chrono knows it too.
        Shape::Day | Shape::Moment => match tree.day(at) {
            Some(day) => OwnValue::Day(day),
            None => OwnValue::Moment(Cow::Borrowed(tree.raw(at))),
        },
        Shape::Array | Shape::Tables => {
            let values = tree.children(at).map(|child| own_value(tree, child));
            OwnValue::List(values.collect())
        }
        Shape::Table(_) => {
            let mut keys = OwnKeys::default();
            for child in tree.children(at) {
                keys.push(tree.key(child), own_value(tree, child));
            }
            OwnValue::Table(keys)
        }
    }
}
