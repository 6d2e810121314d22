//! Tables that fit the page: thin lines, no frame, and no name ever cut.
//!
//! Cells are measured once, when they are added, since `due` in a pipe has thousands of rows.

mod column_widths;

use std::iter::repeat_n;

use crate::screens::Page;
use crate::screens::style::Label;
use crate::screens::table::column_widths::{GAP, WidthBounds, column_widths};
use crate::text::width::width;
use crate::text::wrap::pieces;

/// The heading of a column, and how its cells are laid out.
#[derive(Debug, Clone, Copy)]
pub enum Column {
    /// Text that wraps.
    Text(&'static str),
    /// Text that keeps its width: names are not broken.
    Name(&'static str),
    /// Numbers, which keep their width and stand at the right.
    Number(&'static str),
}

/// A table that is being filled, cell by cell and row by row.
#[derive(Debug)]
pub struct AlignedTable<'p> {
    page: &'p Page,
    columns: &'static [Column],
    /// The lines of all cells, the headings first.
    lines: Vec<CellLine>,
    /// For each cell the number of its first line.
    cells: Vec<usize>,
    /// For each column what its cells need.
    needs: Vec<Need>,
}

/// A line of a cell.
#[derive(Debug)]
struct CellLine {
    label: Label,
    text: String,
}

/// How much room the cells of a column need.
#[derive(Debug, Clone, Copy, Default)]
struct Need {
    /// The columns of the widest line.
    widest: usize,
    /// The columns of the longest word, which should not be broken.
    longest_word: usize,
}

impl<'p> AlignedTable<'p> {
    /// The headings alone.
    pub fn new(page: &'p Page, columns: &'static [Column]) -> Self {
        let mut table = Self {
            page,
            columns,
            lines: Vec::new(),
            cells: Vec::new(),
            needs: vec![Need::default(); columns.len()],
        };
        for Column::Text(heading) | Column::Name(heading) | Column::Number(heading) in columns {
            table.cell(Label::Heading, *heading);
        }
        table
    }

    /// Adds a cell of one line, which must be fit for a terminal.
    pub fn cell(&mut self, label: Label, text: impl Into<String>) {
        self.cells.push(self.lines.len());
        self.line(label, text);
    }

    /// Adds a line to the last cell.
    pub fn line(&mut self, label: Label, text: impl Into<String>) {
        let column = (self.cells.len() - 1) % self.columns.len();
        let (need, text) = (&mut self.needs[column], text.into());
        let width = width(&text);
        need.widest = need.widest.max(width);
        if width > need.longest_word {
            let words = text.split(' ').map(crate::text::width::width);
            need.longest_word = words.fold(need.longest_word, usize::max);
        }
        self.lines.push(CellLine { label, text });
    }

    /// The table as wide as the page allows, the last line ended too.
    pub fn render(&self) -> String {
        let widths = self.widths();
        let mut text = String::new();
        self.write_row(0, &widths, &mut text);
        let whole = widths.iter().map(|width| width + GAP).sum();
        text.extend(repeat_n('─', whole));
        text.push('\n');
        for row in 1..self.rows() {
            self.write_row(row, &widths, &mut text);
        }
        text
    }

    /// Writes a row over as many lines as its highest cell takes.
    fn write_row(&self, row: usize, widths: &[usize], text: &mut String) {
        let broken = |(column, width): (usize, &usize)| {
            let (width, lines) = (*width, self.cell_lines(row, column).iter());
            lines.flat_map(move |line| pieces(&line.text, width).map(|part| (line.label, part)))
        };
        let mut cells: Vec<_> = widths.iter().enumerate().map(broken).collect();
        loop {
            let parts: Vec<_> = cells.iter_mut().map(Iterator::next).collect();
            if parts.iter().all(Option::is_none) {
                return;
            }
            self.write_line(&parts, widths, text);
        }
    }

    fn write_line(&self, parts: &[Option<(Label, &str)>], widths: &[usize], text: &mut String) {
        // Written before the next part only, so that no line ends with spaces.
        let mut spaces = 0;
        for ((part, column), column_width) in parts.iter().zip(self.columns).zip(widths) {
            let (label, part) = part.unwrap_or((Label::Plain, ""));
            let part = part.trim_end_matches(' ');
            let room = column_width.saturating_sub(width(part));
            let before = room * usize::from(matches!(column, Column::Number(_)));
            spaces += before;
            if !part.is_empty() {
                text.extend(repeat_n(' ', spaces));
                *text += &self.page.paint(label, part);
                spaces = 0;
            }
            spaces += room - before + GAP;
        }
        text.push('\n');
    }

    /// How many rows there are, the headings counted.
    fn rows(&self) -> usize {
        self.cells.len() / self.columns.len()
    }

    fn cell_lines(&self, row: usize, column: usize) -> &[CellLine] {
        let cell = row * self.columns.len() + column;
        let end = self.cells.get(cell + 1).copied();
        &self.lines[self.cells[cell]..end.unwrap_or(self.lines.len())]
    }

    /// How wide each column becomes, without the gap.
    fn widths(&self) -> Vec<usize> {
        let least = self.least_widths().into_iter();
        let bounds = least.zip(&self.needs).map(|(least, need)| WidthBounds {
            widest: need.widest.max(1),
            least,
        });
        let bounds: Vec<_> = bounds.collect();
        column_widths(self.page.width, &bounds, |column, width, most| {
            self.longest_line(column, width, most)
        })
    }

    /// The longest line of a column that is broken to a width, if none is longer than `most`.
    fn longest_line(&self, column: usize, width: usize, most: usize) -> Option<usize> {
        let mut lines = (0..self.rows()).flat_map(|row| self.cell_lines(row, column));
        lines.try_fold(0, |longest, line| {
            let parts = pieces(&line.text, width).map(crate::text::width::width);
            let longest = parts.fold(longest, usize::max);
            (longest <= most).then_some(longest)
        })
    }

    /// How narrow each column may become: names keep their width while there is room, words
    /// are not broken while there is room, and on a page for neither all is broken.
    fn least_widths(&self) -> Vec<usize> {
        let most = (self.page.width / 3).max(1);
        let fits = |widths: &Vec<usize>| {
            widths.iter().sum::<usize>() + widths.len() * GAP <= self.page.width
        };
        let needs = self.columns.iter().zip(&self.needs);
        let names = needs.map(|(column, need)| {
            let whole = match column {
                Column::Text(_) => need.longest_word,
                Column::Name(_) | Column::Number(_) => need.widest,
            };
            whole.clamp(1, most)
        });
        let words = self.needs.iter().map(|need| need.longest_word.max(1));
        let (names, words) = (names.collect(), words.collect());
        [names, words]
            .into_iter()
            .find(fits)
            .unwrap_or_else(|| vec![1; self.columns.len()])
    }
}

#[cfg(test)]
mod tests;
