//! Text to book: every error of the file at once, and what looks like a slip.
//!
//! It owns what the keys of the file mean. It never guesses: a value that breaks a rule is
//! an error with its place, never a default. What TOML itself allows is the tree's business.

mod checks;
mod goal;
mod lint;
mod parts;
mod person;
mod plain;
mod rows;
mod settings;
mod suggest;
mod syntax;
#[cfg(test)]
mod tests;
mod value;
mod wrong_days;

use std::borrow::Cow;
use std::ops::Range;

use chrono::NaiveDate;

use crate::model::book::Book;
use crate::model::custom_fields::{OwnKeys, OwnValue, Text};
use crate::model::interaction::Interaction;
use crate::model::person::Person;

use crate::document::diagnostic::{Draft, Finding, Severity, first_errors, placed};
use crate::document::read::parts::read_in_parts;
use crate::document::read::suggest::Slips;
use crate::document::tree::{Id, ROOT, Shape, Tree};

/// The newest `format` that this program reads.
pub const FORMAT: i64 = 1;

/// The keys of the document itself.
const TOP_KEYS: &[&str] = &["format", "settings", "goals", "people"];

/// A file that could be read.
#[derive(Debug)]
pub struct Reading<'t> {
    /// What the file means.
    pub book: Book<'t>,
    /// Warnings and notes, in the order of the text.
    pub warnings: Vec<Finding>,
}

/// Reads the whole file, or tells up to ten of its errors in the order of the text; the last
/// of them tells how many more there are.
pub fn read(text: &str) -> Result<Reading<'_>, Vec<Finding>> {
    read_outlined(text).map(|(reading, _)| reading)
}

/// As [`read`], with the tree of the text, in which people who were read one by one are empty.
pub(crate) fn read_outlined(text: &str) -> Result<(Reading<'_>, Tree<'_>), Vec<Finding>> {
    if let Some(read) = read_in_parts(text) {
        return Ok(read);
    }
    let tree = parse(text)?;
    let reading = read_tree(&tree)?;
    Ok((reading, tree))
}

/// As [`read`], and notes what is legal but worth a look on that day.
pub fn read_closely(text: &str, today: NaiveDate) -> Result<Reading<'_>, Vec<Finding>> {
    read_with(&parse(text)?, |reader, book| {
        reader.look_closely(book, today);
    })
}

/// The tree of a text, or what is wrong with it as TOML.
pub(crate) fn parse(text: &str) -> Result<Tree<'_>, Vec<Finding>> {
    Tree::parse(text).map_err(|faults| {
        wrong_days::findings(text, &faults).unwrap_or_else(|| syntax::findings(text, &faults))
    })
}

/// Reads a tree.
pub(crate) fn read_tree<'t>(tree: &Tree<'t>) -> Result<Reading<'t>, Vec<Finding>> {
    read_with(tree, |_, _| {})
}

/// Reads a tree, and lets `look` say what it finds in a book without errors.
fn read_with<'t>(
    tree: &Tree<'t>,
    look: impl FnOnce(&mut Reader<'_, 't>, &Book<'t>),
) -> Result<Reading<'t>, Vec<Finding>> {
    let mut reader = Reader::new(tree, Notes::default());
    let book = reader.book();
    if reader.notes.errors == 0 {
        look(&mut reader, &book);
    }
    reader.finish(book)
}

/// Errors that are kept while reading. More than are told, so that those told are the first
/// of the text. A file with more is of another program, and is not read to its end.
const MOST_KEPT: usize = 1000;

struct Reader<'a, 't> {
    tree: &'a Tree<'t>,
    notes: Notes<'t>,
    /// People who were read before the tree was complete.
    taken: Vec<Person<'t>>,
    /// The log of the person who is being read, where it was read before their table.
    log: Vec<Interaction<'t>>,
}

/// What is kept from one person to the next.
#[derive(Default)]
struct Notes<'t> {
    drafts: Vec<Draft>,
    errors: usize,
    /// The person that is being read.
    handle: Option<Id>,
    slips: Slips,
    /// Who says that somebody introduced them, whom, and where.
    introduced: Vec<(Id, Text<'t>, Range<usize>)>,
}

impl<'a, 't> Reader<'a, 't> {
    fn new(tree: &'a Tree<'t>, notes: Notes<'t>) -> Self {
        Self {
            tree,
            notes,
            taken: Vec::new(),
            log: Vec::new(),
        }
    }

    fn finish(self, book: Book<'t>) -> Result<Reading<'t>, Vec<Finding>> {
        let text = self.tree.text();
        let Notes {
            mut drafts, errors, ..
        } = self.notes;
        if errors == 0 {
            return Ok(Reading {
                book,
                warnings: placed(text, drafts),
            });
        }
        drafts.retain(|draft| draft.severity == Severity::Error);
        let uncounted = errors - drafts.len();
        Err(first_errors(text, drafts, uncounted))
    }

    fn book(&mut self) -> Book<'t> {
        let mut book = Book::default();
        if !self.format() {
            // A newer format may give every key another meaning.
            return book;
        }
        for child in self.tree.children(ROOT) {
            match self.tree.key(child).as_ref() {
                "format" => {}
                "settings" => book.settings = self.settings(child, &mut book.own),
                "goals" => book.goals = self.each(child, "goals", Self::goal),
                "people" => book.people = self.people(child),
                _ => self.own_key(child, TOP_KEYS, &mut book.own),
            }
        }
        if self.notes.errors == 0 {
            self.check_names(&book);
        }
        book
    }

