//! The tables of a document: what may be put where.
//!
//! Both readers of statements, the plain one and the one that listens to `toml_parser`, put
//! what they found together here. Places are bytes of the whole text.

use toml_parser::{ErrorSink as _, ParseError, Span};

use crate::document::tree::build::{CLOSED, DUPLICATE, Faults};
use crate::document::tree::keys::{KeyIndex, LINEAR};
use crate::document::tree::node::{Frame, Node, Slot, blank, bounds, span};
use crate::document::tree::parts::Parts;
use crate::document::tree::{Header, NONE, Shape, TableKind, Tree, keys};

/// Bytes of text for each node of a usual file; a guess that saves moving the arena.
const BYTES_PER_NODE: usize = 18;
/// Nodes of a large part: more than most people have in ten years.
const PART_NODES: usize = 4096;

/// The tree while it is being built.
pub(crate) struct Builder<'t, 'p> {
    pub tree: Tree<'t>,
    /// Who takes the tables that are complete, if anybody does.
    pub parts: Option<Parts<'t, 'p>>,
    pub faults: Faults,
    /// Where the part of the text begins that events tell of.
    pub base: usize,
    /// The table that statements go into, and how deep it lies.
    pub table: u32,
    pub table_depth: usize,
    /// The parts of the key that is being read.
    pub path: Vec<(u32, u32)>,
    pub path_too_long: bool,
    pub frames: Vec<Frame>,
    pub slot: Option<Slot>,
    header: Option<Span>,
}

impl<'t, 'p> Builder<'t, 'p> {
    pub fn new(text: &'t str, parts: Option<Parts<'t, 'p>>) -> Self {
        let nodes = text.len() / BYTES_PER_NODE + 1;
        let most = if parts.is_some() { PART_NODES } else { nodes };
        let mut nodes = Vec::with_capacity(nodes.min(most));
        nodes.push(blank(Shape::Table(TableKind::Root)));
        Self {
            tree: Tree {
                text,
                nodes,
                headers: Vec::new(),
                index: KeyIndex::default(),
            },
            parts,
            faults: Faults::default(),
            base: 0,
            table: 0,
            table_depth: 0,
            path: Vec::new(),
            path_too_long: false,
            frames: Vec::new(),
            slot: None,
            header: None,
        }
    }

    /// Forgets what a faulty statement left open.
    pub fn begin(&mut self) {
        self.frames.clear();
        self.begin_key();
        self.slot = None;
        self.header = None;
    }

    pub fn begin_key(&mut self) {
        self.path.clear();
        self.path_too_long = false;
    }

    pub fn add(&mut self, node: Node) -> u32 {
        self.tree.nodes.push(node);
        // There are fewer nodes than bytes, and those fit into 32 bits.
        u32::try_from(self.tree.nodes.len() - 1).unwrap_or(NONE - 1)
    }

    pub fn link(&mut self, parent: u32, child: u32) {
        let node = &mut self.tree.nodes[parent as usize];
        let last = std::mem::replace(&mut node.last, child);
        node.count += 1;
        let is_large = node.count > LINEAR && matches!(node.shape, Shape::Table(_));
        if last == NONE {
            node.first = child;
        } else {
            self.tree.nodes[last as usize].next = child;
        }
        if is_large {
            let tree = &mut self.tree;
            keys::note(tree.text, &tree.nodes, &mut tree.index, parent, child);
            if let Some(parts) = &mut self.parts {
                parts.indexed = parts.indexed.max(parent);
            }
        }
    }

    pub fn find(&self, table: u32, (start, end): (u32, u32)) -> u32 {
        let key = keys::decoded(&self.tree.text[start as usize..end as usize]);
        keys::find(
            self.tree.text,
            &self.tree.nodes,
            &self.tree.index,
            table,
            &key,
        )
    }

    /// Goes from a table along all parts of the key but the last. `made` is what a missing
    /// table on the way becomes, and tells where the key stands: `Implicit` in a header,
    /// `Dotted` in a statement, `InlineDotted` between braces.
    pub fn descend(&mut self, from: u32, made: TableKind) -> Option<u32> {
        let mut table = from;
        for at in 0..self.path.len().saturating_sub(1) {
            let key = self.path[at];
            let found = self.find(table, key);
            table = if found == NONE {
                let start = self.path[0].0;
                let mut node = blank(Shape::Table(made));
                (node.start, node.key_start, node.key_end) = (start, key.0, key.1);
                (node.value_start, node.value_end) = key;
                let child = self.add(node);
                self.link(table, child);
                child
            } else {
                self.step_into(found, key, made)?
            };
        }
        Some(table)
    }

