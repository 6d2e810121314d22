//! The three-way merge of books. People, goals and settings that at most one side changed are
//! taken as they are. The others are merged as JSON values, key by key, so that no field can be
//! forgotten here.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Error, Map, Value};

use crate::merge::conflict::{Conflict, Disagreement, Prefer};
use crate::merge::rows;
use crate::model::book::Book;
use crate::text::diff::trivial_merge;

/// The result of merging books.
#[derive(Debug, Clone, PartialEq)]
pub struct MergedBook<'t> {
    /// The book, with the preferred side's value in each conflict.
    pub book: Book<'t>,
    /// The conflicts, in book order.
    pub conflicts: Vec<Conflict>,
}

/// Merges two books with a common `base`. The conflicts do not depend on `prefer`.
pub fn merge<'t>(
    base: &Book<'t>,
    ours: &Book<'t>,
    theirs: &Book<'t>,
    prefer: Prefer,
) -> Result<MergedBook<'t>, Error> {
    let mut merger = Merger {
        prefer,
        path: Vec::new(),
        conflicts: Vec::new(),
    };
    let books = [base, ours, theirs];
    let settings = merger.merge_part("settings", books.map(|book| Some(&book.settings)))?;
    let goals = books.map(|book| book.goals.as_slice());
    let goals = merger.merge_by_handle("goals", goals, |goal| &goal.handle)?;
    let people = books.map(|book| book.people.as_slice());
    let people = merger.merge_by_handle("people", people, |person| &person.handle)?;
    let own = merger.merge_part("other", books.map(|book| Some(&book.own)))?;
    let book = Book {
        settings: settings.unwrap_or_default(),
        goals,
        people,
        own: own.unwrap_or_default(),
    };
    Ok(MergedBook {
        book,
        conflicts: merger.conflicts,
    })
}

/// The values of base, ours and theirs.
type Sides<'v> = [Option<&'v Value>; 3];

/// How the values at a path are merged.
enum Shape {
    /// Key by key; a missing table is empty.
    Table,
    /// A person, a goal or a promise: key by key if both sides have the same one.
    Entry,
    /// Texts without order.
    Set,
    /// Rows of a log.
    Rows,
    /// Promises, identified by their text.
    Promises,
    /// Only as a whole.
    Whole,
}

