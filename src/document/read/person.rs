//! People: their fields, their snooze and what they were promised.

use crate::document::diagnostic::{Draft, Severity};
use crate::document::tree::{Id, Shape};
use crate::model::custom_fields::{OwnKeys, Text};
use crate::model::person::{Level, Person, Promise, Snooze};

use crate::document::read::{Reader, suggest};

/// The keys of a person.
pub(crate) const PERSON_KEYS: &[&str] = &[
    "name",
    "added",
    "dept",
    "role",
    "org",
    "level",
    "boss",
    "helps",
    "cares",
    "tags",
    "email",
    "phone",
    "introduced_by",
    "every",
    "known",
    "remote",
    "archived",
    "about",
    "snooze",
    "promises",
    "log",
];

const SNOOZE_KEYS: &[&str] = &["from", "until"];
const PROMISE_KEYS: &[&str] = &["by", "made", "what", "kept"];

impl<'t> Reader<'_, 't> {
    pub(crate) fn person(&mut self, at: Id) -> Option<Person<'t>> {
        let handle = self.tree.key(at);
        self.check_handle(at, &handle);
        if !self.is_table(at, &format!("people.{handle}")) {
            return None;
        }
        let mut person = Person {
            handle,
            ..Person::default()
        };
        let mut has_name = false;
        for field in self.tree.children(at) {
            has_name |= self.field(field, &mut person);
        }
        if !has_name {
            self.missing(at, "this person has no name", "add a line: name = \"…\"");
        }
        Some(person)
    }

    /// Reads one field, and tells whether it was the name.
    fn field(&mut self, at: Id, person: &mut Person<'t>) -> bool {
        match self.tree.key(at).as_ref() {
            "name" => {
                person.name = self.name(at).unwrap_or_default();
                return true;
            }
            "added" => person.added = self.day(at),
            "dept" => person.dept = self.text(at),
            "role" => person.role = self.text(at),
            "org" => person.org = self.text(at),
            "level" => person.level = self.level(at),
            "boss" => person.boss = self.text(at),
            "helps" => person.helps = self.list(at, false),
            "cares" => person.cares = self.list(at, false),
            "tags" => person.tags = self.list(at, false),
            "email" => person.email = self.list(at, true),
            "phone" => person.phone = self.list(at, true),
            "introduced_by" => person.introduced_by = self.introduced_by(at),
            "every" => person.every = self.every(at),
            "known" => person.known = self.flag(at).unwrap_or_default(),
            "remote" => person.remote = self.flag(at).unwrap_or_default(),
            "archived" => person.archived = self.day(at),
            "about" => person.about = self.text(at),
            "snooze" => person.snooze = self.snooze(at, &mut person.snooze_own),
            "promises" => person.promises = self.rows(at, "promise", Self::promise),
            "log" if self.tree.is_taken(at) => person.log = std::mem::take(&mut self.log),
            "log" => person.log = self.rows(at, "row", Self::interaction),
            _ => self.own_key(at, PERSON_KEYS, &mut person.own),
        }
        false
    }

    /// A handle; whether anybody has it is known when everybody is.
    fn introduced_by(&mut self, at: Id) -> Option<Text<'t>> {
        let handle = self.text(at)?;
        if let Some(person) = self.notes.handle {
            let place = self.tree.value_span(at);
            self.notes.introduced.push((person, handle.clone(), place));
        }
        Some(handle)
    }

    fn level(&mut self, at: Id) -> Option<Level> {
        let word = self.text(at)?;
        let level = Level::from_word(&word);
        if level.is_none() {
            let words = Level::ALL.map(Level::word);
            let label = match suggest::near(&word, &words) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "expected up, peer, down or outside".to_owned(),
            };
            self.error(self.tree.value_span(at), "no such level", label);
        }
        level
    }

    fn snooze(&mut self, at: Id, own: &mut OwnKeys<'t>) -> Option<Snooze> {
        if !matches!(self.tree.shape(at), Shape::Table(_)) {
            let help = "write: snooze = { from = 2026-11-16, until = 2026-11-30 }".to_owned();
            self.wrong(at, "`snooze`", "two dates in braces", Some(help));
            return None;
        }
        let (mut from, mut until) = (None, None);
        for child in self.tree.children(at) {
            match self.tree.key(child).as_ref() {
                "from" => from = Some((child, self.day(child))),
                "until" => until = Some((child, self.day(child))),
                _ => self.own_key(child, SNOOZE_KEYS, own),
            }
        }
        if from.is_none() {
            self.missing(at, "this snooze has no first day", "add: from = 2026-11-16");
        }
        if until.is_none() {
            self.missing(at, "this snooze has no end", "add: until = 2026-11-30");
        }
        let ((_, Some(from)), (last, Some(until))) = (from?, until?) else {
            return None;
        };
        if until <= from {
            self.warn(
                self.tree.value_span(last),
                "this snooze ends before it begins",
                "not after its first day: it hides nothing",
            );
        }
        Some(Snooze { from, until })
    }

    fn promise(&mut self, at: Id) -> Option<Promise<'t>> {
        let (mut by, mut made, mut kept, mut what) = (None, None, None, None);
        let mut own = OwnKeys::default();
        for child in self.tree.children(at) {
            match self.tree.key(child).as_ref() {
                "by" => by = Some(self.day(child)),
                "made" => made = self.day(child),
                "what" => what = Some(self.text(child)),
                "kept" => kept = self.day(child).map(|day| (child, day)),
                _ => self.own_key(child, PROMISE_KEYS, &mut own),
            }
        }
        if by.is_none() {
            self.missing(at, "this promise has no date", "add: by = 2026-11-25");
        }
        if what.is_none() {
            self.missing(at, "this promise does not say what", "add: what = \"…\"");
        }
        if let (Some(made), Some((child, kept))) = (made, kept)
            && kept < made
        {
            self.warn(
                self.tree.value_span(child),
                "this promise was kept before it was made",
                "before the day it was made",
            );
        }
        Some(Promise {
            by: by??,
            made,
            what: what??,
            kept: kept.map(|(_, day)| day),
            own,
        })
    }

    /// Refuses an empty handle, and notes one that must be quoted wherever it is written.
    pub(crate) fn check_handle(&mut self, at: Id, handle: &str) {
        let span = self.tree.key_span(at);
        if handle.is_empty() {
            self.error(
                span,
                "a handle is empty",
                "one types a handle to name somebody",
            );
        } else if !crate::document::tree::is_bare(handle) {
            self.report(
                Draft::new(Severity::Note, span, "this handle needs quotes")
                    .label("on the command line and in the file")
                    .help("use letters, digits and hyphens"),
            );
        }
    }
}
