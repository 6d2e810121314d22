//! Cleans imported text: no control or bidirectional characters, single spaces.

use crate::text::invisible::is_mark;

/// One line: line breaks and control characters become a space, runs of spaces one.
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_mark(*c)) {
        if c.is_whitespace() || c.is_control() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Several lines: every line break becomes LF, other control characters a space; trailing
/// space and surrounding blank lines are removed, and runs of blank lines become one.
pub fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut out: Vec<String> = Vec::new();
    for part in text.split('\n') {
        let kept: String = part
            .chars()
            .filter(|c| !is_mark(*c))
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let kept = kept.trim_end();
        if !kept.is_empty() || out.last().is_some_and(|last| !last.is_empty()) {
            out.push(kept.to_owned());
        }
    }
    out.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_keeps_what_is_visible() {
        assert_eq!(line("  Sara\t\r\n Ortiz\u{0} "), "Sara Ortiz");
        assert_eq!(line("a\u{1b}[31mb\u{9b}c"), "a [31mb c");
        assert_eq!(line("evil\u{202e}txt\u{feff}"), "eviltxt");
        assert_eq!(line("👩\u{200d}💻"), "👩\u{200d}💻");
    }

    #[test]
    fn lines_keep_their_breaks() {
        assert_eq!(lines("a\r\nb\rc\n\n\n\nd  \n"), "a\nb\nc\n\nd");
        assert_eq!(lines("\n \n x\u{7}y\n"), "x y");
    }

    proptest! {
        #[test]
        fn normalizing_is_idempotent(text in any::<String>()) {
            prop_assert_eq!(line(&line(&text)), line(&text));
            prop_assert_eq!(lines(&lines(&text)), lines(&text));
            prop_assert!(!line(&text).contains(char::is_control));
            prop_assert!(!lines(&text).contains(|c: char| c.is_control() && c != '\n'));
        }
    }
}
