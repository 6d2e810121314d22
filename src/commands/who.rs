//! `who`: finds who can help with a need.

use crate::commands::args::JsonFlag;
use crate::commands::errors::{CliError, Result, refused};
use crate::commands::session::Session;
use crate::commands::transaction;
use crate::core::who::{nearest_helps, who};
use crate::model::book::Book;
use crate::model::handle::as_argument;
use crate::model::search::Found;
use crate::screens::who::WhoView;
use crate::text::fold::fold;
use crate::text::suggest::is_similar;

/// Who to call for a need, best first, and whether you may ask
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

/// Prints the answer.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let book = transaction::read(session)?;
    let need = args.need.join(" ");
    let candidates = who(book, &need, session.today);
    if !candidates.is_empty() {
        return session.answer(&WhoView(candidates), args.json.json);
    }
    // A script reads an empty list; the exit code tells that there is nobody.
    if args.json.json {
        session.answer(&WhoView(candidates), true)?;
    }
    Err(nobody_helps(&need, book, session))
}

/// The error where nobody fits a need; it lists the most similar helps that exist.
fn nobody_helps(need: &str, book: &Book, session: &Session) -> CliError {
    let near = nearest_helps(book, need, session.today);
    let message = match need {
        _ if book.people.is_empty() => "there is nobody to call: the book is empty".to_owned(),
        "" => "there is nobody to call today".to_owned(),
        need => format!("nobody helps with `{need}`"),
    };
    let nearest = near.first().filter(|help| may_be_meant(need, help));
    let hint = if let Found::One(person) = book.find(need, session.today) {
        format!(
            "look at that person: allies show {}",
            as_argument(&person.handle)
        )
    } else if let Some(nearest) = nearest {
        format!("allies who {nearest}")
    } else if near.is_empty() {
        "say what someone is good for: allies add \"Sara Ortiz\" --helps vpn,laptops".to_owned()
    } else {
        "see everybody: allies who".to_owned()
    };
    refused(message)
        .because_all(near.iter().map(|help| format!("near: {help}")))
        .hint(hint)
}

/// Whether that help is similar to what was typed, and can be typed as it is: a file may hold words
/// that a shell interprets.
fn may_be_meant(need: &str, help: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || c == ' ' || c == '-';
    help.chars().all(is_plain) && !help.starts_with('-') && is_similar(&fold(need), &fold(help))
}
