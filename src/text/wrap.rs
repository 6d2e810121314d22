//! Text broken at spaces, so that it fits the page.

use crate::text::width;

/// The text broken at spaces to the width, further lines indented, the last one ended too.
/// Painted text counts by what is seen of it.
pub fn wrap(text: &str, width: usize, indent: &str) -> String {
    let mut wrapped = String::new();
    let (mut column, mut spaces, mut has_word) = (0, 0, false);
    for (place, word) in text.split(' ').enumerate() {
        spaces += usize::from(place > 0);
        if word.is_empty() {
            continue;
        }
        let long = width::width(word);
        if has_word && column + spaces + long > width {
            wrapped.push('\n');
            wrapped.push_str(indent);
            column = indent.len();
        } else {
            wrapped.extend(std::iter::repeat_n(' ', spaces));
            column += spaces;
        }
        wrapped.push_str(word);
        column += long;
        spaces = 0;
        has_word = true;
    }
    wrapped.push('\n');
    wrapped
}

#[cfg(test)]
mod tests {
    use crate::text::wrap::wrap;

    #[test]
    fn lines_are_filled_to_the_width_and_no_further() {
        assert_eq!(wrap("aa bb cc", 5, ""), "aa bb\ncc\n");
        assert_eq!(wrap("aa bb cc", 8, ""), "aa bb cc\n");
        assert_eq!(wrap("", 8, "  "), "\n");
    }

    #[test]
    fn further_lines_are_indented_and_the_first_keeps_its_own() {
        assert_eq!(wrap("  aa bb cc", 6, "    "), "  aa\n    bb\n    cc\n");
    }

    #[test]
    fn room_between_columns_stays_and_none_is_left_at_the_end_of_a_line() {
        assert_eq!(wrap("aa   bb   cc", 7, ""), "aa   bb\ncc\n");
    }

    #[test]
    fn a_word_longer_than_the_page_stays_whole() {
        assert_eq!(wrap("a bbbbbbbb c", 4, ""), "a\nbbbbbbbb\nc\n");
    }

    #[test]
    fn colour_takes_no_room() {
        let painted = "\u{1b}[1maa\u{1b}[0m bb";
        assert_eq!(wrap(painted, 5, ""), format!("{painted}\n"));
        let room = "\u{1b}[1m  \u{1b}[0maa";
        assert_eq!(wrap(room, 5, ""), format!("{room}\n"));
    }
}
