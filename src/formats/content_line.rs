//! The content lines of vCard and iCalendar: escaping, and folding at 75 octets.

/// The longest line allowed, in octets without the line break.
const MAX_OCTETS: usize = 75;

/// Appends one property, folded, each line ending with CRLF. The value must be escaped already
/// where it needs it.
pub(crate) fn push_property(out: &mut String, name: &str, value: &str) {
    let mut left = MAX_OCTETS;
    for c in name.chars().chain([':']).chain(value.chars()) {
        // Never split a character: half of one is not valid UTF-8.
        if c.len_utf8() > left {
            out.push_str("\r\n ");
            left = MAX_OCTETS - 1;
        }
        out.push(c);
        left -= c.len_utf8();
    }
    out.push_str("\r\n");
}

/// The text escaped as a value: `\`, `;`, `,` and line breaks; other control characters are
/// dropped.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_would_end_a_value_is_escaped() {
        let text = "a\\b;c,d\r\ne\nf\rg\u{7}h\ti";
        assert_eq!(escaped(text), r"a\\b\;c\,d\ne\nf\ngh i");
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_unfolding_gives_the_value_back(text in "(\\PC|\n|🚀|é){0,300}") {
            let value = escaped(&text);
            let mut out = String::new();
            push_property(&mut out, "NOTE", &value);
            for line in out.split("\r\n") {
                prop_assert!(line.len() <= MAX_OCTETS, "{} octets", line.len());
            }
            let whole = out.replace("\r\n ", "");
            prop_assert_eq!(whole, format!("NOTE:{value}\r\n"));
        }
    }
}
