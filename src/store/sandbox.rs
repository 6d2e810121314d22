//! Where the tests of the disk side write: a folder of their own, gone afterwards.
#![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::DateTime;

use crate::store::commit::attempt::Update;
use crate::store::commit::{Draft, Options, Patience, Saved};
use crate::store::io_error::Fault;
use crate::store::paths::{Folders, Location};

/// A folder of its own with a place for a book and one for the state.
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

    /// The book most tests write to.
    pub(crate) fn book(&self) -> Location {
        self.at("books/allies.toml")
    }

    /// The names in the folder of the books.
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

pub(crate) fn options() -> Options {
    Options {
        yes: false,
        dry_run: false,
        now: DateTime::parse_from_rfc3339("2026-11-23T10:00:00+01:00").unwrap(),
        patience: Patience {
            lock: Duration::from_millis(500),
            settle: Duration::from_millis(60),
        },
    }
}

/// What a test wants done with the bytes it was shown.
#[derive(Debug, Clone)]
pub(crate) enum Plan {
    /// Nothing: the text stays.
    Keep,
    /// A new text.
    Write(Draft),
}

/// Why nothing was written.
#[derive(Debug)]
pub(crate) enum UpdateError<E> {
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

/// Changes the file as a command does: opens it, plans, commits, and starts over where somebody
/// else changed it.
pub(crate) fn update<E>(
    location: &Location,
    options: &Options,
    mut plan: impl FnMut(&[u8]) -> Result<Plan, E>,
) -> Result<Saved, UpdateError<E>> {
    let mut update = Update::new(location, options);
    loop {
        let open = update.open()?;
        let draft = match plan(open.bytes()).map_err(UpdateError::Plan)? {
            Plan::Write(draft) => draft,
            Plan::Keep => Draft {
                text: String::from_utf8(open.bytes().to_owned()).unwrap(),
                splices: Vec::new(),
                what: "nothing".to_owned(),
                people: 0,
            },
        };
        if let Some(saved) = open.commit(draft)? {
            return Ok(saved);
        }
    }
}
