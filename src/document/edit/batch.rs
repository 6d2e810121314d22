//! Collects edits against one tree, until a step depends on what an earlier one changed.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::document::edit::source_map::SourceMap;
use crate::document::edit::tracked_text::TextEdit;
use crate::document::read::{GOAL_KEYS, person_keys};
use crate::document::tree::{Id, ROOT, TomlTree};

/// The step must wait for the next batch, which works on the new text.
#[derive(Debug)]
pub(crate) struct NeedsReparse;

/// Insertions at one place go in the order of their ranks: keys, then rows with their own headers,
/// then goals, then people.
pub(crate) const RANK_ROWS: u16 = 100;
/// Statements for a new person, which belong to the table above.
pub(crate) const RANK_LINES: u16 = 90;

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
            Self::People => 200,
            Self::Goals => 190,
        }
    }

    /// The keys of its entries, in writing order.
    pub fn keys(self) -> Vec<&'static str> {
        match self {
            Self::People => person_keys().collect(),
            Self::Goals => GOAL_KEYS.to_vec(),
        }
    }
}

/// Edits against one tree, collected step by step.
pub(crate) struct Batch<'a, 't> {
    pub map: SourceMap<'a, 't>,
    pub edits: Vec<TextEdit>,
    /// Places that can be changed only once: an empty table that gets its first entry, a last value
    /// that gets a comma.
    once: HashSet<usize>,
    /// The changed keys of people and goals; `None` if the whole entry can no longer be changed in
    /// this batch.
    touched: HashMap<(TopTable, &'a str), Vec<Option<&'static str>>>,
}

impl<'a, 't> Batch<'a, 't> {
    /// `eol` is for a text without any line ending.
    pub fn new(tree: &'a TomlTree<'t>, eol: &'static str) -> Self {
        Self {
            map: SourceMap::new(tree, eol),
            edits: Vec::new(),
            once: HashSet::new(),
            touched: HashMap::new(),
        }
    }

    /// Replaces a span.
    pub fn splice(&mut self, span: Range<usize>, text: String) {
        self.edits.push(TextEdit::new(span, text));
    }

    /// Inserts a text, ordered by rank among insertions at the same place.
    pub fn put(&mut self, at: usize, text: String, rank: u16) {
        let edit = TextEdit::new(at..at, text);
        self.edits.push(TextEdit { rank, ..edit });
    }

    /// Inserts whole lines before the one that begins at `at`. A file without a final newline stays
    /// without one.
    pub fn put_lines(&mut self, at: usize, lines: &str, rank: u16) {
        let before = &self.map.text[self.map.text_start()..at];
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

    pub fn tree(&self) -> &'a TomlTree<'t> {
        self.map.tree
    }

    pub fn entry(&self, table: TopTable, handle: &str) -> Result<Id, NeedsReparse> {
        let tree = self.tree();
        let table = tree.get(ROOT, table.key()).ok_or(NeedsReparse)?;
        tree.get(table, handle).ok_or(NeedsReparse)
    }

    /// Changes or removes a key of a person or goal, unless that depends on an earlier change.
    pub fn change_key(
        &mut self,
        table: TopTable,
        handle: &'a str,
        key: Option<&'static str>,
        edit: impl FnOnce(&mut Self, Id) -> Result<(), NeedsReparse>,
    ) -> Result<(), NeedsReparse> {
        if let Some(touched) = self.touched.get(&(table, handle))
            && (key.is_none() || touched.contains(&key) || touched.contains(&None))
        {
            return Err(NeedsReparse);
        }
        let before = self.edits.len();
        edit(self, self.entry(table, handle)?)?;
        if self.edits.len() > before {
            self.touched.entry((table, handle)).or_default().push(key);
        }
        Ok(())
    }

    /// The edits in the order of the text, with overlapping removals joined.
    pub fn into_sorted_edits(mut self) -> Vec<TextEdit> {
        let order = |edit: &TextEdit| (edit.span.start, !edit.span.is_empty(), edit.rank);
        self.edits.sort_by_key(order);
        let mut joined: Vec<TextEdit> = Vec::with_capacity(self.edits.len());
        for edit in self.edits {
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
}
