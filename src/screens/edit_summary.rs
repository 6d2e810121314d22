//! What an edit changed in the book or in the fields of a person, in a few lines.

use crate::model::book::Book;
use crate::model::field::{Field, FieldKind, FieldValue};
use crate::model::person::{Cadence, Person};
use crate::screens::words::{capitalized, count, list};
use crate::text::sanitize;

/// Up to this many people are listed by name; more are only counted.
const MOST_NAMES: usize = 3;

/// What changed, as lines with a newline each. `before` is `None` if the file could not be read.
pub fn edit_summary(before: Option<&Book>, after: &Book, merged: bool) -> String {
    let mut text = match before {
        None => {
            let people = count(after.people.len(), "person", "people");
            format!("Saved: the file can be read again, {people}.\n")
        }
        Some(before) => book_changes(before, after),
    };
    if merged {
        text += "The file was changed meanwhile; both changes are in it.\n";
    }
    text + "Take it back: allies undo\n"
}

/// Each field that differs: `dept IT → HR`, `boss set to Dana`, `every removed (was 30 days)`.
pub fn field_changes(before: &Person, after: &Person) -> Vec<String> {
    let changes = Field::ALL.into_iter().filter_map(|field| {
        let (was, now) = (before.get(field), after.get(field));
        (was != now).then(|| {
            field_change(
                field,
                was.as_ref().map(display_value),
                now.as_ref().map(display_value),
            )
        })
    });
    changes.collect()
}

fn field_change(field: Field, was: Option<String>, now: Option<String>) -> String {
    let key = field.key();
    match (was, now) {
        (None, Some(_)) if hides_value(field) => format!("{key} set"),
        (Some(_), None) if hides_value(field) => format!("{key} removed"),
        (Some(_), Some(_)) if hides_value(field) => format!("{key} changed"),
        (None, Some(now)) => format!("{key} set to {now}"),
        (Some(was), None) => format!("{key} removed (was {was})"),
        (Some(was), Some(now)) => format!("{key} {was} → {now}"),
        (None, None) => String::new(),
    }
}

/// `about` may be a page of text, and a flag has no value worth showing.
fn hides_value(field: Field) -> bool {
    field == Field::About || field.kind() == FieldKind::Flag
}

/// The value of a field, safe for a terminal.
fn display_value(value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) => sanitize::line(text).into_owned(),
        FieldValue::Texts(texts) => {
            let shown: Vec<_> = texts.iter().map(|text| sanitize::line(text)).collect();
            list(&shown)
        }
        FieldValue::Day(day) => day.to_string(),
        FieldValue::Level(level) => level.word().to_owned(),
        FieldValue::Every(Cadence::Days(days)) => count(*days, "day", "days"),
        FieldValue::Every(Cadence::Never) => "never".to_owned(),
        FieldValue::Flag(_) => String::new(),
        FieldValue::Snooze(snooze) => format!("{} to {}", snooze.from, snooze.until),
    }
}

fn book_changes(before: &Book, after: &Book) -> String {
    let changed: Vec<(&Person, &Person)> = after
        .people
        .iter()
        .filter_map(|now| Some((before.person(&now.handle)?, now)))
        .filter(|(was, now)| was != now)
        .collect();
    let mut text = String::new();
    let mut rest = Vec::new();
    if changed.len() > MOST_NAMES {
        rest.push(format!("{} people changed", changed.len()));
    } else {
        for (was, now) in changed {
            let name = sanitize::line(&was.name);
            text += &format!("{name}: {}.\n", person_changes(was, now).join(", "));
        }
    }
    rest.extend(names_only_in(after, before, "added"));
    rest.extend(names_only_in(before, after, "removed"));
    if before.goals != after.goals {
        rest.push("goals changed".to_owned());
    }
    if before.settings != after.settings {
        rest.push("settings changed".to_owned());
    }
    if !rest.is_empty() {
        text += &format!("{}.\n", capitalized(&list(&rest)));
    }
    if text.is_empty() {
        text.push_str("Saved: what the file means is the same.\n");
    }
    text
}

/// The people of one book who are not in the other.
fn names_only_in(book: &Book, other: &Book, done: &str) -> Option<String> {
    let people = book.people.iter();
    let names: Vec<_> = people
        .filter(|person| other.person(&person.handle).is_none())
        .map(|person| sanitize::line(&person.name))
        .collect();
    match names.len() {
        0 => None,
        1..=MOST_NAMES => Some(format!("{} {done}", list(&names))),
        many => Some(format!("{many} people {done}")),
    }
}

/// What changed about one person.
fn person_changes(was: &Person, now: &Person) -> Vec<String> {
    let mut changes = field_changes(was, now);
    if was.log != now.log {
        changes.push(count_change("log", "row", was.log.len(), now.log.len()));
    }
    if was.promises != now.promises {
        let (was, now) = (was.promises.len(), now.promises.len());
        changes.push(count_change("promises", "promise", was, now));
    }
    if was.own != now.own {
        changes.push("keys of your own changed".to_owned());
    }
    changes
}

fn count_change(all: &str, one: &str, was: usize, now: usize) -> String {
    let many = format!("{one}s");
    match now.checked_sub(was) {
        Some(0) => format!("{all} changed"),
        Some(more) => format!("{} added", count(more, one, &many)),
        None => format!("{} removed", count(was - now, one, &many)),
    }
}
