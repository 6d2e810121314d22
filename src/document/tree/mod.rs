//! A TOML document as a tree of spans: what stands where, and what it is.
//!
//! It owns the rules of TOML (which keys may repeat, which tables may be extended, which
//! scalars are valid) and accepts exactly what the `toml` crate accepts, except that the
//! sum of all nesting is limited. It knows nothing of people. All nodes lie in one arena in
//! the order of the text and borrow from it; no walk over them recurses deeper than
//! [`DEEPEST`].

mod build;
mod builder;
mod events;
mod keys;
mod node;
mod parts;
mod plain;
mod scalar;
#[cfg(test)]
mod tests;
mod values;

use std::borrow::Cow;
use std::ops::Range;

use chrono::NaiveDate;

pub use crate::document::tree::build::{CLOSED, DUPLICATE, Fault, Faults, TOO_DEEP, TOO_LONG};
use crate::document::tree::keys::KeyIndex;
pub use crate::document::tree::keys::is_bare;
use crate::document::tree::node::Node;
use crate::document::tree::parts::Parts;
pub use crate::document::tree::parts::Taker;
pub use crate::document::tree::plain::{
    bare_length, blanks, expect, line_end, lines, usual_letters,
};
pub use crate::document::tree::scalar::{NO_SUCH_MOMENT, NUMBER_TOO_LARGE, WHOLE_TOO_LARGE, day};

/// Brackets open at once, as in the `toml` crate.
pub const MOST_BRACKETS: usize = 80;
/// Parts of one dotted key, as in the `toml` crate.
pub const MOST_PARTS: usize = 80;
/// Tables, keys and brackets inside each other, taken together: a header, a dotted key and
/// a value may each use what they are allowed. The `toml` crate has no such limit and
/// overflows the stack where dotted keys and inline tables multiply.
pub const DEEPEST: usize = 2 * MOST_PARTS + MOST_BRACKETS;

/// No node: the end of a list of siblings.
const NONE: u32 = u32::MAX;

/// A node of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(u32);

impl Id {
    fn new(at: u32) -> Option<Self> {
        (at != NONE).then_some(Self(at))
    }
}

/// The document's own table.
pub const ROOT: Id = Id(0);

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A string; `plain` if its content stands in the text word for word.
    Text {
        /// Neither escapes nor several lines.
        plain: bool,
    },
    /// An integer.
    Whole,
    /// A float.
    Number,
    /// A boolean.
    Flag,
    /// A date without a time.
    Day,
    /// A time, or a date with one.
    Moment,
    /// An array of values.
    Array,
    /// An array of tables, each with its own `[[header]]`.
    Tables,
    /// A table.
    Table(TableKind),
}

/// How a table came to be; this decides what may still be added to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// The document.
    Root,
    /// By its own `[header]`, or one element of an array of tables.
    Header,
    /// Between braces.
    Inline,
    /// On the way of a longer header.
    Implicit,
    /// On the way of a dotted key.
    Dotted,
    /// On the way of a dotted key between braces.
    InlineDotted,
    /// Handed on when it was complete, and empty since.
    Taken,
}

impl TableKind {
    const fn is_implicit(self) -> bool {
        matches!(self, Self::Implicit | Self::Dotted | Self::InlineDotted)
    }

    const fn is_inline(self) -> bool {
        matches!(self, Self::Inline | Self::InlineDotted)
    }
}

/// A `[header]` or `[[header]]`.
#[derive(Debug, Clone, Copy)]
pub struct Header {
    start: u32,
    end: u32,
}

impl Header {
    /// The header with its brackets.
    pub fn span(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A TOML document.
#[derive(Debug)]
pub struct Tree<'t> {
    text: &'t str,
    nodes: Vec<Node>,
    headers: Vec<Header>,
    index: KeyIndex,
}

impl<'t> Tree<'t> {
    /// Reads a document; the faults are those of TOML itself.
    pub fn parse(text: &'t str) -> Result<Self, Faults> {
        build::build(text, None)
    }

    /// Reads a document and hands on each table `[group.name]` as soon as it is complete. In
    /// the tree that comes back those are empty, and [`Self::is_taken`].
    ///
    /// None where something is wrong with the text, or where it comes back to a table that
    /// was handed on: then only the whole tree can tell.
    pub fn parse_in_parts(
        text: &'t str,
        group: &'static str,
        taker: &mut dyn Taker<'t>,
    ) -> Option<Self> {
        let parts = Parts {
            group,
            taker,
            open: None,
            indexed: 0,
        };
        build::build(text, Some(parts)).ok()
    }

