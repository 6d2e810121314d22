//! A change of the file, shown before it is made: the lines that go and the lines that come.

use crate::screens::Page;
use crate::screens::style::Label;
use crate::text::sanitize;

/// The lines touched by the pieces `(place in the old text, removed, inserted)`, in the order of
/// the text. Lines that stay are not shown.
pub fn dry_run_diff<'a>(
    before: &str,
    pieces: impl IntoIterator<Item = (usize, &'a str, &'a str)>,
    page: &Page,
) -> String {
    let mut text = String::new();
    for hunk in hunks(before, pieces) {
        let mut line = |label, line: &str| text += &(page.paint(label, line) + "\n");
        line(Label::Aside, &format!("line {}", hunk.line));
        for old in hunk.old.lines() {
            line(Label::Bad, &format!("- {}", sanitize::line(old)));
        }
        for new in hunk.new.lines() {
            line(Label::Good, &format!("+ {}", sanitize::line(new)));
        }
    }
    if text.is_empty() {
        text.push_str("Nothing would change.\n");
    }
    text + "Nothing was written: this was a dry run.\n"
}

/// Whole lines of the old text and what becomes of them.
struct ChangedLines {
    line: usize,
    old: String,
    new: String,
    end: usize,
}

fn hunks<'a>(
    before: &str,
    pieces: impl IntoIterator<Item = (usize, &'a str, &'a str)>,
) -> Vec<ChangedLines> {
    let mut hunks: Vec<ChangedLines> = Vec::new();
    for (at, removed, inserted) in pieces {
        let is_whole = |piece: &str| piece.is_empty() || piece.ends_with('\n');
        let whole_lines = starts_line(before, at) && is_whole(inserted) && is_whole(removed);
        let start = before[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let after = at + removed.len();
        let end = if whole_lines {
            after
        } else {
            before[after..]
                .find('\n')
                .map_or(before.len(), |newline| after + newline)
        };
        match hunks.last_mut().filter(|hunk| start < hunk.end) {
            // A second piece on the same line: put it into what that line became.
            Some(hunk) => {
                let tail = &before[at..hunk.end];
                let kept = hunk.new.len() - tail.len();
                hunk.new.truncate(kept);
                hunk.new += inserted;
                hunk.new += &before[after..end.max(after)];
                hunk.old += &before[hunk.end.min(end)..end];
                hunk.end = end;
            }
            None => hunks.push(ChangedLines {
                line: before[..start].matches('\n').count() + 1,
                old: before[start..end].to_owned(),
                new: format!("{}{inserted}{}", &before[start..at], &before[after..end]),
                end,
            }),
        }
    }
    hunks
}

fn starts_line(text: &str, at: usize) -> bool {
    at == 0 || text.as_bytes()[at - 1] == b'\n'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::style::Style;

    const PAGE: Page = Page {
        width: 80,
        style: Style::Plain,
    };
    const OLD: &str = "one\ntwo = 2\nthree\n";

    fn shown(pieces: &[(usize, &str, &str)]) -> String {
        let text = dry_run_diff(OLD, pieces.iter().copied(), &PAGE);
        text.replace("Nothing was written: this was a dry run.\n", "")
    }

    #[test]
    fn a_new_line_shows_itself_alone() {
        assert_eq!(shown(&[(4, "", "new\n")]), "line 2\n+ new\n");
    }

    #[test]
    fn a_new_value_shows_the_line_before_and_after() {
        assert_eq!(shown(&[(10, "2", "5")]), "line 2\n- two = 2\n+ two = 5\n");
    }

    #[test]
    fn two_pieces_on_a_line_show_it_once() {
        assert_eq!(
            shown(&[(4, "two", "six"), (10, "2", "6")]),
            "line 2\n- two = 2\n+ six = 6\n"
        );
    }

    #[test]
    fn lines_that_go_are_shown_as_gone() {
        assert_eq!(shown(&[(4, "two = 2\n", "")]), "line 2\n- two = 2\n");
    }
}
