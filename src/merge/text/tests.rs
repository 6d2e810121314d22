//! A merge never silently loses a change or a comment of either side.

use std::collections::HashSet;

use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::merge::text::*;
use crate::model::change::{Change, Field};
use crate::model::interaction::{Interaction, Kind};
use crate::model::person::Person;

const BASE: &str = include_str!("../../../examples/allies.toml");

/// A change to a place that occurs once in BASE, with the number in its value.
fn change(kind: u8, handle: &str, number: usize) -> Change {
    let handle = handle.to_owned();
    let day = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
    match kind {
        0 => Change::set(&handle, Field::Dept, format!("dept {number}")),
        1 => Change::set(&handle, Field::Role, format!("role {number}")),
        2 => Change::set(&handle, Field::Boss, format!("boss {number}")),
        3 => Change::Log {
            handle,
            row: Interaction::new(day, Kind::Met, format!("row {number}")),
        },
        _ => {
            let person = Person::new(format!("new-{number}"), format!("New {number}"));
            Change::Add(Box::new(person))
        }
    }
}

/// The edits of one side: kinds of changes, each with the index of a person; and comments, each
/// at the end of a line or on a line before it.
#[derive(Debug, Clone)]
struct Edits {
    changes: Vec<(u8, usize)>,
    comments: Vec<(usize, bool)>,
}

fn any_edits() -> impl Strategy<Value = Edits> {
    let changes = vec((0..5_u8, any::<usize>()), 0..6);
    let comments = vec((any::<usize>(), any::<bool>()), 0..6);
    (changes, comments).prop_map(|(changes, comments)| Edits { changes, comments })
}

/// The changes of a side, except those at places already taken.
fn changes(edits: &Edits, side: usize, taken: &mut HashSet<(u8, usize)>) -> Vec<Change> {
    let book = read(BASE).expect("a book").book;
    let mut changes = Vec::new();
    for (number, (kind, which)) in edits.changes.iter().enumerate() {
        let which = which % book.people.len();
        if *kind > 2 || taken.insert((*kind, which)) {
            let handle = &book.people[which].handle;
            changes.push(change(*kind, handle, 100 * side + number));
        }
    }
    changes
}

/// The text with comments inserted where they are valid, and those comments.
fn commented(text: &str, edits: &Edits, side: &str) -> (String, Vec<String>) {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut comments = Vec::new();
    for (number, (at, is_trailing)) in edits.comments.iter().enumerate() {
        let comment = format!("# {side} {number}");
        let fitting: Vec<usize> = (0..lines.len())
            .filter(|at| {
                let line = &lines[*at];
                line.starts_with('[') || line.contains(" = \"") && line.ends_with('"')
            })
            .collect();
        let at = fitting[at % fitting.len()];
        if *is_trailing {
            lines[at].push_str(&format!("  {comment}"));
        } else {
            lines.insert(at, comment.clone());
        }
        comments.push(comment);
    }
    (lines.join("\n") + "\n", comments)
}

/// All data of the people, whatever its order in the file.
fn sorted(book: &Book) -> Vec<String> {
    let mut people: Vec<String> = book
        .people
        .iter()
        .map(|person| {
            let mut person = person.clone();
            person.log.sort_by_cached_key(|row| format!("{row:?}"));
            format!("{person:?}")
        })
        .collect();
    people.sort();
    people
}

fn outcome(base: &str, ours: &str, theirs: &str) -> MergedText {
    let books = [base, ours, theirs].map(|text| read(text).expect("a book").book);
    merge([base, ours, theirs], &books).expect("a merge")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn both_sides_and_their_comments_are_in_the_merged_text(
        ours in any_edits(),
        theirs in any_edits(),
    ) {
        let mut taken = HashSet::new();
        let (our_changes, their_changes) = (changes(&ours, 1, &mut taken), changes(&theirs, 2, &mut taken));
        let edited = |changes: &[Change]| edit(BASE, changes).expect("an edit").text;
        let (our_text, our_comments) = commented(&edited(&our_changes), &ours, "ours");
        let (their_text, their_comments) = commented(&edited(&their_changes), &theirs, "theirs");
        let merged = outcome(BASE, &our_text, &their_text);
        prop_assert_eq!(&merged.conflicts, &[]);
        let mut expected = read(BASE).expect("a book").book;
        expected.apply_all(&our_changes).expect("ours fit");
        expected.apply_all(&their_changes).expect("theirs fit");
        let book = read(&merged.text).expect("a book").book;
        prop_assert_eq!(sorted(&book), sorted(&expected));
        let old = BASE.lines().filter_map(comment);
        for comment in old.chain(our_comments.iter().map(String::as_str)) {
            prop_assert!(merged.text.contains(comment), "{comment}\n{}", merged.text);
        }
        prop_assert_eq!(merged.our_lost_comments, &[] as &[usize]);
        for comment in &their_comments {
            let is_reported = merged.their_lost_comments.iter().any(|line| {
                let line = their_text.lines().nth(line - 1).unwrap_or_default();
                line.contains(comment)
            });
            prop_assert!(merged.text.contains(comment) != is_reported, "{comment}\n{}", merged.text);
        }
    }

    #[test]
    fn a_side_that_is_the_base_or_the_other_side_changes_no_byte(edits in any_edits()) {
        let edited = edit(BASE, &changes(&edits, 1, &mut HashSet::new())).expect("an edit");
        let (text, _) = commented(&edited.text, &edits, "ours");
        for [base, ours, theirs] in [[BASE, &text, &text], [BASE, BASE, &text], [BASE, &text, BASE]] {
            let merged = outcome(base, ours, theirs);
            prop_assert_eq!(&merged.text, &text);
            prop_assert_eq!(&merged.conflicts, &[]);
        }
    }

    #[test]
    fn in_a_conflict_no_comment_of_ours_is_lost(ours in any_edits(), theirs in any_edits()) {
        let side = |edits: &Edits, number, name| {
            let edited = edit(BASE, &changes(edits, number, &mut HashSet::new())).expect("an edit");
            commented(&edited.text, edits, name)
        };
        let (our_text, our_comments) = side(&ours, 1, "ours");
        let (their_text, _) = side(&theirs, 2, "theirs");
        let merged = outcome(BASE, &our_text, &their_text);
        for comment in BASE.lines().filter_map(comment).chain(our_comments.iter().map(String::as_str)) {
            prop_assert!(merged.text.contains(comment), "{comment}\n{}", merged.text);
        }
        let is_marked = merged.text.contains("<<<<<<< ours");
        prop_assert_eq!(is_marked, !merged.conflicts.is_empty());
    }
}
