//! A change, done to the text of the file as a few splices.
//!
//! It owns where a change goes and how it is spelled: as its neighbours are. It never prints
//! a whole document, so every byte outside the splices is the old one by construction, and
//! it gives nothing back unless the new text reads as the old book plus the change.

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
use crate::model::change::{Change, Unfit};

use crate::document::diagnostic::Finding;
use crate::document::edit::steps::rewrite;
use crate::document::read::{Reading, parse, read, read_tree};
use crate::document::tree::TomlTree;
use crate::text::patch::Splice;

/// A text that was read, ready to be changed.
#[derive(Debug)]
pub struct Document<'t> {
    tree: TomlTree<'t>,
    reading: Reading<'t>,
}

/// A changed text.
#[derive(Debug)]
pub struct EditedDocument<'t> {
    /// The whole new text.
    pub text: String,
    /// How it differs from the old one: in the order of the text, none touching another.
    pub splices: Vec<Splice>,
    /// What the new text means.
    pub book: Book<'t>,
}

/// Why a text was not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditError {
    /// It cannot be read as it is.
    Unreadable(Vec<Finding>),
    /// The change does not fit the book.
    Unfit(Unfit),
    /// The new text would not mean the old book plus the change. This is a fault of the
    /// program, or a value that no file may hold, such as an empty name.
    ReadBack {
        /// The text that was not accepted, for a report of the fault. It holds notes.
        text: String,
        /// What makes it unreadable; empty if it reads as another book.
        findings: Vec<Finding>,
    },
}

/// Does changes to a text, all or none.
pub fn edit<'t>(text: &'t str, changes: &[Change]) -> Result<EditedDocument<'t>, EditError> {
    let document = Document::parse(text).map_err(EditError::Unreadable)?;
    document.edit(changes)
}

impl<'t> Document<'t> {
    /// Reads a text, or tells up to ten of its errors.
    pub fn parse(text: &'t str) -> Result<Self, Vec<Finding>> {
        let tree = parse(text)?;
        let reading = read_tree(&tree)?;
        Ok(Self { tree, reading })
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.tree.text()
    }

    /// What the text means.
    pub fn book(&self) -> &Book<'t> {
        &self.reading.book
    }

    /// Warnings and notes, in the order of the text.
    pub fn warnings(&self) -> &[Finding] {
        &self.reading.warnings
    }

    /// Does changes to the book and to the text, all or none. The text must then mean the book.
    pub fn edit(self, changes: &[Change]) -> Result<EditedDocument<'t>, EditError> {
        let old = self.tree.text();
        let mut book = self.reading.book;
        if changes.is_empty() {
            return Ok(EditedDocument {
                text: old.to_owned(),
                splices: Vec::new(),
                book,
            });
        }
        book.apply_all(changes).map_err(EditError::Unfit)?;
        let new = rewrite(&self.tree, changes);
        let findings = match read(&new.text) {
            Ok(reading) if reading.book == book => {
                return Ok(EditedDocument {
                    splices: new.splices(old),
                    text: new.text,
                    book,
                });
            }
            Ok(_) => Vec::new(),
            Err(findings) => findings,
        };
        Err(EditError::ReadBack {
            text: new.text,
            findings,
        })
    }
}
