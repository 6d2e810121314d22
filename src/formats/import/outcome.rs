//! The options of an import and its result: the changes, and the facts to report.

use crate::formats::contacts::LeftOut;
use crate::model::change::Change;
use crate::model::field::Field;
use crate::model::person::Cadence;

/// The user's options for an import.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportOptions {
    /// Tags for everyone imported, known or new.
    pub tags: Vec<String>,
    /// The department of everyone imported; known people keep theirs.
    pub dept: Option<String>,
    /// The cadence of new people from files of contacts. Their first due dates are spread over
    /// it, so that they are not all due on one day.
    pub every: Option<Cadence>,
    /// Leaves out broken entries instead of refusing the whole import.
    pub skip_broken: bool,
}

/// What an import does.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportPlan {
    /// All changes, for the book and its file.
    pub changes: Vec<Change>,
    /// Everyone imported, in file order, each once.
    pub people: Vec<ImportedPerson>,
    /// How many goals are new.
    pub goals: usize,
    /// How many known goals gain helpers or hinderers, or are finished.
    pub gaining_goals: usize,
    /// Entries left out for lack of a personal name, each with the index of its file.
    pub nameless: Vec<(usize, LeftOut)>,
    /// Entries left out because they could not be read, each with the index of its file.
    pub broken: Vec<(usize, LeftOut)>,
    /// Whether an imported book has other settings or other custom fields at the top level. No
    /// change can set those, so the book keeps its own.
    pub keeps_settings: bool,
    /// What was not taken from imported books, because it differs here.
    pub not_taken: NotTaken,
}

/// An imported person.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedPerson {
    /// The index of their file.
    pub file: usize,
    /// The first line of their entry, from 1; 0 in a book.
    pub line: usize,
    /// Their handle in the book, existing or new.
    pub handle: String,
    /// Their name in the book.
    pub name: String,
    /// Whether they were not in the book before.
    pub is_new: bool,
    /// What they gain; for a new person only rows are counted.
    pub gains: Gains,
}

/// What a person gains.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gains {
    /// The fields set or extended.
    pub fields: Vec<Field>,
    /// New rows of their log.
    pub rows: usize,
    /// New promises.
    pub promises: usize,
    /// Promises marked as kept.
    pub kept: usize,
}

/// What was not taken from imported books, because existing people and goals keep their values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NotTaken {
    /// The handles of the people and goals concerned, each once.
    pub handles: Vec<String>,
    /// Fields with another value here.
    pub fields: usize,
    /// Promises that exist here with another day made or kept.
    pub promises: usize,
    /// Rows that exist here with another size or urgency.
    pub rows: usize,
    /// Custom fields of people and goals, which no change can set.
    pub custom_fields: usize,
}

impl Gains {
    /// Whether nothing is gained.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl NotTaken {
    /// The number of things not taken, of every kind.
    pub const fn total(&self) -> usize {
        self.fields + self.promises + self.rows + self.custom_fields
    }

    /// Adds what was not taken for one person or goal.
    pub(crate) fn add(&mut self, handle: &str, more: &Self) {
        self.fields += more.fields;
        self.promises += more.promises;
        self.rows += more.rows;
        self.custom_fields += more.custom_fields;
        if more.total() > 0 {
            self.handles.push(handle.to_owned());
        }
    }
}

impl ImportPlan {
    /// How many people are new, how many known ones gain something, and how many lack nothing.
    pub fn people_counts(&self) -> (usize, usize, usize) {
        let (new, known): (Vec<_>, Vec<_>) = self.people.iter().partition(|person| person.is_new);
        let unchanged = known.iter().filter(|person| person.gains.is_empty());
        let unchanged = unchanged.count();
        (new.len(), known.len() - unchanged, unchanged)
    }
}
