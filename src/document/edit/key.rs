//! A key set to a value: in place, or as a new one where its order puts it.

use crate::document::tree::{Id, Shape, TableKind, Tree};

use crate::document::edit::batch::{NeedsReparse, Round};
use crate::document::edit::piece_table::Edit;
use crate::document::edit::style::{Braces, entries, equals_of, quote_of};
use crate::document::edit::write::{Quote, Value};

/// A key of the same table, by which a new one goes.
struct Neighbour {
    /// Its first value in the text and its last one; several if it is a dotted table.
    first: Id,
    last: Id,
    /// The node of the key itself.
    key: Id,
    rank: Option<usize>,
    is_entry: bool,
}

impl<'t> Round<'_, 't> {
    /// Sets a key of a table, or takes it out.
    pub fn set(
        &mut self,
        table: Id,
        key: &'static str,
        order: &[&str],
        value: Option<&Value<'_>>,
    ) -> Result<(), NeedsReparse> {
        match (self.tree().get(table, key), value) {
            (Some(at), Some(value)) => self.replace(at, value),
            (Some(at), None) => {
                self.remove_key(at);
                Ok(())
            }
            (None, Some(value)) => self.insert(table, key, order, value),
            (None, None) => Ok(()),
        }
    }

    fn replace(&mut self, at: Id, value: &Value<'_>) -> Result<(), NeedsReparse> {
        let tree = self.tree();
        if let (Value::Snooze(snooze, _), Shape::Table(_)) = (value, tree.shape(at)) {
            for (key, day) in [("from", snooze.from), ("until", snooze.until)] {
                let at = tree.get(at, key).ok_or(NeedsReparse)?;
                self.overwrite(at, day.to_string());
            }
            return Ok(());
        }
        if let (Value::List(list), Shape::Array) = (value, tree.shape(at)) {
            return self.replace_list(at, list);
        }
        let quote = if tree.raw(at).starts_with('\'') {
            Quote::Single
        } else {
            Quote::Double
        };
        self.overwrite(at, value.text(quote));
        Ok(())
    }

    fn overwrite(&mut self, at: Id, text: String) {
        self.edits.push(Edit {
            span: self.tree().value_span(at),
            text,
            rank: 0,
        });
    }

    /// Changes no more of a list than must be: texts that go are taken out, texts that come
    /// are put behind the last one. Only where both happen, or the order changes, it is
    /// written anew.
    fn replace_list(
        &mut self,
        at: Id,
        wanted: &[std::borrow::Cow<'_, str>],
    ) -> Result<(), NeedsReparse> {
        let tree = self.tree();
        let old: Vec<Id> = tree.children(at).collect();
        let quote = match old.first() {
            Some(first) if tree.raw(*first).starts_with('\'') => Quote::Single,
            Some(_) | None => Quote::Double,
        };
        let mut kept = 0;
        let mut gone = Vec::new();
        for &element in &old {
            let text = tree.string(element).unwrap_or_default();
            if wanted.get(kept).is_some_and(|next| *next == text) {
                kept += 1;
            } else {
                gone.push(element);
            }
        }
        let new: Vec<String> = wanted
            .iter()
            .skip(kept)
            .map(|text| Value::Text(text.clone()).text(quote))
            .collect();
        match (old.last(), gone.is_empty(), new.is_empty()) {
            (_, true, true) => {}
            (Some(&last), true, false) => self.put_after(last, &new, 0)?,
            (Some(_), false, true) => self.remove_elements(at, &gone),
            (_, _, _) => self.overwrite(at, Value::List(wanted.to_vec()).text(quote)),
        }
        Ok(())
    }

    fn insert(
        &mut self,
        table: Id,
        key: &'static str,
        order: &[&str],
        value: &Value<'_>,
    ) -> Result<(), NeedsReparse> {
        let tree = self.tree();
        let rank = order.iter().position(|known| *known == key);
        let rank = rank.unwrap_or(order.len());
        let neighbours = neighbours(tree, table, order);
        let before = last_before(tree, &neighbours, rank, matches!(value, Value::Rows(_)));
        let after = neighbours
            .iter()
            .min_by_key(|neighbour| tree.start(neighbour.first));
        let place = u16::try_from(rank).unwrap_or_default();
        match (before, after) {
            (Some(near), _) if near.is_entry => {
                let entry = self.entry_text(table, near, key, value);
                self.put_after(near.last, &[entry], place)
            }
            (Some(near), _) => {
                let at = self.layout.line_end(tree.value_span(near.last).end);
                self.put_key_line(at, table, Some(near), key, value, place);
                Ok(())
            }
            (None, _) if tree.shape(table) == Shape::Table(TableKind::Header) => {
                let at = self.layout.line_end(tree.value_span(table).end);
                self.put_key_line(at, table, after, key, value, place);
                Ok(())
            }
            (None, Some(near)) if near.is_entry => {
                let entry = self.entry_text(table, near, key, value);
                self.put(tree.start(near.first), format!("{entry}, "), place);
                Ok(())
            }
            (None, Some(near)) => {
                let at = self.layout.line_start(tree.start(near.first));
                self.put_key_line(at, table, Some(near), key, value, place);
                Ok(())
            }
            (None, None) => {
                self.claim(tree.value_span(table).start)?;
                let row = vec![(key.into(), value.clone())];
                self.overwrite(table, Braces::default().write(&row));
                Ok(())
            }
        }
    }

    /// A key and value between braces, with the dotted key that its neighbour has.
    fn entry_text(&self, table: Id, near: &Neighbour, key: &str, value: &Value<'_>) -> String {
        let tree = self.tree();
        let prefix = self.prefix(near);
        let equals = equals_of(tree, near.last);
        format!("{prefix}{key}{equals}{}", value.text(quote_of(tree, table)))
    }

    /// What stands before the key of a neighbour in its statement: the way to its table.
    fn prefix(&self, near: &Neighbour) -> &'t str {
        let tree = self.tree();
        let way = tree.start(near.key)..tree.key_span(near.key).start;
        tree.text().get(way).unwrap_or_default()
    }

    fn put_key_line(
        &mut self,
        at: usize,
        table: Id,
        near: Option<&Neighbour>,
        key: &str,
        value: &Value<'_>,
        rank: u16,
    ) {
        let tree = self.tree();
        let beside = near.map_or(tree.value_span(table).start, |near| tree.start(near.first));
        let indent = self.layout.indent(beside).unwrap_or_default();
        let prefix = near.map_or("", |near| self.prefix(near));
        let equals = near.map_or(" = ", |near| equals_of(tree, near.last));
        let eol = self.layout.eol(at);
        let value = lines(value, quote_of(tree, table), indent, eol);
        let line = format!("{indent}{prefix}{key}{equals}{value}{eol}");
        self.put_lines(at, &line, rank);
    }
}