    /// Whether it is a table or a value that was handed on.
    pub fn is_taken(&self, id: Id) -> bool {
        self.shape(id) == Shape::Table(TableKind::Taken)
    }

    /// The text it was read from.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Every header in the order of the text.
    pub fn headers(&self) -> &[Header] {
        &self.headers
    }

    /// Every node in the order of the text.
    pub fn ids(&self) -> impl Iterator<Item = Id> + use<> {
        (0..u32::try_from(self.nodes.len()).unwrap_or(NONE)).map(Id)
    }

    /// What a node is.
    pub fn shape(&self, id: Id) -> Shape {
        self.node(id).shape
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
        let node = self.node(id);
        node.key_start as usize..node.key_end as usize
    }

    /// The value as it is written; for a table with a header, the header; for one without,
    /// the key that brought it about.
    pub fn value_span(&self, id: Id) -> Range<usize> {
        let node = self.node(id);
        node.value_start as usize..node.value_end as usize
    }

    /// Where the statement or entry begins whose value this is, dotted key included.
    pub fn start(&self, id: Id) -> usize {
        self.node(id).start as usize
    }

    /// The values of a container in the order of the text.
    pub fn children(&self, id: Id) -> Children<'_> {
        Children {
            nodes: &self.nodes,
            at: self.node(id).first,
        }
    }

    /// The last value of a container.
    pub fn last_child(&self, id: Id) -> Option<Id> {
        Id::new(self.node(id).last)
    }

    /// The value of a key of a table.
    pub fn get(&self, table: Id, key: &str) -> Option<Id> {
        Id::new(keys::find(
            self.text,
            &self.nodes,
            &self.index,
            table.0,
            key,
        ))
    }

    /// The key without quotes and escapes.
    pub fn key(&self, id: Id) -> Cow<'t, str> {
        keys::decoded(&self.text[self.key_span(id)])
    }

    /// The value as it is written.
    pub fn raw(&self, id: Id) -> &'t str {
        &self.text[self.value_span(id)]
    }

    /// The content of a string.
    pub fn string(&self, id: Id) -> Option<Cow<'t, str>> {
        match self.shape(id) {
            Shape::Text { plain: true } => {
                let raw = self.raw(id);
                // A plain string has one quote at either end.
                Some(Cow::Borrowed(raw.get(1..raw.len() - 1).unwrap_or_default()))
            }
            Shape::Text { plain: false } => Some(scalar::decoded(self.raw(id))),
            Shape::Whole
            | Shape::Number
            | Shape::Flag
            | Shape::Day
            | Shape::Moment
            | Shape::Array
            | Shape::Tables
            | Shape::Table(_) => None,
        }
    }

    /// The value of an integer.
    pub fn whole(&self, id: Id) -> Option<i64> {
        (self.shape(id) == Shape::Whole).then(|| scalar::whole(self.raw(id)))?
    }

    /// The value of a float.
    pub fn number(&self, id: Id) -> Option<f64> {
        (self.shape(id) == Shape::Number).then(|| scalar::number(self.raw(id)))?
    }

    /// The value of a boolean.
    pub fn flag(&self, id: Id) -> Option<bool> {
        (self.shape(id) == Shape::Flag).then(|| self.raw(id) == "true")
    }

    /// The value of a plain date.
    pub fn day(&self, id: Id) -> Option<NaiveDate> {
        (self.shape(id) == Shape::Day).then(|| day(self.raw(id)))?
    }

    fn node(&self, id: Id) -> &Node {
        // An id comes from this tree alone, and the arena never shrinks.
        &self.nodes[id.0 as usize]
    }
}

/// The values of a container, one after the other.
#[derive(Debug, Clone)]
pub struct Children<'a> {
    nodes: &'a [Node],
    at: u32,
}

impl Iterator for Children<'_> {
    type Item = Id;

    fn next(&mut self) -> Option<Id> {
        let id = Id::new(self.at)?;
        self.at = self.nodes[self.at as usize].next;
        Some(id)
    }
}
