//! The lines of a journal: what each step of the data file leaves there, in JSON.

use std::io;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::store::permissions;
use crate::text::patch::Splice;

/// What a text was, without the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fingerprint {
    bytes: u64,
    /// As text: JSON numbers of that size are not read the same everywhere.
    hash: String,
}

impl Fingerprint {
    /// The fingerprint of a text. No file and an empty one have the same: both are an empty
    /// book, and undo turns the first change of a new file into an empty one.
    pub(crate) fn new(text: &[u8]) -> Self {
        Self {
            bytes: text.len() as u64,
            hash: permissions::hash(text),
        }
    }

    /// Whether it is the fingerprint of that text; mostly the length alone shows that.
    pub(crate) fn matches(&self, text: &[u8]) -> bool {
        self.bytes == text.len() as u64 && *self == Self::new(text)
    }
}

/// One change of the data file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRecord {
    /// When it was made, to the second.
    pub at: DateTime<FixedOffset>,
    /// The command in short.
    pub what: String,
    /// How many people the file held after it.
    pub people: usize,
    pub(crate) before: Fingerprint,
    pub(crate) after: Fingerprint,
    pub(crate) splices: Vec<Splice>,
}

/// One line of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum JournalLine {
    /// The first one: what the lines mean, and which file they are about, for people who
    /// look into the state directory.
    Journal { version: u32, file: String },
    /// A change, and with it the end of everything that could have been redone.
    Change(Box<ChangeRecord>),
    /// The last change taken back.
    Undone,
    /// The change taken back last made again.
    Redone,
    /// The step before is in the data file.
    Saved,
}

impl JournalLine {
    /// The line as it is written, with its end.
    pub(crate) fn to_bytes(&self) -> io::Result<Vec<u8>> {
        let mut text = serde_json::to_vec(self)?;
        text.push(b'\n');
        Ok(text)
    }
}
