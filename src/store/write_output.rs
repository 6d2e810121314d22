//! Writes files other than the book: exports and man pages. As safe as writing the book itself:
//! whoever reads them meanwhile gets the old text or the new one.

use std::fs;
use std::path::Path;

use crate::store::atomic_write::TemporaryFile;
use crate::store::commit::Patience;
use crate::store::io_error::{IoError, IoErrorKind, Operation};
use crate::store::lock::Lock;
use crate::store::paths::Location;
use crate::store::{atomic_write, load, metadata, permissions, symlink};

/// Whether to replace an existing file.
#[derive(Debug, Clone, Copy)]
pub enum Replace<'a> {
    /// No.
    Never,
    /// Yes, whatever it holds.
    Any,
    /// Only if it still holds these bytes.
    Just(&'a [u8]),
}

/// Whether anything exists at that path, even a dangling link.
pub fn exists(file: &Path) -> bool {
    fs::symlink_metadata(file).is_ok()
}

/// Creates a folder and its parents, 0700, unless it exists.
pub fn make_folder(folder: &Path) -> Result<(), IoError> {
    permissions::make_folder(folder).map_err(IoError::at(folder, Operation::MakingFolder))
}

/// Writes a whole file atomically; returns a warning if the rename could not be forced to the disk.
/// A new file is 0600; one that is replaced keeps its mode and owner. The book is never replaced.
pub fn write_file(
    file: &Path,
    bytes: &[u8],
    replace: Replace<'_>,
    location: &Location,
    patience: Patience,
) -> Result<Option<String>, IoError> {
    let target = symlink::follow(file)?;
    match symlink::follow(&location.file) {
        Ok(book) if book == target => return Err(IoError::new(file, IoErrorKind::Book)),
        // The target may be the book, and replacing it could not be undone.
        Err(error) if matches!(error.kind, IoErrorKind::System(..)) => return Err(error),
        Ok(_) | Err(_) => {}
    }
    let lock = Lock::take(&target, location.state.as_deref(), patience.lock)?;
    atomic_write::sweep(&target);
    let old = load::existing(&target)?;
    if let Some(old) = &old {
        if matches!(replace, Replace::Never) {
            return Err(IoError::new(file, IoErrorKind::Exists));
        }
        if !metadata::may_write(&target, old) {
            return Err(IoError::new(&target, IoErrorKind::ReadOnly));
        }
    }
    let mut temporary = TemporaryFile::write(&target, bytes, old.as_ref())?;
    // Checked again after writing, since other programs do not take the lock.
    match replace {
        Replace::Never if exists(&target) => return Err(IoError::new(file, IoErrorKind::Exists)),
        Replace::Just(seen) if load::read_regular(&target, patience.settle)?.bytes != seen => {
            return Err(IoError::new(&target, IoErrorKind::ConcurrentlyModified));
        }
        Replace::Never | Replace::Any | Replace::Just(_) => {}
    }
    if !lock.still_holds() {
        let folder = symlink::folder_of(&target);
        return Err(IoError::new(folder, IoErrorKind::ConcurrentlyModified));
    }
    temporary.put_in_place(|| lock.sync_folder())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

    use std::path::PathBuf;

    use super::*;

    fn location(folder: &Path) -> Location {
        Location {
            file: folder.join("allies.toml"),
            explicit: true,
            own_folder: None,
            state: None,
        }
    }

    fn names(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries.map(|it| it.unwrap().path()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_written_once_and_replaced_only_if_that_was_wanted() {
        let folder = tempfile::tempdir().unwrap();
        let (place, file) = (location(folder.path()), folder.path().join("book.json"));
        let write = |text: &[u8], replace: Replace| {
            write_file(&file, text, replace, &place, Patience::default())
        };
        assert!(write(b"one", Replace::Never).unwrap().is_none());
        let kind = |written: Result<_, IoError>| written.unwrap_err().kind;
        let refused = kind(write(b"two", Replace::Never));
        assert!(matches!(refused, IoErrorKind::Exists));
        assert_eq!(fs::read(&file).unwrap(), b"one");
        write(b"two", Replace::Any).unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
        let refused = kind(write(b"three", Replace::Just(b"one")));
        assert!(matches!(refused, IoErrorKind::ConcurrentlyModified));
        assert_eq!(fs::read(&file).unwrap(), b"two");
        write(b"three", Replace::Just(b"two")).unwrap();
        assert_eq!(names(folder.path()), [file]);
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_is_private_and_a_replaced_one_keeps_its_mode() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (place, file) = (location(folder.path()), folder.path().join("due.ics"));
        let mode = || file.metadata().unwrap().permissions().mode() & 0o7777;
        write_file(&file, b"one", Replace::Never, &place, Patience::default()).unwrap();
        assert_eq!(mode(), 0o600);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        write_file(&file, b"two", Replace::Any, &place, Patience::default()).unwrap();
        assert_eq!(mode(), 0o644);
    }

    #[cfg(unix)]
    #[test]
    fn the_book_is_never_replaced_through_whatever_link() {
        let folder = tempfile::tempdir().unwrap();
        let place = location(folder.path());
        fs::write(&place.file, "format = 1\n").unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink("allies.toml", &link).unwrap();
        let refused = write_file(&link, b"{}", Replace::Any, &place, Patience::default());
        assert!(matches!(refused.unwrap_err().kind, IoErrorKind::Book));
        assert_eq!(fs::read(&place.file).unwrap(), b"format = 1\n");
    }

    #[test]
    fn what_is_no_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let place = location(folder.path());
        let refused = write_file(
            folder.path(),
            b"",
            Replace::Any,
            &place,
            Patience::default(),
        );
        assert!(matches!(refused.unwrap_err().kind, IoErrorKind::Directory));
    }
}
