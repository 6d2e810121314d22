//! The line of a person in the text, for an editor to open. Works on broken texts too, since those
//! are the ones to be edited.

use crate::document::diagnostic::newlines;
use crate::document::tree::{ROOT, TomlTree};

/// The line of the person with that handle, from 1.
pub fn line_of(text: &str, handle: &str) -> Option<usize> {
    let at = match TomlTree::parse(text) {
        Ok(tree) => {
            let people = tree.get(ROOT, "people")?;
            tree.start(tree.get(people, handle)?)
        }
        Err(_) => find_header(text, handle)?,
    };
    Some(1 + newlines(text.as_bytes().get(..at)?))
}

/// The byte at which the first header of that person begins, in a text that is not valid TOML.
fn find_header(text: &str, handle: &str) -> Option<usize> {
    let is_header = |line: &str| {
        let inner = line.trim_start().trim_start_matches('[').trim_start();
        inner.strip_prefix("people.").is_some_and(|rest| {
            ["", "\"", "'"].iter().any(|quote| {
                let after = rest.strip_prefix(&*[quote, handle, quote].concat());
                let goes_on = |c: char| c.is_alphanumeric() || "-_".contains(c);
                after.is_some_and(|after| !after.starts_with(goes_on))
            })
        })
    };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if is_header(line) {
            return Some(at);
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::document::locate::line_of;

    const BOOK: &str = "# mine\n[people.sara-2]\nname = \"S\"\n\n[people.\"sara\"]\nname = \"T\"\n";

    #[test]
    fn a_person_is_found_by_their_handle() {
        assert_eq!(line_of(BOOK, "sara"), Some(5));
        assert_eq!(line_of(BOOK, "sara-2"), Some(2));
        assert_eq!(line_of(BOOK, "omar"), None);
        assert_eq!(
            line_of("people = { ann = { name = \"A\" } }", "ann"),
            Some(1)
        );
        assert_eq!(line_of("\n[people]\nann.name = \"A\"\n", "ann"), Some(3));
    }

    #[test]
    fn a_person_is_found_in_a_text_that_is_no_toml() {
        let broken = format!("{BOOK}log = [\n");
        assert_eq!(line_of(&broken, "sara"), Some(5));
        assert_eq!(line_of(&broken, "sara-2"), Some(2));
        assert_eq!(line_of(&broken, "sar"), None);
        assert_eq!(line_of("[", ""), None);
    }
}
