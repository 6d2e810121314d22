//! A whole book as JSON and back, without loss: what `export --to json` writes and
//! `import --from json` reads.
//!
//! Names are those of the book's file where it has one, and dates are `YYYY-MM-DD`. Custom
//! fields are under `other`.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::error::Category;

use crate::model::book::Book;
use crate::model::custom_fields::CustomFields;
use crate::model::goal::Goal;
use crate::model::person::Person;
use crate::model::settings::Settings;
use crate::text::normalize;

/// The version of this layout; other versions are refused.
const VERSION: u32 = 1;

/// Deeper than any file that the store reads, and far from overflowing the stack.
const MAX_DEPTH: usize = 300;

/// Why a text is not a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError {
    /// The line, from 1; 0 if the error is about the whole text.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong, without quoting the book.
    pub what: String,
}

impl std::error::Error for JsonError {}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}", self.what),
            line => write!(f, "{} at line {line}, column {}", self.what, self.column),
        }
    }
}

/// The layout of a book in JSON: borrowed when writing, owned when reading.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonBook<'b> {
    allies: u32,
    #[serde(default)]
    settings: Cow<'b, Settings>,
    #[serde(default)]
    goals: Cow<'b, [Goal<'b>]>,
    #[serde(default)]
    people: Cow<'b, [Person<'b>]>,
    #[serde(default, skip_serializing_if = "CustomFields::is_empty")]
    other: Cow<'b, CustomFields<'b>>,
}

/// The book as JSON, indented or on one line, without a final line break.
pub fn write(book: &Book<'_>, pretty: bool) -> String {
    let json_book = JsonBook {
        allies: VERSION,
        settings: Cow::Borrowed(&book.settings),
        goals: Cow::Borrowed(&book.goals),
        people: Cow::Borrowed(&book.people),
        other: Cow::Borrowed(&book.own),
    };
    let text = if pretty {
        serde_json::to_string_pretty(&json_book)
    } else {
        serde_json::to_string(&json_book)
    };
    // Serialising cannot fail: every key is a string and every number is finite.
    text.unwrap_or_default()
}

/// Reads a book that [`write()`] wrote. Refuses keys and values that it would not write, so that
/// nothing is lost silently.
pub fn read(text: &str) -> Result<Book<'static>, JsonError> {
    if depth(text) > MAX_DEPTH {
        return Err(whole_error("it is nested too deeply".to_owned()));
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    // `serde_json` allows a depth of 128, less than a book's file may have. The depth is already
    // checked.
    reader.disable_recursion_limit();
    let book = JsonBook::deserialize(&mut reader).and_then(|book| reader.end().map(|()| book));
    let book = book.map_err(|error| json_error(&error))?;
    if book.allies != VERSION {
        return Err(whole_error(format!(
            "its form is number {}, and this program reads number {VERSION}",
            book.allies
        )));
    }
    if !are_unique(book.people.iter().map(|person| person.handle.as_ref())) {
        return Err(whole_error("two of its people have one handle".to_owned()));
    }
    if !are_unique(book.goals.iter().map(|goal| goal.handle.as_ref())) {
        return Err(whole_error("two of its goals have one handle".to_owned()));
    }
    Ok(Book {
        settings: book.settings.into_owned(),
        goals: book.goals.into_owned(),
        people: book.people.into_owned(),
        own: book.other.into_owned(),
    })
}

fn are_unique<'h>(mut handles: impl Iterator<Item = &'h str>) -> bool {
    let mut seen = HashSet::new();
    handles.all(|handle| seen.insert(handle))
}

/// The deepest nesting of brackets, ignoring those in strings.
fn depth(text: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    let (mut in_string, mut is_escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_string => is_escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                open += 1;
                deepest = deepest.max(open);
            }
            b'}' | b']' if !in_string => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

const fn whole_error(what: String) -> JsonError {
    let (line, column) = (0, 0);
    JsonError { line, column, what }
}

/// Translates an error of `serde_json`. Its message may quote the offending value, which can be
/// a private note; such a message is replaced.
fn json_error(error: &serde_json::Error) -> JsonError {
    let message = error.to_string();
    let message = message
        .rsplit_once(" at line ")
        .map_or(message.as_str(), |(message, _)| message);
    let what = match error.classify() {
        Category::Eof => "it ends too early".to_owned(),
        Category::Syntax => "it is no JSON".to_owned(),
        Category::Io | Category::Data if message.starts_with("invalid ") => {
            "a value of another kind is needed".to_owned()
        }
        Category::Io | Category::Data => normalize::line(message),
    };
    JsonError {
        line: error.line(),
        column: error.column(),
        what,
    }
}
