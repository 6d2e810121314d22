//! Invisible characters: one table for printing, importing and comparing text.

/// Bidirectional controls and the byte-order mark. The joiner U+200D is excluded: emoji need
/// it.
pub const fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Marks, and characters that join or break words or select a glyph variant.
pub const fn is_invisible(c: char) -> bool {
    is_mark(c)
        || matches!(c,
            '\u{ad}'
            | '\u{200b}'..='\u{200d}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_invisible_and_no_letter_is() {
        let all = || (0..=0x0010_ffff).filter_map(char::from_u32);
        assert_eq!(all().filter(|c| is_mark(*c)).count(), 13);
        assert!(all().filter(|c| is_mark(*c)).all(is_invisible));
        assert!(!all().any(|c| is_invisible(c) && (c.is_alphanumeric() || c.is_whitespace())));
    }
}
