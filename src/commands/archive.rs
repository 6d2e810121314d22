//! `archive`: hide a person without losing anything, and bring them back.

use crate::commands::args::Writing;
use crate::commands::errors::Result;
use crate::commands::find::find_person;
use crate::commands::session::Session;
use crate::commands::transaction::{self, PlannedChange, Reply};
use crate::model::change::{Change, Field};
use crate::model::person::Person;
use crate::screens::words::{as_argument, day};
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

/// Archives the person, or brings them back.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    transaction::save(session, args.writing, |book| {
        let person = find_person(&args.who, book, session.today)?;
        Ok(if args.undo {
            bring_back(person)
        } else {
            archive(person, session)
        })
    })
}

fn archive(person: &Person, session: &Session) -> PlannedChange {
    let (name, today) = (sanitize::line(&person.name), session.today);
    let what = format!("archive {}", person.handle);
    if let Some(since) = person.archived.filter(|since| *since <= today) {
        let since = day(since, today);
        let reply = format!("{name}: nothing to change, archived since {since}.\n");
        return PlannedChange::new(Vec::new(), what, reply);
    }
    let reply = format!(
        "{name}: archived, kept in the file and left out everywhere.\n\
         Bring them back: allies archive {} --undo\n",
        as_argument(&person.handle)
    );
    let change = Change::set(&person.handle, Field::Archived, today);
    PlannedChange::new(vec![change], what, reply)
}

fn bring_back(person: &Person) -> PlannedChange {
    let what = format!("archive {} --undo", person.handle);
    if person.archived.is_none() {
        let name = sanitize::line(&person.name);
        let reply = format!("{name}: nothing to change, not archived.\n");
        return PlannedChange::new(Vec::new(), what, reply);
    }
    let reply = Reply::standings(&[&person.handle], "back".to_owned());
    let change = Change::unset(&person.handle, Field::Archived);
    PlannedChange::new(vec![change], what, reply)
}
