//! The metadata that a file would lose when another takes its place. Kept are the mode, owner and
//! group as far as the system permits, and extended attributes, which include access control lists;
//! not the creation time and hard links.

use std::fs::{File, Metadata};
use std::io;
#[cfg(unix)]
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
use std::path::Path;

/// Whether this user may write the file. A rename would replace even a file that its owner or an
/// administrator has protected.
pub(crate) fn may_write(path: &Path, metadata: &Metadata) -> bool {
    #[cfg(unix)]
    {
        use rustix::fs::{Access, AtFlags, CWD, accessat};
        use rustix::io::Errno;
        // Write-protected for its owner; root could write even then.
        if metadata.mode() & 0o200 == 0 {
            return false;
        }
        let refusals = [Errno::ACCESS, Errno::PERM, Errno::ROFS];
        let answer = accessat(CWD, path, Access::WRITE_OK, AtFlags::EACCESS);
        // Any other error leaves it to the write itself.
        answer.map_or_else(|error| !refusals.contains(&error), |()| true)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        !metadata.permissions().readonly()
    }
}

/// Metadata that only Unix has; all 0 elsewhere.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Inode {
    /// Who may read, write and execute the file.
    pub mode: u32,
    /// How many names (hard links) the file has.
    pub names: u64,
    /// The device and inode numbers, which identify the file.
    pub id: (u64, u64),
    /// The time of the last change to content or metadata, in seconds and nanoseconds.
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

/// Copies the metadata of the old file at that path to a new one, which only its owner may open if
/// there is no old one. Done before the rename: the file is never in place with the wrong owner or
/// too open.
pub(crate) fn copy(path: &Path, old: Option<&Metadata>, new: &File) -> io::Result<()> {
    #[cfg(unix)]
    {
        let Some(old) = old else {
            return set_mode(new, 0o600);
        };
        let mode = old.mode() & 0o7777;
        // If the group could not be kept, the new group gets no more than everyone: what was open
        // to one group must not open to another.
        let mask = 0o7707 | ((mode & 0o007) << 3);
        let is_kept = keep_owner(old, new)?;
        set_mode(new, if is_kept { mode } else { mode & mask })?;
        copy_extended(path, new);
        Ok(())
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        old.map_or(Ok(()), |old| new.set_permissions(old.permissions()))
    }
}

/// Sets the old owner and group, and returns whether the group is the old one now. A refusal is
/// not an error, since only root may give a file away.
#[cfg(unix)]
fn keep_owner(old: &Metadata, new: &File) -> io::Result<bool> {
    let now = new.metadata()?;
    if now.gid() != old.gid() {
        // Separately: a member of the group may set it even if the owner cannot be set.
        let _ = fchown(new, None, Some(old.gid()));
    }
    if now.uid() != old.uid() {
        let _ = fchown(new, Some(old.uid()), None);
    }
    Ok(new.metadata()?.gid() == old.gid())
}

/// Sets the mode only if it differs, since file systems without modes refuse.
#[cfg(unix)]
fn set_mode(file: &File, mode: u32) -> io::Result<()> {
    if file.metadata()?.mode() & 0o7777 == mode {
        return Ok(());
    }
    file.set_permissions(std::fs::Permissions::from_mode(mode))
}

/// Copies extended attributes as far as possible: many file systems have none, and some attributes
/// only the system may set, so nothing here is an error.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn copy_extended(old: &Path, new: &File) {
    use rustix::fs::{XattrFlags, fsetxattr, lgetxattr, llistxattr};
    /// The limit of Linux for the list and for a value, in bytes.
    const MAX_LEN: usize = 64 * 1024;
    let (mut names, mut value) = (vec![0; MAX_LEN], vec![0; MAX_LEN]);
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
