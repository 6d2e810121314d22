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

/// A part of the current text.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// In bytes.
    length: usize,
    /// Where it begins in the old text; `None` if it is new.
    origin: Option<usize>,
}

/// The current text, and which parts of it are old.
#[derive(Debug)]
pub(crate) struct TrackedText {
    pub text: String,
    /// In the order of the text, without gaps. Old pieces keep their order.
    pieces: Vec<Piece>,
}

impl TrackedText {
    pub fn new(old: &str) -> Self {
        let whole = Piece {
            length: old.len(),
            origin: Some(0),
        };
        Self {
            text: old.to_owned(),
            pieces: vec![whole],
        }
    }

    /// Applies edits of the current text, which must be sorted and not overlap.
    pub fn apply(&mut self, edits: &[TextEdit]) {
        let inserted: usize = edits.iter().map(|edit| edit.text.len()).sum();
        let mut text = String::with_capacity(self.text.len() + inserted);
        let mut pieces = Vec::with_capacity(self.pieces.len() + 2 * edits.len());
        let mut rest = PieceReader::new(&self.pieces);
        let mut kept = 0;
        for edit in edits {
            text.push_str(&self.text[kept..edit.span.start]);
            rest.take(edit.span.start - kept, |piece| pieces.push(piece));
            text.push_str(&edit.text);
            pieces.push(Piece {
                length: edit.text.len(),
                origin: None,
            });
            rest.take(edit.span.len(), |_| {});
            kept = edit.span.end;
        }
        text.push_str(&self.text[kept..]);
        rest.take(self.text.len() - kept, |piece| pieces.push(piece));
        *self = Self { text, pieces };
    }

    /// How the current text differs from the old one.
    pub fn splices(&self, old: &str) -> Vec<Splice> {
        let mut splices = Vec::new();
        // How far both texts have been compared, and where the next piece begins.
        let (mut old_at, mut at, mut place) = (0, 0, 0);
        let end = Piece {
            length: 0,
            origin: Some(old.len()),
        };
        for piece in self.pieces.iter().chain([&end]) {
            if let Some(origin) = piece.origin {
                if origin > old_at || place > at {
                    splices.push(Splice {
                        at: old_at,
                        removed: old[old_at..origin].to_owned(),
                        inserted: self.text[at..place].to_owned(),
                    });
                }
                (old_at, at) = (origin + piece.length, place + piece.length);
            }
            place += piece.length;
        }
        splices
    }
}

/// Reads pieces in order, splitting them where needed.
struct PieceReader<'p> {
    pieces: std::slice::Iter<'p, Piece>,
    /// What is left of the piece that was split.
    rest: Piece,
}

impl<'p> PieceReader<'p> {
    fn new(pieces: &'p [Piece]) -> Self {
        Self {
            pieces: pieces.iter(),
            rest: Piece {
                length: 0,
                origin: None,
            },
        }
    }

    /// Visits the pieces of the next `length` bytes.
    fn take(&mut self, mut length: usize, mut visit: impl FnMut(Piece)) {
        while length > 0 {
            if self.rest.length == 0 {
                let Some(next) = self.pieces.next() else {
                    return;
                };
                self.rest = *next;
            }
            let taken = length.min(self.rest.length);
            visit(Piece {
                length: taken,
                ..self.rest
            });
            self.rest.length -= taken;
            self.rest.origin = self.rest.origin.map(|origin| origin + taken);
            length -= taken;
        }
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
