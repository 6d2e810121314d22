//! Sets a key: in place, or as a new one in its order.

use std::borrow::Cow;

use crate::document::tree::{Id, NodeKind, TableKind, TomlTree};

use crate::document::edit::batch::{Batch, NeedsReparse};
use crate::document::edit::style::{equals_of, quote_like, quote_of, values_of_key};
use crate::document::edit::write::{Braces, NewValue, Quote};

/// A key of the same table, which a new one is placed next to.
struct NearKey {
    /// Its first and last value in the text, which differ if it is a dotted table.
    first: Id,
    last: Id,
    /// The node of the key itself.
    key: Id,
    rank: Option<usize>,
    is_entry: bool,
}

impl Batch<'_, '_> {
    /// Sets or removes a key of a table.
    pub fn set(
        &mut self,
        table: Id,
        key: &'static str,
        order: &[&str],
        value: Option<&NewValue<'_>>,
    ) -> Result<(), NeedsReparse> {
        match (self.tree().get(table, key), value) {
            (Some(at), Some(value)) => self.replace(at, value),
            (Some(at), None) => {
                self.remove(&[at], false);
                Ok(())
            }
            (None, Some(value)) => self.insert(table, key, order, value),
            (None, None) => Ok(()),
        }
    }

    fn replace(&mut self, at: Id, value: &NewValue<'_>) -> Result<(), NeedsReparse> {
        let tree = self.tree();
        match (value, tree.kind(at)) {
            (NewValue::Table(fields), NodeKind::Table(_)) => {
                for (key, value) in fields {
                    let at = tree.get(at, key).ok_or(NeedsReparse)?;
                    self.overwrite(at, value.to_inline(Quote::Double));
                }
            }
            (NewValue::List(list), NodeKind::Array) => self.replace_list(at, list)?,
            _ => self.overwrite(at, value.to_inline(quote_like(Some(tree.raw(at))))),
        }
        Ok(())
    }

    fn overwrite(&mut self, at: Id, text: String) {
        self.splice(self.tree().value_span(at), text);
    }

    /// Removes elements of a list or adds some at the end. Only if both are needed, or the order
    /// changes, the whole list is rewritten.
    fn replace_list(&mut self, at: Id, wanted: &[Cow<'_, str>]) -> Result<(), NeedsReparse> {
        let tree = self.tree();
        let old: Vec<Id> = tree.children(at).collect();
        let quote = quote_like(old.first().map(|first| tree.raw(*first)));
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
            .map(|text| NewValue::Text(text.clone()).to_inline(quote))
            .collect();
        match (old.last(), gone.is_empty(), new.is_empty()) {
            (_, true, true) => {}
            (Some(&last), true, false) => self.put_after(last, &new, 0)?,
            (Some(_), false, true) => self.remove_elements(at, &gone),
            (_, _, _) => self.overwrite(at, NewValue::List(wanted.to_vec()).to_inline(quote)),
        }
        Ok(())
    }

    fn insert(
        &mut self,
        table: Id,
        key: &'static str,
        order: &[&str],
        value: &NewValue<'_>,
    ) -> Result<(), NeedsReparse> {
        let tree = self.tree();
        let rank = order.iter().position(|known| *known == key);
        let rank = rank.unwrap_or(order.len());
        let place = u16::try_from(rank).unwrap_or_default();
        let near = near_keys(tree, table, order);
        // Rows are long, so they also go below custom keys.
        let has_rows = matches!(value, NewValue::Rows(_));
        let comes_before = |near: &&NearKey| near.rank.map_or(has_rows, |other| other < rank);
        let before = near.iter().filter(comes_before);
        let before = before.max_by_key(|near| tree.start(near.last));
        let after = near.iter().min_by_key(|near| tree.start(near.first));
        let near = before.or(after);
        let has_header = tree.kind(table) == NodeKind::Table(TableKind::Header);
        let (text, quote) = (self.key_text(near, key), quote_of(tree, table));
        match (before, near) {
            (Some(near), _) if near.is_entry => {
                self.put_after(near.last, &[text + &value.to_inline(quote)], place)?;
            }
            (None, Some(near)) if near.is_entry && !has_header => {
                let entry = text + &value.to_inline(quote) + ", ";
                self.put(tree.start(near.first), entry, place);
            }
            (None, None) if !has_header => {
                self.claim(tree.value_span(table).start)?;
                let row = vec![(key.into(), value.clone())];
                self.overwrite(table, Braces::PLAIN.write(&row));
            }
            (before, near) => {
                let table_start = tree.value_span(table).start;
                let beside = near.map_or(table_start, |near| tree.start(near.first));
                let at = match before {
                    Some(near) => self.map.line_end(tree.value_span(near.last).end),
                    None if !has_header => self.map.line_start(beside),
                    None => self.map.line_end(tree.value_span(table).end),
                };
                let indent = self.map.indent(beside).unwrap_or_default();
                let eol = self.map.eol(at);
                let value = value.to_multiline(quote, indent, eol);
                self.put_lines(at, &[indent, &text, &value, eol].concat(), place);
            }
        }
        Ok(())
    }

    /// A key and its equals sign, in the style of its neighbour and with the same dotted prefix.
    fn key_text(&self, near: Option<&NearKey>, key: &str) -> String {
        let Some(near) = near else {
            return format!("{key} = ");
        };
        let tree = self.tree();
        let prefix = tree.start(near.key)..tree.key_span(near.key).start;
        let prefix = tree.source().get(prefix).unwrap_or_default();
        [prefix, key, equals_of(tree, near.last)].concat()
    }
}

/// The keys in statements of a table's block or between its braces; not those with their own
/// headers.
fn near_keys(tree: &TomlTree<'_>, table: Id, order: &[&str]) -> Vec<NearKey> {
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
