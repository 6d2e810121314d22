//! Taking out: people, goals, fields, texts of a list.

use std::ops::Range;

use crate::document::tree::{Id, Shape, TableKind};

use crate::document::edit::batch::Round;
use crate::document::edit::piece_table::Edit;
use crate::document::edit::source_map::Part;
use crate::document::edit::style::entries;

impl Round<'_, '_> {
    /// Takes out whole people or goals, with the comments that belong to them.
    pub fn remove_blocks(&mut self, ids: &[Id]) {
        let mut blocks = Vec::new();
        for &id in ids {
            for part in self.layout.parts(id) {
                match part {
                    Part::Section(number) | Part::Line(number) => {
                        let start = self.layout.start_with_comments(number);
                        blocks.push(start..self.layout.part_end(&part));
                    }
                    Part::Entry(entry) => self.remove_entry(entry),
                }
            }
        }
        for block in self.joined(blocks) {
            let block = self.with_blank_lines(block);
            self.cut(block);
        }
    }

    /// Takes out one key, however it is spelled. Comments above it stay.
    pub fn remove_key(&mut self, at: Id) {
        let mut sections = Vec::new();
        for part in self.layout.parts(at) {
            match part {
                Part::Section(number) => {
                    let start = self.layout.start_with_comments(number);
                    sections.push(start..self.layout.section_end(number));
                }
                Part::Line(number) => {
                    let start = self.layout.statements[number].span.start;
                    let start = self.layout.line_start(start);
                    self.cut(start..self.layout.end(number));
                }
                Part::Entry(entry) => self.remove_entry(entry),
            }
        }
        for section in self.joined(sections) {
            let section = self.with_blank_lines(section);
            self.cut(section);
        }
    }

    /// Blocks with nothing but empty lines between them, as one.
    fn joined(&self, mut blocks: Vec<Range<usize>>) -> Vec<Range<usize>> {
        blocks.sort_unstable_by_key(|block| (block.start, block.end));
        let mut joined: Vec<Range<usize>> = Vec::with_capacity(blocks.len());
        for block in blocks {
            match joined.last_mut() {
                Some(last)
                    if block.start <= last.end
                        || self.layout.text[last.end..block.start].trim().is_empty() =>
                {
                    last.end = last.end.max(block.end);
                }
                Some(_) | None => joined.push(block),
            }
        }
        joined
    }

    /// A block with the empty lines that separated it: those below, or at the end of the
    /// file those above.
    fn with_blank_lines(&self, block: Range<usize>) -> Range<usize> {
        let Range { mut start, mut end } = block;
        let first = self.layout.first();
        let above = |start: usize| self.layout.line_start(start - 1);
        let rest = &self.layout.text[end..];
        if rest.trim().is_empty() {
            while start > first && self.layout.is_empty_line(above(start)) {
                start = above(start);
            }
        } else if start == first || self.layout.is_empty_line(above(start)) {
            while self.layout.is_empty_line(end) {
                end = self.layout.line_end(end);
            }
        }
        start..end
    }

    fn cut(&mut self, span: Range<usize>) {
        self.edits.push(Edit {
            span,
            text: String::new(),
            rank: 0,
        });
    }

    fn remove_entry(&mut self, entry: Id) {
        let Some(container) = self.container(entry) else {
            return;
        };
        self.remove_elements(container, &[entry]);
    }

    /// The brackets that a value stands in: the last ones that open before it.
    fn container(&self, entry: Id) -> Option<Id> {
        let tree = self.tree();
        let at = tree.start(entry);
        let holds = |id: &Id| {
            let is_bracket = matches!(
                tree.shape(*id),
                Shape::Array | Shape::Table(TableKind::Inline)
            );
            let span = tree.value_span(*id);
            is_bracket && span.start < at && at < span.end
        };
        tree.ids()
            .filter(holds)
            .max_by_key(|id| tree.value_span(*id).start)
    }

    /// Takes values out of brackets.
    pub fn remove_elements(&mut self, container: Id, gone: &[Id]) {
        let tree = self.tree();
        let all = match tree.shape(container) {
            Shape::Array => tree.children(container).collect(),
            Shape::Tables
            | Shape::Table(_)
            | Shape::Text { .. }
            | Shape::Whole
            | Shape::Number
            | Shape::Flag
            | Shape::Day
            | Shape::Moment => entries(tree, container),
        };
        for (place, element) in all.iter().enumerate() {
            if gone.contains(element) {
                let before = place.checked_sub(1).and_then(|place| all.get(place));
                let span =
                    self.element_span(*element, before.copied(), all.get(place + 1).copied());
                self.cut(span);
            }
        }
    }

    /// What goes with a value: its line if it has one to itself, its comma, and if it is the
    /// last one the comma before it. Comments stay.
    fn element_span(&self, element: Id, before: Option<Id>, next: Option<Id>) -> Range<usize> {
        let tree = self.tree();
        let (start, end) = (tree.start(element), tree.value_span(element).end);
        let comma = self.layout.skip(end);
        let has_comma = self.layout.text.as_bytes().get(comma) == Some(&b',');
        let until = if has_comma { comma + 1 } else { end };
        let is_bare = |span: Range<usize>| !self.layout.text[span].contains('#');
        if self.layout.indent(start).is_some() && self.ends_line(until) {
            return self.layout.line_start(start)..self.layout.line_end(until);
        }
        match (before, next) {
            (_, Some(next)) if is_bare(end..tree.start(next)) => start..tree.start(next),
            (Some(before), None) if !has_comma => {
                let comma = self.layout.skip(tree.value_span(before).end);
                if is_bare(comma..start) {
                    comma..end
                } else {
                    start..end
                }
            }
            (_, _) if is_bare(end..until) => start..until,
            (_, _) => start..end,
        }
    }
}
