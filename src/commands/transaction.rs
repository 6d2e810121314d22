//! How a command reads the book, and how it saves a change and reports the result.

use chrono::NaiveDate;

use crate::commands::args::Writing;
use crate::commands::errors::{Result, read_back};
use crate::commands::session::{Done, Session};
use crate::core::agenda::row_for;
use crate::core::rules::{ActiveGoals, reasons};
use crate::core::standing::Assessment;
use crate::document::diagnostic::{Diagnostic, Severity};
use crate::model::book::Book;
use crate::model::change::Change;
use crate::screens::change_summary::{ChangeSummary, StandingBefore};
use crate::screens::diff;
use crate::screens::goal::new_goal_summary;
use crate::screens::words::{and_more, count};
use crate::store::commit::{self, CommitOutcome, NewText, Saved};
use crate::store::data_file;
use crate::store::data_file::Source;
use crate::text::sanitize;

/// More warnings than this are for `check`.
const MOST_WARNINGS: usize = 3;

/// The text of the file, for a command that only reads.
pub fn open(session: &Session) -> Result<Source> {
    let options = session.read_options();
    let source = data_file::open(&session.location, &options)?;
    let path = source.path.display();
    if source.is_missing && session.location.explicit {
        session.warn(&format!("{path} does not exist yet: an empty book"));
    }
    if source.lost_people > 0 {
        let missed = count(source.lost_people, "person", "people");
        session.warn(&format!("{path} is empty, but held {missed} a moment ago"));
    }
    Ok(source)
}

/// The book in the file, for a command that only reads. Prints its warnings.
///
/// The book is leaked: the program ends soon, and freeing it piece by piece would take longer.
pub fn read(session: &Session) -> Result<&'static Book<'static>> {
    let source: &'static Source = Box::leak(Box::new(open(session)?));
    let reading = source.read()?;
    warn(&reading.warnings, session);
    Ok(Box::leak(Box::new(reading.book)))
}

/// What a command wants to change in the book, and what it says of it.
pub struct PlannedChange {
    /// The changes, in order; none leaves the file as it is.
    changes: Vec<Change>,
    /// The command in short, as `undo` lists it: `log ruth praised`. Without notes.
    what: String,
    reply: Reply,
    warning: Option<String>,
}

impl PlannedChange {
    /// A change without a warning.
    pub fn new(changes: Vec<Change>, what: String, reply: impl Into<Reply>) -> Self {
        Self {
            changes,
            what,
            reply: reply.into(),
            warning: None,
        }
    }

    /// Adds a warning to print once it is saved.
    pub fn with_warning(self, warning: Option<String>) -> Self {
        Self { warning, ..self }
    }
}

/// What a command says once its change is saved.
pub enum Reply {
    /// Lines that are known already, each with its line end.
    Text(String),
    /// How things then stand with some people, and lines that are known already.
    Standings {
        /// The handles of people who are in the book, or about to be.
        handles: Vec<String>,
        /// What was done, without the name.
        done: String,
        /// Lines behind it, each with its line end, or nothing.
        hint: String,
    },
    /// How a new goal then stands.
    NewGoal {
        /// Its handle.
        handle: String,
        /// What was done.
        done: String,
    },
}

impl From<String> for Reply {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Reply {
    /// How things then stand with the people of these handles.
    pub fn standings(handles: &[&str], done: String) -> Self {
        Self::Standings {
            handles: handles.iter().map(ToString::to_string).collect(),
            done,
            hint: String::new(),
        }
    }

    /// How things stood with each of them before the change; `None` for a new person.
    fn before(&self, book: &Book, today: NaiveDate) -> Vec<Option<StandingBefore>> {
        let Self::Standings { handles, .. } = self else {
            return Vec::new();
        };
        let before = |handle: &String| {
            let person = book.person(handle)?;
            Some((&Assessment::new(person, &book.settings, today)).into())
        };
        handles.iter().map(before).collect()
    }

