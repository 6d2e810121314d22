//! A change to the book as a value.
//!
//! It is applied to the book by [`Book::apply_all`], to the text of the file by `document`, and
//! described by a screen. Nothing is written unless reading the edited text gives exactly the book
//! that `apply_all` gives.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::model::book::Book;
use crate::model::custom_fields::Text;
pub use crate::model::field::{Field, FieldValue};
use crate::model::goal::Goal;
use crate::model::interaction::Interaction;
use crate::model::person::{Person, Promise};

/// One change. The changes of a command are saved together or not at all.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Appends a new person with all their fields, promises and rows.
    Add(Box<Person<'static>>),
    /// Appends a row to a log, whatever its date.
    Log {
        /// The handle of the person.
        handle: String,
        /// The row.
        row: Interaction<'static>,
    },
    /// Appends a promise.
    Promise {
        /// The handle of the person.
        handle: String,
        /// The promise.
        promise: Promise<'static>,
    },
    /// Marks a promise as kept.
    Keep {
        /// The handle of the person.
        handle: String,
        /// The index of the promise, kept ones included.
        index: usize,
        /// The day it was kept.
        on: NaiveDate,
    },
    /// Sets a field, replacing any old value.
    Set {
        /// The handle of the person.
        handle: String,
        /// The field.
        field: Field,
        /// The new value.
        value: FieldValue<'static>,
    },
    /// Removes a field.
    Unset {
        /// The handle of the person.
        handle: String,
        /// The field.
        field: Field,
    },
    /// Removes a person with their promises and log. References to them in goals and
    /// introductions stay.
    Remove {
        /// The handle of the person.
        handle: String,
    },
    /// Appends a new goal.
    AddGoal(Box<Goal<'static>>),
    /// Marks a goal as reached.
    FinishGoal {
        /// The handle of the goal.
        handle: String,
        /// The day it was reached.
        on: NaiveDate,
    },
    /// Replaces both lists of people named in a goal; an empty list removes its key.
    NameInGoal {
        /// The handle of the goal.
        handle: String,
        /// Handles of those who help.
        helped_by: Vec<String>,
        /// Handles of those who hinder.
        hindered_by: Vec<String>,
    },
    /// Removes a goal.
    RemoveGoal {
        /// The handle of the goal.
        handle: String,
    },
}

/// A change does not fit the book: its target is missing or already exists, or its value has the
/// wrong kind. Commands check this first, so it occurs only if the file changed in the meantime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidChange;

/// Up to this many changes, a linear search is faster than an index.
const FEW: usize = 4;

/// The index of each person by handle; without it, each change searches all people. Goals are too
/// few to need one.
type HandleIndex = Option<HashMap<String, usize>>;

fn handle_index(people: &[Person<'_>]) -> HashMap<String, usize> {
    // Of people with the same handle, the first counts.
    let people = people.iter().enumerate().rev();
    people
        .map(|(at, person)| (person.handle.to_string(), at))
        .collect()
}

impl Change {
    /// A change that sets a field.
    pub fn set(handle: &str, field: Field, value: impl Into<FieldValue<'static>>) -> Self {
        Self::Set {
            handle: handle.to_owned(),
            field,
            value: value.into(),
        }
    }

    /// A change that removes a field.
    pub fn unset(handle: &str, field: Field) -> Self {
        Self::Unset {
            handle: handle.to_owned(),
            field,
        }
    }
}

impl Book<'_> {
    /// Applies the changes in order. If one does not fit, those before it stay applied.
    pub fn apply_all(&mut self, changes: &[Change]) -> Result<(), InvalidChange> {
        let mut index = (changes.len() > FEW).then(|| handle_index(&self.people));
        changes
            .iter()
            .try_for_each(|change| self.apply(change, &mut index))
    }

    fn apply(&mut self, change: &Change, index: &mut HandleIndex) -> Result<(), InvalidChange> {
        match change {
            Change::Add(person) => {
                if self.position(&person.handle, index).is_some() {
                    return Err(InvalidChange);
                }
                if let Some(index) = index {
                    index.insert(person.handle.to_string(), self.people.len());
                }
                self.people.push((**person).clone());
            }
            Change::Log { handle, row } => self.person_mut(handle, index)?.log.push(row.clone()),
            Change::Promise { handle, promise } => {
                let promises = &mut self.person_mut(handle, index)?.promises;
                promises.push(promise.clone());
            }
            Change::Keep {
                handle,
                index: nth,
                on,
            } => {
                let promises = &mut self.person_mut(handle, index)?.promises;
                promises.get_mut(*nth).ok_or(InvalidChange)?.kept = Some(*on);
            }
            Change::Set {
                handle,
                field,
                value,
            } => {
                if !self.person_mut(handle, index)?.set(*field, value.clone()) {
                    return Err(InvalidChange);
                }
            }
            Change::Unset {
                field: Field::Name, ..
            } => return Err(InvalidChange),
            Change::Unset { handle, field } => self.person_mut(handle, index)?.unset(*field),
            Change::Remove { handle } => {
                self.person_mut(handle, index)?;
                self.people.retain(|person| person.handle != *handle);
                // Everyone after the removed person has moved up.
                if let Some(index) = index {
                    *index = handle_index(&self.people);
                }
            }
            Change::AddGoal(goal) => {
                if self.goal(&goal.handle).is_some() {
                    return Err(InvalidChange);
                }
                self.goals.push((**goal).clone());
            }
            Change::FinishGoal { handle, on } => self.goal_mut(handle)?.done = Some(*on),
            Change::NameInGoal {
                handle,
                helped_by,
                hindered_by,
            } => {
                let goal = self.goal_mut(handle)?;
                goal.helped_by = texts(helped_by);
                goal.hindered_by = texts(hindered_by);
            }
            Change::RemoveGoal { handle } => {
                self.goal_mut(handle)?;
                self.goals.retain(|goal| goal.handle != *handle);
            }
        }
        Ok(())
    }
}

impl<'t> Book<'t> {
    fn position(&self, handle: &str, index: &HandleIndex) -> Option<usize> {
        match index {
            Some(index) => index.get(handle).copied(),
            None => self
                .people
                .iter()
                .position(|person| person.handle == handle),
        }
    }

    fn person_mut(
        &mut self,
        handle: &str,
        index: &HandleIndex,
    ) -> Result<&mut Person<'t>, InvalidChange> {
        let position = self.position(handle, index).ok_or(InvalidChange)?;
        self.people.get_mut(position).ok_or(InvalidChange)
    }

    fn goal_mut(&mut self, handle: &str) -> Result<&mut Goal<'t>, InvalidChange> {
        let goal = self.goals.iter_mut().find(|goal| goal.handle == handle);
        goal.ok_or(InvalidChange)
    }
}

