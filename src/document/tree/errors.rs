//! What is wrong with a text as TOML.

use std::ops::Range;

use toml_parser::{ErrorSink, Expected, ParseError, Span};

/// Errors that are kept; the rest is counted.
const MOST_FAULTS: usize = 64;

/// Said when one statement is longer than memory should be spent on.
pub const TOO_LONG: &str = "statement too long";
/// Said when brackets, dotted keys or both are nested too deeply.
pub const TOO_DEEP: &str = "nested too deeply";
/// Said when a key is there twice, or a table is opened twice.
pub const DUPLICATE: &str = "duplicate key";
/// Said when a key goes on into something that is no table, or a closed one.
pub const CLOSED: &str = "cannot be extended";

/// One error of the text as TOML.
#[derive(Debug, Clone)]
pub struct SyntaxError {
    /// In the words of `toml_parser`, or one of the constants of the tree.
    pub what: String,
    /// Where it is.
    pub at: Range<usize>,
    /// The earlier key that a repeated one repeats, or the bracket that is not closed.
    pub context: Option<Range<usize>>,
    /// What would be right there, in the words of `toml_parser`.
    pub expected: &'static [Expected],
}

/// The first errors of a text, and how many there are.
#[derive(Debug, Default)]
pub struct SyntaxErrors {
    /// In the order in which they were met.
    pub list: Vec<SyntaxError>,
    /// How many there are in all.
    pub count: usize,
}

impl ErrorSink for SyntaxErrors {
    #[cold]
    fn report_error(&mut self, error: ParseError) {
        self.count += 1;
        if self.list.len() < MOST_FAULTS {
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
