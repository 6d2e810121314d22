//! The tree itself: an arena of nodes in the order of the text, which they borrow from.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use chrono::NaiveDate;

use crate::document::tree::node::{Id, Node, NodeKind, SourceSpan, TableKind};
use crate::document::tree::scalar;

/// Tables with more keys are indexed. For fewer, a linear search is faster than hashing, and almost
/// every table is a row of the log with two or three keys.
const MAX_LINEAR: u32 = 16;

/// A TOML document.
#[derive(Debug)]
pub struct TomlTree<'t> {
    text: &'t str,
    nodes: Vec<Node>,
    headers: Vec<SourceSpan>,
    /// The keys of large tables.
    index: HashMap<(Id, Cow<'t, str>), Id>,
}

impl<'t> TomlTree<'t> {
    /// An empty document.
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            nodes: vec![Node::new(NodeKind::Table(TableKind::Root))],
            headers: Vec::new(),
            index: HashMap::new(),
        }
    }

    /// The text it was parsed from.
    pub fn source(&self) -> &'t str {
        self.text
    }

    /// The span of each header with its brackets, in the order of the text.
    pub fn headers(&self) -> &[SourceSpan] {
        &self.headers
    }

    /// Every node in the order of the text.
    pub fn ids(&self) -> impl Iterator<Item = Id> + use<> {
        (0..self.nodes.len()).map(Id::new)
    }

    pub fn kind(&self, id: Id) -> NodeKind {
        self.node(id).kind
    }

    /// Whether it is the value of a statement, outside brackets.
    pub fn is_top(&self, id: Id) -> bool {
        self.node(id).top
    }

    /// How many children a container has.
    pub fn count(&self, id: Id) -> usize {
        self.node(id).count as usize
    }

    /// The span of the key; empty for an element of an array.
    pub fn key_span(&self, id: Id) -> Range<usize> {
        self.node(id).key.span()
    }

    /// The span of the value: for a table with a header, that of the header; for one defined by a
    /// key, that of the key.
    pub fn value_span(&self, id: Id) -> Range<usize> {
        self.node(id).value.span()
    }

    /// Where the statement or entry with this value begins, dotted key included.
    pub fn start(&self, id: Id) -> usize {
        self.node(id).start as usize
    }

    /// The children of a container in the order of the text.
    pub fn children(&self, id: Id) -> impl Iterator<Item = Id> + Clone {
        let next = |child: &Id| self.node(*child).next;
        std::iter::successors(self.node(id).first, next)
    }

    /// The last child of a container.
    pub fn last_child(&self, id: Id) -> Option<Id> {
        self.node(id).last
    }

    /// The value of a key of a table.
    pub fn get(&self, table: Id, key: &str) -> Option<Id> {
        if self.node(table).count > MAX_LINEAR {
            return self.index.get(&(table, Cow::Borrowed(key))).copied();
        }
        self.children(table).find(|child| self.key(*child) == key)
    }

    /// The key, decoded.
    pub fn key(&self, id: Id) -> Cow<'t, str> {
        scalar::decoded(self.part(self.node(id).key))
    }

    /// The value as it is written.
    pub fn raw(&self, id: Id) -> &'t str {
        self.part(self.node(id).value)
    }

    /// The content of a string.
    pub fn string(&self, id: Id) -> Option<Cow<'t, str>> {
        (self.kind(id) == NodeKind::String).then(|| scalar::decoded(self.raw(id)))
    }

    /// The value of an integer.
    pub fn integer(&self, id: Id) -> Option<i64> {
        (self.kind(id) == NodeKind::Integer).then(|| scalar::integer(self.raw(id)))?
    }

    /// The value of a float.
    pub fn float(&self, id: Id) -> Option<f64> {
        (self.kind(id) == NodeKind::Float).then(|| scalar::float(self.raw(id)))?
    }

    /// The value of a boolean.
    pub fn boolean(&self, id: Id) -> Option<bool> {
        (self.kind(id) == NodeKind::Boolean).then(|| self.raw(id) == "true")
    }

    /// The value of a plain date.
    pub fn date(&self, id: Id) -> Option<NaiveDate> {
        (self.kind(id) == NodeKind::Date).then(|| scalar::date(self.raw(id)))?
    }

    /// The text of a span.
    pub(crate) fn part(&self, span: SourceSpan) -> &'t str {
        self.text.get(span.span()).unwrap_or_default()
    }

    pub(crate) fn node(&self, id: Id) -> &Node {
        // Ids come only from this tree, and the arena never shrinks.
        &self.nodes[id.index()]
    }

    pub(crate) fn node_mut(&mut self, id: Id) -> &mut Node {
        &mut self.nodes[id.index()]
    }

    pub(crate) fn add_header(&mut self, span: SourceSpan) {
        self.headers.push(span);
    }

    /// Adds a node without a parent.
    pub(crate) fn add(&mut self, node: Node) -> Id {
        self.nodes.push(node);
        Id::new(self.nodes.len() - 1)
    }

    /// Adds a node as the last child of a container.
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

    /// Indexes the new key of a large table, or all its keys when it becomes large.
    fn index(&mut self, table: Id, child: Id) {
        let Node { kind, count, .. } = *self.node(table);
        if count <= MAX_LINEAR || !matches!(kind, NodeKind::Table(_)) {
            return;
        }
        if count == MAX_LINEAR + 1 {
            let children: Vec<Id> = self.children(table).collect();
            for child in children {
                self.index.insert((table, self.key(child)), child);
            }
        } else {
            self.index.insert((table, self.key(child)), child);
        }
    }
}
