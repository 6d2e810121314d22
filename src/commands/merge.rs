//! `merge`: merges two changed copies of a book with their common base.

use std::path::{Path, PathBuf};

use crate::commands::args::Writing;
use crate::commands::errors::{
    CliError, Result, disk_of_other_file, failed, first_places, read_back, refused,
};
use crate::commands::output;
use crate::commands::session::{Done, Session};
use crate::merge::Conflict;
use crate::merge::text::MergedText;
use crate::screens::diff;
use crate::screens::words::{count, list};
use crate::store::commit::{self, NewText, Patience};
use crate::store::data_file::Source;
use crate::store::io_error::IoErrorKind;
use crate::store::load::read_input;
use crate::store::paths::Location;
use crate::store::write_output::Replace;
use crate::text::diff::line_splices;

/// Merge two changed copies of a book by what they mean; writes OURS
///
/// What either side added, changed or took out comes into OURS, the same row once. Where both
/// changed the same thing differently, markers stand around just those lines, and the exit code
/// is 1. Comments of theirs come along where lines can be merged; which do not is told. For a copy
/// that a synced folder made there is no BASE: name /dev/null.
///
/// Git merges with it after: git config merge.allies.driver 'allies merge %O %A %B --name %P', and
/// in .gitattributes the line: allies.toml merge=allies
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies merge base.toml ours.toml theirs.toml --dry-run
  allies merge base.toml ours.toml theirs.toml
  allies merge /dev/null ours.toml theirs.toml")]
pub struct Args {
    /// The book from which both came
    #[arg(value_name = "BASE")]
    base: PathBuf,
    /// The book that is written
    #[arg(value_name = "OURS")]
    ours: PathBuf,
    /// The other book
    #[arg(value_name = "THEIRS")]
    theirs: PathBuf,
    /// What to call OURS in messages, since git hands on copies with names of their own
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Show the change and write nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
}

impl Args {
    /// How messages name OURS and THEIRS.
    fn names(&self) -> (String, String) {
        match &self.name {
            Some(name) => (name.clone(), format!("the other {name}")),
            None => (
                self.ours.display().to_string(),
                self.theirs.display().to_string(),
            ),
        }
    }
}

/// Merges the files.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let base = load(&args.base)?;
    let ours = load(&args.ours)?;
    let theirs = load(&args.theirs)?;
    let books = [base.read()?.book, ours.read()?.book, theirs.read()?.book];
    let before = ours.as_text()?;
    let texts = [base.as_text()?, before, theirs.as_text()?];
    let merged = crate::merge::text::merge(texts, &books).ok_or_else(|| read_back(&args.ours))?;
    let is_changed = merged.text != before;
    if args.dry_run {
        let splices = line_splices(before, &merged.text);
        session.print(&diff::preview(before, &splices, &session.out))?;
    } else if is_changed {
        write(&args.ours, before, &merged, session)?;
    }
    report(args, &merged, Done::saved_if(is_changed), session);
    if merged.conflicts.is_empty() {
        return Ok(());
    }
    Err(conflicts_left(&merged.conflicts, args))
}

/// The error for a merge with conflicts, which fails although the file is written.
fn conflicts_left(conflicts: &[Conflict], args: &Args) -> CliError {
    let file = args.names().0;
    let number = count(conflicts.len(), "conflict", "conflicts");
    let message = if args.dry_run {
        format!("{number} would be left in {file}")
    } else {
        format!("{number} left in {file}, between markers")
    };
    failed(message)
        .because_all(first_places(conflicts))
        .hint("keep the lines that are right and delete the markers <<<<<<<, ======= and >>>>>>>")
        .though_written()
}

/// Loads one of the three files, which must be text.
fn load(path: &Path) -> Result<Source> {
    let patience = Patience::default().settle;
    let bytes = read_input(path, patience).map_err(disk_of_other_file)?;
    let source = Source::from_bytes(path.to_owned(), bytes);
    source.as_text()?;
    Ok(source)
}

/// Replaces ours with the merged text. If ours is the user's book, the merge can be undone; any
/// other file is simply replaced.
fn write(ours: &Path, before: &str, merged: &MergedText, session: &Session) -> Result<()> {
    let just = Replace::Just(before.as_bytes());
    match output::write_file(ours, &merged.text, just, session) {
        Ok(()) => Ok(()),
        Err(error) if matches!(error.kind, IoErrorKind::Book) => {
            update_book(ours, before, merged, session)
        }
        Err(error) => Err(disk_of_other_file(error)),
    }
}

/// Commits the merge to the user's book.
fn update_book(ours: &Path, before: &str, merged: &MergedText, session: &Session) -> Result<()> {
    let location = Location {
        file: ours.to_owned(),
        ..session.location.clone()
    };
    let options = session.commit_options(Writing::default());
    let saved = commit::update(&location, &options, |open| {
        if open.bytes() != before.as_bytes() {
            return Err(
                refused(format!("{} changed while it was merged", ours.display()))
                    .hint("merge again"),
            );
        }
        let new = NewText {
            text: merged.text.clone(),
            splices: line_splices(before, &merged.text),
            what: "merge".to_owned(),
            people: merged.people,
        };
        Ok(open.commit(new)?)
    })?;
    for warning in &saved.warnings {
        session.warn(warning);
    }
    Ok(())
}

fn report(args: &Args, merged: &MergedText, done: Done, session: &Session) {
    let (ours, theirs) = args.names();
    let our_reason = "went with what theirs took out or changed";
    let their_reason = "could not be taken over";
    for (file, lines, how) in [
        (ours, &merged.our_lost_comments, our_reason),
        (theirs, &merged.their_lost_comments, their_reason),
    ] {
        let word = if lines.len() == 1 { "line" } else { "lines" };
        let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
        if !lines.is_empty() {
            let lines = list(&lines);
            session.warn(&format!("comments of {file} that {how}: {word} {lines}"));
        }
    }
    if args.dry_run {
        return;
    }
    let new = format!("{} new", count(merged.new, "person", "people"));
    let parts: Vec<String> = [
        (merged.new, new),
        (merged.changed, format!("{} changed", merged.changed)),
        (merged.removed, format!("{} taken out", merged.removed)),
    ]
    .into_iter()
    .filter_map(|(number, part)| (number > 0).then_some(part))
    .collect();
    let parts = if parts.is_empty() {
        "nobody changed".to_owned()
    } else {
        parts.join(", ")
    };
    session.report(done, &format!("merged: {parts}\n"));
}
