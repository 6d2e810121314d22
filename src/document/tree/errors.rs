//! Syntax errors of TOML.

use std::ops::Range;

use toml_parser::{ErrorSink, Expected, ParseError, Span};

/// The most errors kept; the rest is only counted.
const MAX_KEPT_ERRORS: usize = 64;

/// A statement would take too much memory.
pub const TOO_LONG: &str = "statement too long";
/// Brackets, dotted keys or both are nested too deeply.
pub const TOO_DEEP: &str = "nested too deeply";
/// A key is set twice, or a table is opened twice.
pub const DUPLICATE: &str = "duplicate key";
/// A key extends a value, or a table that is closed.
pub const CLOSED: &str = "cannot be extended";

/// One syntax error.
#[derive(Debug, Clone)]
pub struct SyntaxError {
    /// The description of `toml_parser`, or one of the constants of the tree.
    pub what: String,
    /// Where it is.
    pub at: Range<usize>,
    /// The first occurrence of a duplicate key, or the unclosed bracket.
    pub context: Option<Range<usize>>,
    /// What `toml_parser` expected there.
    pub expected: &'static [Expected],
}

/// The first errors of a text, and how many there are.
#[derive(Debug, Default)]
pub struct SyntaxErrors {
    /// In the order in which they were found.
    pub list: Vec<SyntaxError>,
    /// How many there are in all.
    pub count: usize,
}

impl ErrorSink for SyntaxErrors {
    #[cold]
    fn report_error(&mut self, error: ParseError) {
        self.count += 1;
        if self.list.len() < MAX_KEPT_ERRORS {
            let range = |span: Span| span.start()..span.end().max(span.start());
            self.list.push(SyntaxError {
                what: error.description().to_owned(),
                at: error.unexpected().or(error.context()).map_or(0..0, range),
                context: error.context().map(range),
                expected: error.expected().unwrap_or_default(),
            });
        }
    }
}
