//! Three texts merged line by line, and the markers of a conflict. It knows nothing of what the
//! lines mean.

use std::collections::HashSet;

use crate::text::diff::{MergeHunk, hunks};

/// What to do with lines that both sides changed differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnConflict {
    /// Ours; but where both put lines in the same place, ours and then theirs.
    Both,
    /// As [`OnConflict::Both`], with lines that both put there once.
    Once,
    /// Theirs; but where both put lines in the same place, ours and then theirs.
    Theirs,
    /// Markers around both.
    Mark,
    /// Markers around everything that they changed, even where we did not.
    MarkAll,
}

/// Merges two texts that came from `base`.
pub fn merge(base: &str, ours: &str, theirs: &str, on_conflict: OnConflict) -> String {
    merge_hunks(&hunks(base, ours, theirs), on_conflict)
}

/// Markers around every place where the two texts differ.
pub fn marked(ours: &str, theirs: &str) -> String {
    merge(ours, ours, theirs, OnConflict::MarkAll)
}

/// Merges three texts whose parts are known.
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
            _ if ours_only => put(&mut out, ours, eol),
            OnConflict::MarkAll => mark(&mut out, ours, theirs, eol),
            _ if base == ours => put(&mut out, theirs, eol),
            OnConflict::Mark => mark(&mut out, ours, theirs, eol),
            OnConflict::Both | OnConflict::Once if !base.is_empty() => put(&mut out, ours, eol),
            OnConflict::Theirs if !base.is_empty() => put(&mut out, theirs, eol),
            OnConflict::Both | OnConflict::Theirs => {
                put(&mut out, ours, eol);
                put(&mut out, theirs, eol);
            }
            OnConflict::Once => {
                put(&mut out, ours, eol);
                let known: HashSet<&str> = ours.split_inclusive('\n').collect();
                let theirs = theirs.split_inclusive('\n');
                let new: String = theirs.filter(|line| !known.contains(line)).collect();
                put(&mut out, &new, eol);
            }
        }
    }
    out
}

fn put(out: &mut String, lines: &str, eol: &str) {
    // A last line without an end is no last line any more.
    if !lines.is_empty() && !out.is_empty() && !out.ends_with('\n') {
        out.push_str(eol);
    }
    out.push_str(lines);
}

fn mark(out: &mut String, ours: &str, theirs: &str, eol: &str) {
    put(out, &format!("<<<<<<< ours{eol}"), eol);
    put(out, ours, eol);
    put(out, &format!("======={eol}"), eol);
    put(out, theirs, eol);
    put(out, &format!(">>>>>>> theirs{eol}"), eol);
}
