//! `due`: who needs you this week, why, and one thing to do.

use crate::commands::args::JsonFlag;
use crate::commands::date::read_days;
use crate::commands::errors::{CliError, Result};
use crate::commands::session::Session;
use crate::commands::transaction;
use crate::core::agenda::agenda;
use crate::screens::due::DueView;

/// The rows in a terminal: as many as one reads before acting.
const TERMINAL_ROWS: usize = 10;

/// Who is due this week and why, with one thing to do each
///
/// One row a person, the most pressing first. In a terminal the ten that matter most; in a
/// pipe all of them.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies due
  allies due --within 2w --all
  allies due --check && echo someone is waiting
  allies due --json | jq -r '.rows[].handle'")]
pub struct Args {
    /// How far to look ahead: 2w, 10d, 1m [default: this week]
    #[arg(long, value_name = "SPAN")]
    within: Option<String>,
    /// All rows, also in a terminal
    #[arg(long, conflicts_with = "top")]
    all: bool,
    /// At most N rows
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// Only the number of people who are due
    #[arg(long, group = "form", conflicts_with = "json")]
    count: bool,
    /// Only the handles, a line each
    #[arg(long, group = "form", conflicts_with = "json")]
    handles: bool,
    /// Print nothing; exit 0 when someone is due, 1 when nobody
    #[arg(long, group = "form", conflicts_with = "json")]
    check: bool,
    #[command(flatten)]
    json: JsonFlag,
}

/// Prints the answer.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let within = args.within.as_deref().map(read_days).transpose();
    let within = within.map_err(|error| error.at("--within"))?;
    let book = transaction::read(session)?;
    let horizon = within.unwrap_or(book.settings.due.horizon);
    let top = args.top.or_else(|| {
        (session.out.is_terminal && !args.all && !args.json.json).then_some(TERMINAL_ROWS)
    });
    let agenda = agenda(book, session.today, horizon);
    if args.check {
        return if agenda.rows.is_empty() {
            Err(CliError::silent())
        } else {
            Ok(())
        };
    }
    if args.count {
        return session.print(&format!("{}\n", agenda.rows.len()));
    }
    if args.handles {
        let shown = agenda.rows.iter().take(args.top.unwrap_or(usize::MAX));
        let handles: Vec<&str> = shown.map(|row| row.person.handle.as_ref()).collect();
        return session.print_lines(&handles);
    }
    session.answer(
        &DueView::new(&agenda, top, book.people.is_empty()),
        args.json.json,
    )
}
