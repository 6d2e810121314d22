//! Adds the people of an import to its plan: assigns handles, and sets the defaults of new people.

use std::collections::{HashMap, HashSet};

use chrono::{Days, NaiveDate};

use crate::formats::import::dedupe::{Incoming, join_known};
use crate::formats::import::enrich::enrich;
use crate::formats::import::matcher::KnownPeople;
use crate::formats::import::outcome::{Gains, ImportOptions, ImportPlan, ImportedPerson};
use crate::model::book::Book;
use crate::model::change::Change;
use crate::model::custom_fields::Text;
use crate::model::handle::handle_for;
use crate::model::person::{Cadence, Person};
use crate::text::fold::fold;

/// A new person from an imported book.
struct BookNewcomer {
    file: usize,
    /// Their handle in the imported book.
    there: String,
    /// Their handle in this book.
    here: String,
}

/// The handles of imported people, and the state of those already planned.
#[derive(Default)]
pub(crate) struct Newcomers<'b> {
    /// The handles in use, old and new.
    taken: HashSet<String>,
    /// The handles of imported books mapped to those in this book, by file.
    pub(crate) renamed: HashMap<(usize, String), String>,
    /// New people from imported books, by name. If another imported book has one of them, it adds
    /// to them.
    new: HashMap<String, Vec<BookNewcomer>>,
    /// How many new people of each imported book share a name: a shared one identifies nobody.
    namesakes: HashMap<(usize, String), usize>,
    /// People that an earlier file added or changed, after those changes.
    current: HashMap<String, Person<'b>>,
}

impl<'b> Newcomers<'b> {
    pub(crate) fn new(book: &Book<'_>) -> Self {
        let handles = book.people.iter().map(|person| person.handle.to_string());
        Self {
            taken: handles.collect(),
            ..Self::default()
        }
    }

    /// Assigns handles and adds everyone to the plan, known or new.
    pub(crate) fn add_all(
        &mut self,
        book: &'b Book<'b>,
        mut incoming: Vec<Incoming>,
        options: &ImportOptions,
        today: NaiveDate,
        plan: &mut ImportPlan,
    ) {
        KnownPeople::new(book).match_all(&mut incoming);
        let mut incoming = join_known(incoming);
        for one in incoming
            .iter()
            .filter(|one| one.is_from_book && one.known.is_none())
        {
            let name = (one.file, fold(&one.person.name));
            *self.namesakes.entry(name).or_default() += 1;
        }
        for one in &mut incoming {
            let handle = match one.known {
                Some(at) => book.people[at].handle.to_string(),
                None => self.new_handle(one),
            };
            let before = std::mem::replace(&mut one.person.handle, Text::Owned(handle.clone()));
            if one.is_from_book {
                self.renamed.insert((one.file, before.into_owned()), handle);
            }
        }
        let is_new = |one: &Incoming| one.known.is_none() && !one.is_from_book;
        let new = incoming.iter().filter(|one| is_new(one)).count();
        let mut nth = 0;
        for mut one in incoming {
            if let Some(by) = &mut one.person.introduced_by
                && let Some(here) = self.renamed.get(&(one.file, by.to_string()))
            {
                *by = Text::Owned(here.clone());
            }
            if is_new(&one) {
                set_defaults(&mut one.person, options.every, (nth, new), today);
                nth += 1;
            }
            let known = one.known.map(|at| &book.people[at]);
            self.add_person(one, known, plan);
        }
    }

    /// A handle for a new person: the one assigned when another imported book had them too, else
    /// their own if it is free, else one made from the name.
    fn new_handle(&mut self, one: &Incoming) -> String {
        let own = one.person.handle.as_ref();
        let name = fold(&one.person.name);
        if let Some(known) = self.find_in_other_books(one, &name) {
            return known.here.clone();
        }
        let handle = if own.is_empty() || self.taken.contains(own) {
            handle_for(&one.person.name, &|handle| self.taken.contains(handle))
        } else {
            own.to_owned()
        };
        self.taken.insert(handle.clone());
        if one.is_from_book {
            self.new.entry(name).or_default().push(BookNewcomer {
                file: one.file,
                there: own.to_owned(),
                here: handle.clone(),
            });
        }
        handle
    }

    /// Matches as for people in this book: the same handle and name, else the only person of that
    /// name on both sides.
    fn find_in_other_books(&self, one: &Incoming, name: &String) -> Option<&BookNewcomer> {
        let named = self.new.get(name).filter(|_| one.is_from_book)?;
        let own = one.person.handle.as_ref();
        let mut others = named.iter().filter(|other| other.file != one.file);
        let same = others.clone().find(|other| other.there == own);
        let is_shared = |file| self.namesakes.get(&(file, name.clone())) > Some(&1);
        same.or_else(|| {
            let only = others.next().filter(|other| !is_shared(other.file))?;
            (named.len() == 1 && !is_shared(one.file)).then_some(only)
        })
    }

    /// Adds a new person whole; to a known one, only what they lack.
    fn add_person(&mut self, one: Incoming, known: Option<&Person<'b>>, plan: &mut ImportPlan) {
        let Incoming {
            file, line, person, ..
        } = one;
        let handle = person.handle.to_string();
        let current = self.current.get(&handle).or(known);
        let mut imported = ImportedPerson {
            file,
            line,
            name: current.unwrap_or(&person).name.to_string(),
            is_new: current.is_none(),
            gains: Gains::default(),
            handle: handle.clone(),
        };
        if let Some(current) = current {
            let enrichment = enrich(current, &person);
            if one.is_from_book {
                plan.not_taken.add(&handle, &enrichment.not_taken);
            }
            if !enrichment.changes.is_empty() {
                let after = person_after(current.clone(), &enrichment.changes);
                self.current.extend(after.map(|after| (handle, after)));
            }
            plan.changes.extend(enrichment.changes);
            imported.gains = enrichment.gains;
        } else {
            imported.gains.rows = person.log.len();
            if one.is_from_book {
                self.current.insert(handle, person.clone());
            }
            plan.changes.push(Change::Add(Box::new(person)));
        }
        plan.people.push(imported);
    }
}

/// The person after these changes; `None` if one does not apply.
fn person_after<'b>(person: Person<'b>, changes: &[Change]) -> Option<Person<'b>> {
    let mut alone = Book {
        people: vec![person],
        ..Book::default()
    };
    alone.apply_all(changes).ok()?;
    alone.people.pop()
}

/// Marks a new person from a file of contacts as known and added today, and due only if the user
/// asks for it. With a cadence, the `nth` of `total` is added earlier, so that the first due
/// dates spread evenly over it.
fn set_defaults(
    person: &mut Person<'static>,
    every: Option<Cadence>,
    (nth, total): (usize, usize),
    today: NaiveDate,
) {
    let earlier = match every {
        Some(Cadence::Days(days)) => nth as u64 * u64::from(days) / total.max(1) as u64,
        Some(Cadence::Never) | None => 0,
    };
    person.added = today.checked_sub_days(Days::new(earlier)).or(Some(today));
    // Rows from years ago would make everyone due at once.
    let has_rows = !person.log.is_empty();
    person.every = every.or(has_rows.then_some(Cadence::Never));
    person.known = true;
}
