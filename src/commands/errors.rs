//! Every sentence of an error: what happened, the cause, and what to type.
//!
//! The commands and the layers below state facts; they become messages here. Three tell their own,
//! and only their place is added: clap what it cannot take (`usage`), a date what is wrong with
//! it (`date::error`), the reader of a file its findings (`store::read`). `error:` and `hint:`
//! are for people, the exit code for scripts: 1 could not, 2 wrong usage.

mod choice;
mod disk;
mod editor;
mod findings;
mod kept;
mod message;
mod outside;
mod people;
mod refused;
mod undo;
mod usage;

use std::io;
use std::path::PathBuf;

use chrono::NaiveDate;

pub use crate::commands::errors::choice::{Choice, OpenPromise};
pub use crate::commands::errors::editor::EditorError;
pub use crate::commands::errors::kept::Kept;
pub use crate::commands::errors::outside::Outside;
pub use crate::commands::errors::people::{Listed, Nobody, NobodyHelps, Several, at_flag};
pub use crate::commands::errors::refused::Refused;
pub use crate::commands::errors::usage::Usage;

use crate::commands::errors::message::{Message, headed};

use crate::commands::date::DateError;
use crate::screens::Page;
use crate::store::data_file::Unreadable;
use crate::store::io_error::IoError;
use crate::store::undo::UndoError;

/// Words less alike than this, from 0 to 1, are not what somebody mistyped.
const ALIKE: f64 = 0.75;

/// What a command gives back.
pub type Result<T> = anyhow::Result<T>;

/// What can go wrong, as a value.
#[derive(Debug)]
pub enum CliError {
    /// No file was named, and there is no home to look in.
    Homeless,
    /// A day that cannot be read.
    Date {
        /// Where it was typed.
        flag: &'static str,
        /// Why.
        error: DateError,
    },
    /// A day on which something cannot have happened yet.
    FutureDay {
        /// The day.
        day: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// Nobody is called that.
    Nobody(Nobody),
    /// Several people are called that.
    Several(Several),
    /// Nobody fits a need.
    NobodyHelps(NobodyHelps),
    /// A word that is none of a list of words.
    NotOneOf {
        /// What the word should have been: `kind`.
        what: &'static str,
        /// What was typed.
        word: String,
        /// The nearest that would have been right.
        near: Option<String>,
        /// All that would have been right.
        all: Vec<String>,
    },
    /// Arguments that cannot be meant, or do not go together.
    Usage(Usage),
    /// A thing that cannot be done, and why.
    Refused(Refused),
    /// A thing that cannot be done as typed, and what could be typed.
    Choice(Choice),
    /// The file has errors.
    Unreadable(Unreadable),
    /// The edited text does not mean what was wanted; nothing was written.
    ReadBack(PathBuf),
    /// The disk refused.
    Disk(IoError),
    /// The editor cannot be used, or failed.
    Editor(EditorError),
    /// Somebody else changed what was edited meanwhile.
    Overlap {
        /// The file.
        file: PathBuf,
        /// The edit.
        copy: PathBuf,
        /// What both were made of, if it could be kept.
        before: Option<PathBuf>,
    },
    /// An edit by hand that could not be saved, and is kept.
    Kept(Kept),
    /// Nothing could be taken back, or made again.
    Undo {
        /// Why.
        error: UndoError,
        /// Whether it was to be made again.
        redo: bool,
    },
    /// Files of others cannot be taken in.
    Outside(Outside),
    /// Standard output failed before everything was said.
    CannotAnswer(io::Error),
    /// The user ended a question.
    Cancelled,
    /// All that is to be said was said, or nothing was to be: only the exit code tells.
    Silent,
}

impl CliError {
    /// A word that is none of those words; the nearest of them is told.
    pub fn not_one_of<W: AsRef<str>>(what: &'static str, word: &str, all: &[W]) -> Self {
        let likeness = |known: &str| strsim::jaro_winkler(known, &word.to_lowercase());
        let all: Vec<String> = all.iter().map(|known| known.as_ref().to_owned()).collect();
        let nearest = all
            .iter()
            .max_by(|one, two| likeness(one).total_cmp(&likeness(two)));
        let near = nearest.filter(|known| likeness(known) >= ALIKE).cloned();
        Self::NotOneOf {
            what,
            word: word.to_owned(),
            near,
            all,
        }
    }
}

impl From<IoError> for CliError {
    fn from(fault: IoError) -> Self {
        Self::Disk(fault)
    }
}

impl std::error::Error for CliError {}

impl std::fmt::Display for CliError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&Message::of(self, "").message)
    }
}

/// What the run was about, for the last lines of an error.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    /// The command as it was typed: `log`.
    pub command: &'a str,
    /// Whether it would have changed the file.
    pub writes: bool,
    /// Whether a line of the file may be shown: only in a terminal.
    pub shows_places: bool,
}

/// The error as lines for standard error, and the exit code.
pub fn explain(error: &anyhow::Error, run: Run, page: &Page) -> (String, u8) {
    let Some(trouble) = error.downcast_ref::<CliError>() else {
        let message = Message::new(
            format!("{error:#}"),
            "report this: it should have been foreseen",
        );
        return (message.text(run, page), 1);
    };
    // A merge with conflicts fails, and still is in the file.
    let has_written = matches!(
        trouble,
        CliError::Outside(Outside::Conflicts { .. } | Outside::Partly { .. })
    );
    let run = Run {
        writes: run.writes && !has_written,
        ..run
    };
    let text = match trouble {
        CliError::Silent => String::new(),
        CliError::Unreadable(unreadable) => findings::text(unreadable, run, page),
        CliError::Kept(kept) => kept.text(run, page),
        _ => Message::of(trouble, run.command).text(run, page),
    };
    (text, code(trouble))
}

/// Every error of a text with its place, and nothing else.
pub fn places(unreadable: &Unreadable, run: Run, page: &Page) -> String {
    findings::places(unreadable, run, page)
}

fn code(trouble: &CliError) -> u8 {
    match trouble {
        CliError::Kept(kept) => code(&kept.why),
        CliError::Date { .. } | CliError::NotOneOf { .. } | CliError::Usage(_) => 2,
        CliError::Cancelled => 130,
        CliError::Homeless
        | CliError::FutureDay { .. }
        | CliError::Nobody(_)
        | CliError::NobodyHelps(_)
        | CliError::Several(_)
        | CliError::Refused(_)
        | CliError::Choice(_)
        | CliError::Unreadable(_)
        | CliError::ReadBack(_)
        | CliError::Disk(_)
        | CliError::Editor(_)
        | CliError::Overlap { .. }
        | CliError::Undo { .. }
        | CliError::Outside(_)
        | CliError::CannotAnswer(_)
        | CliError::Silent => 1,
    }
}
