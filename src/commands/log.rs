//! `log`: what happened, in one line.

use chrono::NaiveDate;

use crate::commands::args::{Writing, find_each, past_day};
use crate::commands::errors::{Result, usage_error};
use crate::commands::promise::{promised, warn_if_late};
use crate::commands::session::Session;
use crate::commands::transaction;
use crate::commands::transaction::{PlannedChange, Reply, Saving};
use crate::commands::words::kind;
use crate::model::book::Book;
use crate::model::change::Change;
use crate::model::custom_fields::OwnKeys;
use crate::model::handle::typed;
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

/// What is logged of everybody named.
pub struct Entry {
    /// What happened; the first row is what the entry is about.
    pub rows: Vec<Interaction<'static>>,
    /// What was promised beside it.
    pub promise: Option<Promise<'static>>,
}

/// Logs it.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let kind = kind(&args.kind)?;
    only_asks(args, kind)?;
    let on = past_day(args.on.as_deref(), session.today)?;
    let entry = Entry {
        rows: rows(args, kind, on),
        promise: promise(args, session)?,
    };
    let saving = Saving::from(args.writing);
    transaction::save(session, saving, |book| {
        let people = find_each(&args.who, book, session.today)?;
        Ok(step(&entry, &people, book, session))
    })?;
    if let Some(promise) = &entry.promise {
        warn_if_late(promise, session);
    }
    Ok(())
}

/// Logging it of each of those people, and what to say of it.
pub fn step(entry: &Entry, people: &[&Person], book: &Book, session: &Session) -> PlannedChange {
    let handles: Vec<&str> = people.iter().map(|person| person.handle.as_ref()).collect();
    let changes: Vec<Change> = people
        .iter()
        .flat_map(|person| changes(person, entry))
        .collect();
    let done = done(entry, session.today);
    let reply = Reply::standings(book, &handles, done, session.today);
    let kind = entry.rows.first().map_or("", |row| row.kind.word());
    let what = format!("log {} {kind}", handles.join(","));
    PlannedChange::new(changes, what, reply)
}

/// Only an ask can be urgent, or be answered.
fn only_asks(args: &Args, kind: Kind) -> Result<()> {
    let flag = match (args.urgent, &args.got) {
        _ if kind == Kind::Asked => return Ok(()),
        (true, _) => "--urgent",
        (false, Some(_)) => "--got",
        (false, None) => return Ok(()),
    };
    let (kind, who) = (kind.word(), typed(&args.who));
    Err(
        usage_error(format!("{flag} goes with `asked`, not with `{kind}`"))
            .hint(format!("leave it out, or: allies log {who} asked … {flag}")),
    )
}

fn rows(args: &Args, kind: Kind, on: NaiveDate) -> Vec<Interaction<'static>> {
    let size = match (args.small, args.big) {
        (true, _) => Size::Small,
        (_, true) => Size::Big,
        (false, false) => Size::Normal,
    };
    let row = |kind, urgent, note: String| Interaction {
        on,
        kind,
        size,
        urgent,
        note: note.into(),
        own: OwnKeys::default(),
    };
    let first = row(kind, args.urgent, args.note.join(" "));
    let answer = args
        .got
        .clone()
        .map(|note| row(Kind::Received, false, note));
    std::iter::once(first).chain(answer).collect()
}

fn promise(args: &Args, session: &Session) -> Result<Option<Promise<'static>>> {
    match (&args.promise, &args.by) {
        (Some(what), Some(by)) => promised(what, by, session).map(Some),
        (None, _) | (_, None) => Ok(None),
    }
}

fn changes(person: &Person, entry: &Entry) -> Vec<Change> {
    let handle = || person.handle.to_string();
    let rows = entry.rows.iter().map(|row| Change::Log {
        handle: handle(),
        row: row.clone(),
    });
    let promise = entry.promise.iter().map(|promise| Change::Promise {
        handle: handle(),
        promise: promise.clone(),
    });
    rows.chain(promise).collect()
}

/// What was done, with every date as it was understood.
fn done(entry: &Entry, today: NaiveDate) -> String {
    let kinds: Vec<&str> = entry.rows.iter().map(|row| row.kind.word()).collect();
    let on = entry.rows.first().map_or(today, |row| row.on);
    let promise = match &entry.promise {
        Some(promise) => format!(", promised by {}", day(promise.by, today)),
        None => String::new(),
    };
    format!("{} on {}{promise}", kinds.join(" and "), echoed_day(on))
}
