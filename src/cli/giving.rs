//! How a command writes a file that is not the book.

use std::path::Path;

use super::error::{Outside, Result, Trouble};
use super::saving;
use super::session::Session;
use crate::store::give::{GiveError, give};

/// Writes the file, whole or not at all; another one of that name only goes if `replace`.
pub fn give_file(file: &Path, text: &str, replace: bool, session: &Session) -> Result<()> {
    let name = || file.display().to_string();
    let patience = session.saving(replace, false).patience;
    let written = give(file, text.as_bytes(), replace, &session.location, patience);
    let warnings = written.map_err(|error| match error {
        GiveError::Exists => Trouble::Outside(Outside::Exists(name())),
        GiveError::Book => Trouble::Outside(Outside::Book(name())),
        GiveError::Disk(fault) => Outside::of(fault),
    })?;
    for warning in &warnings {
        session.warn(&saving::after_saving(warning));
    }
    Ok(())
}
