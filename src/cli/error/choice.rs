//! A refusal that lists what can be named instead: open promises, near helps.

use super::{Prose, Trouble};

/// What is wrong, what there is to choose from, and what to type.
#[derive(Debug)]
pub struct Choice {
    /// What is wrong.
    pub message: String,
    /// What there is, a line each.
    pub lines: Vec<String>,
    /// What to type.
    pub hint: String,
}

impl Choice {
    /// As the error of a command.
    pub fn refused(self) -> anyhow::Error {
        Trouble::Choice(self).into()
    }

    pub(super) fn prose(&self) -> Prose {
        Prose::new(self.message.clone(), self.hint.clone()).because(self.lines.iter().cloned())
    }
}
