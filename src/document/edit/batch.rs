//! One round of changes against one tree.
//!
//! A round ends where a change would build on what another of the same round has changed.

use std::collections::{HashMap, HashSet};

use crate::document::tree::{Id, ROOT, Tree};
use crate::model::change::{Change, Field, FieldValue};
use crate::model::interaction::Interaction;
use crate::model::person::Promise;

use crate::document::edit::piece_table::Edit;
use crate::document::edit::source_map::Layout;
use crate::document::edit::write;
use crate::document::edit::write::{Row, Value};

/// The change must wait for the next round.
#[derive(Debug)]
pub(crate) struct NeedsReparse;

/// Of the edits at one place, keys come in the order of their ranks, then rows with their
/// own headers, then goals, then people.
pub(crate) const RANK_ROWS: u16 = 100;
/// Statements of somebody new, which belong to the table above.
pub(crate) const RANK_LINES: u16 = 90;
const RANK_GOAL: u16 = 190;
const RANK_PERSON: u16 = 200;

/// The keys of a promise in their order.
const PROMISE_ORDER: &[&str] = &["by", "made", "what", "kept"];
/// The keys of a goal in their order.
const GOAL_ORDER: &[&str] = &["name", "set", "by", "helped_by", "hindered_by", "done"];

/// The keys of a person in their order: the fields, then what has rows.
pub(crate) const PERSON_ORDER: &[&str] = &{
    let mut order = [""; Field::ALL.len() + 2];
    let mut at = 0;
    while at < Field::ALL.len() {
        order[at] = Field::ALL[at].key();
        at += 1;
    }
    order[at] = "promises";
    order[at + 1] = "log";
    order
};

/// `people` or `goals`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Group {
    People,
    Goals,
}

impl Group {
    pub const fn key(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Goals => "goals",
        }
    }

    pub const fn rank(self) -> u16 {
        match self {
            Self::People => RANK_PERSON,
            Self::Goals => RANK_GOAL,
        }
    }
}

/// What a round has changed of one person or goal.
#[derive(Debug, PartialEq, Eq)]
enum Touched {
    /// Single keys; others may still be set.
    Keys(Vec<&'static str>),
    /// So much that nothing more may be done in this round.
    Whole,
}

/// Edits against one tree, collected change by change.
pub(crate) struct Round<'a, 't> {
    pub layout: Layout<'a, 't>,
    pub edits: Vec<Edit>,
    /// Places that can be changed only once: an empty table that got its first entry, a
    /// last value that got a comma.
    pub once: HashSet<usize>,
    touched: HashMap<(Group, String), Touched>,
    is_closed: bool,
}

impl<'a, 't> Round<'a, 't> {
    /// Does the first of the changes, and as many more as can be done in the same round.
    /// Gives the edits, sorted, and how many changes they are. `eol` is for a text without
    /// any line ending.
    pub fn run(tree: &'a Tree<'t>, eol: &'static str, changes: &[Change]) -> (Vec<Edit>, usize) {
        let mut round = Self {
            layout: Layout::new(tree, eol),
            edits: Vec::new(),
            once: HashSet::new(),
            touched: HashMap::new(),
            is_closed: false,
        };
        let mut done = 0;
        while let Some(first) = changes.get(done) {
            let rest = changes.get(done..).unwrap_or_default();
            let count = rest
                .iter()
                .take_while(|next| joins(first, next))
                .count()
                .max(1);
            let run = rest.get(..count).unwrap_or_default();
            let before = round.edits.len();
            if round.change(first, run).is_err() {
                round.edits.truncate(before);
                break;
            }
            done += count;
        }
        (sorted(round.edits), done)
    }

