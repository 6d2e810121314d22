//! A whole book as JSON and back, equal to the last key: what `export --to json` writes and
//! `import --from json` reads. It is the way out for every note that was ever written here.
//!
//! The names are those of the file where it has one, with dates as `YYYY-MM-DD`. Keys of the
//! user's own stand under `other`.

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

/// The number of this form; another one is another form.
const FORM: u32 = 1;

/// Deeper than any file that the store reads, and far from the end of the stack.
const DEEPEST: usize = 300;

/// Why a text is no book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError {
    /// The line, from 1; 0 if it is about the whole.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong, without any text of the book.
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

/// A book as JSON: borrowed on the way out, its own on the way in.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BookForm<'b> {
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

/// The book as JSON, on many lines or on one, without a final line break.
pub fn write(book: &Book<'_>, pretty: bool) -> String {
    let form = BookForm {
        allies: FORM,
        settings: Cow::Borrowed(&book.settings),
        goals: Cow::Borrowed(&book.goals),
        people: Cow::Borrowed(&book.people),
        other: Cow::Borrowed(&book.own),
    };
    let text = if pretty {
        serde_json::to_string_pretty(&form)
    } else {
        serde_json::to_string(&form)
    };
    // Every key is a text and every number finite: there is nothing that JSON could not hold.
    text.unwrap_or_default()
}

/// Reads a book that [`write()`] wrote. A key or a value that it would not write is refused:
/// nothing of a book is lost in silence.
pub fn read(text: &str) -> Result<Book<'static>, JsonError> {
    if depth(text) > DEEPEST {
        return Err(whole("it is nested too deeply".to_owned()));
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    // The reader's own limit is 128, less than a file may have: then a book that was written
    // could not be read. The depth is known by now.
    reader.disable_recursion_limit();
    let form = BookForm::deserialize(&mut reader).and_then(|form| reader.end().map(|()| form));
    let form = form.map_err(|error| json_error(&error))?;
    if form.allies != FORM {
        return Err(whole(format!(
            "its form is number {}, and this program reads number {FORM}",
            form.allies
        )));
    }
    if !are_unique(form.people.iter().map(|person| person.handle.as_ref())) {
        return Err(whole("two of its people have one handle".to_owned()));
    }
    if !are_unique(form.goals.iter().map(|goal| goal.handle.as_ref())) {
        return Err(whole("two of its goals have one handle".to_owned()));
    }
    Ok(Book {
        settings: form.settings.into_owned(),
        goals: form.goals.into_owned(),
        people: form.people.into_owned(),
        own: form.other.into_owned(),
    })
}

fn are_unique<'h>(mut handles: impl Iterator<Item = &'h str>) -> bool {
    let mut seen = HashSet::new();
    handles.all(|handle| seen.insert(handle))
}

/// How many brackets are open at once, those inside texts left out.
fn depth(text: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    let (mut in_text, mut is_escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_text => is_escaped = true,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => {
                open += 1;
                deepest = deepest.max(open);
            }
            b'}' | b']' if !in_text => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

const fn whole(what: String) -> JsonError {
    JsonError {
        line: 0,
        column: 0,
        what,
    }
}

/// The reader's message repeats the value that it stumbled over, which may be a private note:
/// then only its kind is told.
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
