//! Building the tree: statements of the plain spelling at a glance, all others through
//! `toml_parser`, a few at a time.
//!
//! Tokens are lexed into one small buffer that is used again and again: lexing a whole file
//! first spends most of its time on memory that is touched once.

use toml_parser::lexer::{Token, TokenKind};
use toml_parser::parser::parse_document;
use toml_parser::{ErrorSink, ParseError, Source, Span};

use crate::document::tree::builder::Builder;
use crate::document::tree::parts::Parts;
use crate::document::tree::{Tree, plain};

/// Tokens after which the buffer is handed on at the next end of a statement: 24 KB.
const BUFFER: usize = 1024;
/// Faults that are kept; the rest is counted.
const MOST_FAULTS: usize = 64;

/// Tokens of one statement that is not plain: 190 MB of them. A hundred thousand rows in one
/// pair of braces have a quarter as many.
const MOST_TOKENS: usize = 8_000_000;
/// Faults after which the rest is not worth reading.
const ENOUGH_FAULTS: usize = 1000;

/// Said when one statement is longer than memory should be spent on.
pub const TOO_LONG: &str = "statement too long";
/// Said when brackets, dotted keys or both are nested too deeply.
pub const TOO_DEEP: &str = "nested too deeply";
/// Said when a key is there twice, or a table is opened twice.
pub const DUPLICATE: &str = "duplicate key";
/// Said when a key goes on into something that is no table, or a closed one.
pub const CLOSED: &str = "cannot be extended";

/// One fault of the text as TOML.
#[derive(Debug, Clone)]
pub struct Fault {
    /// In the words of `toml_parser`, or one of the constants of this module.
    pub what: String,
    /// Where.
    pub at: std::ops::Range<usize>,
    /// The earlier key that a repeated one repeats, or the bracket that is not closed.
    pub context: Option<std::ops::Range<usize>>,
    /// What would be right there, in the words of `toml_parser`.
    pub expected: &'static [toml_parser::Expected],
}

/// The first faults of a text, and how many there are.
#[derive(Debug, Default)]
pub struct Faults {
    /// In the order in which they were met.
    pub list: Vec<Fault>,
    /// How many there are in all.
    pub count: usize,
}

impl Faults {
    /// Takes over a fault of a part of the text that begins at `base`.
    #[cold]
    fn add(&mut self, error: &ParseError, base: usize) {
        self.count += 1;
        if self.list.len() < MOST_FAULTS {
            let range = |span: Span| base + span.start()..base + span.end().max(span.start());
            let at = error.unexpected().or(error.context()).map_or(0..0, range);
            self.list.push(Fault {
                what: error.description().to_owned(),
                at,
                context: error.context().map(range),
                expected: error.expected().unwrap_or_default(),
            });
        }
    }

    fn join(&mut self, other: Self) {
        self.count += other.count;
        let room = MOST_FAULTS.saturating_sub(self.list.len());
        self.list.extend(other.list.into_iter().take(room));
    }
}

impl ErrorSink for Faults {
    fn report_error(&mut self, error: ParseError) {
        self.add(&error, 0);
    }
}

/// Reads a whole text, or hands on its parts one by one.
pub(crate) fn build<'t>(text: &'t str, parts: Option<Parts<'t, '_>>) -> Result<Tree<'t>, Faults> {
    let mut builder = Builder::new(text, parts);
    if u32::try_from(text.len()).is_err() {
        builder.report("larger than 4 GiB", Span::default());
        return builder.finish();
    }
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut wanted = 1;
    loop {
        let plain = plain::statements(&mut builder, at);
        if plain == text.len() {
            return builder.finish();
        }
        // One odd statement among plain ones is soon over; where all are odd, trying each
        // one for plainness first would cost more than it gains.
        wanted = if plain > at {
            1
        } else {
            (2 * wanted).min(BUFFER)
        };
        at = odd_statements(&mut builder, &mut tokens, plain, wanted);
        if at == text.len() || builder.faults.count >= ENOUGH_FAULTS {
            return builder.finish();
        }
    }
}

/// Takes over statements of any spelling, and tells where the next one begins.
fn odd_statements(
    builder: &mut Builder<'_, '_>,
    tokens: &mut Vec<Token>,
    from: usize,
    wanted: usize,
) -> usize {
    // The lexer skips a byte-order mark wherever it begins, so below the first line it has
    // to begin with the newline before.
    let base = from.saturating_sub(1);
    let part = builder.tree.text.get(base..).unwrap_or_default();
    builder.base = base;
    builder.begin();
    if !next_statements(part, tokens, wanted) {
        builder.report(TOO_LONG, Span::new_unchecked(from, from));
        return builder.tree.text.len();
    }
    let mut relative = Relative {
        base,
        faults: Faults::default(),
    };
    parse_document(tokens, builder, &mut relative);
    builder.faults.join(relative.faults);
    let end = tokens.last().map_or(part.len(), |token| token.span().end());
    base + end
}

/// Lexes whole statements, as many tokens as wanted or the rest of the last statement more.
/// Where brackets do not match, the parser finds that in the same tokens, so splitting there
/// makes nothing valid. Tells whether they were not too many.
fn next_statements(part: &str, tokens: &mut Vec<Token>, wanted: usize) -> bool {
    tokens.clear();
    let mut depth = 0usize;
    for (count, token) in Source::new(part).lex().enumerate() {
        if count > MOST_TOKENS {
            return false;
        }
        tokens.push(token);
        match token.kind() {
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => depth += 1,
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                depth = depth.saturating_sub(1);
            }
            // The first token is the newline before.
            TokenKind::Newline if depth == 0 && count >= wanted => return true,
            TokenKind::Newline
            | TokenKind::Dot
            | TokenKind::Equals
            | TokenKind::Comma
            | TokenKind::Whitespace
            | TokenKind::Comment
            | TokenKind::LiteralString
            | TokenKind::BasicString
            | TokenKind::MlLiteralString
            | TokenKind::MlBasicString
            | TokenKind::Atom
            | TokenKind::Eof => {}
        }
    }
    true
}

/// What the parser reports of a part of the text.
struct Relative {
    base: usize,
    faults: Faults,
}

impl ErrorSink for Relative {
    fn report_error(&mut self, error: ParseError) {
        self.faults.add(&error, self.base);
    }
}
