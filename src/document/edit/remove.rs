//! Removes people, goals, fields and elements of lists.

use std::ops::Range;

use crate::document::tree::{Id, NodeKind, TableKind};

use crate::document::edit::batch::Batch;
use crate::document::edit::source_map::Part;
use crate::document::edit::style::entries;

impl Batch<'_, '_> {
    /// Removes people, goals or keys, however they are written, and the comments above sections;
    /// those above statements only `with_comments`.
    pub fn remove(&mut self, ids: &[Id], with_comments: bool) {
        let mut blocks = Vec::new();
        let parts: Vec<Part> = ids.iter().flat_map(|&id| self.map.parts(id)).collect();
        for part in parts {
            match part {
                Part::Line(number) if !with_comments => {
                    let start = self.map.statements[number].span.start;
                    self.cut(self.map.line_start(start)..self.map.statement_end(number));
                }
                Part::Section(number) | Part::Line(number) => {
                    let start = self.map.start_with_comments(number);
                    blocks.push(start..self.map.part_end(&part));
                }
                Part::Entry(entry) => {
                    if let Some(container) = self.container(entry) {
                        self.remove_elements(container, &[entry]);
                    }
                }
            }
        }
        self.cut_blocks(blocks);
    }

    /// Removes blocks; those with only empty lines between them as one.
    fn cut_blocks(&mut self, mut blocks: Vec<Range<usize>>) {
        blocks.sort_unstable_by_key(|block| (block.start, block.end));
        let text = self.map.text;
        let mut joined: Vec<Range<usize>> = Vec::with_capacity(blocks.len());
        for block in blocks {
            match joined.last_mut() {
                Some(last)
                    if block.start <= last.end || text[last.end..block.start].trim().is_empty() =>
                {
                    last.end = last.end.max(block.end);
                }
                Some(_) | None => joined.push(block),
            }
        }
        for block in joined {
            self.cut(self.with_blank_lines(block));
        }
    }

    /// A block with the empty lines that separate it: those below, or at the end of the file those
    /// above.
    fn with_blank_lines(&self, block: Range<usize>) -> Range<usize> {
        let Range { mut start, mut end } = block;
        let is_first = |start: usize| start == self.map.text_start();
        let is_apart = |start: usize| self.map.is_empty_line(self.map.line_above(start));
        if self.map.text[end..].trim().is_empty() {
            while !is_first(start) && is_apart(start) {
                start = self.map.line_above(start);
            }
        } else if is_first(start) || is_apart(start) {
            while self.map.is_empty_line(end) {
                end = self.map.line_end(end);
            }
        }
        start..end
    }

    fn cut(&mut self, span: Range<usize>) {
        self.splice(span, String::new());
    }

    /// The innermost brackets around a value: the last that open before it.
    fn container(&self, entry: Id) -> Option<Id> {
        let tree = self.tree();
        let at = tree.start(entry);
        let holds = |id: &Id| {
            let is_bracket = matches!(
                tree.kind(*id),
                NodeKind::Array | NodeKind::Table(TableKind::Inline)
            );
            let span = tree.value_span(*id);
            is_bracket && span.start < at && at < span.end
        };
        tree.ids()
            .filter(holds)
            .max_by_key(|id| tree.value_span(*id).start)
    }

    /// Removes values from brackets.
    pub fn remove_elements(&mut self, container: Id, gone: &[Id]) {
        let all = entries(self.tree(), container);
        for (place, element) in all.iter().enumerate() {
            if gone.contains(element) {
                let before = place.checked_sub(1).map(|place| all[place]);
                let next = all.get(place + 1).copied();
                self.cut(self.element_span(*element, before, next));
            }
        }
    }

    /// What to remove with a value: its line if it is alone there, else its comma, or the comma
    /// before the last value. Comments stay.
    fn element_span(&self, element: Id, before: Option<Id>, next: Option<Id>) -> Range<usize> {
        let tree = self.tree();
        let (start, end) = (tree.start(element), tree.value_span(element).end);
        let comma = self.map.comma(end);
        let until = comma.map_or(end, |comma| comma + 1);
        let is_bare = |span: Range<usize>| !self.map.text[span].contains('#');
        if self.map.indent(start).is_some() && self.map.ends_line(until) {
            return self.map.line_start(start)..self.map.line_end(until);
        }
        match (before, next) {
            (_, Some(next)) if is_bare(end..tree.start(next)) => start..tree.start(next),
            (Some(before), None) if comma.is_none() => {
                let comma = self.map.next_token(tree.value_span(before).end);
                let from = if is_bare(comma..start) { comma } else { start };
                from..end
            }
            (_, _) if is_bare(end..until) => start..until,
            (_, _) => start..end,
        }
    }
}
