//! What undo needs: every change of the data file, in the order in which they were made.
//!
//! One file for each data file, in the state directory and only for its owner, since it
//! holds the text that changed. Each line is one step in JSON, written before the step
//! happens and followed by a mark once it did. A kill in between leaves a step without its
//! mark; whether it happened is then told by the data file itself.
//!
//! Kept are the last 1,000 changes, or 8 MiB of them if that is less, and always the newest.
//! Losing the journal loses undo and nothing else, so nothing here stops a write.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::store::permissions;
use crate::text::patch::Splice;

mod file;
#[cfg(test)]
mod tests;

/// The version of the lines' meaning; a journal of a newer one is left alone.
const VERSION: u32 = 1;

/// What a text was, without the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fingerprint {
    bytes: u64,
    /// As text: JSON numbers of that size are not read the same everywhere.
    #[serde(with = "hexadecimal")]
    hash: u128,
}

impl Fingerprint {
    /// The fingerprint of a text. No file and an empty one have the same: both are an empty
    /// book, and undo turns the first change of a new file into an empty one.
    pub(crate) fn of(text: &[u8]) -> Self {
        Self {
            bytes: text.len() as u64,
            hash: permissions::hash(text),
        }
    }

    /// Whether it is the fingerprint of that text, which is mostly told by the length.
    pub(crate) fn is_of(self, text: &[u8]) -> bool {
        self.bytes == text.len() as u64 && self == Self::of(text)
    }
}

/// One change of the data file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    #[serde(with = "moment")]
    pub at: DateTime<FixedOffset>,
    pub what: String,
    pub people: usize,
    pub before: Fingerprint,
    pub after: Fingerprint,
    pub splices: Vec<Splice>,
}

/// One line of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    /// The first one: what the lines mean, and which file they are about, for people who
    /// look into the state directory.
    Journal { version: u32, file: String },
    /// A change, and with it the end of everything that could have been redone.
    Change(Box<Record>),
    /// The last change taken back.
    Undone,
    /// The change taken back last made again.
    Redone,
    /// The step before is in the data file.
    Saved,
}

/// A step to be written down before it happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// A new change.
    Change(Box<Record>),
    /// Taking back the last change.
    Undone,
    /// Making the change taken back last again.
    Redone,
}

/// The journal of one data file. Used under that file's lock, but for looking.
#[derive(Debug)]
pub(crate) struct Journal {
    /// Where it is; unknown where no home is known.
    path: Option<PathBuf>,
    /// The data file, for the first line.
    about: String,
    /// Why it could not be read.
    trouble: Option<io::Error>,
    records: Vec<Record>,
    /// How many of the records stand; the ones after can be redone.
    done: usize,
    /// The last step, while nothing tells that it happened.
    pending: Option<Pending>,
    /// Up to where the file is whole lines, in bytes.
    whole: u64,
    /// Up to where it was before the last step, in bytes.
    before_last: u64,
}

#[derive(Debug)]
enum Pending {
    /// A change, with the records that could have been redone without it.
    Change(Vec<Record>),
    Undone,
    Redone,
}

impl Journal {
    /// Reads the journal of the data file of that real path. One that cannot be read is an
    /// empty one that refuses to be written.
    pub(crate) fn open(state: Option<&Path>, data_file: &Path) -> Self {
        let path =
            state.map(|state| state.join(format!("{}.journal", permissions::key(data_file))));
        let mut journal = Self {
            path,
            about: data_file.to_string_lossy().into_owned(),
            trouble: None,
            records: Vec::new(),
            done: 0,
            pending: None,
            whole: 0,
            before_last: 0,
        };
        let read = journal.path.as_deref().map(file::read);
        match read {
            None => {}
            Some(Ok(bytes)) => journal.replay(&bytes),
            Some(Err(error)) if error.kind() == ErrorKind::NotFound => {}
            Some(Err(error)) => journal.trouble = Some(error),
        }
        journal
    }

    /// Where it is kept.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Why it could not be read, once.
    pub(crate) const fn trouble(&mut self) -> Option<io::Error> {
        self.trouble.take()
    }

    /// Compares the last step with the data file: one that a kill kept from happening is
    /// forgotten.
    pub(crate) fn settle(&mut self, text: &[u8]) {
        if !self.never_happened(text) {
            return;
        }
        match self.pending.take() {
            Some(Pending::Change(redoable)) => {
                self.records.pop();
                self.records.extend(redoable);
                self.done -= 1;
            }
            Some(Pending::Undone) => self.done += 1,
            Some(Pending::Redone) => self.done -= 1,
            None => {}
        }
        self.whole = self.before_last;
    }

