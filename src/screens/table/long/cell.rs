//! Text of a cell: broken to the width of its column, and painted again on every line.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::width;

/// Room at the end of a line that is too small to begin another word in.
const TOO_SMALL: usize = 2;

/// Where the lines of a text begin and end when it is broken at spaces to the width; a word
/// that is wider than a whole line is cut.
pub(crate) fn broken(text: &str, width: usize, lines: &mut Vec<Range<usize>>) {
    let is_usual = width::is_usual(text);
    let measure = |word: Range<usize>| {
        if is_usual {
            word.len()
        } else {
            width::width(&text[word])
        }
    };
    let (mut line, mut taken) = (0..0, 0);
    let mut next = Some(0);
    while let Some(start) = next {
        if is_usual
            && line.is_empty()
            && let Some(end) = usual_line(&text.as_bytes()[start..], width)
        {
            lines.push(start..start + end);
            next = (start + end < text.len()).then_some(start + end + 1);
            continue;
        }
        let end = word_end(text, start);
        let long = measure(start..end);
        let gap = usize::from(!line.is_empty());
        let room = width.saturating_sub(taken + gap);
        if taken + gap + long > width {
            if !line.is_empty() && (room <= TOO_SMALL || long <= width) {
                lines.push(line);
                (line, taken) = (0..0, 0);
                continue;
            }
            if long > width {
                let first = if line.is_empty() { start } else { line.start };
                let cut = start + fitting(&text[start..end], room, line.is_empty());
                lines.push(first..cut);
                (line, taken, next) = (0..0, 0, Some(cut));
                continue;
            }
        }
        line = if line.is_empty() { start } else { line.start }..end;
        taken += gap + long;
        next = (end < text.len()).then_some(end + 1);
        if taken + TOO_SMALL > width && taken > 0 {
            lines.push(line);
            (line, taken) = (0..0, 0);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
}

/// Where the first line of usual letters ends, where single spaces and words that fit on a
/// line leave only the width to decide: nearly always.
fn usual_line(text: &[u8], width: usize) -> Option<usize> {
    let is_space = |letter: &u8| *letter == b' ';
    let [first, .., last] = text else {
        return None;
    };
    if is_space(first) {
        return None;
    }
    let Some(more) = text.get(..=width) else {
        return (!is_space(last)).then_some(text.len());
    };
    let end = more.iter().rposition(is_space)?;
    let next = text.get(end + 1..)?;
    let is_single =
        !is_space(&text[end - 1]) && next.first().is_some_and(|letter| !is_space(letter));
    let fits = next.len() <= width || next[..=width].iter().any(is_space);
    (is_single && fits).then_some(end)
}

/// The next space or the end.
pub fn word_end(text: &str, start: usize) -> usize {
    let mut rest = text.as_bytes()[start..].iter();
    rest.position(|byte| *byte == b' ')
        .map_or(text.len(), |at| start + at)
}

/// How many bytes of a word fit into the room, never a part of what is seen as one
/// character. On an empty line at least one character, or the word would never end.
fn fitting(word: &str, room: usize, on_empty_line: bool) -> usize {
    let mut taken = 0;
    let fits = |character: &(usize, &str)| {
        taken += width::width(character.1);
        taken <= room
    };
    let last = word.grapheme_indices(true).take_while(fits).last();
    match last {
        Some((at, character)) => at + character.len(),
        None if on_empty_line => word.chars().next().map_or(0, char::len_utf8),
        None => 0,
    }
}

/// A line of a cell, its text apart from its colours.
pub(crate) struct Painted<'c> {
    /// The text as it is seen.
    pub seen: Cow<'c, str>,
    /// The escape sequences, and before which byte of the text each stands.
    colours: Vec<(usize, &'c str)>,
}

/// The sequence that ends all colours.
const RESET: &str = "\u{1b}[0m";

impl<'c> Painted<'c> {
    pub fn of(line: &'c str) -> Self {
        if width::is_usual(line) || !line.contains('\u{1b}') {
            return Self {
                seen: Cow::Borrowed(line),
                colours: Vec::new(),
            };
        }
        let mut pieces = line.split("\u{1b}[");
        let first = pieces.next().unwrap_or_default();
        let mut painted = Self {
            seen: Cow::Borrowed(first),
            colours: Vec::new(),
        };
        let mut at = first.len();
        for piece in pieces {
            // What the painter writes always ends with this letter.
            let end = piece.find('m').map_or(piece.len(), |end| end + 1);
            let escape = at..at + 2 + end;
            painted
                .colours
                .extend(line.get(escape).map(|escape| (painted.seen.len(), escape)));
            painted.seen.to_mut().push_str(&piece[end..]);
            at += 2 + piece.len();
        }
        painted
    }

    /// A part of the line, painted as the whole, which ends without colour.
    pub fn part(&self, part: Range<usize>) -> Cow<'c, str> {
        if let (Cow::Borrowed(line), []) = (&self.seen, self.colours.as_slice()) {
            return Cow::Borrowed(&line[part]);
        }
        let mut text = String::new();
        let (mut at, mut is_coloured) = (part.start, false);
        let is_over = |(place, colour): &(usize, &str)| *place <= part.start && *colour == RESET;
        let first = self
            .colours
            .iter()
            .rposition(is_over)
            .map_or(0, |reset| reset + 1);
        for (place, colour) in &self.colours[first..] {
            if *place >= part.end {
                break;
            }
            let place = (*place).max(part.start);
            text.push_str(&self.seen[at..place]);
            text.push_str(colour);
            is_coloured = *colour != RESET;
            at = place;
        }
        text.push_str(&self.seen[at..part.end]);
        if is_coloured {
            text.push_str(RESET);
        }
        Cow::Owned(text)
    }
}
