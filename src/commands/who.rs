//! `who`: whom to call for a need.

use crate::commands::args::JsonFlag;
use crate::commands::errors::{CliError, NobodyHelps, Result};
use crate::commands::session::Session;
use crate::commands::transaction;
use crate::core::who::{nearest_helps, who};
use crate::model::book::{Book, Found};
use crate::screens::who::WhoView;

/// Whom to call for a need, best first, and whether you may ask
///
/// People match by what they help with, their department, role, tags, what they care about and
/// where they work: every word must begin a word there. Without a need, everybody.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies who couriers
  allies who laptop berlin
  allies who vpn --json | jq -r '.[0].phone[0]'")]
pub struct Args {
    /// What you need, in words
    #[arg(value_name = "NEED")]
    need: Vec<String>,
    #[command(flatten)]
    json: JsonFlag,
}

/// Answers.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let source = transaction::open(session)?;
    let book = transaction::read(&source, session)?;
    let need = args.need.join(" ");
    let candidates = who(&book, &need, session.today);
    if !candidates.is_empty() {
        return session.answer(&WhoView(candidates), args.json.json);
    }
    // A script reads an empty list; the exit code tells that there is nobody.
    if args.json.json {
        session.answer(&WhoView(candidates), true)?;
    }
    Err(nobody(need, &book, session).into())
}

fn nobody(need: String, book: &Book, session: &Session) -> CliError {
    let near = nearest_helps(book, &need, session.today);
    let called = match book.find(&need, session.today) {
        Found::One(person) => Some(person.handle.to_string()),
        Found::Several(_) | Found::Nobody(_) => None,
    };
    CliError::NobodyHelps(NobodyHelps {
        near: near.into_iter().map(str::to_owned).collect(),
        called,
        is_empty_book: book.people.is_empty(),
        need,
    })
}
