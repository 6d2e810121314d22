//! `review`: the weekly review.

use crate::commands::args::JsonFlag;
use crate::commands::errors::Result;
use crate::commands::session::Session;
use crate::commands::transaction;
use crate::core::review::review;
use crate::screens::review::ReviewView;

/// The weekly reflection: where allies are missing, who cools, what you promised, a question
///
/// Effort is what you did for them and with them in the last 90 days: the points of the kind or
/// its contact, whichever is more, not faded. Each Monday has another question.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies review
  allies review --today 'last friday'
  allies review --json | jq -r '.coverage[] | select(.state == \"nobody\") | .dept'")]
pub struct Args {
    #[command(flatten)]
    json: JsonFlag,
}

/// Prints the answer.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let book = transaction::read(session)?;
    let view = ReviewView {
        review: review(book, session.today),
        is_empty_book: book.people.is_empty(),
    };
    session.answer(&view, args.json.json)
}
