//! From the path of the data file to the file itself, through every symbolic link.
//!
//! A rename onto a link would replace the link: the file in the dotfiles repository would keep the
//! old text, and the next change in the repository would be lost.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf, is_separator};

use crate::store::io_error::{IoError, IoErrorKind, Operation};
use crate::store::paths::Location;
use crate::store::permissions;

/// As many as Linux follows; more count as a loop.
const MAX_LINKS: usize = 40;

/// Where the chain of links from `file` leads: a path in a canonical folder that is no link, and
/// may not exist.
pub(crate) fn follow(file: &Path) -> Result<PathBuf, IoError> {
    let mut path = file.to_owned();
    for _ in 0..=MAX_LINKS {
        // `Path` ignores a trailing separator, which only a directory can have.
        let last = path.as_os_str().as_encoded_bytes().last();
        let is_folder = last.is_some_and(|byte| is_separator(char::from(*byte)));
        let Some(name) = path.file_name().filter(|_| !is_folder) else {
            return Err(IoError::new(&path, IoErrorKind::Directory));
        };
        match fs::symlink_metadata(&path) {
            Ok(found) if found.is_symlink() => {
                let link =
                    fs::read_link(&path).map_err(IoError::at(&path, Operation::Following))?;
                // A relative link starts from its own folder; joining an absolute one replaces
                // the whole path.
                path = folder_of(&path).join(link);
            }
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(IoError::at(&path, Operation::Following)(error));
            }
            // A regular file, nothing yet, or something that the caller refuses. Only the kernel
            // resolves `..` after a link as other programs do, so it follows the folder's links.
            Ok(_) | Err(_) => {
                let folder = folder_of(&path);
                let real = fs::canonicalize(folder).map_err(|error| match error.kind() {
                    ErrorKind::NotFound => IoError::new(folder, IoErrorKind::NoFolder),
                    _ => IoError::at(folder, Operation::Following)(error),
                })?;
                return Ok(real.join(name));
            }
        }
    }
    Err(IoError::new(file, IoErrorKind::LinkLoop))
}

/// The folder of a file; `.` for a bare name.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => path,
    }
}

/// The data file behind the links; refuses what cannot be replaced. In a dry run the program's own
/// folder may be missing, since a write would create it.
pub(crate) fn data_file(location: &Location, dry_run: bool) -> Result<PathBuf, IoError> {
    let file = &location.file;
    // An error is a missing file or a loop of links, which following them below tells apart.
    let found = fs::metadata(file).ok();
    if let Some(found) = &found {
        IoError::require_regular(file, found)?;
    }
    let may_be_made = dry_run && is_in_own_folder(location);
    let target = match follow(file) {
        Err(error) if may_be_made && matches!(error.kind, IoErrorKind::NoFolder) => file.clone(),
        followed => followed?,
    };
    // The system can open a file whose path is gone: `/dev/stdin` of a deleted file. It has no
    // name under which it could be replaced.
    let is_gone = |error: std::io::Error| error.kind() == ErrorKind::NotFound;
    if found.is_some() && fs::symlink_metadata(&target).is_err_and(is_gone) {
        return Err(IoError::new(file, IoErrorKind::NotAFile));
    }
    Ok(target)
}

/// Creates the program's own folder if the file belongs there and it is missing; returns whether
/// it did. No other folder is created: a typo in `--file` should not leave one behind.
pub(crate) fn make_own_folder(location: &Location) -> Result<bool, IoError> {
    let folder = folder_of(&location.file);
    let failed = IoError::at(folder, Operation::MakingFolder);
    if !is_in_own_folder(location) || folder.try_exists().map_err(&failed)? {
        return Ok(false);
    }
    permissions::make_folder(folder).map_err(&failed)?;
    Ok(true)
}

fn is_in_own_folder(location: &Location) -> bool {
    location.own_folder.as_deref() == Some(folder_of(&location.file))
}
