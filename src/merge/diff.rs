//! From one book to another, as changes.

use std::collections::HashMap;

use crate::model::book::Book;
use crate::model::change::{Change, Field, FieldValue};
use crate::model::custom_fields::{OwnKeys, Text};
use crate::model::field::FieldKind;
use crate::model::goal::Goal;
use crate::model::person::{Person, Promise};

/// The changes that make `to` of `from`, whatever the order of people, rows and lists. Nothing
/// where there is no change for it: settings, keys of the user's own, and rows, promises or
/// names of goals that are not as they were.
pub fn changes_between(from: &Book<'_>, to: &Book<'static>) -> Option<Vec<Change>> {
    if from.settings != to.settings || !same_own(&from.own, &to.own) {
        return None;
    }
    let known: HashMap<&str, &Person> = by_handle(from);
    let wanted: HashMap<&str, &Person> = by_handle(to);
    let mut changes: Vec<Change> = from
        .people
        .iter()
        .filter(|person| !wanted.contains_key(person.handle.as_ref()))
        .map(|person| Change::Remove {
            handle: person.handle.to_string(),
        })
        .collect();
    for person in &to.people {
        match known.get(person.handle.as_ref()) {
            Some(before) => between_people(before, person, &mut changes)?,
            None => changes.push(Change::Add(Box::new(person.clone()))),
        }
    }
    let gone = from
        .goals
        .iter()
        .filter(|goal| to.goal(&goal.handle).is_none());
    changes.extend(gone.map(|goal| Change::RemoveGoal {
        handle: goal.handle.to_string(),
    }));
    for goal in &to.goals {
        match from.goal(&goal.handle) {
            Some(before) => between_goals(before, goal, &mut changes)?,
            None => changes.push(Change::AddGoal(Box::new(goal.clone()))),
        }
    }
    Some(changes)
}

/// Everybody by handle: a book may hold ten thousand.
pub fn by_handle<'b, 't>(book: &'b Book<'t>) -> HashMap<&'b str, &'b Person<'t>> {
    let people = book.people.iter();
    people
        .map(|person| (person.handle.as_ref(), person))
        .collect()
}

/// Whether the two say the same, in whatever order of rows and lists.
pub fn says_the_same(one: &Person<'_>, two: &Person<'static>) -> bool {
    let mut changes = Vec::new();
    between_people(one, two, &mut changes).is_some() && changes.is_empty()
}

fn between_people(
    from: &Person<'_>,
    to: &Person<'static>,
    changes: &mut Vec<Change>,
) -> Option<()> {
    if !same_own(&from.own, &to.own) || !same_own(&from.snooze_own, &to.snooze_own) {
        return None;
    }
    let handle = || to.handle.to_string();
    for field in Field::ALL {
        let after = to.get(field);
        match after {
            after if same_value(field, from.get(field).as_ref(), after.as_ref()) => {}
            Some(value) => changes.push(Change::Set {
                handle: handle(),
                field,
                value: value.into_owned(),
            }),
            None => changes.push(Change::Unset {
                handle: handle(),
                field,
            }),
        }
    }
    let mut rows = to.log.clone();
    for row in &from.log {
        let at = rows.iter().position(|other| other == row)?;
        rows.remove(at);
    }
    between_promises(from, to, changes)?;
    changes.extend(rows.into_iter().map(|row| Change::Log {
        handle: handle(),
        row,
    }));
    Some(())
}

fn between_promises(
    from: &Person<'_>,
    to: &Person<'static>,
    changes: &mut Vec<Change>,
) -> Option<()> {
    let mut new: Vec<&Promise> = to.promises.iter().collect();
    let mut open = Vec::new();
    for (index, promise) in from.promises.iter().enumerate() {
        match new.iter().position(|other| *other == promise) {
            Some(at) => _ = new.remove(at),
            None => open.push((index, promise)),
        }
    }
    for (index, promise) in open {
        let is_kept = |other: &&Promise| {
            let before = Promise {
                kept: None,
                ..(*other).clone()
            };
            other.kept.is_some() && before == *promise
        };
        let at = new.iter().position(is_kept)?;
        let kept = new.remove(at).kept;
        changes.extend(kept.map(|on| Change::Keep {
            handle: to.handle.to_string(),
            index,
            on,
        }));
    }
    let new = to
        .promises
        .iter()
        .filter(|promise| new.iter().any(|other| std::ptr::eq(*other, *promise)));
    changes.extend(new.map(|promise| Change::Promise {
        handle: to.handle.to_string(),
        promise: promise.clone(),
    }));
    Some(())
}

fn between_goals(from: &Goal<'_>, to: &Goal<'static>, changes: &mut Vec<Change>) -> Option<()> {
    let same = from.name == to.name && from.set == to.set && from.by == to.by;
    if !same || !same_own(&from.own, &to.own) {
        return None;
    }
    let handle = || to.handle.to_string();
    if !same_set(&from.helped_by, &to.helped_by) || !same_set(&from.hindered_by, &to.hindered_by) {
        changes.push(Change::NameInGoal {
            handle: handle(),
            helped_by: strings(&to.helped_by),
            hindered_by: strings(&to.hindered_by),
        });
    }
    match (from.done, to.done) {
        (before, after) if before == after => Some(()),
        (_, Some(on)) => {
            changes.push(Change::FinishGoal {
                handle: handle(),
                on,
            });
            Some(())
        }
        (_, None) => None,
    }
}

/// Sets say the same in whatever order.
fn same_value(field: Field, one: Option<&FieldValue>, two: Option<&FieldValue>) -> bool {
    match (one, two) {
        (Some(FieldValue::Texts(one)), Some(FieldValue::Texts(two)))
            if field.kind() == FieldKind::Texts =>
        {
            same_set(one, two)
        }
        (one, two) => one == two,
    }
}

fn same_set<T: Ord>(one: &[T], two: &[T]) -> bool {
    let sorted = |list: &[T]| -> Vec<usize> {
        let mut order: Vec<usize> = (0..list.len()).collect();
        order.sort_by(|a, b| list[*a].cmp(&list[*b]));
        order
    };
    one.len() == two.len()
        && sorted(one)
            .into_iter()
            .zip(sorted(two))
            .all(|(a, b)| one[a] == two[b])
}

/// The same keys with the same values, in whatever order.
fn same_own(one: &OwnKeys<'_>, two: &OwnKeys<'_>) -> bool {
    one.iter().count() == two.iter().count()
        && one
            .iter()
            .all(|(key, value)| two.iter().any(|other| other == (key, value)))
}

fn strings(list: &[Text<'_>]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}
