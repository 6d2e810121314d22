//! The nodes of the tree and the limits on their nesting.

use std::num::NonZeroU32;
use std::ops::Range;

use toml_parser::Span;

/// Brackets open at once, as in the `toml` crate.
pub const MAX_BRACKETS: usize = 80;
/// Parts of one dotted key, as in the `toml` crate.
pub const MAX_KEY_PARTS: usize = 80;
/// Nested tables, keys and brackets taken together. The `toml` crate has no such limit and
/// overflows the stack when dotted keys and inline tables multiply.
pub const MAX_DEPTH: usize = 2 * MAX_KEY_PARTS + MAX_BRACKETS;

/// A node's number in the arena, from 1 so that `Option<Id>` takes no extra space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(NonZeroU32);

/// The document's top-level table.
pub const ROOT: Id = Id(NonZeroU32::MIN);

impl Id {
    /// The node at this index. There are fewer nodes than bytes, whose count fits into 32 bits.
    pub fn new(index: usize) -> Self {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        Self(NonZeroU32::new(number).unwrap_or(NonZeroU32::MAX))
    }

    /// The node's index in the arena.
    pub const fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// What a node is, in the terms of TOML.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NodeKind {
    #[default]
    String,
    Integer,
    Float,
    Boolean,
    /// A date without a time.
    Date,
    /// A time, or a date with one.
    DateTime,
    /// An array of values.
    Array,
    /// Tables that each have their own `[[header]]`.
    ArrayOfTables,
    Table(TableKind),
}

/// How a table was defined, which decides what may still be added to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// The document.
    Root,
    /// By its own `[header]`, or as an element of an array of tables.
    Header,
    /// Between braces.
    Inline,
    /// As the parent of a longer header.
    Implicit,
    /// By a dotted key.
    Dotted,
    /// By a dotted key between braces.
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

/// A byte range of the text; 32 bits are enough, since larger texts are refused.
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
    fn from(span: SourceSpan) -> Self {
        Self::new_unchecked(span.start as usize, span.end as usize)
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

/// A node. The children of a container form a linked list of siblings.
#[derive(Debug, Clone, Copy, Default)]
pub struct Node {
    pub kind: NodeKind,
    /// Whether it is the value of a statement, outside brackets.
    pub top: bool,
    /// Where the dotted key begins whose last part is `key`.
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
