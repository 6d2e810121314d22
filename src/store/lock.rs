//! One writer at a time.
//!
//! The lock is on the folder of the data file itself: it leaves no files behind, cannot outlive its
//! process, and is the same whatever path named the file. Where folders cannot be locked (Windows,
//! some network file systems), a file in the state folder stands in. It is never deleted: one
//! process could hold the lock of the deleted file while another locks a new one.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::store::io_error::{IoError, IoErrorKind, Operation};
use crate::store::metadata::Inode;
use crate::store::{load, permissions, symlink};

/// The exclusive right to write in one folder, until it is dropped or the process dies.
#[derive(Debug)]
pub(crate) struct Lock {
    folder: PathBuf,
    /// The handle of the folder, if it can be opened.
    handle: Option<File>,
    _stand_in: Option<File>,
}

impl Lock {
    /// Locks the folder of a file. Waits for others as long as they make progress, and gives up
    /// once the file has not changed for `patience`.
    pub(crate) fn take(
        target: &Path,
        state: Option<&Path>,
        patience: Duration,
    ) -> Result<Self, IoError> {
        let folder = symlink::folder_of(target);
        let lock = |handle, stand_in| Self {
            folder: folder.to_owned(),
            handle,
            _stand_in: stand_in,
        };
        let (handle, refusal) = match File::open(folder) {
            Ok(handle) => match try_lock(&handle) {
                Ok(true) => return Ok(lock(Some(handle), None)),
                Ok(false) => return Ok(lock(Some(wait_in_line(handle, target, patience)?), None)),
                Err(error) => (Some(handle), error),
            },
            Err(error) => (None, error),
        };
        let state = state.ok_or_else(|| refused(folder, refusal))?;
        permissions::make_folder(state).map_err(IoError::at(state, Operation::MakingFolder))?;
        let path = state.join(format!("{}.lock", permissions::key(folder)));
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true);
        let stand_in = permissions::owner_only(&mut options).open(&path);
        let mut stand_in = stand_in.map_err(IoError::at(&path, Operation::Locking))?;
        if !try_lock(&stand_in).map_err(|error| refused(&path, error))? {
            stand_in = wait_in_line(stand_in, target, patience)?;
        }
        Ok(lock(handle, Some(stand_in)))
    }

    /// Whether the locked folder is still the one at its path: while this process waited, another
    /// may have moved or replaced it.
    pub(crate) fn still_holds(&self) -> bool {
        let locked = self.handle.as_ref().map(File::metadata).transpose();
        let (Ok(locked), Ok(named)) = (locked, fs::metadata(&self.folder)) else {
            return false;
        };
        locked.is_none_or(|locked| Inode::new(&locked).id == Inode::new(&named).id)
    }

    /// Forces the folder's list of files to the disk.
    pub(crate) fn sync_folder(&self) -> io::Result<()> {
        match &self.handle {
            Some(handle) => handle.sync_all(),
            // Windows cannot open a folder, and journals renames itself.
            None if cfg!(windows) => Ok(()),
            None => File::open(&self.folder)?.sync_all(),
        }
    }
}

/// Locks a file unless another program holds the lock; returns whether it did.
fn try_lock(file: &File) -> io::Result<bool> {
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::WouldBlock) => return Ok(false),
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Interrupted => {}
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

/// Waits until the lock is free. A blocking request is served in order; of many processes that poll
/// for the lock, some would starve.
fn wait_in_line(file: File, target: &Path, patience: Duration) -> Result<File, IoError> {
    let (sender, receiver) = mpsc::channel();
    // The request ends only with the lock, so a thread makes it and owns the handle: a lock granted
    // after this function gave up is dropped at once.
    let request = move || {
        let mut locked = file.lock();
        while (locked.as_ref()).is_err_and(|error| error.kind() == ErrorKind::Interrupted) {
            locked = file.lock();
        }
        let _ = sender.send(locked.map(|()| file));
    };
    let folder = symlink::folder_of(target);
    let failed = |error| refused(folder, error);
    thread::Builder::new().spawn(request).map_err(failed)?;
    let (mut stamp, mut since) = (load::stamp(target), Instant::now());
    loop {
        if let Ok(locked) = receiver.recv_timeout(patience / 50) {
            return locked.map_err(failed);
        }
        let now = load::stamp(target);
        if now != stamp {
            // Those ahead in line are making progress.
            (stamp, since) = (now, Instant::now());
        } else if since.elapsed() >= patience {
            return Err(IoError::new(folder, IoErrorKind::Busy(patience)));
        }
    }
}

