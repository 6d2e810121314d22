//! Errors, warnings and notes from reading the file, each with its place.
//!
//! They never quote the file except for keys and handles; the line concerned is shown by
//! [`crate::document::snippet`].

use std::ops::Range;

/// How serious a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look; reported only by `check`.
    Note,
    /// Probably not what was meant; reported by every command.
    Warning,
    /// The file cannot be read.
    Error,
}

/// Something the user should know about their file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How serious it is.
    pub severity: Severity,
    /// The place, in bytes of the text.
    pub span: Range<usize>,
    /// The line of the place, from 1; 0 until it is `placed`.
    pub line: usize,
    /// The column of the place in characters, from 1, a byte-order mark not counted.
    pub column: usize,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What is wrong at the place itself, shown below it; may be empty.
    pub label: String,
    /// How to fix it, if known.
    pub help: Option<String>,
    /// The person concerned.
    pub handle: Option<String>,
    /// On the last of a truncated list: how many more there are.
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

/// The most errors reported at once; a file with more usually has a single cause.
pub const MAX_ERRORS: usize = 10;

/// The first errors in the order of the text, with their lines.
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

/// Sorts diagnostics in the order of the text and sets their lines and columns, in one pass.
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

#[expect(
    clippy::naive_bytecount,
    reason = "only used if something is wrong with the file; not worth a dependency"
)]
pub(crate) fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte == b'\n').count()
}

/// How many characters begin in these bytes, which may end inside one.
pub(crate) fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}
