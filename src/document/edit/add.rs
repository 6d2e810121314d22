//! A new person or goal: after the last one, in its spelling.

use crate::document::tree::{Id, ROOT, Shape, TableKind};

use crate::document::edit::batch::{Group, NeedsReparse, RANK_LINES, Round};
use crate::document::edit::key::lines;
use crate::document::edit::piece_table::Edit;
use crate::document::edit::source_map::Part;
use crate::document::edit::style::{Braces, equals_of, quote_of};
use crate::document::edit::write;
use crate::document::edit::write::{Quote, Row, Value};

/// How the block of the last one looks.
struct BlockStyle<'t> {
    header_indent: &'t str,
    key_indent: &'t str,
    /// Empty lines between two blocks.
    gap: usize,
    /// Rows have headers of their own.
    has_tables: bool,
    quote: Quote,
}

impl Default for BlockStyle<'_> {
    fn default() -> Self {
        Self {
            header_indent: "",
            key_indent: "",
            gap: 1,
            has_tables: false,
            quote: Quote::Double,
        }
    }
}

impl<'t> Round<'_, 't> {
    /// Adds people or goals.
    pub fn add(&mut self, group: Group, new: &[(&str, Row<'_>)]) -> Result<(), NeedsReparse> {
        let tree = self.tree();
        let Some(table) = tree.get(ROOT, group.key()) else {
            self.add_first(group, new);
            return Ok(());
        };
        if tree.shape(table) == Shape::Table(TableKind::Inline) {
            return self.add_entries(table, new);
        }
        match self.last_of(table) {
            Some((last, Part::Line(number))) => self.add_lines(last, number, new),
            Some((last, part @ (Part::Section(_) | Part::Entry(_)))) => {
                let style = self.block_style(last);
                let at = self.layout.part_end(&part);
                self.add_blocks(group, at, &style, new);
            }
            None => match self.layout.statement_at(tree.value_span(table).start) {
                Some(number) if tree.shape(table) == Shape::Table(TableKind::Header) => {
                    let at = self.layout.section_end(number);
                    self.add_blocks(group, at, &BlockStyle::default(), new);
                }
                Some(_) | None => self.add_first(group, new),
            },
        }
        Ok(())
    }

    /// Of all parts of all entries, the one that ends last.
    fn last_of(&self, table: Id) -> Option<(Id, Part)> {
        let parts = |id: Id| {
            self.layout
                .parts(id)
                .into_iter()
                .map(move |part| (id, part))
        };
        let all = self.tree().children(table).flat_map(parts);
        all.max_by_key(|(_, part)| self.layout.part_end(part))
    }

    /// The first ones of their group: goals before the first person, all else at the end.
    fn add_first(&mut self, group: Group, new: &[(&str, Row<'_>)]) {
        let style = BlockStyle::default();
        if group == Group::Goals
            && let Some(number) = self.first_section_of_people()
        {
            let at = self.layout.start_with_comments(number);
            let eol = self.layout.eol(at);
            let blocks: String = new
                .iter()
                .map(|(handle, row)| block(group, handle, row, &style, eol) + eol)
                .collect();
            self.put_lines(at, &blocks, group.rank());
            return;
        }
        let text = self.layout.text;
        let eol = self.layout.eol(text.len());
        if self.layout.statements.is_empty() && !self.edits.iter().any(|edit| edit.rank == 0) {
            let gap = if text[self.layout.first()..].trim().is_empty() {
                ""
            } else {
                eol
            };
            self.put_lines(text.len(), &format!("{gap}format = 1{eol}"), 0);
        }
        self.add_blocks(group, text.len(), &style, new);
    }

    fn first_section_of_people(&self) -> Option<usize> {
        let tree = self.tree();
        let people = tree.get(ROOT, Group::People.key())?;
        let section = |part: Part| match part {
            Part::Section(number) => Some(number),
            Part::Line(_) | Part::Entry(_) => None,
        };
        self.layout
            .parts(people)
            .into_iter()
            .filter_map(section)
            .min()
    }

    fn add_blocks(
        &mut self,
        group: Group,
        at: usize,
        style: &BlockStyle<'_>,
        new: &[(&str, Row<'_>)],
    ) {
        let eol = self.layout.eol(at);
        let before = &self.layout.text[self.layout.first()..at];
        // An empty line that is there already separates as well.
        let present = usize::from(before.ends_with("\n\n") || before.ends_with("\n\r\n"));
        let mut text = String::new();
        for (place, (handle, row)) in new.iter().enumerate() {
            let gap = style
                .gap
                .saturating_sub(if place == 0 { present } else { 0 });
            text.push_str(&eol.repeat(gap));
            text.push_str(&block(group, handle, row, style, eol));
        }
        self.put_lines(at, &text, group.rank());
    }

    fn block_style(&self, last: Id) -> BlockStyle<'t> {
        let tree = self.tree();
        let mut style = BlockStyle {
            quote: quote_of(tree, last),
            has_tables: ["log", "promises"].iter().any(|key| {
                let rows = tree.get(last, key);
                rows.is_some_and(|rows| tree.shape(rows) == Shape::Tables)
            }),
            ..BlockStyle::default()
        };
        if tree.shape(last) != Shape::Table(TableKind::Header) {
            return style;
        }
        let header = tree.value_span(last).start;
        style.header_indent = self.layout.indent(header).unwrap_or_default();
        let first = tree.children(last).find(|id| tree.is_top(*id));
        style.key_indent = first
            .and_then(|first| self.layout.indent(tree.start(first)))
            .unwrap_or(style.header_indent);
        if let Some(number) = self.layout.statement_at(header)
            && number > 0
        {
            let mut at = self.layout.start_with_comments(number);
            style.gap = 0;
            while at > self.layout.first() {
                at = self.layout.line_start(at - 1);
                if !self.layout.is_empty_line(at) {
                    break;
                }
                style.gap += 1;
            }
        }
        style
    }

    /// Entries of `people = { … }`.
    fn add_entries(&mut self, table: Id, new: &[(&str, Row<'_>)]) -> Result<(), NeedsReparse> {
        let tree = self.tree();
        let last = crate::document::edit::style::entries(tree, table)
            .last()
            .copied();
        let neighbour = tree
            .last_child(table)
            .filter(|id| tree.shape(*id) == Shape::Table(TableKind::Inline));
        let style = neighbour.map_or_else(Braces::default, |id| Braces::of(tree, id));
        let entries: Vec<String> = new
            .iter()
            .map(|(handle, row)| format!("{} = {}", write::key(handle), style.write(row)))
            .collect();
        if let Some(last) = last {
            return self.put_after(last, &entries, Group::People.rank());
        }
        self.claim(tree.value_span(table).start)?;
        self.edits.push(Edit {
            span: tree.value_span(table),
            text: format!("{{ {} }}", entries.join(", ")),
            rank: 0,
        });
        Ok(())
    }

    /// Statements such as `people.sara.name = "…"` or `sara = { … }`.
    fn add_lines(&mut self, last: Id, number: usize, new: &[(&str, Row<'_>)]) {
        let tree = self.tree();
        let at = self.layout.end(number);
        let eol = self.layout.eol(at);
        let indent = self.layout.indent(tree.start(last)).unwrap_or_default();
        let way = tree.start(last)..tree.key_span(last).start;
        let way = tree.text().get(way).unwrap_or_default();
        let mut text = String::new();
        for (handle, row) in new {
            let handle = write::key(handle);
            if tree.shape(last) == Shape::Table(TableKind::Inline) {
                let equals = equals_of(tree, last);
                let row = Braces::of(tree, last).write(row);
                text.push_str(&[indent, way, &handle, equals, &row, eol].concat());
            } else {
                for (key, value) in row {
                    let value = lines(value, quote_of(tree, last), indent, eol);
                    text.push_str(&[indent, way, &handle, ".", key, " = ", &value, eol].concat());
                }
            }
        }
        self.put_lines(at, &text, RANK_LINES);
    }
}

/// A `[people.x]` block.
fn block(group: Group, handle: &str, row: &Row<'_>, style: &BlockStyle<'_>, eol: &str) -> String {
    let path = format!("{}.{}", group.key(), write::key(handle));
    let mut text = format!("{}[{path}]{eol}", style.header_indent);
    let mut tables = String::new();
    for (key, value) in row {
        match value {
            Value::Rows(rows) if style.has_tables => {
                for row in rows {
                    let header = ["[[", &path, ".", key, "]]"].concat();
                    tables.push_str(&[eol, style.header_indent, &header, eol].concat());
                    for (key, value) in row {
                        let value = value.text(style.quote);
                        tables.push_str(&[style.key_indent, key, " = ", &value, eol].concat());
                    }
                }
            }
            Value::Rows(_)
            | Value::Text(_)
            | Value::List(_)
            | Value::Day(_)
            | Value::Days(_)
            | Value::True
            | Value::Snooze(..)
            | Value::Own(_) => {
                let value = lines(value, style.quote, style.key_indent, eol);
                text.push_str(&[style.key_indent, key, " = ", &value, eol].concat());
            }
        }
    }
    text + &tables
}
