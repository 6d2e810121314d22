//! Parses a text into a tree, a few statements at a time.

use toml_parser::lexer::{Lexer, Token, TokenKind};
use toml_parser::parser::parse_document;
use toml_parser::{ErrorSink as _, ParseError, Source, Span};

use crate::document::tree::arena::TomlTree;
use crate::document::tree::builder::Builder;
use crate::document::tree::errors::{SyntaxErrors, TOO_LONG};

/// The tokens, 24 KB, after which a chunk ends with the statement. Those of a whole file would take
/// five times as much memory as the file.
const CHUNK_TOKENS: usize = 1024;
/// The most tokens of one statement: 190 MB. A hundred thousand rows in one pair of braces have a
/// quarter as many.
const MAX_TOKENS: usize = 8_000_000;
/// Errors after which the rest is not worth parsing.
const MAX_ERRORS: usize = 1000;

impl<'t> TomlTree<'t> {
    /// Parses a document; the errors are those of TOML itself.
    pub fn parse(text: &'t str) -> Result<Self, SyntaxErrors> {
        let mut errors = SyntaxErrors::default();
        let mut builder = Builder::new(text);
        if u32::try_from(text.len()).is_err() {
            errors.report_error(ParseError::new("larger than 4 GiB"));
            return Err(errors);
        }
        let mut lexer = Source::new(text).lex();
        let mut tokens: Vec<Token> = Vec::new();
        while errors.count < MAX_ERRORS {
            let from = tokens.last().map_or(0, |token| token.span().end());
            if !next_statements(&mut lexer, &mut tokens) {
                let at = Span::new_unchecked(from, from);
                errors.report_error(ParseError::new(TOO_LONG).with_unexpected(at));
                break;
            }
            if tokens.is_empty() {
                break;
            }
            builder.begin_statement();
            parse_document(&tokens, &mut builder, &mut errors);
        }
        if errors.count > 0 {
            return Err(errors);
        }
        Ok(builder.tree)
    }
}

/// Lexes a chunk of whole statements; `false` if one has too many tokens. Unbalanced brackets may
/// end a chunk early, but the parser rejects those tokens anyway.
fn next_statements(lexer: &mut Lexer<'_>, tokens: &mut Vec<Token>) -> bool {
    tokens.clear();
    let mut depth = 0_usize;
    for token in lexer {
        if tokens.len() > MAX_TOKENS {
            return false;
        }
        tokens.push(token);
        match token.kind() {
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => depth += 1,
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                depth = depth.saturating_sub(1);
            }
            TokenKind::Newline if depth == 0 && tokens.len() > CHUNK_TOKENS => break,
            _ => {}
        }
    }
    true
}
