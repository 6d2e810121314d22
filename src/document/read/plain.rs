//! What is spelled plainly, read straight from the text, without a tree.
//!
//! Nearly all of a large file is people whose fields are plain, and rows such as
//! `{ on = 2026-11-20, met = "lunch" },`. Whatever is spelled in any other way, whatever is rare
//! and whatever is wrong is not read here: then the tree is asked, whose word is the rule.

mod log;
mod person;

use chrono::{Datelike, NaiveDate};

use crate::document::tree;
use crate::document::tree::{bare_length, usual_letters};
use crate::model::interaction::Interaction;
use crate::model::person::Person;

/// Reads the log that begins there, and tells where it ends. Its rows are added to those.
pub(crate) fn plain_log<'t>(
    text: &'t str,
    at: usize,
    rows: &mut Vec<Interaction<'t>>,
) -> Option<usize> {
    let mut cursor = Cursor { text, at };
    cursor.log(rows)?;
    Some(cursor.at)
}

/// Reads the person of that handle, whose header ends there, and tells where the next header
/// begins or the text ends. `rows` is empty, and room for the log that is used again.
pub(crate) fn plain_person<'t>(
    text: &'t str,
    handle: &'t str,
    at: usize,
    rows: &mut Vec<Interaction<'t>>,
) -> Option<(Person<'t>, usize)> {
    let mut cursor = Cursor { text, at };
    let person = cursor.person(handle, rows)?;
    Some((person, cursor.at))
}

/// A place in the text. Each function goes on behind what it is named after, or says that it is
/// not there.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> Option<&'t str> {
        self.text.get(self.at..)
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        self.at = tree::expect(self.text.as_bytes(), self.at, byte)?;
        Some(())
    }

    /// A word of letters, digits, hyphens and underscores; it may be empty.
    fn word(&mut self) -> Option<&'t str> {
        let start = self.at;
        self.at += bare_length(self.text.as_bytes().get(start..)?);
        self.text.get(start..self.at)
    }

    /// A key without quotes and the sign behind it.
    fn key(&mut self) -> Option<&'t str> {
        self.blanks();
        let key = self.word()?;
        self.blanks();
        self.expect(b'=')?;
        self.blanks();
        Some(key)
    }

    /// A text in double quotes without escapes.
    fn words(&mut self) -> Option<&'t str> {
        self.expect(b'"')?;
        let start = self.at;
        self.at += usual_letters(self.text.as_bytes().get(start..)?, b'"');
        let words = self.text.get(start..self.at)?;
        self.expect(b'"')?;
        // Two quotes and a third begin a text over several lines.
        (!words.is_empty() || self.peek() != Some(b'"')).then_some(words)
    }

    /// A day from the year 1 on.
    fn day(&mut self) -> Option<NaiveDate> {
        let raw = self.text.get(self.at..self.at + 10)?;
        self.at += raw.len();
        tree::day(raw).filter(|day| day.year() >= 1)
    }

    /// From the end of an entry of a list to the next one, or to the bracket that closes it.
    fn next_entry(&mut self) -> Option<()> {
        self.lines()?;
        if self.expect(b',').is_some() {
            return self.lines();
        }
        (self.peek() == Some(b']')).then_some(())
    }

    fn blanks(&mut self) {
        self.at = tree::blanks(self.text.as_bytes(), self.at);
    }

    /// Blanks, ends of lines and comments.
    fn lines(&mut self) -> Option<()> {
        self.at = tree::lines(self.text.as_bytes(), self.at)?;
        Some(())
    }

    /// What ends a statement: blanks, a comment and the end of the line.
    fn line_end(&mut self) -> Option<()> {
        self.at = tree::line_end(self.text.as_bytes(), self.at)?;
        Some(())
    }
}

/// Takes the rows out, no larger than they must be: their room is used again for the next person.
pub(crate) fn taken_out<'t>(rows: &mut Vec<Interaction<'t>>) -> Vec<Interaction<'t>> {
    let mut own = Vec::with_capacity(rows.len());
    own.append(rows);
    own
}
