//! The data file as the commands see it: a text, and the book in it.

use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use chrono::NaiveDate;

use crate::document::decode::{NoText, as_text};
use crate::document::diagnostic::Finding;
use crate::document::edit::Document;
use crate::document::read::{Reading, read, read_closely};
use crate::store::commit::Options;
use crate::store::content::Content;
use crate::store::io_error::Fault;
use crate::store::load;
use crate::store::paths::Location;

/// A file that was loaded.
#[derive(Debug)]
pub struct Source {
    path: PathBuf,
    content: Content,
    is_missing: bool,
    missed: usize,
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

/// Loads the file for a command that only reads; a file that is not there is an empty book.
///
/// One that cannot be read and was written a moment ago is loaded again: an editor that saves
/// in place may be in the middle of it.
pub fn open(location: &Location, options: &Options) -> Result<Source, Fault> {
    /// How long to wait between two looks.
    const PAUSE: Duration = Duration::from_millis(20);
    let mut waited = Duration::ZERO;
    loop {
        let opened = open_once(location, options);
        let has_time = waited < options.patience.settle;
        if !(has_time && load::was_written_now(&location.file) && is_broken(&opened)) {
            return opened;
        }
        sleep(PAUSE);
        waited += PAUSE;
    }
}

fn is_broken(opened: &Result<Source, Fault>) -> bool {
    opened.as_ref().is_ok_and(|source| source.read().is_err())
}

fn open_once(location: &Location, options: &Options) -> Result<Source, Fault> {
    let loaded = load::load(location, options.patience.settle)?;
    Ok(Source {
        path: location.file.clone(),
        is_missing: loaded.bytes.is_none(),
        content: loaded.bytes.unwrap_or_default(),
        missed: loaded.missed,
    })
}

impl Source {
    /// Bytes that are to be read as if they stood in that file.
    pub fn of_bytes(path: PathBuf, bytes: Vec<u8>) -> Self {
        Self {
            path,
            content: bytes.into(),
            is_missing: false,
            missed: 0,
        }
    }

    /// The bytes, whatever they are.
    pub fn bytes(&self) -> &[u8] {
        &self.content
    }

    /// The text, if it is one.
    pub fn text(&self) -> Result<&str, Unreadable> {
        as_text(&self.content).map_err(|error| no_text(error, &self.path))
    }

    /// Whether there is no file: then the book is empty.
    pub fn is_missing(&self) -> bool {
        self.is_missing
    }

    /// How many people the file held when this program last wrote it, where it is empty now.
    pub fn missed(&self) -> usize {
        self.missed
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the text means.
    pub fn read(&self) -> Result<Reading<'_>, Unreadable> {
        let text = self.text()?;
        read(text).map_err(|findings| self.unreadable(text, findings))
    }

    /// What the text means, and what in it is legal but worth a look on that day.
    pub fn read_closely(&self, today: NaiveDate) -> Result<Reading<'_>, Unreadable> {
        let text = self.text()?;
        read_closely(text, today).map_err(|findings| self.unreadable(text, findings))
    }

    fn unreadable(&self, text: &str, findings: Vec<Finding>) -> Unreadable {
        Unreadable::new(&self.path, text, findings)
    }
}

/// Reads the bytes of that file for a change.
pub fn document<'b>(bytes: &'b [u8], path: &Path) -> Result<Document<'b>, Unreadable> {
    let text = as_text(bytes).map_err(|error| no_text(error, path))?;
    Document::parse(text).map_err(|findings| Unreadable::new(path, text, findings))
}

fn no_text(error: NoText, path: &Path) -> Unreadable {
    Unreadable::new(path, &error.lossy, error.findings)
}
