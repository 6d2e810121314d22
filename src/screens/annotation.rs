//! A place in the file, as shown below an error or a warning.

use std::ops::Range;

use crate::screens::Page;
use crate::screens::style::Label;
use crate::text::sanitize;
use crate::text::width::width;

/// The place where something is wrong.
#[derive(Debug, Clone, Copy)]
pub struct Annotation<'a> {
    /// The file.
    pub path: &'a str,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong there; may be empty.
    pub label: &'a str,
}

impl Annotation<'_> {
    /// The place, and below it the line of the file with the characters in the range marked, if
    /// the line may be shown. Of a long line, only a part is shown.
    pub fn render(&self, excerpt: Option<(&str, Range<usize>)>, page: &Page) -> String {
        let (path, number) = (sanitize::line(self.path), self.line.to_string());
        let at = format!("  {path}:{number}:{}", self.column);
        let label = sanitize::line(self.label);
        let Some((line, place)) = excerpt else {
            return if label.is_empty() {
                format!("{at}\n")
            } else {
                format!("{at}: {label}\n")
            };
        };
        // Leaves room for the number with its bar and an ellipsis at either end.
        let room = page.width.saturating_sub(number.len() + 8).max(20);
        let (before, marked, after) = cut(line, &place, room);
        let margin = " ".repeat(number.len());
        let indent = " ".repeat(width(&before));
        let mark = "^".repeat(width(&marked).max(1));
        format!(
            "{at}\n   {number} │ {before}{marked}{after}\n   {margin} │ {indent}{} {label}\n",
            page.paint(Label::Bad, &mark)
        )
        .replace(" \n", "\n")
    }
}

/// The line before, at and after the place, safe for a terminal and cut to the room around it.
fn cut(line: &str, place: &Range<usize>, room: usize) -> (String, String, String) {
    // A third of the room shows what comes before the place.
    let start = if place.end > room {
        place.start.saturating_sub(room / 3)
    } else {
        0
    };
    let shown = |from: usize, to: usize| {
        let part = line.chars().skip(from).take(to.saturating_sub(from));
        // A tab takes one column here, so that the mark is in the right place.
        let part = part.collect::<String>().replace('\t', " ");
        sanitize::line(&part).into_owned()
    };
    let marked_end = place.end.min(place.start + room / 2);
    let end = start + room;
    let ellipsis = |is_cut| if is_cut { "…" } else { "" };
    (
        ellipsis(start > 0).to_owned() + &shown(start, place.start),
        shown(place.start, marked_end),
        shown(marked_end, end.max(marked_end)) + ellipsis(line.chars().nth(end).is_some()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::style::ColorMode;

    const PAGE: Page = Page {
        width: 60,
        color: ColorMode::Off,
        is_terminal: true,
    };

    fn annotation(label: &str) -> Annotation<'_> {
        Annotation {
            path: "a.toml",
            line: 14,
            column: 22,
            label,
        }
    }

    #[test]
    fn the_mark_is_under_the_place() {
        let text = annotation("`gav` is no kind")
            .render(Some(("  { on = 2026-11-01, gav = \"x\" },", 21..24)), &PAGE);
        let marked = "  a.toml:14:22\n   14 │   { on = 2026-11-01, gav = \"x\" },\n      │                      ^^^ `gav` is no kind\n";
        assert_eq!(text, marked);
    }

    #[test]
    fn without_a_terminal_no_text_of_the_file_is_shown() {
        assert_eq!(
            annotation("`gav` is no kind").render(None, &PAGE),
            "  a.toml:14:22: `gav` is no kind\n"
        );
    }

    #[test]
    fn only_the_place_is_shown_of_a_line_of_megabytes() {
        let line = format!("{}WRONG{}", "x".repeat(3_000_000), "y".repeat(2_000_000));
        let text = annotation("here").render(Some((&line, 3_000_000..3_000_005)), &PAGE);
        assert!(
            text.lines().all(|line| line.chars().count() <= 60),
            "{text}"
        );
        assert!(text.contains("xxxWRONGyyy"), "{text}");
    }

    #[test]
    fn escape_sequences_in_the_line_are_made_visible() {
        let text = annotation("").render(Some(("a\u{1b}[2Jb", 1..2)), &PAGE);
        assert!(
            !text.contains('\u{1b}') && text.contains("a␛[2Jb"),
            "{text}"
        );
    }
}
