//! Questions to the user: one line each, on standard error, answered on standard input. No
//! cursor games, so that pipes, screen readers and tests can answer too.

use std::io::{self, BufRead};

use crate::commands::errors::{CliError, Result, refused};
use crate::commands::session::Session;
use crate::screens::style::Label;

/// Asks and gives the answer without spaces around it; empty where Enter was pressed. The end
/// of input cancels the command.
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
        // Whoever was there to answer is gone.
        Err(_) => Err(CliError::cancelled()),
    }
}

/// Asks for a yes; anything else is a no.
pub fn yes(session: &Session, question: &str) -> Result<bool> {
    let answer = ask(session, &format!("{question} [y/N]"))?.to_lowercase();
    Ok(answer == "y" || answer == "yes")
}

/// Asks for a yes before something is taken out. `beforehand` is told first; `unasked` is the
/// error where nobody can answer.
pub fn removal(
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
