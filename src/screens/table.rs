//! Tables: in a terminal as wide as the page, with a thin rule and no name cut, laid out by
//! `comfy-table`; in a pipe a line for each row, for the programs that read them.

use std::iter::repeat_n;

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table,
    TableStyle, Width,
};

use crate::screens::Page;
use crate::screens::style::Label;
use crate::text::width::width;
use crate::text::wrap::pieces;

/// Columns of nothing behind each column of text.
const GAP: usize = 2;

/// Stands between cells until they are painted: no cell holds a control character.
const SEPARATOR: char = '\u{1f}';

/// How wide a line may be before it is broken: the library counts columns in 16 bits.
const LONGEST_LINE: usize = 60_000;

/// One line below the headings, and nothing else.
const RULED: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none().junction(SEPARATOR))
    .header_separator(LineStyle::none().fill('─').junction(SEPARATOR))
    .content_lines(ContentLineStyle::none().junction(SEPARATOR));

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
    /// The headings and the cells of each row, each of a line or more.
    cells: Vec<Vec<(Label, String)>>,
}

impl<'p> AlignedTable<'p> {
    /// The headings alone.
    pub fn new(page: &'p Page, columns: &'static [Column]) -> Self {
        let mut table = Self {
            page,
            columns,
            cells: Vec::new(),
        };
        for Column::Text(heading) | Column::Name(heading) | Column::Number(heading) in columns {
            table.cell(Label::Heading, *heading);
        }
        table
    }

    /// Adds a cell of one line, which must be fit for a terminal.
    pub fn cell(&mut self, label: Label, text: impl Into<String>) {
        self.cells.push(vec![(label, text.into())]);
    }

    /// Adds a line to the last cell.
    pub fn line(&mut self, label: Label, text: impl Into<String>) {
        if let Some(cell) = self.cells.last_mut() {
            cell.push((label, text.into()));
        }
    }

    /// The table for that page, the last line ended too.
    pub fn render(&self) -> String {
        if self.page.is_terminal {
            self.wrapped()
        } else {
            self.unwrapped()
        }
    }

    /// As wide as the page allows. The library lays out text without colour, since it counts
    /// escape sequences as text; each part of a cell is painted where it came to stand.
    fn wrapped(&self) -> String {
        let labels = |column| {
            let lines = self.lines(column);
            lines.flat_map(|(label, line)| signs(line).map(|_| *label))
        };
        let mut labels: Vec<_> = (0..self.columns.len()).map(labels).collect();
        let mut text = String::new();
        for line in self.laid_out().lines() {
            let parts = line.split(SEPARATOR).zip(&mut labels);
            let painted = parts.map(|(part, labels)| {
                let words = part.trim_matches(' ');
                let last = signs(words).zip(labels).last();
                let label = last.map_or(Label::Plain, |(_, label)| label);
                part.replacen(words, &self.page.paint(label, words), 1)
            });
            text.extend(painted);
            end_line(&mut text);
        }
        text
    }

    fn laid_out(&self) -> Table {
        let small = |width| u16::try_from(width).unwrap_or(u16::MAX);
        let mut table = Table::new();
        // The library takes room for the separators, which are gone in the end.
        table
            .load_style(RULED)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(small(self.page.width + self.columns.len() - 1));
        let cells = self.cells.iter().map(|cell| {
            let lines = cell.iter().flat_map(|(_, line)| pieces(line, LONGEST_LINE));
            lines.collect::<Vec<_>>().join("\n")
        });
        let cells: Vec<_> = cells.collect();
        let (headings, rows) = cells.split_at(self.columns.len());
        table.set_header(headings);
        table.add_rows(rows.chunks(self.columns.len()));
        let shapes = table.column_iter_mut().zip(self.columns);
        for ((shape, column), least) in shapes.zip(self.least_widths()) {
            // The library counts the gap as part of the column.
            let least = Width::Fixed(small(least + GAP));
            shape
                .set_padding((0, small(GAP)))
                .set_constraint(ColumnConstraint::LowerBoundary(least));
            if matches!(column, Column::Number(_)) {
                shape.set_cell_alignment(CellAlignment::Right);
            }
        }
        table
    }

    /// How narrow each column may become: names keep their width while there is room, words
    /// are not broken while there is room, and on a page for neither all is broken.
    fn least_widths(&self) -> Vec<usize> {
        let words = (0..self.columns.len()).map(|column| {
            let words = self.lines(column).flat_map(|(_, line)| line.split(' '));
            words.map(width).fold(1, usize::max)
        });
        let words: Vec<_> = words.collect();
        let most = (self.page.width / 3).max(1);
        let names = self.columns.iter().enumerate().map(|(index, column)| {
            let lines = self.lines(index).map(|(_, line)| width(line));
            match column {
                Column::Text(_) => words[index].min(most),
                Column::Name(_) | Column::Number(_) => lines.fold(1, usize::max).min(most),
            }
        });
        let room = self.page.width.saturating_sub(words.len() * GAP);
        let rest = vec![1; words.len()];
        let mut least = [names.collect(), words].into_iter();
        let fits = |widths: &Vec<usize>| widths.iter().sum::<usize>() <= room;
        least.find(fits).unwrap_or(rest)
    }

    /// The lines of the cells of a column.
    fn lines(&self, column: usize) -> impl Iterator<Item = &(Label, String)> {
        let cells = self.cells.iter().skip(column);
        cells.step_by(self.columns.len()).flatten()
    }

    /// A line for each row, however long, below the headings.
    fn unwrapped(&self) -> String {
        let joined = self.cells.iter().map(|cell| {
            cell.iter().fold(String::new(), |text, (label, line)| {
                let joint = match text.as_str() {
                    "" => "",
                    _ if line.starts_with("+ ") => " ",
                    _ => " · ",
                };
                text + joint + &self.page.paint(*label, line.trim_end_matches(' '))
            })
        });
        let cells: Vec<_> = joined.map(|text| (width(&text), text)).collect();
        let count = self.columns.len();
        let widest = (0..count).map(|column| {
            let cells = cells.iter().skip(column).step_by(count);
            cells.fold(0, |widest, (width, _)| widest.max(*width))
        });
        let shapes: Vec<_> = self.columns.iter().zip(widest).collect();
        let mut text = String::new();
        for row in cells.chunks(count) {
            for ((width, cell), (column, widest)) in row.iter().zip(&shapes) {
                let room = widest - width;
                let before = room * usize::from(matches!(column, Column::Number(_)));
                text.extend(repeat_n(' ', before));
                text += cell;
                text.extend(repeat_n(' ', room - before + GAP));
            }
            end_line(&mut text);
        }
        text
    }
}

fn end_line(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
    text.push('\n');
}

/// The signs of a text that tell where it came to stand: spaces go where lines are broken, and
/// the rule is no text.
fn signs(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|sign| !matches!(*sign, ' ' | '─'))
}

#[cfg(test)]
mod tests;
