//! Why a change was not undone, in words.

use std::io::{self, ErrorKind};
use std::path::Path;

use crate::commands::errors::error::{CliError, failed};
use crate::screens::undo::date_and_time;
use crate::store::undo::UndoError;

/// Why nothing was undone, or with `redo` made again.
pub fn undo_failed(error: UndoError, redo: bool) -> CliError {
    let doing = if redo { "make again" } else { "take back" };
    match error {
        UndoError::Nothing if redo => failed("nothing was taken back that could be made again")
            .hint("see what there is: allies undo --list"),
        UndoError::Nothing => failed("no change is known that could be taken back").hint(
            "a version control of your own may know more: git log, or the versions of your sync",
        ),
        UndoError::Changed(entry) => failed(format!(
            "the file was changed by somebody else since `{}`",
            entry.what
        ))
        .because(format!(
            "to {doing} what you did on {} would take theirs away",
            date_and_time(entry.at)
        ))
        .hint(
            "see what changed (git diff, if you keep it in git) and mend it by hand: allies edit",
        ),
        UndoError::Damaged(entry) => failed(format!(
            "what was kept to {doing} `{}` does not fit the file",
            entry.what
        ))
        .because(format!(
            "it was made on {}; its record is damaged",
            date_and_time(entry.at)
        ))
        .hint("make the change by hand: allies edit"),
        UndoError::Unreadable(path, error) => unreadable(path.as_deref(), &error),
        UndoError::Disk(fault) => fault.into(),
    }
}

fn unreadable(path: Option<&Path>, error: &io::Error) -> CliError {
    let Some(path) = path else {
        return failed("no home folder is known, so no change was kept to be taken back")
            .hint("set HOME; changes from then on can be taken back");
    };
    let path = path.display();
    if error.kind() == ErrorKind::Unsupported {
        return failed(format!("{path} was written by a newer version of allies"))
            .hint("take the change back with that version, or mend the file by hand: allies edit");
    }
    failed(format!("{path} cannot be read"))
        .because(error.to_string())
        .hint(
            "changes are kept there for undo: look at ls -l, or mend the file by hand: allies edit",
        )
}
