//! One write, step by step. The steps are in the order in which they are made, and each is
//! there for a fault that loses data without it.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use crate::store::atomic_write::Temporary;
use crate::store::commit::{Draft, Options, Outcome, Saved, record};
use crate::store::io_error::{Fault, FaultKind, Operation, Warning};
use crate::store::journal::{Journal, Step};
use crate::store::load::Snapshot;
use crate::store::lock::Lock;
use crate::store::paths::Location;
use crate::store::symlink::Target;
use crate::store::{atomic_write, load, metadata, permissions, symlink};

/// How often a write starts over when somebody else changes the file under it.
pub(crate) const MOST_TRIES: usize = 5;

/// A change of the data file that is under way: it starts over, with the new bytes, when
/// somebody else changes the file meanwhile.
#[derive(Debug)]
pub struct Update<'o> {
    location: &'o Location,
    options: &'o Options,
    tries_left: usize,
}

impl<'o> Update<'o> {
    /// Nothing is opened yet.
    pub fn new(location: &'o Location, options: &'o Options) -> Self {
        Self {
            location,
            options,
            tries_left: MOST_TRIES,
        }
    }

    /// Reads the file under the lock, which is held until what comes back is committed or
    /// dropped. Where a commit found the file changed, it is to be opened again.
    pub fn open(&mut self) -> Result<OpenFile<'o>, Fault> {
        while let Some(left) = self.tries_left.checked_sub(1) {
            self.tries_left = left;
            if let Some(open) = OpenFile::open(self.location, self.options)? {
                return Ok(open);
            }
        }
        Err(Fault::new(
            &self.location.file,
            FaultKind::ConcurrentlyModified,
        ))
    }
}

/// The data file, read for one change. Dropped without a commit, it leaves nothing behind.
///
/// The fields are dropped in this order: what was made goes under the lock.
#[derive(Debug)]
pub struct OpenFile<'o> {
    location: &'o Location,
    options: &'o Options,
    pub(crate) journal: Journal,
    pub(crate) old: Snapshot,
    _made: Option<MadeFolder<'o>>,
    /// None for a dry run.
    lock: Option<Lock>,
    target: Target,
}

impl<'o> OpenFile<'o> {
    /// Takes the lock and reads; `None` if somebody else came in between.
    pub(crate) fn open(
        location: &'o Location,
        options: &'o Options,
    ) -> Result<Option<Self>, Fault> {
        if options.dry_run {
            let target = resolve_without_folder(location)?;
            return Self::read(location, options, target, None, None).map(Some);
        }
        let made = make_own_folder(location)?;
        let target = resolve(&location.file)?;
        let state = location.state.as_deref();
        let lock = Lock::take(&target, state, options.patience.lock)?;
        if !lock.still_holds() {
            return Ok(None);
        }
        let made = made.then(|| MadeFolder(symlink::folder_of(&location.file)));
        atomic_write::sweep(&target);
        Self::read(location, options, target, Some(lock), made).map(Some)
    }

    fn read(
        location: &'o Location,
        options: &'o Options,
        target: Target,
        lock: Option<Lock>,
        made: Option<MadeFolder<'o>>,
    ) -> Result<Self, Fault> {
        let mut journal = Journal::open(location.state.as_deref(), &target.path);
        let old = read_old(&target.path, &journal, options)?;
        journal.settle(&old.bytes);
        Ok(Self {
            location,
            options,
            journal,
            old,
            _made: made,
            lock,
            target,
        })
    }

    /// The bytes of the file; none where there is no file yet.
    pub fn bytes(&self) -> &[u8] {
        &self.old.bytes
    }

    /// Puts the new text in the place of the old one, and what undo wants to know of it in the
    /// journal; `None` if somebody else changed the file meanwhile, so that it is to be opened
    /// again. A dry run writes nothing.
    pub fn commit(self, draft: Draft) -> Result<Option<Saved>, Fault> {
        let (text, step) = record(&self.old.bytes, draft, self.options.now);
        self.commit_step(&text, step)
    }

