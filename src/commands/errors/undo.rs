//! Why a change was not taken back, in words.

use std::io::ErrorKind;
use std::path::Path;

use crate::commands::errors::{Message, disk};
use crate::screens::undo::moment;
use crate::store::undo::{UndoEntry, UndoError};

/// What happened, the cause and what to do instead.
pub(crate) fn message(error: &UndoError, redo: bool) -> Message {
    let doing = if redo { "make again" } else { "take back" };
    match error {
        UndoError::Nothing if redo => Message::new(
            "nothing was taken back that could be made again",
            "see what there is: allies undo --list",
        ),
        UndoError::Nothing => Message::new(
            "no change is known that could be taken back",
            "a version control of your own may know more: git log, or the versions of your sync",
        ),
        UndoError::Changed(entry) => Message::new(
            format!(
                "the file was changed by somebody else since `{}`",
                entry.what
            ),
            "see what changed (git diff, if you keep it in git) and mend it by hand: allies edit",
        )
        .because([format!(
            "to {doing} what you did on {} would take theirs away",
            moment(entry.at)
        )]),
        UndoError::Damaged(entry) => damaged(entry, doing),
        UndoError::Unreadable { path, error } => unreadable(path.as_deref(), error),
        UndoError::Disk(fault) => disk::message(fault),
    }
}

fn damaged(entry: &UndoEntry, doing: &str) -> Message {
    Message::new(
        format!(
            "what was kept to {doing} `{}` does not fit the file",
            entry.what
        ),
        "make the change by hand: allies edit",
    )
    .because([format!(
        "it was made on {}; its record is damaged",
        moment(entry.at)
    )])
}

fn unreadable(path: Option<&Path>, error: &std::io::Error) -> Message {
    let Some(path) = path else {
        return Message::new(
            "no home folder is known, so no change was kept to be taken back",
            "set HOME; changes from then on can be taken back",
        );
    };
    if error.kind() == ErrorKind::Unsupported {
        return Message::new(
            format!(
                "{} was written by a newer version of allies",
                path.display()
            ),
            "take the change back with that version, or mend the file by hand: allies edit",
        );
    }
    Message::new(
        format!("{} cannot be read", path.display()),
        "changes are kept there for undo: look at ls -l, or mend the file by hand: allies edit",
    )
    .because([error.to_string()])
}
