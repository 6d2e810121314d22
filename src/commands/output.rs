//! How a command writes a file that is not the data file.

use std::path::Path;

use crate::commands::errors::{CliError, Result, after_saving, disk_of_other_file, failed};
use crate::commands::session::Session;
use crate::store::write_output::{GiveError, Replace, give};

/// Writes the file, whole or not at all; what may become of another one of
/// that name, `replace` says.
pub fn write_file(file: &Path, text: &str, replace: Replace, session: &Session) -> Result<()> {
    try_write(file, text, replace, session).map_err(|error| not_written(file, error))
}

/// As [`write_file`], for a command that has an answer of its own to an error.
pub fn try_write(
    file: &Path,
    text: &str,
    replace: Replace,
    session: &Session,
) -> std::result::Result<(), GiveError> {
    let patience = session.saving(false, false).patience;
    let warnings = give(file, text.as_bytes(), replace, &session.location, patience)?;
    for warning in &warnings {
        session.warn(&after_saving(warning));
    }
    Ok(())
}

/// Why the file was not written.
pub fn not_written(file: &Path, error: GiveError) -> CliError {
    match error {
        GiveError::Exists => failed(format!("{} is there already", file.display()))
            .hint("to replace it add --yes, or name another file"),
        GiveError::Book => failed(format!(
            "{} is the book itself, and would be lost",
            file.display()
        ))
        .hint("name another file"),
        GiveError::Disk(fault) => disk_of_other_file(fault),
    }
}

/// Whether `--yes` lets another file go.
pub fn replace_if(yes: bool) -> Replace<'static> {
    if yes { Replace::Any } else { Replace::Never }
}
