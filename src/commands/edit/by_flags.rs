//! Fields changed by flags: all of them one change.

use crate::commands::args::{Writing, find_person};
use crate::commands::edit::Args;
use crate::commands::errors::{Result, not_one_of, refused, usage_error};
use crate::commands::fields::{FieldFlags, Given, checked_name};
use crate::commands::session::Session;
use crate::commands::transaction::{self, PlannedChange, Reply};
use crate::model::change::{Change, Field, FieldValue};
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
    let flags = &args.fields;
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
    for Given { field, value } in flags.given()? {
        let Some(value) = value else {
            let flag = field.flag().map_or(field.key(), |flag| flag.name);
            return Err(usage_error(format!("--{flag} is empty"))
                .hint(format!("to take it out: --unset {}", field.key())));
        };
        set.push((field, value));
    }
    let unset = args.unset.iter().map(|word| field(word));
    let unset = unset.collect::<Result<Vec<_>>>()?;
    let is_introduced = flags.typed(Field::IntroducedBy).is_some();
    let introduced = is_introduced.then_some(Field::IntroducedBy);
    let mut given = set.iter().map(|(field, _)| *field).chain(introduced);
    if let Some(both) = unset
        .iter()
        .find(|field| given.clone().any(|of| of == **field))
    {
        return Err(
            usage_error(format!("`{}` is to be set and to be taken out", both.key()))
                .hint("leave one of the two out"),
        );
    }
    let is_nothing = given.next().is_none() && unset.is_empty();
    Ok((!is_nothing).then_some(Wanted { set, unset, flags }))
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

/// Changes the fields and says what changed. What makes no difference is no change.
pub fn run(who: &str, wanted: &Wanted, writing: Writing, session: &Session) -> Result<()> {
    transaction::save(session, writing, |book| {
        let person = find_person(who, book, session.today)?;
        let handle = &person.handle;
        let mut set = wanted.set.clone();
        if let Some(introducer) = wanted.flags.introducer(book, session.today)? {
            if introducer == *handle {
                return Err(refused("nobody introduces themselves")
                    .hint("name somebody else with --introduced-by"));
            }
            set.push((Field::IntroducedBy, introducer.into()));
        }
        let set = set.into_iter().map(|(field, value)| (field, Some(value)));
        let unset = wanted.unset.iter().map(|field| (*field, None));
        let (mut after, mut changes) = (person.clone(), Vec::new());
        for (field, value) in set.chain(unset) {
            let before = after.clone();
            let change = if let Some(value) = value {
                after.set(field, value.clone());
                Change::set(handle, field, value)
            } else {
                after.unset(field);
                Change::unset(handle, field)
            };
            if after != before {
                changes.push(change);
            }
        }
        let what = format!("edit {handle}");
        let reply = if changes.is_empty() {
            format!("{}: nothing to change.\n", sanitize::line(&person.name)).into()
        } else {
            let done = field_changes(person, &after).join(", ");
            Reply::standings(&[handle], done)
        };
        Ok(PlannedChange::new(changes, what, reply))
    })
}
