//! A text that is edited several times and keeps track of which bytes are old.

use std::ops::Range;

use crate::text::patch::Splice;

/// A replacement in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TextEdit {
    /// What is replaced; empty for an insertion.
    pub span: Range<usize>,
    /// The new text.
    pub text: String,
    /// The order among insertions at one place.
    pub rank: u16,
}

impl TextEdit {
    pub fn new(span: Range<usize>, text: impl Into<String>) -> Self {
        Self {
            span,
            text: text.into(),
            rank: 0,
        }
    }
}

/// The origin of a new byte. Offsets are smaller, since the tree limits the length of a text.
const NEW: u32 = u32::MAX;

/// The current text, and for each of its bytes the offset in the old text.
#[derive(Debug)]
pub(crate) struct TrackedText {
    pub text: String,
    origins: Vec<u32>,
}

impl TrackedText {
    pub fn new(old: &str) -> Self {
        Self {
            text: old.to_owned(),
            origins: (0..NEW).take(old.len()).collect(),
        }
    }

    /// Applies edits of the current text, which must be sorted and not overlap.
    pub fn apply(&mut self, edits: &[TextEdit]) {
        let inserted: usize = edits.iter().map(|edit| edit.text.len()).sum();
        let mut text = String::with_capacity(self.text.len() + inserted);
        let mut origins = Vec::with_capacity(self.text.len() + inserted);
        let mut kept = 0;
        for edit in edits {
            text.push_str(&self.text[kept..edit.span.start]);
            origins.extend_from_slice(&self.origins[kept..edit.span.start]);
            text.push_str(&edit.text);
            origins.resize(text.len(), NEW);
            kept = edit.span.end;
        }
        text.push_str(&self.text[kept..]);
        origins.extend_from_slice(&self.origins[kept..]);
        *self = Self { text, origins };
    }

    /// How the current text differs from the old one.
    pub fn splices(&self, old: &str) -> Vec<Splice> {
        let mut splices = Vec::new();
        // How far both texts have been compared.
        let (mut old_at, mut at) = (0, 0);
        let origins = self.origins.iter().map(|&origin| origin as usize);
        for (place, origin) in origins.chain([old.len()]).enumerate() {
            if origin == NEW as usize {
                continue;
            }
            if origin > old_at || place > at {
                splices.push(Splice {
                    at: old_at,
                    removed: old[old_at..origin].to_owned(),
                    inserted: self.text[at..place].to_owned(),
                });
            }
            (old_at, at) = (origin + 1, place + 1);
        }
        splices
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_to_the_text_that_earlier_ones_made() {
        let mut tracked = TrackedText::new("abcdef");
        tracked.apply(&[TextEdit::new(1..2, "XYZ"), TextEdit::new(4..4, "!")]);
        assert_eq!(tracked.text, "aXYZcd!ef");
        tracked.apply(&[
            TextEdit::new(0..0, ">"),
            TextEdit::new(2..5, ""),
            TextEdit::new(7..9, "?"),
        ]);
        assert_eq!(tracked.text, ">aXd!?");
    }

    #[test]
    fn splices_rebuild_the_new_text() {
        let old = "abcdef";
        let mut tracked = TrackedText::new(old);
        tracked.apply(&[
            TextEdit::new(0..1, ""),
            TextEdit::new(3..3, "--"),
            TextEdit::new(6..6, "$"),
        ]);
        tracked.apply(&[TextEdit::new(1..3, "+")]);
        let mut rebuilt = old.to_owned();
        for splice in tracked.splices(old).iter().rev() {
            let end = splice.at + splice.removed.len();
            assert_eq!(&rebuilt[splice.at..end], splice.removed);
            rebuilt.replace_range(splice.at..end, &splice.inserted);
        }
        assert_eq!(rebuilt, tracked.text);
    }
}
