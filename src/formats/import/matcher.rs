//! Finds which person of the book an imported person is: by handle, address, name and
//! organisation.

use std::collections::HashMap;

use crate::formats::import::compare::{entry_key, list_keys};
use crate::formats::import::dedupe::Incoming;
use crate::formats::import::enrich::enrich;
use crate::model::book::Book;
use crate::model::field::Field;
use crate::model::person::Person;
use crate::text::fold::fold;

/// At most so many namesakes are compared with an imported person; only a file made to be slow
/// has more.
const MOST_COMPARED: usize = 20;

/// The people of the book, each by their place in it.
#[derive(Default)]
pub(crate) struct KnownPeople<'b, 't> {
    people: &'b [Person<'t>],
    /// As they are compared.
    names: Vec<String>,
    by_handle: HashMap<&'b str, usize>,
    by_name: HashMap<String, Vec<usize>>,
    /// By the entries of their lists.
    by_entry: HashMap<(&'static str, String), Vec<usize>>,
}

impl<'b, 't> KnownPeople<'b, 't> {
    pub(crate) fn new(book: &'b Book<'t>) -> Self {
        let people = &book.people;
        let mut known = Self {
            people,
            names: people.iter().map(|person| fold(&person.name)).collect(),
            ..Self::default()
        };
        for (at, (person, name)) in people.iter().zip(&known.names).enumerate() {
            known.by_handle.insert(&person.handle, at);
            known.by_name.entry(name.clone()).or_default().push(at);
            for entry in list_keys(person) {
                let places = known.by_entry.entry(entry).or_default();
                // Two spellings of one entry are no second place.
                if places.last() != Some(&at) {
                    places.push(at);
                }
            }
        }
        known
    }

    /// Sets for each imported person which known one they are, if any.
    pub(crate) fn match_all(&self, incoming: &mut [Incoming]) {
        for one in incoming.iter_mut() {
            one.known = self.certain_match(one);
        }
        let mut orgs: Vec<Option<String>> = self.people.iter().map(folded_org).collect();
        // A book knows its people apart, so it counts for itself.
        let namesake = |one: &Incoming| (fold(&one.person.name), one.is_whole.then_some(one.file));
        let mut namesakes: HashMap<(String, Option<usize>), usize> = HashMap::new();
        for one in incoming.iter() {
            match one.known {
                // What a sure match says counts already, or a second import would judge
                // by more than the first.
                Some(at) if orgs[at].is_none() => orgs[at] = folded_org(&one.person),
                Some(_) => {}
                None => *namesakes.entry(namesake(one)).or_default() += 1,
            }
        }
        let mut by_name_and_org: HashMap<(&str, Option<&str>), Vec<usize>> = HashMap::new();
        for (at, (name, org)) in self.names.iter().zip(&orgs).enumerate() {
            let both = (name.as_str(), org.as_deref());
            by_name_and_org.entry(both).or_default().push(at);
        }
        for one in incoming.iter_mut().filter(|one| one.known.is_none()) {
            let namesake = namesake(one);
            let named = self.by_name.get(&namesake.0).map(Vec::as_slice);
            // Where the book or the import has several of a name, it alone says nothing:
            // then it is the one whose organisation agrees, none being one too.
            one.known = match named {
                Some([only]) if namesakes.get(&namesake) == Some(&1) => Some(*only),
                _ => {
                    let org = folded_org(&one.person);
                    let agreeing = by_name_and_org.get(&(namesake.0.as_str(), org.as_deref()));
                    agreeing.and_then(|agreeing| self.best_match(agreeing, &one.person))
                }
            };
        }
    }

    /// The same handle with the same name, for people of a book; else the same address, and
    /// of several that share it the one of that name.
    fn certain_match(&self, one: &Incoming) -> Option<usize> {
        let name = fold(&one.person.name);
        let by_handle = self.by_handle.get(one.person.handle.as_ref()).copied();
        let by_handle = by_handle.filter(|at| one.is_whole && self.names[*at] == name);
        if by_handle.is_some() {
            return by_handle;
        }
        let emails = one.person.email.iter();
        let entries = emails.map(|email| (Field::Email.key(), entry_key(Field::Email, email)));
        let mut sharing = entries.filter_map(|entry| self.by_entry.get(&entry));
        let mut named = sharing.clone().map(|places| -> Vec<usize> {
            let places = places.iter().copied();
            places.filter(|at| self.names[*at] == name).collect()
        });
        let named = named.find(|places| !places.is_empty());
        self.best_match(named.as_ref().or_else(|| sharing.next())?, &one.person)
    }

    /// The first of these who has all that the person who comes has, else the first: one who
    /// came already is found again.
    fn best_match(&self, those: &[usize], person: &Person<'static>) -> Option<usize> {
        // Mostly there is one, and then nothing is to be compared.
        let [first, _, ..] = those else {
            return those.first().copied();
        };
        let rarest = self.places_of_rarest(person).unwrap_or(those);
        let (fewer, more) = if rarest.len() < those.len() {
            (rarest, those)
        } else {
            (those, rarest)
        };
        let both = fewer.iter().filter(|at| more.binary_search(at).is_ok());
        let mut compared = both.take(MOST_COMPARED);
        let found = compared.find(|at| enrich(&self.people[**at], person).changes.is_empty());
        Some(*found.unwrap_or(first))
    }

    /// Those who share the rarest entry of the person's lists; `None` if these are empty.
    fn places_of_rarest(&self, person: &Person<'_>) -> Option<&[usize]> {
        let places = list_keys(person);
        let places = places.map(|entry| self.by_entry.get(&entry).map_or(&[][..], Vec::as_slice));
        places.min_by_key(|places| places.len())
    }
}

fn folded_org(person: &Person<'_>) -> Option<String> {
    person.org.as_deref().map(fold)
}
