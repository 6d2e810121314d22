//! How a command writes a file that is not the data file.

use std::path::Path;

use crate::commands::session::Session;
use crate::store::commit::Patience;
use crate::store::io_error::IoError;
use crate::store::write_output;
use crate::store::write_output::Replace;

/// Writes the file, whole or not at all. `replace` says what may become of one of that name.
pub fn write_file(
    file: &Path,
    text: &str,
    replace: Replace,
    session: &Session,
) -> Result<(), IoError> {
    let patience = Patience::default();
    let bytes = text.as_bytes();
    let warning = write_output::write_file(file, bytes, replace, &session.location, patience)?;
    if let Some(warning) = warning {
        session.warn(&warning);
    }
    Ok(())
}

/// Any file may be replaced with `--yes`, none without.
pub fn replace_if(yes: bool) -> Replace<'static> {
    if yes { Replace::Any } else { Replace::Never }
}
