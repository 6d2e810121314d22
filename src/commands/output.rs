//! How a command writes a file that is not the book.

use std::path::Path;

use crate::commands::errors::{CliError, Outside, Result};
use crate::commands::session::Session;
use crate::commands::transaction;
use crate::store::write_output::{OutputError, Replace, write_file};

/// Writes the file, whole or not at all; what may become of another one of
/// that name, `replace` says.
pub fn give_file(file: &Path, text: &str, replace: Replace, session: &Session) -> Result<()> {
    let name = || file.display().to_string();
    let patience = session.saving(false, false).patience;
    let written = write_file(file, text.as_bytes(), replace, &session.location, patience);
    let warning = written.map_err(|error| match error {
        OutputError::Exists => CliError::Outside(Outside::Exists(name())),
        OutputError::Book => CliError::Outside(Outside::Book(name())),
        OutputError::Disk(fault) => Outside::of(fault),
    })?;
    if let Some(warning) = warning {
        session.warn(&transaction::after_saving(&warning));
    }
    Ok(())
}

/// Whether `--yes` lets another file go.
pub fn with_yes(yes: bool) -> Replace<'static> {
    if yes { Replace::Any } else { Replace::Never }
}
