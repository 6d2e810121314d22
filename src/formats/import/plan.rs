//! What an import does to a book, as changes: new people come in, known ones gain what they
//! lack and lose nothing. Importing the same again changes nothing.

#[cfg(test)]
mod books;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::model::book::Book;
use crate::model::change::{Change, Field};
use crate::model::custom_fields::Text;
use crate::model::person::{Cadence, Person};
use crate::text::fold::fold;

use crate::formats::Content;
use crate::formats::import::dedupe::{Incoming, join, lacking};
pub use crate::formats::import::enrich::Left;
use crate::formats::import::goals;
use crate::formats::import::newcomers::Arrivals;
use crate::formats::import::record::{Broken, Nameless};

/// What the user asks of an import beyond what its files say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Options {
    /// Tags for everybody who comes, known or new.
    pub tags: Vec<String>,
    /// The department of everybody who comes; known people keep theirs.
    pub dept: Option<String>,
    /// A cadence for the new people of files of contacts. Their first due dates are spread
    /// over it, so that they do not all fall due on one day.
    pub every: Option<Cadence>,
    /// Leaves out what cannot be read instead of refusing the whole import.
    pub skip_broken: bool,
}

/// Something of one of the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FromFile<T> {
    /// The file, from 0, in the order given.
    pub file: usize,
    /// What it is.
    pub what: T,
}

/// An import that would lose something: each part that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(pub Vec<FromFile<Broken>>);

/// What an import does.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// All of it, for the book and its file.
    pub changes: Vec<Change>,
    /// Everybody who comes, in the order of the files, each once.
    pub people: Vec<Planned>,
    /// Goals that come with a book.
    pub goals: usize,
    /// Known goals that gain somebody, or are reached.
    pub gaining_goals: usize,
    /// What is nobody, and was left out.
    pub nameless: Vec<FromFile<Nameless>>,
    /// What could not be read, and was left out as asked.
    pub broken: Vec<FromFile<Broken>>,
    /// A book's settings, or keys of its own at the top, differ from those here. No change
    /// stands for them, so they stay as they are here.
    pub keeps_settings: bool,
    /// What of a book stays outside, because it is otherwise here.
    pub left: Left,
}

/// One person of an import.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// The file they come from, from 0.
    pub file: usize,
    /// The line on which they begin, from 1; 0 in a book.
    pub line: usize,
    /// Their handle, the known or the new one.
    pub handle: String,
    /// Their name in the book.
    pub name: String,
    /// What happens to them.
    pub outcome: Outcome,
}

/// What an import does to one person.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Comes in, with so many rows.
    New {
        /// Rows of their log.
        rows: usize,
    },
    /// Known, and gains something.
    Gains {
        /// The fields set or made longer.
        fields: Vec<Field>,
        /// New rows of their log.
        rows: usize,
        /// New promises.
        promises: usize,
        /// Promises that are kept now.
        kept: usize,
    },
    /// Known, and lacks nothing.
    Known,
}

impl Plan {
    /// How many people come in.
    pub fn new_people(&self) -> usize {
        self.count(|outcome| matches!(outcome, Outcome::New { .. }))
    }

    /// How many known people gain something.
    pub fn gaining(&self) -> usize {
        self.count(|outcome| matches!(outcome, Outcome::Gains { .. }))
    }

    /// How many known people lack nothing.
    pub fn unchanged(&self) -> usize {
        self.count(|outcome| matches!(outcome, Outcome::Known))
    }

    fn count(&self, is: fn(&Outcome) -> bool) -> usize {
        let people = self.people.iter();
        people.filter(|person| is(&person.outcome)).count()
    }
}

/// Plans the import of all files at once. Nothing is planned if a part of one cannot be read
/// and [`Options::skip_broken`] is not set.
pub fn plan(
    book: &Book<'_>,
    files: Vec<Content>,
    options: &Options,
    today: NaiveDate,
) -> Result<Plan, Refused> {
    let mut plan = Plan::default();
    let mut incoming = Vec::new();
    let mut goals = Vec::new();
    for (file, content) in files.into_iter().enumerate() {
        let person = |line, is_whole, person| Incoming {
            file,
            line,
            is_whole,
            known: None,
            person,
        };
        match content {
            Content::Contacts(contacts) => {
                let of = |what| FromFile { file, what };
                plan.broken.extend(contacts.broken.into_iter().map(of));
                let of = |what| FromFile { file, what };
                plan.nameless.extend(contacts.nameless.into_iter().map(of));
                let records = contacts.records.into_iter();
                incoming.extend(records.map(|record| person(record.line, false, record.person)));
            }
            Content::Book(other) => {
                plan.keeps_settings |= other.settings != book.settings || other.own != book.own;
                incoming.extend(other.people.into_iter().map(|one| person(0, true, one)));
                goals.push((file, other.goals));
            }
        }
    }
    if !plan.broken.is_empty() && !options.skip_broken {
        return Err(Refused(plan.broken));
    }
    let mut incoming = join(incoming);
    for one in &mut incoming {
        ask(&mut one.person, options);
    }
    let mut arrivals = Arrivals::new(book);
    arrivals.people(book, incoming, options, today, &mut plan);
    goals::take_in(book, goals, &arrivals.renamed, &mut plan);
    plan.set_once();
    Ok(plan)
}

/// Gives a record what the user asks for everybody.
fn ask(person: &mut Person<'static>, options: &Options) {
    if let Some(dept) = &options.dept {
        person.dept = Some(Text::Owned(dept.clone()));
    }
    if options.tags.is_empty() {
        return;
    }
    let tags: Vec<Text> = options.tags.iter().map(|tag| tag.as_str().into()).collect();
    let lacking = lacking(&person.tags, &tags, fold);
    person.tags.extend(lacking.into_iter().map(Text::Owned));
}

impl Plan {
    /// Leaves of several changes that set the same anew only the last one, which holds the
    /// others: each would make the store read the whole text again.
    fn set_once(&mut self) {
        let mut seen = HashSet::new();
        let mut changes = std::mem::take(&mut self.changes);
        changes.reverse();
        changes.retain(|change| match change {
            Change::Set { handle, field, .. } => seen.insert((handle.clone(), field.key())),
            Change::NameInGoal { handle, .. } => seen.insert((handle.clone(), "named")),
            Change::Add(_)
            | Change::Log { .. }
            | Change::Promise { .. }
            | Change::Keep { .. }
            | Change::Unset { .. }
            | Change::Remove { .. }
            | Change::AddGoal(_)
            | Change::FinishGoal { .. }
            | Change::RemoveGoal { .. } => true,
        });
        changes.reverse();
        self.changes = changes;
    }
}
