//! `archive`: put somebody away without losing what was written of them, and fetch them back.

use crate::commands::args::{Writing, find_person};
use crate::commands::errors::Result;
use crate::commands::session::Session;
use crate::commands::transaction;
use crate::commands::transaction::{PlannedChange, Reply, Saving};
use crate::model::book::Book;
use crate::model::change::{Change, Field};
use crate::model::person::Person;
use crate::screens::words::day;
use crate::text::sanitize;

/// Put a person away: kept in the file, and left out everywhere
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies archive omar
  allies archive omar --undo
  allies list --archived")]
pub struct Args {
    /// A handle, or any part of a name that fits one person
    who: String,
    /// Bring them back
    #[arg(long)]
    undo: bool,
    #[command(flatten)]
    writing: Writing,
}

/// Puts away, or brings back.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let saving = Saving::from(args.writing);
    transaction::save(session, saving, |book| {
        let person = find_person(&args.who, book, session.today)?;
        Ok(if args.undo {
            bring_back(book, person, session)
        } else {
            put_away(person, session)
        })
    })
}

fn put_away(person: &Person, session: &Session) -> PlannedChange {
    let name = sanitize::line(&person.name);
    let what = format!("archive {}", person.handle);
    let today = session.today;
    if let Some(since) = person.archived.filter(|since| *since <= today) {
        let since = day(since, today);
        let reply = format!("{name}: nothing to change, archived since {since}.\n");
        return PlannedChange::new(Vec::new(), what, reply);
    }
    let changes = vec![Change::set(&person.handle, Field::Archived, today)];
    let reply = format!(
        "{name}: archived, kept in the file and left out everywhere.\n\
         Bring them back: allies archive {} --undo\n",
        crate::screens::words::typed(&person.handle)
    );
    PlannedChange::new(changes, what, reply)
}

fn bring_back(book: &Book, person: &Person, session: &Session) -> PlannedChange {
    let what = format!("archive {} --undo", person.handle);
    if person.archived.is_none() {
        let reply = format!(
            "{}: nothing to change, not archived.\n",
            sanitize::line(&person.name)
        );
        return PlannedChange::new(Vec::new(), what, reply);
    }
    let changes = vec![Change::unset(&person.handle, Field::Archived)];
    let reply = Reply::standings(book, &[&person.handle], "back".to_owned(), session.today);
    PlannedChange::new(changes, what, reply)
}
