//! The display width of a text in terminal columns.

use unicode_width::UnicodeWidthStr;

/// Whether a text is printable ASCII without escape sequences, so that its width is its length.
/// Nearly every text is, and the check is cheap.
pub fn is_plain_ascii(text: &str) -> bool {
    // No early exit, so the loop vectorises.
    text.bytes()
        .fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'))
}

/// The width of a text that may contain colour escape sequences, which take no columns.
pub fn width(text: &str) -> usize {
    if is_plain_ascii(text) {
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
