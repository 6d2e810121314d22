//! `check`: the whole file read strictly, and what lies around it.

use std::path::Path;

use crate::commands::args::JsonFlag;
use crate::commands::errors::{CliError, Result, undo_failed};
use crate::commands::session::Session;
use crate::document::diagnostic::{Finding, Severity};
use crate::model::book::Book;
use crate::model::handle::typed;
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

/// Checks, and fails if there is an error.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let mut view = CheckView {
        file: session.location.file.display().to_string(),
        errors: Vec::new(),
        warnings: Vec::new(),
        notes: Vec::new(),
        more: 0,
        counts: None,
    };
    let options = session.saving(false, true);
    let source = data_file::open(&session.location, &options)?;
    if let Err(unreadable) = look_into(&source, session, &mut view) {
        refuse(&unreadable, session, &mut view);
    }
    look_around(session, &mut view);
    session.answer(&view, args.json.json)?;
    if view.errors.is_empty() {
        Ok(())
    } else {
        Err(CliError::silent())
    }
}

/// Notes what can be said of a file, unless it cannot be read.
fn look_into(
    source: &Source,
    session: &Session,
    view: &mut CheckView,
) -> std::result::Result<(), Unreadable> {
    if source.is_missing {
        view.notes.push(told(
            "there is no file yet",
            "the first person makes it: allies add \"Sara Ortiz\"",
        ));
    }
    if source.missed > 0 {
        let missed = count(source.missed, "person", "people");
        view.warnings.push(told(
            format!("the file is empty, but held {missed} when allies last wrote it"),
            "restore it from your backup; if you emptied it, the next change wants --yes",
        ));
    }
    let reading = source.read_closely(session.today)?;
    let text = source.text()?;
    view.counts = Some(counts(&reading.book));
    for finding in &reading.warnings {
        let told = found(finding, text, session);
        match finding.severity {
            Severity::Error => view.errors.push(told),
            Severity::Warning => view.warnings.push(told),
            Severity::Note => view.notes.push(told),
        }
    }
    Ok(())
}

fn refuse(unreadable: &Unreadable, session: &Session, view: &mut CheckView) {
    let findings = unreadable.findings.iter();
    view.errors = findings
        .map(|finding| found(finding, &unreadable.text, session))
        .collect();
    view.more = unreadable.more();
}

fn counts(book: &Book) -> Counts {
    Counts {
        people: book.people.len(),
        rows: book.people.iter().map(|person| person.log.len()).sum(),
        goals: book.goals.len(),
    }
}

/// A finding with its place; the line itself only where nobody but the user looks.
fn found(finding: &Finding, text: &str, session: &Session) -> CheckMessage {
    let excerpt = || {
        let excerpt = finding.excerpt(text);
        (excerpt.line.to_owned(), excerpt.place)
    };
    let edit = || match &finding.handle {
        Some(handle) => format!("open it with: allies edit {}", typed(handle)),
        None => "open it with: allies edit".to_owned(),
    };
    CheckMessage {
        line: Some(finding.line),
        column: Some(finding.column),
        message: finding.message.clone(),
        label: Some(finding.label.clone()).filter(|label| !label.is_empty()),
        help: finding
            .help
            .clone()
            .or_else(|| (finding.severity == Severity::Error).then(edit)),
        handle: finding.handle.clone(),
        excerpt: session.is_terminal.then(excerpt),
    }
}

fn told(message: impl Into<String>, help: impl Into<String>) -> CheckMessage {
    CheckMessage {
        message: message.into(),
        help: Some(help.into()),
        ..CheckMessage::default()
    }
}

/// What no text tells: copies beside the file, who may read it, whether undo works.
fn look_around(session: &Session, view: &mut CheckView) {
    let location = &session.location;
    for sibling in siblings::list(location) {
        let told = neighbour_told(&sibling, &location.file);
        match sibling.kind {
            SiblingKind::Conflict => view.warnings.push(told),
            SiblingKind::Numbered
            | SiblingKind::Merge
            | SiblingKind::Backup
            | SiblingKind::Open => view.notes.push(told),
        }
    }
    for copy in edit_copy::kept_copies(location) {
        let path = quoted(&copy);
        view.notes.push(told(
            format!(
                "an edit of the file is kept in {}, or is under way",
                copy.display()
            ),
            format!("see what is in it: diff {} {path}", quoted(&location.file)),
        ));
    }
    if let Some(mode) = siblings::open_to_others(location) {
        view.notes.push(told(
            format!("others on this machine may read the file: its mode is {mode:03o}"),
            format!("chmod 600 {}", quoted(&location.file)),
        ));
    }
    if let Some(state) = siblings::locked_state(location) {
        view.warnings.push(told(
            format!(
                "changes cannot be taken back: nothing can be written to {}",
                state.display()
            ),
            format!("look: ls -ld {}", quoted(state)),
        ));
        return;
    }
    match undo::history(location, Patience::default()) {
        Err(error @ UndoError::Unreadable { .. }) => view.warnings.push(told(
            format!(
                "changes cannot be taken back: {}",
                undo_failed(error, false)
            ),
            "writing works all the same; what to do: allies undo",
        )),
        // A pipe has no history, and what the disk refuses was told before.
        Ok(_)
        | Err(
            UndoError::Nothing | UndoError::Changed(_) | UndoError::Damaged(_) | UndoError::Disk(_),
        ) => {}
    }
}

fn neighbour_told(sibling: &Sibling, file: &Path) -> CheckMessage {
    let copy = sibling.path.display();
    let path = quoted(&sibling.path);
    match sibling.kind {
        SiblingKind::Conflict => told(
            format!("{copy} is a sync-conflict copy: what was changed there is missing here"),
            format!(
                "bring both together, then delete it: allies merge /dev/null {} {path}",
                quoted(file)
            ),
        ),
        SiblingKind::Numbered => told(
            format!("{copy} looks like a second copy of the file"),
            format!(
                "if it holds anything of its own: allies merge /dev/null {} {path}",
                quoted(file)
            ),
        ),
        SiblingKind::Merge => told(
            format!("{copy} was left by a merge or a patch"),
            format!("delete it when it is done with: rm {path}"),
        ),
        SiblingKind::Backup => told(
            format!("{copy} is the text of before, kept by an editor"),
            format!("it holds your notes too; delete it if you do not want it: rm {path}"),
        ),
        SiblingKind::Open => told(
            format!("{copy} says that an editor has the file open, or died while it had"),
            "close the file there, or recover it there, before you write here",
        ),
    }
}
