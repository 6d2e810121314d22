//! The lines that vCard and iCalendar share: escaping, and folding at 75 octets.

/// No line is longer, in octets without its end.
const WIDTH: usize = 75;

/// One property on lines of its own, folded, with CRLF at each end. The value is escaped
/// already, or needs no escaping.
pub(crate) fn push_property(out: &mut String, name: &str, value: &str) {
    let mut left = WIDTH;
    for c in name.chars().chain([':']).chain(value.chars()) {
        // A character is never split: half of one would be no text.
        if c.len_utf8() > left {
            out.push_str("\r\n ");
            left = WIDTH - 1;
        }
        out.push(c);
        left -= c.len_utf8();
    }
    out.push_str("\r\n");
}

/// Text as a value: `\`, `;`, `,` and line breaks escaped, other control characters gone.
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
                prop_assert!(line.len() <= WIDTH, "{} octets", line.len());
            }
            let whole = out.replace("\r\n ", "");
            prop_assert_eq!(whole, format!("NOTE:{value}\r\n"));
        }
    }
}
