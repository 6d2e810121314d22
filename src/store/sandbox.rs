//! Temporary folders for the tests of this folder.
#![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::DateTime;

use crate::store::commit::{self, CommitOptions, NewText, Patience, Saved};
use crate::store::io_error::IoError;
use crate::store::paths::{Folders, Location};

/// A temporary folder with places for books and for the state.
pub(crate) struct Sandbox {
    folder: tempfile::TempDir,
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("books")).unwrap();
        Self { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn at(&self, name: &str) -> Location {
        let folders = Folders {
            config: Some(self.path("home/config/allies")),
            state: Some(self.path("home/state/allies")),
        };
        Location::find(Some(self.path(name)), None, folders).unwrap()
    }

    /// The book that most tests write.
    pub(crate) fn book(&self) -> Location {
        self.at("books/allies.toml")
    }

    /// The names in the books' folder.
    pub(crate) fn names(&self) -> Vec<String> {
        names(&self.path("books"))
    }
}

pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

pub(crate) fn options() -> CommitOptions {
    CommitOptions {
        yes: false,
        dry_run: false,
        now: DateTime::parse_from_rfc3339("2026-11-23T10:00:00+01:00").unwrap(),
        patience: Patience {
            lock: Duration::from_millis(500),
            settle: Duration::from_millis(60),
        },
    }
}

/// Changes the file as a command does: commits the text that `plan` returns, or the old text if
/// it returns none, and starts over if others changed the file.
pub(crate) fn update(
    location: &Location,
    options: &CommitOptions,
    mut plan: impl FnMut(&[u8]) -> Option<NewText>,
) -> Result<Saved, IoError> {
    commit::update(location, options, |open| {
        let new = plan(open.bytes()).unwrap_or_else(|| NewText {
            text: String::from_utf8(open.bytes().to_owned()).unwrap(),
            splices: Vec::new(),
            what: "nothing".to_owned(),
            people: 0,
        });
        open.commit(new)
    })
}
