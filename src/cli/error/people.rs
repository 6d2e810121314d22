//! Nobody, or too many, fit what was typed: who comes near, in words.

use super::{Listed, Prose};
use crate::view::words::count;

/// Nobody fits; those who come near are listed.
pub(super) fn nobody(who: &str, near: &[Listed], is_empty_book: bool, command: &str) -> Prose {
    if is_empty_book {
        return Prose::new(
            format!("`{who}` is not in the book: it is empty"),
            format!("allies add \"{who}\""),
        );
    }
    let hint = match near.first() {
        Some(first) => format!("allies {command} {} …", first.handle),
        None => format!("see who is there: allies list; or: allies add \"{who}\""),
    };
    let nearest = near
        .iter()
        .map(|person| format!("near: {}  {}", person.handle, person.who));
    Prose::new(format!("nobody fits `{who}`"), hint).because(nearest)
}

/// Longer lists are no help; a longer word is.
const MOST_LISTED: usize = 12;

/// Several fit; all of them are listed.
pub(super) fn several(who: &str, people: &[Listed], command: &str) -> Prose {
    let widest = people
        .iter()
        .take(MOST_LISTED)
        .map(|person| person.handle.chars().count())
        .max()
        .unwrap_or(0);
    let mut lines: Vec<String> = people
        .iter()
        .take(MOST_LISTED)
        .map(|person| format!("{:<widest$}  {}", person.handle, person.who))
        .collect();
    if people.len() > MOST_LISTED {
        lines.push(format!("and {} more", people.len() - MOST_LISTED));
    }
    let first = people.first().map_or("WHO", |person| &person.handle);
    let message = format!("`{who}` fits {}", count(people.len(), "person", "people"));
    Prose::new(message, format!("allies {command} {first} …")).because(lines)
}
