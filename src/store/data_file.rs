//! The data file as the commands see it: a text, and the book in it.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::document::decode::{NotUtf8, as_text};
use crate::document::diagnostic::Finding;
use crate::document::edit::Document;
use crate::document::read::{Reading, read, read_closely};
use crate::store::commit::CommitOptions;
use crate::store::io_error::IoError;
use crate::store::journal::Journal;
use crate::store::paths::Location;
use crate::store::{load, symlink};

/// A file that was read.
#[derive(Debug)]
pub struct Source {
    /// The file.
    pub path: PathBuf,
    /// Its bytes, whatever they are.
    pub bytes: Vec<u8>,
    /// Whether there is no file: then the book is empty.
    pub is_missing: bool,
    /// How many people the file held when this program last wrote it, where it is empty now.
    pub missed: usize,
}

/// A file that has errors: nothing can be said of it, and nothing is written to it.
#[derive(Debug, Clone)]
pub struct Unreadable {
    /// The file.
    pub path: PathBuf,
    /// Its text, as far as it is text, for showing the places.
    pub text: String,
    /// Up to ten errors, in the order of the text.
    pub findings: Vec<Finding>,
}

impl Unreadable {
    fn new(path: &Path, text: &str, findings: Vec<Finding>) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            findings,
        }
    }

    /// How many errors there are beyond those in [`Self::findings`].
    pub fn more(&self) -> usize {
        self.findings.last().map_or(0, |last| last.more)
    }
}

/// Reads the file without a lock, for a command that writes nothing; one that is not there is an
/// empty book. One that is empty though it held people, or is broken and was written a moment
/// ago, is read again: an editor that saves in place may be in the middle of it.
pub fn open(location: &Location, options: &CommitOptions) -> Result<Source, IoError> {
    let settle = options.patience.settle;
    let mut left = settle;
    loop {
        let (bytes, is_missing) = match load::read_input(&location.file, settle) {
            Err(error) if error.is_not_found() => (Vec::new(), true),
            read => (read?, false),
        };
        let mut source = Source::of_bytes(location.file.clone(), bytes);
        source.is_missing = is_missing;
        if source.bytes.is_empty() {
            source.missed = missed(location);
        }
        let is_broken = || {
            let found = fs::metadata(&location.file);
            found.is_ok_and(|found| load::is_fresh(&found)) && source.read().is_err()
        };
        if left.is_zero() || (source.missed == 0 && !is_broken()) {
            return Ok(source);
        }
        load::pause(&mut left);
    }
}

/// How many people the journal misses in an empty file.
fn missed(location: &Location) -> usize {
    // Where the links lead nowhere there is no journal either, and a pipe has none.
    symlink::follow(&location.file).map_or(0, |target| {
        Journal::open(location.state.as_deref(), &target).people(b"")
    })
}

impl Source {
    /// Bytes that are to be read as if they stood in that file.
    pub fn of_bytes(path: PathBuf, bytes: Vec<u8>) -> Self {
        Self {
            path,
            bytes,
            is_missing: false,
            missed: 0,
        }
    }

    /// The text, if it is one.
    pub fn text(&self) -> Result<&str, Unreadable> {
        as_text(&self.bytes).map_err(|error| no_text(error, &self.path))
    }

    /// What the text means.
    pub fn read(&self) -> Result<Reading<'_>, Unreadable> {
        let text = self.text()?;
        read(text).map_err(|findings| Unreadable::new(&self.path, text, findings))
    }

    /// What the text means, and what in it is legal but worth a look on that day.
    pub fn read_closely(&self, today: NaiveDate) -> Result<Reading<'_>, Unreadable> {
        let text = self.text()?;
        read_closely(text, today).map_err(|findings| Unreadable::new(&self.path, text, findings))
    }
}

/// Reads the bytes of that file for a change.
pub fn document<'b>(bytes: &'b [u8], path: &Path) -> Result<Document<'b>, Unreadable> {
    let text = as_text(bytes).map_err(|error| no_text(error, path))?;
    Document::parse(text).map_err(|findings| Unreadable::new(path, text, findings))
}

fn no_text(error: NotUtf8, path: &Path) -> Unreadable {
    Unreadable::new(path, &error.lossy, error.findings)
}
