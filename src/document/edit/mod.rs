//! A change, done to the text of the file as a few splices.
//!
//! It owns where a change goes and how it is spelled: as its neighbours are. It never prints
//! a document anew, so every byte outside the splices is the old one by construction, and
//! it gives nothing back unless the new text reads as the old book plus the change.

mod add;
mod array;
mod batch;
mod in_place;
mod key;
mod piece_table;
mod remove;
mod source_map;
mod style;
#[cfg(test)]
mod tests;
mod write;

use std::borrow::Cow;

use crate::model::book::Book;
use crate::model::change::{Change, Unfit};

use crate::document::diagnostic::Finding;
use crate::document::edit::batch::Round;
use crate::document::edit::in_place::{edit_in_place, one_person};
use crate::document::edit::piece_table::{Edit, Pieces};
use crate::document::edit::source_map::eol_near;
use crate::document::read::{read, read_outlined};
use crate::document::tree::Tree;
use crate::text::patch::Splice;

/// A changed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The whole new text.
    pub text: String,
    /// How it differs from the old one: in the order of the text, none touching another.
    pub splices: Vec<Splice>,
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
pub fn edit(text: &str, changes: &[Change]) -> Result<Edited, EditError> {
    let (reading, outline) = read_outlined(text).map_err(EditError::Unreadable)?;
    edit_read(&outline, reading.book, changes)
}

/// Does changes to a text that was read, all or none.
pub(crate) fn edit_read<'t>(
    outline: &Tree<'t>,
    mut book: Book<'t>,
    changes: &[Change],
) -> Result<Edited, EditError> {
    let before = one_person(changes).and_then(|handle| book.person(handle));
    let before = before.cloned();
    book.apply_all(changes).map_err(EditError::Unfit)?;
    if let Some(before) = before
        && let Some(after) = book.person(&before.handle)
        && let Some(edited) = edit_in_place(outline, &before, after, changes)
    {
        return Ok(edited);
    }
    edit_whole(outline.text(), &book, changes)
}

/// Does changes to a text that make it mean that book.
fn edit_whole(text: &str, book: &Book, changes: &[Change]) -> Result<Edited, EditError> {
    let tree = Tree::parse(text).map_err(|_| unreadable(text))?;
    let (pieces, new) = rewrite(text, &tree, changes)?;
    if !read(&new).is_ok_and(|reading| reading.book == *book) {
        return Err(unreadable(&new));
    }
    Ok(Edited {
        splices: pieces.splices(text),
        text: new,
    })
}

/// Does the changes in rounds: as many as possible against one tree, and another round where
/// a change touches what an earlier one changed.
fn rewrite<'t>(
    text: &'t str,
    tree: &Tree<'t>,
    changes: &[Change],
) -> Result<(Pieces, String), EditError> {
    let mut pieces = Pieces::new(text.len());
    let mut current = Cow::Borrowed(text);
    let mut rest = changes;
    let mut is_first = true;
    let eol = eol_near(text, 0).unwrap_or("\n");
    let is_open = !text.ends_with('\n') && !text.trim_start_matches('\u{feff}').is_empty();
    if is_open {
        // Lines that come and go at the end would have to know of each other.
        pieces.apply(vec![Edit {
            span: text.len()..text.len(),
            text: eol.to_owned(),
            rank: 0,
        }]);
        current = Cow::Owned(pieces.text(text));
        is_first = false;
    }
    while !rest.is_empty() {
        let (edits, done) = if is_first {
            Round::run(tree, eol, rest)
        } else {
            let tree = Tree::parse(&current).map_err(|_| unreadable(&current))?;
            Round::run(&tree, eol, rest)
        };
        is_first = false;
        pieces.apply(edits);
        current = Cow::Owned(pieces.text(text));
        rest = rest.get(done.max(1)..).unwrap_or_default();
    }
    if is_open {
        let end = current.strip_suffix('\n').unwrap_or(&current);
        let end = end.strip_suffix('\r').unwrap_or(end).len();
        pieces.apply(vec![Edit {
            span: end..current.len(),
            text: String::new(),
            rank: 0,
        }]);
        current.to_mut().truncate(end);
    }
    Ok((pieces, current.into_owned()))
}

fn unreadable(text: &str) -> EditError {
    EditError::ReadBack {
        text: text.to_owned(),
        findings: read(text).err().unwrap_or_default(),
    }
}
