//! Taking changes back, and making them again.
//!
//! Only where the data file still is what the change left: whatever others did since is worth
//! more than an undo. Taking back the change that made the file leaves an empty file, since no
//! step of this program ever deletes the data file.

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

/// Every change that can be taken back or made again.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct UndoHistory {
    /// Newest first, each with whether it stands: if not, it was taken back.
    pub changes: Vec<(ChangeRecord, bool)>,
    /// Whether the newest that stands can be taken back: not if others changed the file since.
    pub can_undo: bool,
    /// Whether the oldest that was taken back can be made again.
    pub can_redo: bool,
}

/// Why nothing was taken back or made again.
#[derive(Debug)]
pub enum UndoError {
    /// There is nothing to take back, or to make again.
    Nothing,
    /// The file is no longer what that change left: others changed it since.
    Changed(Box<ChangeRecord>),
    /// What was kept of that change does not lead back to what was before.
    Damaged(Box<ChangeRecord>),
    /// The journal, whose path is unknown where there is no home, cannot be read. `Unsupported` is
    /// one of a newer version.
    Unreadable(Option<PathBuf>, io::Error),
    /// The disk refused.
    Disk(IoError),
}

impl From<IoError> for UndoError {
    fn from(error: IoError) -> Self {
        Self::Disk(error)
    }
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
    let now = load::read_regular(&target, patience.settle)?;
    let mut journal = Journal::open(location.state.as_deref(), &target);
    refuse_unreadable(&mut journal)?;
    journal.settle(&now.bytes);
    let matches = |redo| next(&journal, redo).is_some_and(|(_, from, _)| from.matches(&now.bytes));
    let newest_first = journal.records().rev();
    let cloned = newest_first.map(|(change, stands)| (change.clone(), stands));
    Ok(UndoHistory {
        changes: cloned.collect(),
        can_undo: matches(false),
        can_redo: matches(true),
    })
}

/// Takes back the last change that stands, or with `redo` makes again the one taken back last;
/// gives that change, and what became of the file.
pub fn undo(
    location: &Location,
    options: &CommitOptions,
    redo: bool,
) -> Result<(ChangeRecord, Saved), UndoError> {
    // A file that others emptied is refused by its fingerprint, as any that they changed.
    let options = CommitOptions {
        yes: true,
        ..options.clone()
    };
    commit::update(location, &options, |mut open| {
        refuse_unreadable(&mut open.journal)?;
        let (change, from, to) = next(&open.journal, redo).ok_or(UndoError::Nothing)?;
        if !from.matches(open.bytes()) {
            return Err(UndoError::Changed(Box::new(change.clone())));
        }
        let (splices, line) = if redo {
            (Ok(change.splices.clone()), JournalLine::Redone)
        } else {
            (patch::invert(&change.splices), JournalLine::Undone)
        };
        let reverted = splices.ok().and_then(|splices| {
            let text = patch::apply(str::from_utf8(open.bytes()).ok()?, &splices).ok()?;
            // By its fingerprint and not only by the splices: a journal that was tampered
            // with changes nothing.
            to.matches(text.as_bytes()).then_some((splices, text))
        });
        let change = change.clone();
        let Some((splices, text)) = reverted else {
            return Err(UndoError::Damaged(Box::new(change)));
        };
        let saved = open.commit_line(text, splices, Some(line))?;
        Ok(saved.map(|saved| (change, saved)))
    })
}

/// The change that is next, what the file must be and what it must become.
fn next(journal: &Journal, redo: bool) -> Option<(&ChangeRecord, &Fingerprint, &Fingerprint)> {
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
