//! Those whom an import brings: their handles, what a new person is in the book, and the goals
//! that name them.

use std::collections::{HashMap, HashSet};

use chrono::{Days, NaiveDate};

use crate::core::book::Book;
use crate::core::change::Change;
use crate::core::fold::fold;
use crate::core::goal::Goal;
use crate::core::handle::{goal_handle_for, handle_for};
use crate::core::own::Text;
use crate::core::person::{Cadence, Person};

use super::join::{Incoming, Known, absorb};
use super::plan::{Options, Plan};

/// Those who come, and the handles that they get.
pub(super) struct Arrivals {
    /// The handles that are taken, old and new.
    taken: HashSet<String>,
    /// What a handle of an imported book has become, by file.
    renamed: HashMap<(usize, String), String>,
}

impl Arrivals {
    pub(super) fn new(book: &Book<'_>) -> Self {
        let handles = book.people.iter().map(|person| person.handle.to_string());
        Self {
            taken: handles.collect(),
            renamed: HashMap::new(),
        }
    }

    /// A handle for somebody new: their own if they bring one that is free.
    fn take(&mut self, person: &Person<'_>) -> String {
        let own = person.handle.as_ref();
        let handle = if own.is_empty() || self.taken.contains(own) {
            handle_for(&person.name, &|handle| self.taken.contains(handle))
        } else {
            own.to_owned()
        };
        self.taken.insert(handle.clone());
        handle
    }

    /// Gives everybody a handle and takes them into the plan, known or new.
    pub(super) fn people(
        mut self,
        book: &Book<'_>,
        incoming: Vec<Incoming>,
        options: &Options,
        today: NaiveDate,
        plan: &mut Plan,
    ) -> Self {
        let places = Known::new(book).matches(&incoming);
        let mut incoming = once_each(incoming, places);
        for (one, place) in &mut incoming {
            let handle = place.map_or_else(
                || self.take(&one.person),
                |at| book.people[at].handle.to_string(),
            );
            let before = std::mem::replace(&mut one.person.handle, Text::Owned(handle.clone()));
            self.renamed.insert((one.file, before.into_owned()), handle);
        }
        let is_new = |one: &Incoming, place: &Option<usize>| place.is_none() && !one.is_whole;
        let new = incoming.iter().filter(|(one, at)| is_new(one, at)).count();
        let mut nth = 0;
        for (mut one, place) in incoming {
            if let Some(by) = one.person.introduced_by.take() {
                let by = self
                    .renamed
                    .get(&(one.file, by.to_string()))
                    .cloned()
                    .map_or(by, Text::Owned);
                one.person.introduced_by = Some(by);
            }
            if is_new(&one, &place) {
                settle(&mut one.person, options.every, (nth, new), today);
                nth += 1;
            }
            plan.take_in(one, place.map(|at| &book.people[at]));
        }
        self
    }

    /// Adds the goals whose names the book does not have, naming people as they are named here.
    pub(super) fn goals(
        self,
        book: &Book<'_>,
        goals: Vec<(usize, Goal<'static>)>,
        plan: &mut Plan,
    ) {
        let mut taken: HashSet<String> = book.goals.iter().map(|g| g.handle.to_string()).collect();
        let known: HashSet<String> = book.goals.iter().map(|goal| fold(&goal.name)).collect();
        for (file, mut goal) in goals {
            if known.contains(&fold(&goal.name)) {
                continue;
            }
            for handle in goal.helped_by.iter_mut().chain(&mut goal.hindered_by) {
                if let Some(new) = self.renamed.get(&(file, handle.to_string())) {
                    *handle = Text::Owned(new.clone());
                }
            }
            if taken.contains(goal.handle.as_ref()) {
                goal.handle = Text::Owned(goal_handle_for(&goal.name, &|h| taken.contains(h)));
            }
            taken.insert(goal.handle.to_string());
            plan.goals += 1;
            plan.changes.push(Change::AddGoal(Box::new(goal)));
        }
    }
}

/// Several records of one known person are one.
fn once_each(
    incoming: Vec<Incoming>,
    places: Vec<Option<usize>>,
) -> Vec<(Incoming, Option<usize>)> {
    let mut first: HashMap<usize, usize> = HashMap::new();
    let mut each: Vec<(Incoming, Option<usize>)> = Vec::new();
    for (one, place) in incoming.into_iter().zip(places) {
        let before = place.and_then(|at| first.get(&at).copied());
        match (before, place) {
            (Some(before), _) => absorb(&mut each[before].0.person, one.person),
            (None, place) => {
                first.extend(place.map(|at| (at, each.len())));
                each.push((one, place));
            }
        }
    }
    each
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
