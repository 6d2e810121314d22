//! Writing the data file: the old bytes stay or exactly the new ones take their place.
//!
//! What the text means is none of this module's business: it gives the old bytes and takes the
//! new text. How one write goes, step by step, is in `attempt`.

use std::path::PathBuf;
use std::str;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};

use crate::store::io_error::Warning;
use crate::store::journal::{Fingerprint, Record, Step};
use crate::text::patch;
use crate::text::patch::Splice;

pub mod attempt;
#[cfg(test)]
mod tests;

/// How a write is to be made.
#[derive(Debug, Clone)]
pub struct Options {
    /// Write also where the file holds nothing but held people before: it was emptied on
    /// purpose.
    pub yes: bool,
    /// Read and stop: nothing is written, made or locked.
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

/// What the journal is to know of a change. Nothing where the old text is none: that can
/// only be mended, and not be taken back.
pub(crate) fn record(
    old: &[u8],
    draft: Draft,
    at: DateTime<FixedOffset>,
) -> (String, Option<Step>) {
    let Ok(old) = str::from_utf8(old) else {
        return (draft.text, None);
    };
    let made = patch::apply(old, &draft.splices);
    let splices = if made.is_ok_and(|made| made == draft.text) {
        draft.splices
    } else {
        patch::between(old, &draft.text)
    };
    let record = Record {
        at,
        what: draft.what,
        people: draft.people,
        before: Fingerprint::of(old.as_bytes()),
        after: Fingerprint::of(draft.text.as_bytes()),
        splices,
    };
    (draft.text, Some(Step::Change(Box::new(record))))
}
