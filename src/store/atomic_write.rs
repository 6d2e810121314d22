//! The only way to write a whole file: to a temporary file beside it, which takes its place by a
//! rename once all bytes are on the disk, and is removed otherwise.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::store::io_error::{IoError, Operation};
use crate::store::symlink::folder_of;
use crate::store::{metadata, permissions};

/// More names than leftovers of one process could occupy.
const MAX_NAMES: u32 = 100;

/// The new content of a file, on the disk beside it; removed when dropped.
#[derive(Debug)]
pub(crate) struct TemporaryFile<'a> {
    target: &'a Path,
    path: PathBuf,
    is_in_place: bool,
}

impl<'a> TemporaryFile<'a> {
    /// Writes all bytes beside the target and forces them to the disk. `old` is the file to be
    /// replaced, if there is one.
    pub(crate) fn write(
        target: &'a Path,
        bytes: &[u8],
        old: Option<&Metadata>,
    ) -> Result<Self, IoError> {
        let at = |operation| IoError::at(target, operation);
        let stem = stem(target);
        let created = permissions::create_numbered(MAX_NAMES, |number| {
            let path = folder_of(target).join(format!("{stem}{number}.tmp"));
            permissions::create(&path).map(|file| (path, file))
        });
        let (path, mut file) = created.map_err(at(Operation::Creating))?;
        let temporary = Self {
            target,
            path,
            is_in_place: false,
        };
        write_all(&mut file, bytes).map_err(at(Operation::Writing))?;
        metadata::copy(target, old, &file).map_err(at(Operation::CopyMetadata))?;
        // Without this a power cut after the rename may leave an empty file. It is not retried:
        // after a failure the system may have dropped the pages and still report success.
        file.sync_all().map_err(at(Operation::Syncing))?;
        Ok(temporary)
    }

    /// Renames it over the target, the one step that others see, and forces the name to the disk.
    /// The file is written even if that fails, so a failure is returned as a warning.
    pub(crate) fn put_in_place(
        &mut self,
        sync_folder: impl FnOnce() -> io::Result<()>,
    ) -> Result<Option<String>, IoError> {
        // If this is refused (a bind-mounted file, another device), nothing else is tried: writing
        // into the old file could leave a mix of both.
        fs::rename(&self.path, self.target)
            .map_err(IoError::at(self.target, Operation::Renaming))?;
        self.is_in_place = true;
        // Without this a power cut may restore the old text.
        let failed = sync_folder().err();
        Ok(failed.map(|error| {
            let folder = folder_of(self.target).display();
            format!("the change is saved, but {folder} could not be forced to the disk: {error}")
        }))
    }
}

impl Drop for TemporaryFile<'_> {
    fn drop(&mut self) {
        if !self.is_in_place {
            // If this fails, the next write removes it.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Writes all bytes to a new file, or fails before the first if they exceed the size limit.
pub(crate) fn write_all(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    room_for(bytes.len() as u64)?;
    file.write_all(bytes)
}

/// Removes temporary files that killed writers left. Only under the lock, when no running writer
/// can have one here. Leftovers do no harm, so failures are ignored.
pub(crate) fn sweep(target: &Path) {
    let stem = stem(target);
    let folder = folder_of(target);
    let names = names_in(folder).unwrap_or_default();
    for name in names.iter().filter(|name| is_temporary(name, &stem)) {
        let path = folder.join(name);
        if fs::symlink_metadata(&path).is_ok_and(|found| found.is_file()) {
            let _ = fs::remove_file(path);
        }
    }
}

/// The names of everything in a folder. The standard library would panic on Unix if closing the
/// folder failed, as on a network drive that went away.
pub(crate) fn names_in(folder: &Path) -> io::Result<Vec<OsString>> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let entries = rustix::fs::Dir::new(File::open(folder)?)?;
        let names = entries.map(|entry| {
            let entry = entry?;
            Ok(OsStr::from_bytes(entry.file_name().to_bytes()).to_owned())
        });
        names.collect()
    }
    #[cfg(not(unix))]
    fs::read_dir(folder)?
        .map(|entry| Ok(entry?.file_name()))
        .collect()
}

/// The beginning of the names of a file's temporary files: hidden, with the file's own name, cut to
/// a length that every file system allows.
fn stem(file: &Path) -> String {
    /// In bytes. Names may have 255; the rest is for the process and the number.
    const MAX_LEN: usize = 200;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let end = name.floor_char_boundary(MAX_LEN);
    format!(".{}.", &name[..end])
}

