//! A table of any length, laid out in a few milliseconds for ten thousand rows.
//!
//! Cells are measured and written where they are, and only what is painted is taken apart. A
//! test holds it to what the library makes of the same cells.

mod arrange;
mod cell;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::{Cells, Column, GAP};
use crate::view::Page;
use crate::view::words::width;
use cell::Painted;

/// The same as [`super::table`], only faster.
pub fn table(
    page: &Page,
    columns: &[Column],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> String {
    let cells = Cells::of(page, columns, rows);
    let (widest, least) = cells.widths(page, columns);
    let widths = arrange::widths(&cells, page.width, &widest, &least);
    let mut text = String::new();
    let mut writer = RowWriter::new(columns, &widths);
    for (place, row) in cells.0.iter().enumerate() {
        writer.write(row, &mut text);
        if place == 0 {
            let whole = widths.iter().map(|width| width + GAP).sum();
            text.extend(std::iter::repeat_n('─', whole));
            text.push('\n');
        }
    }
    text
}

/// Writes rows, each over as many lines as its highest cell takes.
struct RowWriter<'a> {
    columns: &'a [Column],
    widths: &'a [usize],
    /// The lines of the cells of one row, one after the other.
    lines: String,
    /// For each column, where its lines are in there, and how wide each is.
    parts: Vec<Vec<(Range<usize>, usize)>>,
    /// Where one line of a cell is broken.
    breaks: Vec<Range<usize>>,
}

impl<'a> RowWriter<'a> {
    fn new(columns: &'a [Column], widths: &'a [usize]) -> Self {
        Self {
            columns,
            widths,
            lines: String::new(),
            parts: vec![Vec::new(); columns.len()],
            breaks: Vec::new(),
        }
    }

    fn write(&mut self, row: &[String], text: &mut String) {
        self.lines.clear();
        for (column, cell) in row.iter().enumerate() {
            self.parts[column].clear();
            for line in cell.split('\n') {
                self.break_line(line, column);
            }
        }
        let height = self.parts.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            self.write_line(line, text);
        }
    }

    fn break_line(&mut self, line: &str, column: usize) {
        let painted = Painted::of(line);
        let whole = width(&painted.seen);
        self.breaks.clear();
        if whole <= self.widths[column] {
            self.breaks.push(0..painted.seen.len());
        } else {
            cell::broken(&painted.seen, self.widths[column], &mut self.breaks);
        }
        for part in &self.breaks {
            let start = self.lines.len();
            painted.write(part.clone(), &mut self.lines);
            let width = width(&painted.seen[part.clone()]);
            self.parts[column].push((start..self.lines.len(), width));
        }
    }

    fn write_line(&self, line: usize, text: &mut String) {
        let start = text.len();
        let columns = self.columns.iter().zip(self.widths).zip(&self.parts);
        for ((column, width), parts) in columns {
            let (part, seen) = parts.get(line).cloned().unwrap_or_default();
            let room = width.saturating_sub(seen);
            let (before, after) = if column.is_number {
                (room, 0)
            } else {
                (0, room)
            };
            text.extend(std::iter::repeat_n(' ', before));
            text.push_str(&self.lines[part]);
            text.extend(std::iter::repeat_n(' ', after + GAP));
        }
        text.truncate(start + text[start..].trim_end().len());
        text.push('\n');
    }
}
