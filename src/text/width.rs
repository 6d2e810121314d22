//! How many columns a terminal takes for a text.

use unicode_width::UnicodeWidthStr;

/// Whether a text is of nothing but the letters, digits and signs of ASCII, and not painted:
/// then it is as wide as it is long. Nearly every text is, and finding out is cheap.
pub fn is_usual(text: &str) -> bool {
    // Without a way out the loop runs over many bytes at once.
    text.bytes()
        .fold(true, |usual, byte| usual & matches!(byte, b' '..=b'~'))
}

/// Columns that a terminal takes for painted text: escape sequences take none.
pub fn width(text: &str) -> usize {
    if is_usual(text) {
        return text.len();
    }
    let mut width = 0;
    let mut painted = text.split("\u{1b}[");
    width += painted.next().map_or(0, UnicodeWidthStr::width);
    for piece in painted {
        width += piece.split_once('m').map_or(0, |(_, seen)| seen.width());
    }
    width
}
