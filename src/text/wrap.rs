//! Wraps text at spaces to fit the page or a column.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::width;

/// Space at the end of a line that is too small to start a long word in.
const TOO_SMALL: usize = 2;

/// Wraps at spaces to the width, indents all lines but the first, and ends the last one with a
/// newline. Escape sequences take no width.
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

/// The lines of a text in a column of that width; a word wider than the column is cut.
pub fn wrapped_lines(text: &str, width: usize) -> impl Iterator<Item = &str> {
    let mut is_first = true;
    let mut rest = text;
    std::iter::from_fn(move || {
        let fits = width::width(rest) <= width;
        if !(is_first && fits) {
            rest = rest.trim_start_matches(' ');
            if rest.is_empty() {
                return None;
            }
        }
        is_first = false;
        let end = if fits {
            rest.len()
        } else {
            line_end(rest, width)
        };
        let (line, more) = rest.split_at(end);
        rest = more;
        Some(line)
    })
}

/// The end of the first line of a text that starts with a word.
fn line_end(text: &str, width: usize) -> usize {
    let (mut start, mut end, mut taken) = (0, 0, 0);
    for word in text.split(' ') {
        let gap = usize::from(start > 0);
        let long = width::width(word);
        if taken + gap + long > width {
            let room = width.saturating_sub(taken + gap);
            let is_cut = long > width && (start == 0 || room > TOO_SMALL);
            return if is_cut {
                start + bytes_that_fit(word, room)
            } else {
                end
            };
        }
        taken += gap + long;
        end = start + word.len();
        start = end + 1;
    }
    text.len()
}

/// How many bytes of a word fit into `room` columns: whole graphemes only, and at least one
/// character so that wrapping makes progress.
fn bytes_that_fit(word: &str, room: usize) -> usize {
    let mut taken = 0;
    let fits = |character: &(usize, &str)| {
        taken += width::width(character.1);
        taken <= room
    };
    let last = word.grapheme_indices(true).take_while(fits).last();
    last.map_or_else(
        || word.chars().next().map_or(0, char::len_utf8),
        |(place, character)| place + character.len(),
    )
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
    fn later_lines_are_indented_and_the_first_keeps_its_own() {
        assert_eq!(wrap("  aa bb cc", 6, "    "), "  aa\n    bb\n    cc\n");
    }

    #[test]
    fn spaces_between_columns_stay_and_trailing_ones_go() {
        assert_eq!(wrap("aa   bb   cc", 7, ""), "aa   bb\ncc\n");
    }

    #[test]
    fn a_word_longer_than_the_page_stays_whole() {
        assert_eq!(wrap("a bbbbbbbb c", 4, ""), "a\nbbbbbbbb\nc\n");
    }

    #[test]
    fn colour_takes_no_width() {
        let painted = "\u{1b}[1maa\u{1b}[0m bb";
        assert_eq!(wrap(painted, 5, ""), format!("{painted}\n"));
        let room = "\u{1b}[1m  \u{1b}[0maa";
        assert_eq!(wrap(room, 5, ""), format!("{room}\n"));
    }
}
