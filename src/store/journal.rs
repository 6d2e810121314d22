//! The undo journal: every change to the data file, in order.
//!
//! There is one journal for each data file, in the state folder and readable only by its owner,
//! since it holds the text that changed. Each line is one step in JSON, written before the step is
//! made and followed by a mark afterwards. A kill in between leaves a step without its mark; the
//! data file itself then shows whether the step was made.

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

/// The version of the format; a journal of a newer version is left alone.
const VERSION: u32 = 1;

/// The most changes kept: some years of daily use.
const MAX_RECORDS: usize = 1000;

/// The most bytes kept, so that the journal stays quick to read. A larger change is kept alone.
const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// The journal of one data file, written only under that file's lock.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    /// Unknown if no home is known.
    path: Option<PathBuf>,
    /// The data file, named in the first line.
    data_file: String,
    /// Why nothing can be written to it.
    error: Option<io::Error>,
    /// Its content when it was opened.
    bytes: Vec<u8>,
    records: Vec<ChangeRecord>,
    /// How many of the records are in effect; those after can be redone.
    done: usize,
    /// `done` before the last step, while nothing shows that the step was made.
    done_before: Option<usize>,
    /// The length of all complete lines, in bytes.
    len: u64,
    /// That length before the last step.
    len_before: u64,
}

