//! From text to tree, a few statements at a time.

use toml_parser::lexer::{Lexer, Token, TokenKind};
use toml_parser::parser::parse_document;
use toml_parser::{ErrorSink as _, ParseError, Source, Span};

use crate::document::tree::arena::TomlTree;
use crate::document::tree::builder::Builder;
use crate::document::tree::errors::{SyntaxErrors, TOO_LONG};

/// Tokens after which they are handed on at the next end of a statement: 24 KB. The tokens of
/// a whole file would take five times as much memory as the file.
const ENOUGH_TOKENS: usize = 1024;
/// Tokens of one statement: 190 MB of them. A hundred thousand rows in one pair of braces have
/// a quarter as many.
const MOST_TOKENS: usize = 8_000_000;
/// Errors after which the rest is not worth reading.
const ENOUGH_ERRORS: usize = 1000;

impl<'t> TomlTree<'t> {
    /// Reads a document; the faults are those of TOML itself.
    pub fn parse(text: &'t str) -> Result<Self, SyntaxErrors> {
        let mut faults = SyntaxErrors::default();
        let mut builder = Builder::new(text);
        if u32::try_from(text.len()).is_err() {
            faults.report_error(ParseError::new("larger than 4 GiB"));
            return Err(faults);
        }
        let mut lexer = Source::new(text).lex();
        let mut tokens: Vec<Token> = Vec::new();
        while faults.count < ENOUGH_ERRORS {
            let from = tokens.last().map_or(0, |token| token.span().end());
            if !next_statements(&mut lexer, &mut tokens) {
                let at = Span::new_unchecked(from, from);
                faults.report_error(ParseError::new(TOO_LONG).with_unexpected(at));
                break;
            }
            if tokens.is_empty() {
                break;
            }
            builder.begin_statement();
            parse_document(&tokens, &mut builder, &mut faults);
        }
        if faults.count > 0 {
            return Err(faults);
        }
        Ok(builder.tree)
    }
}

/// Lexes whole statements, enough of them or the rest of the text. Where brackets do not
/// match, the parser finds that in the same tokens, so splitting there makes nothing valid.
/// Tells whether they were not too many.
fn next_statements(lexer: &mut Lexer<'_>, tokens: &mut Vec<Token>) -> bool {
    tokens.clear();
    let mut depth = 0_usize;
    for token in lexer {
        if tokens.len() > MOST_TOKENS {
            return false;
        }
        tokens.push(token);
        match token.kind() {
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => depth += 1,
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                depth = depth.saturating_sub(1);
            }
            TokenKind::Newline if depth == 0 && tokens.len() > ENOUGH_TOKENS => break,
            _ => {}
        }
    }
    true
}
