//! Plans an import as changes to a book: new people are added, known ones gain what they lack and
//! lose nothing. Importing the same again changes nothing.

#[cfg(test)]
mod books;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::formats::contacts::LeftOut;
use crate::formats::format::ImportContent;
use crate::formats::import::compare::{entry_key, lacking_entries};
use crate::formats::import::dedupe::{Incoming, join_by_email};
use crate::formats::import::goals;
use crate::formats::import::newcomers::Newcomers;
use crate::formats::import::outcome::{ImportOptions, ImportPlan};
use crate::model::book::Book;
use crate::model::change::Change;
use crate::model::custom_fields::Text;
use crate::model::field::Field;
use crate::model::person::Person;

/// Plans the import of all files at once. Fails with the broken entries, each with the index of
/// its file, if there are any and [`ImportOptions::skip_broken`] is not set.
pub fn plan(
    book: &Book<'_>,
    files: Vec<ImportContent>,
    options: &ImportOptions,
    today: NaiveDate,
) -> Result<ImportPlan, Vec<(usize, LeftOut)>> {
    let mut plan = ImportPlan::default();
    let mut incoming = Vec::new();
    let mut goals = Vec::new();
    for (file, content) in files.into_iter().enumerate() {
        let person = |line, is_from_book, person| Incoming {
            file,
            line,
            is_from_book,
            known: None,
            person,
        };
        match content {
            ImportContent::Contacts(contacts) => {
                let left_out = |part| (file, part);
                plan.broken
                    .extend(contacts.broken.into_iter().map(left_out));
                plan.nameless
                    .extend(contacts.nameless.into_iter().map(left_out));
                let people = contacts.people.into_iter();
                incoming.extend(people.map(|one| person(one.line, false, one.person)));
            }
            ImportContent::Book(other) => {
                plan.keeps_settings |= other.settings != book.settings || other.own != book.own;
                incoming.extend(other.people.into_iter().map(|one| person(0, true, one)));
                goals.push((file, other.goals));
            }
        }
    }
    if !plan.broken.is_empty() && !options.skip_broken {
        return Err(plan.broken);
    }
    let mut incoming = join_by_email(incoming);
    for one in &mut incoming {
        apply_options(&mut one.person, options);
    }
    let mut newcomers = Newcomers::new(book);
    newcomers.add_all(book, incoming, options, today, &mut plan);
    goals::add_goals(&book.goals, goals, &newcomers.renamed, &mut plan);
    drop_overwritten(&mut plan.changes);
    Ok(plan)
}

/// Sets the department and adds the tags of the options.
fn apply_options(person: &mut Person<'static>, options: &ImportOptions) {
    if let Some(dept) = &options.dept {
        person.dept = Some(Text::Owned(dept.clone()));
    }
    let tags: Vec<Text> = options.tags.iter().map(|tag| tag.as_str().into()).collect();
    let lacking = lacking_entries(&person.tags, &tags, |tag| entry_key(Field::Tags, tag));
    person.tags.extend(lacking);
}

/// Keeps only the last of several changes that set the same value, since it includes the earlier
/// ones: each change would make the store parse the whole text again.
fn drop_overwritten(changes: &mut Vec<Change>) {
    let mut seen = HashSet::new();
    changes.reverse();
    changes.retain(|change| {
        if let Change::Set { handle, field, .. } = change {
            seen.insert((handle.clone(), field.key()))
        } else if let Change::NameInGoal { handle, .. } = change {
            seen.insert((handle.clone(), "named"))
        } else {
            true
        }
    });
    changes.reverse();
}
