//! Matches imported people with people of the book, by handle, address, name and organisation.

use std::collections::HashMap;

use crate::formats::import::compare::{entry_key, list_keys};
use crate::formats::import::dedupe::Incoming;
use crate::formats::import::enrich::enrich;
use crate::model::book::Book;
use crate::model::field::Field;
use crate::model::person::Person;
use crate::text::fold::fold;

/// How many namesakes are compared with an imported person; only hostile input has more.
const MOST_COMPARED: usize = 20;

/// An index of the people of the book. Values are positions in it.
#[derive(Default)]
pub(crate) struct KnownPeople<'b, 't> {
    people: &'b [Person<'t>],
    /// Folded, for comparison.
    names: Vec<String>,
    by_handle: HashMap<&'b str, usize>,
    by_name: HashMap<String, Vec<usize>>,
    /// By field key and entry of their lists.
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
                // Two spellings of an entry count once.
                if places.last() != Some(&at) {
                    places.push(at);
                }
            }
        }
        known
    }

    /// Sets `known` for each imported person who is in the book.
    pub(crate) fn match_all(&self, incoming: &mut [Incoming]) {
        for one in incoming.iter_mut() {
            one.known = self.certain_match(one);
        }
        let mut orgs: Vec<Option<String>> = self.people.iter().map(folded_org).collect();
        // A book tells its people apart, so namesakes are counted per imported book.
        let namesake =
            |one: &Incoming| (fold(&one.person.name), one.is_from_book.then_some(one.file));
        let mut namesakes: HashMap<(String, Option<usize>), usize> = HashMap::new();
        for one in incoming.iter() {
            match one.known {
                // The organisation that a certain match adds counts already. Otherwise a second
                // import would know more than the first.
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
            // Where the book or the import has several people of a name, the organisation decides;
            // having none matches having none.
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

    /// The person with the same handle and name, for people from a book; else the one with the
    /// same address, preferring the same name where several share it.
    fn certain_match(&self, one: &Incoming) -> Option<usize> {
        let name = fold(&one.person.name);
        let by_handle = self.by_handle.get(one.person.handle.as_ref()).copied();
        let by_handle = by_handle.filter(|at| one.is_from_book && self.names[*at] == name);
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

    /// The first candidate who lacks nothing of the imported person, else the first, so that a
    /// repeated import finds the same person.
    fn best_match(&self, candidates: &[usize], person: &Person<'static>) -> Option<usize> {
        // Usually there is one, and nothing to compare.
        let [first, _, ..] = candidates else {
            return candidates.first().copied();
        };
        let rarest = self.sharing_rarest_entry(person).unwrap_or(candidates);
        let (fewer, more) = if rarest.len() < candidates.len() {
            (rarest, candidates)
        } else {
            (candidates, rarest)
        };
        let both = fewer.iter().filter(|at| more.binary_search(at).is_ok());
        let mut compared = both.take(MOST_COMPARED);
        let found = compared.find(|at| enrich(&self.people[**at], person).changes.is_empty());
        Some(*found.unwrap_or(first))
    }

    /// The people who share the rarest entry of the person's lists; `None` if those are empty.
    fn sharing_rarest_entry(&self, person: &Person<'_>) -> Option<&[usize]> {
        let places = list_keys(person);
        let places = places.map(|entry| self.by_entry.get(&entry).map_or(&[][..], Vec::as_slice));
        places.min_by_key(|places| places.len())
    }
}

fn folded_org(person: &Person<'_>) -> Option<String> {
    person.org.as_deref().map(fold)
}
