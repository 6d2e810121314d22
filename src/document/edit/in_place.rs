//! Changes of one person, done in the place where all of that person stands.
//!
//! Nearly every command changes one person, and nearly everybody stands in one place, from
//! their header to the next. That place is edited and read back as a file of its own: what
//! stands around it keeps its bytes and its meaning, and need not be looked at.

use std::ops::Range;

use crate::document::edit::{Edited, rewrite};
use crate::document::read::{Reading, read, read_tree};
use crate::document::tree::{ROOT, Shape, TableKind, Tree};
use crate::model::book::Book;
use crate::model::change::Change;
use crate::model::person::Person;

/// The handle of the only person whom the changes touch, if they touch nothing else.
pub(crate) fn one_person(changes: &[Change]) -> Option<&str> {
    let first = person_of(changes.first()?)?;
    let is_same = |change| person_of(change) == Some(first);
    changes.iter().all(is_same).then_some(first)
}

/// The handle of the person who is all that a change touches.
fn person_of(change: &Change) -> Option<&str> {
    match change {
        Change::Log { handle, .. }
        | Change::Promise { handle, .. }
        | Change::Keep { handle, .. }
        | Change::Set { handle, .. }
        | Change::Unset { handle, .. } => Some(handle),
        Change::Add(_)
        | Change::Remove { .. }
        | Change::AddGoal(_)
        | Change::FinishGoal { .. }
        | Change::NameInGoal { .. }
        | Change::RemoveGoal { .. } => None,
    }
}

/// Does the changes, which make one person of another and touch nothing else. Nothing where
/// that person has no place of their own, or where the new text would not mean what it should:
/// then the whole text has to be changed, and judged.
pub(crate) fn edit_in_place(
    outline: &Tree<'_>,
    before: &Person<'_>,
    after: &Person<'_>,
    changes: &[Change],
) -> Option<Edited> {
    let text = outline.text();
    let place = place_of(outline, &before.handle)?;
    let old = text.get(place.clone())?;
    let tree = Tree::parse(old).ok()?;
    // With all of them here, no other header goes on into anything of theirs.
    if !is_alone(read_tree(&tree).ok()?, before) {
        return None;
    }
    let (pieces, new) = rewrite(old, &tree, changes).ok()?;
    let rest = text.get(place.end..)?;
    if !means(&new, rest.is_empty(), after) {
        return None;
    }
    let mut splices = pieces.splices(old);
    for splice in &mut splices {
        splice.at += place.start;
    }
    let text = [text.get(..place.start)?, &new, rest].concat();
    Some(Edited { text, splices })
}

/// From the header of that person to the next header.
fn place_of(outline: &Tree<'_>, handle: &str) -> Option<Range<usize>> {
    let person = outline.get(outline.get(ROOT, "people")?, handle)?;
    let Shape::Table(TableKind::Header | TableKind::Taken) = outline.shape(person) else {
        return None;
    };
    let start = outline.value_span(person).start;
    let is_first = start == 0 || outline.text().as_bytes().get(start - 1) == Some(&b'\n');
    let headers = outline.headers();
    let next = headers.partition_point(|header| header.span().start <= start);
    let end = headers
        .get(next)
        .map_or(outline.text().len(), |header| header.span().start);
    is_first.then_some(start..end)
}

/// Whether a text in a place means that person and nothing else, and what stands behind it, if
/// anything does, still begins a line.
fn means(place: &str, is_last: bool, person: &Person<'_>) -> bool {
    let is_whole = is_last || place.trim_end_matches([' ', '\t']).ends_with('\n');
    is_whole && read(place).is_ok_and(|reading| is_alone(reading, person))
}

