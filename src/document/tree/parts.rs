//! Tables that are handed on as soon as they are complete, and emptied then.
//!
//! Almost all of a large file is one table after the other with its own header, and none is
//! come back to. Read one at a time, their nodes lie in the same few pages of memory, which
//! stay in the processor's cache.

use crate::document::tree::builder::Builder;
use crate::document::tree::keys::is_bare;
use crate::document::tree::{Id, NONE, Shape, TableKind, Tree};

/// Who takes the tables of one group, `people.sara` and `people.omar`.
pub trait Taker<'t> {
    /// Reads a whole table whose header ends there without a tree, and tells where the next
    /// header begins or the text ends. The key is one without quotes. Nothing may be wrong with
    /// what is read, and nothing below it in a table of its own.
    fn whole(&mut self, text: &'t str, key: &'t str, at: usize) -> Option<usize>;

    /// Takes a table that is complete.
    fn table(&mut self, tree: &Tree<'t>, table: Id);

    /// Reads the value of a key of the next table, which begins at that byte, without a tree,
    /// and tells where it ends. The value must be valid; in the table it counts as taken.
    fn value(&mut self, text: &'t str, key: &str, at: usize) -> Option<usize>;
}

/// The tables that are handed on.
pub(crate) struct Parts<'t, 'p> {
    /// The key of the group.
    pub group: &'static str,
    /// To whom.
    pub taker: &'p mut dyn Taker<'t>,
    /// The table that is being read.
    pub open: Option<u32>,
    /// The last table that has an index of its keys.
    pub indexed: u32,
}

impl Builder<'_, '_> {
    /// At a header: a table of the group that has just come to be is a part that begins.
    pub fn begin_part(&mut self) {
        let Some(parts) = &mut self.parts else {
            return;
        };
        // The table of a faulty header is no part of anything, and the tree is worth nothing.
        if self.faults.count > 0 {
            return;
        }
        let last = self.tree.nodes.len() - 1;
        let is_new = self.table as usize == last;
        if let [group, _] = self.path.as_slice()
            && is_new
            && self.tree.text.get(group.0 as usize..group.1 as usize) == Some(parts.group)
        {
            parts.open = Some(self.table);
        }
    }

    /// Behind the header of a part that begins: offers all of it to whoever takes it, and tells
    /// where it ends.
    pub fn offer_whole(&mut self, at: usize) -> Option<usize> {
        let parts = self.parts.as_mut()?;
        // A header below that of a part is not of one that begins.
        let table = parts.open.filter(|open| *open == self.table)?;
        let node = &mut self.tree.nodes[table as usize];
        let text = self.tree.text;
        let key = text.get(node.key_start as usize..node.key_end as usize)?;
        if !is_bare(key) {
            return None;
        }
        let end = parts.taker.whole(text, key, at)?;
        node.shape = Shape::Table(TableKind::Taken);
        parts.open = None;
        Some(end)
    }

    /// At the next header, whose key is the path, and at the end of the text: hands on the
    /// table that is complete. What is below it in a table of its own belongs to it.
    pub fn end_part(&mut self) {
        let Some(parts) = &mut self.parts else {
            return;
        };
        let Some(table) = parts.open else {
            return;
        };
        let tree = &mut self.tree;
        let node = tree.nodes[table as usize];
        let text = |(start, end): (u32, u32)| tree.text.get(start as usize..end as usize);
        if let [group, key, _, ..] = self.path.as_slice()
            && text(*group) == Some(parts.group)
            && text(*key) == text((node.key_start, node.key_end))
        {
            return;
        }
        parts.open = None;
        // The index knows tables by their places, which others are about to take.
        if parts.indexed > table {
            return;
        }
        parts.taker.table(tree, Id(table));
        tree.nodes.truncate(table as usize + 1);
        let node = &mut tree.nodes[table as usize];
        node.shape = Shape::Table(TableKind::Taken);
        (node.first, node.last, node.count) = (NONE, NONE, 0);
    }

    /// Offers the value that begins there, in the statement whose key is the path, to whoever
    /// takes the table, and tells where it ends.
    pub fn offer(&mut self, at: usize) -> Option<usize> {
        let parts = self.parts.as_mut()?;
        let [(start, end)] = self.path.as_slice() else {
            return None;
        };
        let text = self.tree.text;
        let key = text.get(*start as usize..*end as usize)?;
        let is_own = parts.open == Some(self.table);
        is_own.then(|| parts.taker.value(text, key, at))?
    }
}
