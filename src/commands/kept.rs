//! `kept`: a promise that was kept.

use chrono::NaiveDate;

use crate::commands::args::{Writing, find_person};
use crate::commands::errors::{CliError, Result, refused};
use crate::commands::session::Session;
use crate::commands::transaction;
use crate::commands::transaction::{PlannedChange, Reply, Saving};
use crate::model::book::Book;
use crate::model::change::Change;
use crate::model::handle::typed;
use crate::model::person::{Person, Promise};
use crate::screens::phrase::deed;
use crate::screens::words::{count, day, echoed_day, first_name};
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

/// Saves it.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let which = args.which.join(" ");
    let saving = Saving::from(args.writing);
    transaction::save(session, saving, |book| {
        let person = find_person(&args.who, book, session.today)?;
        let index = meant(person, which.trim(), session)?;
        Ok(step(person, index, book, session))
    })
}

/// Keeping that promise, and what to say of it.
pub fn step(person: &Person, index: usize, book: &Book, session: &Session) -> PlannedChange {
    let handle = person.handle.to_string();
    let on = session.today;
    let what = person.promises.get(index).map(|promise| &promise.what);
    let what = what.map_or_else(String::new, |what| deed(what));
    let changes = vec![Change::Keep {
        handle: handle.clone(),
        index,
        on,
    }];
    let done = format!("promise kept on {}: {what}", echoed_day(on));
    let mut reply = Reply::standings(book, &[&handle], done, on);
    // A promise kept moves no score by itself: only what was done does.
    let name = sanitize::line(first_name(&person.name)).into_owned();
    let shown = crate::screens::words::typed(&handle);
    if let Reply::Standings { hint, .. } = &mut reply {
        *hint = format!("If that helped {name}, log it too: allies log {shown} gave \"…\"\n");
    }
    PlannedChange::new(changes, format!("kept {handle}"), reply)
}

/// The place among all their promises of the one that is meant.
fn meant(person: &Person, which: &str, session: &Session) -> Result<usize> {
    let today = session.today;
    let all = || person.promises.iter().enumerate();
    let open = || all().filter(|(_, promise)| promise.is_open(today));
    if let Ok(number) = which.parse::<usize>()
        && let Some(index) = number.checked_sub(1)
        && let Some(promise) = person.promises.get(index)
    {
        return if promise.is_open(today) {
            Ok(index)
        } else {
            Err(kept_already(person, promise, today))
        };
    }
    let part = fold(which);
    let fits = |promise: &Promise| fold(&promise.what).contains(&part);
    let fitting: Vec<usize> = open()
        .filter(|(_, promise)| fits(promise))
        .map(|(index, _)| index)
        .collect();
    match fitting.as_slice() {
        [index] => Ok(*index),
        [] => Err(none_fits(person, which, &part, session)),
        _ => {
            let fitting = open().filter(|(_, promise)| fits(promise)).collect();
            Err(choice(person, which, true, fitting, session))
        }
    }
}

/// No open promise fits: there is none, or it was kept, or it is another one.
fn none_fits(person: &Person, which: &str, part: &str, session: &Session) -> CliError {
    let today = session.today;
    let kept = person
        .promises
        .iter()
        .filter(|promise| !promise.is_open(today));
    let same = kept.filter(|promise| fold(&promise.what).contains(part));
    let latest = same.max_by_key(|promise| promise.kept);
    let has_open = person.promises.iter().any(|promise| promise.is_open(today));
    match latest {
        Some(promise) if !which.is_empty() || !has_open => kept_already(person, promise, today),
        Some(_) | None if has_open => {
            let open = person.promises.iter().enumerate();
            let open = open.filter(|(_, promise)| promise.is_open(today));
            choice(person, which, false, open.collect(), session)
        }
        Some(_) | None => {
            let handle = typed(&person.handle);
            refused(format!("there is no open promise to {}", person.name))
                .hint(format!("allies promise {handle} \"what\" --by DATE"))
        }
    }
}

fn kept_already(person: &Person, promise: &Promise, today: NaiveDate) -> CliError {
    let on = day(promise.kept.unwrap_or(today), today);
    let handle = typed(&person.handle);
    refused(format!(
        "that promise to {} was kept on {on} already",
        person.name
    ))
    .hint(format!("see what is open: allies show {handle}"))
}

/// Promises to choose from. Their words are notes: shown in a terminal, never in a log file.
fn choice(
    person: &Person,
    which: &str,
    fits: bool,
    mut promises: Vec<(usize, &Promise)>,
    session: &Session,
) -> CliError {
    promises.sort_by_key(|(index, promise)| (promise.by, *index));
    let (name, handle) = (&person.name, typed(&person.handle));
    let several = count(promises.len(), "open promise", "open promises");
    let message = match (fits, which) {
        (true, "") => format!("{several} to {name}"),
        (true, which) => format!("`{which}` fits {several} to {name}"),
        (false, which) => format!("no promise to {name} fits `{which}`"),
    };
    let first = promises.first().map_or(1, |(index, _)| index + 1);
    let mut hint = format!("allies kept {handle} {first}");
    if !session.shows_places && !promises.is_empty() {
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
