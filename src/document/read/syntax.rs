//! Translates the errors of `toml_parser` for readers who have never heard of a "basic string". No
//! message quotes the file.

use std::ops::Range;

use toml_parser::Expected;

use crate::document::diagnostic::{Diagnostic, MAX_ERRORS, first_errors, newlines};
use crate::document::tree::{self, SyntaxError, SyntaxErrors};

/// All errors of a text, or the one that explains them all.
pub fn diagnostics(text: &str, errors: &SyntaxErrors) -> Vec<Diagnostic> {
    // A sign of a damaged file, whatever else is wrong.
    if let Some(at) = text.find('\0') {
        let diagnostic = Diagnostic::error(at..at + 1, "the file holds a NUL byte")
            .label("a NUL byte")
            .help("take it out, or restore the file: text has none");
        return first_errors(text, vec![diagnostic], 0);
    }
    let conflicts = conflicts(text);
    if !conflicts.is_empty() {
        return first_errors(text, conflicts, 0);
    }
    let mut found: Vec<Diagnostic> = Vec::new();
    let placed = errors.list.iter().map(|error| (place(error), error));
    let mut ordered: Vec<(Range<usize>, &SyntaxError)> = placed.collect();
    ordered.sort_by_key(|(at, _)| at.start);
    // After an unclosed bracket the parser misreads the rest.
    let open = ordered.iter().position(|(_, error)| is_unclosed(error));
    ordered.truncate(open.map_or(ordered.len(), |open| open + 1));
    for (at, error) in ordered {
        let at = text.floor_char_boundary(at.start)..text.floor_char_boundary(at.end);
        // One mistake often causes several errors on its line.
        let between = found
            .last()
            .and_then(|last| text.get(last.span.start..at.start));
        if between.is_none_or(|between| between.contains('\n')) {
            found.push(diagnostic(text, error, at));
        }
    }
    let uncounted = match open {
        Some(_) => 0,
        None => errors.count - errors.list.len(),
    };
    first_errors(text, found, uncounted)
}

/// Where to point: for an unclosed bracket at the bracket, not where the parser gave up.
fn place(error: &SyntaxError) -> Range<usize> {
    match &error.context {
        Some(open) if is_unclosed(error) => open.clone(),
        Some(all) if error.what.contains("multi-line") && lacks_closing_quote(error) => {
            all.start..all.start + "\"\"\"".len()
        }
        Some(_) | None => error.at.clone(),
    }
}

fn is_unclosed(error: &SyntaxError) -> bool {
    ["unclosed array", "unclosed inline table"].contains(&error.what.as_str())
}

/// The conflict markers of git.
fn conflicts(text: &str) -> Vec<Diagnostic> {
    let markers = text.match_indices("<<<<<<< ");
    let begins_line = |at: &usize| text[..*at].is_empty() || text[..*at].ends_with('\n');
    let starts = markers.map(|(at, _)| at).filter(begins_line);
    let help = "keep the lines that are right and delete the markers <<<<<<<, ======= and >>>>>>>";
    let diagnostic = |at| {
        let line = text[at..].lines().next().unwrap_or_default().trim_end();
        Diagnostic::error(at..at + line.len(), "a merge conflict is not resolved yet")
            .label("it begins here")
            .help(help)
    };
    starts.take(MAX_ERRORS).map(diagnostic).collect()
}

/// One error, translated.
pub fn diagnostic(text: &str, error: &SyntaxError, at: Range<usize>) -> Diagnostic {
    let (message, label, help) =
        value_words(error, &at).unwrap_or_else(|| other_words(&error.what));
    let label = match error.what.as_str() {
        tree::DUPLICATE => error.context.as_ref().map_or_else(
            || "it is defined elsewhere".to_owned(),
            |old| {
                let before = text.as_bytes().get(..old.start).unwrap_or_default();
                format!("it stands in line {} already", newlines(before) + 1)
            },
        ),
        tree::TOO_DEEP => format!(
            "more than {} brackets or parts of a key",
            tree::MAX_BRACKETS
        ),
        _ if label.is_empty() => expected(error),
        _ => label.to_owned(),
    };
    let mut diagnostic = Diagnostic::error(at, message).label(label);
    diagnostic.help = Some(help.to_owned()).filter(|help| !help.is_empty());
    diagnostic
}

