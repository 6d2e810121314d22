//! A text that was edited elsewhere, taken into the data file: no lock was held meanwhile, so
//! what others wrote since then is merged with it, or it is refused.

use crate::store::commit::{self, CommitOptions, NewText, Saved};
use crate::store::data_file;
use crate::store::io_error::IoError;
use crate::store::paths::Location;
use crate::text::diff;

/// The bytes to be edited, as a writer sees them: what could not be written afterwards is
/// refused before the user takes the trouble. No lock is taken.
pub fn to_edit(location: &Location, options: &CommitOptions) -> Result<Vec<u8>, IoError> {
    let options = CommitOptions {
        dry_run: true,
        ..options.clone()
    };
    commit::update(location, &options, |open| Ok(Some(open.bytes().to_owned())))
}

/// Puts the edited text in the file, and gives whether the file had changed meanwhile, so that
/// both changes are in it; `None` where they touch each other or cannot be read together.
/// `base` is what was edited; `what` is for undo.
pub fn adopt(
    location: &Location,
    options: &CommitOptions,
    base: &[u8],
    edited: &str,
    what: &str,
) -> Result<Option<(Saved, bool)>, IoError> {
    commit::update(location, options, |open| {
        let merged = open.bytes() != base;
        let text = if merged {
            merge(base, open.bytes(), edited)
        } else {
            Some(edited.to_owned())
        };
        let Some((text, people)) = text.and_then(|text| with_people(text, location)) else {
            return Ok(Some(None));
        };
        let before = str::from_utf8(open.bytes()).unwrap_or_default();
        let new = NewText {
            splices: diff::between(before, &text),
            text,
            what: what.to_owned(),
            people,
        };
        let saved = open.commit(new)?;
        Ok(saved.map(|saved| Some((saved, merged))))
    })
}

/// The text and how many people it holds, if it can be read.
fn with_people(text: String, location: &Location) -> Option<(String, usize)> {
    let document = data_file::document(text.as_bytes(), &location.file).ok()?;
    let people = document.book().people.len();
    Some((text, people))
}

fn merge(base: &[u8], now: &[u8], edited: &str) -> Option<String> {
    let (base, now) = (str::from_utf8(base).ok()?, str::from_utf8(now).ok()?);
    diff::merge(base, now, edited)
}
