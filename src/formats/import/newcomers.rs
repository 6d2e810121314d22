//! Those whom an import brings: their handles, and what a new person is in the book.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use chrono::{Days, NaiveDate};

use crate::model::book::Book;
use crate::model::change::Change;
use crate::model::custom_fields::Text;
use crate::model::handle::handle_for;
use crate::model::person::{Cadence, Person};
use crate::text::fold::fold;

use crate::formats::import::dedupe::{Incoming, gathered};
use crate::formats::import::enrich::gains;
use crate::formats::import::matcher::Known;
use crate::formats::import::plan::{Options, Outcome, Plan, Planned};

/// Somebody new of an imported book.
struct Newcomer {
    file: usize,
    /// Their handle in that book.
    there: String,
    /// Their handle here.
    here: String,
}

/// Those who come, and the handles that they get.
pub(crate) struct Arrivals<'b> {
    /// The handles that are taken, old and new.
    taken: HashSet<String>,
    /// What a handle of an imported book has become, by file.
    pub(crate) renamed: HashMap<(usize, String), String>,
    /// New people of imported books, by their name. Another book that tells of one of them
    /// adds to them.
    new: HashMap<String, Vec<Newcomer>>,
    /// The names that a book gives to several of its people: these tell nothing.
    shared: HashSet<(usize, String)>,
    /// How often each handle is still to come.
    coming: HashMap<String, usize>,
    /// Those who came already and come again, as they are by then.
    standing: HashMap<String, Person<'b>>,
}

impl<'b> Arrivals<'b> {
    pub(crate) fn new(book: &Book<'_>) -> Self {
        let handles = book.people.iter().map(|person| person.handle.to_string());
        Self {
            taken: handles.collect(),
            renamed: HashMap::new(),
            new: HashMap::new(),
            shared: HashSet::new(),
            coming: HashMap::new(),
            standing: HashMap::new(),
        }
    }

    /// Gives everybody a handle and takes them into the plan, known or new.
    pub(crate) fn people(
        &mut self,
        book: &'b Book<'b>,
        mut incoming: Vec<Incoming>,
        options: &Options,
        today: NaiveDate,
        plan: &mut Plan,
    ) {
        let places = Known::new(book).matches(&incoming);
        for (one, place) in incoming.iter_mut().zip(places) {
            one.known = place;
        }
        // Several contacts of one known person are one. What books hold beyond the fields of
        // contacts is not joined but gained from each in turn.
        let mut incoming = gathered(incoming, |_, one| one.known.filter(|_| !one.is_whole));
        self.find_shared(&incoming);
        for one in &mut incoming {
            let handle = match one.known {
                Some(at) => book.people[at].handle.to_string(),
                None => self.take(one),
            };
            *self.coming.entry(handle.clone()).or_default() += 1;
            let before = std::mem::replace(&mut one.person.handle, Text::Owned(handle.clone()));
            if one.is_whole {
                self.renamed.insert((one.file, before.into_owned()), handle);
            }
        }
        let is_new = |one: &Incoming| one.known.is_none() && !one.is_whole;
        let new = incoming.iter().filter(|one| is_new(one)).count();
        let mut nth = 0;
        for mut one in incoming {
            if let Some(by) = one.person.introduced_by.take() {
                let by = self
                    .renamed
                    .get(&(one.file, by.to_string()))
                    .cloned()
                    .map_or(by, Text::Owned);
                one.person.introduced_by = Some(by);
            }
            if is_new(&one) {
                settle(&mut one.person, options.every, (nth, new), today);
                nth += 1;
            }
            let known = one.known.map(|at| &book.people[at]);
            self.take_in(one, known, plan);
        }
    }

    fn find_shared(&mut self, incoming: &[Incoming]) {
        let mut names = HashSet::new();
        for one in incoming
            .iter()
            .filter(|one| one.is_whole && one.known.is_none())
        {
            let name = (one.file, fold(&one.person.name));
            if !names.insert(name.clone()) {
                self.shared.insert(name);
            }
        }
    }