/// The error of a failed request, which sets apart a file system without locks.
fn refused(path: &Path, error: io::Error) -> IoError {
    #[cfg(unix)]
    let is_without = rustix::io::Errno::from_io_error(&error) == Some(rustix::io::Errno::NOLCK);
    #[cfg(not(unix))]
    let is_without = false;
    if is_without || error.kind() == ErrorKind::Unsupported {
        return IoError::new(path, IoErrorKind::NoLocks(error));
    }
    IoError::at(path, Operation::Locking)(error)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

    use super::*;

    const SHORT: Duration = Duration::from_millis(30);
    const LONG: Duration = Duration::from_mins(1);

    fn take(folder: &Path, state: Option<&Path>, patience: Duration) -> Result<Lock, IoError> {
        Lock::take(&folder.join("allies.toml"), state, patience)
    }

    fn busy(taken: Result<Lock, IoError>) -> bool {
        taken.is_err_and(|error| matches!(error.kind, IoErrorKind::Busy(_)))
    }

    #[test]
    fn a_folder_is_locked_without_litter_and_by_one_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let one = take(folder.path(), None, SHORT).unwrap();
        assert!(one.still_holds());
        one.sync_folder().unwrap();
        assert!(busy(take(folder.path(), None, SHORT)));
        drop(one);
        take(folder.path(), None, LONG).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_stands_in_for_a_folder_that_cannot_be_locked_and_stays() {
        let sandbox = tempfile::tempdir().unwrap();
        let state = sandbox.path().join("state");
        // One that cannot even be opened.
        let folder = sandbox.path().join("missing");
        let one = take(&folder, Some(&state), SHORT).unwrap();
        assert!(busy(take(&folder, Some(&state), SHORT)));
        let other = sandbox.path().join("other");
        take(&other, Some(&state), SHORT).unwrap();
        drop(one);
        assert_eq!(fs::read_dir(&state).unwrap().count(), 2);
        take(&folder, Some(&state), LONG).unwrap();
    }

    #[test]
    fn without_a_place_for_the_stand_in_the_error_says_so() {
        let folder = Path::new("/nowhere/at/all");
        let error = take(folder, None, SHORT).unwrap_err();
        assert_eq!(error.path, folder);
        let IoErrorKind::System(operation, error) = error.kind else {
            panic!("{:?}", error.kind)
        };
        assert_eq!(
            (operation, error.kind()),
            (Operation::Locking, ErrorKind::NotFound)
        );
    }

    #[test]
    fn a_place_that_cannot_be_made_for_the_stand_in_is_named() {
        let sandbox = tempfile::tempdir().unwrap();
        let state = sandbox.path().join("state");
        fs::write(&state, "a file where the folder should be").unwrap();
        let missing = sandbox.path().join("missing");
        let error = take(&missing, Some(&state), SHORT).unwrap_err();
        assert_eq!(error.path, state);
        let IoErrorKind::System(operation, _) = error.kind else {
            panic!("{:?}", error.kind)
        };
        assert_eq!(operation, Operation::MakingFolder);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_made_again_under_the_lock_is_noticed() {
        let sandbox = tempfile::tempdir().unwrap();
        let folder = sandbox.path().join("books");
        fs::create_dir(&folder).unwrap();
        let lock = take(&folder, None, SHORT).unwrap();
        fs::rename(&folder, sandbox.path().join("away")).unwrap();
        assert!(!lock.still_holds());
        fs::create_dir(&folder).unwrap();
        assert!(!lock.still_holds());
    }

    #[test]
    fn whoever_waits_gets_the_lock_when_it_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let one = take(folder.path(), None, SHORT).unwrap();
        thread::scope(|scope| {
            let waiting = scope.spawn(|| take(folder.path(), None, LONG));
            thread::sleep(SHORT);
            assert!(!waiting.is_finished());
            drop(one);
            let two = waiting.join().unwrap().unwrap();
            assert!(two.still_holds());
            assert!(busy(take(folder.path(), None, SHORT)));
        });
    }

    #[test]
    fn a_lock_is_waited_for_as_long_as_the_file_changes() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("allies.toml");
        let _one = take(folder.path(), None, SHORT).unwrap();
        let patience = Duration::from_secs(1);
        let start = Instant::now();
        let mut last = start;
        thread::scope(|scope| {
            let waiting = scope.spawn(|| take(folder.path(), None, patience));
            while start.elapsed() < 2 * patience {
                last = Instant::now();
                fs::write(&file, format!("{:?}", start.elapsed())).unwrap();
                thread::sleep(patience / 100);
            }
            assert!(!waiting.is_finished(), "given up while the file changed");
            assert!(busy(waiting.join().unwrap()));
        });
        assert!(
            last.elapsed() >= patience,
            "given up {:?} later",
            last.elapsed()
        );
    }

    #[test]
    fn a_lock_that_comes_after_it_was_given_up_is_given_back_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let one = take(folder.path(), None, SHORT).unwrap();
        for _ in 0..20 {
            assert!(busy(take(folder.path(), None, SHORT)));
        }
        drop(one);
        take(folder.path(), None, LONG).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_file_system_without_locks_is_not_like_other_refusals() {
        use rustix::io::Errno;
        let kind = |errno: Errno| refused(Path::new("/net"), errno.into()).kind;
        for errno in [Errno::NOLCK, Errno::OPNOTSUPP] {
            assert!(matches!(kind(errno), IoErrorKind::NoLocks(_)), "{errno}");
        }
        assert!(matches!(kind(Errno::IO), IoErrorKind::System(..)));
    }
}
