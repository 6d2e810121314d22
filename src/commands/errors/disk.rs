//! What the disk refused or left undone, in words: the one table of them.

use std::io::ErrorKind;

use crate::commands::errors::error::{CliError, failed};
use crate::screens::words::count;
use crate::store::io_error::{Fault, FaultKind, Operation, Warning};
use crate::text::encoding::MOST_MIB;
use crate::text::shell::quoted;

impl From<Fault> for CliError {
    /// A fault of the data file, its folder or its state.
    fn from(Fault { path: at, kind }: Fault) -> Self {
        let (path, typed) = (at.display(), quoted(&at));
        match kind {
            FaultKind::Directory => {
                let inside = quoted(&at.join("allies.toml"));
                failed(format!("{path} is a folder, not a file"))
                    .hint(format!("name the file in it: --file {inside}"))
            }
            FaultKind::NotAFile => failed(format!(
                "{path} is no ordinary file, so it cannot be replaced safely"
            ))
            .hint("reading from a pipe works; to write, name a file with --file"),
            FaultKind::TooLarge => failed(format!("{path} is larger than {MOST_MIB} MiB"))
                .hint("is it the right file? Name it with --file"),
            FaultKind::ReadOnly => failed(format!("{path} is write-protected"))
                .hint(format!("allow it: chmod u+w {typed}")),
            FaultKind::LinkLoop => failed(format!(
                "{path} is a symbolic link that leads back to itself"
            ))
            .hint(format!("look: ls -l {typed}")),
            FaultKind::NoFolder => failed(format!("the folder {path} does not exist"))
                .hint(format!("make it: mkdir -p {typed}; or name another file")),
            FaultKind::Emptied { people } => {
                let held = count(people, "person", "people");
                failed(format!("{path} is empty, but held {held} a moment ago")).hint(
                    "if an editor is saving it, try again; if you emptied it, add --yes",
                )
            }
            FaultKind::BeingWritten | FaultKind::ConcurrentlyModified => failed(format!(
                "{path} keeps changing: somebody else is writing it"
            ))
            .hint("try again when they have finished"),
            FaultKind::Busy(waited) => failed(format!(
                "another program has held {path} for {} s, and the file did not change in that time",
                waited.as_secs()
            ))
            .hint("try again when it has finished; reading works meanwhile"),
            FaultKind::NoLocks(error) => failed(format!(
                "locking {path} failed: this file system has no locks"
            ))
            .because(error.to_string())
            .hint("keep the file on a local disk, or set XDG_STATE_HOME to a folder on one"),
            FaultKind::NotCopied { folder, error } => failed(format!(
                "no private copy of {path} could be made for the editor"
            ))
            .because(format!("{}: {error}", folder.display()))
            .hint(help_with_copy(error.kind())),
            FaultKind::System { doing, error } => failed(format!("{} {path} failed", step(doing)))
                .because(error.to_string())
                .hint(help(doing, error.kind())),
        }
    }
}

/// A fault of a file that is not the data file: for some the advice is another one.
pub fn disk_of_other_file(fault: Fault) -> CliError {
    let hint = match fault.kind {
        FaultKind::Directory => "name a file in it",
        FaultKind::NotAFile => "name a file, or leave out --output to write to standard output",
        FaultKind::TooLarge => "is it the right file?",
        _ => return fault.into(),
    };
    CliError::from(fault).hint(hint)
}

/// What went wrong once the change was in the file.
pub fn after_saving(warning: &Warning) -> String {
    match warning {
        Warning::FolderNotSynced { path, error } => format!(
            "the change is saved, but {} could not be forced to the disk: {error}",
            path.display()
        ),
        Warning::NotUndoable { path, error } => {
            let path = path.as_ref();
            let place = path.map_or_else(String::new, |path| format!("{}: ", path.display()));
            format!("the change is saved, but cannot be taken back: {place}{error}")
        }
        Warning::OtherNames { path, others } => {
            let others = usize::try_from(*others).unwrap_or(usize::MAX);
            let others = count(others, "other name", "other names");
            let path = path.display();
            format!("{path} has {others} (hard links), which still hold the old text")
        }
    }
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

fn step(doing: Operation) -> &'static str {
    match doing {
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

fn help(doing: Operation, kind: ErrorKind) -> &'static str {
    match (doing, kind) {
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
            let fault = Fault {
                path: PathBuf::from(path),
                kind: FaultKind::System {
                    doing: Operation::Locking,
                    error: io::Error::from(ErrorKind::PermissionDenied),
                },
            };
            let message = CliError::from(fault).to_string();
            assert_eq!(message, format!("locking {path} failed"));
        }
    }

    #[test]
    fn a_file_system_without_locks_is_not_to_be_tried_again() {
        let fault = Fault {
            path: PathBuf::from("/net/books"),
            kind: FaultKind::NoLocks(io::Error::from(ErrorKind::Unsupported)),
        };
        let CliError { message, hint, .. } = fault.into();
        assert_eq!(
            message,
            "locking /net/books failed: this file system has no locks"
        );
        assert!(!format!("{hint:?}").contains("again"), "{hint:?}");
    }
}
