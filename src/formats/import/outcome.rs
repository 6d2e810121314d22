//! What the user asks of an import, and what it does: the changes, and what is said of them.

use crate::formats::contacts::LeftOut;
use crate::model::change::Change;
use crate::model::field::Field;
use crate::model::person::Cadence;

/// What the user asks of an import beyond what its files say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportOptions {
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

/// What an import does.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportPlan {
    /// All of it, for the book and its file.
    pub changes: Vec<Change>,
    /// Everybody who comes, in the order of the files, each once.
    pub people: Vec<ImportedPerson>,
    /// Goals that come with a book.
    pub goals: usize,
    /// Known goals that gain helpers or hinderers, or are reached.
    pub gaining_goals: usize,
    /// What has no personal name, and was left out, each with its file, from 0.
    pub nameless: Vec<(usize, LeftOut)>,
    /// What could not be read, and was left out as asked, each with its file.
    pub broken: Vec<(usize, LeftOut)>,
    /// A book's settings, or keys of its own at the top, differ from those here. No change
    /// stands for them, so they stay as they are here.
    pub keeps_settings: bool,
    /// What of a book does not come in, because it is otherwise here.
    pub not_taken: NotTaken,
}

/// One person of an import.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedPerson {
    /// The file they come from, from 0.
    pub file: usize,
    /// The line on which they begin, from 1; 0 in a book.
    pub line: usize,
    /// Their handle, the known or the new one.
    pub handle: String,
    /// Their name in the book.
    pub name: String,
    /// Whether they were not known before.
    pub is_new: bool,
    /// What they gain; of a new person only the rows.
    pub gains: Gains,
}

/// What a person gains.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gains {
    /// The fields set or made longer.
    pub fields: Vec<Field>,
    /// New rows of their log.
    pub rows: usize,
    /// New promises.
    pub promises: usize,
    /// Promises that are kept now.
    pub kept: usize,
}

/// What of an imported book does not come in, because those who are known keep what they have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NotTaken {
    /// The handles here of the people and goals whose it is, each once.
    pub of: Vec<String>,
    /// Fields that have another value here.
    pub fields: usize,
    /// Promises that are here, made on another day or kept on another one.
    pub promises: usize,
    /// Rows that are here, with another size or another urgency.
    pub rows: usize,
    /// Keys of the user's own, of a person or a goal. No change stands for them.
    pub own: usize,
}

impl Gains {
    /// Whether there is nothing that they lacked.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl NotTaken {
    /// How much does not come in, of every kind.
    pub const fn total(&self) -> usize {
        self.fields + self.promises + self.rows + self.own
    }

    /// Adds what does not come in of one more person or goal.
    pub(crate) fn add(&mut self, handle: &str, more: &Self) {
        self.fields += more.fields;
        self.promises += more.promises;
        self.rows += more.rows;
        self.own += more.own;
        if more.total() > 0 {
            self.of.push(handle.to_owned());
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
