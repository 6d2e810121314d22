//! Text as it is typed in a shell.

use std::path::Path;

/// A path in quotes, where a shell would take it for more than one word.
pub fn quoted(path: &Path) -> String {
    shell_words::quote(&path.to_string_lossy()).into_owned()
}
