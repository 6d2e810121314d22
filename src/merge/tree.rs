//! The three-way merge itself, on books as trees of values: the form that JSON has, with people
//! and goals by their handles. Every field is in it, so none can be forgotten here.

use serde::Deserialize as _;
use serde_json::{Map, Value};

use crate::formats::json;
use crate::formats::json::JsonError;
use crate::model::book::Book;

use crate::merge::rows::Row;
use crate::merge::{Conflict, Differ, Prefer, rows};

/// A book as a tree; people and goals are objects by handle.
pub(crate) fn of(book: &Book<'_>) -> Result<Value, JsonError> {
    let text = json::write(book, false);
    let mut reader = serde_json::Deserializer::from_str(&text);
    // A book was read from a file, whose depth has a limit.
    reader.disable_recursion_limit();
    let mut tree = Value::deserialize(&mut reader).map_err(|error| fault(&error))?;
    for group in GROUPS {
        let entries = tree.get_mut(group).map(Value::take);
        let entries = entries.and_then(|entries| match entries {
            Value::Array(entries) => Some(entries),
            _ => None,
        });
        let by_handle = entries.unwrap_or_default().into_iter().map(|entry| {
            let handle = entry["handle"].as_str().unwrap_or_default().to_owned();
            (handle, entry)
        });
        tree[group] = Value::Object(by_handle.collect());
    }
    Ok(tree)
}

/// The book of a tree.
pub(crate) fn book(mut tree: Value) -> Result<Book<'static>, JsonError> {
    for group in GROUPS {
        if let Some(Value::Object(entries)) = tree.get_mut(group).map(Value::take) {
            tree[group] = entries.into_iter().map(|(_, entry)| entry).collect();
        }
    }
    json::read(&tree.to_string())
}

const GROUPS: [&str; 2] = ["people", "goals"];

fn fault(error: &serde_json::Error) -> JsonError {
    JsonError {
        line: error.line(),
        column: error.column(),
        what: "the book has no form that can be merged".to_owned(),
    }
}

/// How the values at a place are merged.
enum Shape {
    /// Key by key; a missing one is empty.
    Table,
    /// A person or a goal: key by key if it is the same one.
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

fn shape(place: &[String]) -> Shape {
    let place: Vec<&str> = place.iter().map(String::as_str).collect();
    match place.as_slice() {
        []
        | ["people" | "goals" | "settings" | "other"]
        | ["settings", "score" | "credit" | "contact" | "due"]
        | ["people" | "goals", _, "other"] => Shape::Table,
        ["people" | "goals", _] => Shape::Entry,
        ["settings", "departments"]
        | ["people", _, "helps" | "cares" | "tags" | "email" | "phone"]
        | ["goals", _, "helped_by" | "hindered_by"] => Shape::Set,
        ["people", _, "log"] => Shape::Rows,
        ["people", _, "promises"] => Shape::Promises,
        _ => Shape::Whole,
    }
}

/// A merge under way.
pub(crate) struct Merge<'c> {
    pub(crate) prefer: Prefer,
    pub(crate) conflicts: &'c mut Vec<Conflict>,
}