    /// Whether the file's format is one that can be read.
    fn format(&mut self) -> bool {
        let Some(at) = self.tree.get(ROOT, "format") else {
            return true;
        };
        match self.tree.whole(at) {
            Some(FORMAT) => true,
            Some(format) if format > FORMAT => {
                self.report(
                    Draft::new(
                        Severity::Error,
                        self.tree.value_span(at),
                        format!("this file has format {format}, newer than this program"),
                    )
                    .label(format!("this program reads format {FORMAT}"))
                    .help(format!(
                        "install a version of allies that reads format {format}"
                    )),
                );
                false
            }
            Some(_) | None => {
                self.report(
                    Draft::new(
                        Severity::Error,
                        self.tree.value_span(at),
                        "`format` is not one that ever was",
                    )
                    .label("expected 1")
                    .help("write: format = 1"),
                );
                false
            }
        }
    }

    /// Reads every entry of `[people]` or `[goals]`.
    fn each<T>(
        &mut self,
        tables: Id,
        name: &str,
        mut read: impl FnMut(&mut Self, Id) -> Option<T>,
    ) -> Vec<T> {
        if !self.is_table(tables, name) {
            return Vec::new();
        }
        let mut all = Vec::with_capacity(self.tree.count(tables));
        for entry in self.tree.children(tables) {
            if self.notes.errors > MOST_KEPT {
                break;
            }
            self.notes.handle = (name == "people").then_some(entry);
            all.extend(read(self, entry));
        }
        self.notes.handle = None;
        all
    }

    /// Everybody, in the order of the file.
    fn people(&mut self, tables: Id) -> Vec<Person<'t>> {
        if !self.is_table(tables, "people") {
            return Vec::new();
        }
        let taken = std::mem::take(&mut self.taken);
        let mut entries = self.tree.children(tables);
        if entries.all(|entry| self.tree.is_taken(entry)) {
            return taken;
        }
        let mut taken = taken.into_iter();
        self.each(tables, "people", |reader, entry| {
            if reader.tree.is_taken(entry) {
                taken.next()
            } else {
                reader.person(entry)
            }
        })
    }

    fn report(&mut self, mut draft: Draft) {
        if let Some(handle) = self.notes.handle {
            draft.handle = Some(self.tree.key(handle).into_owned());
        }
        let is_error = draft.severity == Severity::Error;
        self.notes.errors += usize::from(is_error);
        // Warnings are told only of a file that can be read.
        if is_error && self.notes.errors <= MOST_KEPT || self.notes.errors == 0 {
            self.notes.drafts.push(draft);
        }
    }

    fn error(&mut self, at: Range<usize>, message: impl Into<String>, label: impl Into<String>) {
        self.report(Draft::new(Severity::Error, at, message).label(label));
    }

    fn warn(&mut self, at: Range<usize>, message: impl Into<String>, label: impl Into<String>) {
        self.report(Draft::new(Severity::Warning, at, message).label(label));
    }

    /// Keeps a key that the program does not know, and warns if it is near one it does.
    fn own_key(&mut self, at: Id, known: &'static [&'static str], own: &mut OwnKeys<'t>) {
        let key = self.tree.key(at);
        if let Some(near) = self.notes.slips.near(&key, known) {
            self.report(
                Draft::new(
                    Severity::Warning,
                    self.tree.key_span(at),
                    format!("`{key}` is no key that allies knows"),
                )
                .label(format!("did you mean `{near}`?")),
            );
        }
        own.push(key, self.own_value(at));
    }

    /// A value of the user's own. The tree is not deeper than its limits.
    fn own_value(&self, at: Id) -> OwnValue<'t> {
        let tree = self.tree;
        match tree.shape(at) {
            Shape::Text { .. } => OwnValue::Text(tree.string(at).unwrap_or_default()),
            Shape::Whole => OwnValue::Whole(tree.whole(at).unwrap_or_default()),
            Shape::Number => OwnValue::Number(tree.number(at).unwrap_or_default()),
            Shape::Flag => OwnValue::Flag(tree.flag(at).unwrap_or_default()),
            // A year 0 is a date of TOML; chrono knows it too.
            Shape::Day => match tree.day(at) {
                Some(day) => OwnValue::Day(day),
                None => OwnValue::Moment(Cow::Borrowed(tree.raw(at))),
            },
            Shape::Moment => OwnValue::Moment(Cow::Borrowed(tree.raw(at))),
            Shape::Array | Shape::Tables => OwnValue::List(
                tree.children(at)
                    .map(|child| self.own_value(child))
                    .collect(),
            ),
            Shape::Table(_) => {
                let mut keys = OwnKeys::default();
                for child in tree.children(at) {
                    keys.push(tree.key(child), self.own_value(child));
                }
                OwnValue::Table(keys)
            }
        }
    }
}
