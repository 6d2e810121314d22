//! Makes untrusted text (from the file, arguments and imports) safe to print on a terminal.
//!
//! A note may hold characters that move the cursor, retitle the window or reverse the reading
//! direction. They are made visible, never sent to the terminal.

use std::borrow::Cow;
use std::fmt::Write;

use crate::text::invisible::is_mark;
use crate::text::width::is_plain_ascii;

/// The text on one line, with control and bidirectional characters made visible.
pub fn line(text: &str) -> Cow<'_, str> {
    if is_plain_ascii(text) || !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_hidden(character) {
            push_visible(&mut shown, character);
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

/// The lines of a longer text, each sanitized with [`line()`].
pub fn lines(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    text.lines().map(line)
}

/// Controls (C0, DEL, C1), line and paragraph separators, bidirectional marks and overrides,
/// and the byte-order mark.
pub fn is_hidden(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}') || is_mark(character)
}

fn push_visible(shown: &mut String, character: char) {
    let code = u32::from(character);
    // Unicode has a symbol for each C0 control and DEL.
    let picture = match code {
        0..0x20 => char::from_u32(0x2400 + code),
        0x7F => Some('\u{2421}'),
        _ => None,
    };
    match picture {
        Some(picture) => shown.push(picture),
        // Writing to a string cannot fail.
        None => _ = write!(shown, "<U+{code:04X}>"),
    }
}

#[cfg(test)]
mod tests {
    use crate::text::sanitize::line;

    #[test]
    fn plain_text_is_borrowed_unchanged() {
        assert!(matches!(
            line("Zoë 👩‍💻 — naïve"),
            std::borrow::Cow::Borrowed(_)
        ));
    }

    #[test]
    fn escape_sequences_and_line_ends_are_shown_as_pictures() {
        assert_eq!(line("a\u{1b}[31mb\r\n\tc\u{7f}"), "a␛[31mb␍␊␉c␡");
    }

    #[test]
    fn c1_controls_and_bidirectional_overrides_are_named() {
        assert_eq!(
            line("x\u{9b}y\u{202e}z\u{feff}"),
            "x<U+009B>y<U+202E>z<U+FEFF>"
        );
    }
}