/// Message, label and help; an empty label is replaced by what was expected.
type Words = (&'static str, &'static str, &'static str);

const HASH_OR_QUOTES: &str = "begin a comment with #, put text in quotes";

/// Errors in single values.
fn value_words(error: &SyntaxError, at: &Range<usize>) -> Option<Words> {
    Some(match error.what.as_str() {
        tree::NO_SUCH_DATE => (
            "there is no such date",
            "not a day of the calendar, written as 2026-11-20",
            "",
        ),
        tree::INTEGER_TOO_LARGE | tree::FLOAT_TOO_LARGE => {
            ("this number is too large", "beyond 64 bits", "")
        }
        "string values must be quoted" if at.is_empty() => {
            ("a key without a value", "expected a value", "")
        }
        "string values must be quoted" => (
            "this value cannot be read",
            "text needs quotes around it",
            "",
        ),
        "missing opening quote" => ("a quote is missing", "the text must begin with it", ""),
        "invalid basic string" | "invalid literal string" if lacks_closing_quote(error) => (
            "a quote is missing",
            "the text must end with its quote on the same line",
            "a quote inside the text is written \\\"",
        ),
        what if what.starts_with("invalid multi-line") && lacks_closing_quote(error) => (
            "three quotes are missing",
            "the text over several lines is never closed",
            "",
        ),
        "invalid basic string"
        | "invalid literal string"
        | "invalid multi-line basic string"
        | "invalid multi-line literal string"
        | "invalid comment character" => (
            "a control character in the text",
            "this character cannot stand here",
            "write it as \\u and four digits, between double quotes",
        ),
        "missing escaped value" | "too few unicode value digits" | "invalid value" => (
            "a backslash that means nothing",
            "expected \\\\, \\\", \\n, \\t or \\u and four digits",
            "write the backslash twice, or put the text in single quotes",
        ),
        _ => return None,
    })
}

/// Errors in tables, brackets, commas, keys and lines.
fn other_words(what: &str) -> Words {
    match what {
        tree::DUPLICATE => (
            "this key is there twice",
            "",
            "keep one of the two, or put both values into one list",
        ),
        tree::CLOSED => (
            "this key goes on into something that is complete already",
            "what stands before it is no open table",
            "put the new key where the table itself is written",
        ),
        tree::TOO_DEEP => ("this is nested too deeply", "", ""),
        tree::TOO_LONG => (
            "this statement is too long",
            "it goes on for millions of values",
            "give each person a block of their own: [people.sara]",
        ),
        "key with no value" | "missing value for key" => (
            "a key without a value",
            "expected `=` and a value",
            HASH_OR_QUOTES,
        ),
        "unclosed array" => ("a list is never closed", "", "add the missing ]"),
        "unclosed inline table" => ("a brace is never closed", "", "add the missing }"),
        "unclosed table" | "unclosed array table" => {
            ("the brackets of this header do not close", "", "")
        }
        "missing comma between array elements" | "missing comma between key-value pairs" => {
            ("a comma is missing", "expected `,` before this", "")
        }
        "extra comma in array" | "extra comma in inline table" => {
            ("a comma too many", "expected a value before this", "")
        }
        "unexpected key or value" => (
            "something follows the value",
            "expected the end of the line",
            HASH_OR_QUOTES,
        ),
        "carriage return must be followed by newline"
        | "unexpected content between comment and newline" => (
            "a carriage return inside a line",
            "lines end with a newline",
            "",
        ),
        "invalid unquoted key"
        | "unquoted keys cannot be empty"
        | "invalid key-value pair"
        | "invalid key"
        | "invalid table" => (
            "a key cannot be read",
            "expected letters, digits, - and _, or a name in quotes",
            "",
        ),
        _ => ("this is not valid TOML", "", ""),
    }
}

/// Whether only the closing quote is missing.
fn lacks_closing_quote(error: &SyntaxError) -> bool {
    matches!(
        error.expected,
        [Expected::Literal("\"" | "'" | "\"\"\"" | "'''")]
    )
}

/// What the parser expected.
fn expected(error: &SyntaxError) -> String {
    let word = |expected: &Expected| match expected {
        Expected::Literal("\n") => "the end of the line".to_owned(),
        Expected::Literal(literal) => format!("`{literal}`"),
        Expected::Description(word) => (*word).to_owned(),
        _ => "something else".to_owned(),
    };
    let words: Vec<String> = error.expected.iter().map(word).collect();
    if words.is_empty() {
        "this cannot stand here".to_owned()
    } else {
        format!("expected {}", words.join(" or "))
    }
}
