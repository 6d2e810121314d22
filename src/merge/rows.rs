//! Rows of a log from both sides. A row has no name: one that is gone and one that is new, of
//! the same day and kind or of the same kind and words, are taken for an edited one.

use serde_json::Value;

use crate::merge::{Differ, Prefer};

/// A row of the log as a value.
pub(crate) struct Row<'v>(pub(crate) &'v Value);

impl Row<'_> {
    /// Day and kind, without the note: `2026-11-20 met`.
    pub(crate) fn named(&self) -> String {
        let word = |key: &str| self.0[key].as_str().unwrap_or_default();
        format!("{} {}", word("on"), word("kind"))
    }

    fn may_become(&self, other: &Value) -> bool {
        let same = |key: &str| self.0[key] == other[key];
        let has_note = self.0["note"].as_str().is_some_and(|note| !note.is_empty());
        same("kind") && (same("on") || (has_note && same("note")))
    }
}

/// What one side did to the rows of the base.
struct Side {
    /// For each row of the base: still there, taken out, or become another.
    fates: Vec<Fate>,
    /// Rows that came of nothing.
    added: Vec<Value>,
}

#[derive(Debug, Clone, PartialEq)]
enum Fate {
    Kept,
    Gone,
    Became(Value),
}

fn side(base: &[Value], rows: &[Value]) -> Side {
    let mut added = rows.to_vec();
    let mut fates: Vec<Fate> = base
        .iter()
        .map(|row| match added.iter().position(|other| other == row) {
            Some(at) => {
                added.remove(at);
                Fate::Kept
            }
            None => Fate::Gone,
        })
        .collect();
    for (row, fate) in base.iter().zip(&mut fates) {
        let heir = added.iter().position(|other| Row(row).may_become(other));
        if let (Fate::Gone, Some(at)) = (&*fate, heir) {
            *fate = Fate::Became(added.remove(at));
        }
    }
    Side { fates, added }
}

/// The merged rows, and the rows of the base on which the sides do not agree.
pub(crate) fn merge(
    base: &[Value],
    ours: &[Value],
    theirs: &[Value],
    prefer: Prefer,
) -> (Vec<Value>, Vec<(Value, Differ)>) {
    let (us, them) = (side(base, ours), side(base, theirs));
    let mut clashes = Vec::new();
    let mut merged = Vec::new();
    for ((row, us), them) in base.iter().zip(&us.fates).zip(&them.fates) {
        let how = match (us, them) {
            (Fate::Kept, fate) | (fate, Fate::Kept) => Ok(fate),
            (one, two) if one == two => Ok(one),
            (Fate::Gone, _) => Err(Differ::RemovedByUs),
            (_, Fate::Gone) => Err(Differ::RemovedByThem),
            (Fate::Became(_), Fate::Became(_)) => Err(Differ::Values),
        };
        let fate = how.unwrap_or_else(|how| {
            clashes.push((row.clone(), how));
            match prefer {
                Prefer::Ours => us,
                Prefer::Theirs => them,
            }
        });
        match fate {
            Fate::Kept => merged.push(row.clone()),
            Fate::Gone => {}
            Fate::Became(other) => merged.push(other.clone()),
        }
    }
    // What both added comes once; the same row twice on one side is meant twice.
    let mut only_theirs = them.added;
    for row in &us.added {
        if let Some(at) = only_theirs.iter().position(|other| other == row) {
            only_theirs.remove(at);
        }
    }
    merged.extend(us.added);
    merged.extend(only_theirs);
    (merged, clashes)
}
