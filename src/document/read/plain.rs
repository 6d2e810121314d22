//! The fast reader: reads people in the usual spelling straight from the text, without a tree. The
//! settings and goals before the first person go to the complete reader as a small text of their
//! own. If any person is spelled unusually, is invalid or is worth a warning, the complete reader
//! reads the whole file.

use std::collections::HashSet;

use crate::document::read::cursor::Cursor;
use crate::document::read::person::person_keys;
use crate::document::read::reader::{Reader, Reading};
use crate::document::tree::{ROOT, TomlTree};
use crate::model::custom_fields::{CustomFields, CustomValue};
use crate::model::field::{Field, FieldKind, FieldValue};
use crate::model::interaction::{Interaction, Kind, Size};
use crate::model::person::{Cadence, Level, Person, Promise, Snooze};
use crate::text::suggest;

/// The beginning of a person's header.
const HEADER: &str = "[people.";

/// Reads a file whose people are all spelled plainly.
pub fn read_plain(text: &str) -> Option<Reading<'_>> {
    let (tree, people) = head_and_people(text)?;
    let handles: HashSet<&str> = people.iter().map(|person| &*person.handle).collect();
    let is_known = |person: &Person<'_>| {
        let by = person.introduced_by.as_deref();
        by.is_none_or(|by| handles.contains(by))
    };
    if handles.len() < people.len() || !people.iter().all(is_known) {
        return None;
    }
    let mut reader = Reader::new(&tree);
    let mut book = reader.tables();
    book.people = people;
    reader.check_references(&book);
    reader.finish(book).ok()
}

/// The tree of the text before the first person, and the people.
fn head_and_people(text: &str) -> Option<(TomlTree<'_>, Vec<Person<'_>>)> {
    let start = if text.starts_with(HEADER) {
        0
    } else {
        text.find("\n[people.")? + 1
    };
    // If that header were inside a text or list, what comes before would not be valid TOML.
    let tree = TomlTree::parse(text.get(..start)?).ok()?;
    if tree.get(ROOT, "people").is_some() {
        return None;
    }
    let mut cursor = Cursor::new(text, start);
    let mut people = Vec::new();
    while cursor.peek().is_some() {
        people.push(person(&mut cursor)?);
    }
    Some((tree, people))
}

/// Reads a person, from the header to the next one or the end of the text.
fn person<'t>(cursor: &mut Cursor<'t>) -> Option<Person<'t>> {
    cursor.expect(HEADER)?;
    let handle = cursor.word();
    cursor.expect("]")?;
    cursor.line_end()?;
    let mut person = Person::new(handle, "");
    let mut keys = Vec::new();
    loop {
        cursor.blanks();
        match cursor.peek() {
            None | Some(b'[') => break,
            Some(b'\n' | b'\r' | b'#') => {}
            Some(_) => {
                let key = cursor.key()?;
                if keys.contains(&key) {
                    return None;
                }
                keys.push(key);
                entry(cursor, key, &mut person)?;
            }
        }
        cursor.line_end()?;
    }
    let is_complete = !handle.is_empty() && !person.name.trim().is_empty();
    is_complete.then_some(person)
}

/// Reads the value of a person's key.
fn entry<'t>(cursor: &mut Cursor<'t>, key: &'t str, person: &mut Person<'t>) -> Option<()> {
    match key {
        "promises" => person.promises = cursor.list(promise)?,
        "log" => person.log = cursor.list(row)?,
        _ => match Field::from_key(key) {
            Some(field) => person
                .set(field, value(cursor, field.kind())?)
                .then_some(())?,
            None => person.own.push(key.into(), custom_value(cursor, key)?),
        },
    }
    Some(())
}

fn value<'t>(cursor: &mut Cursor<'t>, kind: FieldKind) -> Option<FieldValue<'t>> {
    Some(match kind {
        FieldKind::Name | FieldKind::Text | FieldKind::Handle => FieldValue::Text(cursor.string()?),
        FieldKind::Ranked if cursor.peek() != Some(b'[') => {
            FieldValue::Texts(vec![cursor.string()?])
        }
        FieldKind::Texts | FieldKind::Ranked => FieldValue::Texts(cursor.list(Cursor::string)?),
        FieldKind::Day => FieldValue::Day(cursor.day()?),
        FieldKind::Level => FieldValue::Level(Level::from_word(&cursor.string()?)?),
        FieldKind::Every => FieldValue::Every(every(cursor)?),
        FieldKind::Flag => FieldValue::Flag(cursor.flag()?),
        FieldKind::Snooze => FieldValue::Snooze(snooze(cursor)?),
    })
}

/// A whole number of days, or a word for one.
fn every(cursor: &mut Cursor<'_>) -> Option<Cadence> {
    if matches!(cursor.peek()?, b'"' | b'\'') {
        return Cadence::from_word(&cursor.string()?);
    }
    let days = cursor.word();
    let is_plain = !days.starts_with('0') && days.bytes().all(|byte| byte.is_ascii_digit());
    Cadence::from_days(days.parse().ok().filter(|_| is_plain)?)
}

/// The value of a custom key, unless the key looks like a typo.
fn custom_value<'t>(cursor: &mut Cursor<'t>, key: &str) -> Option<CustomValue<'t>> {
    if suggest::closest_key(key, person_keys()).is_some() {
        return None;
    }
    match cursor.peek()? {
        b'"' | b'\'' => cursor.string().map(CustomValue::Text),
        _ => cursor.day().map(CustomValue::Day),
    }
}

fn snooze(cursor: &mut Cursor<'_>) -> Option<Snooze> {
    let (mut from, mut until) = (None, None);
    cursor.table(|cursor, key| match key {
        "from" => set_once(&mut from, cursor.day()?),
        "until" => set_once(&mut until, cursor.day()?),
        _ => None,
    })?;
    let (from, until) = (from?, until?);
    (from < until).then_some(Snooze { from, until })
}

fn promise<'t>(cursor: &mut Cursor<'t>) -> Option<Promise<'t>> {
    let (mut by, mut made, mut what, mut kept) = (None, None, None, None);
    cursor.table(|cursor, key| match key {
        "by" => set_once(&mut by, cursor.day()?),
        "made" => set_once(&mut made, cursor.day()?),
        "what" => set_once(&mut what, cursor.string()?),
        "kept" => set_once(&mut kept, cursor.day()?),
        _ => None,
    })?;
    if kept.is_some_and(|kept| made.is_some_and(|made| kept < made)) {
        return None;
    }
    Some(Promise {
        by: by?,
        made,
        what: what?,
        kept,
        own: CustomFields::default(),
    })
}

fn row<'t>(cursor: &mut Cursor<'t>) -> Option<Interaction<'t>> {
    let (mut on, mut what, mut size, mut urgent) = (None, None, None, None);
    cursor.table(|cursor, key| match key {
        "on" => set_once(&mut on, cursor.day()?),
        "size" => set_once(&mut size, Size::from_word(&cursor.string()?)?),
        "urgent" => set_once(&mut urgent, cursor.flag()?),
        word => set_once(&mut what, (Kind::from_word(word)?, cursor.string()?)),
    })?;
    let (kind, note) = what?;
    let urgent = urgent.unwrap_or_default();
    (kind == Kind::Asked || !urgent).then_some(Interaction {
        on: on?,
        kind,
        size: size.unwrap_or_default(),
        urgent,
        note,
        own: CustomFields::default(),
    })
}

/// Sets a value; fails for a duplicate key, which the complete reader reports.
fn set_once<T>(field: &mut Option<T>, value: T) -> Option<()> {
    field.replace(value).is_none().then_some(())
}