/// Copies the list into owned texts.
pub(crate) fn texts(list: &[String]) -> Vec<Text<'static>> {
    list.iter().cloned().map(Text::Owned).collect()
}

#[cfg(test)]
mod tests {
    use std::slice;

    use super::*;

    fn tag(handle: &str, tag: &str) -> Change {
        Change::set(handle, Field::Tags, vec![tag.to_owned()])
    }

    #[test]
    fn all_at_once_is_one_after_another() {
        let add = |handle: &'static str| Change::Add(Box::new(Person::new(handle, "Ann")));
        let remove = |handle: &str| Change::Remove {
            handle: handle.to_owned(),
        };
        let lists = [
            vec![
                add("a"),
                add("b"),
                tag("b", "x"),
                remove("a"),
                tag("b", "y"),
                add("a"),
                tag("a", "z"),
            ],
            vec![add("a"), remove("a"), tag("a", "x")],
            vec![
                add("a"),
                add("b"),
                add("c"),
                add("d"),
                remove("a"),
                tag("a", "x"),
            ],
            vec![add("a"), add("b"), add("c"), add("d"), add("e"), add("b")],
        ];
        for changes in lists {
            let (mut one, mut two) = (Book::default(), Book::default());
            let each = changes
                .iter()
                .try_for_each(|change| one.apply_all(slice::from_ref(change)));
            assert_eq!(two.apply_all(&changes), each);
            assert_eq!(two, one);
        }
    }
}
