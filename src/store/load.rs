//! Reading a file: whole, and at a moment when no one is in the middle of writing it. No lock is
//! taken: writers replace the file by a rename. Only an editor that saves in place can be caught
//! half way, and for that the file is looked at before and after.

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

/// How long to leave a file alone that others seem to be writing.
const PAUSE: Duration = Duration::from_millis(20);

/// How long a file must have been left alone to be taken for whole: half a text can look like one.
const QUIET: Duration = Duration::from_millis(50);

/// Waits a moment, of the time that is left; `false` at once where it is up.
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
    /// What the system knows of it; nothing where there is no file, which has no bytes either.
    pub metadata: Option<Metadata>,
}

/// Reads the file at that real path for a change of it. `is_empty_meant` says that an empty
/// file is as it should be, though it held people.
///
/// An editor that saves in place empties the file first and then writes it piece by piece: so an
/// empty file that held people is looked at again before it is believed, and so is one that
/// others wrote a moment ago.
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
        let is_unsettled = found.is_some_and(is_fresh) && !journal.knows(&old.bytes);
        let is_empty = old.bytes.is_empty();
        let people = if is_empty { journal.people(b"") } else { 0 };
        if (is_unsettled || people > 0) && pause(&mut left) {
            continue;
        }
        // A file that is gone for good was removed by someone; making it again loses nothing.
        if people == 0 || is_empty_meant || old.metadata.is_none() {
            return Ok(old);
        }
        return Err(IoError::new(path, IoErrorKind::Emptied(people)));
    }
}

/// The bytes of a file as it is named, at most [`MOST_BYTES`]: also of a pipe, as in
/// `--file <(gpg -d …)`. A regular file that changes meanwhile is read again for at most
/// `patience`.
pub fn read_input(file: &Path, patience: Duration) -> Result<Vec<u8>, IoError> {
    until_settled(file, patience, || {
        let handle = File::open(file).or_else(|error| {
            if error.kind() != ErrorKind::NotFound {
                // The system's words for a loop of links differ; following them by hand shows it.
                symlink::follow(file)?;
            }
            Err(IoError::at(file, Operation::Reading)(error))
        })?;
        Ok(read_handle(handle, file)?.map(|read| read.bytes))
    })
}

/// Reads the regular file of exactly that path, as a writer must see it. Anything else of
/// that name is refused.
pub(crate) fn read_regular(path: &Path, patience: Duration) -> Result<ReadFile, IoError> {
    until_settled(path, patience, || {
        if existing(path)?.is_none() {
            return Ok(Some(ReadFile::default()));
        }
        let handle = match open_regular(path) {
            Ok(handle) => handle,
            // Gone since: an editor that saves by rename. The next look shows.
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(IoError::at(path, Operation::Reading)(error)),
        };
        let read = read_handle(handle, path)?;
        if let Some(metadata) = read.as_ref().and_then(|read| read.metadata.as_ref()) {
            // Someone may have put a pipe there after the first look.
            IoError::unless_regular(path, metadata)?;
        }
        Ok(read)
    })
}

/// Looks at a file until no one writes it, with pauses of at most `patience`.
fn until_settled<T>(
    path: &Path,
    patience: Duration,
    mut look: impl FnMut() -> Result<Option<T>, IoError>,
) -> Result<T, IoError> {
    let mut left = patience;
    loop {
        if let Some(found) = look()? {
            return Ok(found);
        }
        if !pause(&mut left) {
            return Err(IoError::new(path, IoErrorKind::BeingWritten));
        }
    }
}

/// What the system knows of the regular file of exactly that path, if there is one; anything
/// else of that name is refused.
pub(crate) fn existing(path: &Path) -> Result<Option<Metadata>, IoError> {
    match fs::symlink_metadata(path) {
        Ok(found) => IoError::unless_regular(path, &found).map(|()| Some(found)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(IoError::at(path, Operation::Reading)(error)),
    }
}

/// Whether the file was written a moment ago, so that more may be to come. A time in the future,
/// as of a clock that was set back, says nothing.
pub(crate) fn is_fresh(found: &Metadata) -> bool {
    let age = modified(found).and_then(|at| SystemTime::now().duration_since(at).ok());
    found.is_file() && age.is_some_and(|age| age < QUIET)
}

/// What changes whenever a file is written, replaced or removed, cheap to ask for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stamp(Option<(u64, Option<SystemTime>, Inode)>);

/// The stamp of the file of exactly that path.
pub(crate) fn stamp(path: &Path) -> Stamp {
    let found = fs::symlink_metadata(path).ok();
    Stamp(found.map(|found| (found.len(), modified(&found), Inode::new(&found))))
}

/// Neither follows a link nor waits at a pipe that took the file's place a moment ago.
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

/// Reads all of it; `None` if it changed meanwhile.
fn read_handle(mut handle: File, path: &Path) -> Result<Option<ReadFile>, IoError> {
    let failed = IoError::at(path, Operation::Reading);
    let before = handle.metadata().map_err(&failed)?;
    if before.is_dir() {
        return Err(IoError::new(path, IoErrorKind::Directory));
    }
    if before.is_file() && before.len() > MOST_BYTES {
        return Err(IoError::new(path, IoErrorKind::TooLarge));
    }
    // With one byte of room more than there should be, the end is found without growing.
    let room = usize::try_from(before.len().min(MOST_BYTES) + 1).unwrap_or(0);
    let mut bytes = Vec::new();
    let reserved = bytes.try_reserve_exact(room);
    reserved.map_err(|error| failed(error.into()))?;
    // One more than allowed, so that a device without end differs from a file of full size.
    let mut most = (&mut handle).take(MOST_BYTES + 1);
    most.read_to_end(&mut bytes).map_err(&failed)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(IoError::new(path, IoErrorKind::TooLarge));
    }
    let after = handle.metadata().map_err(&failed)?;
    let is_settled = has_settled(&before, &after, bytes.len());
    let metadata = Some(after);
    Ok(is_settled.then_some(ReadFile { bytes, metadata }))
}

/// Whether no one wrote to the file between two looks at it, with so many bytes read.
fn has_settled(before: &Metadata, after: &Metadata, read: usize) -> bool {
    // Some file systems do not know the length of what they make up, and say 0.
    let whole = after.len() == read as u64 || after.len() == 0;
    let rested = modified(before) == modified(after) && before.len() == after.len();
    !before.is_file() || (whole && rested)
}

fn modified(metadata: &Metadata) -> Option<SystemTime> {
    metadata.modified().ok()
}
