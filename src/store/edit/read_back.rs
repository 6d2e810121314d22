//! Whether a new text means the old book plus the changes: the last word before a write.
//!
//! Most changes are of one person, and most people stand in one place. Then nothing else can
//! have changed its meaning, and only that place is read again.

use std::ops::Range;

use crate::core::book::Book;
use crate::core::change::Change;
use crate::store::read::read;
use crate::store::splice::Splice;
use crate::store::tree::{Id, ROOT, Shape, TableKind, Tree};

/// Whether the new text, which differs from that of the tree by the splices, means the book
/// that the changes made of the old one.
pub(super) fn means(
    new: &str,
    old: &Tree<'_>,
    splices: &[Splice],
    book: &Book<'_>,
    changes: &[Change],
) -> bool {
    let alone =
        one_person(changes).and_then(|handle| means_in_its_place(new, old, splices, book, handle));
    // Where the place alone is not as it should be, the whole text is the judge.
    alone == Some(true) || read(new).is_ok_and(|reading| reading.book == *book)
}

/// The handle of the only person whom the changes touch, if they touch nothing else.
fn one_person(changes: &[Change]) -> Option<&str> {
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

/// Whether the place of that person, read alone, means that person and nothing else. Nothing
/// where they have no place of their own, or a splice lies elsewhere.
fn means_in_its_place(
    new: &str,
    old: &Tree<'_>,
    splices: &[Splice],
    book: &Book<'_>,
    handle: &str,
) -> Option<bool> {
    let place = place_of(old, handle)?;
    let is_inside =
        |splice: &Splice| place.start <= splice.at && splice.at + splice.removed.len() <= place.end;
    if !splices.iter().all(is_inside) {
        return None;
    }
    let behind = old.text().len() - place.end;
    let place = new.get(place.start..new.len().checked_sub(behind)?)?;
    // What stands behind it must still begin a line.
    let is_whole = behind == 0 || place.trim_end_matches([' ', '\t']).ends_with('\n');
    let expected = Book {
        people: vec![book.person(handle)?.clone()],
        ..Book::default()
    };
    Some(is_whole && read(place).is_ok_and(|reading| reading.book == expected))
}

/// From the header of that person to the next header, if all that is known of them stands
/// there, to the last table in a table: a header elsewhere may go on into any of them.
fn place_of(tree: &Tree<'_>, handle: &str) -> Option<Range<usize>> {
    let person = tree.get(tree.get(ROOT, "people")?, handle)?;
    if tree.shape(person) != Shape::Table(TableKind::Header) {
        return None;
    }
    let start = tree.value_span(person).start;
    let headers = tree.headers();
    let next = headers.partition_point(|header| header.span().start <= start);
    let end = headers
        .get(next)
        .map_or(tree.text().len(), |header| header.span().start);
    let place = start..end;
    tree.children(person)
        .all(|child| lies_in(tree, child, &place))
        .then_some(place)
}

/// Whether a value, with everything below it, stands in that place of the text.
fn lies_in(tree: &Tree<'_>, value: Id, place: &Range<usize>) -> bool {
    place.start <= tree.start(value)
        && tree.value_span(value).end <= place.end
        && tree
            .children(value)
            .all(|child| lies_in(tree, child, place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::field::FieldValue;

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

    fn place(handle: &str) -> Option<&'static str> {
        let tree = Tree::parse(BOOK).expect("a valid text");
        place_of(&tree, handle).map(|place| &BOOK[place])
    }

    #[test]
    fn a_person_stands_from_header_to_header() {
        assert_eq!(
            place("bob"),
            Some("[people.bob]\nname = \"Bob\"\nlog = []\n\n")
        );
        assert_eq!(place("cy"), Some("[people.cy]\nname = \"Cy\"\n\n"));
        assert_eq!(place("dee"), None);
    }

    #[test]
    fn who_stands_in_two_places_has_none() {
        assert_eq!(place("ann"), None);
    }

    #[test]
    fn a_header_elsewhere_that_goes_on_into_a_dotted_key_takes_the_place_away() {
        let text = "[people.bob]\nname = \"Bob\"\nsnooze.from = 2026-11-16\n\
                    snooze.until = 2026-11-30\n\n[people.cy]\nname = \"Cy\"\n";
        let tree = Tree::parse(text).expect("a valid text");
        assert!(place_of(&tree, "bob").is_some());
        let text = format!("{text}\n[people.bob.snooze.mine]\nx = 1\n");
        let tree = Tree::parse(&text).expect("a valid text");
        assert_eq!(place_of(&tree, "bob"), None);
    }

    /// Whether that text in place of Bob's means that Bob is called Rob.
    fn is_rob(text: &str) -> Option<bool> {
        let tree = Tree::parse(BOOK).expect("a valid text");
        let mut book = read(BOOK).expect("a valid book").book;
        let value = FieldValue::Name("Rob".to_owned());
        let handle = "bob".to_owned();
        book.apply(&Change::Set { handle, value }).expect("Bob");
        let place = place_of(&tree, "bob").expect("one place");
        let splices = [Splice {
            at: place.start,
            removed: BOOK[place.clone()].to_owned(),
            inserted: text.to_owned(),
        }];
        let new = [&BOOK[..place.start], text, &BOOK[place.end..]].concat();
        means_in_its_place(&new, &tree, &splices, &book, "bob")
    }

    #[test]
    fn only_the_changed_person_in_the_place_will_do() {
        let rob = "[people.bob]\nname = \"Rob\"\nlog = []\n";
        assert_eq!(is_rob(rob), Some(true));
        assert_eq!(is_rob(&rob.replace("Rob", "Bob")), Some(false));
        assert_eq!(
            is_rob(&rob.replace("people.bob", "people.rob")),
            Some(false)
        );
        assert_eq!(is_rob(&format!("mine = 1\n{rob}")), Some(false));
        assert_eq!(
            is_rob(&format!("{rob}[people.dee]\nname = \"Dee\"\n")),
            Some(false)
        );
        assert_eq!(
            is_rob(&format!("{rob}[goals.g]\nname = \"G\"\nset = 2026-01-01\n")),
            Some(false)
        );
        assert_eq!(is_rob(&format!("{rob}note = \"\"\"\n")), Some(false));
    }

    #[test]
    fn what_stands_behind_it_must_still_begin_a_line() {
        let rob = "[people.bob]\nname = \"Rob\"\nlog = []";
        assert_eq!(is_rob(rob), Some(false));
        assert_eq!(is_rob(&format!("{rob} # a comment")), Some(false));
        assert_eq!(is_rob(&format!("{rob}\n  ")), Some(true));
    }
}
