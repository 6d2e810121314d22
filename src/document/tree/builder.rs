//! Builds the tables of a document from the events of `toml_parser` and checks what may go where.

use toml_parser::decoder::Encoding;
use toml_parser::parser::EventReceiver;
use toml_parser::{ErrorSink, ParseError, Raw, Span};

use crate::document::tree::arena::TomlTree;
use crate::document::tree::errors::{CLOSED, DUPLICATE, TOO_DEEP};
use crate::document::tree::node::{
    Id, MAX_BRACKETS, MAX_DEPTH, MAX_KEY_PARTS, Node, NodeKind, ROOT, SourceSpan, TableKind,
};
use crate::document::tree::scalar;

/// The tree while it is being built.
pub struct Builder<'t> {
    pub tree: TomlTree<'t>,
    /// The table that statements go into, and how deep it lies.
    table: Id,
    table_depth: usize,
    /// Where the current header begins.
    header: Option<Span>,
    /// The parts of the current key.
    path: Vec<SourceSpan>,
    /// The open brackets.
    frames: Vec<Frame>,
    slot: Option<KeySlot>,
}

/// An open bracket.
#[derive(Clone, Copy)]
struct Frame {
    node: Id,
    is_array: bool,
    depth: usize,
}

/// Where the next value goes.
#[derive(Clone, Copy)]
struct KeySlot {
    table: Id,
    start: u32,
    key: SourceSpan,
    depth: usize,
}

impl<'t> Builder<'t> {
    pub fn new(text: &'t str) -> Self {
        Self {
            tree: TomlTree::new(text),
            table: ROOT,
            table_depth: 0,
            header: None,
            path: Vec::new(),
            frames: Vec::new(),
            slot: None,
        }
    }

    fn raw(&self, at: Span) -> &'t str {
        self.tree.part(at.into())
    }

    /// Discards what an invalid statement left open.
    pub fn begin_statement(&mut self) {
        self.frames.clear();
        self.slot = None;
        self.header = None;
        self.path.clear();
    }

    /// The last part of the key, unless it has too many.
    fn last_part(&self, errors: &mut dyn ErrorSink) -> Option<SourceSpan> {
        if let Some(&part) = self.path.get(MAX_KEY_PARTS) {
            report(errors, TOO_DEEP, part.into());
            return None;
        }
        self.path.last().copied()
    }

    fn open_header(&mut self, at: Span) {
        self.begin_statement();
        self.header = Some(at);
    }

    fn close_header(&mut self, at: Span, is_array: bool, errors: &mut dyn ErrorSink) {
        let Some(open) = self.header.take() else {
            return;
        };
        let whole = SourceSpan::from(open.append(at));
        self.table_depth = self.path.len();
        let opened = self.open_table(whole, is_array, errors);
        // After an error the statements below still need a table, but not an existing one.
        self.table =
            opened.unwrap_or_else(|| self.tree.add(Node::new(NodeKind::Table(TableKind::Header))));
        self.tree.add_header(whole);
        self.path.clear();
    }

    fn open_table(
        &mut self,
        whole: SourceSpan,
        is_array: bool,
        errors: &mut dyn ErrorSink,
    ) -> Option<Id> {
        let key = self.last_part(errors)?;
        let parent = self.descend(ROOT, TableKind::Implicit, errors)?;
        let node = Node {
            start: whole.start,
            key,
            value: whole,
            ..Node::new(NodeKind::Table(TableKind::Header))
        };
        let Some(found) = self.find(parent, key) else {
            let holder = if is_array {
                let kind = NodeKind::ArrayOfTables;
                self.tree.add_to(parent, Node { kind, ..node })
            } else {
                parent
            };
            return Some(self.tree.add_to(holder, node));
        };
        match (self.tree.kind(found), is_array) {
            (NodeKind::ArrayOfTables, true) => Some(self.tree.add_to(found, node)),
            (NodeKind::Table(TableKind::Implicit), false) => {
                let old = self.tree.node_mut(found);
                *old = Node {
                    kind: node.kind,
                    start: node.start,
                    key,
                    value: whole,
                    ..*old
                };
                Some(found)
            }
            (_, _) => {
                self.report_duplicate(found, key, errors);
                None
            }
        }
    }

    fn find(&self, table: Id, key: SourceSpan) -> Option<Id> {
        self.tree.get(table, &scalar::decoded(self.tree.part(key)))
    }

    /// Descends along all parts of the key but the last. Missing tables are created with the kind
    /// `new`, which depends on where the key is: `Implicit` in a header, `Dotted` in a statement,
    /// `InlineDotted` between braces.
    fn descend(&mut self, from: Id, new: TableKind, errors: &mut dyn ErrorSink) -> Option<Id> {
        let mut table = from;
        for at in 0..self.path.len().saturating_sub(1) {
            let key = self.path[at];
            table = if let Some(found) = self.find(table, key) {
                self.step_into(found, key, new, errors)?
            } else {
                let node = Node {
                    start: self.path[0].start,
                    key,
                    value: key,
                    ..Node::new(NodeKind::Table(new))
                };
                self.tree.add_to(table, node)
            };
        }
        Some(table)
    }

    /// One step of [`Self::descend`] into an existing node.
    fn step_into(
        &mut self,
        found: Id,
        key: SourceSpan,
        new: TableKind,
        errors: &mut dyn ErrorSink,
    ) -> Option<Id> {
        let node = self.tree.node_mut(found);
        let refused = match node.kind {
            NodeKind::Table(kind) if kind.is_inline() && new != TableKind::InlineDotted => CLOSED,
            NodeKind::Table(_) if new == TableKind::Implicit => return Some(found),
            NodeKind::Table(kind) if kind.is_implicit() => {
                if kind == TableKind::Implicit {
                    // A dotted key closes it for headers.
                    node.kind = NodeKind::Table(TableKind::Dotted);
                }
                return Some(found);
            }
            NodeKind::Table(_) => DUPLICATE,
            NodeKind::ArrayOfTables if new != TableKind::InlineDotted => return node.last,
            _ => CLOSED,
        };
        report(errors, refused, key.into());
        None
    }

    /// Where the value of the complete key goes.
    fn find_slot(&mut self, errors: &mut dyn ErrorSink) -> Option<KeySlot> {
        let (from, base, new) = match self.frames.last() {
            None => (self.table, self.table_depth, TableKind::Dotted),
            Some(frame) if frame.is_array => return None,
            Some(frame) => (frame.node, frame.depth, TableKind::InlineDotted),
        };
        let key = self.last_part(errors)?;
        let start = self.path[0].start;
        let depth = base + self.path.len();
        if depth > MAX_DEPTH {
            report(errors, TOO_DEEP, key.into());
            return None;
        }
        let table = self.descend(from, new, errors)?;
        // A dotted key may not extend a table with a header or an element of an array of tables.
        let is_open = matches!(self.tree.kind(table), NodeKind::Table(kind) if kind.is_implicit());
        let found = self.find(table, key);
        if found.is_some() || self.path.len() > 1 && !is_open {
            self.report_duplicate(found.unwrap_or(table), key, errors);
            return None;
        }
        Some(KeySlot {
            table,
            start,
            key,
            depth,
        })
    }

    /// Adds a value to its container and returns its depth.
    fn place(&mut self, at: Span, kind: NodeKind) -> (Id, usize) {
        let mut node = Node::new(kind);
        node.value = at.into();
        node.start = node.value.start;
        node.top = self.frames.is_empty();
        match (self.frames.last(), self.slot.take()) {
            (Some(&frame), _) if frame.is_array => {
                (self.tree.add_to(frame.node, node), frame.depth + 1)
            }
            (_, Some(slot)) => {
                (node.start, node.key) = (slot.start, slot.key);
                (self.tree.add_to(slot.table, node), slot.depth + 1)
            }
            // The missing or invalid key was already reported.
            (_, None) => (self.tree.add(node), 0),
        }
    }

    /// Opens a bracket; returns whether to parse its content.
    fn open(&mut self, at: Span, kind: NodeKind, errors: &mut dyn ErrorSink) -> bool {
        let (node, depth) = self.place(at, kind);
        self.frames.push(Frame {
            node,
            is_array: kind == NodeKind::Array,
            depth,
        });
        let fits = self.frames.len() <= MAX_BRACKETS && depth <= MAX_DEPTH;
        if !fits {
            report(errors, TOO_DEEP, at);
        }
        fits
    }

    fn close(&mut self, at: Span) {
        if let Some(frame) = self.frames.pop() {
            self.tree.node_mut(frame.node).value.end = SourceSpan::from(at).end;
        }
        self.path.clear();
        self.slot = None;
    }

    #[cold]
    fn report_duplicate(&self, old: Id, key: SourceSpan, errors: &mut dyn ErrorSink) {
        let error = ParseError::new(DUPLICATE).with_unexpected(key.into());
        errors.report_error(error.with_context(self.tree.node(old).key.into()));
    }
}

