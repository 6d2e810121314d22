//! Records of one person joined within an import. Whom of the book they are is found by
//! `known`; what follows from it is `plan`'s.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use crate::model::custom_fields::Text;
use crate::model::interaction::Interaction;
use crate::model::person::Person;
use crate::text::fold::fold;

/// A record on its way into the book.
#[derive(Debug, Clone)]
pub(crate) struct Incoming {
    /// The file it comes from, from 0.
    pub(crate) file: usize,
    /// The line on which it begins, from 1; 0 where the form has no lines.
    pub(crate) line: usize,
    /// Comes from a book: has a handle, and its own `added` and `every`.
    pub(crate) is_whole: bool,
    /// Whom of the book it is, by their place in it; nobody until that is asked.
    pub(crate) known: Option<usize>,
    pub(crate) person: Person<'static>,
}

/// An address as it is compared.
pub(crate) fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// A number as it is compared: without what people put between its digits.
pub(crate) fn phone_key(phone: &str) -> String {
    phone.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Joins the records that share an address, the first one's values before the others'.
/// People of a book stay as they are: a book knows whether two of them are one.
pub(crate) fn join(incoming: Vec<Incoming>) -> Vec<Incoming> {
    let mut groups = Groups::new(incoming.len());
    let mut first_with: HashMap<String, usize> = HashMap::new();
    for (at, one) in incoming.iter().enumerate().filter(|(_, one)| !one.is_whole) {
        for email in &one.person.email {
            let first = *first_with.entry(email_key(email)).or_insert(at);
            groups.unite(first, at);
        }
    }
    let firsts: Vec<usize> = (0..incoming.len()).map(|at| groups.first(at)).collect();
    gathered(incoming, |at, _| Some(firsts[at]))
}

/// Those of one group as one, where the first of them stood; who is of no group stays alone.
pub(crate) fn gathered<G: Eq + Hash>(
    incoming: Vec<Incoming>,
    group: impl Fn(usize, &Incoming) -> Option<G>,
) -> Vec<Incoming> {
    let mut places: HashMap<G, usize> = HashMap::new();
    let mut all: Vec<(Incoming, Vec<Person<'static>>)> = Vec::new();
    for (at, one) in incoming.into_iter().enumerate() {
        let group = group(at, &one);
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

/// Sets of records, each named by its first one.
struct Groups(Vec<usize>);

impl Groups {
    fn new(size: usize) -> Self {
        Self((0..size).collect())
    }

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

/// Takes over from other records of the same person what this one lacks, from the first ones
/// first. They are contacts: a book has more than these fields.
fn absorb(person: &mut Person<'static>, others: Vec<Person<'static>>) {
    let key = |row: &Interaction<'_>| (row.on, row.kind, row.note.to_string());
    let mut told: HashSet<_> = person.log.iter().map(key).collect();
    let mut abouts: HashSet<Text<'static>> = person.about.iter().cloned().collect();
    let mut about = person.about.take().map(Text::into_owned);
    let mut lists: [Vec<Text<'static>>; 5] = Default::default();
    for other in others {
        let ones = [
            (&mut person.org, other.org),
            (&mut person.dept, other.dept),
            (&mut person.role, other.role),
            (&mut person.boss, other.boss),
        ];
        for (place, value) in ones {
            if place.is_none() {
                *place = value;
            }
        }
        let more = [
            other.email,
            other.phone,
            other.tags,
            other.helps,
            other.cares,
        ];
        for (list, more) in lists.iter_mut().zip(more) {
            list.extend(more);
        }
        if let Some(more) = other.about.filter(|more| abouts.insert(more.clone())) {
            match &mut about {
                Some(about) => about.extend(["\n", &more]),
                None => about = Some(more.into_owned()),
            }
        }
        let rows = other.log.into_iter();
        person.log.extend(rows.filter(|row| told.insert(key(row))));
    }
    person.about = about.map(Text::Owned);
    let [email, phone, tags, helps, cares] = lists;
    for (list, more, key) in [
        (&mut person.email, email, email_key as fn(&str) -> String),
        (&mut person.phone, phone, phone_key),
        (&mut person.tags, tags, fold),
        (&mut person.helps, helps, fold),
        (&mut person.cares, cares, fold),
    ] {
        let lacking = lacking(list, &more, key);
        list.extend(lacking.into_iter().map(Text::Owned));
    }
}

/// What a list has not, each once.
pub(crate) fn lacking(
    list: &[Text<'_>],
    more: &[Text<'_>],
    key: fn(&str) -> String,
) -> Vec<String> {
    let mut keys: HashSet<String> = list.iter().map(|one| key(one)).collect();
    let lacking = more.iter().filter(|one| keys.insert(key(one)));
    lacking.map(ToString::to_string).collect()
}
