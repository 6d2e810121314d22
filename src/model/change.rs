//! What a command does to the book, as a value.
//!
//! A change has three readers: [`Book::apply_all`] does it to the book, `document` does it to the
//! text of the file, and a screen says what happened. Nothing is written unless reading the
//! edited text gives exactly the book that `apply_all` gives.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::model::book::Book;
use crate::model::custom_fields::Text;
pub use crate::model::field::{Field, FieldValue};
use crate::model::goal::Goal;
use crate::model::interaction::Interaction;
use crate::model::person::{Person, Promise};

/// One step of a change. A command is one list of them, saved at once or not at all.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A new person after the last one, with all their fields, promises and rows.
    Add(Box<Person<'static>>),
    /// One more row, after the last one whatever its date.
    Log {
        /// Whose log.
        handle: String,
        /// The row.
        row: Interaction<'static>,
    },
    /// One more promise, after the last one.
    Promise {
        /// Who it was with.
        handle: String,
        /// The promise.
        promise: Promise<'static>,
    },
    /// A promise kept.
    Keep {
        /// Who it was made to.
        handle: String,
        /// Its place among all their promises, from 0.
        index: usize,
        /// The day it was kept.
        on: NaiveDate,
    },
    /// A field set to a value, new or instead of the old one.
    Set {
        /// Whose field.
        handle: String,
        /// Which one.
        field: Field,
        /// Its value.
        value: FieldValue<'static>,
    },
    /// A field taken out.
    Unset {
        /// Whose field.
        handle: String,
        /// Which one.
        field: Field,
    },
    /// A person taken out, with everything of theirs. Goals and introductions that name
    /// them stay as they are.
    Remove {
        /// Who.
        handle: String,
    },
    /// A new goal after the last one.
    AddGoal(Box<Goal<'static>>),
    /// A goal reached.
    FinishGoal {
        /// Which one.
        handle: String,
        /// The day it was reached.
        on: NaiveDate,
    },
    /// Who a goal names, both lists replaced; an empty list takes its key out.
    NameInGoal {
        /// Which goal.
        handle: String,
        /// Handles of those who help.
        helped_by: Vec<String>,
        /// Handles of those who hinder.
        hindered_by: Vec<String>,
    },
    /// A goal taken out.
    RemoveGoal {
        /// Which one.
        handle: String,
    },
}

/// A change does not fit a book: what it names is not there or is there already, or its value is
/// of another kind. A command checks this first, so the user meets it only when the file changed
/// under the command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfit;

/// So few changes look for their people one by one: that is faster than to note all of them.
const FEW: usize = 4;

/// Where each person stands in a book, so that many changes need not look through all of it
/// each; without it they do. Goals are few.
type Places = Option<HashMap<String, usize>>;

fn places(people: &[Person<'_>]) -> HashMap<String, usize> {
    let people = people.iter().enumerate().rev();
    people
        .map(|(at, person)| (person.handle.to_string(), at))
        .collect()
}

impl Change {
    /// A field set to a value.
    pub fn set(handle: &str, field: Field, value: impl Into<FieldValue<'static>>) -> Self {
        Self::Set {
            handle: handle.to_owned(),
            field,
            value: value.into(),
        }
    }

    /// A field taken out.
    pub fn unset(handle: &str, field: Field) -> Self {
        Self::Unset {
            handle: handle.to_owned(),
            field,
        }
    }
}

impl Book<'_> {
    /// Does all steps of a change to the book, in their order. If one does not fit, those
    /// before it are done.
    pub fn apply_all(&mut self, changes: &[Change]) -> Result<(), Unfit> {
        let mut places = (changes.len() > FEW).then(|| places(&self.people));
        changes
            .iter()
            .try_for_each(|change| self.apply_at(change, &mut places))
    }

    fn apply_at(&mut self, change: &Change, places: &mut Places) -> Result<(), Unfit> {
        match change {
            Change::Add(person) => {
                if self.place(&person.handle, places).is_some() {
                    return Err(Unfit);
                }
                if let Some(places) = places {
                    places.insert(person.handle.to_string(), self.people.len());
                }
                self.people.push((**person).clone());
            }
            Change::Log { handle, row } => self.person_mut(handle, places)?.log.push(row.clone()),
            Change::Promise { handle, promise } => {
                self.person_mut(handle, places)?
                    .promises
                    .push(promise.clone());
            }
            Change::Keep { handle, index, on } => {
                let promises = &mut self.person_mut(handle, places)?.promises;
                promises.get_mut(*index).ok_or(Unfit)?.kept = Some(*on);
            }
            Change::Set {
                handle,
                field,
                value,
            } => {
                let person = self.person_mut(handle, places)?;
                person
                    .set(*field, value.clone())
                    .then_some(())
                    .ok_or(Unfit)?;
            }
            Change::Unset {
                field: Field::Name, ..
            } => return Err(Unfit),
            Change::Unset { handle, field } => self.person_mut(handle, places)?.unset(*field),
            Change::Remove { handle } => {
                self.person_mut(handle, places)?;
                self.people.retain(|person| person.handle != *handle);
                // All behind them have moved up.
                if let Some(known) = places {
                    *known = self::places(&self.people);
                }
            }
            Change::AddGoal(goal) => {
                if self.goal(&goal.handle).is_some() {
                    return Err(Unfit);
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
    fn place(&self, handle: &str, places: &Places) -> Option<usize> {
        match places {
            Some(places) => places.get(handle).copied(),
            None => self
                .people
                .iter()
                .position(|person| person.handle == handle),
        }
    }

    fn person_mut(&mut self, handle: &str, places: &Places) -> Result<&mut Person<'t>, Unfit> {
        let at = self.place(handle, places);
        at.and_then(|at| self.people.get_mut(at)).ok_or(Unfit)
    }

    fn goal_mut(&mut self, handle: &str) -> Result<&mut Goal<'t>, Unfit> {
        let found = self.goals.iter_mut().find(|goal| goal.handle == handle);
        found.ok_or(Unfit)
    }
}

/// The same list, owned.
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
