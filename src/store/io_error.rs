//! Errors of the disk as facts: a path, the operation and the system's own error. The messages for
//! users are in `commands::errors::disk`.

use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Why a file could not be read or was not written. After a failed write the file is as it was.
#[derive(Debug)]
pub struct IoError {
    /// The file or folder concerned.
    pub path: PathBuf,
    /// What happened.
    pub kind: IoErrorKind,
}

/// What happened to a file or folder.
#[derive(Debug)]
pub enum IoErrorKind {
    /// A folder instead of a file.
    Directory,
    /// A pipe, device or socket instead of a regular file, or a file without a name under which it
    /// could be replaced.
    NotAFile,
    /// Larger than [`MOST_BYTES`](crate::text::encoding::MOST_BYTES).
    TooLarge,
    /// The file's mode, owner or file system forbids writing.
    ReadOnly,
    /// Symbolic links that lead in a circle.
    LinkLoop,
    /// The file's folder does not exist and is not the program's own.
    NoFolder,
    /// The file is empty, but held that many people when this program last wrote it.
    Emptied(usize),
    /// The file changed during every attempt to read it.
    BeingWritten,
    /// The file changed between reading and writing, on every attempt.
    ConcurrentlyModified,
    /// Another program held the lock for that long, and the file did not change meanwhile.
    Busy(Duration),
    /// Neither the folder nor the file that stands in for it is on a file system with locks.
    NoLocks(io::Error),
    /// The file exists and was not to be replaced.
    Exists,
    /// The file is the book itself, which an export must not replace.
    Book,
    /// No private copy of the file could be made in that folder for an editor.
    NotCopied(PathBuf, io::Error),
    /// The operation failed.
    System(Operation, io::Error),
}

/// An operation that can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Following symbolic links to the file.
    Following,
    /// Creating the program's own folder or its state folder.
    MakingFolder,
    /// Taking the lock on the folder, or on the file that stands in for it.
    Locking,
    /// Reading the file.
    Reading,
    /// Creating the temporary file.
    Creating,
    /// Copying the owner, mode and attributes of the file to the temporary one.
    CopyMetadata,
    /// Writing the temporary file.
    Writing,
    /// Forcing the temporary file to the disk.
    Syncing,
    /// Recording an undo or redo in the journal.
    WriteJournal,
    /// Renaming the temporary file over the file.
    Renaming,
}

impl IoError {
    pub(crate) fn new(path: &Path, kind: IoErrorKind) -> Self {
        Self {
            path: path.to_owned(),
            kind,
        }
    }

    /// Refuses anything but a regular file: replacing it would turn it into one.
    pub(crate) fn require_regular(path: &Path, found: &Metadata) -> Result<(), Self> {
        let kind = match found.file_type() {
            found if found.is_file() => return Ok(()),
            found if found.is_dir() => IoErrorKind::Directory,
            _ => IoErrorKind::NotAFile,
        };
        Err(Self::new(path, kind))
    }

    /// Whether there was no file to read.
    pub(crate) fn is_not_found(&self) -> bool {
        matches!(&self.kind, IoErrorKind::System(Operation::Reading, error)
            if error.kind() == io::ErrorKind::NotFound)
    }

    /// For `map_err`: adds the path and operation to the system's error.
    pub(crate) fn at(path: &Path, operation: Operation) -> impl Fn(io::Error) -> Self {
        move |error| Self::new(path, IoErrorKind::System(operation, error))
    }
}
