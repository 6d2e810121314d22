//! Adds people and goals after the last one, in its style.

use crate::document::tree::{Id, NodeKind, ROOT, TableKind};

use crate::document::edit::batch::{Batch, NeedsReparse, RANK_LINES, TopTable};
use crate::document::edit::source_map::Part;
use crate::document::edit::style::{braces_of, entries, equals_of, quote_of};
use crate::document::edit::write::{self, Braces, NewFields, NewValue, Quote};

/// The style of the last person's or goal's block.
struct BlockStyle<'t> {
    header_indent: &'t str,
    key_indent: &'t str,
    /// Empty lines between two blocks.
    gap: usize,
    /// Whether rows have their own headers.
    has_tables: bool,
    quote: Quote,
}

impl BlockStyle<'_> {
    const PLAIN: Self = Self {
        header_indent: "",
        key_indent: "",
        gap: 1,
        has_tables: false,
        quote: Quote::Double,
    };
}

impl<'t> Batch<'_, 't> {
    /// Adds people or goals.
    pub fn add(&mut self, to: TopTable, new: &[(&str, NewFields<'_>)]) -> Result<(), NeedsReparse> {
        let tree = self.tree();
        let Some(table) = tree.get(ROOT, to.key()) else {
            self.add_first(to, new);
            return Ok(());
        };
        if tree.kind(table) == NodeKind::Table(TableKind::Inline) {
            return self.add_entries(table, new);
        }
        match self.last_part(table) {
            Some((last, Part::Line(number))) => self.add_lines(last, number, new),
            Some((last, part @ (Part::Section(_) | Part::Entry(_)))) => {
                let style = self.block_style(last);
                self.add_blocks(to, self.map.part_end(&part), &style, new);
            }
            None => match self.map.statement_at(tree.value_span(table).start) {
                Some(number) if tree.kind(table) == NodeKind::Table(TableKind::Header) => {
                    let at = self.map.section_end(number);
                    self.add_blocks(to, at, &BlockStyle::PLAIN, new);
                }
                Some(_) | None => self.add_first(to, new),
            },
        }
        Ok(())
    }

    /// The part of an entry that ends last, and that entry.
    fn last_part(&self, table: Id) -> Option<(Id, Part)> {
        let parts = |id| self.map.parts(id).into_iter().map(move |part| (id, part));
        let all = self.tree().children(table).flat_map(parts);
        all.max_by_key(|(_, part)| self.map.part_end(part))
    }

    /// Adds the first entries of their table: goals before the first person, people at the end.
    fn add_first(&mut self, to: TopTable, new: &[(&str, NewFields<'_>)]) {
        let style = BlockStyle::PLAIN;
        if to == TopTable::Goals
            && let Some(number) = self.first_section_of_people()
        {
            let at = self.map.start_with_comments(number);
            let eol = self.map.eol(at);
            let blocks: String = new
                .iter()
                .map(|(handle, fields)| block(to, handle, fields, &style, eol) + eol)
                .collect();
            self.put_lines(at, &blocks, to.rank());
            return;
        }
        let text = self.map.text;
        let eol = self.map.eol(text.len());
        if self.map.statements.is_empty() && !self.edits.iter().any(|edit| edit.rank == 0) {
            let is_blank = text[self.map.text_start()..].trim().is_empty();
            let gap = if is_blank { "" } else { eol };
            self.put_lines(text.len(), &format!("{gap}format = 1{eol}"), 0);
        }
        self.add_blocks(to, text.len(), &style, new);
    }

    fn first_section_of_people(&self) -> Option<usize> {
        let people = self.tree().get(ROOT, TopTable::People.key())?;
        let parts = self.map.parts(people).into_iter();
        let number = |part| match part {
            Part::Section(number) => Some(number),
            Part::Line(_) | Part::Entry(_) => None,
        };
        parts.filter_map(number).min()
    }

    fn add_blocks(
        &mut self,
        to: TopTable,
        at: usize,
        style: &BlockStyle<'_>,
        new: &[(&str, NewFields<'_>)],
    ) {
        let eol = self.map.eol(at);
        let before = &self.map.text[self.map.text_start()..at];
        // An existing empty line counts.
        let has_gap = before.ends_with("\n\n") || before.ends_with("\n\r\n");
        let mut gap = style.gap.saturating_sub(usize::from(has_gap));
        let mut text = String::new();
        for (handle, fields) in new {
            text.push_str(&eol.repeat(gap));
            text.push_str(&block(to, handle, fields, style, eol));
            gap = style.gap;
        }
        self.put_lines(at, &text, to.rank());
    }

    fn block_style(&self, last: Id) -> BlockStyle<'t> {
        let tree = self.tree();
        let mut style = BlockStyle {
            quote: quote_of(tree, last),
            has_tables: ["log", "promises"].iter().any(|key| {
                let rows = tree.get(last, key);
                rows.is_some_and(|rows| tree.kind(rows) == NodeKind::ArrayOfTables)
            }),
            ..BlockStyle::PLAIN
        };
        if tree.kind(last) != NodeKind::Table(TableKind::Header) {
            return style;
        }
        let header = tree.value_span(last).start;
        style.header_indent = self.map.indent(header).unwrap_or_default();
        let first = tree.children(last).find(|id| tree.is_top(*id));
        style.key_indent = first
            .and_then(|first| self.map.indent(tree.start(first)))
            .unwrap_or(style.header_indent);
        if let Some(number) = self.map.statement_at(header)
            && number > 0
        {
            style.gap = self.map.empty_lines_above(number);
        }
        style
    }

    /// Adds entries to `people = { … }`.
    fn add_entries(
        &mut self,
        table: Id,
        new: &[(&str, NewFields<'_>)],
    ) -> Result<(), NeedsReparse> {
        let tree = self.tree();
        let neighbour = tree
            .last_child(table)
            .filter(|id| tree.kind(*id) == NodeKind::Table(TableKind::Inline));
        let style = neighbour.map_or_else(|| Braces::PLAIN, |id| braces_of(tree, id));
        let new: Vec<String> = new
            .iter()
            .map(|(handle, fields)| format!("{} = {}", write::key(handle), style.write(fields)))
            .collect();
        if let Some(last) = entries(tree, table).last() {
            return self.put_after(*last, &new, TopTable::People.rank());
        }
        let span = tree.value_span(table);
        self.claim(span.start)?;
        self.splice(span, format!("{{ {} }}", new.join(", ")));
        Ok(())
    }

    /// Adds statements such as `people.sara.name = "…"` or `sara = { … }`.
    fn add_lines(&mut self, last: Id, number: usize, new: &[(&str, NewFields<'_>)]) {
        let tree = self.tree();
        let at = self.map.statement_end(number);
        let eol = self.map.eol(at);
        let indent = self.map.indent(tree.start(last)).unwrap_or_default();
        let prefix = tree.start(last)..tree.key_span(last).start;
        let prefix = tree.source().get(prefix).unwrap_or_default();
        let mut text = String::new();
        for (handle, fields) in new {
            let handle = write::key(handle);
            if tree.kind(last) == NodeKind::Table(TableKind::Inline) {
                let table = braces_of(tree, last).write(fields);
                text += &[indent, prefix, &handle, equals_of(tree, last), &table, eol].concat();
                continue;
            }
            for (key, value) in fields {
                let value = value.to_multiline(quote_of(tree, last), indent, eol);
                text += &[indent, prefix, &handle, ".", key, " = ", &value, eol].concat();
            }
        }
        self.put_lines(at, &text, RANK_LINES);
    }
}

/// The text of a `[people.x]` block.
fn block(
    to: TopTable,
    handle: &str,
    fields: &NewFields<'_>,
    style: &BlockStyle<'_>,
    eol: &str,
) -> String {
    let path = format!("{}.{}", to.key(), write::key(handle));
    let mut text = [style.header_indent, "[", &path, "]", eol].concat();
    let mut tables = String::new();
    for (key, value) in fields {
        match value {
            NewValue::Rows(rows) if style.has_tables => {
                for row in rows {
                    let header = [eol, style.header_indent, "[[", &path, ".", key, "]]", eol];
                    tables += &header.concat();
                    for (key, value) in row {
                        let value = value.to_inline(style.quote);
                        tables += &[style.key_indent, key, " = ", &value, eol].concat();
                    }
                }
            }
            _ => {
                let value = value.to_multiline(style.quote, style.key_indent, eol);
                text += &[style.key_indent, key, " = ", &value, eol].concat();
            }
        }
    }
    text + &tables
}
