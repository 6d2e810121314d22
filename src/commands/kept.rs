//! `kept`: marks a promise as kept.

use chrono::NaiveDate;

use crate::commands::args::Writing;
use crate::commands::errors::{CliError, Result, refused};
use crate::commands::find::find_person;
use crate::commands::session::Session;
use crate::commands::transaction::{self, PlannedChange, Reply};
use crate::model::change::Change;
use crate::model::handle::as_argument;
use crate::model::person::{Person, Promise};
use crate::screens::phrase::deed;
use crate::screens::words::{self, count, day, echoed_day, first_name};
use crate::text::fold::fold;
use crate::text::sanitize;

/// Keep a promise; with one open promise there is no need to name it
///
/// Several open promises are listed with their numbers. A number stays a promise's own, also
/// when others are kept.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies kept sara
  allies kept sara \"floor plan\"
  allies kept sara 2")]
pub struct Args {
    /// A handle, or any part of a name that fits one person
    who: String,
    /// A part of what was promised, or its number
    #[arg(value_name = "TEXT or NUMBER")]
    which: Vec<String>,
    #[command(flatten)]
    writing: Writing,
}

/// Saves that it was kept.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let which = args.which.join(" ");
    transaction::save(session, args.writing, |book| {
        let person = find_person(&args.who, book, session.today)?;
        let index = find_promise(person, which.trim(), session)?;
        Ok(plan(person, index, session))
    })
}

/// Marks the promise at that place among all of theirs as kept today.
pub fn plan(person: &Person, index: usize, session: &Session) -> PlannedChange {
    let (handle, on) = (person.handle.to_string(), session.today);
    let promise = person.promises.get(index);
    let what = promise.map_or_else(String::new, |promise| deed(&promise.what));
    let name = sanitize::line(first_name(&person.name));
    let typed = words::as_argument(&handle);
    let reply = Reply::Standings {
        handles: vec![handle.clone()],
        done: format!("promise kept on {}: {what}", echoed_day(on)),
        // Keeping a promise changes no score; what was done for it does.
        hint: format!("If that helped {name}, log it too: allies log {typed} gave \"…\"\n"),
    };
    let what = format!("kept {handle}");
    PlannedChange::new(vec![Change::Keep { handle, index, on }], what, reply)
}

/// The open promise that a number or a part of its text means, as its place among all of theirs.
fn find_promise(person: &Person, which: &str, session: &Session) -> Result<usize> {
    let today = session.today;
    let all = person.promises.iter().enumerate();
    let (open, kept): (Vec<_>, Vec<_>) = all.partition(|(_, promise)| promise.is_open(today));
    if let Ok(number) = which.parse::<usize>() {
        let is_meant = |(index, _): &&(usize, &Promise)| index + 1 == number;
        if let Some((index, _)) = open.iter().find(is_meant) {
            return Ok(*index);
        }
        if let Some((_, promise)) = kept.iter().find(is_meant) {
            return Err(kept_already(person, promise, today));
        }
    }
    let part = fold(which);
    let fits = |(_, promise): &(usize, &Promise)| fold(&promise.what).contains(&part);
    let fitting: Vec<_> = open.iter().copied().filter(fits).collect();
    match fitting.as_slice() {
        [(index, _)] => return Ok(*index),
        [] => {}
        _ => return Err(choice_error(person, which, true, fitting, session)),
    }
    let latest = kept.into_iter().filter(fits);
    let latest = latest.max_by_key(|(_, promise)| promise.kept);
    Err(match latest {
        Some((_, promise)) if !which.is_empty() || open.is_empty() => {
            kept_already(person, promise, today)
        }
        Some(_) | None if !open.is_empty() => choice_error(person, which, false, open, session),
        Some(_) | None => {
            refused(format!("there is no open promise to {}", person.name)).hint(format!(
                "allies promise {} \"what\" --by DATE",
                as_argument(&person.handle)
            ))
        }
    })
}

fn kept_already(person: &Person, promise: &Promise, today: NaiveDate) -> CliError {
    let (name, on) = (&person.name, day(promise.kept.unwrap_or(today), today));
    refused(format!("that promise to {name} was kept on {on} already")).hint(format!(
        "see what is open: allies show {}",
        as_argument(&person.handle)
    ))
}

/// The error that lists promises to choose from. Their texts are private, so they are shown only in
/// a terminal.
fn choice_error(
    person: &Person,
    which: &str,
    fits: bool,
    mut promises: Vec<(usize, &Promise)>,
    session: &Session,
) -> CliError {
    promises.sort_by_key(|(index, promise)| (promise.by, *index));
    let (name, handle) = (&person.name, as_argument(&person.handle));
    let several = count(promises.len(), "open promise", "open promises");
    let message = match (fits, which) {
        (true, "") => format!("{several} to {name}"),
        (true, which) => format!("`{which}` fits {several} to {name}"),
        (false, which) => format!("no promise to {name} fits `{which}`"),
    };
    let first = promises.first().map_or(1, |(index, _)| index + 1);
    let mut hint = format!("allies kept {handle} {first}");
    if !session.shows_places {
        hint = format!("see which is which: allies show {handle}; then: {hint}");
    }
    let line = |(index, promise): &(usize, &Promise)| {
        let line = format!("{}  by {}", index + 1, day(promise.by, session.today));
        if session.shows_places {
            format!("{line}: {}", deed(&promise.what))
        } else {
            line
        }
    };
    refused(message)
        .because_all(promises.iter().map(line))
        .hint(hint)
}
