//! How a command opens the book, and how it saves a change and tells what now stands.

use std::mem::ManuallyDrop;

use chrono::NaiveDate;

use crate::commands::args::Writing;
use crate::commands::errors::{Result, read_back};
use crate::commands::session::{Done, Session};
use crate::core::agenda::row_of;
use crate::core::rules::{ActiveGoals, reasons};
use crate::core::standing::Assessment;
use crate::document::diagnostic::{Finding, Severity};
use crate::model::book::Book;
use crate::model::change::Change;
use crate::screens::change_summary::{ChangeSummary, StandingBefore};
use crate::screens::diff;
use crate::screens::goal::new_goal_summary;
use crate::screens::words::count;
use crate::store::commit::{CommitOutcome, NewText, Saved, Update};
use crate::store::data_file;
use crate::store::data_file::Source;
use crate::text::patch::Splice;
use crate::text::sanitize;

/// More warnings than this are for `check`.
const MOST_WARNINGS: usize = 3;

/// The text of the file, for a command that only reads.
pub fn open(session: &Session) -> Result<Source> {
    let options = session.saving(false, true);
    let source = data_file::open(&session.location, &options)?;
    if source.is_missing && session.location.explicit {
        session.warn(&format!(
            "{} does not exist yet: an empty book",
            source.path.display()
        ));
    }
    if source.missed > 0 {
        let missed = count(source.missed, "person", "people");
        session.warn(&format!(
            "{} is empty, but held {missed} a moment ago",
            source.path.display()
        ));
    }
    Ok(source)
}

/// The book in that text, its warnings told.
///
/// It is never taken apart: the program ends with it, and giving back its pieces one by one
/// takes longer than that.
pub fn read<'a>(source: &'a Source, session: &Session) -> Result<ManuallyDrop<Book<'a>>> {
    let reading = source.read()?;
    warn(&reading.warnings, session);
    Ok(ManuallyDrop::new(reading.book))
}

/// The book in that text, for a look before the change that tells the warnings itself.
pub fn read_quietly(source: &Source) -> Result<Book<'_>> {
    let reading = source.read()?;
    Ok(reading.book)
}

/// What a command wants changed in the book that it was shown.
#[derive(Debug)]
pub struct PlannedChange<T = ()> {
    /// The steps, in order; none leaves the file as it is.
    changes: Vec<Change>,
    /// The command in short, as `undo` lists it: `log ruth praised`. Without notes.
    what: String,
    reply: Reply,
    /// What else the command wants to know of its plan once it is saved.
    details: T,
}

impl PlannedChange {
    /// Without further details.
    pub fn new(changes: Vec<Change>, what: String, reply: impl Into<Reply>) -> Self {
        Self {
            changes,
            what,
            reply: reply.into(),
            details: (),
        }
    }

    /// With what else the command wants to know.
    pub fn with<T>(self, details: T) -> PlannedChange<T> {
        let Self {
            changes,
            what,
            reply,
            ..
        } = self;
        PlannedChange {
            changes,
            what,
            reply,
            details,
        }
    }
}

/// What a command says once its change is saved.
#[derive(Debug)]
pub enum Reply {
    /// Lines that are known already.
    Text(String),
    /// What then stands with some people.
    Standings {
        /// Who, and how it stood before; none for a new person.
        before: Vec<(String, Option<StandingBefore>)>,
        /// What was done, without the name.
        done: String,
        /// A line behind it, ended too, or nothing.
        hint: String,
    },
    /// How a new goal then stands.
    NewGoal {
        /// Which one.
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
    /// What then stands with the people of these handles, who are in the book or about to be.
    pub fn standings(book: &Book, handles: &[&str], done: String, today: NaiveDate) -> Self {
        let before = |handle: &&str| {
            let person = book.person(handle)?;
            let assessment = Assessment::of(person, &book.settings, today);
            Some(StandingBefore::from(&assessment))
        };
        Self::Standings {
            before: handles
                .iter()
                .map(|handle| ((*handle).to_owned(), before(handle)))
                .collect(),
            done,
            hint: String::new(),
        }
    }

    /// The lines to print, of the book after the change.
    fn text(self, after: &Book, today: NaiveDate) -> String {
        match self {
            Self::Text(text) => text,
            Self::Standings { before, done, hint } => {
                let goals = ActiveGoals::of(after, today);
                let summary = |(handle, before): (String, Option<StandingBefore>)| {
                    let person = after.person(&handle)?;
                    let reasons = reasons(person, &after.settings, &goals, today);
                    let row = row_of(person, &after.settings, &reasons, today);
                    let summary = ChangeSummary {
                        done: &done,
                        before,
                        after: &Assessment::of(person, &after.settings, today),
                        reasons: &reasons,
                        row: row.as_ref(),
                    };
                    Some(summary.render())
                };
                before.into_iter().filter_map(summary).collect::<String>() + &hint
            }
            Self::NewGoal { handle, done } => new_goal_summary(after, &handle, &done, today),
        }
    }
}

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

/// What came of a change that did not fail.
pub struct Changed<T> {
    /// What the disk did, and what went wrong after the change was in the file.
    pub saved: Saved,
    /// Where the text changed, in the text before.
    splices: Vec<Splice>,
    /// The text before; kept only where nothing is written.
    before: String,
    /// What the command says.
    pub reply: String,
    /// What else the command wanted to know.
    pub details: T,
}

/// Saves what `plan` wants of the book and tells what now stands; with `--dry-run` shows the
/// change instead. Gives what else the command wanted to know of its plan.
pub fn save<T>(
    session: &Session,
    saving: Saving,
    plan: impl FnMut(&Book) -> Result<PlannedChange<T>>,
) -> Result<T> {
    let Changed {
        saved,
        splices,
        before,
        reply,
        details,
    } = change(session, saving, plan)?;
    conclude(session, &saved, &before, &splices, &reply)?;
    Ok(details)
}

/// Saves what `plan` wants of the book, for a command that tells it in its own way. Warnings
/// of the file are told.
///
/// Nothing is written unless the edited text means the book with the changes. All of it is done
/// again, the plan too, when somebody else changes the file meanwhile.
pub fn change<T>(
    session: &Session,
    saving: Saving,
    mut plan: impl FnMut(&Book) -> Result<PlannedChange<T>>,
) -> Result<Changed<T>> {
    let path = &session.location.file;
    let options = session.saving(saving.yes, saving.dry_run);
    let mut update = Update::new(&session.location, &options);
    loop {
        let open = update.open()?;
        let document = data_file::document(open.bytes(), path)?;
        let planned = plan(document.book())?;
        let warnings = document.warnings().to_vec();
        let before = if saving.dry_run {
            document.text().to_owned()
        } else {
            String::new()
        };
        let edited = document.edit(&planned.changes);
        let edited = edited.map_err(|_| read_back(path))?;
        let reply = planned.reply.text(&edited.book, session.today);
        let splices = edited.splices.clone();
        let new = NewText {
            text: edited.text,
            splices: edited.splices,
            what: planned.what,
            people: edited.book.people.len(),
        };
        if let Some(saved) = open.commit(new)? {
            warn(&warnings, session);
            return Ok(Changed {
                saved,
                splices,
                before,
                reply,
                details: planned.details,
            });
        }
    }
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
        session.warn(warning);
    }
    match saved.outcome {
        CommitOutcome::Tried => session.print(&diff::preview(before, splices, &session.out)),
        CommitOutcome::Written => {
            session.report(Done::Saved, told);
            Ok(())
        }
        CommitOutcome::Unchanged => {
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
