//! An error in words, laid out: the message, its causes, and the hint.

use std::path::Path;

use chrono::NaiveDate;

use crate::commands::errors::{
    CliError, Run, choice, disk, editor, kept, outside, people, refused, undo, usage,
};
use crate::screens::Page;
use crate::screens::style::Label;
use crate::screens::words::echoed_day;
use crate::text::sanitize;

/// An error in words, not yet fit for a terminal.
pub(crate) struct Message {
    /// What happened.
    pub message: String,
    /// Why, a line each.
    pub causes: Vec<String>,
    /// What to type.
    pub hint: Option<String>,
}

impl Message {
    /// What happened and what to type.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            causes: Vec::new(),
            hint: Some(hint.into()),
        }
    }

    fn without_hint(message: &str) -> Self {
        Self {
            message: message.to_owned(),
            causes: Vec::new(),
            hint: None,
        }
    }

    /// With those causes, a line each.
    pub fn because(mut self, causes: impl IntoIterator<Item = String>) -> Self {
        self.causes.extend(causes);
        self
    }

    /// In words; `command` as it was typed, for a hint that repeats it.
    pub fn of(trouble: &CliError, command: &str) -> Self {
        match trouble {
            CliError::Homeless => Self::new(
                "no file is named, and no home folder is known to look in",
                "name the file: allies --file PATH, or set ALLIES_FILE",
            ),
            CliError::Date { flag, error } => Self::new(format!("{flag}: {error}"), error.hint()),
            CliError::FutureDay { day, today } => future_day(*day, *today),
            CliError::Nobody(nobody) => people::nobody(nobody, command),
            CliError::NobodyHelps(nobody) => people::nobody_helps(nobody),
            CliError::Several(several) => people::several(several, command),
            CliError::NotOneOf {
                what,
                word,
                near,
                all,
            } => Self::new(
                format!("`{word}` is no {what}"),
                match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("one of: {}", all.join(", ")),
                },
            ),
            CliError::Usage(usage) => usage::message(usage),
            CliError::Refused(refused) => refused::message(refused),
            CliError::Choice(choice) => choice::message(choice),
            CliError::Unreadable(unreadable) => Self::new(
                format!("{} has errors", unreadable.path.display()),
                "allies check",
            ),
            CliError::ReadBack(path) => read_back(path),
            CliError::Disk(fault) => disk::message(fault),
            CliError::Editor(error) => editor::message(error),
            CliError::Overlap { file, copy, before } => {
                kept::overlap(file, copy, before.as_deref())
            }
            CliError::Kept(kept) => Self::of(&kept.why, command),
            CliError::Undo { error, redo } => undo::message(error, *redo),
            CliError::Outside(outside) => outside::message(outside, command),
            CliError::CannotAnswer(error) => {
                Self::new("standard output failed", "look where the output goes")
                    .because([error.to_string()])
            }
            CliError::Cancelled => Self::without_hint("cancelled"),
            CliError::Silent => Self::without_hint(""),
        }
    }

    /// What happened and the causes.
    pub fn head(&self, page: &Page) -> String {
        let mut text = headed(Label::Error, "error:", &self.message, page);
        for cause in &self.causes {
            text += &format!("  {}\n", sanitize::line(cause));
        }
        text
    }

    /// All of it as lines for standard error.
    pub fn text(&self, run: Run, page: &Page) -> String {
        let mut text = self.head(page);
        if run.writes {
            text += "nothing was written\n";
        }
        if let Some(hint) = &self.hint {
            text += &headed(Label::Hint, "hint:", hint, page);
        }
        text
    }
}

fn future_day(day: NaiveDate, today: NaiveDate) -> Message {
    Message::new(
        format!("{} has not happened yet", echoed_day(day)),
        "log it on its day, or promise it now: allies promise WHO \"what\" --by DATE",
    )
    .because([format!("today is {}", echoed_day(today))])
}

fn read_back(path: &Path) -> Message {
    Message::new(
        format!(
            "the change cannot be made safely in the way {} is written",
            path.display()
        ),
        "make it by hand: allies edit",
    )
    .because(["the edited text would not have meant the old book and the change".to_owned()])
}

/// A line with its head in the colour of that label.
pub(crate) fn headed(label: Label, head: &str, text: &str, page: &Page) -> String {
    format!("{} {}\n", page.paint(label, head), sanitize::line(text))
}