    /// How many people the data file must hold by the last step that happened, as far as that
    /// text tells; 0 where nothing is known.
    pub(crate) fn people(&self, text: &[u8]) -> usize {
        let done = match self.pending {
            Some(Pending::Change(_) | Pending::Redone) if self.never_happened(text) => {
                self.done - 1
            }
            Some(Pending::Undone) if self.never_happened(text) => self.done + 1,
            _ => self.done,
        };
        let last = done
            .checked_sub(1)
            .and_then(|index| self.records.get(index));
        last.map_or(0, |record| record.people)
    }

    /// Whether that is a whole text that this program left or found around its last step.
    pub(crate) fn knows(&self, text: &[u8]) -> bool {
        let around = [self.last_done(), self.next_undone()];
        let mut around = around.into_iter().flatten();
        around.any(|record| record.before.is_of(text) || record.after.is_of(text))
    }

    /// The change that undo would take back.
    pub(crate) fn last_done(&self) -> Option<&Record> {
        self.records.get(self.done.checked_sub(1)?)
    }

    /// The change that redo would make again.
    pub(crate) fn next_undone(&self) -> Option<&Record> {
        self.records.get(self.done)
    }

    /// All changes, oldest first, each with whether it stands.
    pub(crate) fn records(&self) -> impl DoubleEndedIterator<Item = (&Record, bool)> {
        let marked = self.records.iter().enumerate();
        marked.map(|(index, record)| (record, index < self.done))
    }

    /// Whether the data file shows that the last step was written down, but never made.
    fn never_happened(&self, text: &[u8]) -> bool {
        let before = match &self.pending {
            Some(Pending::Change(_) | Pending::Redone) => self.last_done().map(|it| it.before),
            Some(Pending::Undone) => self.next_undone().map(|it| it.after),
            None => None,
        };
        before.is_some_and(|before| before.is_of(text))
    }

    /// Takes in the lines of the file, up to the first that is torn.
    fn replay(&mut self, bytes: &[u8]) {
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            // A kill in the middle of writing leaves a last line without its end.
            if line.last() != Some(&b'\n') {
                return;
            }
            let start = self.whole;
            self.whole += line.len() as u64;
            match serde_json::from_slice(line) {
                Ok(Line::Journal { version, .. }) if version > VERSION => {
                    self.trouble = Some(ErrorKind::Unsupported.into());
                    return;
                }
                Ok(line) => self.take_in(line, start),
                Err(_) => self.forget(),
            }
        }
    }

    fn take_in(&mut self, line: Line, start: u64) {
        let step = match line {
            Line::Journal { .. } => return,
            Line::Saved => return self.pending = None,
            Line::Change(record) => Step::Change(record),
            Line::Undone => Step::Undone,
            Line::Redone => Step::Redone,
        };
        self.before_last = start;
        self.take_step(step);
    }

    fn take_step(&mut self, step: Step) {
        self.pending = match step {
            Step::Change(record) => {
                let redoable = self.records.split_off(self.done);
                self.records.push(*record);
                self.done += 1;
                Some(Pending::Change(redoable))
            }
            Step::Undone if self.done > 0 => {
                self.done -= 1;
                Some(Pending::Undone)
            }
            Step::Redone if self.done < self.records.len() => {
                self.done += 1;
                Some(Pending::Redone)
            }
            Step::Undone | Step::Redone => return self.forget(),
        };
    }

    /// A line that makes no sense: what came before cannot be reached through it.
    fn forget(&mut self) {
        self.records.clear();
        self.done = 0;
        self.pending = None;
    }
}

mod hexadecimal {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(hash: &u128, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&format!("{hash:032x}"))
    }

    pub(crate) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<u128, D::Error> {
        let text = String::deserialize(from)?;
        u128::from_str_radix(&text, 16).map_err(D::Error::custom)
    }
}

mod moment {
    use chrono::{DateTime, FixedOffset, SecondsFormat};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(
        at: &DateTime<FixedOffset>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.serialize_str(&at.to_rfc3339_opts(SecondsFormat::Secs, true))
    }

    pub(crate) fn deserialize<'d, D: Deserializer<'d>>(
        from: D,
    ) -> Result<DateTime<FixedOffset>, D::Error> {
        let text = String::deserialize(from)?;
        DateTime::parse_from_rfc3339(&text).map_err(D::Error::custom)
    }
}