    /// A handle for somebody new: the one they have got if another book brought them already,
    /// else their own if they bring one that is free.
    fn take(&mut self, one: &Incoming) -> String {
        let own = one.person.handle.as_ref();
        let name = fold(&one.person.name);
        if let Some(known) = self.of_another_book(one, &name) {
            return known.here.clone();
        }
        let handle = if own.is_empty() || self.taken.contains(own) {
            handle_for(&one.person.name, &|handle| self.taken.contains(handle))
        } else {
            own.to_owned()
        };
        self.taken.insert(handle.clone());
        if one.is_whole {
            self.new.entry(name).or_default().push(Newcomer {
                file: one.file,
                there: own.to_owned(),
                here: handle.clone(),
            });
        }
        handle
    }

    /// As with people of the book: the same handle with the same name, else the only one of
    /// that name on both sides.
    fn of_another_book(&self, one: &Incoming, name: &String) -> Option<&Newcomer> {
        let named = self.new.get(name).filter(|_| one.is_whole)?;
        let own = one.person.handle.as_ref();
        let mut others = named.iter().filter(|other| other.file != one.file);
        let same = others.clone().find(|other| other.there == own);
        let is_shared = |file| self.shared.contains(&(file, name.clone()));
        same.or_else(|| {
            let only = others.next().filter(|other| !is_shared(other.file))?;
            (named.len() == 1 && !is_shared(one.file)).then_some(only)
        })
    }

    /// Somebody new as they are, somebody known with what they lack.
    fn take_in(&mut self, one: Incoming, known: Option<&Person<'b>>, plan: &mut Plan) {
        let handle = one.person.handle.to_string();
        let left = self.coming.entry(handle.clone()).or_default();
        *left = left.saturating_sub(1);
        let comes_again = *left > 0;
        let standing = self.standing.remove(&handle);
        let standing = standing.map(Cow::Owned).or(known.map(Cow::Borrowed));
        let name;
        let outcome;
        if let Some(known) = standing {
            let gained = gains(&known, &one.person);
            if one.is_whole {
                plan.left.add(&handle, &gained.left);
            }
            name = known.name.to_string();
            outcome = gained.outcome();
            if comes_again {
                let after = with(known.into_owned(), &gained.changes);
                self.standing
                    .extend(after.map(|after| (handle.clone(), after)));
            }
            plan.changes.extend(gained.changes);
        } else {
            let rows = one.person.log.len();
            name = one.person.name.to_string();
            outcome = Outcome::New { rows };
            if comes_again {
                self.standing.insert(handle.clone(), one.person.clone());
            }
            plan.changes.push(Change::Add(Box::new(one.person)));
        }
        plan.people.push(Planned {
            file: one.file,
            line: one.line,
            handle,
            name,
            outcome,
        });
    }
}

/// Somebody after changes of theirs; nobody if one of these does not fit.
fn with<'b>(person: Person<'b>, changes: &[Change]) -> Option<Person<'b>> {
    let mut alone = Book {
        people: vec![person],
        ..Book::default()
    };
    alone.apply_all(changes).ok()?;
    alone.people.pop()
}

/// What somebody new of a file of contacts is in the book: known, added today, and due only
/// if the user asks for it. With a cadence the `nth` of so many is added that much earlier
/// that the first due dates are spread over it evenly.
fn settle(
    person: &mut Person<'static>,
    every: Option<Cadence>,
    (nth, of): (usize, usize),
    today: NaiveDate,
) {
    person.known = true;
    person.added = Some(today);
    person.every = every;
    match every {
        Some(Cadence::Days(days)) => {
            let (nth, of) = (nth as u64, of.max(1) as u64);
            let earlier = Days::new(nth * u64::from(days) / of);
            person.added = today.checked_sub_days(earlier).or(Some(today));
        }
        Some(Cadence::Never) => {}
        None if person.log.is_empty() => {}
        // Rows from years ago would make all of them due at once.
        None => person.every = Some(Cadence::Never),
    }
}
