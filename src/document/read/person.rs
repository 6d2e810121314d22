//! Reads people: their fields, promises and log.

use crate::document::diagnostic::{Diagnostic, Severity};
use crate::document::read::reader::Reader;
use crate::document::tree::{Id, NodeKind, is_bare};
use crate::model::custom_fields::CustomFields;
use crate::model::field::{Field, FieldKind, FieldValue};
use crate::model::interaction::{Interaction, Kind, Size};
use crate::model::person::{Level, Person, Promise, Snooze};
use crate::text::suggest;

/// The keys of a person, in writing order.
pub fn person_keys() -> impl Iterator<Item = &'static str> {
    let fields = Field::ALL.into_iter().map(Field::key);
    fields.chain(["promises", "log"])
}

/// The keys of a row, the kinds included.
fn row_keys() -> impl Iterator<Item = &'static str> {
    let kinds = Kind::ALL.into_iter().map(Kind::word);
    ["on", "size", "urgent"].into_iter().chain(kinds)
}

const SNOOZE_KEYS: [&str; 2] = ["from", "until"];
/// The keys of a promise, in writing order.
pub const PROMISE_KEYS: [&str; 4] = ["by", "made", "what", "kept"];

/// The message for a word that is no kind of interaction.
pub fn no_such_kind(word: &str) -> String {
    match suggest::closest_key(word, Kind::ALL.map(Kind::word)) {
        Some(near) => format!("`{word}` is no kind; did you mean `{near}`?"),
        None => format!("`{word}` is no kind"),
    }
}

