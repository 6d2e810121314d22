//! What only `check` tells: people who may be one, and what lies in the future. Looking for
//! it costs more than reading, so no other command does.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use chrono::NaiveDate;

use crate::document::diagnostic::{Draft, Severity};
use crate::document::read::reader::Reader;
use crate::document::tree::{Id, ROOT, Shape};
use crate::model::book::Book;
use crate::model::handle::typed;
use crate::model::person::Person;
use crate::text::fold::fold;

impl<'t> Reader<'_, 't> {
    /// Notes what is legal and still worth a look, in a book without errors.
    pub fn look_closely(&mut self, book: &Book<'t>, today: NaiveDate) {
        let Some(people) = self.tree.get(ROOT, "people").filter(|_| !self.has_errors()) else {
            return;
        };
        let mut twins = Twins::default();
        for person in &book.people {
            let Some(at) = self.tree.get(people, &person.handle) else {
                continue;
            };
            self.handle = Some(at);
            self.note_twins(at, person, &mut twins);
            self.note_future(at, person, today);
        }
        self.handle = None;
    }

    fn note(&mut self, at: Range<usize>, message: String, help: String) {
        self.report(Draft::new(Severity::Note, at, message).help(help));
    }

    /// People of one name or one mail address, each pair once, at the later one.
    fn note_twins(&mut self, at: Id, person: &Person<'t>, twins: &mut Twins) {
        let handle = &*person.handle;
        let mut told: HashSet<String> = HashSet::new();
        if let Some(first) = first_with(&mut twins.names, fold(&person.name), handle) {
            let place = self.tree.get(at, "name").unwrap_or(at);
            self.note_twin(place, handle, &first, "name");
            told.insert(first);
        }
        for (index, email) in person.email.iter().enumerate() {
            let email = email.trim().to_lowercase();
            let first = first_with(&mut twins.emails, email, handle);
            if let Some(first) = first.filter(|first| first != handle && told.insert(first.clone()))
            {
                let place = self.element(at, "email", index);
                self.note_twin(place, handle, &first, "mail address");
            }
        }
    }

    fn note_twin(&mut self, at: Id, handle: &str, first: &str, what: &str) {
        let shown = typed(handle);
        self.note(
            self.tree.value_span(at),
            format!("`{handle}` has the {what} of `{first}`"),
            format!(
                "if they are one person, move all to `{first}` (allies edit {shown}), then: \
                 allies remove {shown}"
            ),
        );
    }

    /// The value at that place of a list, which may be written as a single value.
    fn element(&self, person: Id, key: &str, index: usize) -> Id {
        let Some(list) = self.tree.get(person, key) else {
            return person;
        };
        let is_list = self.tree.shape(list) == Shape::Array;
        let element = is_list.then(|| self.tree.children(list).nth(index));
        element.flatten().unwrap_or(list)
    }

    /// Rows after today, told once for each person, and people who are yet to come.
    fn note_future(&mut self, at: Id, person: &Person<'t>, today: NaiveDate) {
        if let Some(added) = person.added.filter(|added| *added > today) {
            let place = self.tree.get(at, "added").unwrap_or(at);
            self.note(
                self.tree.value_span(place),
                format!("`{}` is added after today", person.handle),
                format!("left out everywhere until {added}"),
            );
        }
        let mut later = person.log.iter().enumerate();
        let Some((first, _)) = later.find(|(_, row)| row.on > today) else {
            return;
        };
        let rows = match 1 + later.filter(|(_, row)| row.on > today).count() {
            1 => "a row of `".to_owned(),
            rows => format!("{rows} rows of `"),
        };
        let is = if rows.starts_with('a') { "is" } else { "are" };
        let place = self
            .tree
            .get(at, "log")
            .and_then(|log| self.tree.children(log).nth(first))
            .and_then(|row| self.tree.get(row, "on"))
            .unwrap_or(at);
        self.note(
            self.tree.value_span(place),
            format!("{rows}{}` {is} dated after today", person.handle),
            "a row counts from its day on; what is still to come is a promise: allies promise"
                .to_owned(),
        );
    }
}

/// Who had a name or a mail address first.
#[derive(Debug, Default)]
struct Twins {
    names: HashMap<String, String>,
    emails: HashMap<String, String>,
}

/// Who had it before, if anybody; else it is theirs now.
fn first_with(known: &mut HashMap<String, String>, key: String, handle: &str) -> Option<String> {
    use std::collections::hash_map::Entry;
    match known.entry(key) {
        Entry::Occupied(first) => Some(first.get().clone()),
        Entry::Vacant(free) => {
            free.insert(handle.to_owned());
            None
        }
    }
}
