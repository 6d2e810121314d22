//! A refusal that lists what could be named instead: goals, or open promises.

use chrono::NaiveDate;

use crate::commands::errors::people::Listed;
use crate::commands::errors::{CliError, Message};
use crate::model::handle::typed;
use crate::screens::words::{count, day};

/// What there is to choose from.
#[derive(Debug)]
pub enum Choice {
    /// Several goals are called that.
    Goals {
        /// What was typed.
        which: String,
        /// All of them.
        fitting: Vec<Listed>,
        /// The command after `goal`: `done`.
        command: &'static str,
    },
    /// No goal is called that.
    NoGoal {
        /// What was typed.
        which: String,
        /// Those that come near.
        near: Vec<Listed>,
        /// The command after `goal`: `done`.
        command: &'static str,
    },
    /// Several open promises, or all of them where none fits.
    Promises {
        /// To whom they were made.
        name: String,
        /// What to type for them.
        handle: String,
        /// What was typed; empty where nothing was.
        which: String,
        /// Whether it fits those that are listed.
        fits: bool,
        /// Those to choose from.
        listed: Vec<OpenPromise>,
        /// Today.
        today: NaiveDate,
    },
}

/// An open promise in a list of those that may be meant.
#[derive(Debug)]
pub struct OpenPromise {
    /// What to type, from 1.
    pub number: usize,
    /// When it is due.
    pub by: NaiveDate,
    /// Its words, where notes may be shown.
    pub words: Option<String>,
}

impl From<Choice> for anyhow::Error {
    fn from(choice: Choice) -> Self {
        CliError::Choice(choice).into()
    }
}

/// What is wrong, what there is, a line each, and what to type.
pub(crate) fn message(choice: &Choice) -> Message {
    match choice {
        Choice::Goals {
            which,
            fitting,
            command,
        } => {
            let first = fitting
                .first()
                .map_or("GOAL".into(), |goal| typed(&goal.handle));
            Message::new(
                format!("`{which}` fits {}", count(fitting.len(), "goal", "goals")),
                format!("allies goal {command} {first}"),
            )
            .because(Listed::lines(fitting))
        }
        Choice::NoGoal {
            which,
            near,
            command,
        } => {
            let hint = match near.first() {
                Some(goal) => format!("allies goal {command} {}", typed(&goal.handle)),
                None => "see what there is: allies goal list".to_owned(),
            };
            let near = Listed::lines(near).map(|line| format!("near: {line}"));
            Message::new(format!("no goal fits `{which}`"), hint).because(near)
        }
        Choice::Promises {
            name,
            handle,
            which,
            fits,
            listed,
            today,
        } => {
            let several = count(listed.len(), "open promise", "open promises");
            let message = match (fits, which.as_str()) {
                (true, "") => format!("{several} to {name}"),
                (true, which) => format!("`{which}` fits {several} to {name}"),
                (false, which) => format!("no promise to {name} fits `{which}`"),
            };
            let first = listed.first().map_or(1, |promise| promise.number);
            let handle = typed(handle);
            let mut hint = format!("allies kept {handle} {first}");
            if listed.iter().any(|promise| promise.words.is_none()) {
                hint = format!("see which is which: allies show {handle}; then: {hint}");
            }
            Message::new(message, hint).because(listed.iter().map(|promise| promise.line(*today)))
        }
    }
}

impl OpenPromise {
    fn line(&self, today: NaiveDate) -> String {
        let line = format!("{}  by {}", self.number, day(self.by, today));
        match &self.words {
            Some(words) => format!("{line}: {words}"),
            None => line,
        }
    }
}
