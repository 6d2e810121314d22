//! What can be told only when everybody is known: handles that nobody has.

use std::collections::HashSet;

use crate::core::book::Book;
use crate::store::tree::{Id, ROOT};

use super::Reader;

impl<'t> Reader<'_, 't> {
    /// Warns of handles in goals and introductions that nobody has.
    pub(super) fn check_names(&mut self, book: &Book<'t>) {
        let introduces = book
            .people
            .iter()
            .any(|person| person.introduced_by.is_some());
        let names = book.goals.iter().any(|goal| goal.named().next().is_some());
        if !introduces && !names {
            return;
        }
        let handles: HashSet<&str> = book
            .people
            .iter()
            .map(|person| person.handle.as_ref())
            .collect();
        for list in ["helped_by", "hindered_by"] {
            for goal in self.entries("goals") {
                if let Some(list) = self.tree.get(goal, list) {
                    for name in self.tree.children(list) {
                        self.check_name(name, &handles);
                    }
                }
            }
        }
        if introduces {
            for person in self.entries("people") {
                if let Some(name) = self.tree.get(person, "introduced_by") {
                    self.handle = Some(person);
                    self.check_name(name, &handles);
                }
            }
            self.handle = None;
        }
    }

    fn entries(&self, key: &str) -> Vec<Id> {
        let table = self.tree.get(ROOT, key);
        table.map_or_else(Vec::new, |table| self.tree.children(table).collect())
    }

    fn check_name(&mut self, at: Id, handles: &HashSet<&str>) {
        let Some(name) = self.tree.string(at) else {
            return;
        };
        if !handles.contains(name.as_ref()) {
            self.warn(
                self.tree.value_span(at),
                "nobody has this handle",
                "a handle is what stands after `people.`",
            );
        }
    }
}
