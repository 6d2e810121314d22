//! From the name of the data file to the file itself, through every symbolic link.
//!
//! By hand, since a rename onto a link replaces the link: the file in the dotfiles repository
//! would keep the old text, and the next change in the repository would be lost.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf, is_separator};

use crate::store::io_error::{IoError, IoErrorKind, Operation};
use crate::store::paths::Location;
use crate::store::permissions;

/// As many as Linux follows; more are taken for a loop.
const MOST_LINKS: usize = 40;

/// Where the chain of links that starts at `file` leads: the real folder, which exists, and in
/// it the name of a file that may not, and is no link.
pub(crate) fn follow(file: &Path) -> Result<PathBuf, IoError> {
    let mut path = file.to_owned();
    for _ in 0..=MOST_LINKS {
        // `Path` overlooks a separator at the end, with which only a directory can be meant.
        let last = path.as_os_str().as_encoded_bytes().last();
        let is_folder = last.is_some_and(|byte| is_separator(char::from(*byte)));
        let Some(name) = path.file_name().filter(|_| !is_folder) else {
            return Err(IoError::new(&path, IoErrorKind::Directory));
        };
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

/// Links in the folder's own path are the kernel's to follow: only they make `..` mean what
/// it means to every other program.
fn real_folder(folder: &Path) -> Result<PathBuf, IoError> {
    fs::canonicalize(folder).map_err(|error| match error.kind() {
        ErrorKind::NotFound => IoError::new(folder, IoErrorKind::NoFolder),
        _ => IoError::at(folder, Operation::Following)(error),
    })
}

/// The folder that a path names its file in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => path,
    }
}

/// The data file behind the links; what cannot be replaced is refused. In a dry run the
/// program's own folder need not be there: a write would make it.
pub(crate) fn data_file(location: &Location, dry_run: bool) -> Result<PathBuf, IoError> {
    let file = &location.file;
    // Nothing yet, or a loop of links: following them by hand shows which.
    let found = fs::metadata(file).ok();
    if let Some(found) = &found {
        IoError::unless_regular(file, found)?;
    }
    let may_be_made = dry_run && is_in_own_folder(location);
    let target = match follow(file) {
        Err(error) if may_be_made && matches!(error.kind, IoErrorKind::NoFolder) => file.clone(),
        followed => followed?,
    };
    // The system finds a file where the links lead nowhere: `/dev/stdin` of a file that was
    // deleted. There is no name under which it could be replaced.
    let is_gone = |error: std::io::Error| error.kind() == ErrorKind::NotFound;
    if found.is_some() && fs::symlink_metadata(&target).is_err_and(is_gone) {
        return Err(IoError::new(file, IoErrorKind::NotAFile));
    }
    Ok(target)
}

/// Makes the program's own folder if the file is to be there and it is missing; gives whether
/// it did. No one asked for any other folder: a slip in `--file` is not to make one.
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
