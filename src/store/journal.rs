//! What undo needs: every change of the data file, in the order in which they were made.
//!
//! One file for each data file, in the state directory and only for its owner, since it holds the
//! text that changed. Each line is one step in JSON, written before the step happens and followed
//! by a mark once it did. A kill in between leaves a step without its mark; whether it happened
//! is then shown by the data file itself.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

pub use crate::store::journal::line::ChangeRecord;
pub(crate) use crate::store::journal::line::{Fingerprint, JournalLine};

use crate::store::atomic_write::{self, TemporaryFile};
use crate::store::permissions;
use crate::store::symlink::folder_of;

mod line;
#[cfg(test)]
mod tests;

/// The version of the lines' meaning; a journal of a newer one is left alone.
const VERSION: u32 = 1;

/// The most changes that are kept: some years of daily use.
const MOST_RECORDS: usize = 1000;

/// The longest journal, in bytes, to stay quick to read. A larger change is kept alone.
const MOST_BYTES: u64 = 8 * 1024 * 1024;

/// The journal of one data file, used under that file's lock but for looking.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    /// Where it is; unknown where no home is known.
    path: Option<PathBuf>,
    /// The data file, for the first line.
    about: String,
    /// Why nothing can be kept in it.
    error: Option<io::Error>,
    /// What stood in it when it was opened.
    bytes: Vec<u8>,
    records: Vec<ChangeRecord>,
    /// How many of the records stand; the ones after can be redone.
    done: usize,
    /// How many stood before the last step, while nothing shows that it happened.
    done_before: Option<usize>,
    /// Up to where the file is whole lines, in bytes.
    whole: u64,
    /// Up to where it was before the last step, in bytes.
    before_last: u64,
}

impl Journal {
    /// Reads the journal of the data file of that real path. One that cannot be read is empty and
    /// refuses to be written.
    pub(crate) fn open(state: Option<&Path>, data_file: &Path) -> Self {
        let name = format!("{}.journal", permissions::key(data_file));
        let mut journal = Self {
            path: state.map(|state| state.join(name)),
            about: data_file.to_string_lossy().into_owned(),
            ..Self::default()
        };
        match journal.path.as_deref().map(read) {
            Some(Ok(bytes)) => {
                journal.replay(&bytes);
                journal.bytes = bytes;
            }
            Some(Err(error)) if error.kind() == ErrorKind::NotFound => {}
            Some(Err(error)) => journal.error = Some(error),
            None => journal.error = Some(ErrorKind::NotFound.into()),
        }
        journal
    }

    /// Where it is kept.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Why nothing can be kept in it: it cannot be read, or no home is known. Once.
    pub(crate) const fn take_error(&mut self) -> Option<io::Error> {
        self.error.take()
    }

    /// Forgets the last step if the data file shows that a kill kept it from happening.
    pub(crate) fn settle(&mut self, text: &[u8]) {
        let bytes = std::mem::take(&mut self.bytes);
        let end = usize::try_from(self.before_last).unwrap_or(usize::MAX);
        if let (Some(_), Some(before)) = (self.never_made(text), bytes.get(..end)) {
            self.forget();
            self.whole = 0;
            self.replay(before);
            self.done_before = None;
        }
    }

    /// How many people the data file must hold by the last step that happened; 0 where nothing is
    /// known.
    pub(crate) fn people(&self, text: &[u8]) -> usize {
        let done = self.never_made(text).unwrap_or(self.done);
        let standing = self.records.get(..done).and_then(<[_]>::last);
        standing.map_or(0, |record| record.people)
    }

    /// Whether that is a whole text that this program left or found around its last step.
    pub(crate) fn knows(&self, text: &[u8]) -> bool {
        let mut around = self.last_done().into_iter().chain(self.next_undone());
        around.any(|record| record.before.matches(text) || record.after.matches(text))
    }

    /// The change that undo would take back.
    pub(crate) fn last_done(&self) -> Option<&ChangeRecord> {
        self.records.get(self.done.checked_sub(1)?)
    }

    /// The change that redo would make again.
    pub(crate) fn next_undone(&self) -> Option<&ChangeRecord> {
        self.records.get(self.done)
    }

    /// All changes, oldest first, each with whether it stands.
    pub(crate) fn records(&self) -> impl DoubleEndedIterator<Item = (&ChangeRecord, bool)> {
        let marked = self.records.iter().enumerate();
        marked.map(|(index, record)| (record, index < self.done))
    }

    /// Writes down a step that is about to be made, and forces it to the disk: undo must know of
    /// every change that a power cut leaves in the data file.
    pub(crate) fn append(&mut self, step: JournalLine) -> io::Result<()> {
        self.take_error().map_or(Ok(()), Err)?;
        let path = self.path.clone().ok_or(ErrorKind::NotFound)?;
        permissions::make_folder(folder_of(&path))?;
        let start = self.whole;
        let heading = if start == 0 {
            self.heading()?
        } else {
            Vec::new()
        };
        let text = [heading, step.to_bytes()?].concat();
        self.write_at_end(&path, &text, true)?;
        self.before_last = start;
        self.take_step(step);
        Ok(())
    }

