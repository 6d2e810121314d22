//! What a command does to the book, as a value.
//!
//! A change has three readers: [`Book::apply`] does it to the book, the store does it to the
//! text of the file, and a view says what happened. The store writes nothing unless reading
//! the edited text gives exactly the book that `apply` gives.

use chrono::NaiveDate;

use super::book::Book;
use super::goal::Goal;
use super::interaction::Interaction;
use super::own::Text;
use super::person::{Cadence, Level, Person, Promise, Snooze};

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

/// A field of a person that a command can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each is the field of `Person` of the same name"
)]
pub enum Field {
    Name,
    Added,
    Dept,
    Role,
    Org,
    Level,
    Boss,
    Helps,
    Cares,
    Tags,
    Email,
    Phone,
    IntroducedBy,
    Every,
    Known,
    Remote,
    Archived,
    About,
    Snooze,
}

impl Field {
    /// Every field, in the order in which a new person is written.
    pub const ALL: [Self; 19] = [
        Self::Name,
        Self::Added,
        Self::Dept,
        Self::Role,
        Self::Org,
        Self::Level,
        Self::Boss,
        Self::Helps,
        Self::Cares,
        Self::Tags,
        Self::Email,
        Self::Phone,
        Self::IntroducedBy,
        Self::Every,
        Self::Known,
        Self::Remote,
        Self::Archived,
        Self::About,
        Self::Snooze,
    ];

    /// The key of the file.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Added => "added",
            Self::Dept => "dept",
            Self::Role => "role",
            Self::Org => "org",
            Self::Level => "level",
            Self::Boss => "boss",
            Self::Helps => "helps",
            Self::Cares => "cares",
            Self::Tags => "tags",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::IntroducedBy => "introduced_by",
            Self::Every => "every",
            Self::Known => "known",
            Self::Remote => "remote",
            Self::Archived => "archived",
            Self::About => "about",
            Self::Snooze => "snooze",
        }
    }
}

/// A field of a person with a value that fits it.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    missing_docs,
    reason = "each is the field of `Person` of the same name"
)]
pub enum FieldValue {
    Name(String),
    Added(NaiveDate),
    Dept(String),
    Role(String),
    Org(String),
    Level(Level),
    Boss(String),
    Helps(Vec<String>),
    Cares(Vec<String>),
    Tags(Vec<String>),
    Email(Vec<String>),
    Phone(Vec<String>),
    IntroducedBy(String),
    Every(Cadence),
    Known(bool),
    Remote(bool),
    Archived(NaiveDate),
    About(String),
    Snooze(Snooze),
}

impl FieldValue {
    /// The field it is a value of.
    pub const fn field(&self) -> Field {
        match self {
            Self::Name(_) => Field::Name,
            Self::Added(_) => Field::Added,
            Self::Dept(_) => Field::Dept,
            Self::Role(_) => Field::Role,
            Self::Org(_) => Field::Org,
            Self::Level(_) => Field::Level,
            Self::Boss(_) => Field::Boss,
            Self::Helps(_) => Field::Helps,
            Self::Cares(_) => Field::Cares,
            Self::Tags(_) => Field::Tags,
            Self::Email(_) => Field::Email,
            Self::Phone(_) => Field::Phone,
            Self::IntroducedBy(_) => Field::IntroducedBy,
            Self::Every(_) => Field::Every,
            Self::Known(_) => Field::Known,
            Self::Remote(_) => Field::Remote,
            Self::Archived(_) => Field::Archived,
            Self::About(_) => Field::About,
            Self::Snooze(_) => Field::Snooze,
        }
    }
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
                let promise = self.person_mut(handle)?.promises.get_mut(*index);
                promise
                    .ok_or_else(|| Unfit::NoPromise(handle.clone(), *index))?
                    .kept = Some(*on);
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

    fn goal_mut(&mut self, handle: &str) -> Result<&mut Goal<'t>, Unfit> {
        let found = self.goals.iter_mut().find(|goal| goal.handle == handle);
        found.ok_or_else(|| Unfit::NoGoal(handle.to_owned()))
    }
}

impl Person<'_> {
    /// Sets one field.
    pub fn set(&mut self, value: &FieldValue) {
        match value {
            FieldValue::Name(text) => self.name = Text::Owned(text.clone()),
            FieldValue::Added(day) => self.added = Some(*day),
            FieldValue::Dept(text) => self.dept = Some(text.clone().into()),
            FieldValue::Role(text) => self.role = Some(text.clone().into()),
            FieldValue::Org(text) => self.org = Some(text.clone().into()),
            FieldValue::Level(level) => self.level = Some(*level),
            FieldValue::Boss(text) => self.boss = Some(text.clone().into()),
            FieldValue::Helps(list) => self.helps = texts(list),
            FieldValue::Cares(list) => self.cares = texts(list),
            FieldValue::Tags(list) => self.tags = texts(list),
            FieldValue::Email(list) => self.email = texts(list),
            FieldValue::Phone(list) => self.phone = texts(list),
            FieldValue::IntroducedBy(handle) => self.introduced_by = Some(handle.clone().into()),
            FieldValue::Every(every) => self.every = Some(*every),
            FieldValue::Known(flag) => self.known = *flag,
            FieldValue::Remote(flag) => self.remote = *flag,
            FieldValue::Archived(day) => self.archived = Some(*day),
            FieldValue::About(text) => self.about = Some(text.clone().into()),
            FieldValue::Snooze(snooze) => self.snooze = Some(*snooze),
        }
    }

    /// Takes one field out. A name stays: a person without one cannot be read.
    pub fn unset(&mut self, field: Field) {
        match field {
            Field::Name => {}
            Field::Added => self.added = None,
            Field::Dept => self.dept = None,
            Field::Role => self.role = None,
            Field::Org => self.org = None,
            Field::Level => self.level = None,
            Field::Boss => self.boss = None,
            Field::Helps => self.helps.clear(),
            Field::Cares => self.cares.clear(),
            Field::Tags => self.tags.clear(),
            Field::Email => self.email.clear(),
            Field::Phone => self.phone.clear(),
            Field::IntroducedBy => self.introduced_by = None,
            Field::Every => self.every = None,
            Field::Known => self.known = false,
            Field::Remote => self.remote = false,
            Field::Archived => self.archived = None,
            Field::About => self.about = None,
            Field::Snooze => self.snooze = None,
        }
    }
}

fn texts(list: &[String]) -> Vec<Text<'static>> {
    list.iter().cloned().map(Text::Owned).collect()
}