    fn change(&mut self, first: &Change, run: &[Change]) -> Result<(), NeedsReparse> {
        match first {
            Change::Add(_) => self.add_people(run),
            Change::AddGoal(_) => self.add_goals(run),
            Change::Log { handle, .. } => {
                let rows: Vec<Row<'_>> = run.iter().filter_map(logged).map(write::row).collect();
                self.append(handle, "log", rows)
            }
            Change::Promise { handle, .. } => {
                let rows = run.iter().filter_map(promised).map(write::promise);
                self.append(handle, "promises", rows.collect())
            }
            Change::Keep { handle, index, on } => {
                self.touch_key(Group::People, handle, "promises")?;
                let person = self.entry(Group::People, handle)?;
                let promises = self.tree().get(person, "promises").ok_or(NeedsReparse)?;
                let promise = self
                    .tree()
                    .children(promises)
                    .nth(*index)
                    .ok_or(NeedsReparse)?;
                self.set(promise, "kept", PROMISE_ORDER, Some(&Value::Day(*on)))
            }
            Change::Set {
                handle,
                field,
                value,
            } => self.set_field(handle, *field, value),
            Change::Unset { handle, field } => {
                self.touch_whole(Group::People, handle)?;
                let person = self.entry(Group::People, handle)?;
                self.set(person, field.key(), PERSON_ORDER, None)
            }
            Change::FinishGoal { handle, on } => {
                self.touch_key(Group::Goals, handle, "done")?;
                let goal = self.entry(Group::Goals, handle)?;
                self.set(goal, "done", GOAL_ORDER, Some(&Value::Day(*on)))
            }
            Change::NameInGoal {
                handle,
                helped_by,
                hindered_by,
            } => {
                self.touch_whole(Group::Goals, handle)?;
                let goal = self.entry(Group::Goals, handle)?;
                for (key, list) in [("helped_by", helped_by), ("hindered_by", hindered_by)] {
                    let list = write::texts(list.iter().map(|text| text.as_str().into()));
                    self.set(goal, key, GOAL_ORDER, list.as_ref())?;
                }
                Ok(())
            }
            Change::Remove { .. } | Change::RemoveGoal { .. } => self.remove(run),
        }
    }

    fn set_field(
        &mut self,
        handle: &str,
        field: Field,
        value: &FieldValue,
    ) -> Result<(), NeedsReparse> {
        let key = field.key();
        let written = write::field(field, value.clone());
        if written.is_some() {
            self.touch_key(Group::People, handle, key)?;
        } else {
            self.touch_whole(Group::People, handle)?;
        }
        let person = self.entry(Group::People, handle)?;
        self.set(person, key, PERSON_ORDER, written.as_ref())
    }

    fn append(
        &mut self,
        handle: &str,
        key: &'static str,
        rows: Vec<Row<'_>>,
    ) -> Result<(), NeedsReparse> {
        self.touch_key(Group::People, handle, key)?;
        let person = self.entry(Group::People, handle)?;
        self.append_rows(person, key, rows)
    }

    fn add_people(&mut self, run: &[Change]) -> Result<(), NeedsReparse> {
        let mut entries = Vec::with_capacity(run.len());
        for change in run {
            if let Change::Add(person) = change {
                self.touch_whole(Group::People, &person.handle)?;
                entries.push((person.handle.as_ref(), write::person(person)));
            }
        }
        self.add(Group::People, &entries)
    }

    fn add_goals(&mut self, run: &[Change]) -> Result<(), NeedsReparse> {
        let mut entries = Vec::with_capacity(run.len());
        for change in run {
            if let Change::AddGoal(goal) = change {
                self.touch_whole(Group::Goals, &goal.handle)?;
                entries.push((goal.handle.as_ref(), write::goal(goal)));
            }
        }
        self.add(Group::Goals, &entries)
    }

