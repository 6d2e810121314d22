//! `show`: everything to know about one person.

use crate::commands::args::JsonFlag;
use crate::commands::errors::Result;
use crate::commands::find::find_person;
use crate::commands::session::Session;
use crate::commands::transaction;
use crate::core::rules::{ActiveGoals, reasons};
use crate::core::standing::Assessment;
use crate::model::person::Person;
use crate::screens::show::ShowView;

/// One person before a coffee: standing, the arithmetic, may I ask, what to talk about
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies show sara
  allies show \"ortiz\" --today 2026-12-24
  allies show sara --json | jq .ask.urgent")]
pub struct Args {
    /// A handle, or any part of a name that fits one person
    who: String,
    #[command(flatten)]
    json: JsonFlag,
}

/// Prints the answer.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let book = transaction::read(session)?;
    let today = session.today;
    let person = find_person(&args.who, book, today)?;
    let is_introduced = |other: &&Person| other.introduced_by.as_ref() == Some(&person.handle);
    let view = ShowView {
        assessment: Assessment::new(person, &book.settings, today),
        settings: &book.settings,
        reasons: reasons(
            person,
            &book.settings,
            &ActiveGoals::new(book, today),
            today,
        ),
        introduced_by: person
            .introduced_by
            .as_deref()
            .and_then(|handle| book.person(handle)),
        introduced: book.people.iter().filter(is_introduced).collect(),
    };
    session.answer(&view, args.json.json)
}
