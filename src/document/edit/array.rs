//! Appends values between brackets, or tables to an array of tables.

use crate::document::tree::{Id, NodeKind, TableKind};

use crate::document::edit::batch::{Batch, NeedsReparse, RANK_ROWS};
use crate::document::edit::style::{braces_of, equals_of, quote_of};
use crate::document::edit::write::{Braces, NewFields};

impl Batch<'_, '_> {
    /// Appends rows to an existing list.
    pub fn append(&mut self, array: Id, rows: &[NewFields<'_>]) -> Result<(), NeedsReparse> {
        let tree = self.tree();
        match tree.last_child(array) {
            None => self.fill(array, rows),
            Some(last) if tree.kind(array) == NodeKind::ArrayOfTables => {
                self.append_tables(last, rows);
            }
            Some(last) => {
                let style = braces_of(tree, last);
                let rows: Vec<String> = rows.iter().map(|row| style.write(row)).collect();
                self.put_after(last, &rows, 0)?;
            }
        }
        Ok(())
    }

    /// Inserts entries after a value between brackets: on their own lines if it begins one, with a
    /// trailing comma if it has one.
    pub fn put_after(
        &mut self,
        last: Id,
        entries: &[String],
        rank: u16,
    ) -> Result<(), NeedsReparse> {
        let (start, end) = (self.tree().start(last), self.tree().value_span(last).end);
        let comma = self.map.comma(end);
        let from = comma.map_or(end, |comma| comma + 1);
        // Every entry between what separates it from the one before and the one after.
        let all = |before: &[&str], behind: &str| -> String {
            let before = before.concat();
            entries
                .iter()
                .map(|entry| [&before, entry.as_str(), behind].concat())
                .collect()
        };
        let Some(indent) = self.map.indent(start) else {
            let text = match comma {
                Some(_) => all(&[" "], ","),
                None => all(&[", "], ""),
            };
            self.put(from, text, rank);
            return Ok(());
        };
        let eol = self.map.eol(start);
        if comma.is_none() {
            self.claim(end)?;
        }
        match (self.map.ends_line(from), comma) {
            (false, Some(_)) => self.put(from, all(&[eol, indent], ","), rank),
            (false, None) => self.put(from, all(&[",", eol, indent], ""), rank),
            (true, Some(_)) => {
                let text = all(&[indent], &[",", eol].concat());
                self.put(self.map.line_end(from), text, rank);
            }
            (true, None) => {
                self.put(end, ",".to_owned(), rank);
                let text = entries.join(&[",", eol, indent].concat());
                let at = self.map.line_end(from);
                self.put(at, [indent, &text, eol].concat(), rank);
            }
        }
        Ok(())
    }

    /// Inserts the first rows into an empty list.
    fn fill(&mut self, list: Id, rows: &[NewFields<'_>]) {
        let span = self.tree().value_span(list);
        let close = span.end - 1;
        let start = self.tree().start(list);
        let eol = self.map.eol(start);
        let style = Braces::PLAIN;
        let rows = rows.iter().map(|row| style.write(row));
        let indent = self.map.indent(start);
        let Some(indent) = indent.filter(|_| self.tree().is_top(list)) else {
            self.put(span.start + 1, rows.collect::<Vec<_>>().join(", "), 0);
            return;
        };
        let lines: String = rows
            .map(|row| [indent, "  ", &row, ",", eol].concat())
            .collect();
        let line = self.map.line_start(close);
        if self.map.indent(close).is_some() && line > span.start {
            self.put(line, lines, 0);
        } else {
            self.splice(span.start + 1..close, [eol, &lines, indent].concat());
        }
    }

    /// Inserts tables with their own headers after the last one, in its style.
    fn append_tables(&mut self, last: Id, rows: &[NewFields<'_>]) {
        let tree = self.tree();
        let header = tree.value_span(last);
        let Some(number) = self.map.statement_at(header.start) else {
            return;
        };
        let parts = self.map.parts(last);
        let end = parts.iter().map(|part| self.map.part_end(part)).max();
        let eol = self.map.eol(header.start);
        let indent = self.map.indent(header.start).unwrap_or_default();
        let first = tree.children(last).find(|id| {
            tree.is_top(*id) && !matches!(tree.kind(*id), NodeKind::Table(TableKind::Inline))
        });
        let inner = first.and_then(|first| self.map.indent(tree.start(first)));
        let inner = inner.unwrap_or(indent);
        let equals = first.map_or(" = ", |first| equals_of(tree, first));
        let quote = quote_of(tree, last);
        let above = self.map.start_with_comments(number);
        let is_apart =
            above > self.map.text_start() && self.map.is_empty_line(self.map.line_above(above));
        let mut lines = String::new();
        for row in rows {
            let gap = if is_apart { eol } else { "" };
            lines.push_str(&[gap, indent, tree.raw(last), eol].concat());
            for (key, value) in row {
                lines.push_str(&[inner, key, equals, &value.to_inline(quote), eol].concat());
            }
        }
        self.put_lines(end.unwrap_or(header.end), &lines, RANK_ROWS);
    }
}
