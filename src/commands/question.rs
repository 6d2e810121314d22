//! Questions to the user: one line each, on standard error, answered on standard input. The cursor
//! is never moved, so that pipes, screen readers and tests can answer too.

use std::io::{self, BufRead};

use crate::commands::errors::{CliError, Result, refused};
use crate::commands::session::Session;
use crate::screens::style::Label;

/// Asks and returns the trimmed answer, empty for Enter alone. The end of input cancels the
/// command.
pub fn ask(session: &Session, question: &str) -> Result<String> {
    session.tell(&format!("{} ", session.err.paint(Label::Action, question)));
    let mut line = String::new();
    match io::stdin().lock().read_line(&mut line) {
        Ok(0) => {
            session.tell("\n");
            Err(CliError::cancelled())
        }
        Ok(_) => Ok(line.trim().to_owned()),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            Err(refused(format!("the answer cannot be read: {error}"))
                .hint("type it in a UTF-8 terminal"))
        }
        // The terminal is gone.
        Err(_) => Err(CliError::cancelled()),
    }
}

/// Asks a question to which anything but yes is a no.
pub fn yes(session: &Session, question: &str) -> Result<bool> {
    let answer = ask(session, &format!("{question} [y/N]"))?.to_lowercase();
    Ok(answer == "y" || answer == "yes")
}

/// Asks for confirmation before something is removed. `beforehand` is printed first; `unasked` is
/// the error where nobody can answer.
pub fn confirm_removal(
    session: &Session,
    beforehand: &str,
    question: &str,
    unasked: CliError,
) -> Result<()> {
    if !session.can_ask {
        return Err(unasked);
    }
    session.tell(beforehand);
    if yes(session, question)? {
        return Ok(());
    }
    session.tell("Nothing was removed.\n");
    Err(CliError::silent())
}
