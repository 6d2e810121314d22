//! `log`: what happened, in one line.

use chrono::NaiveDate;

use crate::commands::args::{Writing, past_day};
use crate::commands::errors::{Result, usage_error};
use crate::commands::find::find_each;
use crate::commands::promise::{late_warning, new_promise};
use crate::commands::session::Session;
use crate::commands::transaction::{self, PlannedChange, Reply};
use crate::commands::words::kind;
use crate::model::change::Change;
use crate::model::handle::as_argument;
use crate::model::interaction::{Interaction, Kind, Size};
use crate::model::person::{Person, Promise};
use crate::screens::words::{day, echoed_day};

/// Log what happened: gave, praised, shared, thanked, asked, received, met, …
///
/// Kinds: gave (you helped), praised (in public or to their boss), shared (something useful),
/// thanked, asked, received (they helped you), met (face to face), called, wrote, strained
/// (something hurt it), repaired (you talked it out).
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies log sara gave \"reviewed her deck\"
  allies log sara,omar met \"lunch\" --on friday
  allies log sara asked \"laptop back\" --urgent --got \"within the hour\"
  allies log omar received \"the vendor list\" --promise \"send him the notes\" --by friday")]
pub struct Args {
    /// A handle or a part of a name; several with commas
    #[arg(value_name = "WHO[,WHO…]")]
    who: String,
    /// What happened
    kind: String,
    /// Your words; may be left out
    #[arg(value_name = "NOTE")]
    note: Vec<String>,
    /// The day it happened: 2026-11-20, yesterday, friday, 3d
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// It counts half
    #[arg(long, conflicts_with = "big")]
    small: bool,
    /// It counts twice
    #[arg(long)]
    big: bool,
    /// An ask that could not wait; it costs twice
    #[arg(long)]
    urgent: bool,
    /// The ask was answered: logs `received` too
    #[arg(long, value_name = "NOTE", num_args = 0..=1, default_missing_value = "")]
    got: Option<String>,
    /// What you promised them
    #[arg(long, value_name = "TEXT", requires = "by")]
    promise: Option<String>,
    /// The day it is due: friday, 3d, 2026-12-01
    #[arg(long, value_name = "DATE", requires = "promise")]
    by: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

/// Saves what happened.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let kind = kind(&args.kind)?;
    check_ask_flags(args, kind)?;
    let on = past_day(args.on.as_deref(), session.today)?;
    let rows = rows(args, kind, on);
    let promise = args.promise.as_ref().zip(args.by.as_ref());
    let promise = promise.map(|(what, by)| new_promise(what, by, session));
    let promise = promise.transpose()?;
    transaction::save(session, args.writing, |book| {
        let people = find_each(&args.who, book, session.today)?;
        Ok(plan(&rows, promise.as_ref(), &people, session))
    })
}

/// Logs the rows for each of the people, with the promise if there is one.
pub fn plan(
    rows: &[Interaction<'static>],
    promise: Option<&Promise<'static>>,
    people: &[&Person],
    session: &Session,
) -> PlannedChange {
    let today = session.today;
    let handles: Vec<&str> = people.iter().map(|person| person.handle.as_ref()).collect();
    let mut changes = Vec::new();
    for handle in &handles {
        changes.extend(rows.iter().map(|row| Change::Log {
            handle: (*handle).to_owned(),
            row: row.clone(),
        }));
        changes.extend(promise.map(|promise| Change::Promise {
            handle: (*handle).to_owned(),
            promise: promise.clone(),
        }));
    }
    let kinds: Vec<&str> = rows.iter().map(|row| row.kind.word()).collect();
    let on = echoed_day(rows.first().map_or(today, |row| row.on));
    let promised = promise.map(|promise| format!(", promised by {}", day(promise.by, today)));
    let done = format!(
        "{} on {on}{}",
        kinds.join(" and "),
        promised.unwrap_or_default()
    );
    let what = format!("log {} {}", handles.join(","), kinds.first().unwrap_or(&""));
    let reply = Reply::standings(&handles, done);
    let late = promise.and_then(|promise| late_warning(promise, session));
    PlannedChange::new(changes, what, reply).with_warning(late)
}

/// Only an ask can be urgent, or be answered.
fn check_ask_flags(args: &Args, kind: Kind) -> Result<()> {
    let flag = match (args.urgent, &args.got) {
        _ if kind == Kind::Asked => return Ok(()),
        (true, _) => "--urgent",
        (false, Some(_)) => "--got",
        (false, None) => return Ok(()),
    };
    let (kind, who) = (kind.word(), as_argument(&args.who));
    Err(
        usage_error(format!("{flag} goes with `asked`, not with `{kind}`"))
            .hint(format!("leave it out, or: allies log {who} asked … {flag}")),
    )
}

/// The row, and one more for an ask that was answered.
fn rows(args: &Args, kind: Kind, on: NaiveDate) -> Vec<Interaction<'static>> {
    let size = match (args.small, args.big) {
        (true, _) => Size::Small,
        (_, true) => Size::Big,
        (false, false) => Size::Normal,
    };
    let row = |kind, urgent, note: String| Interaction {
        size,
        urgent,
        ..Interaction::new(on, kind, note)
    };
    let answer = args.got.clone();
    let answer = answer.map(|note| row(Kind::Received, false, note));
    let mut rows = vec![row(kind, args.urgent, args.note.join(" "))];
    rows.extend(answer);
    rows
}
