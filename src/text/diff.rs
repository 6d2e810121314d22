//! How two texts differ, line by line, and two changes of one text brought together.
//!
//! Lines that stand once in both texts are anchors; between two anchors the same is done
//! again. That finds what a person changed by hand, and unlike the shortest difference of all
//! it never takes long: a file of a hundred thousand lines that an editor re-indented must
//! not stop anyone.

use std::collections::HashMap;

use crate::text::patch;
use crate::text::patch::Splice;

/// How often a line is looked at, on average: far more than any text needs that nobody made
/// to take long.
const MOST_LOOKS: usize = 64;

/// The splices of whole lines that make the new text from the old, in the order of the text.
pub(crate) fn between(old: &str, new: &str) -> Vec<Splice> {
    let old_lines: Vec<&str> = old.split_inclusive('\n').collect();
    let new_lines: Vec<&str> = new.split_inclusive('\n').collect();
    let mut found = Differences {
        old: &old_lines,
        new: &new_lines,
        hunks: Vec::new(),
        effort: MOST_LOOKS * (old_lines.len() + new_lines.len()),
    };
    found.walk();
    let starts = starts(&old_lines);
    let hunks = found.hunks.into_iter().map(|hunk| Splice {
        at: starts[hunk.old.0],
        removed: old_lines[hunk.old.0..hunk.old.1].concat(),
        inserted: new_lines[hunk.new.0..hunk.new.1].concat(),
    });
    hunks.collect()
}

/// The text with both changes of it; nothing where they touch each other, so that nobody can
/// say which was meant.
pub(crate) fn merge(base: &str, one: &str, two: &str) -> Option<String> {
    let mut both: Vec<(Splice, bool)> = Vec::new();
    both.extend(between(base, one).into_iter().map(|it| (it, true)));
    both.extend(between(base, two).into_iter().map(|it| (it, false)));
    both.sort_by_key(|(splice, is_one)| (splice.at, splice.removed.len(), *is_one));
    // The same change made twice is one change.
    both.dedup_by(|(later, _), (first, _)| later == first);
    let touching = both.windows(2).any(|pair| {
        let [(first, one), (later, two)] = pair else {
            return false;
        };
        one != two && later.at <= first.at + first.removed.len()
    });
    if touching {
        return None;
    }
    let splices: Vec<Splice> = both.into_iter().map(|(splice, _)| splice).collect();
    patch::apply(base, &splices).ok()
}

/// Where each line begins, and where the last one ends.
fn starts(lines: &[&str]) -> Vec<usize> {
    let mut at = 0;
    let mut starts = vec![0];
    for line in lines {
        at += line.len();
        starts.push(at);
    }
    starts
}

/// Lines from the first to before the last.
type Range = (usize, usize);

/// Lines of the old text and what stands in their place in the new one.
#[derive(Debug, Clone, Copy)]
struct Hunk {
    old: Range,
    new: Range,
}

struct Differences<'a> {
    old: &'a [&'a str],
    new: &'a [&'a str],
    hunks: Vec<Hunk>,
    /// How many more lines may be looked at; after that, what is left differs as a whole.
    effort: usize,
}

impl Differences<'_> {
    /// Not by recursion: a text may be made so that every gap holds one anchor.
    fn walk(&mut self) {
        let whole = Hunk {
            old: (0, self.old.len()),
            new: (0, self.new.len()),
        };
        let mut rest = vec![whole];
        while let Some(gap) = rest.pop() {
            let gap = self.trimmed(gap);
            if gap.old.0 == gap.old.1 && gap.new.0 == gap.new.1 {
                continue;
            }
            let lines = (gap.old.1 - gap.old.0) + (gap.new.1 - gap.new.0);
            let anchors = match self.effort.checked_sub(lines) {
                Some(rest) => {
                    self.effort = rest;
                    self.anchors(gap)
                }
                None => Vec::new(),
            };
            if anchors.is_empty() {
                self.hunks.push(gap);
                continue;
            }
            // The first gap is to be on top.
            rest.extend(gaps(gap, &anchors).into_iter().rev());
        }
    }

    /// Without the equal lines at both ends.
    fn trimmed(&self, gap: Hunk) -> Hunk {
        let Hunk { mut old, mut new } = gap;
        while old.0 < old.1 && new.0 < new.1 && self.old[old.0] == self.new[new.0] {
            old.0 += 1;
            new.0 += 1;
        }
        while old.0 < old.1 && new.0 < new.1 && self.old[old.1 - 1] == self.new[new.1 - 1] {
            old.1 -= 1;
            new.1 -= 1;
        }
        Hunk { old, new }
    }

    /// Lines that stand once on either side, as many as keep their order.
    fn anchors(&self, gap: Hunk) -> Vec<(usize, usize)> {
        let mut once: HashMap<&str, (usize, Option<usize>, usize)> = HashMap::new();
        for at in gap.old.0..gap.old.1 {
            let seen = once.entry(self.old[at]).or_insert((0, None, at));
            seen.0 += 1;
        }
        for at in gap.new.0..gap.new.1 {
            if let Some(seen) = once.get_mut(self.new[at]) {
                // Twice on the new side spoils it as twice on the old one does.
                seen.0 += usize::from(seen.1.is_some());
                seen.1 = Some(at);
            }
        }
        let mut pairs: Vec<(usize, usize)> = once
            .into_values()
            .filter_map(|(count, new, old)| (count == 1).then_some((old, new?)))
            .collect();
        pairs.sort_unstable();
        rising(&pairs)
    }
}

