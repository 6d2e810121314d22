//! What the disk refused, in words: the one table of them.

use std::io::ErrorKind;
use std::path::Path;

use crate::commands::errors::error::{CliError, failed};
use crate::screens::words::count;
use crate::store::io_error::{IoError, IoErrorKind, Operation};
use crate::text::encoding::MOST_MIB;
use crate::text::shell::quoted;

impl From<IoError> for CliError {
    /// A fault of the data file, its folder or its state.
    fn from(IoError { path: at, kind }: IoError) -> Self {
        let (path, typed) = (at.display(), quoted(&at));
        let (message, hint) = match kind {
            IoErrorKind::Directory => (
                format!("{path} is a folder, not a file"),
                format!(
                    "name the file in it: --file {}",
                    quoted(&at.join("allies.toml"))
                ),
            ),
            IoErrorKind::NotAFile => (
                format!("{path} is no ordinary file, so it cannot be replaced safely"),
                "reading from a pipe works; to write, name a file with --file".to_owned(),
            ),
            IoErrorKind::TooLarge => (
                format!("{path} is larger than {MOST_MIB} MiB"),
                "is it the right file? Name it with --file".to_owned(),
            ),
            IoErrorKind::ReadOnly => (
                format!("{path} is write-protected"),
                format!("allow it: chmod u+w {typed}"),
            ),
            IoErrorKind::LinkLoop => (
                format!("{path} is a symbolic link that leads back to itself"),
                format!("look: ls -l {typed}"),
            ),
            IoErrorKind::NoFolder => (
                format!("the folder {path} does not exist"),
                format!("make it: mkdir -p {typed}; or name another file"),
            ),
            IoErrorKind::Emptied { people } => (
                format!(
                    "{path} is empty, but held {} a moment ago",
                    count(people, "person", "people")
                ),
                "if an editor is saving it, try again; if you emptied it, add --yes".to_owned(),
            ),
            IoErrorKind::BeingWritten | IoErrorKind::ConcurrentlyModified => (
                format!("{path} keeps changing: somebody else is writing it"),
                "try again when they have finished".to_owned(),
            ),
            IoErrorKind::Busy(waited) => (
                format!(
                    "another program has held {path} for {} s, and the file did not change in that time",
                    waited.as_secs()
                ),
                "try again when it has finished; reading works meanwhile".to_owned(),
            ),
            IoErrorKind::NoLocks(error) => {
                return failed(format!(
                    "locking {path} failed: this file system has no locks"
                ))
                .because(error.to_string())
                .hint("keep the file on a local disk, or set XDG_STATE_HOME to a folder on one");
            }
            IoErrorKind::Exists => return already_exists(&at),
            IoErrorKind::Book => (
                format!("{path} is the book itself, and would be lost"),
                "name another file".to_owned(),
            ),
            IoErrorKind::NotCopied { folder, error } => {
                return failed(format!(
                    "no private copy of {path} could be made for the editor"
                ))
                .because(format!("{}: {error}", folder.display()))
                .hint(help_with_copy(error.kind()));
            }
            IoErrorKind::System { operation, error } => {
                return failed(format!("{} {path} failed", step(operation)))
                    .because(error.to_string())
                    .hint(help(operation, error.kind()));
            }
        };
        failed(message).hint(hint)
    }
}

/// A fault of a file that is not the data file: for some the advice is another one.
pub fn disk_of_other_file(fault: IoError) -> CliError {
    let hint = match fault.kind {
        IoErrorKind::Directory => "name a file in it",
        IoErrorKind::NotAFile => "name a file, or leave out --output to write to standard output",
        IoErrorKind::TooLarge => "is it the right file?",
        IoErrorKind::ReadOnly
        | IoErrorKind::LinkLoop
        | IoErrorKind::NoFolder
        | IoErrorKind::Emptied { .. }
        | IoErrorKind::BeingWritten
        | IoErrorKind::ConcurrentlyModified
        | IoErrorKind::Busy(_)
        | IoErrorKind::NoLocks(_)
        | IoErrorKind::Exists
        | IoErrorKind::Book
        | IoErrorKind::NotCopied { .. }
        | IoErrorKind::System { .. } => return fault.into(),
    };
    CliError::from(fault).hint(hint)
}

/// A file that was not to be replaced is there.
pub fn already_exists(file: &Path) -> CliError {
    failed(format!("{} is there already", file.display()))
        .hint("to replace it add --yes, or name another file")
}

const MAKE_ROOM: &str = "make room on the disk and try again";

/// The editor is given a copy, which others must not read: not just any folder will do.
fn help_with_copy(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => MAKE_ROOM,
        _ => {
            "set TMPDIR to a folder that can be written; without an editor: allies edit WHO --dept HR"
        }
    }
}

fn step(operation: Operation) -> &'static str {
    match operation {
        Operation::Following => "following the link",
        Operation::MakingFolder => "making the folder",
        Operation::Locking => "locking",
        Operation::Reading => "reading",
        Operation::Creating => "making a temporary file beside",
        Operation::CopyMetadata => "giving the new text the owner and mode of",
        Operation::Writing => "writing the new text of",
        Operation::Syncing => "forcing to the disk the new text of",
        Operation::WriteJournal => "writing down what was taken back in",
        Operation::Renaming => "putting the new text in the place of",
    }
}

fn help(operation: Operation, kind: ErrorKind) -> &'static str {
    match (operation, kind) {
        (_, ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => MAKE_ROOM,
        (_, ErrorKind::ReadOnlyFilesystem) => {
            "the file system is mounted read-only: name another file with --file"
        }
        (Operation::Reading, ErrorKind::PermissionDenied) => "you may not read it: look at ls -l",
        (Operation::Reading, ErrorKind::NotFound) => "is the path right?",
        (_, ErrorKind::PermissionDenied) => "you may not write in that folder: look at ls -ld",
        (Operation::Renaming, ErrorKind::ResourceBusy | ErrorKind::CrossesDevices) => {
            "it is mounted alone: mount its folder instead, or name another file with --file"
        }
        _ => "look at the path and try again",
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn a_lock_that_fails_is_told_with_what_it_was_tried_on() {
        for path in ["/home/me/books", "/home/me/.local/state/allies/3f.lock"] {
            let fault = IoError {
                path: PathBuf::from(path),
                kind: IoErrorKind::System {
                    operation: Operation::Locking,
                    error: io::Error::from(ErrorKind::PermissionDenied),
                },
            };
            let message = CliError::from(fault).to_string();
            assert_eq!(message, format!("locking {path} failed"));
        }
    }

    #[test]
    fn a_file_system_without_locks_is_not_to_be_tried_again() {
        let fault = IoError {
            path: PathBuf::from("/net/books"),
            kind: IoErrorKind::NoLocks(io::Error::from(ErrorKind::Unsupported)),
        };
        let CliError { message, hint, .. } = fault.into();
        assert_eq!(
            message,
            "locking /net/books failed: this file system has no locks"
        );
        assert!(!format!("{hint:?}").contains("again"), "{hint:?}");
    }
}
