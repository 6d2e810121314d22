//! Of two changed books and the one they came from: what each side did is done, once.

use std::collections::HashSet;

use allies::merge::{Prefer, merge};
use allies::model::book::Book;
use allies::model::change::{Change, Field, FieldValue};
use allies::model::custom_fields::{CustomFields, Text};
use allies::model::goal::Goal;
use allies::model::interaction::{Interaction, Kind};
use allies::model::person::{Person, Promise};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::books::{ago, book, today};

/// A change, the person it would get in the way of if they went, and the place it changes.
type Deed = (Change, String, String);

/// One change of each kind, to a person or goal of the book, told apart by a number.
fn deed(book: &Book, kind: u8, which: usize, number: usize) -> Option<Deed> {
    let alone = number.to_string();
    match kind {
        0..=7 => {
            let person = book.people.get(which % book.people.len().max(1))?;
            let (change, place) = to_person(person, kind, number)?;
            Some((change, person.handle.to_string(), place))
        }
        8 => {
            let person = Person::new(format!("new-{number}"), format!("New {number}"));
            Some((Change::Add(Box::new(person)), String::new(), alone))
        }
        9 => {
            let open = book.goals.iter().find(|goal| goal.done.is_none())?;
            let handle = open.handle.to_string();
            let change = Change::FinishGoal {
                handle,
                on: today(),
            };
            Some((change, String::new(), "done".to_owned()))
        }
        _ => {
            let goal = Goal {
                handle: Text::Owned(format!("goal-{number}")),
                name: Text::Owned(format!("Goal {number}")),
                set: today(),
                by: None,
                helped_by: vec![],
                hindered_by: vec![],
                done: None,
                own: CustomFields::default(),
            };
            Some((Change::AddGoal(Box::new(goal)), String::new(), alone))
        }
    }
}

fn to_person(person: &Person, kind: u8, number: usize) -> Option<(Change, String)> {
    let handle = person.handle.to_string();
    let place = match kind {
        0 => "dept",
        1 => "about",
        2 => "tags",
        3 => "every",
        6 => "kept",
        7 => "all",
        _ => &number.to_string(),
    };
    let set = |(field, value): (Field, FieldValue<'static>)| Change::set(&handle, field, value);
    let change = match kind {
        0 => set((Field::Dept, FieldValue::from(format!("dept {number}")))),
        1 => set((Field::About, FieldValue::from(format!("about {number}")))),
        2 => {
            let mut tags: Vec<String> = person.tags.iter().map(ToString::to_string).collect();
            tags.push(format!("tag {number}"));
            set((Field::Tags, FieldValue::from(tags)))
        }
        3 => Change::Unset {
            handle,
            field: Field::Every,
        },
        4 => {
            let row = Interaction::new(ago(3), Kind::Met, format!("row {number}"));
            Change::Log { handle, row }
        }
        5 => {
            let promise = Promise {
                by: today(),
                made: None,
                what: Text::Owned(format!("promise {number}")),
                kept: None,
                own: CustomFields::default(),
            };
            Change::Promise { handle, promise }
        }
        6 => {
            let mut promises = person.promises.iter();
            let index = promises.position(|promise| promise.kept.is_none())?;
            let on = ago(1);
            Change::Keep { handle, index, on }
        }
        _ => Change::Remove { handle },
    };
    Some((change, place.to_owned()))
}

/// Who did a change.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Side {
    Ours,
    Theirs,
    Both,
}

/// What the sides did, no two changes at one place, and nothing to someone taken out.
fn apart(book: &Book, wishes: &[(u8, usize, Side)]) -> Vec<(Change, Side)> {
    let (mut places, mut touched, mut gone) = (HashSet::new(), HashSet::new(), HashSet::new());
    let mut changes = Vec::new();
    for (number, (kind, which, side)) in wishes.iter().enumerate() {
        let Some((change, handle, place)) = deed(book, *kind, *which, number) else {
            continue;
        };
        let removes = matches!(change, Change::Remove { .. });
        let is_lost = gone.contains(&handle) || removes && touched.contains(&handle);
        if !is_lost && places.insert((handle.clone(), place)) {
            if removes {
                gone.insert(handle.clone());
            }
            touched.insert(handle);
            changes.push((change, *side));
        }
    }
    changes
}

fn any_wishes() -> impl Strategy<Value = Vec<(u8, usize, Side)>> {
    let side = prop_oneof![4 => Just(Side::Ours), 4 => Just(Side::Theirs), 1 => Just(Side::Both)];
    vec((0..11_u8, 0..6_usize, side), 0..16)
}

/// The book after the changes of some sides.
fn after(book: &Book<'static>, changes: &[(Change, Side)], sides: &[Side]) -> Book<'static> {
    let mut book = book.clone();
    for (change, side) in changes {
        if sides.contains(side) {
            book.apply_all(std::slice::from_ref(change))
                .expect("it fits the book that it was made for");
        }
    }
    book
}

/// The same book with all in one order whose order means nothing.
fn sorted(mut book: Book) -> Book {
    book.people.sort_by(|a, b| a.handle.cmp(&b.handle));
    book.goals.sort_by(|a, b| a.handle.cmp(&b.handle));
    for person in &mut book.people {
        person.tags.sort();
        person.helps.sort();
        person.log.sort_by_cached_key(|row| format!("{row:?}"));
        person
            .promises
            .sort_by_cached_key(|promise| format!("{promise:?}"));
    }
    for goal in &mut book.goals {
        goal.helped_by.sort();
        goal.hindered_by.sort();
    }
    book
}

fn merged<'b>(
    base: &Book<'b>,
    ours: &Book<'b>,
    theirs: &Book<'b>,
) -> Result<Book<'b>, TestCaseError> {
    let merged = merge(base, ours, theirs, Prefer::Ours).expect("a book has a form");
    prop_assert_eq!(merged.conflicts, []);
    Ok(sorted(merged.book))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn what_either_side_did_is_done_once(base in book(), wishes in any_wishes()) {
        let changes = apart(&base, &wishes);
        let ours = after(&base, &changes, &[Side::Ours, Side::Both]);
        let theirs = after(&base, &changes, &[Side::Theirs, Side::Both]);
        let all = after(&base, &changes, &[Side::Ours, Side::Theirs, Side::Both]);
        prop_assert_eq!(merged(&base, &ours, &theirs)?, sorted(all.clone()));
        prop_assert_eq!(merged(&base, &theirs, &ours)?, sorted(all));
    }

    #[test]
    fn who_changed_nothing_takes_the_other_side(base in book(), wishes in any_wishes()) {
        let changes = apart(&base, &wishes);
        let other = after(&base, &changes, &[Side::Ours, Side::Theirs, Side::Both]);
        prop_assert_eq!(merged(&base, &base, &other)?, sorted(other.clone()));
        prop_assert_eq!(merged(&base, &other, &base)?, sorted(other.clone()));
        prop_assert_eq!(merged(&base, &other, &other)?, sorted(other));
    }
}
