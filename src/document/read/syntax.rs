//! Faults of TOML in plain words.
//!
//! `toml_parser` speaks the language of its grammar. Here each of its sentences becomes one
//! that somebody who has never heard of a "basic string" understands, and none repeats what
//! stands in the file.

use std::ops::Range;

use toml_parser::Expected;

use crate::document::diagnostic::{Draft, Finding, MOST_ERRORS, Severity, first_errors, newlines};
use crate::document::tree;
use crate::document::tree::{Fault, Faults};

/// Every fault of a text, or the one that explains them all.
pub fn findings(text: &str, faults: &Faults) -> Vec<Finding> {
    // No text holds one, so it tells of a damaged file, whatever else is wrong.
    if let Some(at) = text.find('\0') {
        let draft = Draft::new(Severity::Error, at..at + 1, "the file holds a NUL byte");
        let draft = draft
            .label("a NUL byte")
            .help("take it out, or restore the file: text has none");
        return first_errors(text, vec![draft], 0);
    }
    let conflicts = conflicts(text);
    if !conflicts.is_empty() {
        return first_errors(text, conflicts, 0);
    }
    let mut drafts: Vec<Draft> = Vec::new();
    let mut ordered: Vec<(Range<usize>, &Fault)> = faults
        .list
        .iter()
        .map(|fault| (place(fault), fault))
        .collect();
    ordered.sort_by_key(|(at, _)| at.start);
    // What follows a bracket that is never closed was meant as something else.
    let open = ordered.iter().position(|(_, fault)| is_unclosed(fault));
    ordered.truncate(open.map_or(ordered.len(), |open| open + 1));
    for (at, fault) in ordered {
        let at = visible(text, at);
        // One slip often breaks several rules of the grammar on its line.
        let is_new_line = drafts.last().is_none_or(|last| {
            text.get(last.span.start..at.start)
                .is_none_or(|between| between.contains('\n'))
        });
        if is_new_line {
            drafts.push(draft(text, fault, at));
        }
    }
    let uncounted = match open {
        Some(_) => 0,
        None => faults.count - faults.list.len(),
    };
    first_errors(text, drafts, uncounted)
}

/// Where to point: for a bracket that is never closed at the bracket, since its end is only
/// where the parser gave up.
fn place(fault: &Fault) -> Range<usize> {
    match &fault.context {
        Some(open) if is_unclosed(fault) => open.clone(),
        Some(all) if fault.what.contains("multi-line") && closes(fault) => {
            all.start..all.start + "\"\"\"".len()
        }
        Some(_) | None => fault.at.clone(),
    }
}

fn is_unclosed(fault: &Fault) -> bool {
    matches!(
        fault.what.as_str(),
        "unclosed array" | "unclosed inline table"
    )
}

/// A place that lies on a character, and before the end of its line rather than after it.
fn visible(text: &str, at: Range<usize>) -> Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    floor(at.start)..floor(at.end)
}

/// Markers that git leaves where two branches changed the same lines.
fn conflicts(text: &str) -> Vec<Draft> {
    let mut at = 0;
    let mut drafts = Vec::new();
    for line in text.split_inclusive('\n') {
        if drafts.len() == MOST_ERRORS {
            break;
        }
        if line.starts_with("<<<<<<< ") {
            drafts.push(
                Draft::new(
                    Severity::Error,
                    at..at + line.trim_end().len(),
                    "a merge conflict is not resolved yet",
                )
                .label("it begins here")
                .help("keep the lines that are right and delete the markers <<<<<<<, ======= and >>>>>>>"),
            );
        }
        at += line.len();
    }
    drafts
}

/// Message, label and help.
type Words = (&'static str, String, Option<&'static str>);

/// One fault in plain words.
pub fn draft(text: &str, fault: &Fault, at: Range<usize>) -> Draft {
    let (message, label, help) = of_tables(text, fault)
        .or_else(|| of_scalars(fault, &at))
        .unwrap_or_else(|| of_grammar(fault));
    let draft = Draft::new(Severity::Error, at, message).label(label);
    match help {
        Some(help) => draft.help(help),
        None => draft,
    }
}

/// Faults that the tree finds.
fn of_tables(text: &str, fault: &Fault) -> Option<Words> {
    let words = match fault.what.as_str() {
        tree::DUPLICATE => {
            let before = |old: &Range<usize>| text.as_bytes().get(..old.start).unwrap_or_default();
            let label = match &fault.context {
                Some(old) => format!("it stands in line {} already", newlines(before(old)) + 1),
                None => "it is defined elsewhere".to_owned(),
            };
            let help = "keep one of the two, or put both values into one list";
            ("this key is there twice", label, Some(help))
        }
        tree::CLOSED => (
            "this key goes on into something that is complete already",
            "what stands before it is no open table".to_owned(),
            Some("put the new key where the table itself is written"),
        ),
        tree::TOO_DEEP => (
            "this is nested too deeply",
            format!(
                "more than {} brackets or parts of a key",
                tree::MOST_BRACKETS
            ),
            None,
        ),
        tree::TOO_LONG => (
            "this statement is too long",
            "it goes on for millions of values".to_owned(),
            Some("give each person a block of their own: [people.sara]"),
        ),
        _ => return None,
    };
    Some(words)
}

