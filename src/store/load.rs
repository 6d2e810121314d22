//! Reads a whole file at a moment when no one is in the middle of writing it. No lock is needed,
//! since writers replace the file by a rename. An editor that saves in place can be caught half
//! way; to notice that, the metadata is compared before and after.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use crate::store::io_error::{IoError, IoErrorKind, Operation};
use crate::store::journal::Journal;
use crate::store::metadata::{self, Inode};
use crate::store::symlink;
use crate::text::encoding::MOST_BYTES;

#[cfg(test)]
mod tests;

/// How long to wait before reading a file again that others seem to be writing.
const PAUSE: Duration = Duration::from_millis(20);

/// How long a file must have been unchanged to be trusted: half a text can look complete.
const QUIET: Duration = Duration::from_millis(50);

/// Waits for a part of the time left; returns `false` at once when none is left.
pub(crate) fn pause(left: &mut Duration) -> bool {
    let has_time = !left.is_zero();
    if has_time {
        sleep(PAUSE);
        *left = left.saturating_sub(PAUSE);
    }
    has_time
}

/// A file as it was read.
#[derive(Debug, Default)]
pub(crate) struct ReadFile {
    pub bytes: Vec<u8>,
    /// `None` if there is no file; then there are no bytes either.
    pub metadata: Option<Metadata>,
}

/// Reads the file at that real path in order to change it. `is_empty_meant` accepts a file that is
/// empty though it held people.
///
/// An editor that saves in place truncates the file and then writes it piece by piece. So a file
/// that is empty but held people is read again before it is trusted, and so is one that others
/// wrote just now.
pub(crate) fn read_for_change(
    path: &Path,
    journal: &Journal,
    is_empty_meant: bool,
    patience: Duration,
) -> Result<ReadFile, IoError> {
    let mut left = patience;
    loop {
        let old = read_regular(path, patience)?;
        let found = old.metadata.as_ref();
        if found.is_some_and(|found| !metadata::may_write(path, found)) {
            return Err(IoError::new(path, IoErrorKind::ReadOnly));
        }
        let is_unsettled = found.is_some_and(was_just_written) && !journal.knows(&old.bytes);
        let is_empty = old.bytes.is_empty();
        let people = if is_empty { journal.people(b"") } else { 0 };
        if (is_unsettled || people > 0) && pause(&mut left) {
            continue;
        }
        // A file that stays away was deleted on purpose; creating it again loses nothing.
        if people == 0 || is_empty_meant || old.metadata.is_none() {
            return Ok(old);
        }
        return Err(IoError::new(path, IoErrorKind::Emptied(people)));
    }
}

/// Reads a file of at most [`MOST_BYTES`], which may be a pipe, as in `--file <(gpg -d …)`. A
/// regular file that changes meanwhile is read again for at most `patience`.
pub fn read_input(file: &Path, patience: Duration) -> Result<Vec<u8>, IoError> {
    until_settled(file, patience, || {
        let handle = File::open(file).or_else(|error| {
            if error.kind() != ErrorKind::NotFound {
                // Systems report a loop of links differently; following the links detects it.
                symlink::follow(file)?;
            }
            Err(IoError::at(file, Operation::Reading)(error))
        })?;
        Ok(read_handle(handle, file)?.map(|read| read.bytes))
    })
}

/// Reads the regular file at exactly that path, for a writer; anything else there is refused.
pub(crate) fn read_regular(path: &Path, patience: Duration) -> Result<ReadFile, IoError> {
    until_settled(path, patience, || {
        if existing(path)?.is_none() {
            return Ok(Some(ReadFile::default()));
        }
        let handle = match open_regular(path) {
            Ok(handle) => handle,
            // Gone since: an editor is saving by rename. The next try will find the new file.
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(IoError::at(path, Operation::Reading)(error)),
        };
        let read = read_handle(handle, path)?;
        if let Some(metadata) = read.as_ref().and_then(|read| read.metadata.as_ref()) {
            // A pipe may have taken its place after the first check.
            IoError::require_regular(path, metadata)?;
        }
        Ok(read)
    })
}

