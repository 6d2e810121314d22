//! What a command does to the book, as a value.
//!
//! A change has three readers: [`Book::apply`] does it to the book, the store does it to the
//! text of the file, and a view says what happened. The store writes nothing unless reading
//! the edited text gives exactly the book that `apply` gives.

use chrono::NaiveDate;

use super::book::Book;
pub use super::field::{Field, FieldValue};
use super::goal::Goal;
use super::interaction::Interaction;
use super::own::Text;
use super::person::{Person, Promise};

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
        /// To whom.
        handle: String,
        /// The promise.
        promise: Promise<'static>,
    },
    /// A promise kept.
    Keep {
        /// To whom it was made.
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
        /// Which field, and its value.
        value: FieldValue,
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
        /// Whom.
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
    /// Whom a goal names, both lists anew; an empty list takes its key out.
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

/// Why a change does not fit a book. A command checks this first, so the user meets it only
/// when the file changed under the command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// Nobody has that handle.
    NoPerson(String),
    /// No goal has that handle.
    NoGoal(String),
    /// The person has no promise of that number.
    NoPromise(String, usize),
    /// A name cannot be taken out.
    NameNeeded(String),
    /// The handle is taken by a person.
    PersonExists(String),
    /// The handle is taken by a goal.
    GoalExists(String),
}

impl Book<'_> {
    /// Does one step of a change to the book.
    pub fn apply(&mut self, change: &Change) -> Result<(), Unfit> {
        match change {
            Change::Add(person) => {
                if self.person(&person.handle).is_some() {
                    return Err(Unfit::PersonExists(person.handle.to_string()));
                }
                self.people.push((**person).clone());
            }
            Change::Log { handle, row } => self.person_mut(handle)?.log.push(row.clone()),
            Change::Promise { handle, promise } => {
                self.person_mut(handle)?.promises.push(promise.clone());
            }
            Change::Keep { handle, index, on } => {
                self.promise_mut(handle, *index)?.kept = Some(*on);
            }
            Change::Set { handle, value } => self.person_mut(handle)?.set(value),
            Change::Unset {
                handle,
                field: Field::Name,
            } => return Err(Unfit::NameNeeded(handle.clone())),
            Change::Unset { handle, field } => self.person_mut(handle)?.unset(*field),
            Change::Remove { handle } => {
                self.person_mut(handle)?;
                self.people.retain(|person| person.handle != *handle);
            }
            Change::AddGoal(goal) => {
                if self.goal(&goal.handle).is_some() {
                    return Err(Unfit::GoalExists(goal.handle.to_string()));
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
    fn person_mut(&mut self, handle: &str) -> Result<&mut Person<'t>, Unfit> {
        let found = self
            .people
            .iter_mut()
            .find(|person| person.handle == handle);
        found.ok_or_else(|| Unfit::NoPerson(handle.to_owned()))
    }

    fn promise_mut(&mut self, handle: &str, index: usize) -> Result<&mut Promise<'t>, Unfit> {
        let found = self.person_mut(handle)?.promises.get_mut(index);
        found.ok_or_else(|| Unfit::NoPromise(handle.to_owned(), index))
    }

    fn goal_mut(&mut self, handle: &str) -> Result<&mut Goal<'t>, Unfit> {
        let found = self.goals.iter_mut().find(|goal| goal.handle == handle);
        found.ok_or_else(|| Unfit::NoGoal(handle.to_owned()))
    }
}

/// The same list, owned.
pub(super) fn texts(list: &[String]) -> Vec<Text<'static>> {
    list.iter().cloned().map(Text::Owned).collect()
}
