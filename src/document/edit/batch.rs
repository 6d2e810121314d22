//! One batch of steps against one tree.
//!
//! A batch ends where a step would build on what another of the same batch has changed.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use chrono::NaiveDate;

use crate::document::tree::{Id, ROOT, Tree};
use crate::model::change::{Change, Field};

use crate::document::edit::source_map::SourceMap;
use crate::document::edit::tracked_text::TextEdit;
use crate::document::edit::write;
use crate::document::edit::write::{Fields, Value};

/// The step must wait for the next batch.
#[derive(Debug)]
pub(crate) struct NeedsReparse;

/// Of the edits at one place, keys come in the order of their ranks, then rows with their
/// own headers, then goals, then people.
pub(crate) const RANK_ROWS: u16 = 100;
/// Statements of a new person, which belong to the table above.
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
pub(crate) enum TopTable {
    People,
    Goals,
}

impl TopTable {
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

    const fn order(self) -> &'static [&'static str] {
        match self {
            Self::People => PERSON_ORDER,
            Self::Goals => GOAL_ORDER,
        }
    }
}

/// What is done to the text at once: a change, or several in a row of one kind.
#[derive(Debug)]
pub(crate) enum EditStep<'c> {
    /// New people or goals.
    Add(TopTable, Vec<(&'c str, Fields<'c>)>),
    /// New rows of a person's `log` or `promises`.
    Append(&'c str, &'static str, Vec<Fields<'c>>),
    /// A promise of a person is kept, by its place among all.
    Keep(&'c str, usize, NaiveDate),
    /// A key of a person or goal with its value; without one it goes.
    Set(TopTable, &'c str, &'static str, Option<Value<'c>>),
    /// People and goals that go.
    Remove(Vec<(TopTable, &'c str)>),
}

impl<'c> EditStep<'c> {
    /// The steps of changes, in their order.
    pub fn all(changes: &'c [Change]) -> Vec<Self> {
        let mut steps: Vec<Self> = Vec::with_capacity(changes.len());
        for step in changes.iter().flat_map(Self::of) {
            let alone = match steps.last_mut() {
                Some(last) => last.joined(step),
                None => Some(step),
            };
            steps.extend(alone);
        }
        steps
    }

    fn of(change: &'c Change) -> Vec<Self> {
        use TopTable::{Goals, People};
        let step = match change {
            Change::Add(person) => Self::Add(People, vec![(&person.handle, write::person(person))]),
            Change::AddGoal(goal) => Self::Add(Goals, vec![(&goal.handle, write::goal(goal))]),
            Change::Log { handle, row } => Self::Append(handle, "log", vec![write::row(row)]),
            Change::Promise { handle, promise } => {
                Self::Append(handle, "promises", vec![write::promise(promise)])
            }
            Change::Keep { handle, index, on } => Self::Keep(handle, *index, *on),
            Change::Set {
                handle,
                field,
                value,
            } => {
                let value = write::field(*field, value.clone());
                Self::Set(People, handle, field.key(), value)
            }
            Change::Unset { handle, field } => Self::Set(People, handle, field.key(), None),
            Change::FinishGoal { handle, on } => {
                Self::Set(Goals, handle, "done", Some(Value::day(*on)))
            }
            Change::NameInGoal {
                handle,
                helped_by,
                hindered_by,
            } => {
                let lists = [("helped_by", helped_by), ("hindered_by", hindered_by)];
                return lists
                    .map(|(key, list)| Self::Set(Goals, handle, key, write::texts(list)))
                    .into();
            }
            Change::Remove { handle } => Self::Remove(vec![(People, handle)]),
            Change::RemoveGoal { handle } => Self::Remove(vec![(Goals, handle)]),
        };
        vec![step]
    }

    /// Takes in the step behind it, or gives it back where the two cannot be one.
    fn joined(&mut self, next: Self) -> Option<Self> {
        match (self, next) {
            (Self::Add(table, new), Self::Add(other, more)) if *table == other => new.extend(more),
            (Self::Append(who, key, rows), Self::Append(other, other_key, more))
                if *who == other && *key == other_key =>
            {
                rows.extend(more);
            }
            (Self::Remove(gone), Self::Remove(more)) => gone.extend(more),
            (_, next) => return Some(next),
        }
        None
    }
}

/// Edits against one tree, collected step by step.
pub(crate) struct Batch<'a, 't> {
    pub map: SourceMap<'a, 't>,
    pub edits: Vec<TextEdit>,
    /// Places that can be changed only once: an empty table that got its first entry, a
    /// last value that got a comma.
    once: HashSet<usize>,
    /// Keys of people and goals that were changed; none is so much that nothing more of them
    /// may be done in this batch.
    touched: HashMap<(TopTable, &'a str), Vec<Option<&'static str>>>,
    is_closed: bool,
}

impl<'a, 't> Batch<'a, 't> {
    /// Does the first of the steps, and as many more as can be done in the same batch. Gives
    /// the edits, sorted, and how many steps they are. `eol` is for a text without any line
    /// ending.
    pub fn run(
        tree: &'a Tree<'t>,
        eol: &'static str,
        steps: &'a [EditStep<'a>],
    ) -> (Vec<TextEdit>, usize) {
        let mut batch = Self {
            map: SourceMap::new(tree, eol),
            edits: Vec::new(),
            once: HashSet::new(),
            touched: HashMap::new(),
            is_closed: false,
        };
        let mut done = 0;
        for step in steps {
            let before = batch.edits.len();
            if batch.take_step(step).is_err() {
                batch.edits.truncate(before);
                break;
            }
            done += 1;
        }
        (sorted(batch.edits), done)
    }

    fn take_step(&mut self, step: &'a EditStep<'a>) -> Result<(), NeedsReparse> {
        match step {
            EditStep::Add(table, new) => {
                for (handle, _) in new {
                    self.touch(*table, handle, None)?;
                }
                self.add(*table, new)
            }
            EditStep::Append(handle, key, rows) => {
                self.touch(TopTable::People, handle, Some(key))?;
                let person = self.entry(TopTable::People, handle)?;
                self.append_rows(person, key, rows)
            }
            EditStep::Keep(handle, index, on) => {
                self.touch(TopTable::People, handle, Some("promises"))?;
                let person = self.entry(TopTable::People, handle)?;
                let promises = self.tree().get(person, "promises").ok_or(NeedsReparse)?;
                let promise = self.tree().children(promises).nth(*index);
                let promise = promise.ok_or(NeedsReparse)?;
                self.set(promise, "kept", PROMISE_ORDER, Some(&Value::day(*on)))
            }
            EditStep::Set(table, handle, key, value) => {
                self.touch(*table, handle, value.is_some().then_some(key))?;
                let entry = self.entry(*table, handle)?;
                self.set(entry, key, table.order(), value.as_ref())
            }
            EditStep::Remove(gone) => {
                // What goes may be what another step goes by, so nothing else is done in the
                // same batch.
                if self.is_closed || !self.touched.is_empty() {
                    return Err(NeedsReparse);
                }
                self.is_closed = true;
                let ids = gone
                    .iter()
                    .map(|(table, handle)| self.entry(*table, handle))
                    .collect::<Result<Vec<_>, _>>()?;
                self.remove_blocks(&ids);
                Ok(())
            }
        }
    }

    /// Replaces what stands there.
    pub fn splice(&mut self, span: Range<usize>, text: String) {
        self.edits.push(TextEdit {
            span,
            text,
            rank: 0,
        });
    }

    /// Inserts a text, by its rank among others at the same place.
    pub fn put(&mut self, at: usize, text: String, rank: u16) {
        self.edits.push(TextEdit {
            span: at..at,
            text,
            rank,
        });
    }

    /// Puts whole lines before the one that begins at `at`. At the end of a file without a
    /// final newline that stays so.
    pub fn put_lines(&mut self, at: usize, lines: &str, rank: u16) {
        let before = &self.map.text[self.map.first()..at];
        if before.is_empty() || before.ends_with('\n') {
            self.put(at, lines.to_owned(), rank);
        } else {
            let eol = self.map.eol(at);
            let lines = lines.strip_suffix(eol).unwrap_or(lines);
            self.put(at, format!("{eol}{lines}"), rank);
        }
    }

    /// Claims a place that can be changed only once.
    pub fn claim(&mut self, place: usize) -> Result<(), NeedsReparse> {
        self.once.insert(place).then_some(()).ok_or(NeedsReparse)
    }

    pub fn tree(&self) -> &'a Tree<'t> {
        self.map.tree
    }

    fn entry(&self, table: TopTable, handle: &str) -> Result<Id, NeedsReparse> {
        let tree = self.tree();
        let table = tree.get(ROOT, table.key()).ok_or(NeedsReparse)?;
        tree.get(table, handle).ok_or(NeedsReparse)
    }

    /// Notes that a key of a person or goal is changed, or all of them.
    fn touch(
        &mut self,
        table: TopTable,
        handle: &'a str,
        key: Option<&'static str>,
    ) -> Result<(), NeedsReparse> {
        let touched = self.touched.entry((table, handle)).or_default();
        let is_free = match key {
            Some(_) => !touched.contains(&key) && !touched.contains(&None),
            None => touched.is_empty(),
        };
        if self.is_closed || !is_free {
            return Err(NeedsReparse);
        }
        touched.push(key);
        Ok(())
    }
}

/// Sorts edits, and joins removals that overlap.
fn sorted(mut edits: Vec<TextEdit>) -> Vec<TextEdit> {
    edits.sort_by_key(|edit| (edit.span.start, !edit.span.is_empty(), edit.rank));
    let mut joined: Vec<TextEdit> = Vec::with_capacity(edits.len());
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