    /// One step of [`Self::descend`] into something that is there already.
    fn step_into(&mut self, found: u32, key: (u32, u32), made: TableKind) -> Option<u32> {
        let node = &mut self.tree.nodes[found as usize];
        let refused = match node.shape {
            Shape::Table(TableKind::Taken) => CLOSED,
            Shape::Table(kind) if kind.is_inline() && made != TableKind::InlineDotted => CLOSED,
            Shape::Table(_) if made == TableKind::Implicit => return Some(found),
            Shape::Table(kind) if kind.is_implicit() => {
                if kind == TableKind::Implicit {
                    // A dotted key closes it for headers.
                    node.shape = Shape::Table(TableKind::Dotted);
                }
                return Some(found);
            }
            Shape::Table(_) => DUPLICATE,
            Shape::Tables if made != TableKind::InlineDotted => return Some(node.last),
            Shape::Tables
            | Shape::Array
            | Shape::Text { .. }
            | Shape::Whole
            | Shape::Number
            | Shape::Flag
            | Shape::Day
            | Shape::Moment => CLOSED,
        };
        self.report(refused, span(key));
        None
    }

    pub fn open_header(&mut self, at: Span) {
        self.begin();
        self.header = Some(at);
    }

    #[cold]
    pub fn report(&mut self, what: &'static str, at: Span) {
        self.faults
            .report_error(ParseError::new(what).with_unexpected(at));
    }

    pub fn close_header(&mut self, at: Span, is_array: bool) {
        let Some(open) = self.header.take() else {
            return;
        };
        let whole = open.append(at);
        self.end_part();
        self.table_depth = self.path.len();
        // After a fault the statements below still want a table, and it must be no other's.
        self.table = match self.path.last() {
            Some(&key) if !self.path_too_long => {
                let opened = self.open_table(key, whole, is_array);
                opened.unwrap_or_else(|| self.add(blank(Shape::Table(TableKind::Header))))
            }
            Some(_) | None => self.add(blank(Shape::Table(TableKind::Header))),
        };
        let (start, end) = bounds(whole);
        self.tree.headers.push(Header { start, end });
        if !is_array {
            self.begin_part();
        }
        self.begin_key();
    }

    fn open_table(&mut self, key: (u32, u32), whole: Span, is_array: bool) -> Option<u32> {
        let parent = self.descend(0, TableKind::Implicit)?;
        let found = self.find(parent, key);
        let (start, end) = bounds(whole);
        let mut node = blank(Shape::Table(TableKind::Header));
        (node.start, node.key_start, node.key_end) = (start, key.0, key.1);
        (node.value_start, node.value_end) = (start, end);
        let shape = (found != NONE).then(|| self.tree.nodes[found as usize].shape);
        match (shape, is_array) {
            (None, false) => {
                let table = self.add(node);
                self.link(parent, table);
                Some(table)
            }
            (None, true) => {
                let tables = self.add(Node {
                    shape: Shape::Tables,
                    ..node
                });
                self.link(parent, tables);
                Some(self.add_element(tables, node))
            }
            (Some(Shape::Tables), true) => Some(self.add_element(found, node)),
            (Some(Shape::Table(TableKind::Implicit)), false) => {
                let old = &mut self.tree.nodes[found as usize];
                old.shape = node.shape;
                (old.start, old.value_start, old.value_end) = (start, start, end);
                (old.key_start, old.key_end) = key;
                Some(found)
            }
            (Some(_), _) => {
                self.report_duplicate(found, key);
                None
            }
        }
    }

    /// The tree, or its faults.
    pub fn finish(mut self) -> Result<Tree<'t>, Faults> {
        self.begin_key();
        self.end_part();
        if self.faults.count > 0 {
            return Err(self.faults);
        }
        Ok(self.tree)
    }

    fn add_element(&mut self, tables: u32, node: Node) -> u32 {
        let table = self.add(node);
        self.link(tables, table);
        table
    }

    #[cold]
    pub fn report_duplicate(&mut self, old: u32, key: (u32, u32)) {
        let node = &self.tree.nodes[old as usize];
        let old = span((node.key_start, node.key_end));
        let error = ParseError::new(DUPLICATE).with_unexpected(span(key));
        self.faults.report_error(error.with_context(old));
    }

    pub fn raw(&self, at: Span) -> &'t str {
        self.tree.text.get(at.start()..at.end()).unwrap_or_default()
    }
}
