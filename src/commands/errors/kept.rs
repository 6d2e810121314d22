//! An edit that could not be saved: why, where it is kept, and how to go on.

use std::path::{Path, PathBuf};

use crate::commands::errors::{CliError, Message, Run, findings, headed};
use crate::commands::words::quoted;
use crate::screens::Page;
use crate::screens::style::Label;
use crate::store::paths::Location;
use crate::text::sanitize;

/// An edited copy that is not in the file.
#[derive(Debug)]
pub struct Kept {
    /// Why.
    pub why: Box<CliError>,
    /// Where it is.
    pub copy: PathBuf,
    /// The file in which it is not.
    pub location: Location,
}

impl Kept {
    /// All of it as lines for standard error.
    pub(crate) fn text(&self, run: Run, page: &Page) -> String {
        let (mut text, hint) = match &*self.why {
            CliError::Unreadable(unreadable) => {
                let hint = format!("mend it, then take it in: {}", self.take_in());
                (findings::places(unreadable, run, page), hint)
            }
            why @ (CliError::Editor(_) | CliError::Cancelled) => {
                let hint = format!("if it is to count: {}", self.take_in());
                (Message::of(why, run.command).head(page), hint)
            }
            why => {
                let mut message = Message::of(why, run.command);
                let hint = message.hint.take().unwrap_or_default();
                (message.head(page), hint)
            }
        };
        text += "nothing was written\n";
        let copy = self.copy.display().to_string();
        text += &format!("your edit is kept in {}\n", sanitize::line(&copy));
        text + &headed(Label::Hint, "hint:", &hint, page)
    }

    /// As an edit of its own, by an editor that only copies: read strictly before it counts,
    /// written as safely, and taken back by `undo`.
    fn take_in(&self) -> String {
        let editor = format!("cp {}", quoted(&self.copy));
        let file = if self.location.explicit {
            format!(" --file {}", quoted(&self.location.file))
        } else {
            String::new()
        };
        format!("VISUAL={} allies edit{file}", shell_words::quote(&editor))
    }
}

/// Somebody else changed the same lines meanwhile.
pub(crate) fn overlap(file: &Path, copy: &Path, before: Option<&Path>) -> Message {
    let copy = quoted(copy);
    let hint = match before {
        Some(before) => format!(
            "bring both together: allies merge {} {} {copy}",
            quoted(before),
            quoted(file)
        ),
        None => format!("bring both together by hand: diff {copy} {}", quoted(file)),
    };
    Message::new(
        format!(
            "{} was changed meanwhile, at the same place",
            file.display()
        ),
        hint,
    )
}
