//! Taking changes back, and making them again.
//!
//! Only where the data file still is what the change left: whatever others did since
//! is worth more than an undo. The text goes the same safe way to the disk as any other.
//!
//! Taking back the change that made the file leaves an empty file. No step of this program
//! ever deletes the data file.

use std::io;
use std::path::PathBuf;
use std::str;

use chrono::{DateTime, FixedOffset};

use crate::store::commit::{CommitOptions, Patience, Saved, Update};
use crate::store::io_error::{IoError, IoErrorKind};
use crate::store::journal::{ChangeRecord, Fingerprint, Journal, JournalLine};
use crate::store::paths::Location;
use crate::store::{load, symlink};
use crate::text::patch;
use crate::text::patch::Splice;

#[cfg(test)]
mod tests;

/// A change that the journal knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoEntry {
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
pub struct UndoHistory {
    /// Newest first.
    pub entries: Vec<UndoEntry>,
    /// Whether the newest that stands can be taken back: not if others changed the file
    /// since.
    pub can_undo: bool,
    /// Whether the oldest that was taken back can be made again.
    pub can_redo: bool,
}

/// What was taken back or made again.
#[derive(Debug)]
pub struct Reverted {
    /// The change.
    pub entry: UndoEntry,
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
    /// The file is no longer what that change left: others changed it since.
    Changed(UndoEntry),
    /// What was kept of that change does not lead back to what was before.
    Damaged(UndoEntry),
    /// What was kept cannot be read.
    Unreadable {
        /// The journal; unknown where there is no home.
        path: Option<PathBuf>,
        /// What the system said. `Unsupported` is a journal of a newer version.
        error: io::Error,
    },
    /// The disk refused.
    Disk(IoError),
}

impl From<IoError> for UndoError {
    fn from(error: IoError) -> Self {
        Self::Disk(error)
    }
}

/// Takes back the last change that stands. Again for the one before.
pub fn undo(location: &Location, options: &CommitOptions) -> Result<Reverted, UndoError> {
    revert(location, options, Direction::Back)
}

/// Makes the change taken back last again.
pub fn redo(location: &Location, options: &CommitOptions) -> Result<Reverted, UndoError> {
    revert(location, options, Direction::Forward)
}

/// What there is to take back or to make again.
pub fn history(location: &Location, patience: Patience) -> Result<UndoHistory, UndoError> {
    let target = match symlink::follow(&location.file) {
        // Before the first change of all, not even the program's own folder is there.
        Err(error) if matches!(error.kind, IoErrorKind::NoFolder) => {
            return Ok(UndoHistory::default());
        }
        followed => followed?,
    };
    let now = load::read_regular(&target.path, patience.settle)?;
    let mut journal = Journal::open(location.state.as_deref(), &target.path);
    refuse_unreadable(&mut journal)?;
    journal.settle(&now.bytes);
    let matches = |direction: Direction| {
        let next = direction.next(&journal);
        next.is_some_and(|(_, from, _)| from.matches(&now.bytes))
    };
    let newest_first = journal.records().rev();
    Ok(UndoHistory {
        entries: newest_first
            .map(|(record, stands)| entry(record, !stands))
            .collect(),
        can_undo: matches(Direction::Back),
        can_redo: matches(Direction::Forward),
    })
}

#[derive(Clone, Copy)]
enum Direction {
    Back,
    Forward,
}

impl Direction {
    /// The change that is next, what the file must be and what it must become.
    fn next(self, journal: &Journal) -> Option<(&ChangeRecord, &Fingerprint, &Fingerprint)> {
        match self {
            Self::Back => journal.last_done().map(|it| (it, &it.after, &it.before)),
            Self::Forward => journal.next_undone().map(|it| (it, &it.before, &it.after)),
        }
    }
}

fn revert(
    location: &Location,
    options: &CommitOptions,
    direction: Direction,
) -> Result<Reverted, UndoError> {
    // A file that others emptied is refused by its fingerprint, as any that they changed.
    let options = CommitOptions {
        yes: true,
        ..options.clone()
    };
    let mut update = Update::new(location, &options);
    loop {
        let mut open = update.open()?;
        refuse_unreadable(&mut open.journal)?;
        let next = direction.next(&open.journal);
        let (record, from, to) = next.ok_or(UndoError::Nothing)?;
        let (splices, undone, line) = match direction {
            Direction::Back => (patch::invert(&record.splices), true, JournalLine::Undone),
            Direction::Forward => (Ok(record.splices.clone()), false, JournalLine::Redone),
        };
        let entry = entry(record, undone);
        if !from.matches(open.bytes()) {
            return Err(UndoError::Changed(entry));
        }
        let reverted = splices.ok().and_then(|splices| {
            let before = str::from_utf8(open.bytes()).ok()?;
            let text = patch::apply(before, &splices).ok()?;
            // By its fingerprint and not only by the splices: a journal that was tampered
            // with changes nothing.
            to.matches(text.as_bytes())
                .then(|| (before.to_owned(), splices, text))
        });
        let Some((before, splices, text)) = reverted else {
            return Err(UndoError::Damaged(entry));
        };
        if let Some(saved) = open.commit_line(&text, Some(line))? {
            return Ok(Reverted {
                entry,
                saved,
                before,
                splices,
            });
        }
    }
}

fn refuse_unreadable(journal: &mut Journal) -> Result<(), UndoError> {
    let error = match (journal.take_error(), journal.path()) {
        (Some(error), _) => error,
        (None, None) => io::ErrorKind::NotFound.into(),
        (None, Some(_)) => return Ok(()),
    };
    Err(UndoError::Unreadable {
        path: journal.path().map(Into::into),
        error,
    })
}

fn entry(record: &ChangeRecord, undone: bool) -> UndoEntry {
    UndoEntry {
        at: record.at,
        what: record.what.clone(),
        people: record.people,
        undone,
    }
}
