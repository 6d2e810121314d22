//! Rows of a log from both sides. A row has no name: one that is gone and one that is new, of
//! the same day and kind or of the same kind and words, are taken for an edited one.

use serde_json::Value;

use crate::merge::conflict::{Disagreement, Prefer};
use crate::merge::unmatched::Unmatched;
use crate::text::diff::undisputed;

/// What one side did to the rows of the base.
struct RowChanges<'v> {
    fates: Vec<RowFate<'v>>,
    /// Rows that came of nothing.
    added: Vec<&'v Value>,
}

/// What became of a row of the base.
#[derive(Clone, Copy, PartialEq)]
enum RowFate<'v> {
    Kept,
    Gone,
    Became(&'v Value),
}

/// The merged rows, and the rows of the base on which the sides do not agree.
pub(crate) fn merge(
    [base, ours, theirs]: [&[Value]; 3],
    prefer: Prefer,
) -> (Vec<Value>, Vec<(&Value, Disagreement)>) {
    let (us, them) = (changes(base, ours), changes(base, theirs));
    let mut clashes = Vec::new();
    let mut merged = Vec::new();
    for ((row, us), them) in base.iter().zip(us.fates).zip(them.fates) {
        let fate = undisputed(RowFate::Kept, us, them).unwrap_or_else(|| {
            let how = match (us, them) {
                (RowFate::Gone, _) => Disagreement::RemovedByUs,
                (_, RowFate::Gone) => Disagreement::RemovedByThem,
                (RowFate::Kept | RowFate::Became(_), RowFate::Kept | RowFate::Became(_)) => {
                    Disagreement::Values
                }
            };
            clashes.push((row, how));
            prefer.pick(us, them)
        });
        match fate {
            RowFate::Kept => merged.push(row),
            RowFate::Gone => {}
            RowFate::Became(other) => merged.push(other),
        }
    }
    // What both added comes once; the same row twice on one side is meant twice.
    let mut only_theirs = Unmatched::new(them.added);
    for row in &us.added {
        only_theirs.take(|other| other == *row);
    }
    merged.extend(us.added);
    merged.extend(only_theirs.rest());
    (merged.into_iter().cloned().collect(), clashes)
}

/// Day and kind of a row, without the note: `2026-11-20 met`.
pub(crate) fn day_and_kind(row: &Value) -> String {
    let word = |key: &str| row[key].as_str().unwrap_or_default();
    format!("{} {}", word("on"), word("kind"))
}

fn changes<'v>(base: &[Value], rows: &'v [Value]) -> RowChanges<'v> {
    let mut added = Unmatched::new(rows);
    let kept = base.iter().map(|row| added.take(|other| other == row));
    let mut fates: Vec<RowFate> = kept
        .map(|kept| kept.map_or(RowFate::Gone, |_| RowFate::Kept))
        .collect();
    for (row, fate) in base.iter().zip(&mut fates) {
        if *fate == RowFate::Gone
            && let Some(heir) = added.take(|other| may_become(row, other))
        {
            *fate = RowFate::Became(heir);
        }
    }
    let added = added.rest().collect();
    RowChanges { fates, added }
}

fn may_become(row: &Value, other: &Value) -> bool {
    let same = |key: &str| row[key] == other[key];
    let has_note = row["note"].as_str().is_some_and(|note| !note.is_empty());
    same("kind") && (same("on") || (has_note && same("note")))
}
