//! What reading found in the file: errors, warnings and notes, each with its place.
//!
//! Diagnostics are data. They never carry text of the file but keys, handles and words that
//! the program itself knows; the line concerned is shown by [`crate::document::snippet`].

use std::ops::Range;

/// How much a diagnostic weighs.
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
pub struct Diagnostic {
    /// How much it weighs.
    pub severity: Severity,
    /// The place, in bytes of the text.
    pub span: Range<usize>,
    /// The line of the place, from 1; 0 until it is [`placed`].
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

impl Diagnostic {
    pub(crate) fn new(severity: Severity, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            severity,
            span,
            line: 0,
            column: 0,
            message: message.into(),
            label: String::new(),
            help: None,
            handle: None,
            more: 0,
        }
    }

    pub(crate) fn error(span: Range<usize>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, span, message)
    }

    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The errors that are told at once; a file with more has one cause or wants an editor.
pub const MAX_ERRORS: usize = 10;

/// Gives the first errors their lines, in the order of the text.
pub(crate) fn first_errors(
    text: &str,
    mut errors: Vec<Diagnostic>,
    uncounted: usize,
) -> Vec<Diagnostic> {
    errors.sort_by_key(|error| (error.span.start, error.span.end));
    let more = errors.len().saturating_sub(MAX_ERRORS) + uncounted;
    errors.truncate(MAX_ERRORS);
    let mut errors = placed(text, errors);
    if let Some(last) = errors.last_mut() {
        last.more = more;
    }
    errors
}

/// Gives diagnostics their lines, in the order of the text, in one walk over it.
pub(crate) fn placed(text: &str, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.span.end));
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    let (mut line, mut column) = (1, 1);
    for diagnostic in &mut diagnostics {
        let end = diagnostic.span.start.min(text.len()).max(at);
        let passed = &text.as_bytes()[at..end];
        match passed.iter().rposition(|&byte| byte == b'\n') {
            Some(newline) => {
                line += newlines(passed);
                column = 1 + characters(&passed[newline + 1..]);
            }
            None => column += characters(passed),
        }
        (diagnostic.line, diagnostic.column) = (line, column);
        at = end;
    }
    diagnostics
}

/// How many newlines there are.
#[expect(
    clippy::naive_bytecount,
    reason = "only where something is wrong with the file; not worth a dependency"
)]
pub(crate) fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte == b'\n').count()
}

/// How many characters begin in these bytes, which need not end at one.
pub(crate) fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}
