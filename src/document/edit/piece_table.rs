//! A text that is changed several times and still knows which bytes are the old ones.

use std::ops::Range;

use crate::text::patch::Splice;

/// A replacement in one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    /// What goes; empty for an insertion.
    pub span: Range<usize>,
    /// What comes.
    pub text: String,
    /// The order of insertions at one place.
    pub rank: u16,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Old(Range<usize>),
    New(String),
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Self::Old(range) => range.len(),
            Self::New(text) => text.len(),
        }
    }

    /// The part of it, or nothing where the part is empty.
    fn part(&self, range: Range<usize>) -> Option<Self> {
        if range.is_empty() {
            return None;
        }
        match self {
            Self::Old(old) => Some(Self::Old(old.start + range.start..old.start + range.end)),
            // Edits lie at boundaries of the text that they were made for.
            Self::New(text) => text.get(range).map(|text| Self::New(text.to_owned())),
        }
    }
}

/// A text as pieces of the old one and what was put between them.
#[derive(Debug)]
pub(crate) struct Pieces(Vec<Piece>);

impl Pieces {
    pub fn new(len: usize) -> Self {
        Self(vec![Piece::Old(0..len)])
    }

    /// Does edits that are sorted and do not overlap, in bytes of the present text.
    pub fn apply(&mut self, edits: Vec<Edit>) {
        let mut pieces = Vec::with_capacity(self.0.len() + 2 * edits.len());
        let mut old = std::mem::take(&mut self.0).into_iter();
        let mut current = old.next();
        // How far the present text has been taken over: whole pieces, and bytes of the
        // current one.
        let (mut base, mut inside) = (0, 0);
        let mut advance = |to: usize, mut keep: Option<&mut Vec<Piece>>| {
            while let Some(piece) = &current {
                let end = piece.len().min(to.saturating_sub(base));
                if let Some(pieces) = keep.as_deref_mut() {
                    pieces.extend(piece.part(inside..end));
                }
                inside = end;
                if end < piece.len() {
                    break;
                }
                base += piece.len();
                inside = 0;
                current = old.next();
            }
        };
        for edit in edits {
            advance(edit.span.start, Some(&mut pieces));
            if !edit.text.is_empty() {
                pieces.push(Piece::New(edit.text));
            }
            advance(edit.span.end, None);
        }
        advance(usize::MAX, Some(&mut pieces));
        self.0 = pieces;
    }

    /// The present text.
    pub fn text(&self, old: &str) -> String {
        let mut text = String::with_capacity(self.0.iter().map(Piece::len).sum());
        for piece in &self.0 {
            match piece {
                Piece::Old(range) => text.push_str(old.get(range.clone()).unwrap_or_default()),
                Piece::New(new) => text.push_str(new),
            }
        }
        text
    }

    /// How the present text differs from the old one.
    pub fn splices(&self, old: &str) -> Vec<Splice> {
        let mut splices = Vec::new();
        let (mut at, mut inserted) = (0, String::new());
        let end = Piece::Old(old.len()..old.len());
        for piece in self.0.iter().chain([&end]) {
            match piece {
                Piece::New(text) => inserted.push_str(text),
                Piece::Old(range) => {
                    let removed = old.get(at..range.start).unwrap_or_default();
                    if !removed.is_empty() || !inserted.is_empty() {
                        splices.push(Splice {
                            at,
                            removed: removed.to_owned(),
                            inserted: std::mem::take(&mut inserted),
                        });
                    }
                    at = range.end;
                }
            }
        }
        splices
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(span: Range<usize>, text: &str) -> Edit {
        Edit {
            span,
            text: text.to_owned(),
            rank: 0,
        }
    }

    #[test]
    fn edits_of_edits_are_told_as_splices_of_the_old_text() {
        let old = "abcdef";
        let mut pieces = Pieces::new(old.len());
        pieces.apply(vec![edit(1..2, "XYZ"), edit(4..4, "!")]);
        assert_eq!(pieces.text(old), "aXYZcd!ef");
        pieces.apply(vec![edit(0..0, ">"), edit(2..5, ""), edit(7..9, "?")]);
        assert_eq!(pieces.text(old), ">aXd!?");
    }

    #[test]
    fn splices_rebuild_the_new_text() {
        let old = "abcdef";
        let mut pieces = Pieces::new(old.len());
        pieces.apply(vec![edit(0..1, ""), edit(3..3, "--"), edit(6..6, "$")]);
        pieces.apply(vec![edit(1..3, "+")]);
        let mut rebuilt = old.to_owned();
        for splice in pieces.splices(old).iter().rev() {
            let end = splice.at + splice.removed.len();
            assert_eq!(&rebuilt[splice.at..end], splice.removed);
            rebuilt.replace_range(splice.at..end, &splice.inserted);
        }
        assert_eq!(rebuilt, pieces.text(old));
    }
}
