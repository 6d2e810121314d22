//! The words for what the disk refused.

use std::io::ErrorKind;

use crate::commands::errors::error::{CliError, failed};
use crate::screens::words::count;
use crate::store::io_error::{IoError, IoErrorKind, Operation};
use crate::text::encoding::MOST_MIB;
use crate::text::shell::quoted;

impl From<IoError> for CliError {
    /// An error of the data file, its folder or its state.
    fn from(IoError { path: at, kind }: IoError) -> Self {
        let (path, typed) = (at.display(), quoted(&at));
        match kind {
            IoErrorKind::Directory => {
                let inside = quoted(&at.join("allies.toml"));
                failed(format!("{path} is a folder, not a file"))
                    .hint(format!("name the file in it: --file {inside}"))
            }
            IoErrorKind::NotAFile => failed(format!(
                "{path} is no ordinary file, so it cannot be replaced safely"
            ))
            .hint("reading from a pipe works; to write, name a file with --file"),
            IoErrorKind::TooLarge => failed(format!("{path} is larger than {MOST_MIB} MiB"))
                .hint("is it the right file? Name it with --file"),
            IoErrorKind::ReadOnly => failed(format!("{path} is write-protected"))
                .hint(format!("allow it: chmod u+w {typed}")),
            IoErrorKind::LinkLoop => failed(format!(
                "{path} is a symbolic link that leads back to itself"
            ))
            .hint(format!("look: ls -l {typed}")),
            IoErrorKind::NoFolder => failed(format!("the folder {path} does not exist"))
                .hint(format!("make it: mkdir -p {typed}; or name another file")),
            IoErrorKind::Emptied(people) => {
                let held = count(people, "person", "people");
                failed(format!("{path} is empty, but held {held} a moment ago")).hint(
                    "if an editor is saving it, try again; if you emptied it, add --yes",
                )
            }
            IoErrorKind::BeingWritten | IoErrorKind::ConcurrentlyModified => failed(format!(
                "{path} keeps changing: someone else is writing it"
            ))
            .hint("try again when they have finished"),
            IoErrorKind::Busy(waited) => failed(format!(
                "another program has held {path} for {} s, and the file did not change in that time",
                waited.as_secs()
            ))
            .hint("try again when it has finished; reading works meanwhile"),
            IoErrorKind::NoLocks(error) => failed(format!(
                "locking {path} failed: this file system has no locks"
            ))
            .because(error.to_string())
            .hint("keep the file on a local disk, or set XDG_STATE_HOME to a folder on one"),
            IoErrorKind::Exists => failed(format!("{path} is there already"))
                .hint("to replace it add --yes, or name another file"),
            IoErrorKind::Book => failed(format!("{path} is the book itself, and would be lost"))
                .hint("name another file"),
            IoErrorKind::NotCopied(folder, error) => failed(format!(
                "no private copy of {path} could be made for the editor"
            ))
            .because(format!("{}: {error}", folder.display()))
            .hint(help_with_copy(error.kind())),
            IoErrorKind::System(operation, error) => failed(format!(
                "{} {path} failed",
                action(operation)
            ))
                .because(error.to_string())
                .hint(help(operation, error.kind())),
        }
    }
}

/// An error of a file that is not the data file, for which some hints differ.
pub fn disk_of_other_file(fault: IoError) -> CliError {
    let hint = match fault.kind {
        IoErrorKind::Directory => "name a file in it",
        IoErrorKind::NotAFile => "name a file, or leave out --output to write to standard output",
        IoErrorKind::TooLarge => "is it the right file?",
        _ => return fault.into(),
    };
    CliError::from(fault).hint(hint)
}

const MAKE_ROOM: &str = "make room on the disk and try again";

/// The editor gets a copy that others must not read, so not every folder will do.
fn help_with_copy(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => MAKE_ROOM,
        _ => {
            "set TMPDIR to a folder that can be written; without an editor: allies edit WHO --dept HR"
        }
    }
}

fn action(operation: Operation) -> &'static str {
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
    fn a_lock_that_fails_is_reported_with_its_path() {
        for path in ["/home/me/books", "/home/me/.local/state/allies/3f.lock"] {
            let fault = IoError {
                path: PathBuf::from(path),
                kind: IoErrorKind::System(
                    Operation::Locking,
                    io::Error::from(ErrorKind::PermissionDenied),
                ),
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
