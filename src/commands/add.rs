//! `add`: a person, right after meeting them.

mod interview;

use crate::commands::args::{Writing, past_day};
use crate::commands::errors::{Result, refused, usage_error};
use crate::commands::fields::{FieldFlags, Given, checked_name};
use crate::commands::session::Session;
use crate::commands::transaction;
use crate::commands::transaction::{PlannedChange, Reply, Saving};
use crate::model::book::Book;
use crate::model::change::Change;
use crate::model::custom_fields::Text;
use crate::model::handle::{handle_for, is_plain_handle};
use crate::model::interaction::{Interaction, Kind};
use crate::model::person::Person;
use crate::screens::words::echoed_day;
use crate::text::fold::fold;
use crate::text::sanitize;

/// Add a person, right after meeting them
///
/// In a terminal, without a name, it asks for the rest: Enter skips a question.
#[derive(Debug, Default, clap::Args)]
#[command(after_help = "Examples:
  allies add \"Sara Ortiz\" --dept IT --helps vpn,laptops --met \"by the coffee machine\"
  allies add Omar Khan --level up --every 6w --wrote --on yesterday
  allies add")]
pub struct Args {
    /// Their full name
    #[arg(value_name = "NAME")]
    name: Vec<String>,
    #[command(flatten)]
    fields: FieldFlags,
    /// What you type to name them [default: the first name, if free]
    #[arg(long, value_name = "HANDLE")]
    handle: Option<String>,
    /// You met face to face
    #[arg(long, value_name = "NOTE", num_args = 0..=1, default_missing_value = "")]
    met: Option<String>,
    /// You talked by voice or video
    #[arg(long, value_name = "NOTE", num_args = 0..=1, default_missing_value = "")]
    called: Option<String>,
    /// You wrote to each other
    #[arg(long, value_name = "NOTE", num_args = 0..=1, default_missing_value = "")]
    wrote: Option<String>,
    /// The day of that: 2026-11-20, yesterday, friday, 3d
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

/// Adds the person.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let asked;
    let args = if args.name.is_empty() {
        asked = interview::ask(args, session)?;
        &asked
    } else {
        args
    };
    let name = args.name.join(" ").trim().to_owned();
    checked_name(&name)?;
    let person = person(args, name, session)?;
    let saving = Saving::from(args.writing);
    let twin = transaction::save(session, saving, |book| {
        let person = placed(args, person.clone(), book, session)?;
        let twin = twin_of(&person, book);
        let handle = person.handle.to_string();
        let done = done(&person);
        let changes = vec![Change::Add(Box::new(person))];
        let reply = Reply::standings(book, &[&handle], done, session.today);
        Ok(PlannedChange::new(changes, format!("add {handle}"), reply).with(twin))
    })?;
    // A dry run changed nothing, and `undo` would take back something else.
    if let Some(twin) = twin.filter(|_| !args.writing.dry_run) {
        session.warn(&twin);
    }
    Ok(())
}

/// The person as far as no book is needed for it.
fn person(args: &Args, name: String, session: &Session) -> Result<Person<'static>> {
    let mut person = Person {
        added: Some(session.today),
        log: rows(args, session)?,
        ..Person::new(String::new(), name)
    };
    for Given { field, value } in args.fields.given()? {
        if let Some(value) = value {
            person.set(field, value);
        }
    }
    Ok(person)
}

/// How they met, as first rows.
fn rows(args: &Args, session: &Session) -> Result<Vec<Interaction<'static>>> {
    let met = [
        (Kind::Met, &args.met),
        (Kind::Called, &args.called),
        (Kind::Wrote, &args.wrote),
    ];
    if args.on.is_some() && met.iter().all(|(_, note)| note.is_none()) {
        return Err(usage_error(
            "--on tells when you met, so it goes with --met, --called or --wrote",
        )
        .hint("allies add \"Sara Ortiz\" --met --on yesterday"));
    }
    let on = past_day(args.on.as_deref(), session.today)?;
    let row = |(kind, note): (Kind, &Option<String>)| {
        note.clone().map(|note| Interaction::new(on, kind, note))
    };
    Ok(met.into_iter().filter_map(row).collect())
}

/// The person with a handle that is free in this book, and with their introducer's.
fn placed(
    args: &Args,
    mut person: Person<'static>,
    book: &Book,
    session: &Session,
) -> Result<Person<'static>> {
    let is_taken = |handle: &str| book.person(handle).is_some();
    person.handle = match &args.handle {
        None => handle_for(&person.name, &is_taken).into(),
        Some(handle) if !is_plain_handle(handle) => {
            let free = handle_for(handle, &is_taken);
            return Err(usage_error(format!(
                "`{handle}` is no handle: lower case letters a to z, digits and hyphens"
            ))
            .hint(format!("as in: --handle {free}")));
        }
        Some(handle) if is_taken(handle) => {
            let free = handle_for(&person.name, &is_taken);
            return Err(refused(format!("the handle `{handle}` is taken"))
                .hint(format!("free: --handle {free}")));
        }
        Some(handle) => handle.clone().into(),
    };
    let introducer = args.fields.introducer(book, session.today)?;
    person.introduced_by = introducer.map(Text::Owned);
    Ok(person)
}

/// Who already has that name or mail address: told, not refused, for two people may.
fn twin_of(person: &Person, book: &Book) -> Option<String> {
    let name = fold(&person.name);
    let shares_mail = |other: &&Person| {
        let same = |one: &Text, two: &Text| one.eq_ignore_ascii_case(two);
        other
            .email
            .iter()
            .any(|mail| person.email.iter().any(|own| same(mail, own)))
    };
    let twin = book
        .people
        .iter()
        .find(|other| fold(&other.name) == name || shares_mail(other))?;
    Some(format!(
        "`{}` may be the same person: {}. If so: allies undo",
        sanitize::line(&twin.handle),
        sanitize::line(&twin.name)
    ))
}

fn done(person: &Person) -> String {
    let handle = &person.handle;
    match person.log.first() {
        Some(row) => format!(
            "added as `{handle}`, {} on {}",
            row.kind.word(),
            echoed_day(row.on)
        ),
        None => format!("added as `{handle}`"),
    }
}
