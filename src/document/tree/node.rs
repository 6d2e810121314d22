//! A node of the arena: 32-bit places, since a file is smaller than 4 GiB.

use toml_parser::Span;

use crate::document::tree::{NONE, Shape};

/// A node. What a container holds is a chain of siblings.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// Where the whole dotted key begins, of which this is the last part.
    pub start: u32,
    pub key_start: u32,
    pub key_end: u32,
    pub value_start: u32,
    pub value_end: u32,
    pub next: u32,
    pub first: u32,
    pub last: u32,
    pub count: u32,
    pub shape: Shape,
    /// The value of a statement of its own, not inside brackets.
    pub top: bool,
}

/// An open bracket.
#[derive(Clone, Copy)]
pub struct Frame {
    pub node: u32,
    pub is_array: bool,
    pub depth: usize,
}

/// Where the next value goes.
#[derive(Clone, Copy)]
pub struct Slot {
    pub table: u32,
    pub start: u32,
    pub key: (u32, u32),
    pub depth: usize,
}

pub fn blank(shape: Shape) -> Node {
    Node {
        start: 0,
        key_start: 0,
        key_end: 0,
        value_start: 0,
        value_end: 0,
        next: NONE,
        first: NONE,
        last: NONE,
        count: 0,
        shape,
        top: false,
    }
}

/// The text is smaller than 4 GiB, or it would have been refused.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the text fits into 32 bits"
)]
pub fn bounds(at: Span) -> (u32, u32) {
    (at.start() as u32, at.end() as u32)
}

pub fn span((start, end): (u32, u32)) -> Span {
    Span::new_unchecked(start as usize, end as usize)
}
