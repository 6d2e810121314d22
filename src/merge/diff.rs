//! The difference between two books, as changes.

use std::collections::HashMap;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::merge::unmatched::Unmatched;
use crate::model::book::Book;
use crate::model::change::{Change, Field, FieldValue};
use crate::model::custom_fields::{CustomFields, Text};
use crate::model::field::FieldKind;
use crate::model::goal::Goal;
use crate::model::person::{Person, Promise};

/// The changes that turn `from` into `to`, ignoring the order of people, rows and sets. `None` if
/// no change can express a difference: in settings or custom fields, or an edit to a row, a
/// promise, or the name or dates of a goal.
pub fn changes_between(from: &Book<'_>, to: &Book<'_>) -> Option<Vec<Change>> {
    if from.settings != to.settings || !same_custom_fields(&from.own, &to.own) {
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
            Some(before) => diff_people(before, person, &mut changes)?,
            None => changes.push(Change::Add(owned(person)?)),
        }
    }
    let removed = from
        .goals
        .iter()
        .filter(|goal| to.goal(&goal.handle).is_none());
    changes.extend(removed.map(|goal| Change::RemoveGoal {
        handle: goal.handle.to_string(),
    }));
    for goal in &to.goals {
        match from.goal(&goal.handle) {
            Some(before) => diff_goals(before, goal, &mut changes)?,
            None => changes.push(Change::AddGoal(owned(goal)?)),
        }
    }
    Some(changes)
}

/// An index of the people by handle, since a book may hold ten thousand.
pub(crate) fn by_handle<'b, 't>(book: &'b Book<'t>) -> HashMap<&'b str, &'b Person<'t>> {
    let people = book.people.iter();
    people
        .map(|person| (person.handle.as_ref(), person))
        .collect()
}

/// Whether two versions of a person are equal, ignoring the order of rows and sets.
pub(crate) fn is_equivalent(one: &Person<'_>, two: &Person<'_>) -> bool {
    let mut changes = Vec::new();
    diff_people(one, two, &mut changes).is_some() && changes.is_empty()
}

/// Appends the changes that turn `from` into `to`; `None` as in [`changes_between`].
fn diff_people(from: &Person<'_>, to: &Person<'_>, changes: &mut Vec<Change>) -> Option<()> {
    if from == to {
        return Some(());
    }
    if !same_custom_fields(&from.own, &to.own)
        || !same_custom_fields(&from.snooze_own, &to.snooze_own)
    {
        return None;
    }
    for field in Field::ALL {
        let after = to.get(field);
        match after {
            after if same_value(field, from.get(field).as_ref(), after.as_ref()) => {}
            Some(value) => changes.push(Change::set(&to.handle, field, value.into_owned())),
            None => changes.push(Change::unset(&to.handle, field)),
        }
    }
    let mut rows = Unmatched::new(&to.log);
    for row in &from.log {
        rows.take(|other| other == row)?;
    }
    diff_promises(from, to, changes)?;
    for row in rows.rest() {
        changes.push(Change::Log {
            handle: to.handle.to_string(),
            row: owned(row)?,
        });
    }
    Some(())
}

fn diff_promises(from: &Person<'_>, to: &Person<'_>, changes: &mut Vec<Change>) -> Option<()> {
    let mut new = Unmatched::new(&to.promises);
    let promises = from.promises.iter().enumerate();
    let open: Vec<(usize, &Promise)> = promises
        .filter(|(_, promise)| new.take(|other| other == *promise).is_none())
        .collect();
    for (index, promise) in open {
        let kept = new.take(|other| {
            let before = Promise {
                kept: None,
                ..other.clone()
            };
            other.kept.is_some() && before == *promise
        })?;
        changes.push(Change::Keep {
            handle: to.handle.to_string(),
            index,
            on: kept.kept?,
        });
    }
    for promise in new.rest() {
        changes.push(Change::Promise {
            handle: to.handle.to_string(),
            promise: owned(promise)?,
        });
    }
    Some(())
}

/// An owned copy, made through its serialised form.
fn owned<T: Serialize, Owned: DeserializeOwned>(thing: &T) -> Option<Owned> {
    let value = serde_json::to_value(thing).ok()?;
    serde_json::from_value(value).ok()
}

fn diff_goals(from: &Goal<'_>, to: &Goal<'_>, changes: &mut Vec<Change>) -> Option<()> {
    let same = from.name == to.name && from.set == to.set && from.by == to.by;
    if !same || !same_custom_fields(&from.own, &to.own) {
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
    if from.done != to.done {
        let (handle, on) = (handle(), to.done?);
        changes.push(Change::FinishGoal { handle, on });
    }
    Some(())
}

/// Whether two values are equal; a set's order does not matter.
fn same_value(field: Field, one: Option<&FieldValue>, two: Option<&FieldValue>) -> bool {
    if let (Some(FieldValue::Texts(one)), Some(FieldValue::Texts(two))) = (one, two)
        && field.kind() == FieldKind::Texts
    {
        return same_set(one, two);
    }
    one == two
}

fn same_set<T: Ord>(one: &[T], two: &[T]) -> bool {
    sorted(one) == sorted(two)
}

fn sorted<T: Ord>(list: &[T]) -> Vec<&T> {
    let mut sorted: Vec<&T> = list.iter().collect();
    sorted.sort_unstable();
    sorted
}

/// Whether the keys and values are equal, in any order.
fn same_custom_fields(one: &CustomFields<'_>, two: &CustomFields<'_>) -> bool {
    one.iter().count() == two.iter().count()
        && one
            .iter()
            .all(|(key, value)| two.iter().any(|other| other == (key, value)))
}

fn strings(list: &[Text<'_>]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}
