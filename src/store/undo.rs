//! Taking changes back, and making them again.
//!
//! Only where the data file still is what the change left: whatever somebody else did since
//! is worth more than an undo. The text goes the same safe way to the disk as any other.
//!
//! Taking back the change that made the file leaves an empty file. No step of this program
//! ever deletes the data file.

use std::io;
use std::path::PathBuf;
use std::str;

use chrono::{DateTime, FixedOffset};

use crate::store::commit::attempt::Update;
use crate::store::commit::{Options, Patience, Saved};
use crate::store::io_error::{Fault, FaultKind};
use crate::store::journal::{Fingerprint, Journal, Record, Step};
use crate::store::paths::Location;
use crate::store::{load, symlink};
use crate::text::patch;
use crate::text::patch::Splice;

#[cfg(test)]
mod tests;

/// A change that the journal knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it was made.
    pub at: DateTime<FixedOffset>,
    /// The command in short.
    pub what: String,
    /// How many people the file held after it.
    pub people: usize,
    /// Whether it is taken back, and can be made again.
    pub undone: bool,
}

/// Every change that can be taken back or made again.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Newest first.
    pub entries: Vec<Entry>,
    /// Whether the newest that stands can be taken back: not if somebody else changed the file
    /// since.
    pub can_undo: bool,
    /// Whether the oldest that was taken back can be made again.
    pub can_redo: bool,
}

/// What was taken back or made again.
#[derive(Debug)]
pub struct Reverted {
    /// The change.
    pub entry: Entry,
    /// What became of the file.
    pub saved: Saved,
    /// The text before, for showing what changed in it.
    pub before: String,
    /// Where the text changed, in the text before.
    pub splices: Vec<Splice>,
}

/// Why nothing was taken back or made again.
#[derive(Debug)]
pub enum UndoError {
    /// There is nothing to take back, or to make again.
    Nothing,
    /// The file is no longer what that change left: somebody else changed it since.
    Changed(Entry),
    /// What was kept of that change does not lead back to what was before.
    Damaged(Entry),
    /// What was kept cannot be read.
    Unreadable {
        /// The journal; unknown where there is no home.
        path: Option<PathBuf>,
        /// What the system said. `Unsupported` is a journal of a newer version.
        error: io::Error,
    },
    /// The disk refused.
    Disk(Fault),
}

impl From<Fault> for UndoError {
    fn from(fault: Fault) -> Self {
        Self::Disk(fault)
    }
}

/// Takes back the last change that stands. Again for the one before.
pub fn undo(location: &Location, options: &Options) -> Result<Reverted, UndoError> {
    revert(location, options, Way::Back)
}

/// Makes the change taken back last again.
pub fn redo(location: &Location, options: &Options) -> Result<Reverted, UndoError> {
    revert(location, options, Way::Forward)
}

/// What there is to take back or to make again.
pub fn history(location: &Location, patience: Patience) -> Result<History, UndoError> {
    let target = match symlink::follow(&location.file) {
        // Before the first change of all, not even the program's own folder is there.
        Err(Fault {
            kind: FaultKind::NoFolder,
            ..
        }) => return Ok(History::default()),
        followed => followed?,
    };
    let now = load::regular(&target.path, patience.settle)?;
    let mut journal = Journal::open(location.state.as_deref(), &target.path);
    refuse_unreadable(&mut journal)?;
    journal.settle(&now.bytes);
    let newest_first = journal.records().rev();
    let fits = |way: Way| {
        let record = way.next(&journal);
        record.is_some_and(|record| way.from(record).is_of(&now.bytes))
    };
    Ok(History {
        entries: newest_first
            .map(|(record, stands)| entry(record, !stands))
            .collect(),
        can_undo: fits(Way::Back),
        can_redo: fits(Way::Forward),
    })
}

#[derive(Clone, Copy)]
enum Way {
    Back,
    Forward,
}

impl Way {
    /// The change that is next.
    fn next(self, journal: &Journal) -> Option<&Record> {
        match self {
            Self::Back => journal.last_done(),
            Self::Forward => journal.next_undone(),
        }
    }

    /// What the file must be.
    const fn from(self, record: &Record) -> Fingerprint {
        match self {
            Self::Back => record.after,
            Self::Forward => record.before,
        }
    }

    /// What the file must become.
    const fn to(self, record: &Record) -> Fingerprint {
        match self {
            Self::Back => record.before,
            Self::Forward => record.after,
        }
    }
}

fn revert(location: &Location, options: &Options, way: Way) -> Result<Reverted, UndoError> {
    // A file that somebody emptied is refused by its fingerprint, as any that they changed.
    let options = Options {
        yes: true,
        ..options.clone()
    };
    let mut update = Update::new(location, &options);
    loop {
        let mut open = update.open()?;
        refuse_unreadable(&mut open.journal)?;
        let record = way.next(&open.journal).ok_or(UndoError::Nothing)?;
        let entry = entry(record, matches!(way, Way::Back));
        if !way.from(record).is_of(open.bytes()) {
            return Err(UndoError::Changed(entry));
        }
        let Some(Turned {
            before,
            splices,
            text,
        }) = turned(open.bytes(), record, way)
        else {
            return Err(UndoError::Damaged(entry));
        };
        let step = match way {
            Way::Back => Step::Undone,
            Way::Forward => Step::Redone,
        };
        if let Some(saved) = open.commit_step(&text, Some(step))? {
            return Ok(Reverted {
                entry,
                saved,
                before,
                splices,
            });
        }
    }
}

/// A change as it is made of the text that is there now.
struct Turned {
    before: String,
    splices: Vec<Splice>,
    text: String,
}

/// The text that the file must hold afterwards, by its fingerprint and not only by the
/// splices: a journal that was tampered with changes nothing.
fn turned(old: &[u8], record: &Record, way: Way) -> Option<Turned> {
    let splices = match way {
        Way::Forward => record.splices.clone(),
        Way::Back => patch::invert(&record.splices).ok()?,
    };
    let before = str::from_utf8(old).ok()?.to_owned();
    let text = patch::apply(&before, &splices).ok()?;
    (Fingerprint::of(text.as_bytes()) == way.to(record)).then_some(Turned {
        before,
        splices,
        text,
    })
}

fn refuse_unreadable(journal: &mut Journal) -> Result<(), UndoError> {
    let error = match (journal.trouble(), journal.path()) {
        (Some(error), _) => error,
        (None, None) => io::ErrorKind::NotFound.into(),
        (None, Some(_)) => return Ok(()),
    };
    Err(UndoError::Unreadable {
        path: journal.path().map(Into::into),
        error,
    })
}

fn entry(record: &Record, undone: bool) -> Entry {
    Entry {
        at: record.at,
        what: record.what.clone(),
        people: record.people,
        undone,
    }
}
