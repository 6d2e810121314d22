//! Notes that only `check` shows: possible duplicates among people, and dates in the future.
//! Finding them takes longer than reading, so no other command does.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::NaiveDate;

use crate::document::diagnostic::{Diagnostic, Severity};
use crate::document::read::reader::Reader;
use crate::document::tree::{Id, NodeKind, ROOT};
use crate::model::book::Book;
use crate::model::handle::as_argument;
use crate::model::person::Person;
use crate::text::fold::fold;

/// The first person with each name and mail address.
type FirstHandles = HashMap<(&'static str, String), String>;

impl<'t> Reader<'_, 't> {
    /// Notes what is valid but worth a look, in a book without errors.
    pub fn lint(&mut self, book: &Book<'t>, today: NaiveDate) {
        let Some(people) = self.tree.get(ROOT, "people").filter(|_| !self.has_errors()) else {
            return;
        };
        let mut first = HashMap::new();
        for person in &book.people {
            let Some(at) = self.tree.get(people, &person.handle) else {
                continue;
            };
            self.handle = Some(at);
            self.note_duplicates(at, person, &mut first);
            self.note_future(at, person, today);
        }
        self.handle = None;
    }

    fn note(&mut self, at: Id, message: String, help: String) {
        let place = self.tree.value_span(at);
        self.report(Diagnostic::new(Severity::Note, place, message).help(help));
    }

    /// Notes people with the same name or mail address: each pair once, at the later person.
    fn note_duplicates(&mut self, at: Id, person: &Person<'t>, first: &mut FirstHandles) {
        let name = ("name", fold(&person.name), 0);
        let emails = person.email.iter().enumerate();
        let emails = emails.map(|(index, email)| ("email", email.trim().to_lowercase(), index));
        let mut noted: Vec<String> = Vec::new();
        for (key, value, index) in std::iter::once(name).chain(emails) {
            let handle = &*person.handle;
            let other = match first.entry((key, value)) {
                Entry::Occupied(other) => other.get().clone(),
                Entry::Vacant(free) => {
                    free.insert(handle.to_owned());
                    continue;
                }
            };
            if other == handle || noted.contains(&other) {
                continue;
            }
            let what = if key == "name" { key } else { "mail address" };
            let shown = as_argument(handle);
            self.note(
                self.element(at, key, index),
                format!("`{handle}` has the {what} of `{other}`"),
                format!(
                    "if they are one person, move all to `{other}` (allies edit {shown}), then: \
                     allies remove {shown}"
                ),
            );
            noted.push(other);
        }
    }

    /// The value at an index of a list, which may be written as a single value.
    fn element(&self, person: Id, key: &str, index: usize) -> Id {
        let Some(list) = self.tree.get(person, key) else {
            return person;
        };
        let is_list = matches!(
            self.tree.kind(list),
            NodeKind::Array | NodeKind::ArrayOfTables
        );
        let element = is_list.then(|| self.tree.children(list).nth(index));
        element.flatten().unwrap_or(list)
    }

    /// Notes people who are added after today, and once for each person their rows after today.
    fn note_future(&mut self, at: Id, person: &Person<'t>, today: NaiveDate) {
        if let Some(added) = person.added.filter(|added| *added > today) {
            let place = self.tree.get(at, "added").unwrap_or(at);
            self.note(
                place,
                format!("`{}` is added after today", person.handle),
                format!("left out everywhere until {added}"),
            );
        }
        let mut later = person.log.iter().enumerate();
        let Some((first, _)) = later.find(|(_, row)| row.on > today) else {
            return;
        };
        let (rows, are) = match 1 + later.filter(|(_, row)| row.on > today).count() {
            1 => ("a row".to_owned(), "is"),
            rows => (format!("{rows} rows"), "are"),
        };
        let row = self.element(at, "log", first);
        let place = self.tree.get(row, "on").unwrap_or(at);
        self.note(
            place,
            format!("{rows} of `{}` {are} dated after today", person.handle),
            "a row counts from its day on; what is still to come is a promise: allies promise"
                .to_owned(),
        );
    }
}