impl Journal {
    /// Reads the journal of the data file at that real path. One that cannot be read is empty and
    /// refuses to be written.
    pub(crate) fn open(state: Option<&Path>, data_file: &Path) -> Self {
        let name = format!("{}.journal", permissions::key(data_file));
        let mut journal = Self {
            path: state.map(|state| state.join(name)),
            data_file: data_file.to_string_lossy().into_owned(),
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

    pub(crate) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Why nothing can be written to it: it cannot be read, or no home is known. Returned once.
    pub(crate) const fn take_error(&mut self) -> Option<io::Error> {
        self.error.take()
    }

    /// Drops the last step if the data file shows that a kill prevented it.
    pub(crate) fn drop_unmade(&mut self, text: &[u8]) {
        let bytes = std::mem::take(&mut self.bytes);
        let end = usize::try_from(self.len_before).unwrap_or(usize::MAX);
        if let (Some(_), Some(before)) = (self.done_if_unmade(text), bytes.get(..end)) {
            self.clear();
            self.len = 0;
            self.replay(before);
            self.done_before = None;
        }
    }

    /// How many people the data file held after the last step that was made; 0 if unknown.
    pub(crate) fn people(&self, text: &[u8]) -> usize {
        let done = self.done_if_unmade(text).unwrap_or(self.done);
        let last = self.records.get(..done).and_then(<[_]>::last);
        last.map_or(0, |record| record.people)
    }

    /// Whether this program wrote or read exactly that text in its last step, so that the text is
    /// complete.
    pub(crate) fn knows(&self, text: &[u8]) -> bool {
        let mut around = self.last_done().into_iter().chain(self.next_undone());
        around.any(|record| record.before.matches(text) || record.after.matches(text))
    }

    /// The change that would be undone next.
    pub(crate) fn last_done(&self) -> Option<&ChangeRecord> {
        self.records.get(self.done.checked_sub(1)?)
    }

    /// The change that would be redone next.
    pub(crate) fn next_undone(&self) -> Option<&ChangeRecord> {
        self.records.get(self.done)
    }

    /// All changes, oldest first, each with whether it is in effect.
    pub(crate) fn records(&self) -> impl DoubleEndedIterator<Item = (&ChangeRecord, bool)> {
        let marked = self.records.iter().enumerate();
        marked.map(|(index, record)| (record, index < self.done))
    }

    /// Records a step that is about to be made and forces it to the disk: undo must know every
    /// change that survives a power cut in the data file.
    pub(crate) fn append(&mut self, step: JournalLine) -> io::Result<()> {
        self.take_error().map_or(Ok(()), Err)?;
        let path = self.path.clone().ok_or(ErrorKind::NotFound)?;
        permissions::make_folder(folder_of(&path))?;
        let start = self.len;
        let heading = if start == 0 {
            self.heading()?
        } else {
            Vec::new()
        };
        let text = [heading, step.to_bytes()?].concat();
        self.write_at_end(&path, &text, true)?;
        self.len_before = start;
        self.take_step(step);
        Ok(())
    }

    /// Removes the last step, which could not be made. If that fails too, the data file shows later
    /// that the step was not made.
    pub(crate) fn remove_last(&mut self) {
        let Some(path) = &self.path else { return };
        let file = OpenOptions::new().write(true).open(path);
        if file.is_ok_and(|file| file.set_len(self.len_before).is_ok()) {
            self.len = self.len_before;
        }
    }

    /// Marks the last step as made. The mark is not forced to the disk, and a failure does no harm,
    /// since the data file shows the step too.
    pub(crate) fn mark_saved(&mut self) {
        let (Some(path), Ok(line)) = (self.path.clone(), JournalLine::Saved.to_bytes()) else {
            return;
        };
        let _ = self.write_at_end(&path, &line, false);
        // Not earlier: a kill must leave at most one temporary file. Undo and redo add only a few
        // bytes, for which the next change makes room.
        let is_full = self.records.len() > MAX_RECORDS || self.len > MAX_BYTES;
        if is_full && self.done == self.records.len() {
            // If this fails, the next change tries again.
            let _ = self.shorten(&path);
        }
    }

    /// Writes after the last complete line, over a torn one that a kill may have left.
    fn write_at_end(&mut self, path: &Path, text: &[u8], force: bool) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        let mut file = permissions::owner_only(&mut options).open(path)?;
        let end = self.len + text.len() as u64;
        atomic_write::room_for(end)?;
        file.set_len(self.len)?;
        file.seek(SeekFrom::Start(self.len))?;
        let mut written = file.write_all(text);
        if force {
            written = written.and_then(|()| file.sync_data());
        }
        // A full disk should not leave half a line, though the next reader would cope.
        match written {
            Ok(()) => self.len = end,
            Err(_) => drop(file.set_len(self.len)),
        }
        written
    }

    /// Rewrites the file with the newest three quarters, so that this is rarely needed, and at
    /// least the newest change. Called only while nothing can be redone; `None` on failure.
    fn shorten(&mut self, path: &Path) -> Option<()> {
        let mut lines = Vec::new();
        let mut left = MAX_BYTES / 4 * 3;
        for record in self.records.iter().rev().take(MAX_RECORDS / 4 * 3) {
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
        // A power cut that restores the longer journal loses nothing.
        written.put_in_place(|| Ok(())).ok()?;
        self.records.drain(..self.records.len() - kept);
        self.done = kept;
        self.done_before = None;
        self.len = text.len() as u64;
        Some(())
    }

    fn heading(&self) -> io::Result<Vec<u8>> {
        let line = JournalLine::Journal {
            version: VERSION,
            file: self.data_file.clone(),
        };
        line.to_bytes()
    }

    /// `done` before the last step, if the data file shows that the step was recorded but not made.
    fn done_if_unmade(&self, text: &[u8]) -> Option<usize> {
        let before = self.done_before?;
        let is_unmade = if before < self.done {
            self.last_done()?.before.matches(text)
        } else {
            self.next_undone()?.after.matches(text)
        };
        is_unmade.then_some(before)
    }

    /// Replays the lines of the file up to a torn one, which a kill may have left at the end.
    fn replay(&mut self, bytes: &[u8]) {
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            if line.last() != Some(&b'\n') {
                return;
            }
            let start = self.len;
            self.len += line.len() as u64;
            match serde_json::from_slice(line) {
                Ok(JournalLine::Journal { version, .. }) if version > VERSION => {
                    self.error = Some(ErrorKind::Unsupported.into());
                    return;
                }
                Ok(JournalLine::Journal { .. }) => {}
                Ok(JournalLine::Saved) => self.done_before = None,
                Ok(step) => {
                    self.len_before = start;
                    self.take_step(step);
                }
                Err(_) => self.clear(),
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
            // Nothing to undo or redo, or not a step.
            _ => return self.clear(),
        }
        self.done_before = Some(done);
    }

    /// Drops all records: a line that makes no sense cuts off those before it.
    fn clear(&mut self) {
        self.records.clear();
        self.done = 0;
        self.done_before = None;
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    // Checked first, since opening a pipe would block forever.
    if !fs::metadata(path)?.is_file() {
        return Err(ErrorKind::InvalidInput.into());
    }
    fs::read(path)
}
