//! People read one by one, while their tables are small trees of their own.
//!
//! This is faster, and it is all: where anything is wrong, or spelled so that it cannot be
//! read in parts, the whole tree has to tell.

use crate::document::tree::{Id, Taker, Tree};
use crate::model::interaction::Interaction;
use crate::model::person::Person;

use crate::document::read::plain::{plain_log, plain_person, taken_out};
use crate::document::read::{Notes, Reader, Reading};

/// Reads a file in parts, if it can be done; its tree holds the headers of the people alone.
pub(crate) fn read_in_parts(text: &str) -> Option<(Reading<'_>, Tree<'_>)> {
    let mut people = People::default();
    let tree = Tree::parse_in_parts(text, "people", &mut people)?;
    if people.notes.errors > 0 {
        return None;
    }
    let mut reader = Reader::new(&tree, people.notes);
    reader.taken = people.read;
    let book = reader.book();
    let reading = reader.finish(book).ok()?;
    Some((reading, tree))
}

/// Those who have been read.
#[derive(Default)]
struct People<'t> {
    read: Vec<Person<'t>>,
    notes: Notes<'t>,
    /// The log of the person who is being read, if it is a plain one.
    log: Vec<Interaction<'t>>,
}

impl<'t> Taker<'t> for People<'t> {
    fn whole(&mut self, text: &'t str, key: &'t str, at: usize) -> Option<usize> {
        self.log.clear();
        let (person, end) = plain_person(text, key, at, &mut self.log)?;
        self.read.push(person);
        Some(end)
    }

    fn value(&mut self, text: &'t str, key: &str, at: usize) -> Option<usize> {
        if key != "log" {
            return None;
        }
        self.log.clear();
        plain_log(text, at, &mut self.log)
    }

    fn table(&mut self, tree: &Tree<'t>, person: Id) {
        let mut reader = Reader::new(tree, std::mem::take(&mut self.notes));
        reader.log = taken_out(&mut self.log);
        reader.notes.handle = Some(person);
        self.read.extend(reader.person(person));
        self.notes = reader.notes;
    }
}