    /// The lines to print, from the book after the change.
    fn render(self, before: Vec<Option<StandingBefore>>, after: &Book, today: NaiveDate) -> String {
        let (handles, done, hint) = match self {
            Self::Text(text) => return text,
            Self::NewGoal { handle, done } => {
                return new_goal_summary(after, &handle, &done, today);
            }
            Self::Standings {
                handles,
                done,
                hint,
            } => (handles, done, hint),
        };
        let goals = ActiveGoals::new(after, today);
        let summary = |(handle, before): (&String, Option<StandingBefore>)| {
            let person = after.person(handle)?;
            let reasons = reasons(person, &after.settings, &goals, today);
            let row = row_for(person, &after.settings, &reasons, today);
            let summary = ChangeSummary {
                done: &done,
                before,
                after: &Assessment::new(person, &after.settings, today),
                reasons: &reasons,
                row: row.as_ref(),
            };
            Some(summary.render())
        };
        let summaries = handles.iter().zip(before).filter_map(summary);
        summaries.collect::<String>() + &hint
    }
}

/// The result of a change that did not fail.
pub struct Changed {
    /// What was done on disk, and what failed after the change was in the file.
    pub saved: Saved,
    /// What the command prints.
    pub reply: String,
    warning: Option<String>,
}

/// Makes the change that `plan` makes of the book, and reports the result; with `--dry-run` shows
/// the change instead.
pub fn save(
    session: &Session,
    writing: Writing,
    mut plan: impl FnMut(&Book) -> Result<PlannedChange>,
) -> Result<()> {
    let (changed, ()) = change(session, writing, |book| Ok((plan(book)?, ())))?;
    conclude(session, &changed.saved, &changed.reply)?;
    if let Some(warning) = changed.warning {
        session.warn(&warning);
    }
    Ok(())
}

/// Makes the change that `plan` makes of the book, for a command that reports in its own way and
/// needs more details of its plan. Prints warnings of the file.
///
/// Nothing is written unless the edited text means the book with the changes. If the file changes
/// meanwhile, everything is done again, the plan too.
pub fn change<T>(
    session: &Session,
    writing: Writing,
    mut plan: impl FnMut(&Book) -> Result<(PlannedChange, T)>,
) -> Result<(Changed, T)> {
    let path = &session.location.file;
    let options = session.commit_options(writing);
    commit::update(&session.location, &options, |open| {
        let document = data_file::document(open.bytes(), path)?;
        let (planned, details) = plan(&document.reading.book)?;
        let standings = planned.reply.before(&document.reading.book, session.today);
        let warnings = document.reading.warnings.clone();
        let edited = document.edit(&planned.changes);
        let edited = edited.map_err(|_| read_back(path))?;
        let reply = planned.reply.render(standings, &edited.book, session.today);
        let new = NewText {
            text: edited.text,
            splices: edited.splices,
            what: planned.what,
            people: edited.book.people.len(),
        };
        let Some(saved) = open.commit(new)? else {
            return Ok(None);
        };
        warn(&warnings, session);
        let changed = Changed {
            saved,
            reply,
            warning: planned.warning,
        };
        Ok(Some((changed, details)))
    })
}

/// Reports a write that did not fail: prints the reply, or with `--dry-run` the change.
pub fn conclude(session: &Session, saved: &Saved, reply: &str) -> Result<()> {
    for warning in &saved.warnings {
        session.warn(warning);
    }
    match saved.outcome {
        CommitOutcome::DryRun => {
            return session.print(&diff::preview(&saved.before, &saved.splices, &session.out));
        }
        CommitOutcome::Written => session.report(Done::Saved, reply),
        CommitOutcome::Unchanged => session.report(Done::Nothing, reply),
    }
    Ok(())
}

/// Prints the first warnings of reading the file.
pub fn warn(diagnostics: &[Diagnostic], session: &Session) {
    let warnings = diagnostics.iter();
    let warnings = warnings.filter(|diagnostic| diagnostic.severity == Severity::Warning);
    let warnings: Vec<&Diagnostic> = warnings.collect();
    for diagnostic in warnings.iter().take(MOST_WARNINGS) {
        let parts = [
            Some(&diagnostic.message),
            Some(&diagnostic.label),
            diagnostic.help.as_ref(),
        ];
        let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
        let parts: Vec<_> = parts.map(|part| sanitize::line(part)).collect();
        let file = session.location.file.display();
        session.warn(&format!("{file}:{}: {}", diagnostic.line, parts.join("; ")));
    }
    if let Some(more) = and_more(warnings.len().saturating_sub(MOST_WARNINGS)) {
        session.warn(&format!("{more}: allies check"));
    }
}
