//! A TOML document as a tree of spans.
//!
//! It owns the rules of TOML and accepts exactly what the `toml` crate accepts, except that the
//! total nesting is limited. It knows nothing about people.

mod arena;
mod builder;
mod errors;
mod node;
mod parse;
mod scalar;
#[cfg(test)]
mod tests;

pub use crate::document::tree::arena::TomlTree;
pub use crate::document::tree::errors::{
    CLOSED, DUPLICATE, SyntaxError, SyntaxErrors, TOO_DEEP, TOO_LONG,
};
pub use crate::document::tree::node::{Id, MAX_BRACKETS, NodeKind, ROOT, TableKind};
pub use crate::document::tree::scalar::{
    FLOAT_TOO_LARGE, INTEGER_TOO_LARGE, NO_SUCH_DATE, date, is_bare, is_bare_byte, valid_string,
};
