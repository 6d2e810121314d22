//! One more value between brackets, or one more table of an array of tables.

use crate::document::tree::{Id, Shape, TableKind};

use crate::document::edit::batch::{NeedsReparse, PERSON_ORDER, RANK_ROWS, Round};
use crate::document::edit::piece_table::Edit;
use crate::document::edit::source_map::is_blank;
use crate::document::edit::style::{Braces, equals_of, quote_of};
use crate::document::edit::write::{Row, Value};

impl Round<'_, '_> {
    pub fn put(&mut self, at: usize, text: String, rank: u16) {
        self.edits.push(Edit {
            span: at..at,
            text,
            rank,
        });
    }

    /// Puts whole lines before the one that begins at `at`. At the end of a file without a
    /// final newline that stays so.
    pub fn put_lines(&mut self, at: usize, lines: &str, rank: u16) {
        let before = &self.layout.text[self.layout.first()..at];
        if before.is_empty() || before.ends_with('\n') {
            self.put(at, lines.to_owned(), rank);
        } else {
            let eol = self.layout.eol(at);
            let lines = lines.strip_suffix(eol).unwrap_or(lines);
            self.put(at, format!("{eol}{lines}"), rank);
        }
    }

    /// Appends rows to `log` or `promises`.
    pub fn append_rows(
        &mut self,
        person: Id,
        key: &'static str,
        rows: Vec<Row<'_>>,
    ) -> Result<(), NeedsReparse> {
        let tree = self.tree();
        let Some(present) = tree.get(person, key) else {
            return self.set(person, key, PERSON_ORDER, Some(&Value::Rows(rows)));
        };
        match tree.last_child(present) {
            None => {
                self.fill(present, &rows);
                Ok(())
            }
            Some(last) if tree.shape(present) == Shape::Tables => {
                self.append_tables(last, &rows, RANK_ROWS);
                Ok(())
            }
            Some(last) => {
                let style = Braces::of(tree, last);
                let rows: Vec<String> = rows.iter().map(|row| style.write(row)).collect();
                self.put_after(last, &rows, 0)
            }
        }
    }

    /// Puts entries behind a value between brackets: on lines of their own if it stands on
    /// one, with a comma at the end if it has one.
    pub fn put_after(
        &mut self,
        last: Id,
        entries: &[String],
        rank: u16,
    ) -> Result<(), NeedsReparse> {
        let (start, end) = (self.tree().start(last), self.tree().value_span(last).end);
        let comma = self.layout.skip(end);
        let has_comma = self.layout.text.as_bytes().get(comma) == Some(&b',');
        let from = if has_comma { comma + 1 } else { end };
        let Some(indent) = self.layout.indent(start) else {
            let text: String = if has_comma {
                entries
                    .iter()
                    .map(|entry| [" ", entry, ","].concat())
                    .collect()
            } else {
                entries.iter().map(|entry| [", ", entry].concat()).collect()
            };
            self.put(from, text, rank);
            return Ok(());
        };
        let eol = self.layout.eol(start);
        if !has_comma {
            self.claim(end)?;
        }
        if !self.ends_line(from) {
            let entry = |entry: &String| {
                if has_comma {
                    [eol, indent, entry, ","].concat()
                } else {
                    [",", eol, indent, entry].concat()
                }
            };
            self.put(from, entries.iter().map(entry).collect(), rank);
            return Ok(());
        }
        let mut lines = entries
            .iter()
            .map(|entry| format!("{indent}{entry}"))
            .collect::<Vec<_>>()
            .join(&format!(",{eol}"));
        if has_comma {
            lines.push(',');
        } else {
            self.put(end, ",".to_owned(), rank);
        }
        let at = self.layout.line_end(from);
        self.put(at, format!("{lines}{eol}"), rank);
        Ok(())
    }

    /// Whether nothing but blanks and a comment follows on the line.
    pub fn ends_line(&self, at: usize) -> bool {
        let rest = &self.layout.text.as_bytes()[at..];
        let next = rest.iter().find(|&&byte| !is_blank(byte));
        matches!(next, None | Some(b'#' | b'\r' | b'\n'))
    }

    /// Puts the first rows into an empty list.
    fn fill(&mut self, list: Id, rows: &[Row<'_>]) {
        let span = self.tree().value_span(list);
        let close = span.end - 1;
        let start = self.tree().start(list);
        let eol = self.layout.eol(start);
        let outer = self.layout.indent(start);
        let style = Braces::default();
        match outer.filter(|_| self.tree().is_top(list)) {
            None => {
                let rows: Vec<String> = rows.iter().map(|row| style.write(row)).collect();
                self.put(span.start + 1, rows.join(", "), 0);
            }
            Some(outer) => {
                let lines: String = rows
                    .iter()
                    .map(|row| [outer, "  ", &style.write(row), ",", eol].concat())
                    .collect();
                if self.layout.indent(close).is_some() && self.layout.line_start(close) > span.start
                {
                    self.put(self.layout.line_start(close), lines, 0);
                } else {
                    self.edits.push(Edit {
                        span: span.start + 1..close,
                        text: format!("{eol}{lines}{outer}"),
                        rank: 0,
                    });
                }
            }
        }
    }

    /// Puts tables with their own headers behind the last one, spelled as it is.
    pub fn append_tables(&mut self, last: Id, rows: &[Row<'_>], rank: u16) {
        let tree = self.tree();
        let header = tree.value_span(last);
        let Some(number) = self.layout.statement_at(header.start) else {
            return;
        };
        let parts = self.layout.parts(last);
        let end = parts.iter().map(|part| self.layout.part_end(part)).max();
        let eol = self.layout.eol(header.start);
        let indent = self.layout.indent(header.start).unwrap_or_default();
        let first = tree.children(last).find(|id| {
            tree.is_top(*id) && !matches!(tree.shape(*id), Shape::Table(TableKind::Inline))
        });
        let inner = first.and_then(|first| self.layout.indent(tree.start(first)));
        let equals = first.map_or(" = ", |first| equals_of(tree, first));
        let quote = quote_of(tree, last);
        let above = self.layout.start_with_comments(number);
        let gap = if above > self.layout.first()
            && self.layout.is_empty_line(self.layout.line_start(above - 1))
        {
            eol
        } else {
            ""
        };
        let mut lines = String::new();
        for row in rows {
            lines.push_str(&[gap, indent, tree.raw(last), eol].concat());
            for (key, value) in row {
                let value = value.text(quote);
                let inner = inner.unwrap_or(indent);
                lines.push_str(&[inner, key.as_ref(), equals, &value, eol].concat());
            }
        }
        self.put_lines(end.unwrap_or(header.end), &lines, rank);
    }
}
