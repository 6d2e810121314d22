//! What can be told only when everybody is known: handles that nobody has.

use std::collections::HashSet;
use std::ops::Range;

use crate::document::tree::{Id, ROOT};
use crate::model::book::Book;

use crate::document::read::Reader;

impl<'t> Reader<'_, 't> {
    /// Warns of handles in goals and introductions that nobody has.
    pub(crate) fn check_names(&mut self, book: &Book<'t>) {
        let introduced = std::mem::take(&mut self.notes.introduced);
        let names = book.goals.iter().any(|goal| goal.named().next().is_some());
        if introduced.is_empty() && !names {
            return;
        }
        let handles: HashSet<&str> = book
            .people
            .iter()
            .map(|person| person.handle.as_ref())
            .collect();
        for list in ["helped_by", "hindered_by"] {
            for goal in self.goals() {
                if let Some(list) = self.tree.get(goal, list) {
                    for name in self.tree.children(list) {
                        if let Some(handle) = self.tree.string(name) {
                            self.check_name(&handle, self.tree.value_span(name), &handles);
                        }
                    }
                }
            }
        }
        for (person, handle, place) in introduced {
            self.notes.handle = Some(person);
            self.check_name(&handle, place, &handles);
        }
        self.notes.handle = None;
    }

    fn goals(&self) -> Vec<Id> {
        let table = self.tree.get(ROOT, "goals");
        table.map_or_else(Vec::new, |table| self.tree.children(table).collect())
    }

    fn check_name(&mut self, handle: &str, place: Range<usize>, handles: &HashSet<&str>) {
        if !handles.contains(handle) {
            self.warn(
                place,
                "nobody has this handle",
                "a handle is what stands after `people.`",
            );
        }
    }
}
