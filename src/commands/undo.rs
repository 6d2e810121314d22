//! `undo`: take back the last change, make it again, and see what there is to take back.

use crate::commands::args::JsonFlag;
use crate::commands::errors::{Result, undo_failed, usage_error};
use crate::commands::session::Session;
use crate::commands::transaction;
use crate::screens::undo::{UndoEntry, UndoView, date_and_time};
use crate::store::commit::Patience;
use crate::store::undo;
use crate::store::undo::ChangeRecord;
use crate::text::sanitize;

/// Take back the last change; again for the one before
///
/// Only while the file still is what that change left: what somebody else wrote since is
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

/// Takes back, makes again or lists.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    if args.list {
        return list(args, session);
    }
    if args.json.json {
        return Err(usage_error("--json goes with --list").hint("allies undo --list --json"));
    }
    let options = session.saving(false, args.dry_run);
    let (change, saved) = undo::undo(&session.location, &options, args.redo)
        .map_err(|error| undo_failed(error, args.redo))?;
    let told = told(&change, args.redo);
    transaction::conclude(session, &saved, &told)
}

fn told(change: &ChangeRecord, redo: bool) -> String {
    let what = sanitize::line(&change.what);
    let at = date_and_time(change.at);
    if redo {
        format!("Made again: {what} ({at}).\nTake it back: allies undo\n")
    } else {
        format!("Taken back: {what} ({at}).\nMake it again: allies undo --redo\n")
    }
}

/// In a terminal the newest changes are what one looks for.
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
