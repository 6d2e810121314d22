//! Reading the data file: whole, and at a moment when nobody is in the middle of writing it.
//!
//! No lock is taken. Writers replace the file by a rename, so a reader sees the old text or
//! the new one; only an editor that saves in place can be caught half way, and for that the
//! file is looked at before and after.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use crate::store::content::Content;
use crate::store::io_error::{Fault, FaultKind, Operation};
use crate::store::journal::Journal;
use crate::store::paths::Location;
use crate::store::symlink;
use crate::text::encoding::MOST_BYTES;

#[cfg(test)]
mod tests;

/// How long to let a file alone that somebody else seems to be writing.
const PAUSE: Duration = Duration::from_millis(20);

/// How long a file must have been left alone to be taken for whole: an editor that saves in
/// place writes piece by piece, and half a text can look like a whole one.
const QUIET: Duration = Duration::from_millis(50);

/// What a reading command gets.
#[derive(Debug)]
pub struct Loaded {
    /// The bytes of the file. `None` where there is no file, which is an empty book; a file
    /// that is empty is `Some` of nothing.
    pub bytes: Option<Content>,
    /// How many people the file held when this program last wrote it, where it now is empty
    /// or gone. 0 where nothing is amiss.
    pub missed: usize,
}

/// Reads the data file for a command that writes nothing. No lock, so that reading never
/// waits for a writer. Pipes and devices may be read as well: `--file <(gpg -d …)`.
///
/// A file that changes meanwhile, or is empty though it held people, is read again for at
/// most `patience`: an editor may be in the middle of saving.
pub fn load(location: &Location, patience: Duration) -> Result<Loaded, Fault> {
    let mut waited = Duration::ZERO;
    loop {
        let bytes = any(&location.file, patience)?;
        let missed = if bytes.as_ref().is_none_or(|bytes| bytes.is_empty()) {
            missed(location)
        } else {
            0
        };
        if missed == 0 || waited >= patience {
            return Ok(Loaded { bytes, missed });
        }
        sleep(PAUSE);
        waited += PAUSE;
    }
}

/// How many people the journal misses in an empty file.
fn missed(location: &Location) -> usize {
    // Where the links lead nowhere there is no journal either, and a pipe has none.
    symlink::follow(&location.file).map_or(0, |target| {
        let journal = Journal::open(location.state.as_deref(), &target.path);
        journal.people(b"")
    })
}

/// One look at a file.
#[derive(Debug)]
pub(crate) struct Snapshot {
    /// Its bytes; none where there is no file.
    pub bytes: Content,
    /// What the system knows of it; nothing where there is no file.
    pub metadata: Option<Metadata>,
}

impl Snapshot {
    /// Whether there is a file.
    pub(crate) const fn exists(&self) -> bool {
        self.metadata.is_some()
    }
}

/// Reads a file as it is named: regular files, but also pipes and devices that end. `None`
/// where there is none. A regular file that changes meanwhile is read again for at most
/// `patience`.
pub(crate) fn any(file: &Path, patience: Duration) -> Result<Option<Content>, Fault> {
    let mut waited = Duration::ZERO;
    loop {
        let mut handle = match File::open(file) {
            Ok(handle) => handle,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            // The system's words for a loop of links differ; following them by hand tells.
            Err(error) => {
                symlink::follow(file)?;
                return Err(Fault::at(file, Operation::Reading)(error));
            }
        };
        if let Some((bytes, _)) = read(&mut handle, file)? {
            return Ok(Some(bytes));
        }
        pause(file, &mut waited, patience)?;
    }
}

/// Reads the regular file of exactly that path, as a writer must see it. Anything else of
/// that name is refused.
pub(crate) fn regular(path: &Path, patience: Duration) -> Result<Snapshot, Fault> {
    let mut waited = Duration::ZERO;
    loop {
        match fs::symlink_metadata(path) {
            Ok(found) => refuse_unless_regular(path, &found)?,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(nothing()),
            Err(error) => return Err(Fault::at(path, Operation::Reading)(error)),
        }
        let mut handle = match open_regular(path) {
            Ok(handle) => handle,
            // Gone since: an editor that saves by rename. The next look tells.
            Err(error) if error.kind() == ErrorKind::NotFound => {
                pause(path, &mut waited, patience)?;
                continue;
            }
            Err(error) => return Err(Fault::at(path, Operation::Reading)(error)),
        };
        if let Some((bytes, metadata)) = read(&mut handle, path)? {
            // Somebody may have put a pipe there after the first look.
            refuse_unless_regular(path, &metadata)?;
            return Ok(Snapshot {
                bytes,
                metadata: Some(metadata),
            });
        }
        pause(path, &mut waited, patience)?;
    }
}

