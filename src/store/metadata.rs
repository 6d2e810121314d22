//! Owner, mode and extended attributes: what a file has beside its bytes, and would lose
//! when another file takes its place.
//!
//! Kept: the mode, whole; owner and group where the system lets this user give them;
//! extended attributes and with them access control lists, where the file system has them.
//! Not kept: the time of birth, and further names (hard links).

use std::fs::{File, Metadata};
use std::io;
#[cfg(unix)]
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
use std::path::Path;

/// Whether this user may write the file, though a rename would not ask. Without this, a
/// file that its owner or an administrator protects would be replaced all the same.
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

/// Gives a new file what the old one at that path has; where there is no old one, opens it to
/// its owner alone, whatever the umask took away. On the handle, before the rename: afterwards
/// there would be a moment in which the file is another's, or too open.
pub(crate) fn copy(path: &Path, old: Option<&Metadata>, new: &File) -> io::Result<()> {
    #[cfg(unix)]
    {
        let Some(old) = old else {
            return set_mode(new, 0o600);
        };
        set_mode(new, mode_to_keep(old, keep_owner(old, new)?))?;
        copy_extended(path, new);
        Ok(())
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        old.map_or(Ok(()), |old| new.set_permissions(old.permissions()))
    }
}

/// Gives the owner and group, and returns whether the group is the old one now. Only root may give
/// a file away, so being refused is no error: the file then belongs to who writes it.
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

/// The old mode. Where the group could not be kept, the new group gets no more than
/// everyone: what was open to one group must not open to another.
#[cfg(unix)]
fn mode_to_keep(old: &Metadata, same_group: bool) -> u32 {
    let mode = old.mode() & 0o7777;
    if same_group {
        return mode;
    }
    let others = mode & 0o007;
    mode & (0o7707 | (others << 3))
}

/// Asks for a change of mode only where there is something to change: file systems without
/// modes refuse it.
#[cfg(unix)]
fn set_mode(file: &File, mode: u32) -> io::Result<()> {
    if file.metadata()?.mode() & 0o7777 == mode {
        return Ok(());
    }
    file.set_permissions(std::fs::Permissions::from_mode(mode))
}

/// Copies extended attributes as far as the system lets it. Most files have none, many file
/// systems cannot, and some attributes only the system may set, so nothing here is an error.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn copy_extended(old: &Path, new: &File) {
    use rustix::fs::{XattrFlags, fsetxattr, lgetxattr, llistxattr};
    /// The largest list and the largest value that Linux knows, in bytes.
    const LARGEST: usize = 64 * 1024;
    let mut names = vec![0; LARGEST];
    let Ok(length) = llistxattr(old, names.as_mut_slice()) else {
        return;
    };
    let names = names.get(..length).unwrap_or_default();
    let mut value = vec![0; if names.is_empty() { 0 } else { LARGEST }];
    for name in names
        .split(|byte| *byte == 0)
        .filter(|name| !name.is_empty())
    {
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