/// A value for a statement of its own: rows on a line each.
pub(crate) fn lines(value: &Value<'_>, quote: Quote, indent: &str, eol: &str) -> String {
    match value {
        Value::Rows(rows) => {
            let braces = Braces::default();
            let rows: String = rows
                .iter()
                .map(|row| [indent, "  ", &braces.write(row), ",", eol].concat())
                .collect();
            format!("[{eol}{rows}{indent}]")
        }
        Value::Text(_)
        | Value::List(_)
        | Value::Day(_)
        | Value::Days(_)
        | Value::True
        | Value::Snooze(..)
        | Value::Own(_) => value.text(quote),
    }
}

/// The last of the neighbours that come before a key of that rank. Rows are long; they go below
/// the user's own keys too.
fn last_before<'n>(
    tree: &Tree<'_>,
    neighbours: &'n [Neighbour],
    rank: usize,
    has_rows: bool,
) -> Option<&'n Neighbour> {
    let comes_before = |neighbour: &&Neighbour| match neighbour.rank {
        Some(other) => other < rank,
        None => has_rows,
    };
    neighbours
        .iter()
        .filter(comes_before)
        .max_by_key(|neighbour| tree.start(neighbour.last))
}

/// The keys of a table that stand in statements of its block, or between its braces; not
/// those with headers of their own.
fn neighbours(tree: &Tree<'_>, table: Id, order: &[&str]) -> Vec<Neighbour> {
    let mut all = Vec::with_capacity(tree.count(table));
    for key in tree.children(table) {
        let (first, last) = match tree.shape(key) {
            Shape::Tables
            | Shape::Table(TableKind::Header | TableKind::Implicit | TableKind::Root) => {
                continue;
            }
            Shape::Table(TableKind::Dotted) => match top_values(tree, key) {
                Some(ends) => ends,
                None => continue,
            },
            Shape::Table(TableKind::InlineDotted) => {
                let inside = entries(tree, key);
                match (inside.first(), inside.last()) {
                    (Some(&first), Some(&last)) => (first, last),
                    (_, _) => continue,
                }
            }
            Shape::Table(TableKind::Inline)
            | Shape::Array
            | Shape::Text { .. }
            | Shape::Whole
            | Shape::Number
            | Shape::Flag
            | Shape::Day
            | Shape::Moment => (key, key),
        };
        let name = tree.key(key);
        all.push(Neighbour {
            first,
            last,
            key,
            rank: order.iter().position(|known| *known == name),
            is_entry: !tree.is_top(first),
        });
    }
    all
}

/// The first and the last statement below a dotted table. Not deeper than the tree.
fn top_values(tree: &Tree<'_>, table: Id) -> Option<(Id, Id)> {
    let mut ends: Option<(Id, Id)> = None;
    for child in tree.children(table) {
        let found = if tree.is_top(child) {
            Some((child, child))
        } else if tree.shape(child) == Shape::Table(TableKind::Dotted) {
            top_values(tree, child)
        } else {
            None
        };
        if let Some((first, last)) = found {
            let (old_first, old_last) = ends.unwrap_or((first, last));
            let start = |id: &Id| tree.start(*id);
            ends = Some((
                std::cmp::min_by_key(old_first, first, start),
                std::cmp::max_by_key(old_last, last, start),
            ));
        }
    }
    ends
}