/// Faults of single values.
fn of_scalars(fault: &Fault, at: &Range<usize>) -> Option<Words> {
    let words = match fault.what.as_str() {
        tree::NO_SUCH_DATE => (
            "there is no such date",
            "not a day of the calendar, written as 2026-11-20".to_owned(),
            None,
        ),
        tree::INTEGER_TOO_LARGE | tree::FLOAT_TOO_LARGE => (
            "this number is too large",
            "beyond 64 bits".to_owned(),
            None,
        ),
        "string values must be quoted" if at.is_empty() => {
            ("a key without a value", "expected a value".to_owned(), None)
        }
        "string values must be quoted" => (
            "this value cannot be read",
            "text needs quotes around it".to_owned(),
            None,
        ),
        "missing opening quote" => (
            "a quote is missing",
            "the text must begin with it".to_owned(),
            None,
        ),
        "invalid basic string" | "invalid literal string" if closes(fault) => (
            "a quote is missing",
            "the text must end with its quote on the same line".to_owned(),
            Some("a quote inside the text is written \\\""),
        ),
        "invalid multi-line basic string" | "invalid multi-line literal string"
            if closes(fault) =>
        {
            (
                "three quotes are missing",
                "the text over several lines is never closed".to_owned(),
                None,
            )
        }
        "invalid basic string"
        | "invalid literal string"
        | "invalid multi-line basic string"
        | "invalid multi-line literal string"
        | "invalid comment character" => (
            "a control character in the text",
            "this character cannot stand here".to_owned(),
            Some("write it as \\u and four digits, between double quotes"),
        ),
        "missing escaped value" | "too few unicode value digits" | "invalid value" => (
            "a backslash that means nothing",
            "expected \\\\, \\\", \\n, \\t or \\u and four digits".to_owned(),
            Some("write the backslash twice, or put the text in single quotes"),
        ),
        _ => return None,
    };
    Some(words)
}

/// Faults of brackets, commas, keys and lines.
fn of_grammar(fault: &Fault) -> Words {
    let (message, label, help) = match fault.what.as_str() {
        "key with no value" | "missing value for key" => (
            "a key without a value",
            "expected `=` and a value",
            Some("begin a comment with #, put text in quotes"),
        ),
        "unclosed array" => ("a list is never closed", "", Some("add the missing ]")),
        "unclosed inline table" => ("a brace is never closed", "", Some("add the missing }")),
        "unclosed table" | "unclosed array table" => {
            ("the brackets of this header do not close", "", None)
        }
        "missing comma between array elements" | "missing comma between key-value pairs" => {
            ("a comma is missing", "expected `,` before this", None)
        }
        "extra comma in array" | "extra comma in inline table" => {
            ("a comma too many", "expected a value before this", None)
        }
        "unexpected key or value" => (
            "something follows the value",
            "expected the end of the line",
            Some("begin a comment with #, put text in quotes"),
        ),
        "carriage return must be followed by newline"
        | "unexpected content between comment and newline" => (
            "a carriage return inside a line",
            "lines end with a newline",
            None,
        ),
        "invalid unquoted key"
        | "unquoted keys cannot be empty"
        | "invalid key-value pair"
        | "invalid key"
        | "invalid table" => (
            "a key cannot be read",
            "expected letters, digits, - and _, or a name in quotes",
            None,
        ),
        _ => ("this is not valid TOML", "", None),
    };
    let label = if label.is_empty() {
        expected(fault)
    } else {
        label.to_owned()
    };
    (message, label, help)
}

/// Whether all that is missing is the closing quote.
fn closes(fault: &Fault) -> bool {
    matches!(
        fault.expected,
        [Expected::Literal("\"" | "'" | "\"\"\"" | "'''")]
    )
}

/// What would be right, as far as the parser knows.
fn expected(fault: &Fault) -> String {
    let word = |expected: &Expected| match expected {
        Expected::Literal("\n") => "the end of the line".to_owned(),
        Expected::Literal(literal) => format!("`{literal}`"),
        Expected::Description(word) => (*word).to_owned(),
        _ => "something else".to_owned(),
    };
    let words: Vec<String> = fault.expected.iter().map(word).collect();
    if words.is_empty() {
        "this cannot stand here".to_owned()
    } else {
        format!("expected {}", words.join(" or "))
    }
}
