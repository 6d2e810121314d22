//! The line of a diagnostic, to be shown with the place marked.
//!
//! The line is returned as it is: the caller must escape control characters, and show it only in a
//! terminal, since it may hold notes about people.

use std::ops::Range;

use crate::document::diagnostic::{Diagnostic, characters};

/// A line of the file and a place in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet<'t> {
    /// The line's number, from 1.
    pub number: usize,
    /// The line without its line ending and byte-order mark.
    pub line: &'t str,
    /// The place in characters of the line, from 0; empty between two characters. A place over
    /// several lines is cut off at the end of the first.
    pub place: Range<usize>,
}

impl Diagnostic {
    /// The line in the text that was read.
    pub fn snippet<'t>(&self, text: &'t str) -> Snippet<'t> {
        let at = text.floor_char_boundary(self.span.start);
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let whole = text[start..].split('\n').next().unwrap_or_default();
        let line = whole.trim_start_matches('\u{feff}');
        let line_start = start + (whole.len() - line.len());
        let line = line.strip_suffix('\r').unwrap_or(line);
        let count = |to: usize| {
            let length = to.saturating_sub(line_start).min(line.len());
            characters(&line.as_bytes()[..length])
        };
        let from = count(at);
        Snippet {
            number: self.line,
            line,
            place: from..count(self.span.end).max(from),
        }
    }
}
