//! What the disk refused, in words.

use std::io::{self, ErrorKind};
use std::path::{Display, Path};

use crate::commands::errors::Message;
use crate::commands::words::quoted;
use crate::screens::words::count;
use crate::store::io_error::{IoError, IoErrorKind, Operation};
use crate::text::encoding::MOST_MIB;

/// What happened, the cause and what to do.
pub(crate) fn message(fault: &IoError) -> Message {
    let path = fault.path.display();
    match &fault.kind {
        IoErrorKind::Directory => Message::new(
            format!("{path} is a folder, not a file"),
            format!(
                "name the file in it: --file {}",
                quoted(&fault.path.join("allies.toml"))
            ),
        ),
        IoErrorKind::NotAFile => Message::new(
            format!("{path} is no ordinary file, so it cannot be replaced safely"),
            "reading from a pipe works; to write, name a file with --file",
        ),
        IoErrorKind::TooLarge => Message::new(
            format!("{path} is larger than {MOST_MIB} MiB"),
            "is it the right file? Name it with --file",
        ),
        IoErrorKind::ReadOnly => Message::new(
            format!("{path} is write-protected"),
            format!("allow it: chmod u+w {}", quoted(&fault.path)),
        ),
        IoErrorKind::LinkLoop => Message::new(
            format!("{path} is a symbolic link that leads back to itself"),
            format!("look: ls -l {}", quoted(&fault.path)),
        ),
        IoErrorKind::NoFolder => Message::new(
            format!("the folder {path} does not exist"),
            format!(
                "make it: mkdir -p {}; or name another file",
                quoted(&fault.path)
            ),
        ),
        IoErrorKind::Emptied { people } => Message::new(
            format!(
                "{path} is empty, but held {} a moment ago",
                count(*people, "person", "people")
            ),
            "if an editor is saving it, try again; if you emptied it, add --yes",
        ),
        IoErrorKind::BeingWritten | IoErrorKind::ConcurrentlyModified => Message::new(
            format!("{path} keeps changing: somebody else is writing it"),
            "try again when they have finished",
        ),
        IoErrorKind::Busy(waited) => Message::new(
            format!(
                "another program has held {path} for {} s, and the file did not change in that time",
                waited.as_secs()
            ),
            "try again when it has finished; reading works meanwhile",
        ),
        IoErrorKind::NoLocks(error) => Message::new(
            format!("locking {path} failed: this file system has no locks"),
            "keep the file on a local disk, or set XDG_STATE_HOME to a folder on one",
        )
        .because([error.to_string()]),
        IoErrorKind::NotCopied { folder, error } => not_copied(&path, folder, error),
        IoErrorKind::System { operation, error } => refused_by_system(&path, *operation, error),
    }
}

fn refused_by_system(path: &Display, operation: Operation, error: &io::Error) -> Message {
    Message::new(
        format!("{} {path} failed", step(operation)),
        help(operation, error.kind()),
    )
    .because([error.to_string()])
}

/// The editor is given a copy, which others must not read: not just any folder will do.
fn not_copied(path: &Display, folder: &Path, error: &io::Error) -> Message {
    let hint = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make room on the disk and try again",
        _ => {
            "set TMPDIR to a folder that can be written; without an editor: allies edit WHO --dept HR"
        }
    };
    Message::new(
        format!("no private copy of {path} could be made for the editor"),
        hint,
    )
    .because([format!("{}: {error}", folder.display())])
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
        (_, ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => {
            "make room on the disk and try again"
        }
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
            assert_eq!(message(&fault).message, format!("locking {path} failed"));
        }
    }

    #[test]
    fn a_file_system_without_locks_is_not_to_be_tried_again() {
        let fault = IoError {
            path: PathBuf::from("/net/books"),
            kind: IoErrorKind::NoLocks(io::Error::from(ErrorKind::Unsupported)),
        };
        let Message { message, hint, .. } = message(&fault);
        assert_eq!(
            message,
            "locking /net/books failed: this file system has no locks"
        );
        assert!(!format!("{hint:?}").contains("again"), "{hint:?}");
    }
}
