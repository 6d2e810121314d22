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
use crate::screens::words::{and_more, count};
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
    let path = source.path.display();
    if source.is_missing && session.location.explicit {
        session.warn(&format!("{path} does not exist yet: an empty book"));
    }
    if source.missed > 0 {
        let missed = count(source.missed, "person", "people");
        session.warn(&format!("{path} is empty, but held {missed} a moment ago"));
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

/// What a command wants changed in the book that it was shown.
pub struct PlannedChange {
    /// The steps, in order; none leaves the file as it is.
    changes: Vec<Change>,
    /// The command in short, as `undo` lists it: `log ruth praised`. Without notes.
    what: String,
    reply: Reply,
    warning: Option<String>,
}

impl PlannedChange {
    /// With nothing to warn of.
    pub fn new(changes: Vec<Change>, what: String, reply: impl Into<Reply>) -> Self {
        Self {
            changes,
            what,
            reply: reply.into(),
            warning: None,
        }
    }

    /// With what to warn of once it is saved.
    pub fn with_warning(self, warning: Option<String>) -> Self {
        Self { warning, ..self }
    }
}

/// What a command says once its change is saved, made of the book after it.
pub struct Reply(Box<dyn FnOnce(&Book) -> String>);

impl From<String> for Reply {
    fn from(text: String) -> Self {
        Self::new(|_| text)
    }
}

impl Reply {
    /// Those lines, of the book after the change.
    pub fn new(lines: impl FnOnce(&Book) -> String + 'static) -> Self {
        Self(Box::new(lines))
    }

    /// What then stands with the people of these handles, who are in the book or about to be;
    /// `done` is what was done, without the name.
    pub fn standings(book: &Book, handles: &[&str], done: String, today: NaiveDate) -> Self {
        let before = handles.iter().map(|handle| {
            let assessed = |person| Assessment::of(person, &book.settings, today);
            let person = book.person(handle).map(assessed);
            let before = person.as_ref().map(StandingBefore::from);
            ((*handle).to_owned(), before)
        });
        let before: Vec<_> = before.collect();
        Self::new(move |after| {
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
            before.into_iter().filter_map(summary).collect()
        })
    }

    /// The same with a line behind it.
    pub fn followed_by(self, line: String) -> Self {
        Self::new(move |after| (self.0)(after) + &line + "\n")
    }
}

/// What came of a change that did not fail.
pub struct Changed {
    /// What the disk did, and what went wrong after the change was in the file.
    pub saved: Saved,
    /// What the command says.
    pub reply: String,
    /// Where the text changed, in the text before.
    splices: Vec<Splice>,
    before: String,
    warning: Option<String>,
}

/// Saves what `plan` wants of the book and tells what now stands; with `--dry-run` shows the
/// change instead.
pub fn save(
    session: &Session,
    writing: Writing,
    mut plan: impl FnMut(&Book) -> Result<PlannedChange>,
) -> Result<()> {
    let (changed, ()) = change(session, writing, |book| Ok((plan(book)?, ())))?;
    let (before, splices) = (&changed.before, &changed.splices);
    conclude(session, &changed.saved, before, splices, &changed.reply)?;
    if let Some(warning) = changed.warning {
        session.warn(&warning);
    }
    Ok(())
}

/// Saves what `plan` wants of the book, for a command that tells it in its own way and wants to
/// know more of its plan. Warnings of the file are told.
///
/// Nothing is written unless the edited text means the book with the changes. All of it is done
/// again, the plan too, when another program changes the file meanwhile.
pub fn change<T>(
    session: &Session,
    writing: Writing,
    mut plan: impl FnMut(&Book) -> Result<(PlannedChange, T)>,
) -> Result<(Changed, T)> {
    let path = &session.location.file;
    let options = session.saving(writing.yes, writing.dry_run);
    let mut update = Update::new(&session.location, &options);
    loop {
        let open = update.open()?;
        let document = data_file::document(open.bytes(), path)?;
        let (planned, details) = plan(document.book())?;
        let warnings = document.warnings().to_vec();
        let before = document.text().to_owned();
        let edited = document.edit(&planned.changes);
        let edited = edited.map_err(|_| read_back(path))?;
        let reply = (planned.reply.0)(&edited.book);
        let splices = edited.splices.clone();
        let new = NewText {
            text: edited.text,
            splices: edited.splices,
            what: planned.what,
            people: edited.book.people.len(),
        };
        if let Some(saved) = open.commit(new)? {
            warn(&warnings, session);
            let changed = Changed {
                saved,
                reply,
                splices,
                before,
                warning: planned.warning,
            };
            return Ok((changed, details));
        }
    }
}

/// Tells what a write that did not fail did: what now stands, or with `--dry-run` the change.
pub fn conclude(
    session: &Session,
    saved: &Saved,
    before: &str,
    splices: &[Splice],
    reply: &str,
) -> Result<()> {
    for warning in &saved.warnings {
        session.warn(warning);
    }
    match saved.outcome {
        CommitOutcome::Tried => {
            return session.print(&diff::preview(before, splices, &session.out));
        }
        CommitOutcome::Written => session.report(Done::Saved, reply),
        CommitOutcome::Unchanged => session.report(Done::Nothing, reply),
    }
    Ok(())
}

/// Tells the first warnings of reading the file.
pub fn warn(findings: &[Finding], session: &Session) {
    let warnings = findings.iter();
    let warnings = warnings.filter(|finding| finding.severity == Severity::Warning);
    let warnings: Vec<&Finding> = warnings.collect();
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
    if let Some(more) = and_more(warnings.len().saturating_sub(MOST_WARNINGS)) {
        session.warn(&format!("{more}: allies check"));
    }
}
