//! The values of a document: each under its key, or in its array.

use toml_parser::Span;

use crate::document::tree::build::TOO_DEEP;
use crate::document::tree::builder::Builder;
use crate::document::tree::node::{Frame, Slot, blank, bounds, span};
use crate::document::tree::{DEEPEST, MOST_BRACKETS, NONE, Shape, TableKind};

impl Builder<'_, '_> {
    /// Puts the value of a plain statement where its key, the path, says.
    pub fn attach(&mut self, value: u32) {
        if let Some(slot) = self.find_slot() {
            let node = &mut self.tree.nodes[value as usize];
            (node.start, node.key_start, node.key_end) = (slot.start, slot.key.0, slot.key.1);
            node.top = true;
            self.link(slot.table, value);
        }
        self.begin_key();
    }

    /// The key is complete: finds the table that its value goes into.
    pub fn finish_key(&mut self) {
        self.slot = self.find_slot();
        self.begin_key();
    }

    fn find_slot(&mut self) -> Option<Slot> {
        let (from, base, made) = match self.frames.last() {
            None => (self.table, self.table_depth, TableKind::Dotted),
            Some(frame) if frame.is_array => return None,
            Some(frame) => (frame.node, frame.depth, TableKind::InlineDotted),
        };
        let (&key, &(start, _)) = (self.path.last()?, self.path.first()?);
        let depth = base + self.path.len();
        if self.path_too_long || depth > DEEPEST {
            if !self.path_too_long {
                self.report(TOO_DEEP, span(key));
            }
            return None;
        }
        let table = self.descend(from, made)?;
        let kind = self.tree.nodes[table as usize].shape;
        // A dotted key may not add to a table that has a header, nor to the last element of
        // an array of tables.
        let is_closed =
            self.path.len() > 1 && !matches!(kind, Shape::Table(kind) if kind.is_implicit());
        let found = self.find(table, key);
        if found != NONE || is_closed {
            self.report_duplicate(if found == NONE { table } else { found }, key);
            return None;
        }
        Some(Slot {
            table,
            start,
            key,
            depth,
        })
    }

    /// Puts a value where it belongs and gives its depth.
    pub fn place(&mut self, at: Span, shape: Shape) -> (u32, usize) {
        let mut node = blank(shape);
        (node.value_start, node.value_end) = bounds(at);
        node.start = node.value_start;
        node.top = self.frames.is_empty();
        match (self.frames.last().copied(), self.slot.take()) {
            (Some(frame), _) if frame.is_array => {
                let child = self.add(node);
                self.link(frame.node, child);
                (child, frame.depth + 1)
            }
            (_, Some(slot)) => {
                (node.start, node.key_start, node.key_end) = (slot.start, slot.key.0, slot.key.1);
                let child = self.add(node);
                self.link(slot.table, child);
                (child, slot.depth + 1)
            }
            // A value without a key was reported where the key was read.
            (_, None) => (self.add(node), 0),
        }
    }

    pub fn open(&mut self, at: Span, shape: Shape) -> bool {
        let (node, depth) = self.place(at, shape);
        self.frames.push(Frame {
            node,
            is_array: shape == Shape::Array,
            depth,
        });
        let fits = self.frames.len() <= MOST_BRACKETS && depth <= DEEPEST;
        if !fits {
            self.report(TOO_DEEP, at);
        }
        fits
    }

    pub fn close(&mut self, at: Span) {
        if let Some(frame) = self.frames.pop() {
            self.tree.nodes[frame.node as usize].value_end = bounds(at).1;
        }
        self.begin_key();
        self.slot = None;
    }
}
