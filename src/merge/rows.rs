//! Merges the rows of a log. Rows have no identity: a removed and an added row with the same day
//! and kind, or the same kind and note, count as one edited row.

use serde_json::Value;

use crate::merge::conflict::{Disagreement, Prefer};
use crate::merge::unmatched::Unmatched;
use crate::text::diff::trivial_merge;

/// What a side did to the rows of the base.
struct RowChanges<'v> {
    /// One for each row of the base.
    fates: Vec<RowFate<'v>>,
    /// Rows that are not edited rows of the base.
    added: Vec<&'v Value>,
}

/// What became of a row of the base.
#[derive(Clone, Copy, PartialEq)]
enum RowFate<'v> {
    Kept,
    Removed,
    Edited(&'v Value),
}

/// The merged rows, and the rows of the base on which the sides disagree.
pub(crate) fn merge(
    [base, ours, theirs]: [&[Value]; 3],
    prefer: Prefer,
) -> (Vec<Value>, Vec<(&Value, Disagreement)>) {
    let (us, them) = (row_changes(base, ours), row_changes(base, theirs));
    let mut clashes = Vec::new();
    let mut merged = Vec::new();
    for ((row, us), them) in base.iter().zip(us.fates).zip(them.fates) {
        let fate = trivial_merge(RowFate::Kept, us, them).unwrap_or_else(|| {
            let how = match (us, them) {
                (RowFate::Removed, _) => Disagreement::RemovedByUs,
                (_, RowFate::Removed) => Disagreement::RemovedByThem,
                (RowFate::Kept | RowFate::Edited(_), RowFate::Kept | RowFate::Edited(_)) => {
                    Disagreement::Values
                }
            };
            clashes.push((row, how));
            prefer.pick(us, them)
        });
        match fate {
            RowFate::Kept => merged.push(row),
            RowFate::Removed => {}
            RowFate::Edited(other) => merged.push(other),
        }
    }
    // A row added by both appears once, but two equal rows of one side are both meant.
    let mut only_theirs = Unmatched::new(them.added);
    for row in &us.added {
        only_theirs.take(|other| other == *row);
    }
    merged.extend(us.added);
    merged.extend(only_theirs.rest());
    (merged.into_iter().cloned().collect(), clashes)
}

/// The day and kind of a row, which identify it without its note: `2026-11-20 met`.
pub(crate) fn day_and_kind(row: &Value) -> String {
    let word = |key: &str| row[key].as_str().unwrap_or_default();
    format!("{} {}", word("on"), word("kind"))
}

fn row_changes<'v>(base: &[Value], rows: &'v [Value]) -> RowChanges<'v> {
    let mut added = Unmatched::new(rows);
    let kept = base.iter().map(|row| added.take(|other| other == row));
    let mut fates: Vec<RowFate> = kept
        .map(|kept| kept.map_or(RowFate::Removed, |_| RowFate::Kept))
        .collect();
    for (row, fate) in base.iter().zip(&mut fates) {
        if *fate == RowFate::Removed
            && let Some(edited) = added.take(|other| may_be_edited(row, other))
        {
            *fate = RowFate::Edited(edited);
        }
    }
    let added = added.rest().collect();
    RowChanges { fates, added }
}

fn may_be_edited(row: &Value, other: &Value) -> bool {
    let same = |key: &str| row[key] == other[key];
    let has_note = row["note"].as_str().is_some_and(|note| !note.is_empty());
    same("kind") && (same("on") || (has_note && same("note")))
}
