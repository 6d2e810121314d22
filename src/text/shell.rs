//! Shell quoting.

use std::path::Path;

/// The path, quoted where a shell would not read it as a single literal word.
pub fn quoted(path: &Path) -> String {
    shell_words::quote(&path.to_string_lossy()).into_owned()
}
