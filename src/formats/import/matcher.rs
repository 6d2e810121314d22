//! The people known before an import, by all that tells who they are, and which of them a
//! record is.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::model::book::Book;
use crate::model::person::Person;
use crate::text::fold::fold;

use crate::formats::import::dedupe::{Incoming, email_key, phone_key};
use crate::formats::import::enrich::gains;

/// Of more namesakes than this only those are compared with a record who share the rarest
/// thing that it tells: there are never so many, but in a file that was made so.
const FEW: usize = 20;

type Places = Vec<usize>;

/// The people of the book, each by their place in it.
pub(crate) struct Known<'b, 't> {
    people: &'b [Person<'t>],
    /// As they are compared.
    names: Vec<String>,
    by_handle: HashMap<&'b str, usize>,
    by_email: HashMap<String, Places>,
    by_email_and_name: HashMap<(String, String), Places>,
    by_name: HashMap<String, Places>,
    /// By entries of their lists; made when it is needed.
    by_entry: OnceCell<HashMap<(usize, String), Places>>,
}

impl<'b, 't> Known<'b, 't> {
    pub(crate) fn new(book: &'b Book<'t>) -> Self {
        let people = &book.people;
        let mut known = Self {
            people,
            names: people.iter().map(|person| fold(&person.name)).collect(),
            by_handle: HashMap::new(),
            by_email: HashMap::new(),
            by_email_and_name: HashMap::new(),
            by_name: HashMap::new(),
            by_entry: OnceCell::new(),
        };
        for (at, (person, name)) in people.iter().zip(&known.names).enumerate() {
            known.by_handle.insert(&person.handle, at);
            known.by_name.entry(name.clone()).or_default().push(at);
            for email in &person.email {
                let email = email_key(email);
                let both = (email.clone(), name.clone());
                known.by_email.entry(email).or_default().push(at);
                known.by_email_and_name.entry(both).or_default().push(at);
            }
        }
        known
    }

    /// For each record the place of the person it is, or `None` for somebody new.
    pub(crate) fn matches(&self, incoming: &[Incoming]) -> Vec<Option<usize>> {
        let mut places: Vec<Option<usize>> = incoming.iter().map(|one| self.certain(one)).collect();
        let mut orgs: Vec<Option<String>> = self.people.iter().map(org).collect();
        // A book knows its people apart, so it counts for itself.
        let group = |one: &Incoming| (fold(&one.person.name), one.is_whole.then_some(one.file));
        let mut namesakes: HashMap<(String, Option<usize>), usize> = HashMap::new();
        for (one, place) in incoming.iter().zip(&places) {
            match place {
                // What a sure record tells counts already, or a second import would judge
                // by more than the first.
                Some(at) if orgs[*at].is_none() => orgs[*at] = org(&one.person),
                Some(_) => {}
                None => *namesakes.entry(group(one)).or_default() += 1,
            }
        }
        let mut by_name_and_org: HashMap<(&str, Option<&str>), Places> = HashMap::new();
        for (at, (name, org)) in self.names.iter().zip(&orgs).enumerate() {
            let both = (name.as_str(), org.as_deref());
            by_name_and_org.entry(both).or_default().push(at);
        }
        for (one, place) in incoming.iter().zip(&mut places) {
            if place.is_some() {
                continue;
            }
            let group = group(one);
            let named = self.by_name.get(&group.0).map(Vec::as_slice);
            // Where the book or the import has several of a name, it alone tells nothing:
            // then it is the one whose organisation agrees, none being one too.
            *place = match named {
                Some([only]) if namesakes.get(&group) == Some(&1) => Some(*only),
                _ => {
                    let org = org(&one.person);
                    let agreeing = by_name_and_org.get(&(group.0.as_str(), org.as_deref()));
                    agreeing.and_then(|agreeing| self.lacking_nothing(agreeing, &one.person))
                }
            };
        }
        places
    }

    /// The same handle with the same name, for people of a book; else the same address, and
    /// of several that share it the one of that name.
    fn certain(&self, one: &Incoming) -> Option<usize> {
        let name = fold(&one.person.name);
        if one.is_whole
            && let Some(at) = self.by_handle.get(one.person.handle.as_ref())
            && self.names[*at] == name
        {
            return Some(*at);
        }
        let emails = one.person.email.iter().map(|email| email_key(email));
        let named = emails
            .clone()
            .find_map(|email| self.by_email_and_name.get(&(email, name.clone())));
        let sharing = named.or_else(|| emails.clone().find_map(|email| self.by_email.get(&email)));
        self.lacking_nothing(sharing?, &one.person)
    }

    /// The first of these who has all that the record tells, else the first: a record that
    /// came already is found again.
    fn lacking_nothing(&self, those: &[usize], person: &Person<'static>) -> Option<usize> {
        let first = those.first().copied();
        // Mostly there is one, and then nothing is to be compared.
        if those.len() < 2 {
            return first;
        }
        let lacks_nothing = |at: &&usize| gains(&self.people[**at], person).changes.is_empty();
        let rarest = if those.len() > FEW {
            self.rarest(person)
        } else {
            None
        };
        let found = match rarest {
            None => those.iter().take(FEW).find(lacks_nothing),
            Some(places) => {
                let among = |at: &&usize| those.binary_search(at).is_ok();
                let sharing = places.iter().filter(among);
                sharing.take(FEW).find(lacks_nothing)
            }
        };
        found.copied().or(first)
    }

    /// Those who share the rarest entry of the person's lists; `None` if these are empty.
    fn rarest(&self, person: &Person<'_>) -> Option<&[usize]> {
        let by_entry = self.by_entry.get_or_init(|| {
            let mut by_entry: HashMap<(usize, String), Places> = HashMap::new();
            for (at, person) in self.people.iter().enumerate() {
                for entry in entries(person) {
                    by_entry.entry(entry).or_default().push(at);
                }
            }
            by_entry
        });
        let places =
            entries(person).map(|entry| by_entry.get(&entry).map_or(&[][..], Vec::as_slice));
        places.min_by_key(|places| places.len())
    }
}

/// What the lists of somebody hold, each entry with the number of its list.
fn entries(person: &Person<'_>) -> impl Iterator<Item = (usize, String)> {
    let lists = [
        &person.email,
        &person.phone,
        &person.tags,
        &person.helps,
        &person.cares,
    ];
    let keys: [fn(&str) -> String; 5] = [email_key, phone_key, fold, fold, fold];
    let lists = lists.into_iter().zip(keys).enumerate();
    lists.flat_map(|(number, (list, key))| list.iter().map(move |one| (number, key(one))))
}

fn org(person: &Person<'_>) -> Option<String> {
    person.org.as_deref().map(fold)
}
