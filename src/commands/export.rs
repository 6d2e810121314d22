//! `export`: writes the book in other formats, to standard output or a file.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::ValueEnum;

use crate::commands::errors::{CliError, Result, disk_of_other_file, usage_error};
use crate::commands::session::{Done, Session};
use crate::commands::{output, question, transaction};
use crate::core::standing::Assessment;
use crate::formats::{csv_export, ics, json, vcard_export};
use crate::model::book::Book;
use crate::model::person::Person;
use crate::screens::calendar;
use crate::screens::words::count;
use crate::store::write_output;
use crate::text::sanitize;

/// Write the book as JSON, a table, vCards or a calendar
///
/// JSON holds everything, and `allies import` reads it back. A table is for a spreadsheet: people
/// with their scores, or with --log a row for each interaction; a text that begins as a formula
/// does, as the phone +49 30 1234, gets an apostrophe before it, so that no spreadsheet computes
/// it. Cards leave out who is archived. The calendar holds what is due within a year and every
/// open promise; what is late stands on today.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies export --to json --output book.json
  allies export --to csv > people.csv
  allies export --to csv --log
  allies export --to ics --output due.ics --yes")]
pub struct Args {
    /// What to write
    #[arg(long, value_enum, value_name = "FORM")]
    to: To,
    /// In a table: a row for each interaction instead of one for each person
    #[arg(long)]
    log: bool,
    /// The file to write [default: standard output]
    #[arg(long, short, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long, short)]
    yes: bool,
}

/// The format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum To {
    /// Everything, to be read back
    Json,
    /// A table for a spreadsheet
    Csv,
    /// Cards for an address book
    Vcf,
    /// A calendar of what is due and promised
    Ics,
}

impl Args {
    /// Whether the export goes to a file.
    pub fn writes(&self) -> bool {
        self.file().is_some()
    }

    /// The file to write, if any: `-` means standard output, as everywhere.
    fn file(&self) -> Option<&Path> {
        let file = self.output.as_deref();
        file.filter(|file| *file != Path::new("-"))
    }
}

/// Writes the export.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    if args.log && args.to != To::Csv {
        return Err(usage_error(
            "--log is for tables: JSON has every row already, cards and calendars none",
        )
        .hint("allies export --to csv --log"));
    }
    let book = transaction::read(session)?;
    let text = exported_text(args, book, session);
    let Some(file) = args.file() else {
        return session.print(&text);
    };
    write_file(file, &text, args.yes, session)?;
    let people = match args.to {
        To::Vcf => unarchived(book, session.today).count(),
        To::Json | To::Csv | To::Ics => book.people.len(),
    };
    let people = count(people, "person", "people");
    let file = file.display().to_string();
    let report = format!("{}: {people}\n", sanitize::line(&file));
    session.report(Done::FilesWritten, &report);
    Ok(())
}

fn exported_text(args: &Args, book: &Book, session: &Session) -> String {
    let today = session.today;
    match args.to {
        To::Json => {
            let pretty = session.out.is_terminal || args.writes();
            json::write(book, pretty) + "\n"
        }
        To::Csv if args.log => csv_export::log_table(&book.people),
        To::Csv => csv_export::people_table(book.people.iter().map(|person| {
            let scores = || Assessment::new(person, &book.settings, today);
            (person, person.is_present(today).then(scores))
        })),
        To::Vcf => vcard_export::write(unarchived(book, today)),
        To::Ics => ics::write(&calendar::entries(book, today), today),
    }
}

fn unarchived<'b>(book: &'b Book<'b>, today: NaiveDate) -> impl Iterator<Item = &'b Person<'b>> {
    let people = book.people.iter();
    people.filter(move |person| !person.is_archived(today))
}

/// Writes the file. Asks before replacing an existing one if a user can answer.
fn write_file(file: &Path, text: &str, yes: bool, session: &Session) -> Result<()> {
    let name = file.display().to_string();
    let mut replace = yes;
    if !yes && session.can_ask && write_output::exists(file) {
        let question = format!("Replace {}?", sanitize::line(&name));
        if !question::yes(session, &question)? {
            return Err(CliError::cancelled());
        }
        replace = true;
    }
    output::write_file(file, text, output::replace_if(replace), session).map_err(disk_of_other_file)
}
