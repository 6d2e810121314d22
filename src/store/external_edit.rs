//! Saves a text that was edited outside the program. No lock was held meanwhile, so changes made
//! to the file since then are merged in, or the edit is refused.

use crate::document::read::read;
use crate::store::commit::{self, CommitOptions, NewText, Saved};

use crate::store::io_error::IoError;
use crate::store::paths::Location;
use crate::text::diff;

/// Reads the bytes to edit. A file that could not be written afterwards is refused before the
/// user takes the trouble. No lock is taken.
pub fn read_to_edit(location: &Location, options: &CommitOptions) -> Result<Vec<u8>, IoError> {
    let options = CommitOptions {
        dry_run: true,
        ..options.clone()
    };
    commit::update(location, &options, |open| Ok(Some(open.bytes().to_owned())))
}

/// Saves the edited text and returns whether the file had changed meanwhile, so that it holds both
/// changes now; `None` if they conflict or the merged text cannot be read. `base` is the text
/// before the edit; `what` describes the change for undo.
pub fn save_edited(
    location: &Location,
    options: &CommitOptions,
    base: &[u8],
    edited: &str,
    what: &str,
) -> Result<Option<(Saved, bool)>, IoError> {
    commit::update(location, options, |open| {
        let now = open.bytes();
        let has_changed = now != base;
        let text = if has_changed {
            merge(base, now, edited)
        } else {
            Some(edited.to_owned())
        };
        let Some(new) = text.and_then(|text| {
            let people = read(&text).ok()?.book.people.len();
            Some(NewText {
                splices: diff::line_splices(str::from_utf8(now).unwrap_or_default(), &text),
                text,
                what: what.to_owned(),
                people,
            })
        }) else {
            return Ok(Some(None));
        };
        let saved = open.commit(new)?;
        Ok(saved.map(|saved| Some((saved, has_changed))))
    })
}

fn merge(base: &[u8], now: &[u8], edited: &str) -> Option<String> {
    let (base, now) = (str::from_utf8(base).ok()?, str::from_utf8(now).ok()?);
    diff::merge(base, now, edited)
}
