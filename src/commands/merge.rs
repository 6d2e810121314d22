//! `merge`: two changed books and the one they came from, merged by what they mean.

use std::path::{Path, PathBuf};

use crate::commands::errors::{
    CliError, Result, disk_of_other_file, failed, first_places, read_back, refused,
};
use crate::commands::session::{Done, Session};
use crate::commands::{output, transaction};
use crate::document::decode::decode;
use crate::document::diagnostic::Finding;
use crate::document::read::read;
use crate::merge::Conflict;
use crate::merge::lines::differences;
use crate::merge::text::Outcome;
use crate::model::book::Book;
use crate::screens::diff;
use crate::screens::words::{count, list};
use crate::store::commit::Draft;
use crate::store::commit::attempt::Update;
use crate::store::data_file::Unreadable;
use crate::store::paths::Location;
use crate::store::read_input::bring;
use crate::store::write_output::{GiveError, Replace};
use crate::text::patch::Splice;

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

/// One of the three files.
struct Side<'a> {
    path: &'a Path,
    text: String,
}

impl<'a> Side<'a> {
    fn bring(path: &'a Path, session: &Session) -> Result<Self> {
        let patience = session.saving(false, true).patience.settle;
        let bytes = bring(path, patience).map_err(disk_of_other_file)?;
        let text = decode(bytes)
            .map_err(|no_text| Self::unreadable(path, &no_text.lossy, no_text.findings))?;
        Ok(Self { path, text })
    }

    fn read(&self) -> Result<Book<'_>> {
        let reading = read(&self.text);
        let reading =
            reading.map_err(|findings| Self::unreadable(self.path, &self.text, findings))?;
        Ok(reading.book)
    }

    fn unreadable(path: &Path, text: &str, findings: Vec<Finding>) -> CliError {
        CliError::from(Unreadable {
            path: path.to_owned(),
            text: text.to_owned(),
            findings,
        })
    }
}

/// Merges them.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let base = Side::bring(&args.base, session)?;
    let ours = Side::bring(&args.ours, session)?;
    let theirs = Side::bring(&args.theirs, session)?;
    let books = [base.read()?, ours.read()?, theirs.read()?];
    let texts = [&base, &ours, &theirs].map(|side| side.text.as_str());
    let merged = crate::merge::text::merge(texts, &books).ok_or_else(|| read_back(&args.ours))?;
    let is_changed = merged.text != ours.text;
    if args.dry_run {
        show(&ours.text, &merged, session)?;
    } else if is_changed {
        write(&args.ours, &ours.text, &merged, session)?;
    }
    tell(args, &merged, Done::saved_if(is_changed), session);
    if merged.conflicts.is_empty() {
        return Ok(());
    }
    Err(conflicts_left(&merged.conflicts, args))
}

/// A merge with conflicts fails, and still is in the file.
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

fn show(before: &str, merged: &Outcome, session: &Session) -> Result<()> {
    let differences = differences(before, &merged.text);
    let pieces = differences
        .iter()
        .map(|(at, removed, inserted)| (*at, removed.as_str(), inserted.as_str()));
    session.print(&diff::text(before, pieces, &session.out))
}

/// Puts the merged text in the place of ours. Where that is the user's own book, it can be
/// taken back; another file is only replaced.
fn write(ours: &Path, before: &str, merged: &Outcome, session: &Session) -> Result<()> {
    let just = Replace::Just(before.as_bytes());
    match output::try_write(ours, &merged.text, just, session) {
        Ok(()) => Ok(()),
        Err(GiveError::Book) => update(ours, before, merged, session),
        Err(error) => Err(output::not_written(ours, error)),
    }
}

fn update(ours: &Path, before: &str, merged: &Outcome, session: &Session) -> Result<()> {
    let location = Location {
        file: ours.to_owned(),
        ..session.location.clone()
    };
    let options = session.saving(false, false);
    let mut update = Update::new(&location, &options);
    let saved = loop {
        let open = update.open()?;
        if open.bytes() != before.as_bytes() {
            return Err(
                refused(format!("{} changed while it was merged", ours.display()))
                    .hint("merge again"),
            );
        }
        let draft = Draft {
            text: merged.text.clone(),
            splices: splices(before, &merged.text),
            what: "merge".to_owned(),
            people: merged.people,
        };
        if let Some(saved) = open.commit(draft)? {
            break saved;
        }
    };
    for warning in &saved.warnings {
        session.warn(&transaction::after_saving(warning));
    }
    Ok(())
}

fn splices(before: &str, after: &str) -> Vec<Splice> {
    let splice = |(at, removed, inserted)| Splice {
        at,
        removed,
        inserted,
    };
    differences(before, after).into_iter().map(splice).collect()
}

fn tell(args: &Args, merged: &Outcome, done: Done, session: &Session) {
    let (ours, theirs) = args.names();
    let lost = |file: &str, lines: &[usize], how: &str| {
        if !lines.is_empty() {
            let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
            session.warn(&format!(
                "comments of {file} that {how}: {} {}",
                if lines.len() == 1 { "line" } else { "lines" },
                list(&lines)
            ));
        }
    };
    let how = "went with what theirs took out or changed";
    lost(&ours, &merged.lost_of_ours, how);
    let how = "could not be taken over";
    lost(&theirs, &merged.lost_of_theirs, how);
    let some = |number: usize, text: String| (number > 0).then_some(text);
    let parts: Vec<String> = [
        some(
            merged.new,
            format!("{} new", count(merged.new, "person", "people")),
        ),
        some(merged.changed, format!("{} changed", merged.changed)),
        some(merged.gone, format!("{} taken out", merged.gone)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !args.dry_run {
        let told = if parts.is_empty() {
            "nobody changed".to_owned()
        } else {
            parts.join(", ")
        };
        session.report(done, &format!("merged: {told}\n"));
    }
}
