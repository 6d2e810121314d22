//! An editor that cannot be used, or gave nothing back, in words.

use std::io;

use crate::commands::errors::{CliError, Message};
use crate::model::handle::typed;

/// What is wrong with the user's editor.
#[derive(Debug)]
pub enum EditorError {
    /// None is set; who was to be edited, as typed.
    Unset(Option<String>),
    /// The variable of that name is no command.
    NoCommand(&'static str),
    /// A program that does not start.
    NotStarted {
        /// The program.
        program: String,
        /// Why.
        error: io::Error,
    },
    /// A program that ended, and the file was gone.
    NoFile(String),
    /// A program that failed.
    Failed {
        /// The program.
        program: String,
        /// Its exit code; none where a signal ended it.
        code: Option<i32>,
    },
}

impl From<EditorError> for CliError {
    fn from(error: EditorError) -> Self {
        Self::Editor(error)
    }
}

impl From<EditorError> for anyhow::Error {
    fn from(error: EditorError) -> Self {
        CliError::from(error).into()
    }
}

/// What is wrong, and what to type.
pub(crate) fn message(error: &EditorError) -> Message {
    let again = "open it again with: allies edit";
    match error {
        EditorError::Unset(who) => {
            let who = who.as_deref().map_or("WHO".into(), typed);
            Message::new(
                "no editor is set: neither VISUAL nor EDITOR",
                format!(
                    "export EDITOR=nano, or vi, or \"code --wait\"; \
                     without one: allies edit {who} --dept HR"
                ),
            )
        }
        EditorError::NoCommand(variable) => Message::new(
            format!("{variable} is no command: a quote in it does not close"),
            "as in: export EDITOR=\"code --wait\"",
        ),
        EditorError::NotStarted { program, error } => Message::new(
            format!("the editor `{program}` cannot be started: {error}"),
            "set the one you use: export EDITOR=nano",
        ),
        EditorError::NoFile(program) => {
            Message::new(format!("the editor `{program}` left no file"), again)
        }
        EditorError::Failed {
            program,
            code: Some(code),
        } => Message::new(
            format!("the editor `{program}` ended with exit code {code}"),
            again,
        ),
        EditorError::Failed {
            program,
            code: None,
        } => Message::new(
            format!("the editor `{program}` was ended by a signal"),
            again,
        ),
    }
}
