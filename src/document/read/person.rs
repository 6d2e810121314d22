//! People: their fields, their snooze and what they were promised.

use crate::document::diagnostic::{Draft, Severity};
use crate::document::read::reader::Reader;
use crate::document::read::suggest;
use crate::document::tree::{Id, Shape, is_bare};
use crate::model::custom_fields::OwnKeys;
use crate::model::field::{Field, FieldKind, FieldValue};
use crate::model::person::{Level, Person, Promise, Snooze};

/// The keys of a person: the fields, and what happened.
pub const PERSON_KEYS: &[&str] = &{
    let mut keys = ["promises"; Field::ALL.len() + 2];
    let mut at = 0;
    while at < Field::ALL.len() {
        keys[at] = Field::ALL[at].key();
        at += 1;
    }
    keys[at + 1] = "log";
    keys
};

const SNOOZE_KEYS: &[&str] = &["from", "until"];
const PROMISE_KEYS: &[&str] = &["by", "made", "what", "kept"];

impl<'t> Reader<'_, 't> {
    pub fn person(&mut self, at: Id) -> Option<Person<'t>> {
        let handle = self.tree.key(at);
        self.check_handle(at, &handle);
        let fields = self.table(at, &format!("people.{handle}"))?;
        let mut person = Person::new(handle, "");
        let mut has_name = false;
        for field in fields {
            match self.tree.key(field).as_ref() {
                "promises" => person.promises = self.rows(field, "promise", Self::promise),
                "log" => person.log = self.rows(field, "row", Self::interaction),
                key => match Field::from_key(key) {
                    Some(known) => {
                        has_name |= known == Field::Name;
                        let value = self.field(field, known.kind(), &mut person.snooze_own);
                        if let Some(value) = value {
                            person.set(known, value);
                        }
                    }
                    None => self.own_key(field, PERSON_KEYS, &mut person.own),
                },
            }
        }
        if !has_name {
            self.missing(at, "this person has no name", "add a line: name = \"…\"");
        }
        Some(person)
    }

    /// Reads the value of a field; keys of the user's own in a snooze are kept apart.
    fn field(
        &mut self,
        at: Id,
        kind: FieldKind,
        snooze_own: &mut OwnKeys<'t>,
    ) -> Option<FieldValue<'t>> {
        match kind {
            FieldKind::Name => self.name(at).map(FieldValue::Text),
            FieldKind::Text => self.text(at).map(FieldValue::Text),
            FieldKind::Handle => {
                let handle = self.text(at)?;
                // Whether anybody has it is known when everybody is.
                let place = self.tree.value_span(at);
                let person = self.handle;
                self.introduced
                    .extend(person.map(|person| (person, handle.clone(), place)));
                Some(FieldValue::Text(handle))
            }
            FieldKind::Texts => Some(FieldValue::Texts(self.list(at, false))),
            FieldKind::Ranked => Some(FieldValue::Texts(self.list(at, true))),
            FieldKind::Day => self.day(at).map(FieldValue::Day),
            FieldKind::Level => self.level(at).map(FieldValue::Level),
            FieldKind::Every => self.every(at).map(FieldValue::Every),
            FieldKind::Flag => self.flag(at).map(FieldValue::Flag),
            FieldKind::Snooze => self.snooze(at, snooze_own).map(FieldValue::Snooze),
        }
    }

    fn level(&mut self, at: Id) -> Option<Level> {
        let word = self.text(at)?;
        let level = Level::from_word(&word);
        if level.is_none() {
            let label = match suggest::near(&word, &Level::ALL.map(Level::word)) {
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
    pub fn check_handle(&mut self, at: Id, handle: &str) {
        let span = self.tree.key_span(at);
        if handle.is_empty() {
            self.error(
                span,
                "a handle is empty",
                "one types a handle to name somebody",
            );
        } else if !is_bare(handle) {
            let draft = Draft::new(Severity::Note, span, "this handle needs quotes");
            self.report(
                draft
                    .label("on the command line and in the file")
                    .help("use letters, digits and hyphens"),
            );
        }
    }
}
