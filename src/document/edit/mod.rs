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
mod style;
#[cfg(test)]
mod tests;
mod tracked_text;
mod write;

use crate::model::book::Book;
use crate::model::change::{Change, Unfit};

use crate::document::diagnostic::Finding;
use crate::document::edit::batch::{Batch, EditStep};
use crate::document::edit::source_map::eol_near;
use crate::document::edit::tracked_text::{TextEdit, TrackedText};
use crate::document::read::{Reading, parse, read, read_tree};
use crate::document::tree::Tree;
use crate::text::patch::Splice;

/// A text that was read, ready to be changed.
#[derive(Debug)]
pub struct Document<'t> {
    tree: Tree<'t>,
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
        let new = rewrite(&self.tree, &EditStep::all(changes))?;
        if !read(&new.text).is_ok_and(|reading| reading.book == book) {
            return Err(unreadable(&new.text));
        }
        Ok(EditedDocument {
            splices: new.splices(old),
            text: new.text,
            book,
        })
    }
}

/// Does the steps in batches: as many as possible against one tree, and another batch where
/// a step touches what an earlier one changed.
fn rewrite(tree: &Tree<'_>, steps: &[EditStep<'_>]) -> Result<TrackedText, EditError> {
    let old = tree.text();
    let mut new = TrackedText::new(old);
    let eol = eol_near(old, 0).unwrap_or("\n");
    let is_open = !old.ends_with('\n') && !old.trim_start_matches('\u{feff}').is_empty();
    let splice = |span, text: &str| TextEdit {
        span,
        text: text.to_owned(),
        rank: 0,
    };
    if is_open {
        // Lines that come and go at the end would have to know of each other.
        new.apply(&[splice(old.len()..old.len(), eol)]);
    }
    let mut done = 0;
    while done < steps.len() {
        let (edits, count) = if done == 0 && !is_open {
            Batch::run(tree, eol, &steps[done..])
        } else {
            let tree = Tree::parse(&new.text).map_err(|_| unreadable(&new.text))?;
            Batch::run(&tree, eol, &steps[done..])
        };
        new.apply(&edits);
        // A step that cannot be done even alone shows when the text is read back.
        done += count.max(1);
    }
    if is_open {
        let end = new.text.strip_suffix('\n').unwrap_or(&new.text);
        let end = end.strip_suffix('\r').unwrap_or(end).len();
        new.apply(&[splice(end..new.text.len(), "")]);
    }
    Ok(new)
}

fn unreadable(text: &str) -> EditError {
    EditError::ReadBack {
        text: text.to_owned(),
        findings: read(text).err().unwrap_or_default(),
    }
}
