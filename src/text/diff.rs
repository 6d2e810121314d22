//! Line diffs, and the three-way merge of two changes to one text.
//!
//! Lines that occur once in both texts are anchors; the shortest difference is searched only
//! between them, so a hundred thousand lines re-indented by an editor still diff at once.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::text::patch::Splice;

/// Corresponding parts of three texts, in whole lines.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MergeHunk<'t> {
    pub(crate) base: &'t str,
    pub(crate) ours: &'t str,
    pub(crate) theirs: &'t str,
}

/// A text split into lines, each with its line ending.
struct LineIndex<'t> {
    text: &'t str,
    lines: Vec<&'t str>,
    /// Where each line starts, and where the last one ends.
    starts: Vec<usize>,
}

impl<'t> LineIndex<'t> {
    fn new(text: &'t str) -> Self {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let mut at = 0;
        let ends = lines.iter().map(|line| {
            at += line.len();
            at
        });
        let starts = std::iter::once(0).chain(ends).collect();
        Self {
            text,
            lines,
            starts,
        }
    }

    fn part(&self, lines: Range<usize>) -> &'t str {
        &self.text[self.starts[lines.start]..self.starts[lines.end]]
    }
}

/// The splices of whole lines that turn the old text into the new one, in text order.
pub(crate) fn line_splices(old: &str, new: &str) -> Vec<Splice> {
    let (old, new) = (LineIndex::new(old), LineIndex::new(new));
    let mut splices = Vec::new();
    let (mut done_old, mut done_new) = (0, 0);
    let end = (old.lines.len(), new.lines.len(), 0);
    for (at_old, at_new, length) in same_lines(&old.lines, &new.lines).into_iter().chain([end]) {
        if (done_old, done_new) != (at_old, at_new) {
            splices.push(Splice {
                at: old.starts[done_old],
                removed: old.part(done_old..at_old).to_owned(),
                inserted: new.part(done_new..at_new).to_owned(),
            });
        }
        (done_old, done_new) = (at_old + length, at_new + length);
    }
    splices
}

/// Merges both changes; `None` where they touch.
pub(crate) fn merge(base: &str, one: &str, two: &str) -> Option<String> {
    let hunks = hunks(base, one, two).into_iter();
    hunks
        .map(|hunk| trivial_merge(hunk.base, hunk.ours, hunk.theirs))
        .collect()
}

/// The value if at most one side changed the base, or both made the same change.
pub(crate) fn trivial_merge<T: PartialEq + Copy>(base: T, ours: T, theirs: T) -> Option<T> {
    if ours == theirs || base == theirs {
        Some(ours)
    } else {
        (base == ours).then_some(theirs)
    }
}

/// Splits the three texts into hunks: lines common to all of them, and what lies between.
pub(crate) fn hunks<'t>(base: &'t str, ours: &'t str, theirs: &'t str) -> Vec<MergeHunk<'t>> {
    let (base, ours, theirs) = (
        LineIndex::new(base),
        LineIndex::new(ours),
        LineIndex::new(theirs),
    );
    let part = |from: [usize; 3], to: [usize; 3]| MergeHunk {
        base: base.part(from[0]..to[0]),
        ours: ours.part(from[1]..to[1]),
        theirs: theirs.part(from[2]..to[2]),
    };
    let in_ours = places(&base.lines, &ours.lines);
    let in_theirs = places(&base.lines, &theirs.lines);
    let shared = in_ours.iter().zip(&in_theirs).enumerate();
    let shared = shared.filter_map(|(at, (ours, theirs))| Some([at, (*ours)?, (*theirs)?]));
    let end = [base.lines.len(), ours.lines.len(), theirs.lines.len()];
    let mut hunks = Vec::new();
    // Start and current end of the run of common lines.
    let (mut start, mut done) = ([0; 3], [0; 3]);
    for at in shared.chain([end]) {
        if at != done {
            hunks.extend([part(start, done), part(done, at)]);
            start = at;
        }
        done = at.map(|line| line + 1);
    }
    hunks.push(part(start, end));
    hunks
}

/// For each line of the old text, its index in the new one.
fn places(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
    let mut places = vec![None; old.len()];
    for (at_old, at_new, length) in same_lines(old, new) {
        for line in 0..length {
            places[at_old + line] = Some(at_new + line);
        }
    }
    places
}