/// What lies before, between and after the anchors.
fn gaps(gap: Hunk, anchors: &[(usize, usize)]) -> Vec<Hunk> {
    let mut from = (gap.old.0, gap.new.0);
    let mut gaps = Vec::with_capacity(anchors.len() + 1);
    for &(old, new) in anchors {
        gaps.push(Hunk {
            old: (from.0, old),
            new: (from.1, new),
        });
        from = (old + 1, new + 1);
    }
    gaps.push(Hunk {
        old: (from.0, gap.old.1),
        new: (from.1, gap.new.1),
    });
    gaps
}

/// The longest selection of the pairs, sorted by their first, whose seconds rise too.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length the pair that ends it lowest, and for each pair the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs[end].1 < pair.1);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(index);
        } else {
            ends[length] = index;
        }
    }
    let mut selection = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(index) = at {
        selection.push(pairs[index]);
        at = before[index];
    }
    selection.reverse();
    selection
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

    use proptest::prelude::*;

    use super::*;

    const BASE: &str = "a\nb\nc\nd\ne\n";

    #[test]
    fn only_lines_that_changed_are_in_the_difference() {
        let splices = between(BASE, "a\nB\nc\nd\nnew\ne\n");
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
        assert!(between(BASE, BASE).is_empty());
    }

    #[test]
    fn changes_apart_from_each_other_are_brought_together() {
        let merged = merge(BASE, "A\nb\nc\nd\ne\n", "a\nb\nc\nd\ne\nf\n");
        assert_eq!(merged.as_deref(), Some("A\nb\nc\nd\ne\nf\n"));
        let merged = merge(BASE, "a\nb\nd\ne\n", "a\nb\nc\nd\n");
        assert_eq!(merged.as_deref(), Some("a\nb\nd\n"));
    }

    #[test]
    fn changes_that_touch_are_nobody_s_to_decide() {
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
    fn a_large_file_spaced_anew_takes_no_time() {
        let lines: Vec<String> = (0..100_000).map(|n| format!("{}=1\n", n % 700)).collect();
        let old = lines.concat();
        let new = old.replace('=', " = ");
        let splices = between(&old, &new);
        assert_eq!(patch::apply(&old, &splices).unwrap(), new);
    }

    fn text() -> impl Strategy<Value = String> {
        let line = prop::sample::select(vec!["a\n", "b\n", "c\n", "d\r\n", "\n", "é\n"]);
        let lines = prop::collection::vec(line, 0..14).prop_map(|lines| lines.concat());
        (lines, prop::sample::select(vec!["", "end"])).prop_map(|(lines, end)| lines + end)
    }

    proptest! {
        #[test]
        fn the_difference_makes_the_one_from_the_other_and_back(old in text(), new in text()) {
            let splices = between(&old, &new);
            prop_assert_eq!(patch::apply(&old, &splices).unwrap(), new.as_str());
            let back = patch::invert(&splices).unwrap();
            prop_assert_eq!(patch::apply(&new, &back).unwrap(), old.as_str());
        }

        #[test]
        fn a_change_merged_with_none_is_itself(base in text(), new in text()) {
            prop_assert_eq!(merge(&base, &new, &base), Some(new.clone()));
            prop_assert_eq!(merge(&base, &base, &new), Some(new));
        }

        #[test]
        fn which_of_two_comes_first_makes_no_difference(
            base in text(), one in text(), two in text(),
        ) {
            prop_assert_eq!(merge(&base, &one, &two), merge(&base, &two, &one));
        }
    }
}
