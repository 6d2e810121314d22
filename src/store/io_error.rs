//! What the disk refused, as facts: a path, what was being done and the system's own error. The
//! sentences that a user reads are made in `commands::errors::disk`.

use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Why a file could not be read or was not written. Whenever a write returns one, the file
/// is as it was.
#[derive(Debug)]
pub struct IoError {
    /// The file or folder it happened to.
    pub path: PathBuf,
    /// What happened.
    pub kind: IoErrorKind,
}

/// What happened to a file or folder.
#[derive(Debug)]
pub enum IoErrorKind {
    /// A folder where a file is wanted.
    Directory,
    /// A pipe, device or socket where a file is wanted, or something that has no name of its
    /// own to be replaced under.
    NotAFile,
    /// Larger than [`MOST_BYTES`](crate::text::encoding::MOST_BYTES).
    TooLarge,
    /// The file must not be written: its mode, its owner or its file system forbids it.
    ReadOnly,
    /// Symbolic links that lead in a circle.
    LinkLoop,
    /// The folder, which is to hold the file, does not exist and is not the program's own.
    NoFolder,
    /// The file holds nothing, but held that many people when this program last wrote it.
    Emptied(usize),
    /// The file changed during every try to read it.
    BeingWritten,
    /// The file changed between reading and writing, time after time.
    ConcurrentlyModified,
    /// Another program held the lock for that long, and the file did not change meanwhile.
    Busy(Duration),
    /// Neither the folder nor the file that stands in for it can be locked: their file system
    /// has no locks.
    NoLocks(io::Error),
    /// There is a file of that name, and it was not to be replaced.
    Exists,
    /// It is the book itself, which no other text replaces.
    Book,
    /// No private copy of the file could be made in that folder for an editor.
    NotCopied(PathBuf, io::Error),
    /// The system refused that step.
    System(Operation, io::Error),
}

/// A step at which the system can refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Following symbolic links to the file.
    Following,
    /// Making the program's own folder, or that of its state.
    MakingFolder,
    /// Taking the lock on the folder, or on the file that stands in for it.
    Locking,
    /// Reading the file.
    Reading,
    /// Creating the temporary file beside it.
    Creating,
    /// Giving the temporary file the owner, mode and attributes of the file.
    CopyMetadata,
    /// Writing the temporary file.
    Writing,
    /// Forcing the temporary file to the disk.
    Syncing,
    /// Writing down what was taken back, or made again.
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

    /// Refuses what cannot be replaced by a regular file without losing what it is.
    pub(crate) fn unless_regular(path: &Path, found: &Metadata) -> Result<(), Self> {
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

    /// For `map_err`: the system's error with its place.
    pub(crate) fn at(path: &Path, operation: Operation) -> impl Fn(io::Error) -> Self {
        move |error| Self::new(path, IoErrorKind::System(operation, error))
    }
}
