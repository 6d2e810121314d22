//! Fields changed by flags: all of them one change.

use crate::commands::args::find_person;
use crate::commands::edit::Args;
use crate::commands::errors::{Result, not_one_of, refused, usage_error};
use crate::commands::fields::{FieldFlags, Given, checked_name};
use crate::commands::session::Session;
use crate::commands::transaction;
use crate::commands::transaction::{PlannedChange, Reply, Saving};
use crate::model::book::Book;
use crate::model::change::{Change, Field, FieldValue};
use crate::model::person::Person;
use crate::screens::edit_summary::field_changes;
use crate::text::sanitize;

/// What the flags want, as far as no book is needed for it.
#[derive(Debug)]
pub struct Wanted<'a> {
    set: Vec<(Field, FieldValue<'static>)>,
    unset: Vec<Field>,
    flags: &'a FieldFlags,
}

/// What the flags want; nothing where there are none.
pub fn wanted(args: &Args) -> Result<Option<Wanted<'_>>> {
    let mut set = Vec::new();
    if let Some(name) = &args.name {
        let name = name.trim();
        if name.is_empty() {
            return Err(usage_error("--name is empty")
                .hint("a person keeps a name, as in: --name \"Sara Ortiz\""));
        }
        checked_name(name)?;
        set.push((Field::Name, name.to_owned().into()));
    }
    for Given { field, value } in args.fields.given()? {
        let Some(value) = value else {
            let flag = field.flag().map_or(field.key(), |flag| flag.name);
            return Err(usage_error(format!("--{flag} is empty"))
                .hint(format!("to take it out: --unset {}", field.key())));
        };
        set.push((field, value));
    }
    let unset = args
        .unset
        .iter()
        .map(|word| field(word))
        .collect::<Result<Vec<_>>>()?;
    let is_introduced = args.fields.typed(Field::IntroducedBy).is_some();
    let is_set = |field: Field| {
        set.iter().any(|(of, _)| *of == field) || (field == Field::IntroducedBy && is_introduced)
    };
    if let Some(both) = unset.iter().find(|field| is_set(**field)) {
        return Err(
            usage_error(format!("`{}` is to be set and to be taken out", both.key()))
                .hint("leave one of the two out"),
        );
    }
    let is_nothing = set.is_empty() && unset.is_empty() && !is_introduced;
    Ok((!is_nothing).then_some(Wanted {
        set,
        unset,
        flags: &args.fields,
    }))
}

/// The field of that word: its key in the file, or its flag.
fn field(word: &str) -> Result<Field> {
    let key = word.trim().to_lowercase().replace('-', "_");
    let key = if key == "tag" { "tags" } else { &key };
    match Field::from_key(key) {
        Some(Field::Name) => Err(usage_error(
            "a person needs a name: it can be changed, but not taken out",
        )
        .hint("as in: --name \"Sara Ortiz\"")),
        Some(field) => Ok(field),
        None if ["log", "promises"].contains(&key) => Err(usage_error(format!(
            "`{key}` is a list of rows, not a field"
        ))
        .hint("take rows out in your editor: allies edit WHO")),
        None => Err(not_one_of("field", word, &Field::ALL.map(Field::key))),
    }
}

/// Changes the fields and says what changed.
pub fn run(who: &str, wanted: &Wanted, saving: Saving, session: &Session) -> Result<()> {
    transaction::save(session, saving, |book| {
        let person = find_person(who, book, session.today)?;
        let (changes, after) = changes(person, wanted, book, session)?;
        let what = format!("edit {}", person.handle);
        if changes.is_empty() {
            let name = sanitize::line(&person.name);
            let reply = format!("{name}: nothing to change.\n");
            return Ok(PlannedChange::new(changes, what, reply));
        }
        let done = field_changes(person, &after).join(", ");
        let reply = Reply::standings(book, &[&person.handle], done, session.today);
        Ok(PlannedChange::new(changes, what, reply))
    })
}

/// The changes that make a difference, and the person after them.
fn changes<'b>(
    person: &Person<'b>,
    wanted: &Wanted,
    book: &Book,
    session: &Session,
) -> Result<(Vec<Change>, Person<'b>)> {
    let mut set = wanted.set.clone();
    if let Some(handle) = wanted.flags.introducer(book, session.today)? {
        if handle == person.handle {
            return Err(refused("nobody introduces themselves")
                .hint("name somebody else with --introduced-by"));
        }
        set.push((Field::IntroducedBy, handle.into()));
    }
    let mut after = person.clone();
    let mut changes = Vec::new();
    for (field, value) in set {
        let before = after.clone();
        after.set(field, value.clone());
        if after != before {
            changes.push(Change::set(&person.handle, field, value));
        }
    }
    for &field in &wanted.unset {
        let before = after.clone();
        after.unset(field);
        if after != before {
            changes.push(Change::unset(&person.handle, field));
        }
    }
    Ok((changes, after))
}
