//! `undo`: undoes the last change, redoes it, and lists the changes.

use std::io::{self, ErrorKind};
use std::path::Path;

use crate::commands::args::{JsonFlag, Writing};
use crate::commands::errors::{CliError, Result, failed, usage_error};
use crate::commands::session::Session;
use crate::commands::transaction;
use crate::screens::undo::{UndoEntry, UndoView, date_and_time};
use crate::store::commit::Patience;
use crate::store::undo;
use crate::store::undo::{ChangeRecord, UndoError};
use crate::text::sanitize;

/// Take back the last change; again for the one before
///
/// Only while the file still is what that change left: what someone else wrote since is
/// never overwritten.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies undo
  allies undo --redo
  allies undo --list")]
pub struct Args {
    /// Make the change again that was taken back last
    #[arg(long, conflicts_with = "list")]
    redo: bool,
    /// List the changes, newest first, and change nothing
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    json: JsonFlag,
    /// Show the change and write nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
}

impl Args {
    /// Whether it would change the file.
    pub fn writes(&self) -> bool {
        !self.list
    }
}

/// Undoes, redoes or lists.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    if args.list {
        return list(args, session);
    }
    if args.json.json {
        return Err(usage_error("--json goes with --list").hint("allies undo --list --json"));
    }
    let options = session.commit_options(Writing {
        yes: false,
        dry_run: args.dry_run,
    });
    let (change, saved) = undo::undo(&session.location, &options, args.redo)
        .map_err(|error| undo_failed(error, args.redo))?;
    transaction::conclude(session, &saved, &reply(&change, args.redo))
}

fn reply(change: &ChangeRecord, redo: bool) -> String {
    let what = sanitize::line(&change.what);
    let at = date_and_time(change.at);
    if redo {
        format!("Made again: {what} ({at}).\nTake it back: allies undo\n")
    } else {
        format!("Taken back: {what} ({at}).\nMake it again: allies undo --redo\n")
    }
}

/// How many changes a terminal shows.
const NEWEST: usize = 20;

fn list(args: &Args, session: &Session) -> Result<()> {
    let history = undo::history(&session.location, Patience::default());
    let history = history.map_err(|error| undo_failed(error, false))?;
    let changes = history.changes;
    let most = if session.out.is_terminal && !args.json.json {
        NEWEST
    } else {
        usize::MAX
    };
    let view = UndoView {
        changes: changes.iter().take(most).map(undo_entry).collect(),
        left_out: changes.len().saturating_sub(most),
        can_undo: history.can_undo,
        can_redo: history.can_redo,
    };
    session.answer(&view, args.json.json)
}

fn undo_entry((change, stands): &(ChangeRecord, bool)) -> UndoEntry<'_> {
    UndoEntry {
        at: change.at,
        what: &change.what,
        people: change.people,
        undone: !stands,
    }
}

/// Why nothing was undone, or with `redo` redone.
pub fn undo_failed(error: UndoError, redo: bool) -> CliError {
    let doing = if redo { "make again" } else { "take back" };
    match error {
        UndoError::Nothing if redo => failed("nothing was taken back that could be made again")
            .hint("see what there is: allies undo --list"),
        UndoError::Nothing => failed("no change is known that could be taken back").hint(
            "a version control of your own may know more: git log, or the versions of your sync",
        ),
        UndoError::Changed(entry) => failed(format!(
            "the file was changed by someone else since `{}`",
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
