//! `snooze`: hides a person from `due` until a day.

use chrono::NaiveDate;

use crate::commands::args::{Writing, coming_day};
use crate::commands::errors::{Result, refused};
use crate::commands::find::find_person;
use crate::commands::session::Session;
use crate::commands::transaction::{self, PlannedChange};
use crate::core::rules::{ActiveGoals, reasons};
use crate::model::book::Book;
use crate::model::change::{Change, Field};
use crate::model::person::{Person, Snooze};
use crate::screens::phrase;
use crate::screens::words::{as_argument, count_days, day, echoed_day, list};
use crate::text::sanitize;
use crate::text::wrap::wrap;

/// Hide someone from `due` until a day
///
/// It hides what is due for reasons known today. Promises are never hidden, and anything newer
/// breaks through. On the day itself all comes back; no score changes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies snooze dana 2w
  allies snooze dana next monday
  allies snooze dana --off")]
pub struct Args {
    /// A handle, or any part of a name that fits one person
    who: String,
    /// The day on which all comes back: friday, 2w, 2026-12-01
    #[arg(
        value_name = "UNTIL",
        required_unless_present = "off",
        conflicts_with = "off"
    )]
    until: Vec<String>,
    /// No longer be quiet about them
    #[arg(long)]
    off: bool,
    #[command(flatten)]
    writing: Writing,
}

/// Saves the snooze.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let end = (!args.off).then(|| end_day(&args.until.join(" "), session));
    let end = end.transpose()?;
    transaction::save(session, args.writing, |book| {
        let person = find_person(&args.who, book, session.today)?;
        Ok(match end {
            Some(end) => plan(end, person, book, session),
            None => off(person, book, session),
        })
    })
}

/// The day that was typed. It must be after today: a snooze that ends today hides nothing.
pub fn end_day(text: &str, session: &Session) -> Result<NaiveDate> {
    let day = coming_day("UNTIL", text, session.today)?;
    if day > session.today {
        return Ok(day);
    }
    let day = echoed_day(day);
    Err(
        refused(format!("a snooze ends after today, and {day} does not"))
            .hint("name a day to come, as in: allies snooze WHO 2w"),
    )
}

/// Snoozes from today until that day, and says what that hides.
pub fn plan(until: NaiveDate, person: &Person, book: &Book, session: &Session) -> PlannedChange {
    let (handle, today) = (&person.handle, session.today);
    let snooze = Snooze { from: today, until };
    let mut snoozed = person.clone();
    snoozed.snooze = Some(snooze);
    let (hidden, open) = reasons_before(until, &snoozed, book, today);
    let (name, day) = (sanitize::line(&person.name), echoed_day(until));
    let left = count_days((until - today).num_days());
    let mut reply = format!("{name}: quiet until {day}, in {left}. ");
    reply += &match hidden.as_slice() {
        [] => "Nothing would have been due until then.\n".to_owned(),
        hidden => format!("Hidden until then: {}.\n", list(hidden)),
    };
    if !open.is_empty() {
        reply += &format!("Still in the list: {}.\n", list(&open));
    }
    reply += &format!(
        "Promises and anything newer break through.\nTake it off: allies snooze {} --off\n",
        as_argument(handle)
    );
    let change = Change::set(handle, Field::Snooze, snooze);
    let what = format!("snooze {handle}");
    PlannedChange::new(vec![change], what, wrapped(&reply, session))
}

/// Ends the snooze, and says what comes back.
fn off(person: &Person, book: &Book, session: &Session) -> PlannedChange {
    let (handle, name) = (&person.handle, sanitize::line(&person.name));
    let what = format!("snooze {handle} --off");
    let Some(snooze) = person.snooze else {
        let reply = format!("{name}: nothing to change, not snoozed.\n");
        return PlannedChange::new(Vec::new(), what, wrapped(&reply, session));
    };
    let (back, _) = reasons_before(snooze.until, person, book, session.today);
    let reply = if back.is_empty() {
        format!("{name}: no longer snoozed. The snooze hid nothing that is due.\n")
    } else {
        let (back, handle) = (list(&back), as_argument(handle));
        format!(
            "{name}: no longer snoozed. Back in the list: {back}.\nNext: allies show {handle}\n"
        )
    };
    let change = Change::unset(handle, Field::Snooze);
    PlannedChange::new(vec![change], what, wrapped(&reply, session))
}

fn wrapped(text: &str, session: &Session) -> String {
    let wrap = |line| wrap(line, session.out.width, "");
    text.lines().map(wrap).collect()
}

/// The reasons due before that day: those that a snooze hides, and the others.
fn reasons_before(
    until: NaiveDate,
    person: &Person,
    book: &Book,
    today: NaiveDate,
) -> (Vec<String>, Vec<String>) {
    let (mut hidden, mut open) = (Vec::new(), Vec::new());
    for reason in reasons(
        person,
        &book.settings,
        &ActiveGoals::new(book, today),
        today,
    ) {
        if reason.due >= until {
            continue;
        }
        let due = match (today - reason.due).num_days() {
            0 => "due today".to_owned(),
            late @ 1.. => format!("{late} d late"),
            _ => format!("due {}", day(reason.due, today)),
        };
        let is_hidden = reason.is_hidden(person, today);
        let list = if is_hidden { &mut hidden } else { &mut open };
        list.push(format!("{} ({due})", phrase::short_reason(&reason)));
    }
    (hidden, open)
}