/// Whether a name is like `.allies.toml.4711-0.tmp`; strict, to spare the user's own files.
fn is_temporary(name: &OsStr, stem: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let name = name.to_str().and_then(|name| name.strip_prefix(stem));
    let numbers = name.and_then(|name| name.strip_suffix(".tmp")?.split_once('-'));
    numbers.is_some_and(|(process, count)| is_number(process) && is_number(count))
}

/// Checks that a file may have that size, in bytes. Beyond the limit of `ulimit -f` the system
/// would kill the process with half the text written.
pub(crate) fn room_for(bytes: u64) -> io::Result<()> {
    static LIMIT: OnceLock<Option<u64>> = OnceLock::new();
    // Read as text, since the wrapper of `getrlimit` panics on failure.
    let limits = || fs::read_to_string("/proc/self/limits").ok();
    match LIMIT.get_or_init(|| largest_file(&limits()?)) {
        Some(most) if bytes > *most => Err(ErrorKind::FileTooLarge.into()),
        Some(_) | None => Ok(()),
    }
}

/// The limit in bytes, as Linux lists it; `None` if unlimited.
fn largest_file(limits: &str) -> Option<u64> {
    let mut lines = limits.lines();
    let limit = lines.find_map(|line| line.strip_prefix("Max file size"))?;
    limit.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

    use super::*;
    use crate::store::io_error::IoErrorKind;

    fn names(folder: &Path) -> Vec<OsString> {
        let mut names = names_in(folder).unwrap();
        names.retain(|name| name != "." && name != "..");
        names.sort();
        names
    }

    #[test]
    fn a_temporary_file_that_is_not_put_in_place_goes() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("allies.toml");
        fs::write(&target, "old").unwrap();
        let temporary = TemporaryFile::write(&target, b"new", None).unwrap();
        assert_eq!(names(folder.path()).len(), 2);
        drop(temporary);
        assert_eq!(names(folder.path()), ["allies.toml"]);
        assert_eq!(fs::read(&target).unwrap(), b"old");
    }

    #[test]
    fn a_refused_rename_leaves_no_temporary_file() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("folder");
        fs::create_dir(&target).unwrap();
        let mut temporary = TemporaryFile::write(&target, b"new", None).unwrap();
        let error = temporary.put_in_place(|| Ok(())).unwrap_err();
        let IoErrorKind::System(operation, _) = error.kind else {
            panic!("{:?}", error.kind)
        };
        assert_eq!(operation, Operation::Renaming);
        drop(temporary);
        assert_eq!(names(folder.path()), ["folder"]);
    }

    #[test]
    fn two_temporary_files_of_one_process_have_two_names() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("allies.toml");
        let mut one = TemporaryFile::write(&target, b"one", None).unwrap();
        let mut two = TemporaryFile::write(&target, b"two", None).unwrap();
        assert_eq!(names(folder.path()).len(), 2);
        two.put_in_place(|| Ok(())).unwrap();
        one.put_in_place(|| Ok(())).unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"one");
    }

    #[test]
    fn the_limit_on_the_size_of_files_is_read() {
        let limits = |value: &str| {
            format!(
                "Limit                     Soft Limit           Hard Limit           Units     \n\
                 Max cpu time              77                   unlimited            seconds   \n\
                 Max file size             {value:<20} unlimited            bytes     \n\
                 Max data size             88                   unlimited            bytes     \n"
            )
        };
        assert_eq!(largest_file(&limits("4096")), Some(4096));
        assert_eq!(largest_file(&limits("unlimited")), None);
        assert_eq!(largest_file(""), None);
    }

    #[test]
    fn only_names_of_temporary_files_are_taken_for_one() {
        let stem = stem(Path::new("/books/allies.toml"));
        let ours = |name: &str| is_temporary(OsStr::new(name), &stem);
        assert!(ours(".allies.toml.4711-0.tmp"));
        for name in [
            ".allies.toml.tmp",
            ".allies.toml.-.tmp",
            ".allies.toml.1-.tmp",
            ".allies.toml.1-0.tmp~",
            ".allies.toml.1-0-2.tmp",
            ".allies.toml.1.tmp",
            ".b.allies.toml.1-0.tmp",
            "allies.toml",
        ] {
            assert!(!ours(name), "{name}");
        }
    }
}
