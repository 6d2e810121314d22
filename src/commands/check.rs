//! `check`: reads the whole file strictly, and looks at what lies beside it.

use crate::commands::args::JsonFlag;
use crate::commands::errors::{CliError, Result};
use crate::commands::session::Session;
use crate::commands::undo::undo_failed;
use crate::document::diagnostic::{Diagnostic, Severity};
use crate::model::handle::as_argument;
use crate::screens::check::{CheckMessage, CheckView, Counts};
use crate::screens::words::count;
use crate::store::commit::Patience;
use crate::store::data_file::{Source, Unreadable};
use crate::store::siblings::{Sibling, SiblingKind};
use crate::store::undo::UndoError;
use crate::store::{data_file, edit_copy, siblings, undo};
use crate::text::shell::quoted;

/// Read the whole file strictly: errors, slips, people who may be one, copies beside it
///
/// Exit code 1 if there is any error, else 0.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies check
  allies check --file ~/notes/allies.toml
  allies check --json | jq .errors")]
pub struct Args {
    #[command(flatten)]
    json: JsonFlag,
}

/// Prints what it finds, and fails if there is an error.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let mut view = CheckView {
        file: session.location.file.display().to_string(),
        errors: Vec::new(),
        warnings: Vec::new(),
        notes: Vec::new(),
        more: 0,
        counts: None,
    };
    let options = session.read_options();
    let source = data_file::open(&session.location, &options)?;
    if let Err(unreadable) = check_file(&source, session, &mut view) {
        let diagnostics = unreadable.diagnostics.iter();
        let errors =
            diagnostics.map(|diagnostic| diagnostic_message(diagnostic, &unreadable.text, session));
        view.errors = errors.collect();
        view.more = unreadable.more();
    }
    check_surroundings(session, &mut view);
    session.answer(&view, args.json.json)?;
    if view.errors.is_empty() {
        Ok(())
    } else {
        Err(CliError::silent())
    }
}

/// Checks the file itself, unless it cannot be read.
fn check_file(
    source: &Source,
    session: &Session,
    view: &mut CheckView,
) -> std::result::Result<(), Unreadable> {
    if source.is_missing {
        view.notes.push(message(
            "there is no file yet",
            "the first person makes it: allies add \"Sara Ortiz\"",
        ));
    }
    if source.lost_people > 0 {
        let missed = count(source.lost_people, "person", "people");
        view.warnings.push(message(
            format!("the file is empty, but held {missed} when allies last wrote it"),
            "restore it from your backup; if you emptied it, the next change wants --yes",
        ));
    }
    let reading = source.read_and_lint(session.today)?;
    let text = source.as_text()?;
    let (people, goals) = (&reading.book.people, &reading.book.goals);
    view.counts = Some(Counts {
        people: people.len(),
        rows: people.iter().map(|person| person.log.len()).sum(),
        goals: goals.len(),
    });
    for diagnostic in &reading.warnings {
        let list = match diagnostic.severity {
            Severity::Error => &mut view.errors,
            Severity::Warning => &mut view.warnings,
            Severity::Note => &mut view.notes,
        };
        list.push(diagnostic_message(diagnostic, text, session));
    }
    Ok(())
}

/// A diagnostic with its place. Its line is private, so it is shown only in a terminal.
fn diagnostic_message(diagnostic: &Diagnostic, text: &str, session: &Session) -> CheckMessage {
    let excerpt = || {
        let excerpt = diagnostic.snippet(text);
        (excerpt.line.to_owned(), excerpt.place)
    };
    let edit = || match &diagnostic.handle {
        Some(handle) => format!("open it with: allies edit {}", as_argument(handle)),
        None => "open it with: allies edit".to_owned(),
    };
    CheckMessage {
        line: Some(diagnostic.line),
        column: Some(diagnostic.column),
        message: diagnostic.message.clone(),
        label: Some(diagnostic.label.clone()).filter(|label| !label.is_empty()),
        help: diagnostic
            .help
            .clone()
            .or_else(|| (diagnostic.severity == Severity::Error).then(edit)),
        handle: diagnostic.handle.clone(),
        excerpt: session.out.is_terminal.then(excerpt),
    }
}

fn message(message: impl Into<String>, help: impl Into<String>) -> CheckMessage {
    CheckMessage {
        message: message.into(),
        help: Some(help.into()),
        ..CheckMessage::default()
    }
}

/// Checks what is not in the file: copies beside it, who may read it, whether undo works.
fn check_surroundings(session: &Session, view: &mut CheckView) {
    let location = &session.location;
    let file = quoted(&location.file);
    for sibling in siblings::list(location) {
        let list = if sibling.kind == SiblingKind::Conflict {
            &mut view.warnings
        } else {
            &mut view.notes
        };
        list.push(sibling_message(&sibling, &file));
    }
    for copy in edit_copy::kept_copies(location) {
        let (shown, path) = (copy.display(), quoted(&copy));
        view.notes.push(message(
            format!("an edit of the file is kept in {shown}, or is under way"),
            format!("see what is in it: diff {file} {path}"),
        ));
    }
    if let Some(mode) = siblings::open_to_others(location) {
        view.notes.push(message(
            format!("others on this machine may read the file: its mode is {mode:03o}"),
            format!("chmod 600 {file}"),
        ));
    }
    if let Some(state) = siblings::unwritable_state(location) {
        let (shown, path) = (state.display(), quoted(state));
        view.warnings.push(message(
            format!("changes cannot be taken back: nothing can be written to {shown}"),
            format!("look: ls -ld {path}"),
        ));
        return;
    }
    // A pipe has no history, and an error of the disk was reported when the file was read.
    if let Err(error @ UndoError::Unreadable(..)) = undo::history(location, Patience::default()) {
        let why = undo_failed(error, false);
        view.warnings.push(message(
            format!("changes cannot be taken back: {why}"),
            "writing works all the same; what to do: allies undo",
        ));
    }
}

/// Says what a file beside the book is. `file` is the book as it is typed.
fn sibling_message(sibling: &Sibling, file: &str) -> CheckMessage {
    let copy = sibling.path.display();
    let path = quoted(&sibling.path);
    match sibling.kind {
        SiblingKind::Conflict => message(
            format!("{copy} is a sync-conflict copy: what was changed there is missing here"),
            format!("bring both together, then delete it: allies merge /dev/null {file} {path}"),
        ),
        SiblingKind::Numbered => message(
            format!("{copy} looks like a second copy of the file"),
            format!("if it holds anything of its own: allies merge /dev/null {file} {path}"),
        ),
        SiblingKind::Merge => message(
            format!("{copy} was left by a merge or a patch"),
            format!("delete it when it is done with: rm {path}"),
        ),
        SiblingKind::Backup => message(
            format!("{copy} is the text of before, kept by an editor"),
            format!("it holds your notes too; delete it if you do not want it: rm {path}"),
        ),
        SiblingKind::Open => message(
            format!("{copy} says that an editor has the file open, or died while it had"),
            "close the file there, or recover it there, before you write here",
        ),
    }
}
