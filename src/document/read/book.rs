//! Reads the top-level tables, the format and the goals, and checks references to handles.

use std::collections::HashSet;

use crate::document::diagnostic::Diagnostic;
use crate::document::read::reader::Reader;
use crate::document::tree::{Id, ROOT};
use crate::model::book::Book;
use crate::model::custom_fields::{CustomFields, Text};
use crate::model::goal::Goal;

/// The newest `format` that this program reads.
pub const FORMAT: i64 = 1;

const TOP_KEYS: [&str; 4] = ["format", "settings", "goals", "people"];
/// The keys of a goal, in writing order.
pub const GOAL_KEYS: [&str; 6] = ["name", "set", "by", "helped_by", "hindered_by", "done"];

impl<'t> Reader<'_, 't> {
    /// Reads the whole tree.
    pub fn book(&mut self) -> Book<'t> {
        let book = self.tables();
        if !self.has_errors() {
            self.check_references(&book);
        }
        book
    }

    /// Reads the whole tree without checking references to handles.
    pub fn tables(&mut self) -> Book<'t> {
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
                "people" => {
                    book.people = self.each(child, "people", |reader, person| {
                        reader.handle = Some(person);
                        reader.person(person)
                    });
                    self.handle = None;
                }
                _ => self.custom_key(child, "", TOP_KEYS, &mut book.own),
            }
        }
        book
    }

    /// Whether the file has a format that this program reads; reports any other.
    fn format(&mut self) -> bool {
        let Some(at) = self.tree.get(ROOT, "format") else {
            return true;
        };
        let (message, label, help) = match self.tree.integer(at) {
            Some(FORMAT) => return true,
            Some(format) if format > FORMAT => (
                format!("this file has format {format}, newer than this program"),
                format!("this program reads format {FORMAT}"),
                format!("install a version of allies that reads format {format}"),
            ),
            Some(_) | None => (
                "`format` is not one that ever was".to_owned(),
                "expected 1".to_owned(),
                "write: format = 1".to_owned(),
            ),
        };
        let diagnostic = Diagnostic::error(self.tree.value_span(at), message);
        self.report(diagnostic.label(label).help(help));
        false
    }

    /// Reads every entry of `[people]` or `[goals]`.
    fn each<T>(
        &mut self,
        tables: Id,
        name: &str,
        mut read: impl FnMut(&mut Self, Id) -> Option<T>,
    ) -> Vec<T> {
        let mut all = Vec::new();
        for entry in self.entries(tables, name) {
            if self.has_too_many_errors() {
                break;
            }
            all.extend(read(self, entry));
        }
        all
    }

    fn goal(&mut self, at: Id) -> Option<Goal<'t>> {
        let handle = self.tree.key(at);
        self.check_handle(at, &handle);
        let entries = self.table(at, &format!("goals.{handle}"))?;
        let (mut name, mut set, mut by, mut done) = (None, None, None, None);
        let (mut helped_by, mut hindered_by) = (Vec::new(), Vec::new());
        let mut own = CustomFields::default();
        for child in entries {
            match self.tree.key(child).as_ref() {
                "name" => name = self.name(child),
                "set" => set = self.day(child),
                "by" => by = self.day(child).map(|day| (child, day)),
                "helped_by" => helped_by = self.handles(child),
                "hindered_by" => hindered_by = self.handles(child),
                "done" => done = self.day(child).map(|day| (child, day)),
                _ => self.custom_key(child, "goals", GOAL_KEYS, &mut own),
            }
        }
        self.require(
            at,
            "name",
            "this goal has no name",
            "add a line: name = \"…\"",
        );
        let set_help = "add a line: set = 2026-11-02";
        self.require(at, "set", "this goal does not say since when", set_help);
        let set = set?;
        for (what, day) in [("due", by), ("done", done)] {
            if let Some((child, day)) = day
                && day < set
            {
                self.warn(
                    self.tree.value_span(child),
                    format!("this goal was {what} before it was set"),
                    format!("before {set}"),
                );
            }
        }
        Some(Goal {
            handle,
            name: name?,
            set,
            by: by.map(|(_, day)| day),
            helped_by,
            hindered_by,
            done: done.map(|(_, day)| day),
            own,
        })
    }

    /// Warns about handles in goals and introductions that belong to no one.
    pub fn check_references(&mut self, book: &Book<'t>) {
        let people = book.people.iter();
        let handles: HashSet<&str> = people.map(|person| &*person.handle).collect();
        for (person, handle, place) in std::mem::take(&mut self.references) {
            if !handles.contains(&*handle) {
                self.handle = person;
                let label = "a handle is what stands after `people.`";
                self.warn(place, "nobody has this handle", label);
            }
        }
        self.handle = None;
    }

    /// Reads the handles of a list.
    fn handles(&mut self, at: Id) -> Vec<Text<'t>> {
        let tree = self.tree;
        let names = tree.children(at);
        let names =
            names.filter_map(|name| Some((None, tree.string(name)?, tree.value_span(name))));
        self.references.extend(names);
        self.list(at, false)
    }
}
