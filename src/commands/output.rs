//! How a command writes a file that is not the book.

use std::path::Path;

use crate::commands::errors::{CliError, Result, already_exists, disk_of_other_file, failed};
use crate::commands::session::Session;
use crate::commands::transaction;
use crate::store::write_output::{OutputError, Replace, write_file};

/// Writes the file, whole or not at all; what may become of another one of
/// that name, `replace` says.
pub fn give_file(file: &Path, text: &str, replace: Replace, session: &Session) -> Result<()> {
    try_give(file, text, replace, session).map_err(|error| not_written(file, error))
}

/// As [`give_file`], for a command that has an answer of its own to an error.
pub fn try_give(
    file: &Path,
    text: &str,
    replace: Replace,
    session: &Session,
) -> std::result::Result<(), OutputError> {
    let patience = session.saving(false, false).patience;
    let warning = write_file(file, text.as_bytes(), replace, &session.location, patience)?;
    if let Some(warning) = warning {
        session.warn(&transaction::after_saving(&warning));
    }
    Ok(())
}

/// Why the file was not written.
pub fn not_written(file: &Path, error: OutputError) -> CliError {
    match error {
        OutputError::Exists => already_exists(file),
        OutputError::Book => failed(format!(
            "{} is the book itself, and would be lost",
            file.display()
        ))
        .hint("name another file"),
        OutputError::Disk(fault) => disk_of_other_file(fault),
    }
}

/// Whether `--yes` lets another file go.
pub fn with_yes(yes: bool) -> Replace<'static> {
    if yes { Replace::Any } else { Replace::Never }
}