fn shape(path: &[String], value: &Value) -> Shape {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match (path.as_slice(), value) {
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

/// A merge in progress.
struct Merger {
    prefer: Prefer,
    /// The path of the value being merged.
    path: Vec<String>,
    conflicts: Vec<Conflict>,
}

impl Merger {
    /// Merges items with handles: ours in our order, then those only in theirs.
    fn merge_by_handle<T: Clone + PartialEq + Serialize + DeserializeOwned>(
        &mut self,
        group: &str,
        sides: [&[T]; 3],
        handle: fn(&T) -> &str,
    ) -> Result<Vec<T>, Error> {
        let known = sides.map(|side| -> HashMap<&str, &T> {
            side.iter().map(|item| (handle(item), item)).collect()
        });
        let [_, ours, theirs] = sides;
        let only_theirs = theirs
            .iter()
            .filter(|item| !known[1].contains_key(handle(item)));
        let mut merged = Vec::with_capacity(ours.len());
        for key in ours.iter().chain(only_theirs).map(handle) {
            let sides = known.each_ref().map(|side| side.get(key).copied());
            merged.extend(self.at_key(group, |merger| merger.merge_part(key, sides))?);
        }
        Ok(merged)
    }

    /// Merges one part of the book.
    fn merge_part<T: Clone + PartialEq + Serialize + DeserializeOwned>(
        &mut self,
        key: &str,
        sides: [Option<&T>; 3],
    ) -> Result<Option<T>, Error> {
        let [base, ours, theirs] = sides;
        if let Some(part) = trivial_merge(base, ours, theirs) {
            return Ok(part.cloned());
        }
        let value = |part: Option<&T>| part.map(serde_json::to_value).transpose();
        let values = [value(base)?, value(ours)?, value(theirs)?];
        let merged = self.at_key(key, |merger| {
            merger.merge_value(values.each_ref().map(Option::as_ref))
        });
        merged.map(serde_json::from_value).transpose()
    }

    /// Runs a step of the merge at a key below the current path.
    fn at_key<T>(&mut self, key: &str, step: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(key.to_owned());
        let result = step(self);
        self.path.pop();
        result
    }

    fn merge_value(&mut self, sides: Sides<'_>) -> Option<Value> {
        let [base, ours, theirs] = sides;
        if let Some(value) = trivial_merge(base, ours, theirs) {
            return value.cloned();
        }
        match (shape(&self.path, ours.or(theirs)?), ours, theirs) {
            (Shape::Entry, Some(one), Some(two))
                if base.is_none() && one["name"] != two["name"] =>
            {
                self.conflict(Disagreement::Namesakes, ours, theirs)
            }
            (Shape::Table, ..) | (Shape::Entry, Some(_), Some(_)) => self.merge_table(sides),
            (Shape::Set, ..) => merge_sets(sides),
            (Shape::Rows, ..) => self.merge_rows(sides),
            (Shape::Promises, ..) => self.merge_promises(sides),
            (Shape::Entry | Shape::Whole, None, _) => {
                self.conflict(Disagreement::RemovedByUs, ours, theirs)
            }
            (Shape::Entry | Shape::Whole, _, None) => {
                self.conflict(Disagreement::RemovedByThem, ours, theirs)
            }
            (Shape::Whole, Some(_), Some(_)) => self.conflict(Disagreement::Values, ours, theirs),
        }
    }

    /// Records a conflict and returns the preferred value.
    fn conflict(
        &mut self,
        how: Disagreement,
        ours: Option<&Value>,
        theirs: Option<&Value>,
    ) -> Option<Value> {
        let path = self.path.clone();
        self.conflicts.push(Conflict { path, how });
        self.prefer.pick(ours, theirs).cloned()
    }

    /// Merges key by key: ours in our order, then keys only in theirs.
    fn merge_table(&mut self, sides: Sides<'_>) -> Option<Value> {
        let objects = sides.map(|side| side.and_then(Value::as_object));
        let [_, ours, theirs] = objects.map(|object| object.into_iter().flat_map(Map::keys));
        let is_new = |key: &&String| objects[1].is_none_or(|ours| !ours.contains_key(*key));
        let mut merged = Map::new();
        for key in ours.chain(theirs.filter(is_new)) {
            let sides = objects.map(|object| object?.get(key));
            let value = self.at_key(key, |merger| merger.merge_value(sides));
            merged.extend(value.map(|value| (key.clone(), value)));
        }
        // The top-level tables, settings and custom fields, exist even if empty.
        (!merged.is_empty() || self.path.len() < 2).then_some(Value::Object(merged))
    }

    fn merge_rows(&mut self, sides: Sides<'_>) -> Option<Value> {
        let (merged, clashes) = rows::merge(sides.map(as_slice), self.prefer);
        for (row, how) in clashes {
            self.at_key(&rows::day_and_kind(row), |merger| {
                merger.conflict(how, None, None)
            });
        }
        non_empty_array(merged)
    }

    fn merge_promises(&mut self, sides: Sides<'_>) -> Option<Value> {
        let numbered = sides.map(by_text);
        let known = numbered
            .each_ref()
            .map(|side| side.iter().copied().collect::<HashMap<_, _>>());
        let [_, ours, theirs] = &numbered;
        let only_theirs = theirs.iter().filter(|(key, _)| !known[1].contains_key(key));
        let mut merged = Vec::new();
        for (key, promise) in ours.iter().chain(only_theirs) {
            let sides = known.each_ref().map(|side| side.get(key).copied());
            // Named by its day, since messages must not reveal its text.
            let name = format!("by {}", promise["by"].as_str().unwrap_or_default());
            merged.extend(self.at_key(&name, |merger| merger.merge_value(sides)));
        }
        non_empty_array(merged)
    }
}

/// Promises keyed by their text, numbered where several have the same.
fn by_text(promises: Option<&Value>) -> Vec<((&str, usize), &Value)> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let numbered = as_slice(promises).iter().map(|promise| {
        let text = promise["what"].as_str().unwrap_or_default();
        let number = seen.entry(text).or_default();
        *number += 1;
        ((text, *number), promise)
    });
    numbered.collect()
}

fn as_slice(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The values as an array, or `None` if there are none.
fn non_empty_array(values: Vec<Value>) -> Option<Value> {
    (!values.is_empty()).then_some(Value::Array(values))
}

/// Ours without what they removed, then what they added.
fn merge_sets(sides: Sides<'_>) -> Option<Value> {
    let [base, ours, theirs] = sides.map(|side| as_slice(side).iter().collect::<HashSet<_>>());
    let is_removed = |value: &&Value| base.contains(value) && !theirs.contains(value);
    let is_added = |value: &&Value| !base.contains(value) && !ours.contains(value);
    let kept = as_slice(sides[1]).iter().filter(|value| !is_removed(value));
    let added = as_slice(sides[2]).iter().filter(is_added);
    non_empty_array(kept.chain(added).cloned().collect())
}