    /// Takes the last step out again, which could not be made. If this fails too, the data file
    /// shows it later.
    pub(crate) fn take_back(&mut self) {
        let Some(path) = &self.path else { return };
        let file = OpenOptions::new().write(true).open(path);
        if file.is_ok_and(|file| file.set_len(self.before_last).is_ok()) {
            self.whole = self.before_last;
        }
    }

    /// Marks the last step as made. Not forced to the disk and no error if it fails, since the data
    /// file itself shows it too.
    pub(crate) fn mark_saved(&mut self) {
        let (Some(path), Ok(line)) = (self.path.clone(), JournalLine::Saved.to_bytes()) else {
            return;
        };
        let _ = self.write_at_end(&path, &line, false);
        // Only now: a kill meanwhile must leave no second file beside that of the new text. Undoing
        // and redoing add a few bytes only, for which the next change makes room.
        let is_full = self.records.len() > MOST_RECORDS || self.whole > MOST_BYTES;
        if is_full && self.done == self.records.len() {
            // Where this fails, the next change tries again.
            let _ = self.shorten(&path);
        }
    }

    /// Adds text after the last whole line, over what a kill may have left behind it.
    fn write_at_end(&mut self, path: &Path, text: &[u8], force: bool) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        let mut file = permissions::owner_only(&mut options).open(path)?;
        let end = self.whole + text.len() as u64;
        atomic_write::room_for(end)?;
        file.set_len(self.whole)?;
        file.seek(SeekFrom::Start(self.whole))?;
        let mut written = file.write_all(text);
        if force {
            written = written.and_then(|()| file.sync_data());
        }
        // A full disk must not leave half a line, though the next reader would cope.
        match written {
            Ok(()) => self.whole = end,
            Err(_) => drop(file.set_len(self.whole)),
        }
        written
    }

    /// Writes the file again with the newest three quarters, so that this is rarely needed, and
    /// the newest change however long it is. Only where nothing can be redone. `None` where that
    /// fails.
    fn shorten(&mut self, path: &Path) -> Option<()> {
        let mut lines = Vec::new();
        let mut left = MOST_BYTES / 4 * 3;
        for record in self.records.iter().rev().take(MOST_RECORDS / 4 * 3) {
            let line = JournalLine::Change(Box::new(record.clone()))
                .to_bytes()
                .ok()?;
            let rest = left.checked_sub(line.len() as u64);
            if rest.is_none() && !lines.is_empty() {
                break;
            }
            left = rest.unwrap_or_default();
            lines.push(line);
        }
        let kept = lines.len();
        lines.push(self.heading().ok()?);
        lines.reverse();
        lines.push(JournalLine::Saved.to_bytes().ok()?);
        let text = lines.concat();
        atomic_write::sweep(path);
        let mut written = TemporaryFile::write(path, &text, None).ok()?;
        // A power cut that brings the longer journal back loses nothing.
        written.put_in_place(|| Ok(())).ok()?;
        self.records.drain(..self.records.len() - kept);
        self.done = kept;
        self.done_before = None;
        self.whole = text.len() as u64;
        Some(())
    }

    fn heading(&self) -> io::Result<Vec<u8>> {
        let line = JournalLine::Journal {
            version: VERSION,
            file: self.about.clone(),
        };
        line.to_bytes()
    }

    /// How many records stood before the last step, if the data file shows that it was written
    /// down but never made.
    fn never_made(&self, text: &[u8]) -> Option<usize> {
        let before = self.done_before?;
        let is_unmade = if before < self.done {
            self.last_done()?.before.matches(text)
        } else {
            self.next_undone()?.after.matches(text)
        };
        is_unmade.then_some(before)
    }

    /// Takes in the lines of the file, up to the first that is torn.
    fn replay(&mut self, bytes: &[u8]) {
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            // A kill in the middle of writing leaves a last line without its end.
            if line.last() != Some(&b'\n') {
                return;
            }
            let start = self.whole;
            self.whole += line.len() as u64;
            match serde_json::from_slice(line) {
                Ok(JournalLine::Journal { version, .. }) if version > VERSION => {
                    self.error = Some(ErrorKind::Unsupported.into());
                    return;
                }
                Ok(JournalLine::Journal { .. }) => {}
                Ok(JournalLine::Saved) => self.done_before = None,
                Ok(step) => {
                    self.before_last = start;
                    self.take_step(step);
                }
                Err(_) => self.forget(),
            }
        }
    }

    fn take_step(&mut self, step: JournalLine) {
        let done = self.done;
        match step {
            JournalLine::Change(record) => {
                self.records.truncate(done);
                self.records.push(*record);
                self.done += 1;
            }
            JournalLine::Undone if done > 0 => self.done -= 1,
            JournalLine::Redone if done < self.records.len() => self.done += 1,
            // Nothing that could be taken back or made again, or no step at all.
            _ => return self.forget(),
        }
        self.done_before = Some(done);
    }

    /// A line that makes no sense: what came before cannot be reached through it.
    fn forget(&mut self) {
        self.records.clear();
        self.done = 0;
        self.done_before = None;
    }
}

/// Reads all of it.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    // Looked at first, since opening a pipe would wait for ever.
    if !fs::metadata(path)?.is_file() {
        return Err(ErrorKind::InvalidInput.into());
    }
    fs::read(path)
}