/// Reads a file until no one writes to it meanwhile, with pauses of at most `patience` in all.
fn until_settled<T>(
    path: &Path,
    patience: Duration,
    mut read: impl FnMut() -> Result<Option<T>, IoError>,
) -> Result<T, IoError> {
    let mut left = patience;
    loop {
        if let Some(file) = read()? {
            return Ok(file);
        }
        if !pause(&mut left) {
            return Err(IoError::new(path, IoErrorKind::BeingWritten));
        }
    }
}

/// The metadata of the regular file at exactly that path, if there is one; anything else there is
/// refused.
pub(crate) fn existing(path: &Path) -> Result<Option<Metadata>, IoError> {
    match fs::symlink_metadata(path) {
        Ok(found) => IoError::require_regular(path, &found).map(|()| Some(found)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(IoError::at(path, Operation::Reading)(error)),
    }
}

/// Whether the file was written so recently that its writer may not be done. A time in the future,
/// as after a clock was set back, does not count.
pub(crate) fn was_just_written(found: &Metadata) -> bool {
    let age = modified(found).and_then(|at| SystemTime::now().duration_since(at).ok());
    found.is_file() && age.is_some_and(|age| age < QUIET)
}

/// Changes whenever a file is written, replaced or removed, and is cheap to obtain.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stamp(Option<(u64, Option<SystemTime>, Inode)>);

/// The stamp of the file at exactly that path.
pub(crate) fn stamp(path: &Path) -> Stamp {
    let found = fs::symlink_metadata(path).ok();
    Stamp(found.map(|found| (found.len(), modified(&found), Inode::new(&found))))
}

/// Neither follows a link nor blocks on a pipe that has just taken the file's place.
fn open_regular(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let flags = OFlags::NONBLOCK | OFlags::NOFOLLOW;
        options.custom_flags(flags.bits().cast_signed());
    }
    options.open(path)
}

/// Reads the whole file; `None` if it changed meanwhile.
fn read_handle(mut handle: File, path: &Path) -> Result<Option<ReadFile>, IoError> {
    let failed = IoError::at(path, Operation::Reading);
    let before = handle.metadata().map_err(&failed)?;
    if before.is_dir() {
        return Err(IoError::new(path, IoErrorKind::Directory));
    }
    if before.is_file() && before.len() > MOST_BYTES {
        return Err(IoError::new(path, IoErrorKind::TooLarge));
    }
    // With one spare byte, the end is found without growing the buffer.
    let room = usize::try_from(before.len().min(MOST_BYTES) + 1).unwrap_or(0);
    let mut bytes = Vec::new();
    let reserved = bytes.try_reserve_exact(room);
    reserved.map_err(|error| failed(error.into()))?;
    // One byte more than allowed, to tell an endless device from a file of the largest size.
    let mut limited = (&mut handle).take(MOST_BYTES + 1);
    limited.read_to_end(&mut bytes).map_err(&failed)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(IoError::new(path, IoErrorKind::TooLarge));
    }
    let after = handle.metadata().map_err(&failed)?;
    let is_settled = has_settled(&before, &after, bytes.len());
    let metadata = Some(after);
    Ok(is_settled.then_some(ReadFile { bytes, metadata }))
}

/// Whether no one wrote to the file while so many bytes were read.
fn has_settled(before: &Metadata, after: &Metadata, read: usize) -> bool {
    // Virtual file systems report a length of 0 for content that they generate.
    let is_whole = after.len() == read as u64 || after.len() == 0;
    let is_same = modified(before) == modified(after) && before.len() == after.len();
    !before.is_file() || (is_whole && is_same)
}

fn modified(metadata: &Metadata) -> Option<SystemTime> {
    metadata.modified().ok()
}
