//! A preview of a change to the file: the lines it would remove and add.

use crate::screens::Page;
use crate::screens::style::Label;
use crate::text::patch::Splice;
use crate::text::sanitize;

/// The lines that the splices would change in `before`. Unchanged lines are not shown.
pub fn preview(before: &str, splices: &[Splice], page: &Page) -> String {
    let mut text = String::new();
    let mut show = |label, line: String| {
        text += &page.paint(label, &line);
        text.push('\n');
    };
    for change in changed_lines(before, splices) {
        show(Label::Aside, format!("line {}", change.line));
        for line in change.old.lines() {
            show(Label::Bad, format!("- {}", sanitize::line(line)));
        }
        for line in change.new.lines() {
            show(Label::Good, format!("+ {}", sanitize::line(line)));
        }
    }
    if splices.is_empty() {
        text.push_str("Nothing would change.\n");
    }
    text + "Nothing was written: this was a dry run.\n"
}

/// Whole lines of the old text and what replaces them.
struct ChangedLines {
    line: usize,
    old: String,
    new: String,
    end: usize,
}

fn changed_lines(before: &str, splices: &[Splice]) -> Vec<ChangedLines> {
    let mut changes: Vec<ChangedLines> = Vec::new();
    for Splice {
        at,
        removed,
        inserted,
    } in splices
    {
        let at = *at;
        let is_whole = |part: &&str| part.is_empty() || part.ends_with('\n');
        let whole_lines = [&before[..at], inserted, removed].iter().all(is_whole);
        let start = before[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let after = at + removed.len();
        let end = if whole_lines {
            after
        } else {
            let rest = before[after..].find('\n');
            rest.map_or(before.len(), |newline| after + newline)
        };
        match changes.last_mut().filter(|change| start < change.end) {
            // A second splice on the same line: apply it to the new text of that line.
            Some(change) => {
                let tail = &before[at..change.end];
                change.new.truncate(change.new.len() - tail.len());
                change.new += inserted;
                change.new += &before[after..end.max(after)];
                change.old += &before[change.end.min(end)..end];
                change.end = end;
            }
            None => changes.push(ChangedLines {
                line: before[..start].matches('\n').count() + 1,
                old: before[start..end].to_owned(),
                new: format!("{}{inserted}{}", &before[start..at], &before[after..end]),
                end,
            }),
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::style::ColorMode;

    const PAGE: Page = Page {
        width: 80,
        color: ColorMode::Off,
        is_terminal: true,
    };
    const OLD: &str = "one\ntwo = 2\nthree\n";

    fn preview_of(splices: &[(usize, &str, &str)]) -> String {
        let splice = |(at, removed, inserted): &(usize, &str, &str)| Splice {
            at: *at,
            removed: (*removed).to_owned(),
            inserted: (*inserted).to_owned(),
        };
        let splices: Vec<Splice> = splices.iter().map(splice).collect();
        let text = preview(OLD, &splices, &PAGE);
        text.replace("Nothing was written: this was a dry run.\n", "")
    }

    #[test]
    fn an_added_line_is_shown_alone() {
        assert_eq!(preview_of(&[(4, "", "new\n")]), "line 2\n+ new\n");
    }

    #[test]
    fn a_changed_value_shows_the_line_before_and_after() {
        assert_eq!(
            preview_of(&[(10, "2", "5")]),
            "line 2\n- two = 2\n+ two = 5\n"
        );
    }

    #[test]
    fn two_splices_on_a_line_show_it_once() {
        assert_eq!(
            preview_of(&[(4, "two", "six"), (10, "2", "6")]),
            "line 2\n- two = 2\n+ six = 6\n"
        );
    }

    #[test]
    fn removed_lines_are_shown_as_removed() {
        assert_eq!(preview_of(&[(4, "two = 2\n", "")]), "line 2\n- two = 2\n");
    }
}
