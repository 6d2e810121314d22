//! What a file has beside its bytes, and would lose when another file takes its place. Kept are the
//! mode, owner and group where the system lets this user give them, and extended attributes, with
//! them access control lists; not the time of birth, and further names (hard links).

use std::fs::{File, Metadata};
use std::io;
#[cfg(unix)]
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
use std::path::Path;

/// Whether this user may write the file. A rename does not ask: a file that its owner or an
/// administrator protects would be replaced all the same.
pub(crate) fn may_write(path: &Path, metadata: &Metadata) -> bool {
    #[cfg(unix)]
    {
        use rustix::fs::{Access, AtFlags, CWD, accessat};
        use rustix::io::Errno;
        // The owner took the right from everyone; that root could write says nothing then.
        if metadata.mode() & 0o200 == 0 {
            return false;
        }
        let refusals = [Errno::ACCESS, Errno::PERM, Errno::ROFS];
        let answer = accessat(CWD, path, Access::WRITE_OK, AtFlags::EACCESS);
        // Any other error is no answer: then the write itself will show.
        answer.map_or_else(|error| !refusals.contains(&error), |()| true)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        !metadata.permissions().readonly()
    }
}

/// What only Unix knows of a file; all 0 elsewhere.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Inode {
    /// Who may read, write and execute the file.
    pub mode: u32,
    /// How many names (hard links) the file has.
    pub names: u64,
    /// The device and the number on it: which file it is.
    pub id: (u64, u64),
    /// When any of this or the content changed last, in seconds and nanoseconds.
    pub changed: (i64, i64),
}

impl Inode {
    #[cfg(unix)]
    pub(crate) fn new(metadata: &Metadata) -> Self {
        Self {
            mode: metadata.mode() & 0o777,
            names: metadata.nlink(),
            id: (metadata.dev(), metadata.ino()),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
        }
    }

    #[cfg(not(unix))]
    pub(crate) fn new(_: &Metadata) -> Self {
        Self::default()
    }
}

/// Gives a new file what the old one at that path has; where there is no old one, opens it to its
/// owner alone. Before the rename: afterwards there would be a moment in which the file is
/// another's, or too open.
pub(crate) fn copy(path: &Path, old: Option<&Metadata>, new: &File) -> io::Result<()> {
    #[cfg(unix)]
    {
        let Some(old) = old else {
            return set_mode(new, 0o600);
        };
        let mode = old.mode() & 0o7777;
        // Where the group could not be kept, the new group gets no more than everyone: what was
        // open to one group must not open to another.
        let most = 0o7707 | ((mode & 0o007) << 3);
        let is_kept = keep_owner(old, new)?;
        set_mode(new, if is_kept { mode } else { mode & most })?;
        copy_extended(path, new);
        Ok(())
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        old.map_or(Ok(()), |old| new.set_permissions(old.permissions()))
    }
}

/// Gives the owner and group, and returns whether the group is the old one now. Being refused is
/// no error, since only root may give a file away.
#[cfg(unix)]
fn keep_owner(old: &Metadata, new: &File) -> io::Result<bool> {
    let now = new.metadata()?;
    if now.gid() != old.gid() {
        // By itself first: a member of the group may give it even where the owner cannot be.
        let _ = fchown(new, None, Some(old.gid()));
    }
    if now.uid() != old.uid() {
        let _ = fchown(new, Some(old.uid()), None);
    }
    Ok(new.metadata()?.gid() == old.gid())
}

/// Changes the mode only where it differs: file systems without modes refuse it.
#[cfg(unix)]
fn set_mode(file: &File, mode: u32) -> io::Result<()> {
    if file.metadata()?.mode() & 0o7777 == mode {
        return Ok(());
    }
    file.set_permissions(std::fs::Permissions::from_mode(mode))
}

/// Copies extended attributes as far as the system lets it: many file systems have none, and some
/// attributes only the system may set, so nothing here is an error.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn copy_extended(old: &Path, new: &File) {
    use rustix::fs::{XattrFlags, fsetxattr, lgetxattr, llistxattr};
    /// The largest list and the largest value that Linux knows, in bytes.
    const LARGEST: usize = 64 * 1024;
    let (mut names, mut value) = (vec![0; LARGEST], vec![0; LARGEST]);
    let Ok(length) = llistxattr(old, names.as_mut_slice()) else {
        return;
    };
    let names = names
        .get(..length)
        .unwrap_or_default()
        .split(|byte| *byte == 0);
    for name in names.filter(|name| !name.is_empty()) {
        if let Ok(length) = lgetxattr(old, name, value.as_mut_slice()) {
            let value = value.get(..length).unwrap_or_default();
            let _ = fsetxattr(new, name, value, XattrFlags::empty());
        }
    }
}

#[cfg(all(
    unix,
    not(any(target_os = "linux", target_os = "android", target_vendor = "apple"))
))]
fn copy_extended(_: &Path, _: &File) {}
