//! Writes the data file: either the old bytes stay, or exactly the new ones take their place. Every
//! step of a write is there because some fault would lose data without it.

use std::fs;
use std::io::{self, ErrorKind};
use std::mem;
use std::path::{Path, PathBuf};
use std::str;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, SubsecRound};

use crate::store::atomic_write::TemporaryFile;
use crate::store::io_error::{IoError, IoErrorKind, Operation};
use crate::store::journal::{ChangeRecord, Fingerprint, Journal, JournalLine};
use crate::store::load::ReadFile;
use crate::store::lock::Lock;
use crate::store::metadata::Inode;
use crate::store::paths::Location;
use crate::store::{atomic_write, load, symlink};
use crate::text::patch::{self, Splice};

#[cfg(test)]
mod tests;

/// How often a write starts over when others change the file under it.
const MAX_TRIES: usize = 5;

/// How to write.
#[derive(Debug, Clone)]
pub struct CommitOptions {
    /// Accept that the file is empty though it held people.
    pub yes: bool,
    /// Only read: nothing is written, created or locked.
    pub dry_run: bool,
    /// The time that undo shows for this change.
    pub now: DateTime<FixedOffset>,
    /// How long to wait for others.
    pub patience: Patience,
}

/// How long to wait for others before giving up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// For other writers to make progress.
    pub lock: Duration,
    /// For an editor to finish saving in place.
    pub settle: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            lock: Duration::from_secs(5),
            settle: Duration::from_millis(500),
        }
    }
}

/// A new text for the file, and what the journal records about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewText {
    /// The whole new text.
    pub text: String,
    /// How it differs from the old one; if they do not lead to it, the two texts are compared.
    pub splices: Vec<Splice>,
    /// The command in short, as in `log ruth praised`. Without notes: `undo` shows it.
    pub what: String,
    /// How many people the new text holds.
    pub people: usize,
}

/// The result of a successful write.
#[derive(Debug)]
pub struct Saved {
    /// What was done.
    pub outcome: CommitOutcome,
    /// What went wrong after the new text was in place. With an error instead, a script would
    /// repeat the change.
    pub warnings: Vec<String>,
    /// The old text; empty if it was not valid UTF-8.
    pub before: String,
    /// How the new text differs from it.
    pub splices: Vec<Splice>,
    /// The new text.
    pub after: String,
}

/// What a successful write did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommitOutcome {
    /// The new text is in the file.
    Written,
    /// The new text equals the old one; nothing was touched.
    Unchanged,
    /// A dry run; the new text would differ.
    DryRun,
}

/// Opens the data file, lets `change` commit, and starts over with the new bytes if others changed
/// the file meanwhile.
pub fn update<T, E: From<IoError>>(
    location: &Location,
    options: &CommitOptions,
    mut change: impl FnMut(OpenFile<'_>) -> Result<Option<T>, E>,
) -> Result<T, E> {
    for _ in 0..MAX_TRIES {
        if let Some(open) = OpenFile::open(location, options)?
            && let Some(done) = change(open)?
        {
            return Ok(done);
        }
    }
    Err(IoError::new(&location.file, IoErrorKind::ConcurrentlyModified).into())
}

/// The data file, open for one change. Dropped without a commit, it leaves nothing behind.
#[derive(Debug)]
pub struct OpenFile<'o> {
    location: &'o Location,
    options: &'o CommitOptions,
    /// The real file.
    target: PathBuf,
    pub(crate) journal: Journal,
    old: ReadFile,
    /// Whether the program's own folder was created for this change.
    is_folder_new: bool,
    /// None in a dry run.
    lock: Option<Lock>,
}

impl<'o> OpenFile<'o> {
    /// Takes the lock, which is held until the change is committed or dropped, and reads the file;
    /// `None` if the folder was replaced while waiting.
    pub(crate) fn open(
        location: &'o Location,
        options: &'o CommitOptions,
    ) -> Result<Option<Self>, IoError> {
        let is_folder_new = !options.dry_run && symlink::make_own_folder(location)?;
        let target = symlink::data_file(location, options.dry_run)?;
        let state = location.state.as_deref();
        let take_lock = || Lock::take(&target, state, options.patience.lock);
        let lock = (!options.dry_run).then(take_lock).transpose()?;
        if lock.as_ref().is_some_and(|lock| !lock.still_holds()) {
            return Ok(None);
        }
        let mut open = Self {
            location,
            options,
            journal: Journal::default(),
            old: ReadFile::default(),
            is_folder_new,
            lock,
            target,
        };
        if open.lock.is_some() {
            atomic_write::sweep(&open.target);
        }
        open.journal = Journal::open(state, &open.target);
        let settle = options.patience.settle;
        open.old = load::read_for_change(&open.target, &open.journal, options.yes, settle)?;
        open.journal.drop_unmade(&open.old.bytes);
        Ok(Some(open))
    }

    /// The bytes of the file; empty if it does not exist yet.
    pub fn bytes(&self) -> &[u8] {
        &self.old.bytes
    }

