//! Joins several contacts of one person within an import. `matcher` then finds that person in
//! the book, and `newcomers` adds them to the plan.

use std::collections::{HashMap, HashSet};

use crate::formats::import::compare::{entry_key, extended_value, lacking_entries};
use crate::model::custom_fields::Text;
use crate::model::field::{Field, FieldValue};
use crate::model::interaction::Interaction;
use crate::model::person::Person;

/// A person being imported.
#[derive(Debug, Clone)]
pub(crate) struct Incoming {
    /// The index of their file.
    pub(crate) file: usize,
    /// The first line of their entry, from 1; 0 in a book.
    pub(crate) line: usize,
    /// Comes from a book, so has a handle and its own `added` and `every`.
    pub(crate) is_from_book: bool,
    /// Their position in the book if they are in it; `None` until matched.
    pub(crate) known: Option<usize>,
    pub(crate) person: Person<'static>,
}

/// Joins contacts that share an email address; earlier values come first. People from a book are
/// left alone: a book tells its people apart.
pub(crate) fn join_by_email(incoming: Vec<Incoming>) -> Vec<Incoming> {
    let mut groups = Groups((0..incoming.len()).collect());
    let mut first_with: HashMap<String, usize> = HashMap::new();
    let contacts = incoming.iter().enumerate();
    for (at, one) in contacts.filter(|(_, one)| !one.is_from_book) {
        for email in &one.person.email {
            let first = first_with.entry(entry_key(Field::Email, email));
            groups.unite(*first.or_insert(at), at);
        }
    }
    let firsts = (0..incoming.len()).map(|at| Some(groups.first(at)));
    join_groups(incoming, firsts.collect())
}

/// Joins contacts matched with the same known person. People from a book have more than contacts
/// can hold, so they are not joined but enrich the known person one after another.
pub(crate) fn join_known(incoming: Vec<Incoming>) -> Vec<Incoming> {
    let groups = incoming.iter();
    let groups = groups.map(|one| one.known.filter(|_| !one.is_from_book));
    let groups = groups.collect();
    join_groups(incoming, groups)
}

/// Joins each group at the position of its first member; people without a group stay separate.
fn join_groups(incoming: Vec<Incoming>, groups: Vec<Option<usize>>) -> Vec<Incoming> {
    let mut places: HashMap<usize, usize> = HashMap::new();
    let mut all: Vec<(Incoming, Vec<Person<'static>>)> = Vec::new();
    for (one, group) in incoming.into_iter().zip(groups) {
        let place = group.map(|group| *places.entry(group).or_insert(all.len()));
        match place.and_then(|place| all.get_mut(place)) {
            Some((_, others)) => others.push(one.person),
            None => all.push((one, Vec::new())),
        }
    }
    let joined = all.into_iter().map(|(mut one, others)| {
        if !others.is_empty() {
            absorb(&mut one.person, others);
        }
        one
    });
    joined.collect()
}

/// A union-find of contacts, with the first one as representative of each set.
struct Groups(Vec<usize>);

impl Groups {
    fn first(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            // Path halving.
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn unite(&mut self, one: usize, two: usize) {
        let (one, two) = (self.first(one), self.first(two));
        self.0[one.max(two)] = one.min(two);
    }
}

/// Takes over what this contact lacks from others of the same person, earlier ones first, and
/// every note. Contacts have no promises and no custom fields.
fn absorb(person: &mut Person<'static>, others: Vec<Person<'static>>) {
    let mut seen = HashSet::new();
    let abouts = std::iter::once(&*person).chain(&others);
    let abouts = abouts.filter_map(|one| one.about.as_deref());
    let abouts: Vec<&str> = abouts.filter(|about| seen.insert(*about)).collect();
    let about = (!abouts.is_empty()).then(|| Text::Owned(abouts.join("\n")));
    for field in Field::ALL {
        let new = combined_value(field, &others);
        if let Some(value) = new.and_then(|new| extended_value(field, person.get(field), new)) {
            person.set(field, value);
        }
    }
    person.about = about;
    let row_key = |row: &Interaction<'_>| (row.on, row.kind, row.note.to_string());
    let mut rows: HashSet<_> = person.log.iter().map(row_key).collect();
    let more = others.into_iter().flat_map(|other| other.log);
    person
        .log
        .extend(more.filter(|row| rows.insert(row_key(row))));
}

/// The combined value of a field: for a list, all entries of everyone, each once; otherwise the
/// first value.
fn combined_value<'p>(field: Field, people: &'p [Person<'static>]) -> Option<FieldValue<'p>> {
    if !field.kind().is_list() {
        return people.iter().find_map(|person| person.get(field));
    }
    let all = people.iter().flat_map(|person| person.texts(field));
    let all = lacking_entries(&[], &all.collect::<Vec<_>>(), |entry| {
        entry_key(field, entry)
    });
    (!all.is_empty()).then_some(FieldValue::Texts(all))
}
