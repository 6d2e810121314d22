//! One write, step by step. The steps are in the order in which they are made, and each is
//! there for a fault that loses data without it.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use crate::store::atomic_write::Temporary;
use crate::store::commit::{Next, Options, Outcome, Saved, UpdateError};
use crate::store::io_error::{Fault, FaultKind, Operation, Warning};
use crate::store::journal::{Journal, Step};
use crate::store::load::Snapshot;
use crate::store::lock::Lock;
use crate::store::paths::Location;
use crate::store::symlink::Target;
use crate::store::{atomic_write, load, metadata, permissions, symlink};

/// One try; `None` if somebody else came in between.
pub(crate) fn attempt<E>(
    location: &Location,
    options: &Options,
    plan: &mut impl FnMut(&[u8], &mut Journal) -> Result<Option<Next>, E>,
) -> Result<Option<Saved>, UpdateError<E>> {
    let made = make_own_folder(location)?;
    let target = resolve(&location.file)?;
    let state = location.state.as_deref();
    let lock = Lock::take(&target, state, options.patience.lock)?;
    if !lock.still_holds() {
        return Ok(None);
    }
    let _made = made.then(|| MadeFolder(symlink::folder_of(&location.file)));
    atomic_write::sweep(&target);
    let Planned {
        old,
        mut journal,
        next,
    } = read_and_plan(&target, location, options, plan)?;
    let Some(next) = next else {
        return Ok(Some(without_writing(target, Outcome::Unchanged)));
    };
    let temporary = Temporary::write(&target, next.text.as_bytes(), old.metadata.as_ref())?;
    let Some(stamp) = look_again(location, &target, &old)? else {
        return Ok(None);
    };
    let takes_back = matches!(next.step, Some(Step::Undone | Step::Redone));
    let kept = match keep(&mut journal, next.step) {
        // A new change is worth more than the way back from it. Going a step of that way is
        // not: unless it is written down, the next one starts from the wrong place.
        Err(error) if takes_back => {
            let path = journal.path().unwrap_or(&target.path);
            return Err(Fault::at(path, Operation::WriteJournal)(error).into());
        }
        kept => kept,
    };
    // Keeping took a moment, and an editor does not wait for it.
    if load::stamp(&target.path) != stamp {
        kept.is_ok().then(|| journal.take_back());
        return Ok(None);
    }
    if let Err(fault) = temporary.put_in_place(&target) {
        kept.is_ok().then(|| journal.take_back());
        return Err(fault.into());
    }
    Ok(Some(finish(target, &lock, &old, journal, kept)))
}

/// Everything that needs no writing, and without the lock.
pub(crate) fn dry_run<E>(
    location: &Location,
    options: &Options,
    plan: &mut impl FnMut(&[u8], &mut Journal) -> Result<Option<Next>, E>,
) -> Result<Option<Saved>, UpdateError<E>> {
    let target = match resolve(&location.file) {
        // The folder that a write would make.
        Err(Fault {
            kind: FaultKind::NoFolder,
            ..
        }) if in_own_folder(location) => Target {
            path: location.file.clone(),
            folder: symlink::folder_of(&location.file).to_owned(),
        },
        resolved => resolved?,
    };
    let planned = read_and_plan(&target, location, options, plan)?;
    let outcome = planned.next.map_or(Outcome::Unchanged, |_| Outcome::Tried);
    Ok(Some(without_writing(target, outcome)))
}

struct Planned {
    old: Snapshot,
    journal: Journal,
    next: Option<Next>,
}

fn read_and_plan<E>(
    target: &Target,
    location: &Location,
    options: &Options,
    plan: &mut impl FnMut(&[u8], &mut Journal) -> Result<Option<Next>, E>,
) -> Result<Planned, UpdateError<E>> {
    let mut journal = Journal::open(location.state.as_deref(), &target.path);
    let old = read_old(&target.path, &journal, options)?;
    journal.settle(&old.bytes);
    let next = plan(&old.bytes, &mut journal).map_err(UpdateError::Plan)?;
    // What says the same is left alone: nothing to undo, and no new time on the file.
    let next = next.filter(|next| *next.text.as_bytes() != *old.bytes);
    Ok(Planned { old, journal, next })
}

/// The file as the plan is to see it. An editor that saves in place empties the file first and
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

/// Whether everything is still as the plan saw it: the links and the bytes. Gives what tells
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

/// The new text is in place: from here on there are only warnings.
fn finish(
    target: Target,
    lock: &Lock,
    old: &Snapshot,
    mut journal: Journal,
    kept: io::Result<()>,
) -> Saved {
    let mut warnings = Vec::new();
    // Without this a power cut may bring the old name, and so the old text, back.
    if let Err(error) = lock.sync_folder() {
        warnings.push(Warning::FolderNotSynced {
            path: target.folder,
            error,
        });
    }
    match kept {
        Ok(()) => journal.mark_saved(),
        Err(error) => warnings.push(Warning::NotUndoable {
            path: journal.path().map(Path::to_owned),
            error,
        }),
    }
    // A rename parts a file from its other names. Writing in place would keep them together
    // and could leave half a text in all of them, so the user is told instead.
    let others = old.metadata.as_ref().map_or(0, metadata::other_names);
    if others > 0 {
        warnings.push(Warning::OtherNames {
            path: target.path.clone(),
            others,
        });
    }
    Saved {
        path: target.path,
        outcome: Outcome::Written,
        warnings,
    }
}

fn without_writing(target: Target, outcome: Outcome) -> Saved {
    Saved {
        path: target.path,
        outcome,
        warnings: Vec::new(),
    }
}
