//! How a command opens the book, and how it saves a change and tells what now stands.

use std::mem::ManuallyDrop;

use crate::commands::args::Writing;
use crate::commands::errors::{CliError, Result};
use crate::commands::session::{Done, Session};
use crate::core::agenda::row_of;
use crate::core::rules::{ActiveGoals, reasons};
use crate::core::standing::Assessment;
use crate::document::diagnostic::{Finding, Severity};
use crate::document::read::Reading;
use crate::model::book::Book;
use crate::model::change::Change;
use crate::model::custom_fields::OwnKeys;
use crate::screens::change_summary::Outcome;
use crate::screens::diff;
use crate::screens::words::count;
use crate::store::commit::Saved;
use crate::store::data_file::{ChangeError, Changed, Source, Wanted};
use crate::store::io_error::Warning;
use crate::store::{commit, data_file};
use crate::text::patch::Splice;
use crate::text::sanitize;

/// More warnings than this are for `check`.
const MOST_WARNINGS: usize = 3;

/// The text of the file, for a command that only reads.
pub fn open(session: &Session) -> Result<Source> {
    let options = session.saving(false, true);
    let source = data_file::open(&session.location, &options).map_err(CliError::Disk)?;
    if source.is_missing() && session.location.explicit {
        session.warn(&format!(
            "{} does not exist yet: an empty book",
            source.path().display()
        ));
    }
    if source.missed() > 0 {
        let missed = count(source.missed(), "person", "people");
        session.warn(&format!(
            "{} is empty, but held {missed} a moment ago",
            source.path().display()
        ));
    }
    Ok(source)
}

/// The book in that text, its warnings told.
///
/// It is never taken apart: the program ends with it, and giving back its pieces one by one
/// takes longer than that.
pub fn read<'a>(source: &'a Source, session: &Session) -> Result<ManuallyDrop<Book<'a>>> {
    let reading = source.read().map_err(CliError::Unreadable)?;
    warn(&reading.warnings, session);
    Ok(ManuallyDrop::new(reading.book))
}

/// The book in that text, for a look before the change that tells the warnings itself.
pub fn read_quietly(source: &Source) -> Result<Book<'_>> {
    let reading = source.read().map_err(CliError::Unreadable)?;
    Ok(reading.book)
}

/// What a command does with the book, with the lines to print when it is done.
pub type Step = Wanted<String>;

/// How a command saves.
#[derive(Debug, Clone, Copy, Default)]
pub struct Saving {
    /// `--yes`.
    pub yes: bool,
    /// `--dry-run`.
    pub dry_run: bool,
}

impl From<Writing> for Saving {
    fn from(writing: Writing) -> Self {
        Self {
            yes: writing.yes,
            dry_run: writing.dry_run,
        }
    }
}

/// Saves what `plan` wants of the book and tells what now stands; with `--dry-run` shows the
/// change instead.
pub fn save(
    session: &Session,
    saving: Saving,
    plan: impl FnMut(&Book) -> Result<Step>,
) -> Result<()> {
    let changed = change(session, saving, plan)?;
    conclude(
        session,
        &changed.saved,
        &changed.before,
        &changed.splices,
        &changed.told,
    )
}

/// Saves what `plan` wants of the book, for a command that tells it in its own way. Warnings
/// of the file are told.
pub fn change(
    session: &Session,
    saving: Saving,
    mut plan: impl FnMut(&Book) -> Result<Step>,
) -> Result<Changed<String>> {
    let options = session.saving(saving.yes, saving.dry_run);
    let changed = data_file::change(&session.location, &options, |reading: &Reading| {
        plan(&reading.book)
    });
    let changed = changed.map_err(|error: ChangeError<anyhow::Error>| match error {
        ChangeError::Disk(fault) => CliError::Disk(fault).into(),
        ChangeError::Unreadable(unreadable) => CliError::Unreadable(unreadable).into(),
        ChangeError::ReadBack(path) => CliError::ReadBack(path).into(),
        ChangeError::Plan(error) => error,
    })?;
    warn(&changed.warnings, session);
    Ok(changed)
}

