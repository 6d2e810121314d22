//! How a command writes a file that is not the data file.

use std::path::Path;

use crate::commands::errors::{Result, disk_of_other_file};
use crate::commands::session::Session;
use crate::store::io_error::IoError;
use crate::store::write_output;
use crate::store::write_output::Replace;

/// Writes the file, whole or not at all; what may become of another one of
/// that name, `replace` says.
pub fn write_file(file: &Path, text: &str, replace: Replace, session: &Session) -> Result<()> {
    try_write(file, text, replace, session).map_err(disk_of_other_file)
}

/// As [`write_file`], for a command that has an answer of its own to an error.
pub fn try_write(
    file: &Path,
    text: &str,
    replace: Replace,
    session: &Session,
) -> std::result::Result<(), IoError> {
    let patience = session.saving(false, false).patience;
    let bytes = text.as_bytes();
    let warning = write_output::write_file(file, bytes, replace, &session.location, patience)?;
    if let Some(warning) = warning {
        session.warn(&warning);
    }
    Ok(())
}

/// Whether `--yes` lets another file go.
pub fn replace_if(yes: bool) -> Replace<'static> {
    if yes { Replace::Any } else { Replace::Never }
}
