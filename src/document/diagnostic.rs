//! What reading found in the file: errors, warnings and notes, each with its place.
//!
//! Findings are data. They never carry text of the file but keys, handles and words that
//! the program itself knows; the line concerned is shown by [`crate::document::snippet`].

use std::ops::Range;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth telling when the whole file is checked.
    Note,
    /// Probably not what was meant; told by every command.
    Warning,
    /// The file cannot be read.
    Error,
}

/// Something the user should know of their file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How much it weighs.
    pub severity: Severity,
    /// The place, in bytes of the text.
    pub span: Range<usize>,
    /// The line of the place, from 1.
    pub line: usize,
    /// The column of the place in characters, from 1, a byte-order mark not counted.
    pub column: usize,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What is wrong with the very place, to be shown below it; may be empty.
    pub label: String,
    /// What would be right, if that can be told.
    pub help: Option<String>,
    /// The person concerned.
    pub handle: Option<String>,
    /// On the last of a list that was cut off: how many more there are.
    pub more: usize,
}

/// A finding that does not know its line yet.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub severity: Severity,
    pub span: Range<usize>,
    pub message: String,
    pub label: String,
    pub help: Option<String>,
    pub handle: Option<String>,
}

impl Draft {
    pub fn new(severity: Severity, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            severity,
            span,
            message: message.into(),
            label: String::new(),
            help: None,
            handle: None,
        }
    }

    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The errors that are told at once; a file with more has one cause or wants an editor.
pub const MOST_ERRORS: usize = 10;

/// Gives the first errors their lines, in the order of the text.
pub(crate) fn first_errors(text: &str, mut drafts: Vec<Draft>, uncounted: usize) -> Vec<Finding> {
    drafts.sort_by_key(|draft| (draft.span.start, draft.span.end));
    let more = drafts.len().saturating_sub(MOST_ERRORS) + uncounted;
    drafts.truncate(MOST_ERRORS);
    let mut findings = placed(text, drafts);
    if let Some(last) = findings.last_mut() {
        last.more = more;
    }
    findings
}

/// Gives findings their lines, in the order of the text, in one walk over it.
pub(crate) fn placed(text: &str, mut drafts: Vec<Draft>) -> Vec<Finding> {
    drafts.sort_by_key(|draft| (draft.span.start, draft.span.end));
    let mut walk = Walk::new(text);
    let place = |draft: Draft| {
        let (line, column) = walk.to(draft.span.start);
        Finding {
            severity: draft.severity,
            span: draft.span,
            line,
            column,
            message: draft.message,
            label: draft.label,
            help: draft.help,
            handle: draft.handle,
            more: 0,
        }
    };
    drafts.into_iter().map(place).collect()
}

/// How many newlines there are.
#[expect(
    clippy::naive_bytecount,
    reason = "only where something is wrong with the file; not worth a dependency"
)]
pub(crate) fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte == b'\n').count()
}

/// A walk forward over a text that knows its line.
struct Walk<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    line_start: usize,
    column: usize,
}

impl<'t> Walk<'t> {
    fn new(text: &'t str) -> Self {
        let start = text.len() - text.trim_start_matches('\u{feff}').len();
        Self {
            text,
            at: start,
            line: 1,
            line_start: start,
            column: 1,
        }
    }

    /// Line and column of a byte, which is not before the last one asked for.
    fn to(&mut self, at: usize) -> (usize, usize) {
        let at = at.min(self.text.len()).max(self.at);
        let passed = &self.text.as_bytes()[self.at..at];
        let mut from = self.at;
        if let Some(newline) = passed.iter().rposition(|&byte| byte == b'\n') {
            self.line += newlines(passed);
            self.line_start = self.at + newline + 1;
            self.column = 1;
            from = self.line_start;
        }
        // Counting the bytes that begin a character needs no boundary to be right.
        let begins = |byte: &&u8| **byte & 0xc0 != 0x80;
        self.column += self.text.as_bytes()[from..at].iter().filter(begins).count();
        self.at = at;
        (self.line, self.column)
    }
}