    /// As [`Self::commit`], with the step that the journal keeps, if it can.
    pub(crate) fn commit_step(
        mut self,
        text: &str,
        step: Option<Step>,
    ) -> Result<Option<Saved>, Fault> {
        // What says the same is left alone: nothing to undo, and no new time on the file.
        if *text.as_bytes() == *self.old.bytes {
            return Ok(Some(self.without_writing(Outcome::Unchanged)));
        }
        if self.lock.is_none() {
            return Ok(Some(self.without_writing(Outcome::Tried)));
        }
        let metadata = self.old.metadata.as_ref();
        let temporary = Temporary::write(&self.target, text.as_bytes(), metadata)?;
        let Some(stamp) = look_again(self.location, &self.target, &self.old)? else {
            return Ok(None);
        };
        let takes_back = matches!(step, Some(Step::Undone | Step::Redone));
        let kept = match keep(&mut self.journal, step) {
            // A new change is worth more than the way back from it. Going a step of that way is
            // not: unless it is written down, the next one starts from the wrong place.
            Err(error) if takes_back => {
                let path = self.journal.path().unwrap_or(&self.target.path);
                return Err(Fault::at(path, Operation::WriteJournal)(error));
            }
            kept => kept,
        };
        // Keeping took a moment, and an editor does not wait for it.
        if load::stamp(&self.target.path) != stamp {
            kept.is_ok().then(|| self.journal.take_back());
            return Ok(None);
        }
        if let Err(fault) = temporary.put_in_place(&self.target) {
            kept.is_ok().then(|| self.journal.take_back());
            return Err(fault);
        }
        Ok(Some(self.finish(kept)))
    }

    /// The new text is in place: from here on there are only warnings.
    fn finish(mut self, kept: io::Result<()>) -> Saved {
        let mut warnings = Vec::new();
        // Without this a power cut may bring the old name, and so the old text, back.
        if let Some(Err(error)) = self.lock.as_ref().map(Lock::sync_folder) {
            warnings.push(Warning::FolderNotSynced {
                path: self.target.folder.clone(),
                error,
            });
        }
        match kept {
            Ok(()) => self.journal.mark_saved(),
            Err(error) => warnings.push(Warning::NotUndoable {
                path: self.journal.path().map(Path::to_owned),
                error,
            }),
        }
        // A rename parts a file from its other names. Writing in place would keep them together
        // and could leave half a text in all of them, so the user is told instead.
        let others = self.old.metadata.as_ref().map_or(0, metadata::other_names);
        if others > 0 {
            warnings.push(Warning::OtherNames {
                path: self.target.path.clone(),
                others,
            });
        }
        Saved {
            path: self.target.path.clone(),
            outcome: Outcome::Written,
            warnings,
        }
    }

    fn without_writing(&self, outcome: Outcome) -> Saved {
        Saved {
            path: self.target.path.clone(),
            outcome,
            warnings: Vec::new(),
        }
    }
}

/// The file, and without it the folder that a write would make.
fn resolve_without_folder(location: &Location) -> Result<Target, Fault> {
    match resolve(&location.file) {
        Err(Fault {
            kind: FaultKind::NoFolder,
            ..
        }) if in_own_folder(location) => Ok(Target {
            path: location.file.clone(),
            folder: symlink::folder_of(&location.file).to_owned(),
        }),
        resolved => resolved,
    }
}

