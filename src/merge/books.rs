//! The three-way merge itself. People, goals and settings that at most one side changed are taken
//! as they are. The others are merged as values, with every field by its key, so that none can
//! be forgotten here.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Error, Map, Value};

use crate::merge::conflict::{Conflict, Disagreement, Prefer};
use crate::merge::rows;
use crate::model::book::Book;
use crate::text::diff::undisputed;

/// What came of a merge of books.
#[derive(Debug, Clone, PartialEq)]
pub struct MergedBook<'t> {
    /// The book, with the preferred value in each conflict.
    pub book: Book<'t>,
    /// The conflicts, in the order of the book.
    pub conflicts: Vec<Conflict>,
}

/// Merges two books that came from `base`. The conflicts are the same whatever is preferred.
pub fn merge<'t>(
    base: &Book<'t>,
    ours: &Book<'t>,
    theirs: &Book<'t>,
    prefer: Prefer,
) -> Result<MergedBook<'t>, Error> {
    let mut merge = Merge {
        prefer,
        place: Vec::new(),
        conflicts: Vec::new(),
    };
    let books = [base, ours, theirs];
    let settings = merge.part("settings", books.map(|book| Some(&book.settings)))?;
    let goals = books.map(|book| book.goals.as_slice());
    let goals = merge.by_handle("goals", goals, |goal| &goal.handle)?;
    let people = books.map(|book| book.people.as_slice());
    let people = merge.by_handle("people", people, |person| &person.handle)?;
    let own = merge.part("other", books.map(|book| Some(&book.own)))?;
    let book = Book {
        settings: settings.unwrap_or_default(),
        goals,
        people,
        own: own.unwrap_or_default(),
    };
    Ok(MergedBook {
        book,
        conflicts: merge.conflicts,
    })
}

/// A value of base, ours and theirs.
type Sides<'v> = [Option<&'v Value>; 3];

/// How the values at a place are merged.
enum Shape {
    /// Key by key; a missing one is empty.
    Table,
    /// A person, a goal or a promise: key by key if it is the same one.
    Entry,
    /// Texts in no order.
    Set,
    /// Rows of a log.
    Rows,
    /// Promises, told apart by their words.
    Promises,
    /// Only as a whole.
    Whole,
}

fn shape(place: &[String], value: &Value) -> Shape {
    let place: Vec<&str> = place.iter().map(String::as_str).collect();
    match (place.as_slice(), value) {
        (["people" | "goals", _] | ["people", _, "promises", _], _) => Shape::Entry,
        (["people", _, "log"], _) => Shape::Rows,
        (["people", _, "promises"], _) => Shape::Promises,
        (
            ["settings" | "other"] | ["settings", _] | ["people" | "goals", _, "other"],
            Value::Object(_),
        ) => Shape::Table,
        (["settings", _] | ["people" | "goals", _, _], Value::Array(_)) => Shape::Set,
        _ => Shape::Whole,
    }
}

/// A merge under way.
struct Merge {
    prefer: Prefer,
    /// Where it is.
    place: Vec<String>,
    conflicts: Vec<Conflict>,
}

impl Merge {
    /// Things with handles: ours in their order, then those that only they have.
    fn by_handle<T: Clone + PartialEq + Serialize + DeserializeOwned>(
        &mut self,
        group: &str,
        sides: [&[T]; 3],
        handle: fn(&T) -> &str,
    ) -> Result<Vec<T>, Error> {
        let known = sides.map(|side| -> HashMap<&str, &T> {
            side.iter().map(|thing| (handle(thing), thing)).collect()
        });
        let [_, ours, theirs] = sides;
        let only_theirs = theirs
            .iter()
            .filter(|thing| !known[1].contains_key(handle(thing)));
        let mut merged = Vec::with_capacity(ours.len());
        for key in ours.iter().chain(only_theirs).map(handle) {
            let sides = known.each_ref().map(|side| side.get(key).copied());
            merged.extend(self.at(group, |merge| merge.part(key, sides))?);
        }
        Ok(merged)
    }

    /// One part of the book.
    fn part<T: Clone + PartialEq + Serialize + DeserializeOwned>(
        &mut self,
        key: &str,
        sides: [Option<&T>; 3],
    ) -> Result<Option<T>, Error> {
        let [base, ours, theirs] = sides;
        if let Some(part) = undisputed(base, ours, theirs) {
            return Ok(part.cloned());
        }
        let value = |part: Option<&T>| part.map(serde_json::to_value).transpose();
        let values = [value(base)?, value(ours)?, value(theirs)?];
        let merged = self.at(key, |merge| {
            merge.value(values.each_ref().map(Option::as_ref))
        });
        merged.map(serde_json::from_value).transpose()
    }

