//! From the name of the data file to the file itself, through every symbolic link.
//!
//! By hand, since a rename onto a link replaces the link: the file in the dotfiles repository
//! would keep the old text, and the next change in the repository would be lost.

use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::store::io_error::{IoError, IoErrorKind, Operation};

/// As many as Linux follows; more are taken for a loop.
const MOST_LINKS: usize = 40;

/// Where the chain of links that starts at `file` leads: the real folder, which exists, and in
/// it the name of a file that may not, and is no link.
pub(crate) fn follow(file: &Path) -> Result<PathBuf, IoError> {
    let mut path = file.to_owned();
    for _ in 0..=MOST_LINKS {
        let name = name_of(&path)?;
        match fs::symlink_metadata(&path) {
            Ok(found) if found.is_symlink() => {
                let link =
                    fs::read_link(&path).map_err(IoError::at(&path, Operation::Following))?;
                // A relative link counts from the folder that holds it. Joining an absolute
                // one replaces the whole path.
                path = folder_of(&path).join(link);
            }
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(IoError::at(&path, Operation::Following)(error));
            }
            // A regular file, nothing yet, or something that the caller refuses.
            Ok(_) | Err(_) => return Ok(real_folder(folder_of(&path))?.join(name)),
        }
    }
    Err(IoError::new(file, IoErrorKind::LinkLoop))
}

/// The folder that a path names its file in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => path,
    }
}

fn name_of(path: &Path) -> Result<&OsStr, IoError> {
    // `Path` overlooks a separator at the end, with which only a directory can be meant.
    let last = path.as_os_str().as_encoded_bytes().last();
    let is_folder = last.is_some_and(|byte| std::path::is_separator(char::from(*byte)));
    path.file_name()
        .filter(|_| !is_folder)
        .ok_or_else(|| IoError::new(path, IoErrorKind::Directory))
}

/// Links in the folder's own path are the kernel's to follow: only they make `..` mean what
/// it means to every other program.
fn real_folder(folder: &Path) -> Result<PathBuf, IoError> {
    fs::canonicalize(folder).map_err(|error| match error.kind() {
        ErrorKind::NotFound => IoError::new(folder, IoErrorKind::NoFolder),
        _ => IoError::at(folder, Operation::Following)(error),
    })
}