impl EventReceiver for Builder<'_> {
    fn std_table_open(&mut self, at: Span, _: &mut dyn ErrorSink) {
        self.open_header(at);
    }

    fn array_table_open(&mut self, at: Span, _: &mut dyn ErrorSink) {
        self.open_header(at);
    }

    fn std_table_close(&mut self, at: Span, errors: &mut dyn ErrorSink) {
        self.close_header(at, false, errors);
    }

    fn array_table_close(&mut self, at: Span, errors: &mut dyn ErrorSink) {
        self.close_header(at, true, errors);
    }

    fn inline_table_open(&mut self, at: Span, errors: &mut dyn ErrorSink) -> bool {
        self.open(at, NodeKind::Table(TableKind::Inline), errors)
    }

    fn inline_table_close(&mut self, at: Span, _: &mut dyn ErrorSink) {
        self.close(at);
    }

    fn array_open(&mut self, at: Span, errors: &mut dyn ErrorSink) -> bool {
        self.open(at, NodeKind::Array, errors)
    }

    fn array_close(&mut self, at: Span, _: &mut dyn ErrorSink) {
        self.close(at);
    }

    fn simple_key(&mut self, at: Span, kind: Option<Encoding>, errors: &mut dyn ErrorSink) {
        Raw::new_unchecked(self.raw(at), kind, at).decode_key(&mut (), errors);
        self.path.push(at.into());
    }

    fn key_val_sep(&mut self, _: Span, errors: &mut dyn ErrorSink) {
        self.slot = self.find_slot(errors);
        self.path.clear();
    }

    fn scalar(&mut self, at: Span, kind: Option<Encoding>, errors: &mut dyn ErrorSink) {
        let kind = scalar::kind(self.raw(at), at, kind, errors);
        self.place(at, kind);
    }

    fn value_sep(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.path.clear();
    }

    fn comment(&mut self, at: Span, errors: &mut dyn ErrorSink) {
        Raw::new_unchecked(self.raw(at), None, at).decode_comment(errors);
    }

    fn newline(&mut self, at: Span, errors: &mut dyn ErrorSink) {
        Raw::new_unchecked(self.raw(at), None, at).decode_newline(errors);
        // The end of a line ends a key outside brackets.
        if self.frames.is_empty() {
            self.path.clear();
        }
    }
}

#[cold]
fn report(errors: &mut dyn ErrorSink, what: &'static str, at: Span) {
    errors.report_error(ParseError::new(what).with_unexpected(at));
}
