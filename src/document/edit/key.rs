//! A key set to a value: in place, or as a new one where its order puts it.

use std::borrow::Cow;

use crate::document::tree::{Id, Shape, TableKind, Tree};

use crate::document::edit::batch::{Batch, NeedsReparse};
use crate::document::edit::style::{equals_of, quote_of, values_of_key};
use crate::document::edit::write::{Braces, Quote, Value};

/// A key of the same table, by which a new one goes.
struct NearKey {
    /// Its first value in the text and its last one; several if it is a dotted table.
    first: Id,
    last: Id,
    /// The node of the key itself.
    key: Id,
    rank: Option<usize>,
    is_entry: bool,
}

impl<'t> Batch<'_, 't> {
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
        match (value, tree.shape(at)) {
            (Value::Table(fields), Shape::Table(_)) => {
                for (key, value) in fields {
                    let at = tree.get(at, key).ok_or(NeedsReparse)?;
                    self.overwrite(at, value.text(Quote::Double));
                }
            }
            (Value::List(list), Shape::Array) => self.replace_list(at, list)?,
            _ => self.overwrite(at, value.text(self.quote_at(Some(at)))),
        }
        Ok(())
    }

    fn overwrite(&mut self, at: Id, text: String) {
        self.splice(self.tree().value_span(at), text);
    }

    /// The quotes of a text, else double ones.
    fn quote_at(&self, text: Option<Id>) -> Quote {
        if text.is_some_and(|text| self.tree().raw(text).starts_with('\'')) {
            Quote::Single
        } else {
            Quote::Double
        }
    }

    /// Changes no more of a list than must be: texts that go are taken out, texts that come
    /// are put behind the last one. Only where both happen, or the order changes, the whole
    /// list is written again.
    fn replace_list(&mut self, at: Id, wanted: &[Cow<'_, str>]) -> Result<(), NeedsReparse> {
        let tree = self.tree();
        let old: Vec<Id> = tree.children(at).collect();
        let quote = self.quote_at(old.first().copied());
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
        let place = u16::try_from(rank).unwrap_or_default();
        let near = near_keys(tree, table, order);
        let before = last_before(tree, &near, rank, matches!(value, Value::Rows(_)));
        let after = near.iter().min_by_key(|near| tree.start(near.first));
        let has_header = tree.shape(table) == Shape::Table(TableKind::Header);
        match (before, after) {
            (Some(near), _) if near.is_entry => {
                let entry = self.entry_text(table, near, key, value);
                self.put_after(near.last, &[entry], place)?;
            }
            (None, Some(near)) if near.is_entry && !has_header => {
                let entry = self.entry_text(table, near, key, value);
                self.put(tree.start(near.first), entry + ", ", place);
            }
            (None, None) if !has_header => {
                self.claim(tree.value_span(table).start)?;
                let row = vec![(key.into(), value.clone())];
                self.overwrite(table, Braces::default().write(&row));
            }
            (before, after) => {
                let at = match (before, after) {
                    (Some(near), _) => self.map.line_end(tree.value_span(near.last).end),
                    (None, Some(near)) if !has_header => {
                        self.map.line_start(tree.start(near.first))
                    }
                    (None, _) => self.map.line_end(tree.value_span(table).end),
                };
                let line = self.key_line(at, table, before.or(after), key, value);
                self.put_lines(at, &line, place);
            }
        }
        Ok(())
    }

    /// A key and value between braces, with the dotted key that its neighbour has.
    fn entry_text(&self, table: Id, near: &NearKey, key: &str, value: &Value<'_>) -> String {
        let tree = self.tree();
        let value = value.text(quote_of(tree, table));
        [self.prefix(near), key, equals_of(tree, near.last), &value].concat()
    }

    /// What stands before the key of a neighbour in its statement: the way to its table.
    fn prefix(&self, near: &NearKey) -> &'t str {
        let tree = self.tree();
        let way = tree.start(near.key)..tree.key_span(near.key).start;
        tree.text().get(way).unwrap_or_default()
    }

    /// A statement for that place, spelled as its neighbour is.
    fn key_line(
        &self,
        at: usize,
        table: Id,
        near: Option<&NearKey>,
        key: &str,
        value: &Value<'_>,
    ) -> String {
        let tree = self.tree();
        let beside = near.map_or(tree.value_span(table).start, |near| tree.start(near.first));
        let indent = self.map.indent(beside).unwrap_or_default();
        let prefix = near.map_or("", |near| self.prefix(near));
        let equals = near.map_or(" = ", |near| equals_of(tree, near.last));
        let eol = self.map.eol(at);
        let value = value.lines(quote_of(tree, table), indent, eol);
        [indent, prefix, key, equals, &value, eol].concat()
    }
}

/// The last of the keys that come before one of that rank. Rows are long; they go below the
/// user's own keys too.
fn last_before<'n>(
    tree: &Tree<'_>,
    near: &'n [NearKey],
    rank: usize,
    has_rows: bool,
) -> Option<&'n NearKey> {
    let comes_before = |near: &&NearKey| near.rank.map_or(has_rows, |other| other < rank);
    near.iter()
        .filter(comes_before)
        .max_by_key(|near| tree.start(near.last))
}

/// The keys of a table that stand in statements of its block, or between its braces; not
/// those with headers of their own.
fn near_keys(tree: &Tree<'_>, table: Id, order: &[&str]) -> Vec<NearKey> {
    let near = |key| {
        let values = values_of_key(tree, key);
        let (first, last) = (*values.first()?, *values.last()?);
        let name = tree.key(key);
        Some(NearKey {
            first,
            last,
            key,
            rank: order.iter().position(|known| *known == name),
            is_entry: !tree.is_top(first),
        })
    };
    tree.children(table).filter_map(near).collect()
}