/// Runs of unchanged lines: start in the old text, start in the new text, length.
fn same_lines(old: &[&str], new: &[&str]) -> Vec<(usize, usize, usize)> {
    let same = |(one, two): &(&&str, &&str)| one == two;
    let before = old.iter().zip(new).take_while(same).count();
    let rest = old[before..].iter().rev().zip(new[before..].iter().rev());
    let after = rest.take_while(same).count();
    let (old_end, new_end) = (old.len() - after, new.len() - after);
    let changed = capture_diff_slices(
        Algorithm::Patience,
        &old[before..old_end],
        &new[before..new_end],
    );
    let within = changed.iter().filter_map(|change| match *change {
        DiffOp::Equal {
            old_index,
            new_index,
            len,
        } => Some((before + old_index, before + new_index, len)),
        DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => None,
    });
    let ends = [(0, 0, before), (old_end, new_end, after)];
    let mut runs: Vec<(usize, usize, usize)> = within.chain(ends).collect();
    runs.sort_unstable();
    runs.retain(|(_, _, length)| *length > 0);
    runs
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

    use proptest::prelude::*;

    use super::*;
    use crate::text::patch;

    const BASE: &str = "a\nb\nc\nd\ne\n";

    #[test]
    fn only_lines_that_changed_are_in_the_difference() {
        let splices = line_splices(BASE, "a\nB\nc\nd\nnew\ne\n");
        assert_eq!(
            splices,
            [
                Splice {
                    at: 2,
                    removed: "b\n".to_owned(),
                    inserted: "B\n".to_owned()
                },
                Splice {
                    at: 8,
                    removed: String::new(),
                    inserted: "new\n".to_owned()
                },
            ]
        );
        assert!(line_splices(BASE, BASE).is_empty());
    }

    #[test]
    fn changes_that_do_not_touch_are_merged() {
        let merged = merge(BASE, "A\nb\nc\nd\ne\n", "a\nb\nc\nd\ne\nf\n");
        assert_eq!(merged.as_deref(), Some("A\nb\nc\nd\ne\nf\n"));
        let merged = merge(BASE, "a\nb\nd\ne\n", "a\nb\nc\nd\n");
        assert_eq!(merged.as_deref(), Some("a\nb\nd\n"));
    }

    #[test]
    fn changes_that_touch_are_not_merged() {
        assert_eq!(merge(BASE, "a\nX\nc\nd\ne\n", "a\nY\nc\nd\ne\n"), None);
        assert_eq!(merge(BASE, "a\nX\nc\nd\ne\n", "a\nb\nY\nd\ne\n"), None);
        let two_rows = merge(BASE, "a\nb\nX\nc\nd\ne\n", "a\nb\nY\nc\nd\ne\n");
        assert_eq!(two_rows, None, "which row comes first?");
        assert_eq!(merge(BASE, "", "a\nb\nc\nd\ne\nf\n"), None);
    }

    #[test]
    fn the_same_change_twice_is_one() {
        let changed = "a\nX\nc\nd\ne\n";
        assert_eq!(merge(BASE, changed, changed).as_deref(), Some(changed));
    }

    #[test]
    fn a_large_reformatted_file_takes_no_time() {
        let lines: Vec<String> = (0..100_000).map(|n| format!("{}=1\n", n % 700)).collect();
        let old = lines.concat();
        let new = old.replace('=', " = ");
        let splices = line_splices(&old, &new);
        assert_eq!(patch::apply(&old, &splices).unwrap(), new);
    }

    fn any_text() -> impl Strategy<Value = String> {
        let line = prop::sample::select(vec!["a\n", "b\n", "c\n", "d\r\n", "\n", "é\n"]);
        let lines = prop::collection::vec(line, 0..14).prop_map(|lines| lines.concat());
        (lines, prop::sample::select(vec!["", "end"])).prop_map(|(lines, end)| lines + end)
    }

    proptest! {
        #[test]
        fn the_splices_turn_one_text_into_the_other_and_back(old in any_text(), new in any_text()) {
            let splices = line_splices(&old, &new);
            prop_assert_eq!(patch::apply(&old, &splices).unwrap(), new.as_str());
            let back = patch::invert(&splices).unwrap();
            prop_assert_eq!(patch::apply(&new, &back).unwrap(), old.as_str());
        }

        #[test]
        fn a_change_merged_with_none_is_itself(base in any_text(), new in any_text()) {
            prop_assert_eq!(merge(&base, &new, &base), Some(new.clone()));
            prop_assert_eq!(merge(&base, &base, &new), Some(new));
        }

        #[test]
        fn merging_is_symmetric(
            base in any_text(), one in any_text(), two in any_text(),
        ) {
            prop_assert_eq!(merge(&base, &one, &two), merge(&base, &two, &one));
        }
    }
}
