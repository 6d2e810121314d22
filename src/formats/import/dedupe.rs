//! Joins the contacts of one person within an import. `matcher` finds which person of the book
//! that is, and `newcomers` what follows from it.

use std::collections::{HashMap, HashSet};

use crate::formats::import::compare::{entry_key, extended_value, lacking_entries};
use crate::model::custom_fields::Text;
use crate::model::field::{Field, FieldValue};
use crate::model::interaction::Interaction;
use crate::model::person::Person;

/// A person on their way into the book.
#[derive(Debug, Clone)]
pub(crate) struct Incoming {
    /// The file they come from, from 0.
    pub(crate) file: usize,
    /// The line on which they begin, from 1; 0 where the format has no lines.
    pub(crate) line: usize,
    /// Comes from a book: has a handle, and its own `added` and `every`.
    pub(crate) is_whole: bool,
    /// The place in the book of the person that they are; `None` until that is asked.
    pub(crate) known: Option<usize>,
    pub(crate) person: Person<'static>,
}

/// Joins the contacts that share an address, the first one's values before the others'.
/// People of a book stay as they are: a book knows whether two of them are one.
pub(crate) fn join_by_email(incoming: Vec<Incoming>) -> Vec<Incoming> {
    let mut groups = Groups((0..incoming.len()).collect());
    let mut first_with: HashMap<String, usize> = HashMap::new();
    for (at, one) in incoming.iter().enumerate().filter(|(_, one)| !one.is_whole) {
        for email in &one.person.email {
            let first = *first_with
                .entry(entry_key(Field::Email, email))
                .or_insert(at);
            groups.unite(first, at);
        }
    }
    let firsts: Vec<_> = (0..incoming.len())
        .map(|at| Some(groups.first(at)))
        .collect();
    joined_groups(incoming, firsts)
}

/// Several contacts of one known person joined. What books hold beyond the fields of contacts
/// is not joined but gained from each in turn.
pub(crate) fn join_known(incoming: Vec<Incoming>) -> Vec<Incoming> {
    let groups = incoming
        .iter()
        .map(|one| one.known.filter(|_| !one.is_whole));
    let groups: Vec<_> = groups.collect();
    joined_groups(incoming, groups)
}

/// Those of one group as one, where the first of them stood; who is of no group stays alone.
fn joined_groups(incoming: Vec<Incoming>, groups: Vec<Option<usize>>) -> Vec<Incoming> {
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
        // Mostly there is nobody else.
        if !others.is_empty() {
            absorb(&mut one.person, others);
        }
        one
    });
    joined.collect()
}

/// A union-find of contacts: each set is named by its first one.
struct Groups(Vec<usize>);

impl Groups {
    fn first(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            // Every step halves the way for the next one.
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

/// Takes over from other contacts of the same person what this one lacks, from the first ones
/// first, and every note. Contacts have no promises and no keys of their own.
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

/// What several people have of a field: the entries of all their lists, each once, else the
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
