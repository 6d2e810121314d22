//! A private copy of the data file for an editor, in a folder of its own so that the backups and
//! swap files beside it are private too.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::store::atomic_write::names_in;
use crate::store::io_error::{IoError, IoErrorKind};
use crate::store::paths::Location;
use crate::store::symlink::folder_of;
use crate::store::{atomic_write, load, permissions};

/// The text before the edit, kept only if two changes could not be merged.
const ORIGINAL: &str = "before.toml";
/// More than anyone keeps.
const MAX_COPIES: u32 = 1000;

/// A copy for an editor. It stays until it is discarded, so that neither an error nor a kill loses
/// what was typed.
#[derive(Debug)]
pub struct EditCopy {
    /// The copy itself.
    pub path: PathBuf,
}

impl EditCopy {
    /// Copies the bytes into the state folder, or failing that into `temporary`, the system's
    /// folder for temporary files.
    pub fn create(location: &Location, temporary: &Path, bytes: &[u8]) -> Result<Self, IoError> {
        let failed = |folder: &Path, error| {
            let folder = folder.to_owned();
            IoError::new(&location.file, IoErrorKind::NotCopied(folder, error))
        };
        let folder = copies_folder(location).and_then(|folder| private_folder(&folder).ok());
        let folder = folder.map_or_else(|| private_folder(temporary), Ok);
        let folder = folder.map_err(|error| failed(temporary, error))?;
        let path = folder.join(copy_name(&location.file));
        let copy = Self { path };
        if let Err(error) = write(&copy.path, bytes) {
            copy.discard();
            return Err(failed(&folder, error));
        }
        Ok(copy)
    }

    /// Its current content, or `None` if the editor left no file.
    pub fn read(&self) -> Result<Option<Vec<u8>>, IoError> {
        let now = load::read_regular(&self.path, Duration::ZERO)?;
        Ok(now.metadata.map(|_| now.bytes))
    }

    /// Saves the text before the edit next to the copy, to merge two changes by hand; returns its
    /// path on success.
    pub fn save_original(&self, bytes: &[u8]) -> Option<PathBuf> {
        let path = self.path.with_file_name(ORIGINAL);
        write(&path, bytes).ok()?;
        Some(path)
    }

    /// Removes the copy and what the editor left beside it, as far as possible: the rest is
    /// private.
    pub fn discard(self) {
        let folder = folder_of(&self.path);
        for name in names_in(folder).unwrap_or_default() {
            let _ = fs::remove_file(folder.join(name));
        }
        let _ = fs::remove_dir(folder);
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    atomic_write::write_all(&mut permissions::create(path)?, bytes)
}

/// Copies that were kept or are being edited now.
pub fn kept_copies(location: &Location) -> Vec<PathBuf> {
    let all = copies_folder(location).unwrap_or_default();
    let folders = names_in(&all).unwrap_or_default().into_iter();
    let copies = folders.map(|folder| all.join(folder).join(copy_name(&location.file)));
    let mut kept: Vec<PathBuf> = copies.filter(|path| path.is_file()).collect();
    kept.sort();
    kept
}

fn copies_folder(location: &Location) -> Option<PathBuf> {
    Some(location.state.as_ref()?.join("edit"))
}

/// The name of the data file, so that the editor's title shows what is open, with the extension
/// of TOML for syntax highlighting.
fn copy_name(file: &Path) -> OsString {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    let is_toml = Path::new(&name).extension().is_some_and(|it| it == "toml");
    if !is_toml || name == ORIGINAL {
        name.push(".toml");
    }
    name
}

/// Creates a subfolder that only its owner may open.
fn private_folder(parent: &Path) -> io::Result<PathBuf> {
    let parent = std::path::absolute(parent)?;
    permissions::make_folder(&parent)?;
    let builder = permissions::folder_builder();
    permissions::create_numbered(MAX_COPIES, |number| {
        let folder = parent.join(format!("allies-{number}"));
        builder.create(&folder).map(|()| folder)
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

    use super::*;
    use crate::store::sandbox::{Sandbox, names};

    #[test]
    fn a_copy_is_private_and_leaves_nothing_behind() {
        let sandbox = Sandbox::new();
        let temporary = sandbox.path("tmp");
        let copy = EditCopy::create(&sandbox.book(), &temporary, b"text").unwrap();
        assert!(copy.path.ends_with("allies.toml"));
        assert!(
            copy.path
                .starts_with(sandbox.path("home/state/allies/edit"))
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(&copy.path), 0o600);
            assert_eq!(mode(copy.path.parent().unwrap()), 0o700);
        }
        fs::write(copy.path.with_file_name("allies.toml~"), "backup").unwrap();
        assert_eq!(kept_copies(&sandbox.book()), [copy.path.as_path()]);
        assert_eq!(copy.read().unwrap().unwrap(), b"text");
        copy.discard();
        assert!(names(&sandbox.path("home/state/allies/edit")).is_empty());
        assert!(!temporary.exists());
    }

    #[test]
    fn two_copies_at_once_do_not_meet() {
        let sandbox = Sandbox::new();
        let make = |text| EditCopy::create(&sandbox.book(), Path::new("/"), text).unwrap();
        let (one, two) = (make(b"one"), make(b"two"));
        assert_eq!(one.read().unwrap().unwrap(), b"one");
        assert_eq!(two.read().unwrap().unwrap(), b"two");
    }

    #[test]
    fn where_no_copy_can_be_made_the_error_names_the_file_and_the_place() {
        let sandbox = Sandbox::new();
        let mut location = sandbox.at("books/notes");
        let not_a_folder = sandbox.path("state");
        fs::write(&not_a_folder, "").unwrap();
        location.state = Some(not_a_folder.clone());
        let error = EditCopy::create(&location, &not_a_folder, b"").unwrap_err();
        assert_eq!(error.path, location.file);
        let IoErrorKind::NotCopied(folder, _) = error.kind else {
            panic!("{:?}", error.kind)
        };
        assert_eq!(folder, not_a_folder);
    }

    #[test]
    fn without_a_state_folder_the_copy_is_elsewhere_and_as_private() {
        let sandbox = Sandbox::new();
        let mut location = sandbox.at("books/notes");
        // A file where the folder should be.
        fs::write(sandbox.path("state"), "").unwrap();
        location.state = Some(sandbox.path("state"));
        let copy = EditCopy::create(&location, &sandbox.path("tmp"), b"").unwrap();
        assert!(copy.path.starts_with(sandbox.path("tmp")));
        assert!(copy.path.ends_with("notes.toml"));
    }
}
