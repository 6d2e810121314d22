//! Merges texts line by line and writes conflict markers. Knows nothing of what the lines mean.

use std::collections::HashSet;

use crate::text::diff::{MergeHunk, hunks};

/// What to do with lines that both sides changed differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnConflict {
    /// Keep ours; if both inserted lines at the same place, ours and then theirs.
    Both,
    /// As [`OnConflict::Both`], but only once where both inserted the same line.
    Once,
    /// Keep theirs; if both inserted lines at the same place, ours and then theirs.
    Theirs,
    /// Put markers around both.
    Mark,
    /// Put markers around everything they changed, even where we did not.
    MarkAll,
}

/// Merges two texts with a common `base`.
pub fn merge(base: &str, ours: &str, theirs: &str, on_conflict: OnConflict) -> String {
    merge_hunks(&hunks(base, ours, theirs), on_conflict)
}

/// Puts markers around every difference between the two texts.
pub fn mark_differences(ours: &str, theirs: &str) -> String {
    merge(ours, ours, theirs, OnConflict::MarkAll)
}

/// Merges three texts already split into hunks.
pub(crate) fn merge_hunks(hunks: &[MergeHunk<'_>], on_conflict: OnConflict) -> String {
    let has_crlf = |hunk: &MergeHunk<'_>| hunk.ours.contains("\r\n");
    let eol = if hunks.iter().any(has_crlf) {
        "\r\n"
    } else {
        "\n"
    };
    let mut out = String::with_capacity(hunks.iter().map(|hunk| hunk.theirs.len()).sum());
    for MergeHunk { base, ours, theirs } in hunks.iter().copied() {
        let ours_only = base == theirs || ours == theirs;
        match on_conflict {
            _ if ours_only => push_lines(&mut out, ours, eol),
            OnConflict::MarkAll => push_marked(&mut out, ours, theirs, eol),
            _ if base == ours => push_lines(&mut out, theirs, eol),
            OnConflict::Mark => push_marked(&mut out, ours, theirs, eol),
            OnConflict::Both | OnConflict::Once if !base.is_empty() => {
                push_lines(&mut out, ours, eol);
            }
            OnConflict::Theirs if !base.is_empty() => push_lines(&mut out, theirs, eol),
            OnConflict::Both | OnConflict::Theirs => {
                push_lines(&mut out, ours, eol);
                push_lines(&mut out, theirs, eol);
            }
            OnConflict::Once => {
                push_lines(&mut out, ours, eol);
                let known: HashSet<&str> = ours.split_inclusive('\n').collect();
                let theirs = theirs.split_inclusive('\n');
                let new: String = theirs.filter(|line| !known.contains(line)).collect();
                push_lines(&mut out, &new, eol);
            }
        }
    }
    out
}

fn push_lines(out: &mut String, lines: &str, eol: &str) {
    // The last line so far may lack a line break, which it now needs.
    if !lines.is_empty() && !out.is_empty() && !out.ends_with('\n') {
        out.push_str(eol);
    }
    out.push_str(lines);
}

fn push_marked(out: &mut String, ours: &str, theirs: &str, eol: &str) {
    push_lines(out, &format!("<<<<<<< ours{eol}"), eol);
    push_lines(out, ours, eol);
    push_lines(out, &format!("======={eol}"), eol);
    push_lines(out, theirs, eol);
    push_lines(out, &format!(">>>>>>> theirs{eol}"), eol);
}
