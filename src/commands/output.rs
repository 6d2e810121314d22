//! How a command writes a file that is not the book.

use std::path::Path;

use crate::commands::errors::{Result, disk_of_other_file};
use crate::commands::session::Session;
use crate::store::io_error::IoError;
use crate::store::write_output::{Replace, write_file};

/// Writes the file, whole or not at all; what may become of another one of
/// that name, `replace` says.
pub fn give_file(file: &Path, text: &str, replace: Replace, session: &Session) -> Result<()> {
    try_give(file, text, replace, session).map_err(disk_of_other_file)
}

/// As [`give_file`], for a command that has an answer of its own to an error.
pub fn try_give(
    file: &Path,
    text: &str,
    replace: Replace,
    session: &Session,
) -> std::result::Result<(), IoError> {
    let patience = session.saving(false, false).patience;
    let warning = write_file(file, text.as_bytes(), replace, &session.location, patience)?;
    if let Some(warning) = warning {
        session.warn(&warning);
    }
    Ok(())
}

/// Whether `--yes` lets another file go.
pub fn with_yes(yes: bool) -> Replace<'static> {
    if yes { Replace::Any } else { Replace::Never }
}
