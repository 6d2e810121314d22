//! The line of a finding, for showing it with the place marked.
//!
//! The line is handed out raw: whoever shows it makes control characters visible, and shows
//! it nowhere but in a terminal, since it may hold notes about people.

use std::ops::Range;

use crate::document::diagnostic::{Finding, characters};

/// A line of the file and the place in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt<'t> {
    /// The line's number, from 1.
    pub number: usize,
    /// The line as it stands in the file, without its end and a byte-order mark.
    pub line: &'t str,
    /// The place in characters of the line, from 0; empty between two characters. It is cut
    /// off at the end of the line where it goes on below.
    pub place: Range<usize>,
}

impl Finding {
    /// The line in the text that was read.
    pub fn excerpt<'t>(&self, text: &'t str) -> Excerpt<'t> {
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
        Excerpt {
            number: self.line,
            line,
            place: from..count(self.span.end).max(from),
        }
    }
}
