//! The error of a command as a value, made where it is raised.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::model::handle::as_argument;
use crate::screens::words::and_more;
use crate::store::data_file::Unreadable;

/// More places than this have one cause, such as a wrong format.
const MOST_PLACES: usize = 10;

/// The result of a command.
pub type Result<T> = std::result::Result<T, CliError>;

/// Why a command failed: what happened, why, and what to type. Not sanitized for a terminal yet.
#[derive(Debug)]
#[must_use]
pub struct CliError {
    pub(super) kind: CliErrorKind,
    /// What happened.
    pub(super) message: String,
    /// Why, a line each.
    pub(super) causes: Vec<String>,
    pub(super) hint: Option<Hint>,
    /// The errors of the file, printed instead of the message.
    pub(super) unreadable: Option<Box<Unreadable>>,
    /// Whether a file was written nevertheless.
    pub(super) has_written: bool,
    /// The copy that keeps an edit by hand that was not saved.
    pub(super) kept_in: Option<PathBuf>,
}

/// What an error means for the exit code, and whether to ask again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CliErrorKind {
    /// It cannot be done as asked; something else can.
    Refused,
    /// The arguments are wrong.
    Usage,
    /// Whatever is asked, the system or a file prevents it.
    Failed,
    /// The user ended a question.
    Cancelled,
    /// Everything is printed already; only the exit code is left.
    Silent,
}

/// What to type.
#[derive(Debug)]
pub(super) enum Hint {
    Text(String),
    /// The same command again, with this handle for the name that was typed.
    Again(String),
}

/// It cannot be done as asked; something else can.
pub fn refused(message: impl Into<String>) -> CliError {
    CliError::new(CliErrorKind::Refused, message)
}

/// The arguments are wrong.
pub fn usage_error(message: impl Into<String>) -> CliError {
    CliError::new(CliErrorKind::Usage, message)
}

/// Whatever is asked, the system or a file prevents it.
pub fn failed(message: impl Into<String>) -> CliError {
    CliError::new(CliErrorKind::Failed, message)
}

/// The places that are worth reading, and how many more there are.
pub fn first_places(places: &[impl ToString]) -> impl Iterator<Item = String> {
    let more = places.len().saturating_sub(MOST_PLACES);
    let shown = places.iter().take(MOST_PLACES).map(ToString::to_string);
    shown.chain(and_more(more))
}

/// The edited text would not mean what it should, so nothing is written.
pub fn read_back(path: &Path) -> CliError {
    failed(format!(
        "the change cannot be made safely in the way {} is written",
        path.display()
    ))
    .because("the edited text would not have meant the old book and the change")
    .hint("make it by hand: allies edit")
}

impl CliError {
    fn new(kind: CliErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            causes: Vec::new(),
            hint: None,
            unreadable: None,
            has_written: false,
            kept_in: None,
        }
    }

    /// The user ended a question.
    pub fn cancelled() -> Self {
        Self::new(CliErrorKind::Cancelled, "cancelled")
    }

    /// Everything is printed already; only the exit code is left.
    pub fn silent() -> Self {
        Self::new(CliErrorKind::Silent, "")
    }

    /// Adds what to type.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(Hint::Text(hint.into()));
        self
    }

    /// Adds the hint to type the same command again with that handle.
    pub fn hint_again(mut self, handle: &str) -> Self {
        self.hint = Some(Hint::Again(as_argument(handle).into_owned()));
        self
    }

    /// Adds a cause.
    pub fn because(self, cause: impl Into<String>) -> Self {
        self.because_all([cause.into()])
    }

    /// Adds causes, a line each.
    pub fn because_all(mut self, causes: impl IntoIterator<Item = String>) -> Self {
        self.causes.extend(causes);
        self
    }

    /// For a name given with a flag: makes the hint name the flag instead of the command.
    pub fn at_flag(mut self, flag: &str) -> Self {
        if let Some(Hint::Again(handle)) = &self.hint {
            self.hint = Some(Hint::Text(format!("{flag} {handle}")));
        }
        self
    }

    /// Notes that something was written nevertheless.
    pub fn though_written(mut self) -> Self {
        self.has_written = true;
        self
    }

    /// Notes that an edit by hand is kept in that copy.
    pub fn kept_in(mut self, copy: &Path) -> Self {
        self.kept_in = Some(copy.to_owned());
        self
    }

    /// Whether another answer may succeed, which it cannot where the disk or the file is at fault.
    pub fn can_be_corrected(&self) -> bool {
        matches!(self.kind, CliErrorKind::Refused | CliErrorKind::Usage)
    }

    /// Whether the user ended a question.
    pub fn is_cancelled(&self) -> bool {
        self.kind == CliErrorKind::Cancelled
    }

    /// For scripts: 1 could not, 2 wrong usage, 130 cancelled.
    pub(super) fn exit_code(&self) -> u8 {
        match self.kind {
            CliErrorKind::Usage => 2,
            CliErrorKind::Cancelled => 130,
            CliErrorKind::Refused | CliErrorKind::Failed | CliErrorKind::Silent => 1,
        }
    }
}

impl From<Unreadable> for CliError {
    fn from(unreadable: Unreadable) -> Self {
        let mut error = failed(format!("{} has errors", unreadable.path.display()));
        let mut diagnostics = unreadable.diagnostics.iter();
        if diagnostics
            .clone()
            .all(|diagnostic| diagnostic.help.is_none())
        {
            let who = diagnostics.find_map(|diagnostic| diagnostic.handle.as_deref());
            let who = who.map_or_else(String::new, |handle| format!(" {}", as_argument(handle)));
            error = error.hint(format!("mend the line, or open it with: allies edit{who}"));
        }
        error.unreadable = Some(Box::new(unreadable));
        error
    }
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
