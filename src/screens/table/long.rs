//! A table of any length, laid out in a few milliseconds for ten thousand rows.
//!
//! Cells are measured and written where they are, and only what is painted is taken apart. A
//! test holds it to what the library makes of the same cells.

mod arrange;
mod cell;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use crate::screens::Page;
use crate::screens::table::long::cell::Painted;
pub(crate) use crate::screens::table::long::cell::word_end;
use crate::screens::table::{Cells, GAP, Line};
use crate::text::width::width;

/// Lays out the same as [`crate::screens::table::table`], only faster, row by row in any order.
pub struct Layout<'a> {
    cells: &'a Cells<'a>,
    widths: Vec<usize>,
    /// For each column the lines of its cell, and how wide each is.
    lines: Vec<Vec<(Cow<'a, str>, usize)>>,
    /// Where one line of a cell is broken.
    breaks: Vec<Range<usize>>,
}

impl<'a> Layout<'a> {
    /// Finds out how wide each column has to be.
    pub fn new(cells: &'a Cells, page: &Page) -> Self {
        let least = crate::screens::table::least_widths(cells, page);
        Self {
            cells,
            widths: arrange::widths(cells, page.width, &least),
            lines: vec![Vec::new(); cells.columns.len()],
            breaks: Vec::new(),
        }
    }

    /// Writes the headings to the end of a text.
    pub fn headings(&mut self, text: &mut String) {
        self.cells_of(0, text);
        let whole = self.widths.iter().map(|width| width + GAP).sum();
        text.extend(std::iter::repeat_n('─', whole));
        text.push('\n');
    }

    /// Writes a row to the end of a text. The first one has the number 0.
    pub fn row(&mut self, number: usize, text: &mut String) {
        // The headings are a row as well.
        self.cells_of(number + 1, text);
    }

    /// Writes a row over as many lines as its highest cell takes.
    fn cells_of(&mut self, row: usize, text: &mut String) {
        for column in 0..self.lines.len() {
            self.lines[column].clear();
            for line in self.cells.cell(row, column) {
                self.break_line(line, column);
            }
        }
        let height = self.lines.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            self.write_line(line, text);
        }
    }

    fn break_line(&mut self, line: &Line, column: usize) {
        let text = self.cells.text(line);
        let broken = &mut self.lines[column];
        let fits = line.width() <= self.widths[column];
        self.breaks.clear();
        if line.is_usual {
            if fits {
                broken.push((Cow::Borrowed(text), line.width()));
                return;
            }
            cell::broken(text, self.widths[column], &mut self.breaks);
            let parts = self.breaks.drain(..);
            broken.extend(parts.map(|part| (Cow::Borrowed(&text[part.clone()]), part.len())));
            return;
        }
        let painted = Painted::of(text);
        if fits {
            broken.push((painted.part(0..painted.seen.len()), line.width()));
            return;
        }
        cell::broken(&painted.seen, self.widths[column], &mut self.breaks);
        for part in self.breaks.drain(..) {
            let seen = width(&painted.seen[part.clone()]);
            broken.push((painted.part(part), seen));
        }
    }

    fn write_line(&self, line: usize, text: &mut String) {
        let start = text.len();
        // Written before the next part only, so that no line ends with spaces.
        let mut spaces = 0;
        let columns = self.cells.columns.iter().zip(&self.widths).zip(&self.lines);
        for ((column, width), lines) in columns {
            let Some((part, seen)) = lines.get(line) else {
                spaces += width + GAP;
                continue;
            };
            let room = width.saturating_sub(*seen);
            let (before, after) = if column.is_number {
                (room, 0)
            } else {
                (0, room)
            };
            spaces += before;
            if !part.is_empty() {
                write_spaces(spaces, text);
                text.push_str(part);
                spaces = 0;
            }
            spaces += after + GAP;
        }
        text.truncate(start + text[start..].trim_end().len());
        text.push('\n');
    }
}

fn write_spaces(mut count: usize, text: &mut String) {
    const SPACES: &str = "                                ";
    while count > 0 {
        let some = count.min(SPACES.len());
        text.push_str(&SPACES[..some]);
        count -= some;
    }
}
