//! `edit`: fields of a person by flags, or the file itself in the user's own editor.

mod by_hand;
mod editor;

pub use crate::commands::edit::by_hand::run as open;

use crate::commands::args::Writing;
use crate::commands::errors::{Result, refused, usage_error};
use crate::commands::fields::{FieldFlags, checked_name};
use crate::commands::find::{find_person, not_one_of};
use crate::commands::session::Session;
use crate::commands::transaction::{self, PlannedChange, Reply};
use crate::model::change::{Change, Field, FieldValue};
use crate::model::person::Person;
use crate::screens::edit_summary::field_changes;
use crate::text::sanitize;

/// Change a person's fields, or open the file in your editor
///
/// With fields, those are changed; a list flag replaces the whole list. Without any,
/// $VISUAL or $EDITOR opens a private copy of the file, at that person. The copy is read
/// strictly before it counts, and what others wrote meanwhile is never overwritten.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies edit sara --dept HR --boss \"Dana Whitfield\"
  allies edit sara --helps vpn,laptops --unset every
  allies edit sara
  EDITOR=\"code --wait\" allies edit")]
pub struct Args {
    /// A handle, or any part of a name that fits one person
    who: Option<String>,
    #[command(flatten)]
    fields: FieldFlags,
    /// Their full name; the handle stays
    #[arg(long, value_name = "NAME", help_heading = "Fields")]
    name: Option<String>,
    /// Take a field out: boss, every, known, …; may be repeated
    #[arg(
        long,
        value_name = "FIELD",
        value_delimiter = ',',
        help_heading = "Fields"
    )]
    unset: Vec<String>,
    #[command(flatten)]
    writing: Writing,
}

/// Changes the fields, or opens the file.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let set = fields_to_set(args)?;
    let unset = args.unset.iter().map(|word| field_to_unset(word));
    let unset = unset.collect::<Result<Vec<_>>>()?;
    let introduced = args.fields.typed(Field::IntroducedBy);
    let introduced = introduced.map(|_| Field::IntroducedBy);
    let given = set.iter().map(|(field, _)| *field).chain(introduced);
    let given: Vec<Field> = given.collect();
    if let Some(both) = unset.iter().find(|field| given.contains(field)) {
        return Err(
            usage_error(format!("`{}` is to be set and to be taken out", both.key()))
                .hint("leave one of the two out"),
        );
    }
    match &args.who {
        who if given.is_empty() && unset.is_empty() => open(who.as_deref(), args.writing, session),
        Some(who) => transaction::save(session, args.writing, |book| {
            let person = find_person(who, book, session.today)?;
            let mut set = set.clone();
            if let Some(introducer) = args.fields.introducer(book, session.today)? {
                if introducer == person.handle {
                    return Err(refused("nobody introduces themselves")
                        .hint("name someone else with --introduced-by"));
                }
                set.push((Field::IntroducedBy, introducer.into()));
            }
            Ok(plan(set, &unset, person))
        }),
        None => Err(usage_error("these are fields of nobody: who is meant?")
            .hint("allies edit WHO and then the fields")),
    }
}

/// The fields that were given and their values, without the introducer, which needs a book.
fn fields_to_set(args: &Args) -> Result<Vec<(Field, FieldValue<'static>)>> {
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
    for (field, value) in args.fields.given()? {
        let Some(value) = value else {
            let flag = field.flag().map_or(field.key(), |flag| flag.name);
            return Err(usage_error(format!("--{flag} is empty"))
                .hint(format!("to take it out: --unset {}", field.key())));
        };
        set.push((field, value));
    }
    Ok(set)
}

/// The field by its key in the file or its flag.
fn field_to_unset(word: &str) -> Result<Field> {
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

/// Sets and unsets those fields. What makes no difference is no change.
fn plan(set: Vec<(Field, FieldValue<'static>)>, unset: &[Field], person: &Person) -> PlannedChange {
    let handle = &person.handle;
    let set = set.into_iter().map(|(field, value)| (field, Some(value)));
    let unset = unset.iter().map(|field| (*field, None));
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
        Reply::standings(&[handle], field_changes(person, &after).join(", "))
    };
    PlannedChange::new(changes, what, reply)
}
