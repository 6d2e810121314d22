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

use super::{Cells, Column, GAP, Line};
use crate::view::Page;
use crate::view::words::width;
use cell::Painted;
pub(super) use cell::word_end;

/// The same as [`super::table`], only faster. `write` adds the cells, row by row.
pub fn table(page: &Page, columns: &[Column], write: impl FnOnce(&mut Cells)) -> String {
    let mut cells = Cells::new(page, columns);
    write(&mut cells);
    let widest = super::widest(&cells);
    let least = super::least_widths(&cells, page, columns, &widest);
    let widths = arrange::widths(&cells, page.width, &widest, &least);
    // Blanks before the columns are most of what the lines have more than the cells.
    let mut text = String::with_capacity(2 * cells.text.len());
    let mut writer = RowWriter::new(&cells, columns, &widths);
    for row in 0..cells.rows() {
        writer.write(row, &mut text);
        if row == 0 {
            let whole = widths.iter().map(|width| width + GAP).sum();
            text.extend(std::iter::repeat_n('─', whole));
            text.push('\n');
        }
    }
    text
}

/// Writes rows, each over as many lines as its highest cell takes.
struct RowWriter<'a> {
    cells: &'a Cells,
    columns: &'a [Column],
    widths: &'a [usize],
    /// For each column the lines of its cell, and how wide each is.
    lines: Vec<Vec<(Cow<'a, str>, usize)>>,
    /// Where one line of a cell is broken.
    breaks: Vec<Range<usize>>,
}

impl<'a> RowWriter<'a> {
    fn new(cells: &'a Cells, columns: &'a [Column], widths: &'a [usize]) -> Self {
        Self {
            cells,
            columns,
            widths,
            lines: vec![Vec::new(); columns.len()],
            breaks: Vec::new(),
        }
    }

    fn write(&mut self, row: usize, text: &mut String) {
        for column in 0..self.columns.len() {
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
        let columns = self.columns.iter().zip(self.widths).zip(&self.lines);
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
