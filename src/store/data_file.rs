//! The data file as the commands see it: its text and the book it holds.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::document::decode::as_text;
use crate::document::diagnostic::Diagnostic;
use crate::document::edit::Document;
use crate::document::read::{Reading, read, read_and_lint};
use crate::store::commit::CommitOptions;
use crate::store::io_error::IoError;
use crate::store::journal::Journal;
use crate::store::paths::Location;
use crate::store::{load, symlink};

/// The content of a file.
#[derive(Debug)]
pub struct Source {
    /// The file.
    pub path: PathBuf,
    /// Its bytes, which need not be text.
    pub bytes: Vec<u8>,
    /// Whether the file does not exist; the book is empty then.
    pub is_missing: bool,
    /// If the file is empty: how many people it held when this program last wrote it.
    pub lost_people: usize,
}

/// A file with errors: no command answers from it or writes to it.
#[derive(Debug, Clone)]
pub struct Unreadable {
    /// The file.
    pub path: PathBuf,
    /// Its text, decoded lossily if need be, to quote the lines with errors.
    pub text: String,
    /// Up to ten errors, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

impl Unreadable {
    /// How many errors there are beyond those in [`Self::diagnostics`].
    pub fn more(&self) -> usize {
        self.diagnostics.last().map_or(0, |last| last.more)
    }
}

/// Reads the file without a lock, for a command that writes nothing; a missing file is an empty
/// book. A file that is empty but held people, or that has errors and was written just now, is
/// read again: an editor may be saving it in place.
pub fn open(location: &Location, options: &CommitOptions) -> Result<Source, IoError> {
    let settle = options.patience.settle;
    let mut left = settle;
    loop {
        let (bytes, is_missing) = match load::read_input(&location.file, settle) {
            Err(error) if error.is_not_found() => (Vec::new(), true),
            read => (read?, false),
        };
        let mut source = Source::from_bytes(location.file.clone(), bytes);
        source.is_missing = is_missing;
        if source.bytes.is_empty() {
            // A pipe and a dangling link have no journal.
            source.lost_people = symlink::follow(&location.file).map_or(0, |target| {
                Journal::open(location.state.as_deref(), &target).people(b"")
            });
        }
        let may_be_partial = || {
            let metadata = fs::metadata(&location.file);
            metadata.is_ok_and(|found| load::was_just_written(&found)) && source.read().is_err()
        };
        if left.is_zero() || (source.lost_people == 0 && !may_be_partial()) {
            return Ok(source);
        }
        load::pause(&mut left);
    }
}

impl Source {
    /// Treats these bytes as the content of that file.
    pub fn from_bytes(path: PathBuf, bytes: Vec<u8>) -> Self {
        Self {
            path,
            bytes,
            is_missing: false,
            lost_people: 0,
        }
    }

    /// The bytes as text.
    pub fn as_text(&self) -> Result<&str, Unreadable> {
        parse(&self.bytes, &self.path, Ok)
    }

    /// The book in the file.
    pub fn read(&self) -> Result<Reading<'_>, Unreadable> {
        parse(&self.bytes, &self.path, read)
    }

    /// As [`Self::read`], with notes on what is valid but worth a look on that day.
    pub fn read_and_lint(&self, today: NaiveDate) -> Result<Reading<'_>, Unreadable> {
        parse(&self.bytes, &self.path, |text| read_and_lint(text, today))
    }
}

/// Parses the bytes of that file for a change.
pub fn document<'b>(bytes: &'b [u8], path: &Path) -> Result<Document<'b>, Unreadable> {
    parse(bytes, path, Document::parse)
}

fn parse<'b, T>(
    bytes: &'b [u8],
    path: &Path,
    parse: impl FnOnce(&'b str) -> Result<T, Vec<Diagnostic>>,
) -> Result<T, Unreadable> {
    let unreadable = |text: &str, diagnostics| Unreadable {
        path: path.to_owned(),
        text: text.to_owned(),
        diagnostics,
    };
    let text = as_text(bytes).map_err(|error| unreadable(&error.lossy, error.diagnostics))?;
    parse(text).map_err(|diagnostics| unreadable(text, diagnostics))
}
