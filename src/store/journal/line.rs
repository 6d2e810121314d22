//! The lines of a journal, in JSON.

use std::io;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::store::permissions;
use crate::text::patch::Splice;

/// Identifies a text without holding it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fingerprint {
    bytes: u64,
    /// A string, since not every reader of JSON keeps all digits of a number this large.
    hash: String,
}

impl Fingerprint {
    /// The fingerprint of a text. A missing file has that of an empty one: both are an empty book,
    /// and undoing the change that created the file leaves it empty.
    pub(crate) fn new(text: &[u8]) -> Self {
        Self {
            bytes: text.len() as u64,
            hash: permissions::hash(text),
        }
    }

    /// Whether it is the fingerprint of that text. Most others differ in length already.
    pub(crate) fn matches(&self, text: &[u8]) -> bool {
        self.bytes == text.len() as u64 && *self == Self::new(text)
    }
}

/// One change to the data file.
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
    /// The first line: the version of the format, and the data file for people who look into the
    /// state folder.
    Journal { version: u32, file: String },
    /// A change; those undone before it can no longer be redone.
    Change(Box<ChangeRecord>),
    /// The last change was undone.
    Undone,
    /// The change undone last was redone.
    Redone,
    /// The step above is in the data file.
    Saved,
}

impl JournalLine {
    /// The line with its newline.
    pub(crate) fn to_bytes(&self) -> io::Result<Vec<u8>> {
        let mut text = serde_json::to_vec(self)?;
        text.push(b'\n');
        Ok(text)
    }
}
