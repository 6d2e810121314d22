//! The error of a command as a value, made where it is raised, and the few that many raise.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::model::handle::typed;
use crate::screens::words::and_more;
use crate::store::data_file::Unreadable;

/// More places than this have one cause, such as a wrong format.
const MOST_PLACES: usize = 10;

/// What a command gives back.
pub type Result<T> = std::result::Result<T, CliError>;

/// Why a command failed: what happened, why, and what to type. Not yet fit for a terminal.
#[derive(Debug)]
#[must_use]
pub struct CliError {
    pub(super) kind: ErrorKind,
    /// What happened.
    pub(super) message: String,
    /// Why, a line each.
    pub(super) causes: Vec<String>,
    pub(super) hint: Option<Hint>,
    /// The errors of the file, which then stand in the place of the message.
    pub(super) unreadable: Option<Box<Unreadable>>,
    /// Whether a file was written all the same.
    pub(super) has_written: bool,
    /// Where an edit by hand that was not saved is kept.
    pub(super) kept_in: Option<PathBuf>,
}

/// What an error means to a script and in a dialogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ErrorKind {
    /// It cannot be done as asked; something else can.
    Refused,
    /// The arguments are wrong.
    Usage,
    /// The world outside stands in the way, whatever is asked.
    Failed,
    /// The user ended a question.
    Cancelled,
    /// Everything was printed before: only the exit code is left.
    Silent,
}

/// What to type.
#[derive(Debug)]
pub(super) enum Hint {
    Text(String),
    /// The same command, with this for the name that was typed.
    Again(String),
}

/// It cannot be done as asked; something else can.
pub fn refused(message: impl Into<String>) -> CliError {
    CliError::new(ErrorKind::Refused, message)
}

/// The arguments are wrong.
pub fn usage_error(message: impl Into<String>) -> CliError {
    CliError::new(ErrorKind::Usage, message)
}

/// The world outside stands in the way, whatever is asked.
pub fn failed(message: impl Into<String>) -> CliError {
    CliError::new(ErrorKind::Failed, message)
}

/// As many places as are worth reading, and how many more there are.
pub fn first_places(places: &[impl ToString]) -> impl Iterator<Item = String> {
    let more = places.len().saturating_sub(MOST_PLACES);
    let shown = places.iter().take(MOST_PLACES).map(ToString::to_string);
    shown.chain(and_more(more))
}

/// The edited text does not mean what it should; nothing was written.
pub fn read_back(path: &Path) -> CliError {
    failed(format!(
        "the change cannot be made safely in the way {} is written",
        path.display()
    ))
    .because("the edited text would not have meant the old book and the change")
    .hint("make it by hand: allies edit")
}

impl CliError {
    fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
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
        Self::new(ErrorKind::Cancelled, "cancelled")
    }

    /// Everything was printed before: only the exit code is left.
    pub fn silent() -> Self {
        Self::new(ErrorKind::Silent, "")
    }

    /// With what to type.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(Hint::Text(hint.into()));
        self
    }

    /// With a hint to type the same command again, with that handle.
    pub fn hint_again(mut self, handle: &str) -> Self {
        self.hint = Some(Hint::Again(typed(handle).into_owned()));
        self
    }

    /// With one more cause.
    pub fn because(self, cause: impl Into<String>) -> Self {
        self.because_all([cause.into()])
    }

    /// With more causes, a line each.
    pub fn because_all(mut self, causes: impl IntoIterator<Item = String>) -> Self {
        self.causes.extend(causes);
        self
    }

    /// The same error of a name given at a flag, so that the hint names the flag too.
    pub fn at_flag(mut self, flag: &str) -> Self {
        if let Some(Hint::Again(handle)) = &self.hint {
            self.hint = Some(Hint::Text(format!("{flag} {handle}")));
        }
        self
    }

    /// The same error of a command that failed, and wrote something all the same.
    pub fn though_written(mut self) -> Self {
        self.has_written = true;
        self
    }

    /// The same error of an edit by hand, which is kept there.
    pub fn kept_in(mut self, copy: &Path) -> Self {
        self.kept_in = Some(copy.to_owned());
        self
    }

    /// Whether another answer would be right; what the disk or the file refuses is none.
    pub fn is_slip(&self) -> bool {
        matches!(self.kind, ErrorKind::Refused | ErrorKind::Usage)
    }

    /// Whether the user ended a question.
    pub fn is_cancelled(&self) -> bool {
        self.kind == ErrorKind::Cancelled
    }

    /// For scripts: 1 could not, 2 wrong usage, 130 cancelled.
    pub(super) fn exit_code(&self) -> u8 {
        match self.kind {
            ErrorKind::Usage => 2,
            ErrorKind::Cancelled => 130,
            ErrorKind::Refused | ErrorKind::Failed | ErrorKind::Silent => 1,
        }
    }
}

impl From<Unreadable> for CliError {
    fn from(unreadable: Unreadable) -> Self {
        let mut error = failed(format!("{} has errors", unreadable.path.display()));
        let mut findings = unreadable.findings.iter();
        if findings.clone().all(|finding| finding.help.is_none()) {
            let who = findings.find_map(|finding| finding.handle.as_deref());
            let who = who.map_or_else(String::new, |handle| format!(" {}", typed(handle)));
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
