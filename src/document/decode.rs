//! Decodes the bytes of the file, or reports where they are not UTF-8.

use std::str;

use crate::document::diagnostic::{Diagnostic, first_errors};

/// The bytes are not UTF-8.
#[derive(Debug)]
pub struct NotUtf8 {
    /// The text, decoded lossily, to quote the lines with errors.
    pub lossy: String,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Decodes the bytes of the file.
pub fn as_text(bytes: &[u8]) -> Result<&str, NotUtf8> {
    let diagnostic = match (utf_16(bytes), str::from_utf8(bytes)) {
        (None, Ok(text)) => return Ok(text),
        (Some(name), _) => {
            let message = format!("the file is written in {name}");
            Diagnostic::error(0..0, message).label("not UTF-8")
        }
        (None, Err(error)) => {
            // Up to the invalid byte the lossy text is identical.
            let at = error.valid_up_to();
            Diagnostic::error(at..at, "the file is not UTF-8 text").label("this byte is not UTF-8")
        }
    };
    let diagnostic = diagnostic.help("save it as UTF-8 in your editor");
    let lossy = String::from_utf8_lossy(bytes).into_owned();
    Err(NotUtf8 {
        diagnostics: first_errors(&lossy, vec![diagnostic], 0),
        lossy,
    })
}

/// The name of the encoding if the bytes begin like UTF-16 or UTF-32, with or without a byte-order
/// mark: TOML begins with an ASCII character, whose other bytes are zero in these.
fn utf_16(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..]
        | [0, 0, 0xfe, 0xff, ..]
        | [0, 0, 0, 1..=0x7f, ..]
        | [1..=0x7f, 0, 0, 0, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..]
        | [0xfe, 0xff, ..]
        | [0, 1..=0x7f, 0, 1..=0x7f, ..]
        | [1..=0x7f, 0, 1..=0x7f, 0, ..] => Some("UTF-16"),
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_byte_that_is_not_utf_8_is_placed_by_line_and_column() {
        let diagnostics = as_text(b"a = 1\nb = \"\xc3\xa9\xff\"\n")
            .unwrap_err()
            .diagnostics;
        assert_eq!((diagnostics[0].line, diagnostics[0].column), (2, 7));
    }

    #[test]
    fn utf_16_is_named_with_and_without_its_mark() {
        for bytes in [&b"\xff\xfef\0o\0"[..], b"f\0o\0r\0", b"\0f\0o"] {
            let diagnostics = as_text(bytes).unwrap_err().diagnostics;
            assert!(diagnostics[0].message.contains("UTF-16"), "{bytes:?}");
        }
    }
}
