//! `snooze`: quiet about somebody until a day.

use chrono::NaiveDate;

use crate::commands::args::{Writing, coming_day, find_person};
use crate::commands::errors::{Result, refused};
use crate::commands::session::Session;
use crate::commands::transaction;
use crate::commands::transaction::{PlannedChange, Saving};
use crate::core::rules::{ActiveGoals, reasons};
use crate::model::book::Book;
use crate::model::change::{Change, Field};
use crate::model::person::{Person, Snooze};
use crate::screens::phrase;
use crate::screens::words::{count_days, day, echoed_day, list};
use crate::text::sanitize;
use crate::text::wrap::wrap;

/// Be quiet about somebody until a day
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

/// Saves it.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let until = if args.off {
        None
    } else {
        Some(until(&args.until.join(" "), session)?)
    };
    let saving = Saving::from(args.writing);
    transaction::save(session, saving, |book| {
        let person = find_person(&args.who, book, session.today)?;
        Ok(match until {
            Some(until) => quiet(book, person, until, session),
            None => off(book, person, session),
        })
    })
}

/// The day that was typed, which must be to come: a snooze that ends today hides nothing.
pub fn until(text: &str, session: &Session) -> Result<NaiveDate> {
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

/// Quiet from today until that day, and what that hides.
pub fn quiet(book: &Book, person: &Person, until: NaiveDate, session: &Session) -> PlannedChange {
    let today = session.today;
    let snooze = Snooze { from: today, until };
    let mut snoozed = person.clone();
    snoozed.snooze = Some(snooze);
    let (hidden, open) = sorted(book, &snoozed, until, today);
    let handle = person.handle.to_string();
    let name = sanitize::line(&person.name);
    let mut told = format!(
        "{name}: quiet until {}, in {}. {}\n",
        echoed_day(until),
        count_days((until - today).num_days()),
        if hidden.is_empty() {
            "Nothing would have been due until then.".to_owned()
        } else {
            format!("Hidden until then: {}.", list(&hidden))
        }
    );
    if !open.is_empty() {
        told += &format!("Still in the list: {}.\n", list(&open));
    }
    told += &format!(
        "Promises and anything newer break through.\nTake it off: allies snooze {} --off\n",
        crate::screens::words::typed(&handle)
    );
    let what = format!("snooze {handle}");
    let changes = vec![Change::set(&handle, Field::Snooze, snooze)];
    PlannedChange::new(changes, what, wrapped(&told, session))
}

fn wrapped(told: &str, session: &Session) -> String {
    told.lines()
        .map(|line| wrap(line, session.out.width, ""))
        .collect()
}

/// The reasons that would be listed before that day: those that a snooze hides, and the others.
fn sorted(
    book: &Book,
    person: &Person,
    until: NaiveDate,
    today: NaiveDate,
) -> (Vec<String>, Vec<String>) {
    let goals = ActiveGoals::of(book, today);
    let (mut hidden, mut open) = (Vec::new(), Vec::new());
    for reason in reasons(person, &book.settings, &goals, today) {
        if reason.due >= until {
            continue;
        }
        let told = format!(
            "{} ({})",
            phrase::reason_in_short(&reason),
            due(reason.due, today)
        );
        if reason.is_hidden(person, today) {
            hidden.push(told);
        } else {
            open.push(told);
        }
    }
    (hidden, open)
}

fn due(due: NaiveDate, today: NaiveDate) -> String {
    match (today - due).num_days() {
        0 => "due today".to_owned(),
        late @ 1.. => format!("{late} d late"),
        _ => format!("due {}", day(due, today)),
    }
}

/// No longer quiet, and what comes back.
fn off(book: &Book, person: &Person, session: &Session) -> PlannedChange {
    let today = session.today;
    let handle = person.handle.to_string();
    let name = sanitize::line(&person.name);
    let what = format!("snooze {handle} --off");
    let Some(snooze) = person.snooze else {
        let told = format!("{name}: nothing to change, not snoozed.\n");
        return PlannedChange::new(Vec::new(), what, wrapped(&told, session));
    };
    let (back, _) = sorted(book, person, snooze.until, today);
    let told = if back.is_empty() {
        format!("{name}: no longer snoozed. The snooze hid nothing that is due.\n")
    } else {
        format!(
            "{name}: no longer snoozed. Back in the list: {}.\nNext: allies show {}\n",
            list(&back),
            crate::screens::words::typed(&handle)
        )
    };
    let changes = vec![Change::unset(&handle, Field::Snooze)];
    PlannedChange::new(changes, what, wrapped(&told, session))
}
