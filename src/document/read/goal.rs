//! Goals.

use crate::document::read::reader::Reader;
use crate::document::tree::Id;
use crate::model::custom_fields::OwnKeys;
use crate::model::goal::Goal;

/// The keys of a goal.
const GOAL_KEYS: &[&str] = &["name", "set", "by", "helped_by", "hindered_by", "done"];

impl<'t> Reader<'_, 't> {
    pub fn goal(&mut self, at: Id) -> Option<Goal<'t>> {
        let handle = self.tree.key(at);
        self.check_handle(at, &handle);
        let entries = self.table(at, &format!("goals.{handle}"))?;
        let (mut name, mut set, mut by, mut done) = (None, None, None, None);
        let (mut helped_by, mut hindered_by) = (Vec::new(), Vec::new());
        let mut own = OwnKeys::default();
        for child in entries {
            match self.tree.key(child).as_ref() {
                "name" => name = Some(self.name(child)),
                "set" => set = Some(self.day(child)),
                "by" => by = self.day(child).map(|day| (child, day)),
                "helped_by" => helped_by = self.list(child, false),
                "hindered_by" => hindered_by = self.list(child, false),
                "done" => done = self.day(child).map(|day| (child, day)),
                _ => self.own_key(child, GOAL_KEYS, &mut own),
            }
        }
        if name.is_none() {
            self.missing(at, "this goal has no name", "add a line: name = \"…\"");
        }
        if set.is_none() {
            self.missing(
                at,
                "this goal does not say since when",
                "add a line: set = 2026-11-02",
            );
        }
        let set = set??;
        for (what, day) in [("due", by), ("done", done)] {
            if let Some((child, day)) = day
                && day < set
            {
                self.warn(
                    self.tree.value_span(child),
                    format!("this goal was {what} before it was set"),
                    format!("before {set}"),
                );
            }
        }
        Some(Goal {
            handle,
            name: name??,
            set,
            by: by.map(|(_, day)| day),
            helped_by,
            hindered_by,
            done: done.map(|(_, day)| day),
            own,
        })
    }
}
