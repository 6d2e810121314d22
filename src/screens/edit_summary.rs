//! What an edit by hand did to the book, in a few lines.

use crate::model::book::Book;
use crate::model::person::Person;
use crate::screens::fields::changed;
use crate::screens::words::{count, list, sentence};
use crate::text::sanitize;

/// More people than this are a number.
const MOST_NAMES: usize = 3;

/// What changed, the last line ended too. Without a book before, the file could not be read.
pub fn told(before: Option<&Book>, after: &Book, merged: bool) -> String {
    let mut text = match before {
        None => {
            let people = count(after.people.len(), "person", "people");
            format!("Saved: the file can be read again, {people}.\n")
        }
        Some(before) => changes(before, after),
    };
    if merged {
        text += "The file was changed meanwhile; both changes are in it.\n";
    }
    text + "Take it back: allies undo\n"
}

fn changes(before: &Book, after: &Book) -> String {
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
            text += &format!("{name}: {}.\n", details(was, now).join(", "));
        }
    }
    rest.extend(named(after, before, "added"));
    rest.extend(named(before, after, "removed"));
    if before.goals != after.goals {
        rest.push("goals changed".to_owned());
    }
    if before.settings != after.settings {
        rest.push("settings changed".to_owned());
    }
    if !rest.is_empty() {
        text += &format!("{}.\n", sentence(&list(&rest)));
    }
    if text.is_empty() {
        text.push_str("Saved: what the file means is the same.\n");
    }
    text
}

/// Those of one book whom the other does not know.
fn named(of: &Book, other: &Book, done: &str) -> Option<String> {
    let people = of.people.iter();
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

/// What changed of one person.
fn details(was: &Person, now: &Person) -> Vec<String> {
    let mut details = changed(was, now);
    if was.log != now.log {
        details.push(rows("log", "row", was.log.len(), now.log.len()));
    }
    if was.promises != now.promises {
        let (was, now) = (was.promises.len(), now.promises.len());
        details.push(rows("promises", "promise", was, now));
    }
    if was.own != now.own {
        details.push("keys of your own changed".to_owned());
    }
    details
}

fn rows(all: &str, one: &str, was: usize, now: usize) -> String {
    let many = format!("{one}s");
    match now.checked_sub(was) {
        Some(0) => format!("{all} changed"),
        Some(more) => format!("{} added", count(more, one, &many)),
        None => format!("{} removed", count(was - now, one, &many)),
    }
}