    /// Does a step at a place within this one.
    fn at<T>(&mut self, key: &str, step: impl FnOnce(&mut Self) -> T) -> T {
        self.place.push(key.to_owned());
        let done = step(self);
        self.place.pop();
        done
    }

    fn value(&mut self, sides: Sides<'_>) -> Option<Value> {
        let [base, ours, theirs] = sides;
        if let Some(value) = undisputed(base, ours, theirs) {
            return value.cloned();
        }
        match (shape(&self.place, ours.or(theirs)?), ours, theirs) {
            (Shape::Entry, Some(one), Some(two))
                if base.is_none() && one["name"] != two["name"] =>
            {
                self.conflict(Disagreement::Namesakes, ours, theirs)
            }
            (Shape::Table, ..) | (Shape::Entry, Some(_), Some(_)) => self.table(sides),
            (Shape::Set, ..) => set(sides),
            (Shape::Rows, ..) => self.rows(sides),
            (Shape::Promises, ..) => self.promises(sides),
            (Shape::Entry | Shape::Whole, None, _) => {
                self.conflict(Disagreement::RemovedByUs, ours, theirs)
            }
            (Shape::Entry | Shape::Whole, _, None) => {
                self.conflict(Disagreement::RemovedByThem, ours, theirs)
            }
            (Shape::Whole, Some(_), Some(_)) => self.conflict(Disagreement::Values, ours, theirs),
        }
    }

    /// Notes a conflict and gives the preferred value.
    fn conflict(
        &mut self,
        how: Disagreement,
        ours: Option<&Value>,
        theirs: Option<&Value>,
    ) -> Option<Value> {
        let place = self.place.clone();
        self.conflicts.push(Conflict { place, how });
        self.prefer.pick(ours, theirs).cloned()
    }

    /// Key by key: ours in their order, then what only they have.
    fn table(&mut self, sides: Sides<'_>) -> Option<Value> {
        let objects = sides.map(|side| side.and_then(Value::as_object));
        let [_, ours, theirs] = objects.map(|object| object.into_iter().flat_map(Map::keys));
        let is_new = |key: &&String| objects[1].is_none_or(|ours| !ours.contains_key(*key));
        let mut merged = Map::new();
        for key in ours.chain(theirs.filter(is_new)) {
            let sides = objects.map(|object| object?.get(key));
            let value = self.at(key, |merge| merge.value(sides));
            merged.extend(value.map(|value| (key.clone(), value)));
        }
        // The settings and the keys at the top are there even if they are empty.
        (!merged.is_empty() || self.place.len() < 2).then_some(Value::Object(merged))
    }

    fn rows(&mut self, sides: Sides<'_>) -> Option<Value> {
        let (merged, clashes) = rows::merge(sides.map(list), self.prefer);
        for (row, how) in clashes {
            self.at(&rows::day_and_kind(row), |merge| {
                merge.conflict(how, None, None)
            });
        }
        array(merged)
    }

    fn promises(&mut self, sides: Sides<'_>) -> Option<Value> {
        let numbered = sides.map(by_words);
        let known = numbered
            .each_ref()
            .map(|side| side.iter().copied().collect::<HashMap<_, _>>());
        let [_, ours, theirs] = &numbered;
        let only_theirs = theirs.iter().filter(|(key, _)| !known[1].contains_key(key));
        let mut merged = Vec::new();
        for (key, promise) in ours.iter().chain(only_theirs) {
            let sides = known.each_ref().map(|side| side.get(key).copied());
            // By its day: its words are nobody's business in a message.
            let name = format!("by {}", promise["by"].as_str().unwrap_or_default());
            merged.extend(self.at(&name, |merge| merge.value(sides)));
        }
        array(merged)
    }
}

/// Promises by their words; of the same words, by how many came before.
fn by_words(promises: Option<&Value>) -> Vec<((&str, usize), &Value)> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let numbered = list(promises).iter().map(|promise| {
        let words = promise["what"].as_str().unwrap_or_default();
        let before = seen.entry(words).or_default();
        *before += 1;
        ((words, *before), promise)
    });
    numbered.collect()
}

fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A list; an empty one is none.
fn array(values: Vec<Value>) -> Option<Value> {
    (!values.is_empty()).then_some(Value::Array(values))
}

/// Ours without what they took out, then what they added.
fn set(sides: Sides<'_>) -> Option<Value> {
    let [base, ours, theirs] = sides.map(|side| list(side).iter().collect::<HashSet<_>>());
    let is_taken_out = |value: &&Value| base.contains(value) && !theirs.contains(value);
    let is_added = |value: &&Value| !base.contains(value) && !ours.contains(value);
    let kept = list(sides[1]).iter().filter(|value| !is_taken_out(value));
    let added = list(sides[2]).iter().filter(is_added);
    array(kept.chain(added).cloned().collect())
}
