//! Who is who: records of one person joined within an import, and matched with the people of
//! the book. It decides only that; what follows from it is `plan`'s.

use std::collections::{HashMap, HashSet};

use crate::core::book::Book;
use crate::core::fold::fold;
use crate::core::own::Text;
use crate::core::person::Person;

use super::gains::gains;

/// A record on its way into the book.
#[derive(Debug, Clone)]
pub(super) struct Incoming {
    /// The file it comes from, from 0.
    pub(super) file: usize,
    /// The line on which it begins, from 1; 0 where the form has no lines.
    pub(super) line: usize,
    /// Comes from a book: has a handle, and its own `added` and `every`.
    pub(super) is_whole: bool,
    pub(super) person: Person<'static>,
}

/// An address as it is compared.
pub(super) fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// A number as it is compared: without what people put between its digits.
pub(super) fn phone_key(phone: &str) -> String {
    phone.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Joins the records that share an address, the first one's values before the others'.
/// People of a book stay as they are: a book knows whether two of them are one.
pub(super) fn join(incoming: Vec<Incoming>) -> Vec<Incoming> {
    let mut groups = Groups::new(incoming.len());
    let mut first_with: HashMap<String, usize> = HashMap::new();
    for (at, one) in incoming.iter().enumerate().filter(|(_, one)| !one.is_whole) {
        for email in &one.person.email {
            let first = *first_with.entry(email_key(email)).or_insert(at);
            groups.unite(first, at);
        }
    }
    let mut joined: Vec<Option<Incoming>> = Vec::with_capacity(incoming.len());
    for (at, one) in incoming.into_iter().enumerate() {
        let first = groups.first(at);
        match joined.get_mut(first).and_then(Option::as_mut) {
            Some(before) => {
                absorb(&mut before.person, one.person);
                joined.push(None);
            }
            None => joined.push(Some(one)),
        }
    }
    joined.into_iter().flatten().collect()
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

/// Takes over from another record of the same person what this one lacks.
pub(super) fn absorb(person: &mut Person<'static>, other: Person<'static>) {
    let ones = [
        (&mut person.org, other.org),
        (&mut person.dept, other.dept),
        (&mut person.role, other.role),
        (&mut person.boss, other.boss),
        (&mut person.introduced_by, other.introduced_by),
    ];
    for (place, value) in ones {
        if place.is_none() {
            *place = value;
        }
    }
    for (list, more, key) in [
        (
            &mut person.email,
            other.email,
            email_key as fn(&str) -> String,
        ),
        (&mut person.phone, other.phone, phone_key),
        (&mut person.tags, other.tags, fold),
        (&mut person.helps, other.helps, fold),
        (&mut person.cares, other.cares, fold),
    ] {
        let lacking = lacking(list, &more, key);
        list.extend(lacking.into_iter().map(Text::Owned));
    }
    person.level = person.level.or(other.level);
    person.every = person.every.or(other.every);
    person.added = person.added.or(other.added);
    person.about = match (person.about.take(), other.about) {
        (Some(one), Some(two)) if one != two => Some(Text::Owned(format!("{one}\n{two}"))),
        (one, two) => one.or(two),
    };
    for row in other.log {
        if !person.log.contains(&row) {
            person.log.push(row);
        }
    }
}

/// What a list has not, each once.
pub(super) fn lacking(
    list: &[Text<'_>],
    more: &[Text<'_>],
    key: fn(&str) -> String,
) -> Vec<String> {
    let mut keys: HashSet<String> = list.iter().map(|one| key(one)).collect();
    let lacking = more.iter().filter(|one| keys.insert(key(one)));
    lacking.map(ToString::to_string).collect()
}

/// The people known before the import, by all that tells who they are.
pub(super) struct Known<'b, 't> {
    people: &'b [Person<'t>],
    by_handle: HashMap<&'b str, usize>,
    by_email: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
}

impl<'b, 't> Known<'b, 't> {
    pub(super) fn new(book: &'b Book<'t>) -> Self {
        let mut known = Self {
            people: &book.people,
            by_handle: HashMap::new(),
            by_email: HashMap::new(),
            by_name: HashMap::new(),
        };
        for (at, person) in book.people.iter().enumerate() {
            known.by_handle.insert(&person.handle, at);
            known
                .by_name
                .entry(fold(&person.name))
                .or_default()
                .push(at);
            for email in &person.email {
                known.by_email.entry(email_key(email)).or_default().push(at);
            }
        }
        known
    }

    /// For each record the place of the person it is, or `None` for somebody new.
    pub(super) fn matches(&self, incoming: &[Incoming]) -> Vec<Option<usize>> {
        let mut places: Vec<Option<usize>> = incoming.iter().map(|one| self.certain(one)).collect();
        let mut orgs = self.orgs();
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
        for (one, place) in incoming.iter().zip(&mut places) {
            if place.is_none() {
                let group = group(one);
                let alone = namesakes.get(&group) == Some(&1);
                *place = self.by_name(&group.0, &one.person, alone, &orgs);
            }
        }
        places
    }

    fn orgs(&self) -> Vec<Option<String>> {
        self.people.iter().map(org).collect()
    }

    /// The same handle with the same name, for people of a book; else the same address, and
    /// of several that share it the one of that name.
    fn certain(&self, one: &Incoming) -> Option<usize> {
        let name = fold(&one.person.name);
        let is_named = |at: &usize| fold(&self.people[*at].name) == name;
        if one.is_whole
            && let Some(at) = self.by_handle.get(one.person.handle.as_ref())
            && is_named(at)
        {
            return Some(*at);
        }
        let sharing: Vec<usize> = one
            .person
            .email
            .iter()
            .filter_map(|email| self.by_email.get(&email_key(email)))
            .flatten()
            .copied()
            .collect();
        let named = sharing.iter().copied().filter(is_named);
        self.lacking_nothing(named, &one.person)
            .or_else(|| self.lacking_nothing(sharing.iter().copied(), &one.person))
    }

    /// The one person of that name. Where the book or the import has several, the name alone
    /// tells nothing: then the one whose organisation agrees, none being one too; of those
    /// the one who has all that the record tells, if there is one.
    fn by_name(
        &self,
        name: &str,
        person: &Person<'static>,
        alone: bool,
        orgs: &[Option<String>],
    ) -> Option<usize> {
        let named = self.by_name.get(name)?;
        if let ([only], true) = (named.as_slice(), alone) {
            return Some(*only);
        }
        let org = org(person);
        let agreeing = named.iter().copied().filter(|at| orgs[*at] == org);
        self.lacking_nothing(agreeing, person)
    }

    /// The first of these who has all that the record tells, else the first: a record that
    /// came already is found again.
    fn lacking_nothing(
        &self,
        mut those: impl Iterator<Item = usize> + Clone,
        person: &Person<'static>,
    ) -> Option<usize> {
        let first = those.clone().next();
        // Mostly there is one, and then nothing is to be compared.
        if those.clone().nth(1).is_none() {
            return first;
        }
        let lacks_nothing = |at: &usize| gains(&self.people[*at], person).changes.is_empty();
        those.find(lacks_nothing).or(first)
    }
}

fn org(person: &Person<'_>) -> Option<String> {
    person.org.as_deref().map(fold)
}
