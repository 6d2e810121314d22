//! One writer at a time.
//!
//! The lock is on the folder of the data file itself: it leaves no litter, cannot outlive
//! its process, and is the same one through whatever path the file was named. Where a folder
//! cannot be locked (Windows, some network file systems), a file in the state directory
//! stands in. That one is never unlinked: a process that waits on an unlinked file and one
//! that makes it anew would both hold "the" lock.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::store::io_error::{Fault, FaultKind, Operation};
use crate::store::permissions;

/// The right to write in one folder; given back when dropped, or when the process dies.
#[derive(Debug)]
pub(crate) struct Lock {
    folder: PathBuf,
    /// The folder's own handle, unless a file in the state directory stands in for it.
    handle: Option<File>,
    _stand_in: Option<File>,
}

impl Lock {
    /// Locks a folder, waiting for others at most `patience`.
    pub(crate) fn take(
        folder: &Path,
        state: Option<&Path>,
        patience: Duration,
    ) -> Result<Self, Fault> {
        let (handle, refusal) = match File::open(folder) {
            Ok(handle) => match wait(&handle, patience) {
                Ok(true) => {
                    return Ok(Self {
                        folder: folder.to_owned(),
                        handle: Some(handle),
                        _stand_in: None,
                    });
                }
                Ok(false) => return Err(Fault::new(folder, FaultKind::Busy(patience))),
                Err(error) => (Some(handle), error),
            },
            Err(error) => (None, error),
        };
        let Some(state) = state else {
            return Err(Fault::at(folder, Operation::Locking)(refusal));
        };
        let (path, stand_in) = open_stand_in(folder, state)?;
        match wait(&stand_in, patience) {
            Ok(true) => Ok(Self {
                folder: folder.to_owned(),
                handle,
                _stand_in: Some(stand_in),
            }),
            Ok(false) => Err(Fault::new(folder, FaultKind::Busy(patience))),
            Err(error) => Err(Fault::at(&path, Operation::Locking)(error)),
        }
    }

    /// Whether the folder locked is still the one of that name: while this process waited,
    /// another may have moved it away or made it anew.
    pub(crate) fn still_holds(&self) -> bool {
        match &self.handle {
            #[cfg(unix)]
            Some(handle) => {
                use std::os::unix::fs::MetadataExt;
                let (Ok(locked), Ok(named)) = (handle.metadata(), fs::metadata(&self.folder))
                else {
                    return false;
                };
                (locked.dev(), locked.ino()) == (named.dev(), named.ino())
            }
            _ => fs::metadata(&self.folder).is_ok(),
        }
    }

    /// Forces to the disk which files the folder holds.
    pub(crate) fn sync_folder(&self) -> io::Result<()> {
        match &self.handle {
            Some(handle) => handle.sync_all(),
            // Windows gives no handle on a folder, and journals renames by itself.
            None if cfg!(windows) => Ok(()),
            None => File::open(&self.folder)?.sync_all(),
        }
    }
}

/// Waits for the lock on a file; `false` if others held it all the time.
fn wait(file: &File, patience: Duration) -> io::Result<bool> {
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Interrupted => {}
            Err(TryLockError::Error(error)) => return Err(error),
        }
        let waited = start.elapsed();
        if waited >= patience {
            return Ok(false);
        }
        sleep(pause(waited).min(patience.saturating_sub(waited)));
    }
}

/// Who has waited longer asks more often. The lock goes to whoever asks first after it is
/// free, so backing off the usual way would starve the oldest of fifty writers.
fn pause(waited: Duration) -> Duration {
    let millis = match waited.as_millis() {
        0..250 => 8,
        250..1000 => 4,
        1000..2000 => 2,
        _ => 1,
    };
    Duration::from_millis(millis)
}

fn open_stand_in(folder: &Path, state: &Path) -> Result<(PathBuf, File), Fault> {
    permissions::make_folder(state).map_err(Fault::at(state, Operation::MakingFolder))?;
    let path = state.join(format!("{}.lock", permissions::key(folder)));
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true);
    let file = permissions::only_for_me(&mut options)
        .open(&path)
        .map_err(Fault::at(&path, Operation::Locking))?;
    Ok((path, file))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

    use super::*;

    const SHORT: Duration = Duration::from_millis(30);

    fn busy(taken: Result<Lock, Fault>) -> bool {
        taken.is_err_and(|fault| matches!(fault.kind, FaultKind::Busy(_)))
    }

    #[test]
    fn a_folder_is_locked_without_litter_and_by_one_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let one = Lock::take(folder.path(), None, SHORT).unwrap();
        assert!(one.still_holds());
        one.sync_folder().unwrap();
        assert!(busy(Lock::take(folder.path(), None, SHORT)));
        drop(one);
        Lock::take(folder.path(), None, SHORT).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_stands_in_for_a_folder_that_cannot_be_locked_and_stays() {
        let sandbox = tempfile::tempdir().unwrap();
        let state = sandbox.path().join("state");
        // One that cannot even be opened.
        let folder = sandbox.path().join("missing");
        let take = || Lock::take(&folder, Some(&state), SHORT);
        let one = take().unwrap();
        assert!(busy(take()));
        let other = sandbox.path().join("other");
        Lock::take(&other, Some(&state), SHORT).unwrap();
        drop(one);
        assert_eq!(fs::read_dir(&state).unwrap().count(), 2);
        take().unwrap();
    }

    #[test]
    fn without_a_place_for_the_stand_in_the_refusal_is_told() {
        let folder = Path::new("/nowhere/at/all");
        let fault = Lock::take(folder, None, SHORT).unwrap_err();
        assert_eq!(fault.path, folder);
        let FaultKind::System { doing, error } = fault.kind else {
            panic!("{:?}", fault.kind)
        };
        assert_eq!(
            (doing, error.kind()),
            (Operation::Locking, ErrorKind::NotFound)
        );
    }

    #[test]
    fn a_place_that_cannot_be_made_for_the_stand_in_is_told() {
        let sandbox = tempfile::tempdir().unwrap();
        let state = sandbox.path().join("state");
        fs::write(&state, "a file where the folder should be").unwrap();
        let missing = sandbox.path().join("missing");
        let fault = Lock::take(&missing, Some(&state), SHORT).unwrap_err();
        assert_eq!(fault.path, state);
        let FaultKind::System { doing, .. } = fault.kind else {
            panic!("{:?}", fault.kind)
        };
        assert_eq!(doing, Operation::MakingFolder);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_made_anew_under_the_lock_is_noticed() {
        let sandbox = tempfile::tempdir().unwrap();
        let folder = sandbox.path().join("books");
        fs::create_dir(&folder).unwrap();
        let lock = Lock::take(&folder, None, SHORT).unwrap();
        fs::rename(&folder, sandbox.path().join("away")).unwrap();
        assert!(!lock.still_holds());
        fs::create_dir(&folder).unwrap();
        assert!(!lock.still_holds());
    }

    #[test]
    fn who_has_waited_longer_never_asks_less_often() {
        let pauses = (0..6000).map(|waited| pause(Duration::from_millis(waited)));
        assert!(pauses.is_sorted_by(|early, late| early >= late));
    }
}