    /// Replaces the old text by the new one and records the change in the journal; `None` if others
    /// changed the file meanwhile. A dry run writes nothing.
    pub fn commit(self, mut new: NewText) -> Result<Option<Saved>, IoError> {
        // Splices need text, so repairing a file that was not valid UTF-8 cannot be undone.
        let line = str::from_utf8(self.bytes()).ok().map(|old| {
            if !patch::apply(old, &new.splices).is_ok_and(|made| made == new.text) {
                new.splices = patch::single_splice(old, &new.text);
            }
            JournalLine::Change(Box::new(ChangeRecord {
                at: self.options.now.trunc_subsecs(0),
                what: new.what,
                people: new.people,
                before: Fingerprint::new(old.as_bytes()),
                after: Fingerprint::new(new.text.as_bytes()),
                splices: new.splices.clone(),
            }))
        });
        self.commit_line(new.text, new.splices, line)
    }

    /// As [`Self::commit`], with a given line for the journal. Without one, there is no undo.
    pub(crate) fn commit_line(
        mut self,
        text: String,
        splices: Vec<Splice>,
        line: Option<JournalLine>,
    ) -> Result<Option<Saved>, IoError> {
        // An equal text needs no undo, and should not change the file's time.
        let (outcome, warnings) = if text.as_bytes() == self.old.bytes {
            (CommitOutcome::Unchanged, Vec::new())
        } else if self.lock.is_none() {
            (CommitOutcome::DryRun, Vec::new())
        } else {
            match self.replace(&text, line)? {
                Some(warnings) => (CommitOutcome::Written, warnings),
                None => return Ok(None),
            }
        };
        Ok(Some(Saved {
            outcome,
            warnings,
            before: String::from_utf8(mem::take(&mut self.old.bytes)).unwrap_or_default(),
            splices,
            after: text,
        }))
    }

    /// Replaces the old text by the new one; `None` if others changed the file meanwhile. Once the
    /// new text is in place there are only warnings.
    fn replace(
        &mut self,
        text: &str,
        line: Option<JournalLine>,
    ) -> Result<Option<Vec<String>>, IoError> {
        let (target, old) = (&self.target, &self.old);
        let mut temporary = TemporaryFile::write(target, text.as_bytes(), old.metadata.as_ref())?;
        let Some(stamp) = self.stamp_if_unchanged()? else {
            return Ok(None);
        };
        let is_undo = matches!(line, Some(JournalLine::Undone | JournalLine::Redone));
        let line = line.ok_or_else(|| ErrorKind::InvalidData.into());
        let journaled = match line.and_then(|line| self.journal.append(line)) {
            // A new change is worth more than the ability to undo it. An undo is not: unless it is
            // recorded, the next one would start from the wrong place.
            Err(error) if is_undo => {
                let path = self.journal.path().unwrap_or(target);
                return Err(IoError::at(path, Operation::WriteJournal)(error));
            }
            journaled => journaled,
        };
        // Meanwhile an editor, which takes no lock, may have saved.
        let placed = if load::stamp(target) == stamp {
            let sync_folder = || self.lock.as_ref().map_or(Ok(()), Lock::sync_folder);
            temporary.put_in_place(sync_folder).map(Some)
        } else {
            Ok(None)
        };
        let Ok(Some(not_synced)) = placed else {
            if journaled.is_ok() {
                self.journal.remove_last();
            }
            return placed.map(|_| None);
        };
        let mut warnings: Vec<String> = not_synced.into_iter().collect();
        match journaled {
            Ok(()) => self.journal.mark_saved(),
            Err(error) => warnings.push(not_undoable(&self.journal, &error)),
        }
        warnings.extend(hard_links(target, old));
        Ok(Some(warnings))
    }

    /// The stamp of the file, if the links and the bytes are as they were when it was opened.
    fn stamp_if_unchanged(&self) -> Result<Option<load::Stamp>, IoError> {
        if symlink::follow(&self.location.file)? != self.target {
            return Ok(None);
        }
        let stamp = load::stamp(&self.target);
        let now = match load::read_regular(&self.target, Duration::ZERO) {
            Err(error) if matches!(error.kind, IoErrorKind::BeingWritten) => return Ok(None),
            read => read?,
        };
        let still_exists = now.metadata.is_some() == self.old.metadata.is_some();
        Ok((still_exists && now.bytes == self.old.bytes).then_some(stamp))
    }
}

impl Drop for OpenFile<'_> {
    /// Removes a new folder that no file was written to. This happens under the lock: whoever waits
    /// for it finds the folder gone and starts over.
    fn drop(&mut self) {
        if self.is_folder_new {
            // Fails unless it is empty.
            let _ = fs::remove_dir(symlink::folder_of(&self.location.file));
        }
    }
}

fn not_undoable(journal: &Journal, error: &io::Error) -> String {
    let path = journal.path().map(|path| format!("{}: ", path.display()));
    let path = path.unwrap_or_default();
    format!("the change is saved, but cannot be taken back: {path}{error}")
}

/// Warns that a rename separates the file from its hard links. Writing in place would keep them
/// together, but could leave half a text in all of them.
fn hard_links(target: &Path, old: &ReadFile) -> Option<String> {
    let others = Inode::new(old.metadata.as_ref()?).names.saturating_sub(1);
    let names = match others {
        0 => return None,
        1 => "1 other name".to_owned(),
        _ => format!("{others} other names"),
    };
    let file = target.display();
    Some(format!(
        "{file} has {names} (hard links), which still hold the old text"
    ))
}