/// What changes whenever a file is written or replaced, cheap to ask for; nothing where
/// there is no file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stamp(Option<Marks>);

#[derive(Debug, PartialEq, Eq)]
struct Marks {
    bytes: u64,
    modified: Option<SystemTime>,
    /// Device, number and time of change of the file itself.
    #[cfg(unix)]
    inode: (u64, u64, i64, i64),
}

/// Whether the file was written a moment ago, so that more may be to come. A time to come, as
/// of a clock that was set back, tells nothing.
pub(crate) fn is_fresh(found: &Metadata) -> bool {
    let age = when(found).and_then(|at| SystemTime::now().duration_since(at).ok());
    found.is_file() && age.is_some_and(|age| age < QUIET)
}

/// As [`is_fresh`], of the file of that name.
pub(crate) fn was_written_now(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|found| is_fresh(&found))
}

/// The stamp of the file of exactly that path.
pub(crate) fn stamp(path: &Path) -> Stamp {
    Stamp(fs::symlink_metadata(path).ok().map(|found| Marks {
        bytes: found.len(),
        modified: when(&found),
        #[cfg(unix)]
        inode: {
            use std::os::unix::fs::MetadataExt;
            (found.dev(), found.ino(), found.ctime(), found.ctime_nsec())
        },
    }))
}

/// Refuses what cannot be replaced by a regular file without losing what it is.
pub(crate) fn refuse_unless_regular(path: &Path, found: &Metadata) -> Result<(), Fault> {
    if found.is_dir() {
        return Err(Fault::new(path, FaultKind::Directory));
    }
    if !found.is_file() {
        return Err(Fault::new(path, FaultKind::NotAFile));
    }
    Ok(())
}

fn nothing() -> Snapshot {
    Snapshot {
        bytes: Content::default(),
        metadata: None,
    }
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
fn read(handle: &mut File, path: &Path) -> Result<Option<(Content, Metadata)>, Fault> {
    let before = handle
        .metadata()
        .map_err(Fault::at(path, Operation::Reading))?;
    if before.is_dir() {
        return Err(Fault::new(path, FaultKind::Directory));
    }
    if before.is_file() && before.len() > MOST_BYTES {
        return Err(Fault::new(path, FaultKind::TooLarge));
    }
    let expected = usize::try_from(before.len()).unwrap_or(0);
    // One more than allowed, so that a device without end is told from a file of full size.
    let bytes = Content::read(&mut handle.take(MOST_BYTES + 1), expected)
        .map_err(Fault::at(path, Operation::Reading))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Fault::new(path, FaultKind::TooLarge));
    }
    let after = handle
        .metadata()
        .map_err(Fault::at(path, Operation::Reading))?;
    Ok(settled(&before, &after, bytes.len()).then_some((bytes, after)))
}

/// Whether nobody wrote to the file between two looks at it, with so many bytes read.
fn settled(before: &Metadata, after: &Metadata, read: usize) -> bool {
    // Some file systems do not tell the length of what they make up, and say 0.
    let whole = after.len() == read as u64 || after.len() == 0;
    let rested = when(before) == when(after) && before.len() == after.len();
    !before.is_file() || (whole && rested)
}

fn when(metadata: &Metadata) -> Option<SystemTime> {
    metadata.modified().ok()
}

fn pause(path: &Path, waited: &mut Duration, patience: Duration) -> Result<(), Fault> {
    if *waited >= patience {
        return Err(Fault::new(path, FaultKind::BeingWritten));
    }
    sleep(PAUSE);
    *waited += PAUSE;
    Ok(())
}
