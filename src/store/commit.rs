//! Writing the data file: the old bytes stay or exactly the new ones take their place.
//!
//! What the text means is none of this module's business: a plan makes the new text from the
//! old one. How one write goes, step by step, is in `attempt`.

use std::path::PathBuf;
use std::str;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};

use crate::store::io_error::{Fault, FaultKind, Warning};
use crate::store::journal::{Fingerprint, Journal, Record, Step};
use crate::store::paths::Location;
use crate::text::patch;
use crate::text::patch::Splice;

mod attempt;
#[cfg(test)]
mod tests;

/// How often a write starts over when somebody else changes the file under it.
const MOST_TRIES: usize = 5;

/// How a write is to be made.
#[derive(Debug, Clone)]
pub struct Options {
    /// Write also where the file holds nothing but held people before: it was emptied on
    /// purpose.
    pub yes: bool,
    /// Make the plan and stop: nothing is written, made or locked.
    pub dry_run: bool,
    /// The moment that undo shows for this change.
    pub now: DateTime<FixedOffset>,
    /// How long to wait for others.
    pub patience: Patience,
}

/// How long to wait for others before giving up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// For another writer of this program to finish.
    pub lock: Duration,
    /// For an editor to finish saving in place.
    pub settle: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            lock: Duration::from_secs(5),
            settle: Duration::from_millis(500),
        }
    }
}

/// What a command wants done with the text it was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// Nothing: the text says it already.
    Keep,
    /// A new text.
    Write(Draft),
}

/// A new text, and what undo wants to know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The whole new text.
    pub text: String,
    /// Where it differs from the old one. If these do not make the one from the other, the
    /// difference is found by comparing the two.
    pub splices: Vec<Splice>,
    /// The command in short, as in `log ruth praised`. Without notes: `undo` shows it.
    pub what: String,
    /// How many people the new text holds.
    pub people: usize,
}

/// What came of a write that did not fail.
#[derive(Debug)]
pub struct Saved {
    /// The real file, behind every link.
    pub path: PathBuf,
    /// What was done.
    pub outcome: Outcome,
    /// What went wrong after the new text was in place.
    pub warnings: Vec<Warning>,
}

/// What a write that did not fail did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The new text is in the file.
    Written,
    /// The new text is the old one; nothing was touched.
    Unchanged,
    /// It was only tried; the new text would be another one.
    Tried,
}

/// Why nothing was written.
#[derive(Debug)]
pub enum UpdateError<E> {
    /// The disk refused.
    Disk(Fault),
    /// The plan failed.
    Plan(E),
}

impl<E> From<Fault> for UpdateError<E> {
    fn from(fault: Fault) -> Self {
        Self::Disk(fault)
    }
}

/// Changes the data file: reads it under the lock, lets `plan` make a new text of its bytes
/// (none where there is no file yet), and puts that in its place.
///
/// The plan is called again, with the new bytes, when somebody else changes the file
/// meanwhile, so what it tells its caller must be what it said last.
pub fn update<E>(
    location: &Location,
    options: &Options,
    mut plan: impl FnMut(&[u8]) -> Result<Plan, E>,
) -> Result<Saved, UpdateError<E>> {
    write(location, options, |old, _| {
        let draft = match plan(old)? {
            Plan::Keep => return Ok(None),
            Plan::Write(draft) => draft,
        };
        let step = record(old, &draft, options.now).map(|it| Step::Change(Box::new(it)));
        Ok(Some(Next {
            text: draft.text,
            step,
        }))
    })
}

/// A new text, and the step that the journal keeps of it, if it can.
pub(crate) struct Next {
    pub text: String,
    pub step: Option<Step>,
}

/// As [`update`], with a plan that sees the journal and says what it keeps.
pub(crate) fn write<E>(
    location: &Location,
    options: &Options,
    mut plan: impl FnMut(&[u8], &mut Journal) -> Result<Option<Next>, E>,
) -> Result<Saved, UpdateError<E>> {
    for _ in 0..MOST_TRIES {
        let tried = if options.dry_run {
            attempt::dry_run(location, options, &mut plan)?
        } else {
            attempt::attempt(location, options, &mut plan)?
        };
        if let Some(saved) = tried {
            return Ok(saved);
        }
    }
    Err(Fault::new(&location.file, FaultKind::ConcurrentlyModified).into())
}

/// What the journal is to know of a change. Nothing where the old text is none: that can
/// only be mended, and not be taken back.
fn record(old: &[u8], draft: &Draft, at: DateTime<FixedOffset>) -> Option<Record> {
    let old = str::from_utf8(old).ok()?;
    let fitting = patch::leads_to(old, &draft.splices, &draft.text);
    Some(Record {
        at,
        what: draft.what.clone(),
        people: draft.people,
        before: Fingerprint::of(old.as_bytes()),
        after: Fingerprint::of(draft.text.as_bytes()),
        splices: if fitting {
            draft.splices.clone()
        } else {
            patch::between(old, &draft.text)
        },
    })
}
