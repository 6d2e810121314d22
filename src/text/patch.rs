//! A text change as a list of splices: small enough to keep for undo, and exact: it restores
//! every byte or reports that it does not fit.

use serde::{Deserialize, Serialize};

/// A replacement at one position of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Splice {
    /// Byte offset in the old text.
    pub at: usize,
    /// The old text at that offset.
    pub removed: String,
    /// Its replacement.
    pub inserted: String,
}

/// A splice that does not fit: out of order, overlapping another, or the text differs from
/// what it removes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PatchMismatch {
    /// Its index in the list.
    pub index: usize,
}

/// Applies the splices, which are in text order and do not overlap.
pub fn apply(text: &str, splices: &[Splice]) -> Result<String, PatchMismatch> {
    let grown: usize = splices.iter().map(|splice| splice.inserted.len()).sum();
    let mut new = String::with_capacity(text.len().saturating_add(grown));
    let mut done = 0;
    for (index, splice) in splices.iter().enumerate() {
        let kept = text.get(done..splice.at).ok_or(PatchMismatch { index })?;
        let rest = text.get(splice.at..).ok_or(PatchMismatch { index })?;
        if !rest.starts_with(&splice.removed) {
            return Err(PatchMismatch { index });
        }
        new.push_str(kept);
        new.push_str(&splice.inserted);
        done = splice.at + splice.removed.len();
    }
    new.push_str(&text[done..]);
    Ok(new)
}

/// The splices that undo these.
pub fn invert(splices: &[Splice]) -> Result<Vec<Splice>, PatchMismatch> {
    let mut inverse = Vec::with_capacity(splices.len());
    let (mut removed, mut inserted) = (0_usize, 0_usize);
    for (index, splice) in splices.iter().enumerate() {
        let at = splice
            .at
            .checked_add(inserted)
            .and_then(|at| at.checked_sub(removed))
            .ok_or(PatchMismatch { index })?;
        inverse.push(Splice {
            at,
            removed: splice.inserted.clone(),
            inserted: splice.removed.clone(),
        });
        removed = removed.saturating_add(splice.removed.len());
        inserted = inserted.saturating_add(splice.inserted.len());
    }
    Ok(inverse)
}

/// A single splice from the first to the last difference of two texts; none if they are equal.
pub fn single_splice(old: &str, new: &str) -> Vec<Splice> {
    if old == new {
        return Vec::new();
    }
    let same = |(one, two): &(u8, u8)| one == two;
    let mut start = old.bytes().zip(new.bytes()).take_while(same).count();
    // The text before is equal in both, so this is a boundary in both or in neither.
    while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
        start -= 1;
    }
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let ends = old_rest.bytes().rev().zip(new_rest.bytes().rev());
    let mut end = ends.take_while(same).count();
    while !old_rest.is_char_boundary(old_rest.len() - end)
        || !new_rest.is_char_boundary(new_rest.len() - end)
    {
        end -= 1;
    }
    vec![Splice {
        at: start,
        removed: old_rest[..old_rest.len() - end].to_owned(),
        inserted: new_rest[..new_rest.len() - end].to_owned(),
    }]
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

    use proptest::prelude::*;

    use super::*;

    fn splice(at: usize, removed: &str, inserted: &str) -> Splice {
        Splice {
            at,
            removed: removed.to_owned(),
            inserted: inserted.to_owned(),
        }
    }

    #[test]
    fn splices_change_nothing_outside_their_ranges() {
        let splices = [splice(0, "a", "A"), splice(2, "", "-"), splice(3, "de", "")];
        assert_eq!(apply("abcdef", &splices).unwrap(), "Ab-cf");
    }

    #[test]
    fn a_splice_that_does_not_fit_is_refused() {
        let refused = |splices: &[Splice]| apply("häuser", splices).unwrap_err().index;
        assert_eq!(refused(&[splice(0, "H", "")]), 0, "other text");
        assert_eq!(refused(&[splice(2, "", "x")]), 0, "inside a character");
        assert_eq!(refused(&[splice(99, "", "x")]), 0, "after the end");
        assert_eq!(refused(&[splice(usize::MAX, "", "x")]), 0);
        let order = [splice(4, "s", ""), splice(0, "h", "")];
        assert_eq!(refused(&order), 1, "out of order");
        let overlap = [splice(0, "hä", ""), splice(1, "ä", "")];
        assert_eq!(refused(&overlap), 1, "over another");
    }

    #[test]
    fn the_inverse_of_nonsense_is_refused() {
        let nonsense = [splice(0, "abc", ""), splice(1, "", "x")];
        assert_eq!(invert(&nonsense), Err(PatchMismatch { index: 1 }));
    }

    #[test]
    fn a_splice_never_splits_a_character() {
        // é and è share their first byte, Ω and ◊ their last.
        let found = single_splice("aéz", "aèz");
        assert_eq!(found, [splice(1, "é", "è")]);
        for (old, new) in [("Ω", "\u{ca9}"), ("aa", "aaa"), ("", "x"), ("x", "")] {
            assert_eq!(apply(old, &single_splice(old, new)).unwrap(), new);
        }
    }

    /// Pieces of a text, each kept or replaced.
    fn pieces() -> impl Strategy<Value = Vec<(String, Option<String>)>> {
        let text = || {
            prop::collection::vec(prop::sample::select(vec!["a", "é", "\n", "𝄞", "\r"]), 0..4)
                .prop_map(|parts| parts.concat())
        };
        prop::collection::vec((text(), prop::option::of(text())), 0..12)
    }

    proptest! {
        #[test]
        fn applying_the_inverse_gives_back_every_byte(pieces in pieces()) {
            let (mut old, mut new, mut splices) = (String::new(), String::new(), Vec::new());
            for (piece, replacement) in &pieces {
                if let Some(inserted) = replacement {
                    splices.push(splice(old.len(), piece, inserted));
                }
                old.push_str(piece);
                new.push_str(replacement.as_ref().unwrap_or(piece));
            }
            prop_assert_eq!(apply(&old, &splices).unwrap(), new.as_str());
            let inverse = invert(&splices).unwrap();
            prop_assert_eq!(apply(&new, &inverse).unwrap(), old.as_str());
            prop_assert_eq!(invert(&inverse).unwrap(), splices);
        }

        #[test]
        fn a_single_splice_turns_one_text_into_the_other(
            old in "[aé𝄞\n]{0,12}", new in "[aé𝄞\n]{0,12}",
        ) {
            let splices = single_splice(&old, &new);
            prop_assert_eq!(apply(&old, &splices).unwrap(), new);
        }

        #[test]
        fn no_list_of_splices_panics(
            text in "[aé]{0,6}",
            raw in prop::collection::vec((any::<usize>(), 0_usize..9, "[aé]{0,3}", "[aé]{0,3}"), 0..5),
        ) {
            let splices: Vec<Splice> = raw
                .iter()
                .map(|(far, near, removed, inserted)| {
                    splice(if far % 5 == 0 { *far } else { *near }, removed, inserted)
                })
                .collect();
            let _ = apply(&text, &splices);
            let _ = invert(&splices);
        }
    }
}
