//! What is understood and cannot be done, in words.

use std::io;
use std::path::PathBuf;

use chrono::NaiveDate;

use crate::commands::errors::{CliError, Message};
use crate::model::handle::typed;
use crate::screens::words::{count, day, echoed_day};

/// Why it cannot be done.
#[derive(Debug)]
pub enum Refused {
    /// A handle that somebody else has.
    HandleTaken {
        /// The handle.
        handle: String,
        /// One that nobody has.
        free: String,
    },
    /// A person introduced by the same person.
    IntroducedBySelf,
    /// A person to be taken out, and nobody has agreed; the handle.
    PersonNotAgreed(String),
    /// A goal to be taken out, and nobody has agreed; the handle.
    GoalNotAgreed(String),
    /// What would be lost with a person is no longer what was agreed to; the handle.
    ChangedMeanwhile(String),
    /// A goal whose deadline is over.
    DeadlinePassed(NaiveDate),
    /// A goal that was reached before.
    ReachedAlready {
        /// Its name.
        goal: String,
        /// When.
        on: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// A snooze that would hide nothing.
    SnoozeOver(NaiveDate),
    /// Nothing promised that is still open.
    NothingPromised {
        /// The name.
        name: String,
        /// What to type for it.
        handle: String,
    },
    /// A promise that was kept before.
    KeptAlready {
        /// To whom it was made.
        name: String,
        /// What to type for them.
        handle: String,
        /// When it was kept.
        on: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// A promise that was open a moment ago; to whom, as a handle.
    PromiseGone(String),
    /// A walk where nobody can answer.
    WalkWithoutTerminal,
    /// An answer that is no text.
    NoAnswer(io::Error),
    /// Standard input that cannot be read to its end.
    NoInput(io::Error),
    /// An edit that leaves nobody; how many there were.
    EverybodyLost(usize),
    /// A file that somebody wrote while it was merged.
    ChangedInMerge(PathBuf),
}

impl From<Refused> for CliError {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<Refused> for anyhow::Error {
    fn from(refused: Refused) -> Self {
        CliError::from(refused).into()
    }
}

/// What is wrong, and what to type.
pub(crate) fn message(refused: &Refused) -> Message {
    Message::new(said(refused), hint(refused))
}

fn said(refused: &Refused) -> String {
    match refused {
        Refused::HandleTaken { handle, .. } => format!("the handle `{handle}` is taken"),
        Refused::IntroducedBySelf => "nobody introduces themselves".to_owned(),
        Refused::PersonNotAgreed(handle) => format!("removing `{handle}` wants a yes"),
        Refused::GoalNotAgreed(handle) => format!("removing the goal `{handle}` wants a yes"),
        Refused::ChangedMeanwhile(handle) => format!("`{handle}` changed while you were asked"),
        Refused::DeadlinePassed(by) => {
            format!("the deadline {} has passed already", echoed_day(*by))
        }
        Refused::ReachedAlready { goal, on, today } => {
            format!("`{goal}` was reached on {} already", day(*on, *today))
        }
        Refused::SnoozeOver(until) => format!(
            "a snooze ends after today, and {} does not",
            echoed_day(*until)
        ),
        Refused::NothingPromised { name, .. } => format!("there is no open promise to {name}"),
        Refused::KeptAlready {
            name, on, today, ..
        } => format!(
            "that promise to {name} was kept on {} already",
            day(*on, *today)
        ),
        Refused::PromiseGone(_) => {
            "that promise is no longer open: somebody else changed the file".to_owned()
        }
        Refused::WalkWithoutTerminal => {
            "walk asks about one person at a time, so it needs a terminal".to_owned()
        }
        Refused::NoAnswer(error) => format!("the answer cannot be read: {error}"),
        Refused::NoInput(error) => format!("standard input cannot be read: {error}"),
        Refused::EverybodyLost(people) => format!(
            "the edit takes all {} out of the file",
            count(*people, "person", "people")
        ),
        Refused::ChangedInMerge(file) => {
            format!("{} changed while it was merged", file.display())
        }
    }
}

fn hint(refused: &Refused) -> String {
    match refused {
        Refused::HandleTaken { free, .. } => format!("free: --handle {free}"),
        Refused::IntroducedBySelf => "name somebody else with --introduced-by".to_owned(),
        Refused::PersonNotAgreed(handle) => {
            let handle = typed(handle);
            format!(
                "allies remove {handle} --yes; or keep what is written: allies archive {handle}"
            )
        }
        Refused::GoalNotAgreed(handle) => format!("allies goal remove {} --yes", typed(handle)),
        Refused::ChangedMeanwhile(handle) => {
            format!("look again: allies remove {}", typed(handle))
        }
        Refused::DeadlinePassed(_) => "name a day to come, as in: --by 6w".to_owned(),
        Refused::ReachedAlready { .. } => "allies goal list".to_owned(),
        Refused::SnoozeOver(_) => "name a day to come, as in: allies snooze WHO 2w".to_owned(),
        Refused::NothingPromised { handle, .. } => {
            format!("allies promise {} \"what\" --by DATE", typed(handle))
        }
        Refused::KeptAlready { handle, .. } => {
            format!("see what is open: allies show {}", typed(handle))
        }
        Refused::PromiseGone(handle) => format!("see what is: allies show {}", typed(handle)),
        Refused::WalkWithoutTerminal => "see all of them at once: allies due".to_owned(),
        Refused::NoAnswer(_) => "type it in a UTF-8 terminal".to_owned(),
        Refused::NoInput(_) => "name the file instead: allies import FILE".to_owned(),
        Refused::EverybodyLost(_) => {
            "if that is meant, edit it again with: allies edit --yes".to_owned()
        }
        Refused::ChangedInMerge(_) => "merge again".to_owned(),
    }
}