/// Tells what a write that did not fail did: what now stands, or with `--dry-run` the change.
pub fn conclude(
    session: &Session,
    saved: &Saved,
    before: &str,
    splices: &[Splice],
    told: &str,
) -> Result<()> {
    for warning in &saved.warnings {
        session.warn(&after_saving(warning));
    }
    match saved.outcome {
        commit::CommitOutcome::Tried => {
            let pieces = splices
                .iter()
                .map(|splice| (splice.at, splice.removed.as_str(), splice.inserted.as_str()));
            session.print(&diff::text(before, pieces, &session.out))
        }
        commit::CommitOutcome::Written => {
            session.report(Done::Saved, told);
            Ok(())
        }
        commit::CommitOutcome::Unchanged => {
            session.report(Done::Nothing, told);
            Ok(())
        }
    }
}

/// Tells the first warnings of reading the file.
pub fn warn(findings: &[Finding], session: &Session) {
    let warnings: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Warning)
        .collect();
    for finding in warnings.iter().take(MOST_WARNINGS) {
        let parts = [
            Some(&finding.message),
            Some(&finding.label),
            finding.help.as_ref(),
        ];
        let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
        let said: Vec<_> = parts.map(|part| sanitize::line(part)).collect();
        let file = session.location.file.display();
        session.warn(&format!("{file}:{}: {}", finding.line, said.join("; ")));
    }
    if warnings.len() > MOST_WARNINGS {
        session.warn(&format!(
            "and {} more: allies check",
            warnings.len() - MOST_WARNINGS
        ));
    }
}

/// What went wrong once the change was in the file.
pub fn after_saving(warning: &Warning) -> String {
    match warning {
        Warning::FolderNotSynced { path, error } => format!(
            "the change is saved, but {} could not be forced to the disk: {error}",
            path.display()
        ),
        Warning::NotUndoable {
            path: Some(path),
            error,
        } => {
            format!(
                "the change is saved, but cannot be taken back: {}: {error}",
                path.display()
            )
        }
        Warning::NotUndoable { path: None, error } => {
            format!("the change is saved, but cannot be taken back: {error}")
        }
        Warning::OtherNames { path, others } => format!(
            "{} has {} (hard links), which still hold the old text",
            path.display(),
            count(
                usize::try_from(*others).unwrap_or(usize::MAX),
                "other name",
                "other names"
            )
        ),
    }
}

/// The book as the changes will leave it, to say what then stands.
pub fn after<'b>(book: &Book<'b>, changes: &[Change], session: &Session) -> Result<Book<'b>> {
    let mut after = book.clone();
    for change in changes {
        after
            .apply(change)
            .map_err(|_| CliError::ReadBack(session.location.file.clone()))?;
    }
    Ok(after)
}

/// What now stands with each of these people, a line or two each: the changes are done to a
/// copy of just them.
pub fn outcomes(
    book: &Book,
    handles: &[&str],
    changes: &[Change],
    done: &str,
    session: &Session,
) -> Result<String> {
    let people = book
        .people
        .iter()
        .filter(|person| handles.contains(&person.handle.as_ref()))
        .cloned();
    let before = Book {
        settings: book.settings.clone(),
        goals: book.goals.clone(),
        people: people.collect(),
        own: OwnKeys::default(),
    };
    let after = after(&before, changes, session)?;
    let today = session.today;
    let goals = ActiveGoals::of(&after, today);
    let mut text = String::new();
    for person in handles.iter().filter_map(|handle| after.person(handle)) {
        let was = before
            .person(&person.handle)
            .map(|person| Assessment::of(person, &before.settings, today));
        let reasons = reasons(person, &after.settings, &goals, today);
        let row = row_of(person, &after.settings, &goals, today);
        let outcome = Outcome {
            done,
            before: was.as_ref(),
            after: &Assessment::of(person, &after.settings, today),
            reasons: &reasons,
            row: row.as_ref(),
        };
        text += &outcome.text();
    }
    Ok(text)
}
