//! The tree itself: all nodes lie in one arena in the order of the text and borrow from it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use chrono::NaiveDate;

use crate::document::tree::node::{Id, Node, NodeKind, SourceSpan, TableKind};
use crate::document::tree::scalar;

/// A table with more keys than this is indexed: below it, comparing one by one is faster
/// than hashing, and almost every table is a row of the log with two or three keys.
const LINEAR: u32 = 16;

/// A TOML document.
#[derive(Debug)]
pub struct TomlTree<'t> {
    text: &'t str,
    nodes: Vec<Node>,
    headers: Vec<SourceSpan>,
    /// The keys of all large tables.
    index: HashMap<(Id, Cow<'t, str>), Id>,
}

impl<'t> TomlTree<'t> {
    /// A document of which nothing was read yet.
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            nodes: vec![Node::new(NodeKind::Table(TableKind::Root))],
            headers: Vec::new(),
            index: HashMap::new(),
        }
    }

    /// The text it was read from.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Where each header stands with its brackets, in the order of the text.
    pub fn headers(&self) -> &[SourceSpan] {
        &self.headers
    }

    /// Every node in the order of the text.
    pub fn ids(&self) -> impl Iterator<Item = Id> + use<> {
        (0..self.nodes.len()).map(Id::new)
    }

    /// What a node is.
    pub fn kind(&self, id: Id) -> NodeKind {
        self.node(id).kind
    }

    /// Whether it is the value of a statement of its own, not inside brackets.
    pub fn is_top(&self, id: Id) -> bool {
        self.node(id).top
    }

    /// How many values a container holds.
    pub fn count(&self, id: Id) -> usize {
        self.node(id).count as usize
    }

    /// The key as it is written; empty for an element of an array.
    pub fn key_span(&self, id: Id) -> Range<usize> {
        self.node(id).key.span()
    }

    /// The value as it is written; for a table with a header, the header; for one without,
    /// the key that brought it about.
    pub fn value_span(&self, id: Id) -> Range<usize> {
        self.node(id).value.span()
    }

    /// Where the statement or entry begins whose value this is, dotted key included.
    pub fn start(&self, id: Id) -> usize {
        self.node(id).start as usize
    }

    /// The values of a container in the order of the text.
    pub fn children(&self, id: Id) -> impl Iterator<Item = Id> + Clone {
        let next = |child: &Id| self.node(*child).next;
        std::iter::successors(self.node(id).first, next)
    }

    /// The last value of a container.
    pub fn last_child(&self, id: Id) -> Option<Id> {
        self.node(id).last
    }

    /// The value of a key of a table.
    pub fn get(&self, table: Id, key: &str) -> Option<Id> {
        if self.node(table).count > LINEAR {
            return self.index.get(&(table, Cow::Borrowed(key))).copied();
        }
        self.children(table).find(|child| self.key(*child) == key)
    }

    /// The key without quotes and escapes.
    pub fn key(&self, id: Id) -> Cow<'t, str> {
        scalar::decoded(self.part(self.node(id).key))
    }

    /// The value as it is written.
    pub fn raw(&self, id: Id) -> &'t str {
        self.part(self.node(id).value)
    }

    /// The content of a string.
    pub fn string(&self, id: Id) -> Option<Cow<'t, str>> {
        (self.kind(id) == NodeKind::Text).then(|| scalar::decoded(self.raw(id)))
    }

    /// The value of an integer.
    pub fn whole(&self, id: Id) -> Option<i64> {
        (self.kind(id) == NodeKind::Whole).then(|| scalar::whole(self.raw(id)))?
    }

    /// The value of a float.
    pub fn number(&self, id: Id) -> Option<f64> {
        (self.kind(id) == NodeKind::Number).then(|| scalar::number(self.raw(id)))?
    }

    /// The value of a boolean.
    pub fn flag(&self, id: Id) -> Option<bool> {
        (self.kind(id) == NodeKind::Flag).then(|| self.raw(id) == "true")
    }

    /// The value of a plain date.
    pub fn day(&self, id: Id) -> Option<NaiveDate> {
        (self.kind(id) == NodeKind::Day).then(|| scalar::day(self.raw(id)))?
    }

    /// A part of the text.
    pub(crate) fn part(&self, place: SourceSpan) -> &'t str {
        self.text.get(place.span()).unwrap_or_default()
    }

    pub(crate) fn node(&self, id: Id) -> &Node {
        // An id comes from this tree alone, and the arena never shrinks.
        &self.nodes[id.index()]
    }

    pub(crate) fn node_mut(&mut self, id: Id) -> &mut Node {
        &mut self.nodes[id.index()]
    }

    pub(crate) fn add_header(&mut self, place: SourceSpan) {
        self.headers.push(place);
    }

    /// Adds a node that nothing holds yet.
    pub(crate) fn add(&mut self, node: Node) -> Id {
        self.nodes.push(node);
        Id::new(self.nodes.len() - 1)
    }

    /// Adds a node as the last value of a container.
    pub(crate) fn add_to(&mut self, parent: Id, node: Node) -> Id {
        let child = self.add(node);
        let container = self.node_mut(parent);
        container.count += 1;
        match container.last.replace(child) {
            None => container.first = Some(child),
            Some(last) => self.node_mut(last).next = Some(child),
        }
        self.index(parent, child);
        child
    }

    /// Takes note of the keys of a large table.
    fn index(&mut self, table: Id, child: Id) {
        let Node { kind, count, .. } = *self.node(table);
        if count <= LINEAR || !matches!(kind, NodeKind::Table(_)) {
            return;
        }
        if count == LINEAR + 1 {
            let children: Vec<Id> = self.children(table).collect();
            for child in children {
                self.index.insert((table, self.key(child)), child);
            }
        } else {
            self.index.insert((table, self.key(child)), child);
        }
    }
}
