//! A text that somebody edited elsewhere, taken into the data file: nobody held a lock while
//! they did, so what others wrote meanwhile is brought together with it, or it is refused.

use std::path::PathBuf;

use crate::store::commit;
use crate::store::commit::{CommitOptions, NewText, Saved};
use crate::store::data_file::{Source, Unreadable};
use crate::store::io_error::IoError;
use crate::store::paths::Location;
use crate::text::diff;
use crate::text::patch::Splice;

/// What came of an edited text that was taken.
#[derive(Debug)]
pub struct Adopted {
    /// What became of the file.
    pub saved: Saved,
    /// The text before; empty where that was no text.
    pub before: String,
    /// Where it changed.
    pub splices: Vec<Splice>,
    /// The text in the file now.
    pub after: String,
    /// Whether somebody else had changed the file, and both changes are in it.
    pub merged: bool,
}

/// Why an edited text was not taken.
#[derive(Debug)]
pub enum AdoptError {
    /// The disk refused.
    Disk(IoError),
    /// Somebody else changed the same lines, or lines beside them.
    Overlap,
    /// The two changes together are no file that can be read.
    Unreadable(Unreadable),
}

impl From<IoError> for AdoptError {
    fn from(error: IoError) -> Self {
        Self::Disk(error)
    }
}

/// The bytes to be edited, as a writer sees them: what could not be written afterwards is
/// refused before anybody takes the trouble. No lock is taken.
pub fn to_edit(location: &Location, options: &CommitOptions) -> Result<Vec<u8>, IoError> {
    let rehearsal = CommitOptions {
        dry_run: true,
        ..options.clone()
    };
    let looked = commit::update(location, &rehearsal, |now| {
        Ok::<_, IoError>((None, now.to_owned()))
    });
    Ok(looked?.1)
}

/// Puts the edited text in the file. `base` is what was edited; `what` is for undo.
pub fn adopt(
    location: &Location,
    options: &CommitOptions,
    base: &[u8],
    edited: &str,
    what: &str,
) -> Result<Adopted, AdoptError> {
    let (saved, (before, splices, after, merged)) = commit::update(location, options, |now| {
        let merged = now != base;
        let text = if merged {
            merge(base, now, edited).ok_or(AdoptError::Overlap)?
        } else {
            edited.to_owned()
        };
        let people = people(&location.file, &text)?;
        let before = String::from_utf8(now.to_owned()).unwrap_or_default();
        let splices = diff::between(&before, &text);
        let new = NewText {
            text: text.clone(),
            splices: splices.clone(),
            what: what.to_owned(),
            people,
        };
        Ok::<_, AdoptError>((Some(new), (before, splices, text, merged)))
    })?;
    Ok(Adopted {
        saved,
        before,
        splices,
        after,
        merged,
    })
}

fn merge(base: &[u8], now: &[u8], edited: &str) -> Option<String> {
    let base = str::from_utf8(base).ok()?;
    let now = str::from_utf8(now).ok()?;
    diff::merge(base, now, edited)
}

/// How many people the text holds, if it can be read.
fn people(path: &std::path::Path, text: &str) -> Result<usize, AdoptError> {
    let source = Source::of_bytes(PathBuf::from(path), text.to_owned().into_bytes());
    let reading = source.read().map_err(AdoptError::Unreadable)?;
    Ok(reading.book.people.len())
}
