//! `add`: a person, right after meeting them.

use crate::commands::args::{Writing, past_day};
use crate::commands::errors::{CliError, Result, refused, usage_error};
use crate::commands::fields::{FieldFlags, checked_name};
use crate::commands::question;
use crate::commands::session::Session;
use crate::commands::transaction::{self, PlannedChange, Reply};
use crate::commands::words::level;
use crate::model::book::Book;
use crate::model::change::Change;
use crate::model::custom_fields::Text;
use crate::model::field::Field;
use crate::model::handle::{handle_for, is_plain_handle};
use crate::model::interaction::{Interaction, Kind};
use crate::model::person::Person;
use crate::screens::words::echoed_day;
use crate::text::fold::fold;
use crate::text::sanitize;

/// Add a person, right after meeting them
///
/// In a terminal, without a name, it asks for the rest: Enter skips a question.
#[derive(Debug, Clone, clap::Args)]
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
    let mut args = args.clone();
    if args.name.is_empty() {
        ask(&mut args, session)?;
    }
    let name = args.name.join(" ").trim().to_owned();
    checked_name(&name)?;
    let mut person = Person {
        added: Some(session.today),
        log: first_rows(&args, session)?,
        ..Person::new(String::new(), name)
    };
    for (field, value) in args.fields.given()? {
        if let Some(value) = value {
            person.set(field, value);
        }
    }
    transaction::save(session, args.writing, |book| {
        let mut person = person.clone();
        person.handle = free_handle(&args, &person.name, book)?.into();
        let introducer = args.fields.introducer(book, session.today)?;
        person.introduced_by = introducer.map(Text::Owned);
        // After a dry run `undo` would take back something else.
        let warning = duplicate_warning(&person, book).filter(|_| !args.writing.dry_run);
        let handle = person.handle.to_string();
        let met = person.log.first();
        let met = met.map(|row| format!(", {} on {}", row.kind.word(), echoed_day(row.on)));
        let done = format!("added as `{handle}`{}", met.unwrap_or_default());
        let reply = Reply::standings(&[&handle], done);
        let changes = vec![Change::Add(Box::new(person))];
        Ok(PlannedChange::new(changes, format!("add {handle}"), reply).with_warning(warning))
    })
}

/// How you met, as the first rows of the log.
fn first_rows(args: &Args, session: &Session) -> Result<Vec<Interaction<'static>>> {
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
    let rows = met.into_iter().filter_map(|(kind, note)| {
        let note = note.clone()?;
        Some(Interaction::new(on, kind, note))
    });
    Ok(rows.collect())
}

/// The handle that was given, else one made from the name; nobody in the book has it.
fn free_handle(args: &Args, name: &str, book: &Book) -> Result<String> {
    let is_taken = |handle: &str| book.person(handle).is_some();
    let Some(handle) = &args.handle else {
        return Ok(handle_for(name, &is_taken));
    };
    if !is_plain_handle(handle) {
        let free = handle_for(handle, &is_taken);
        return Err(usage_error(format!(
            "`{handle}` is no handle: lower case letters a to z, digits and hyphens"
        ))
        .hint(format!("as in: --handle {free}")));
    }
    if is_taken(handle) {
        let free = handle_for(name, &is_taken);
        return Err(refused(format!("the handle `{handle}` is taken"))
            .hint(format!("free: --handle {free}")));
    }
    Ok(handle.clone())
}

/// Warns of a person with that name or mail address. Two people may share it, so it is no error.
fn duplicate_warning(person: &Person, book: &Book) -> Option<String> {
    let name = fold(&person.name);
    let is_own = |mail: &Text| {
        person
            .email
            .iter()
            .any(|own| mail.eq_ignore_ascii_case(own))
    };
    let twin = book
        .people
        .iter()
        .find(|other| fold(&other.name) == name || other.email.iter().any(is_own))?;
    Some(format!(
        "`{}` may be the same person: {}. If so: allies undo",
        sanitize::line(&twin.handle),
        sanitize::line(&twin.name)
    ))
}

/// Asks for the name and for what no flag gave: one line each, and Enter skips.
fn ask(args: &mut Args, session: &Session) -> Result<()> {
    if !session.can_ask {
        return Err(usage_error("a person needs a name")
            .hint("allies add \"Sara Ortiz\"; in a terminal `allies add` asks for everything"));
    }
    let book = transaction::read(session)?;
    let name = question::ask(session, "Name:")?;
    if name.is_empty() {
        return Err(CliError::cancelled());
    }
    args.name = vec![name];
    let questions = [
        (Field::Dept, &*department_question(book, session)),
        (Field::Role, "Role:"),
        (Field::Level, "Seen from you (up, peer, down, outside):"),
        (Field::Helps, "What to call them for, with commas:"),
        (Field::Cares, "What matters to them, with commas:"),
    ];
    for (field, question) in questions {
        if args.fields.typed(field).is_none() {
            let words = ask_field(field, question, session)?;
            args.fields.add(field, words);
        }
    }
    if args.met.is_none() && args.called.is_none() && args.wrote.is_none() {
        let met = question::ask(session, "Where you met (if you did, face to face):")?;
        args.met = Some(met).filter(|met| !met.is_empty());
    }
    Ok(())
}

/// The answer as the words of a flag. Asks again for a level until it is one, or empty.
fn ask_field(field: Field, question: &str, session: &Session) -> Result<Vec<String>> {
    loop {
        let answer = question::ask(session, question)?;
        if field == Field::Level
            && !answer.is_empty()
            && let Err(error) = level(&answer)
        {
            session.warn(&error.to_string());
            continue;
        }
        let is_list = matches!(field, Field::Helps | Field::Cares);
        let words = answer.splitn(if is_list { usize::MAX } else { 1 }, ',');
        let words = words.map(str::trim).filter(|word| !word.is_empty());
        return Ok(words.map(str::to_owned).collect());
    }
}

/// The question for the department. It names those without a warm ally.
fn department_question(book: &Book, session: &Session) -> String {
    let warm: Vec<&str> = book
        .assess(session.today)
        .filter(|assessment| assessment.standing.is_warm())
        .filter_map(|assessment| assessment.person.dept.as_deref())
        .collect();
    let wanted = book.settings.departments.iter();
    let wanted = wanted.filter(|dept| !warm.contains(&dept.as_str()));
    let wanted: Vec<_> = wanted.map(|dept| sanitize::line(dept)).collect();
    if wanted.is_empty() {
        return "Department:".to_owned();
    }
    format!("Department (without an ally yet: {}):", wanted.join(", "))
}
