//! The nodes of the tree and the limits of their nesting.

use std::num::NonZeroU32;
use std::ops::Range;

use toml_parser::Span;

/// Brackets open at once, as in the `toml` crate.
pub const MOST_BRACKETS: usize = 80;
/// Parts of one dotted key, as in the `toml` crate.
pub const MOST_PARTS: usize = 80;
/// Tables, keys and brackets inside each other, taken together. The `toml` crate has no such
/// limit and overflows the stack where dotted keys and inline tables multiply.
pub const DEEPEST: usize = 2 * MOST_PARTS + MOST_BRACKETS;

/// A node of the tree: its number in the arena, from 1, so that no node takes no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(NonZeroU32);

/// The document's own table.
pub const ROOT: Id = Id(NonZeroU32::MIN);

impl Id {
    /// The node after so many others: fewer than there are bytes, which fit into 32 bits.
    pub fn new(index: usize) -> Self {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        Self(NonZeroU32::new(number).unwrap_or(NonZeroU32::MAX))
    }

    /// How many nodes come before it.
    pub const fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// What a node is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NodeKind {
    /// A string.
    #[default]
    Text,
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
}

impl TableKind {
    pub const fn is_implicit(self) -> bool {
        matches!(self, Self::Implicit | Self::Dotted | Self::InlineDotted)
    }

    pub const fn is_inline(self) -> bool {
        matches!(self, Self::Inline | Self::InlineDotted)
    }
}

/// A place in the text, in bytes; 32 bits are enough, since larger texts are refused.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SourceSpan {
    pub start: u32,
    pub end: u32,
}

impl SourceSpan {
    pub const fn span(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl From<SourceSpan> for Span {
    fn from(place: SourceSpan) -> Self {
        Self::new_unchecked(place.start as usize, place.end as usize)
    }
}

impl From<Span> for SourceSpan {
    fn from(span: Span) -> Self {
        let number = |at| u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            start: number(span.start()),
            end: number(span.end()),
        }
    }
}

/// A node. What a container holds is a chain of siblings.
#[derive(Debug, Clone, Copy, Default)]
pub struct Node {
    pub kind: NodeKind,
    /// The value of a statement of its own, not inside brackets.
    pub top: bool,
    /// Where the whole dotted key begins, of which this is the last part.
    pub start: u32,
    pub key: SourceSpan,
    pub value: SourceSpan,
    pub first: Option<Id>,
    pub last: Option<Id>,
    pub next: Option<Id>,
    pub count: u32,
}

impl Node {
    pub fn new(kind: NodeKind) -> Self {
        Self {
            kind,
            ..Self::default()
        }
    }
}