/// Whether that person is all that was read.
fn is_alone(reading: Reading<'_>, person: &Person<'_>) -> bool {
    let mut book = reading.book;
    let people = std::mem::take(&mut book.people);
    matches!(people.as_slice(), [only] if only == person) && book == Book::default()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::document::read::read_outlined;
    use crate::model::field::Field;

    const BOOK: &str = "\
[people.ann]
name = \"Ann\"

[people.bob]
name = \"Bob\"
log = []

[people.cy]
name = \"Cy\"

[people.ann.snooze]
from = 2026-11-16
until = 2026-11-30
";

    /// The text in which that person is called Rob, if it can be had in one place.
    fn renamed(text: &str, handle: &str) -> Option<String> {
        let (reading, outline) = read_outlined(text).unwrap();
        let before = reading.book.person(handle).unwrap();
        let mut after = before.clone();
        after.name = "Rob".into();
        let change = Change::set(handle, Field::Name, "Rob".to_owned());
        let edited = edit_in_place(&outline, before, &after, &[change])?;
        let [splice] = edited.splices.as_slice() else {
            panic!("{:?}", edited.splices);
        };
        let removed = splice.at..splice.at + splice.removed.len();
        assert_eq!(text[removed.clone()], splice.removed);
        let rebuilt = [
            &text[..removed.start],
            &splice.inserted,
            &text[removed.end..],
        ];
        assert_eq!(rebuilt.concat(), edited.text);
        Some(edited.text)
    }

    #[test]
    fn a_person_is_changed_from_header_to_header() {
        assert_eq!(renamed(BOOK, "bob"), Some(BOOK.replace("Bob", "Rob")));
        assert_eq!(renamed(BOOK, "cy"), Some(BOOK.replace("Cy", "Rob")));
    }

    #[test]
    fn who_stands_in_two_places_has_none() {
        assert_eq!(renamed(BOOK, "ann"), None);
        let dotted = "people.bob.name = \"Bob\"\n";
        assert_eq!(renamed(dotted, "bob"), None);
        let indented = BOOK.replace("[people.bob]", "  [people.bob]");
        assert_eq!(renamed(&indented, "bob"), None);
    }

    #[test]
    fn a_header_elsewhere_that_goes_on_into_a_dotted_key_takes_the_place_away() {
        let text = "[people.bob]\nname = \"Bob\"\nsnooze.from = 2026-11-16\n\
                    snooze.until = 2026-11-30\n\n[people.cy]\nname = \"Cy\"\n";
        assert!(renamed(text, "bob").is_some());
        for more in ["x = 1\n", ""] {
            let text = format!("{text}\n[people.bob.snooze.mine]\n{more}");
            assert_eq!(renamed(&text, "bob"), None);
        }
    }

    #[test]
    fn what_only_looks_like_a_header_is_no_place() {
        let text = "[people.ann]\nname = \"Ann\"\nabout = \"\"\"\n[people.bob]\nname = \"Bob\"\n\
                    \"\"\"\n[people . bob]\nname = \"Bob\"\n";
        let (before, after) = text.split_at(text.rfind("Bob").unwrap());
        let renamed = renamed(text, "bob");
        assert_eq!(
            renamed,
            Some([before, &after.replace("Bob", "Rob")].concat())
        );
    }

    #[test]
    fn only_that_person_in_the_place_will_do() {
        let rob = Person::new("bob", "Rob");
        let place = "[people.bob]\nname = \"Rob\"\n";
        assert!(means(place, false, &rob) && means(place.trim_end(), true, &rob));
        for other in [
            place.replace("Rob", "Bob"),
            place.replace("people.bob", "people.rob"),
            format!("mine = 1\n{place}"),
            format!("{place}[people.dee]\nname = \"Dee\"\n"),
            format!("{place}[goals.g]\nname = \"G\"\nset = 2026-01-01\n"),
            format!("{place}[settings]\nevery = 10\n"),
            format!("{place}note = \"\"\"\n"),
        ] {
            assert!(!means(&other, false, &rob), "{other}");
        }
    }

    #[test]
    fn what_stands_behind_it_must_still_begin_a_line() {
        let rob = Person::new("bob", "Rob");
        let place = "[people.bob]\nname = \"Rob\"";
        assert!(!means(place, false, &rob));
        assert!(!means(&format!("{place} # a comment"), false, &rob));
        assert!(means(&format!("{place}\n  "), false, &rob));
    }
}
