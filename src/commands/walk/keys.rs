//! The letters that answer, and their meaning.

use crate::commands::errors::Result;
use crate::commands::question;
use crate::commands::session::Session;
use crate::core::agenda::Row;
use crate::text::sanitize;

/// What to do about the person who is shown.
#[derive(Debug, PartialEq, Eq)]
pub enum Key {
    Done,
    Log,
    Promise,
    Snooze,
    Edit,
    Skip,
    Back,
    Quit,
    Explain,
}

/// The answer to `?`.
pub const EXPLAINED: &str = "
  d      done: what is suggested was done; it asks for a note
  l      log something else that happened, on whatever day
  p      promise something by a day
  s      snooze: quiet until a day
  e      edit: open the file in your editor, at this person
  b      back to the one before
  q      quit; what you answered is saved
  Enter  skip: nothing changes
Each answer is saved at once. To take the last one back: allies undo

";

impl Key {
    /// The key of a letter, or of its word.
    fn from_answer(answer: &str) -> Option<Self> {
        Some(match answer.to_lowercase().as_str() {
            "d" | "done" => Self::Done,
            "l" | "log" => Self::Log,
            "p" | "promise" => Self::Promise,
            "s" | "snooze" => Self::Snooze,
            "e" | "edit" | "open" => Self::Edit,
            "" | "skip" | "n" | "next" => Self::Skip,
            "b" | "back" => Self::Back,
            "q" | "quit" => Self::Quit,
            "?" | "h" | "help" => Self::Explain,
            _ => return None,
        })
    }
}

/// Asks for a key; `None`, with a message, if the answer is no key.
pub fn ask(session: &Session, row: Option<&Row>) -> Result<Option<Key>> {
    let done = if row.is_some() { "[d]one  " } else { "" };
    let question =
        format!("{done}[l]og  [p]romise  [s]nooze  [e]dit  [b]ack  [q]uit  [?]  Enter skips:");
    let answer = question::ask(session, &question)?;
    let key = Key::from_answer(&answer);
    if key.is_none() {
        let answer = sanitize::line(&answer);
        session.tell(&format!("`{answer}` is no key here; ? explains them\n"));
    }
    Ok(key)
}

#[cfg(test)]
mod tests {
    use crate::commands::walk::keys::Key;

    #[test]
    fn a_letter_or_its_word_is_a_key_and_enter_skips() {
        assert_eq!(Key::from_answer("D"), Some(Key::Done));
        assert_eq!(Key::from_answer("snooze"), Some(Key::Snooze));
        assert_eq!(Key::from_answer(""), Some(Key::Skip));
        assert_eq!(Key::from_answer("x"), None);
    }
}
