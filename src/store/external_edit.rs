//! A text that was edited elsewhere, taken into the data file: no lock was held meanwhile, so
//! what others wrote since then is merged with it, or it is refused.

use crate::store::commit::{CommitOptions, NewText, Saved, Update};
use crate::store::data_file;
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
    /// Whether the file had changed meanwhile, and both changes are in it.
    pub merged: bool,
}

/// The bytes to be edited, as a writer sees them: what could not be written afterwards is
/// refused before the user takes the trouble. No lock is taken.
pub fn to_edit(location: &Location, options: &CommitOptions) -> Result<Vec<u8>, IoError> {
    let options = CommitOptions {
        dry_run: true,
        ..options.clone()
    };
    let open = Update::new(location, &options).open()?;
    Ok(open.bytes().to_owned())
}

/// Puts the edited text in the file; `None` where the same lines changed in the file meanwhile,
/// or lines beside them, or the two changes together cannot be read. `base` is what was edited;
/// `what` is for undo.
pub fn adopt(
    location: &Location,
    options: &CommitOptions,
    base: &[u8],
    edited: &str,
    what: &str,
) -> Result<Option<Adopted>, IoError> {
    let mut update = Update::new(location, options);
    loop {
        let open = update.open()?;
        let now = open.bytes();
        let merged = now != base;
        let after = if merged {
            merge(base, now, edited)
        } else {
            Some(edited.to_owned())
        };
        let Some(after) = after else { return Ok(None) };
        let Ok(document) = data_file::document(after.as_bytes(), &location.file) else {
            return Ok(None);
        };
        let people = document.book().people.len();
        let before = String::from_utf8(now.to_owned()).unwrap_or_default();
        let splices = diff::between(&before, &after);
        let new = NewText {
            text: after.clone(),
            splices: splices.clone(),
            what: what.to_owned(),
            people,
        };
        if let Some(saved) = open.commit(new)? {
            return Ok(Some(Adopted {
                saved,
                before,
                splices,
                after,
                merged,
            }));
        }
    }
}

fn merge(base: &[u8], now: &[u8], edited: &str) -> Option<String> {
    let (base, now) = (str::from_utf8(base).ok()?, str::from_utf8(now).ok()?);
    diff::merge(base, now, edited)
}
