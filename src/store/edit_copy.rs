//! A private copy of the data file for an editor: in a folder of its own, so that what an editor
//! leaves beside it (backups, swap files) is private too.

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

/// What the text was before the edit, kept only where two changes could not be brought together.
const BEFORE: &str = "before.toml";
/// More copies than anyone keeps.
const MOST_COPIES: u32 = 1000;

/// A copy that an editor may change. It stays until it is discarded, so that no error or kill
/// loses what was typed.
#[derive(Debug)]
pub struct PrivateCopy {
    path: PathBuf,
}

impl PrivateCopy {
    /// Makes a copy of those bytes in the state folder; where there is none, in `elsewhere`,
    /// the system's own folder for temporary files.
    pub fn make(location: &Location, elsewhere: &Path, bytes: &[u8]) -> Result<Self, IoError> {
        let failed = |folder: &Path, error| {
            let folder = folder.to_owned();
            IoError::new(&location.file, IoErrorKind::NotCopied(folder, error))
        };
        let state = all_copies(location).and_then(|state| own_folder(&state).ok());
        let folder = state.map_or_else(|| own_folder(elsewhere), Ok);
        let folder = folder.map_err(|error| failed(elsewhere, error))?;
        let path = folder.join(name(&location.file));
        let copy = Self { path };
        if let Err(error) = write(&copy.path, bytes) {
            let error = failed(&folder, error);
            copy.discard();
            return Err(error);
        }
        Ok(copy)
    }

    /// The copy itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is in it now; nothing where the editor left no file.
    pub fn read(&self) -> Result<Option<Vec<u8>>, IoError> {
        let now = load::read_regular(&self.path, Duration::ZERO)?;
        Ok(now.metadata.map(|_| now.bytes))
    }

    /// Keeps what it was made of beside it, for bringing two changes together by hand; gives
    /// its path, if that could be done.
    pub fn keep_before(&self, bytes: &[u8]) -> Option<PathBuf> {
        let path = self.path.with_file_name(BEFORE);
        write(&path, bytes).ok()?;
        Some(path)
    }

    /// Removes it, with what the editor left beside it. What cannot be removed is private.
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

/// Copies that were kept, and those that are being edited now.
pub fn kept_copies(location: &Location) -> Vec<PathBuf> {
    let all = all_copies(location).unwrap_or_default();
    let folders = names_in(&all).unwrap_or_default().into_iter();
    let copies = folders.map(|folder| all.join(folder).join(name(&location.file)));
    let mut kept: Vec<PathBuf> = copies.filter(|path| path.is_file()).collect();
    kept.sort();
    kept
}

/// The folder of all copies.
fn all_copies(location: &Location) -> Option<PathBuf> {
    Some(location.state.as_ref()?.join("edit"))
}

/// The name of the data file, so that the editor's title shows what is open; ending as TOML
/// does, so that it is coloured.
fn name(file: &Path) -> OsString {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    let is_toml = Path::new(&name).extension().is_some_and(|it| it == "toml");
    if !is_toml || name == BEFORE {
        name.push(".toml");
    }
    name
}

/// A new folder in that one which only its owner may open.
fn own_folder(within: &Path) -> io::Result<PathBuf> {
    let within = std::path::absolute(within)?;
    permissions::make_folder(&within)?;
    let builder = permissions::folder_builder();
    permissions::create_numbered(MOST_COPIES, |number| {
        let folder = within.join(format!("allies-{number}"));
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
        let elsewhere = sandbox.path("tmp");
        let copy = PrivateCopy::make(&sandbox.book(), &elsewhere, b"text").unwrap();
        assert!(copy.path().ends_with("allies.toml"));
        assert!(
            copy.path()
                .starts_with(sandbox.path("home/state/allies/edit"))
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(copy.path()), 0o600);
            assert_eq!(mode(copy.path().parent().unwrap()), 0o700);
        }
        fs::write(copy.path().with_file_name("allies.toml~"), "backup").unwrap();
        assert_eq!(kept_copies(&sandbox.book()), [copy.path()]);
        assert_eq!(copy.read().unwrap().unwrap(), b"text");
        copy.discard();
        assert!(names(&sandbox.path("home/state/allies/edit")).is_empty());
        assert!(!elsewhere.exists());
    }

    #[test]
    fn two_copies_at_once_do_not_meet() {
        let sandbox = Sandbox::new();
        let make = |text| PrivateCopy::make(&sandbox.book(), Path::new("/"), text).unwrap();
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
        let error = PrivateCopy::make(&location, &not_a_folder, b"").unwrap_err();
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
        let copy = PrivateCopy::make(&location, &sandbox.path("tmp"), b"").unwrap();
        assert!(copy.path().starts_with(sandbox.path("tmp")));
        assert!(copy.path().ends_with("notes.toml"));
    }
}