impl<'t> Reader<'_, 't> {
    pub fn person(&mut self, at: Id) -> Option<Person<'t>> {
        let handle = self.tree.key(at);
        self.check_handle(at, &handle);
        let fields = self.table(at, &format!("people.{handle}"))?;
        let mut person = Person::new(handle, "");
        for child in fields {
            match self.tree.key(child).as_ref() {
                "promises" => person.promises = self.rows(child, "promise", Self::promise),
                "log" => person.log = self.rows(child, "row", Self::interaction),
                key => match Field::from_key(key) {
                    Some(field) => {
                        if let Some(value) = self.field_value(child, field, &mut person) {
                            person.set(field, value);
                        }
                    }
                    None => self.custom_key(child, "people", person_keys(), &mut person.own),
                },
            }
        }
        let help = "add a line: name = \"…\"";
        self.require(at, "name", "this person has no name", help);
        Some(person)
    }

    /// Reads the value of a field; custom keys in a snooze go to the person.
    fn field_value(
        &mut self,
        at: Id,
        field: Field,
        person: &mut Person<'t>,
    ) -> Option<FieldValue<'t>> {
        match field.kind() {
            FieldKind::Name => self.name(at).map(FieldValue::Text),
            FieldKind::Text => self.string(at).map(FieldValue::Text),
            FieldKind::Handle => {
                let handle = self.string(at)?;
                // Checked once all people are read.
                let place = self.tree.value_span(at);
                self.references.push((self.handle, handle.clone(), place));
                Some(FieldValue::Text(handle))
            }
            FieldKind::Texts => Some(FieldValue::Texts(self.list(at, false))),
            FieldKind::Ranked => Some(FieldValue::Texts(self.list(at, true))),
            FieldKind::Day => self.day(at).map(FieldValue::Day),
            FieldKind::Level => self.level(at).map(FieldValue::Level),
            FieldKind::Every => self.every(at).map(FieldValue::Every),
            FieldKind::Flag => self.flag(at).map(FieldValue::Flag),
            FieldKind::Snooze => self
                .snooze(at, &mut person.snooze_own)
                .map(FieldValue::Snooze),
        }
    }

    fn level(&mut self, at: Id) -> Option<Level> {
        let word = self.string(at)?;
        let level = Level::from_word(&word);
        if level.is_none() {
            let label = match suggest::closest_key(&word, Level::ALL.map(Level::word)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "expected up, peer, down or outside".to_owned(),
            };
            self.error(self.tree.value_span(at), "no such level", label);
        }
        level
    }

    fn snooze(&mut self, at: Id, own: &mut CustomFields<'t>) -> Option<Snooze> {
        if !matches!(self.tree.kind(at), NodeKind::Table(_)) {
            let help = "write: snooze = { from = 2026-11-16, until = 2026-11-30 }".to_owned();
            self.report_wrong(at, "two dates in braces", Some(help));
            return None;
        }
        let (mut from, mut until) = (None, None);
        for child in self.tree.children(at) {
            match self.tree.key(child).as_ref() {
                "from" => from = self.day(child),
                "until" => until = self.day(child).map(|day| (child, day)),
                _ => self.custom_key(child, "snooze", SNOOZE_KEYS, own),
            }
        }
        let help = "add: from = 2026-11-16";
        self.require(at, "from", "this snooze has no first day", help);
        let help = "add: until = 2026-11-30";
        self.require(at, "until", "this snooze has no end", help);
        let (from, (last, until)) = (from?, until?);
        if until <= from {
            self.warn(
                self.tree.value_span(last),
                "this snooze ends before it begins",
                "not after its first day: it hides nothing",
            );
        }
        Some(Snooze { from, until })
    }

    /// Reads a list of rows or promises.
    fn rows<T>(&mut self, at: Id, one: &str, read: fn(&mut Self, Id) -> Option<T>) -> Vec<T> {
        if !matches!(
            self.tree.kind(at),
            NodeKind::Array | NodeKind::ArrayOfTables
        ) {
            let help = format!("put each {one} in braces, and brackets around all");
            self.report_wrong(at, "a list", Some(help));
            return Vec::new();
        }
        let mut rows = Vec::with_capacity(self.tree.count(at));
        for row in self.tree.children(at) {
            if self.has_too_many_errors() {
                break;
            }
            if matches!(self.tree.kind(row), NodeKind::Table(_)) {
                rows.extend(read(self, row));
            } else {
                let what = format!("each entry of `{}`", self.tree.key(at));
                self.report_wrong_value(row, &what, "a table in braces", None);
            }
        }
        rows
    }

    fn promise(&mut self, at: Id) -> Option<Promise<'t>> {
        let (mut by, mut made, mut kept, mut what) = (None, None, None, None);
        let mut own = CustomFields::default();
        for child in self.tree.children(at) {
            match self.tree.key(child).as_ref() {
                "by" => by = self.day(child),
                "made" => made = self.day(child),
                "what" => what = self.string(child),
                "kept" => kept = self.day(child).map(|day| (child, day)),
                _ => self.custom_key(child, "promises", PROMISE_KEYS, &mut own),
            }
        }
        let help = "add: by = 2026-11-25";
        self.require(at, "by", "this promise has no date", help);
        let help = "add: what = \"…\"";
        self.require(at, "what", "this promise does not say what", help);
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
            by: by?,
            made,
            what: what?,
            kept: kept.map(|(_, day)| day),
            own,
        })
    }

    fn interaction(&mut self, at: Id) -> Option<Interaction<'t>> {
        let (mut on, mut size, mut urgent, mut what) = (None, None, None, None);
        let (mut own, mut unknown) = (CustomFields::default(), Vec::new());
        for child in self.tree.children(at) {
            match self.tree.key(child).as_ref() {
                "on" => on = self.day(child),
                "size" => size = self.size(child),
                "urgent" => urgent = self.flag(child).filter(|urgent| *urgent).map(|_| child),
                word => match (Kind::from_word(word), &what) {
                    (Some(_), Some((first, _))) => self.report_second_kind(child, *first),
                    (Some(kind), None) => what = Some((kind, self.string(child))),
                    (None, _) => {
                        unknown.push(child);
                        self.custom_key(child, "log", row_keys(), &mut own);
                    }
                },
            }
        }
        let help = "add: on = 2026-11-20";
        self.require(at, "on", "this row has no date", help);
        let Some((kind, note)) = what else {
            self.report_no_kind(at, &unknown);
            return None;
        };
        if let Some(urgent) = urgent
            && kind != Kind::Asked
        {
            let label = format!("this row says `{}`", kind.word());
            self.error(
                self.tree.key_span(urgent),
                "only an ask can be urgent",
                label,
            );
        }
        Some(Interaction {
            on: on?,
            kind,
            size: size.unwrap_or_default(),
            urgent: urgent.is_some(),
            note: note?,
            own,
        })
    }

    fn size(&mut self, at: Id) -> Option<Size> {
        let word = self.string(at)?;
        let size = Size::from_word(&word);
        if size.is_none() {
            let place = self.tree.value_span(at);
            self.error(place, "no such size", "expected small, normal or big");
        }
        size
    }

    fn report_second_kind(&mut self, at: Id, first: Kind) {
        let message = "two kinds of interaction in one row";
        let diagnostic = Diagnostic::error(self.tree.key_span(at), message)
            .label(format!("the row says `{}` already", first.word()));
        self.report(diagnostic.help("make two rows of it"));
    }

    /// Reports a row without a kind, at the unknown key that was probably meant as its kind: one
    /// similar to a kind, else the first with text.
    fn report_no_kind(&mut self, row: Id, unknown: &[Id]) {
        let tree = self.tree;
        let words = Kind::ALL.map(Kind::word);
        let is_near = |at: &&Id| suggest::closest_key(&tree.key(**at), words).is_some();
        let is_text = |at: &&Id| tree.kind(**at) == NodeKind::String;
        let best = unknown.iter().find(is_near);
        let best = best.or_else(|| unknown.iter().find(is_text));
        let (place, label) = match best.or(unknown.first()) {
            Some(&at) => (tree.key_span(at), no_such_kind(&tree.key(at))),
            None => (self.place(row), "it does not say what happened".to_owned()),
        };
        let diagnostic = Diagnostic::error(place, "no kind of interaction in this row");
        let help = format!("one of: {}", words.join(", "));
        self.report(diagnostic.label(label).help(help));
    }

    /// Refuses an empty handle, and notes one that needs quotes.
    pub fn check_handle(&mut self, at: Id, handle: &str) {
        let span = self.tree.key_span(at);
        if handle.is_empty() {
            let label = "a handle has at least one character";
            self.error(span, "a handle is empty", label);
        } else if !is_bare(handle) {
            let diagnostic = Diagnostic::new(Severity::Note, span, "this handle needs quotes")
                .label("on the command line and in the file");
            self.report(diagnostic.help("use letters, digits and hyphens"));
        }
    }
}