/// The file as a change is to see it. An editor that saves in place empties the file first and
/// then writes it piece by piece. Writing in that moment would lose everything, or the pieces
/// to come: so an empty file that held people is looked at again before it is believed, and
/// so is one that somebody else wrote a moment ago.
fn read_old(path: &Path, journal: &Journal, options: &Options) -> Result<Snapshot, Fault> {
    /// How long to wait between two looks.
    const PAUSE: Duration = Duration::from_millis(25);
    let mut waited = Duration::ZERO;
    loop {
        let old = load::regular(path, options.patience.settle)?;
        if let Some(metadata) = &old.metadata
            && !metadata::may_write(path, metadata)
        {
            return Err(Fault::new(path, FaultKind::ReadOnly));
        }
        let is_fresh = old.metadata.as_ref().is_some_and(load::is_fresh);
        if is_fresh && waited < options.patience.settle && !journal.knows(&old.bytes) {
            sleep(PAUSE);
            waited += PAUSE;
            continue;
        }
        if !old.bytes.is_empty() {
            return Ok(old);
        }
        let people = journal.people(&old.bytes);
        if people == 0 {
            return Ok(old);
        }
        if waited < options.patience.settle {
            sleep(PAUSE);
            waited += PAUSE;
            continue;
        }
        // A file that is gone for good was removed by somebody; making it anew loses nothing.
        if options.yes || !old.exists() {
            return Ok(old);
        }
        return Err(Fault::new(path, FaultKind::Emptied { people }));
    }
}

/// Makes the program's own folder if the file is to be there and it is missing; tells whether
/// it did. Nobody asked for any other folder: a slip in `--file` is not to make one.
fn make_own_folder(location: &Location) -> Result<bool, Fault> {
    let folder = symlink::folder_of(&location.file);
    if !in_own_folder(location) {
        return Ok(false);
    }
    let failed = |error| Fault::at(folder, Operation::MakingFolder)(error);
    if folder.try_exists().map_err(failed)? {
        return Ok(false);
    }
    permissions::make_folder(folder).map_err(failed)?;
    Ok(true)
}

/// The folder made for a file that may not come to be. Only dropped under the lock: who waits
/// for that finds the folder gone and starts over.
#[derive(Debug)]
struct MadeFolder<'a>(&'a Path);

impl Drop for MadeFolder<'_> {
    fn drop(&mut self) {
        // Refused unless it is empty.
        let _ = fs::remove_dir(self.0);
    }
}

fn in_own_folder(location: &Location) -> bool {
    location.own_folder.as_deref() == Some(symlink::folder_of(&location.file))
}

/// Finds the file behind the links and refuses what cannot be replaced.
fn resolve(file: &Path) -> Result<Target, Fault> {
    let seen = match fs::metadata(file) {
        Ok(found) => {
            load::refuse_unless_regular(file, &found)?;
            true
        }
        // Nothing yet, or a loop of links: following them by hand tells.
        Err(_) => false,
    };
    let target = symlink::follow(file)?;
    // The system finds a file where the links lead nowhere: `/dev/stdin` of a file that was
    // deleted. There is no name under which it could be replaced.
    if seen && fs::symlink_metadata(&target.path).is_err_and(|it| it.kind() == ErrorKind::NotFound)
    {
        return Err(Fault::new(file, FaultKind::NotAFile));
    }
    Ok(target)
}

/// Whether everything is still as it was opened: the links and the bytes. Gives what tells
/// cheaply whether the file changes once more.
fn look_again(
    location: &Location,
    target: &Target,
    old: &Snapshot,
) -> Result<Option<load::Stamp>, Fault> {
    if symlink::follow(&location.file)? != *target {
        return Ok(None);
    }
    let stamp = load::stamp(&target.path);
    let now = match load::regular(&target.path, Duration::ZERO) {
        Err(Fault {
            kind: FaultKind::BeingWritten,
            ..
        }) => return Ok(None),
        read => read?,
    };
    let same = now.exists() == old.exists() && *now.bytes == *old.bytes;
    Ok(same.then_some(stamp))
}

fn keep(journal: &mut Journal, step: Option<Step>) -> io::Result<()> {
    let step = step.ok_or(ErrorKind::InvalidData)?;
    journal.append(step)
}