impl Merge<'_> {
    /// Merges whole trees.
    pub(crate) fn whole(&mut self, base: &Value, ours: &Value, theirs: &Value) -> Value {
        let mut place = Vec::new();
        self.merge(Some(base), Some(ours), Some(theirs), &mut place)
            .unwrap_or_default()
    }

    fn merge(
        &mut self,
        base: Option<&Value>,
        ours: Option<&Value>,
        theirs: Option<&Value>,
        place: &mut Vec<String>,
    ) -> Option<Value> {
        if ours == theirs || base == theirs {
            return ours.cloned();
        }
        if base == ours {
            return theirs.cloned();
        }
        match (shape(place), ours, theirs) {
            (Shape::Table, ..) => self.table(base, ours, theirs, place),
            (Shape::Entry, Some(one), Some(two)) => {
                if base.is_none() && one["name"] != two["name"] {
                    return self.conflict(Differ::Namesakes, ours, theirs, place);
                }
                self.table(base, ours, theirs, place)
            }
            (Shape::Set, ..) => set(list(base), list(ours), list(theirs)),
            (Shape::Rows, ..) => self.rows(base, ours, theirs, place),
            (Shape::Promises, ..) => self.promises(base, ours, theirs, place),
            (Shape::Entry | Shape::Whole, None, _) => {
                self.conflict(Differ::RemovedByUs, ours, theirs, place)
            }
            (Shape::Entry | Shape::Whole, _, None) => {
                self.conflict(Differ::RemovedByThem, ours, theirs, place)
            }
            (Shape::Whole, Some(_), Some(_)) => self.conflict(Differ::Values, ours, theirs, place),
        }
    }

    /// Notes a conflict and gives the preferred value.
    pub(crate) fn conflict(
        &mut self,
        how: Differ,
        ours: Option<&Value>,
        theirs: Option<&Value>,
        place: &[String],
    ) -> Option<Value> {
        self.conflicts.push(Conflict {
            place: place.to_vec(),
            how,
        });
        match self.prefer {
            Prefer::Ours => ours.cloned(),
            Prefer::Theirs => theirs.cloned(),
        }
    }

    /// Key by key: ours in their order, then what only they have.
    fn table(
        &mut self,
        base: Option<&Value>,
        ours: Option<&Value>,
        theirs: Option<&Value>,
        place: &mut Vec<String>,
    ) -> Option<Value> {
        let empty = Map::new();
        let keys = |value: Option<&Value>| -> Vec<String> {
            let object = value.and_then(Value::as_object).unwrap_or(&empty);
            object.keys().cloned().collect()
        };
        let mut all = keys(ours);
        all.extend(keys(theirs));
        let mut merged = Map::new();
        for key in all {
            if merged.contains_key(&key) {
                continue;
            }
            let at = |value: Option<&'_ Value>| value.and_then(|value| value.get(&key)).cloned();
            let (base, ours, theirs) = (at(base), at(ours), at(theirs));
            place.push(key.clone());
            let value = self.merge(base.as_ref(), ours.as_ref(), theirs.as_ref(), place);
            place.pop();
            merged.extend(value.map(|value| (key, value)));
        }
        (!merged.is_empty() || place.len() < 2).then_some(Value::Object(merged))
    }

    fn rows(
        &mut self,
        base: Option<&Value>,
        ours: Option<&Value>,
        theirs: Option<&Value>,
        place: &[String],
    ) -> Option<Value> {
        let (merged, clashes) = rows::merge(list(base), list(ours), list(theirs), self.prefer);
        for (row, how) in clashes {
            let mut place = place.to_vec();
            place.push(Row(&row).named());
            self.conflicts.push(Conflict { place, how });
        }
        (!merged.is_empty()).then_some(Value::Array(merged))
    }

    /// Promises are told apart by their words; of the same words, by how many came before.
    fn promises(
        &mut self,
        base: Option<&Value>,
        ours: Option<&Value>,
        theirs: Option<&Value>,
        place: &mut Vec<String>,
    ) -> Option<Value> {
        let (base, ours, theirs) = (by_words(base), by_words(ours), by_words(theirs));
        let find = |all: &[((String, usize), Value)], key: &(String, usize)| {
            let found = all.iter().find(|(one, _)| one == key);
            found.map(|(_, promise)| promise.clone())
        };
        let only_theirs = theirs
            .iter()
            .filter(|(key, _)| find(&ours, key).is_none())
            .map(|(key, _)| key);
        let mut merged = Vec::new();
        for key in ours.iter().map(|(key, _)| key).chain(only_theirs) {
            let (base, ours, theirs) = (find(&base, key), find(&ours, key), find(&theirs, key));
            let is_known = ours.is_some() && theirs.is_some();
            // A promise is a table if both have it, and a whole if one has not.
            place.push(promise_name(ours.as_ref().or(theirs.as_ref())));
            let promise = if is_known && base != ours && base != theirs && ours != theirs {
                self.table(base.as_ref(), ours.as_ref(), theirs.as_ref(), place)
            } else {
                self.merge(base.as_ref(), ours.as_ref(), theirs.as_ref(), place)
            };
            place.pop();
            merged.extend(promise);
        }
        (!merged.is_empty()).then_some(Value::Array(merged))
    }
}

/// A promise by its day: its words are nobody's business in a message.
fn promise_name(promise: Option<&Value>) -> String {
    let by = promise.and_then(|promise| promise["by"].as_str());
    format!("by {}", by.unwrap_or_default())
}

fn by_words(promises: Option<&Value>) -> Vec<((String, usize), Value)> {
    let mut all: Vec<((String, usize), Value)> = Vec::new();
    for promise in list(promises) {
        let words = promise["what"].as_str().unwrap_or_default().to_owned();
        let before = all.iter().filter(|((one, _), _)| *one == words).count();
        all.push(((words, before), promise.clone()));
    }
    all
}

fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Ours without what they took out, then what they added.
fn set(base: &[Value], ours: &[Value], theirs: &[Value]) -> Option<Value> {
    let is_taken_out = |value: &&Value| base.contains(value) && !theirs.contains(value);
    let is_added = |value: &&Value| !base.contains(value) && !ours.contains(value);
    let kept = ours.iter().filter(|value| !is_taken_out(value));
    let merged: Vec<Value> = kept
        .chain(theirs.iter().filter(is_added))
        .cloned()
        .collect();
    (!merged.is_empty()).then_some(Value::Array(merged))
}
