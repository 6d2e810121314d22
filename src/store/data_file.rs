//! The data file as the commands see it: a book to read, and a change to save.

use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use chrono::NaiveDate;

use crate::document::decode::{NoText, as_text};
use crate::document::diagnostic::Finding;
use crate::document::edit::{EditError, edit_read};
use crate::document::read::{Reading, read, read_closely, read_outlined};
use crate::model::change::Change;
use crate::store::commit::{CommitOptions, NewText, Saved};
use crate::store::io_error::IoError;
use crate::store::paths::Location;
use crate::store::{commit, load};
use crate::text::patch::Splice;

/// A file that was loaded.
#[derive(Debug)]
pub struct Source {
    path: PathBuf,
    content: Vec<u8>,
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
    /// How many errors there are beyond those in [`Self::findings`].
    pub fn more(&self) -> usize {
        self.findings.last().map_or(0, |last| last.more)
    }
}

/// Loads the file for a command that only reads; a file that is not there is an empty book.
///
/// One that cannot be read and was written a moment ago is loaded again: an editor that saves
/// in place may be in the middle of it.
pub fn open(location: &Location, options: &CommitOptions) -> Result<Source, IoError> {
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

fn is_broken(opened: &Result<Source, IoError>) -> bool {
    opened.as_ref().is_ok_and(|source| source.read().is_err())
}

fn open_once(location: &Location, options: &CommitOptions) -> Result<Source, IoError> {
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
            content: bytes,
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
        Unreadable {
            path: self.path.clone(),
            text: text.to_owned(),
            findings,
        }
    }
}

fn no_text(error: NoText, path: &Path) -> Unreadable {
    Unreadable {
        path: path.to_owned(),
        text: error.lossy,
        findings: error.findings,
    }
}

/// What a command wants changed, and what it has to say about it.
#[derive(Debug)]
pub struct Wanted<T> {
    /// The steps, in order; none leaves the file as it is.
    pub changes: Vec<Change>,
    /// The command in short, as `undo` lists it: `log ruth praised`. Without notes.
    pub what: String,
    /// What the command tells once the change is in the file.
    pub told: T,
}

/// What came of a change that did not fail.
#[derive(Debug)]
pub struct Changed<T> {
    /// What the disk did, and what went wrong after the change was in the file.
    pub saved: Saved,
    /// Where the text changed, in the old text, for showing it.
    pub splices: Vec<Splice>,
    /// The text before, for showing the change; kept only where nothing is written.
    pub before: String,
    /// Warnings of reading the file.
    pub warnings: Vec<Finding>,
    /// What the command tells.
    pub told: T,
}

/// Why nothing was written.
#[derive(Debug)]
pub enum ChangeError<E> {
    /// The disk refused.
    Disk(IoError),
    /// The file has errors.
    Unreadable(Unreadable),
    /// The edited text would not have meant the old book and the change.
    ReadBack(PathBuf),
    /// The command cannot be done with this book.
    Plan(E),
}

impl<E> From<IoError> for ChangeError<E> {
    fn from(error: IoError) -> Self {
        Self::Disk(error)
    }
}

/// Changes the file: reads it under the lock, asks `plan` what is wanted of that book, edits
/// the text, reads it back, and saves it. All or nothing.
///
/// `plan` is asked again when somebody else changes the file meanwhile.
pub fn change<T, E>(
    location: &Location,
    options: &CommitOptions,
    mut plan: impl FnMut(&Reading) -> Result<Wanted<T>, E>,
) -> Result<Changed<T>, ChangeError<E>> {
    let (saved, kept) = commit::update(location, options, |bytes| {
        draft(bytes, &location.file, options.dry_run, &mut plan)
    })?;
    let Kept {
        splices,
        before,
        warnings,
        told,
    } = kept;
    Ok(Changed {
        saved,
        splices,
        before,
        warnings,
        told,
    })
}

/// What is told of the last plan, once it is in the file.
struct Kept<T> {
    splices: Vec<Splice>,
    before: String,
    warnings: Vec<Finding>,
    told: T,
}

fn draft<T, E>(
    bytes: &[u8],
    path: &Path,
    keeps_before: bool,
    plan: &mut impl FnMut(&Reading) -> Result<Wanted<T>, E>,
) -> Result<(Option<NewText>, Kept<T>), ChangeError<E>> {
    let text = as_text(bytes).map_err(|error| ChangeError::Unreadable(no_text(error, path)))?;
    let unreadable = |findings| {
        ChangeError::Unreadable(Unreadable {
            path: path.to_owned(),
            text: text.to_owned(),
            findings,
        })
    };
    let (reading, outline) = read_outlined(text).map_err(unreadable)?;
    let Wanted {
        changes,
        what,
        told,
    } = plan(&reading).map_err(ChangeError::Plan)?;
    let mut kept = Kept {
        splices: Vec::new(),
        before: String::new(),
        warnings: reading.warnings,
        told,
    };
    if changes.is_empty() {
        return Ok((None, kept));
    }
    let people = people_after(reading.book.people.len(), &changes);
    let edited = edit_read(&outline, reading.book, &changes).map_err(|error| match error {
        EditError::Unreadable(findings) => unreadable(findings),
        EditError::Unfit(_) | EditError::ReadBack { .. } => ChangeError::ReadBack(path.to_owned()),
    })?;
    kept.splices.clone_from(&edited.splices);
    if keeps_before {
        text.clone_into(&mut kept.before);
    }
    let new = NewText {
        text: edited.text,
        splices: edited.splices,
        what,
        people,
    };
    Ok((Some(new), kept))
}

/// How many people there are after the changes, for the journal.
fn people_after(before: usize, changes: &[Change]) -> usize {
    let added = changes
        .iter()
        .filter(|change| matches!(change, Change::Add(_)))
        .count();
    let removed = changes
        .iter()
        .filter(|change| matches!(change, Change::Remove { .. }))
        .count();
    (before + added).saturating_sub(removed)
}
