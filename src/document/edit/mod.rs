//! Makes changes to the text of the file as a few splices.
//!
//! It owns where a change goes and its style, which follows the neighbours. It never prints a whole
//! document, so every byte outside the splices stays by construction, and it returns nothing unless
//! the new text reads as the old book plus the change.

mod add;
mod array;
mod batch;
mod key;
mod remove;
mod source_map;
mod steps;
mod style;
#[cfg(test)]
mod tests;
mod tracked_text;
mod write;

use crate::model::book::Book;
use crate::model::change::{Change, InvalidChange};

use crate::document::diagnostic::Diagnostic;
use crate::document::edit::steps::rewrite;
use crate::document::read::{Reading, parse, read, read_tree};
use crate::document::tree::TomlTree;
use crate::text::patch::Splice;

/// A parsed text, ready to be changed.
#[derive(Debug)]
pub struct Document<'t> {
    tree: TomlTree<'t>,
    /// What the text means.
    pub reading: Reading<'t>,
}

/// A changed text.
#[derive(Debug)]
pub struct EditedDocument<'t> {
    /// The whole new text.
    pub text: String,
    /// How it differs from the old one, in the order of the text and without overlaps.
    pub splices: Vec<Splice>,
    /// The book in the new text.
    pub book: Book<'t>,
}

/// Why a text was not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditError {
    /// The text has errors.
    Unreadable(Vec<Diagnostic>),
    /// The change does not fit the book.
    InvalidChange(InvalidChange),
    /// The new text would not read as the old book plus the change: a bug, or a value that no file
    /// may hold, such as an empty name.
    ReadBack {
        /// The rejected text, for a bug report. It holds notes.
        text: String,
        /// Its errors; empty if it reads as another book.
        diagnostics: Vec<Diagnostic>,
    },
}

/// Makes changes to a text, all or none.
pub fn edit<'t>(text: &'t str, changes: &[Change]) -> Result<EditedDocument<'t>, EditError> {
    let document = Document::parse(text).map_err(EditError::Unreadable)?;
    document.edit(changes)
}

impl<'t> Document<'t> {
    /// Parses a text, or returns up to ten of its errors.
    pub fn parse(text: &'t str) -> Result<Self, Vec<Diagnostic>> {
        let tree = parse(text)?;
        let reading = read_tree(&tree)?;
        Ok(Self { tree, reading })
    }

    /// Makes changes to the book and to the text, all or none, and checks that the new text reads
    /// as the new book.
    pub fn edit(self, changes: &[Change]) -> Result<EditedDocument<'t>, EditError> {
        let old = self.tree.source();
        let mut book = self.reading.book;
        if changes.is_empty() {
            return Ok(EditedDocument {
                text: old.to_owned(),
                splices: Vec::new(),
                book,
            });
        }
        book.apply_all(changes).map_err(EditError::InvalidChange)?;
        let new = rewrite(&self.tree, changes);
        let diagnostics = match read(&new.text) {
            Ok(reading) if reading.book == book => {
                return Ok(EditedDocument {
                    splices: new.splices(old),
                    text: new.text,
                    book,
                });
            }
            Ok(_) => Vec::new(),
            Err(diagnostics) => diagnostics,
        };
        Err(EditError::ReadBack {
            text: new.text,
            diagnostics,
        })
    }
}
