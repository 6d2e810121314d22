//! The journal's file: lines added at its end, and made anew when it grew too long.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;

use crate::store::journal::{Journal, Line, Step, VERSION};
use crate::store::{atomic_write, permissions};

/// The most changes that are kept: some years of daily use.
const MOST_RECORDS: usize = 1000;

/// The longest journal, in bytes: read at every write, so it must stay quick to read. A
/// single change that is larger is kept alone.
const MOST_BYTES: u64 = 8 * 1024 * 1024;

/// Reads all of it.
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    // Looked at first, since opening a pipe would wait for ever.
    if !fs::metadata(path)?.is_file() {
        return Err(ErrorKind::InvalidInput.into());
    }
    let mut bytes = Vec::new();
    File::open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl Journal {
    /// Writes down a step that is about to be made, and forces it to the disk: undo must
    /// know of every change that a power cut leaves in the data file.
    pub(in crate::store) fn append(&mut self, step: Step) -> io::Result<()> {
        if let Some(error) = self.trouble.take() {
            return Err(error);
        }
        let path = self.path.clone().ok_or(ErrorKind::NotFound)?;
        if let Some(folder) = path.parent() {
            permissions::make_folder(folder)?;
        }
        let line = to_line(&match &step {
            Step::Change(record) => Line::Change(record.clone()),
            Step::Undone => Line::Undone,
            Step::Redone => Line::Redone,
        })?;
        let start = self.whole;
        let mut text = Vec::new();
        if start == 0 {
            text.extend(self.heading()?);
        }
        text.extend(&line);
        self.write_at_end(&path, &text, true)?;
        self.before_last = start;
        self.take_step(step);
        Ok(())
    }

    /// Takes the last step out again: it could not be made. If this fails too, the data file
    /// tells later that it never was.
    pub(in crate::store) fn take_back(&mut self) {
        let Some(path) = &self.path else { return };
        let file = OpenOptions::new().write(true).open(path);
        if file.is_ok_and(|file| file.set_len(self.before_last).is_ok()) {
            self.whole = self.before_last;
        }
    }

    /// Marks the last step as made. Not forced to the disk and no error if it fails: without
    /// the mark, the data file itself is asked.
    pub(in crate::store) fn mark_saved(&mut self) {
        let Some(path) = self.path.clone() else {
            return;
        };
        if let Ok(line) = to_line(&Line::Saved) {
            let _ = self.write_at_end(&path, &line, false);
        }
        // Only now: a kill meanwhile must leave no second file beside that of the new text.
        // Undoing and redoing add a few bytes only; the next change makes room for them.
        if self.is_full() && self.done == self.records.len() {
            // Where this fails, the next change tries again.
            let _ = self.shorten(&path);
        }
    }

    /// Adds text after the last whole line, over what a kill may have left of another.
    fn write_at_end(&mut self, path: &Path, text: &[u8], force: bool) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        let mut file = permissions::only_for_me(&mut options).open(path)?;
        let end = self.whole + text.len() as u64;
        atomic_write::room_for(end)?;
        file.set_len(self.whole)?;
        file.seek(SeekFrom::Start(self.whole))?;
        let written = file
            .write_all(text)
            .and_then(|()| if force { file.sync_data() } else { Ok(()) });
        if written.is_err() {
            // A full disk must not leave half a line, though the next reader would cope.
            let _ = file.set_len(self.whole);
            return written;
        }
        self.whole = end;
        Ok(())
    }

    fn is_full(&self) -> bool {
        self.records.len() > MOST_RECORDS || self.whole > MOST_BYTES
    }

    /// Makes the file anew with the newest three quarters, so that this is rarely needed.
    /// Only where nothing can be redone. The newest change stays however long it is.
    fn shorten(&mut self, path: &Path) -> io::Result<()> {
        let mut lines = Vec::new();
        let mut left = MOST_BYTES / 4 * 3;
        for record in self.records.iter().rev().take(MOST_RECORDS / 4 * 3) {
            let line = to_line(&Line::Change(Box::new(record.clone())))?;
            let rest = left.checked_sub(line.len() as u64);
            if rest.is_none() && !lines.is_empty() {
                break;
            }
            left = rest.unwrap_or_default();
            lines.push(line);
        }
        let kept = lines.len();
        let mut text = self.heading()?;
        text.extend(lines.into_iter().rev().flatten());
        text.extend(to_line(&Line::Saved)?);
        replace_with(path, &text)?;
        self.records.drain(..self.records.len() - kept);
        self.done = kept;
        self.pending = None;
        self.whole = text.len() as u64;
        Ok(())
    }

    fn heading(&self) -> io::Result<Vec<u8>> {
        to_line(&Line::Journal {
            version: VERSION,
            file: self.about.clone(),
        })
    }
}

fn replace_with(path: &Path, text: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("journal.tmp");
    let written = write_anew(&beside, text).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

fn write_anew(path: &Path, text: &[u8]) -> io::Result<()> {
    // A kill may have left one; made anew, so that its mode is sure.
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    atomic_write::room_for(text.len() as u64)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    let mut file = permissions::only_for_me(&mut options).open(path)?;
    file.write_all(text)?;
    file.sync_all()
}

fn to_line(line: &Line) -> io::Result<Vec<u8>> {
    let mut text = serde_json::to_vec(line)?;
    text.push(b'\n');
    Ok(text)
}