    /// Takes people and goals out. What goes may be what another change goes by, so nothing
    /// else is done in the same round.
    fn remove(&mut self, run: &[Change]) -> Result<(), NeedsReparse> {
        if self.is_closed || !self.touched.is_empty() {
            return Err(NeedsReparse);
        }
        self.is_closed = true;
        let mut ids = Vec::with_capacity(run.len());
        for change in run {
            match change {
                Change::Remove { handle } => ids.push(self.entry(Group::People, handle)?),
                Change::RemoveGoal { handle } => ids.push(self.entry(Group::Goals, handle)?),
                Change::Add(_)
                | Change::Log { .. }
                | Change::Promise { .. }
                | Change::Keep { .. }
                | Change::Set { .. }
                | Change::Unset { .. }
                | Change::AddGoal(_)
                | Change::FinishGoal { .. }
                | Change::NameInGoal { .. } => {}
            }
        }
        self.remove_blocks(&ids);
        Ok(())
    }

    /// Claims a place that can be changed only once.
    pub fn claim(&mut self, place: usize) -> Result<(), NeedsReparse> {
        if self.once.insert(place) {
            Ok(())
        } else {
            Err(NeedsReparse)
        }
    }

    pub fn tree(&self) -> &'a Tree<'t> {
        self.layout.tree
    }

    fn entry(&self, group: Group, handle: &str) -> Result<Id, NeedsReparse> {
        let tree = self.tree();
        let table = tree.get(ROOT, group.key()).ok_or(NeedsReparse)?;
        tree.get(table, handle).ok_or(NeedsReparse)
    }

    fn touch_key(
        &mut self,
        group: Group,
        handle: &str,
        key: &'static str,
    ) -> Result<(), NeedsReparse> {
        if self.is_closed {
            return Err(NeedsReparse);
        }
        let owner = (group, handle.to_owned());
        match self
            .touched
            .entry(owner)
            .or_insert(Touched::Keys(Vec::new()))
        {
            Touched::Keys(keys) if !keys.contains(&key) => keys.push(key),
            Touched::Keys(_) | Touched::Whole => return Err(NeedsReparse),
        }
        Ok(())
    }

    fn touch_whole(&mut self, group: Group, handle: &str) -> Result<(), NeedsReparse> {
        let owner = (group, handle.to_owned());
        if self.is_closed || self.touched.contains_key(&owner) {
            return Err(NeedsReparse);
        }
        self.touched.insert(owner, Touched::Whole);
        Ok(())
    }
}

/// Whether a change can be done together with the first of its kind.
fn joins(first: &Change, next: &Change) -> bool {
    match (first, next) {
        (Change::Add(_), Change::Add(_))
        | (Change::AddGoal(_), Change::AddGoal(_))
        | (
            Change::Remove { .. } | Change::RemoveGoal { .. },
            Change::Remove { .. } | Change::RemoveGoal { .. },
        ) => true,
        (Change::Log { handle: one, .. }, Change::Log { handle: two, .. })
        | (Change::Promise { handle: one, .. }, Change::Promise { handle: two, .. }) => one == two,
        (
            Change::Add(_)
            | Change::Log { .. }
            | Change::Promise { .. }
            | Change::Keep { .. }
            | Change::Set { .. }
            | Change::Unset { .. }
            | Change::Remove { .. }
            | Change::AddGoal(_)
            | Change::FinishGoal { .. }
            | Change::NameInGoal { .. }
            | Change::RemoveGoal { .. },
            _,
        ) => false,
    }
}

fn logged(change: &Change) -> Option<&Interaction<'static>> {
    if let Change::Log { row, .. } = change {
        Some(row)
    } else {
        None
    }
}

fn promised(change: &Change) -> Option<&Promise<'static>> {
    if let Change::Promise { promise, .. } = change {
        Some(promise)
    } else {
        None
    }
}

/// Sorts edits, and joins removals that overlap.
fn sorted(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort_by_key(|edit| (edit.span.start, !edit.span.is_empty(), edit.rank));
    let mut joined: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        match joined.last_mut() {
            Some(last) if edit.span.start < last.span.end => {
                last.span.end = last.span.end.max(edit.span.end);
                last.text.push_str(&edit.text);
            }
            Some(_) | None => joined.push(edit),
        }
    }
    joined
}
