//! Undo and redo.
//!
//! A change can only be undone while the data file still is what that change left: what others
//! wrote since is worth more than an undo. Undoing the change that created the file leaves it
//! empty, since this program never deletes the data file.

use std::io;
use std::path::PathBuf;
use std::str;

pub use crate::store::journal::ChangeRecord;

use crate::store::commit::{self, CommitOptions, Patience, Saved};
use crate::store::io_error::{IoError, IoErrorKind};
use crate::store::journal::{Fingerprint, Journal, JournalLine};
use crate::store::paths::Location;
use crate::store::{load, symlink};
use crate::text::patch;

#[cfg(test)]
mod tests;

/// Every change that can be undone or redone.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct UndoHistory {
    /// Newest first, each with whether it is in effect, that is, not undone.
    pub changes: Vec<(ChangeRecord, bool)>,
    /// Whether the last change in effect can be undone: not if others changed the file since.
    pub can_undo: bool,
    /// Whether the change undone last can be redone.
    pub can_redo: bool,
}

/// Why nothing was undone or redone.
#[derive(Debug)]
pub enum UndoError {
    /// There is nothing to undo, or to redo.
    Nothing,
    /// Others changed the file since that change.
    Changed(Box<ChangeRecord>),
    /// The record of that change does not lead to the other text.
    Damaged(Box<ChangeRecord>),
    /// The journal cannot be read, or has no path since no home is known. `Unsupported` means that
    /// a newer version wrote it.
    Unreadable(Option<PathBuf>, io::Error),
    /// The disk refused.
    Disk(IoError),
}

impl From<IoError> for UndoError {
    fn from(error: IoError) -> Self {
        Self::Disk(error)
    }
}

/// The changes that could be undone or redone.
pub fn history(location: &Location, patience: Patience) -> Result<UndoHistory, UndoError> {
    let target = match symlink::follow(&location.file) {
        // Before the very first change, the program's own folder does not exist.
        Err(error) if matches!(error.kind, IoErrorKind::NoFolder) => {
            return Ok(UndoHistory::default());
        }
        followed => followed?,
    };
    let now = load::read_regular(&target, patience.settle)?;
    let mut journal = Journal::open(location.state.as_deref(), &target);
    refuse_unreadable(&mut journal)?;
    journal.drop_unmade(&now.bytes);
    let is_possible =
        |redo| next_step(&journal, redo).is_some_and(|(_, from, _)| from.matches(&now.bytes));
    let newest_first = journal.records().rev();
    let cloned = newest_first.map(|(change, is_done)| (change.clone(), is_done));
    Ok(UndoHistory {
        changes: cloned.collect(),
        can_undo: is_possible(false),
        can_redo: is_possible(true),
    })
}

/// Undoes the last change in effect, or with `redo` redoes the one undone last; returns that change
/// and what was saved.
pub fn undo(
    location: &Location,
    options: &CommitOptions,
    redo: bool,
) -> Result<(ChangeRecord, Saved), UndoError> {
    // A file that others emptied fails the check of its fingerprint, like any other change.
    let options = CommitOptions {
        yes: true,
        ..options.clone()
    };
    commit::update(location, &options, |mut open| {
        refuse_unreadable(&mut open.journal)?;
        let (change, from, to) = next_step(&open.journal, redo).ok_or(UndoError::Nothing)?;
        let change = change.clone();
        if !from.matches(open.bytes()) {
            return Err(UndoError::Changed(Box::new(change)));
        }
        let (splices, line) = if redo {
            (Ok(change.splices.clone()), JournalLine::Redone)
        } else {
            (patch::invert(&change.splices), JournalLine::Undone)
        };
        let reverted = splices.ok().and_then(|splices| {
            let text = patch::apply(str::from_utf8(open.bytes()).ok()?, &splices).ok()?;
            // The splices alone could come from a journal that was tampered with.
            to.matches(text.as_bytes()).then_some((splices, text))
        });
        let Some((splices, text)) = reverted else {
            return Err(UndoError::Damaged(Box::new(change)));
        };
        let saved = open.commit_line(text, splices, Some(line))?;
        Ok(saved.map(|saved| (change, saved)))
    })
}

/// The next change to undo or redo, with the text it starts from and the one it leads to.
fn next_step(journal: &Journal, redo: bool) -> Option<(&ChangeRecord, &Fingerprint, &Fingerprint)> {
    if redo {
        let change = journal.next_undone()?;
        Some((change, &change.before, &change.after))
    } else {
        let change = journal.last_done()?;
        Some((change, &change.after, &change.before))
    }
}

fn refuse_unreadable(journal: &mut Journal) -> Result<(), UndoError> {
    journal.take_error().map_or(Ok(()), |error| {
        let path = journal.path().map(Into::into);
        Err(UndoError::Unreadable(path, error))
    })
}
