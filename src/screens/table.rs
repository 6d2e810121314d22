//! Tables. In a terminal, `comfy-table` wraps them to the width of the page, with a thin rule below
//! the headings; in a pipe, each row is one line, for the programs that read it.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table,
    TableStyle, Width,
};

use crate::screens::Page;
use crate::screens::style::Label;
use crate::text::width::width;
use crate::text::wrap::wrapped_lines;

/// Spaces after each column.
const GAP: usize = 2;

/// Separates cells until they are painted: no cell holds a control character.
const SEPARATOR: char = '\u{1f}';

/// Wider lines are broken up front, since `comfy-table` counts columns in 16 bits.
const LONGEST_LINE: usize = 60_000;

/// A rule below the headings and no other borders.
const RULED: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none().junction(SEPARATOR))
    .header_separator(LineStyle::none().fill('─').junction(SEPARATOR))
    .content_lines(ContentLineStyle::none().junction(SEPARATOR));

/// The heading of a column, and how its cells are laid out.
#[derive(Debug, Clone, Copy)]
pub enum Column {
    /// Text, which wraps.
    Text(&'static str),
    /// Names, which stay whole while there is room.
    Name(&'static str),
    /// Numbers, which stay whole while there is room and align right.
    Number(&'static str),
}

/// A table, filled cell by cell and row by row.
#[derive(Debug)]
pub struct AlignedTable<'p> {
    page: &'p Page,
    columns: &'static [Column],
    /// The headings, then the cells of each row. A cell is one or more lines.
    cells: Vec<Vec<(Label, String)>>,
}

impl<'p> AlignedTable<'p> {
    /// A table with headings and no rows.
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

    /// Adds a cell of one line, which must be safe for a terminal.
    pub fn cell(&mut self, label: Label, text: impl Into<String>) {
        self.cells.push(vec![(label, text.into())]);
    }

    /// Adds a line to the last cell.
    pub fn line(&mut self, label: Label, text: impl Into<String>) {
        if let Some(cell) = self.cells.last_mut() {
            cell.push((label, text.into()));
        }
    }

    /// The table as lines of text, each with a newline.
    pub fn render(&self) -> String {
        if self.page.is_terminal {
            self.wrapped()
        } else {
            self.unwrapped()
        }
    }

    /// The table as wide as the page allows. `comfy-table` counts escape sequences as text, so it
    /// lays out plain text, and each part of a cell is painted where it ended up.
    fn wrapped(&self) -> String {
        let labels = |column| {
            let lines = self.lines(column);
            lines.flat_map(|(label, line)| kept_characters(line).map(|_| *label))
        };
        let mut labels: Vec<_> = (0..self.columns.len()).map(labels).collect();
        let mut text = String::new();
        for line in self.layout().lines() {
            for (part, labels) in line.split(SEPARATOR).zip(&mut labels) {
                let words = part.trim_matches(' ');
                let last = kept_characters(words).zip(labels).last();
                let label = last.map_or(Label::Plain, |(_, label)| label);
                text += &part.replacen(words, &self.page.paint(label, words), 1);
            }
            end_line(&mut text);
        }
        text
    }

    fn layout(&self) -> Table {
        let saturating = |width| u16::try_from(width).unwrap_or(u16::MAX);
        let count = self.columns.len();
        let cells = self.cells.iter().map(|cell| {
            let lines = cell
                .iter()
                .flat_map(|(_, line)| wrapped_lines(line, LONGEST_LINE));
            lines.collect::<Vec<_>>().join("\n")
        });
        let cells: Vec<_> = cells.collect();
        let (headings, rows) = cells.split_at(count);
        let mut table = Table::new();
        table
            .load_style(RULED)
            .set_content_arrangement(ContentArrangement::Dynamic)
            // Allows for the separators, which are not in the output.
            .set_width(saturating(self.page.width + count - 1))
            .set_header(headings)
            .add_rows(rows.chunks(count));
        let layouts = table.column_iter_mut().zip(self.columns);
        for ((layout, column), minimum) in layouts.zip(self.minimum_widths()) {
            // `comfy-table` counts the gap as part of the column.
            let minimum = Width::Fixed(saturating(minimum + GAP));
            layout
                .set_padding((0, saturating(GAP)))
                .set_constraint(ColumnConstraint::LowerBoundary(minimum));
            if matches!(column, Column::Number(_)) {
                layout.set_cell_alignment(CellAlignment::Right);
            }
        }
        table
    }

    /// How narrow each column may become: names, numbers and words stay whole up to a third of the
    /// page; if that does not fit, words stay whole; if that does not fit either, anything breaks.
    fn minimum_widths(&self) -> Vec<usize> {
        let longest_word = |column| {
            let words = self.lines(column).flat_map(|(_, line)| line.split(' '));
            words.map(width).fold(1, usize::max)
        };
        let words: Vec<_> = (0..self.columns.len()).map(longest_word).collect();
        let third = (self.page.width / 3).max(1);
        let whole = self.columns.iter().enumerate().map(|(index, column)| {
            let lines = self.lines(index).map(|(_, line)| width(line));
            let widest = match column {
                Column::Text(_) => words[index],
                Column::Name(_) | Column::Number(_) => lines.fold(1, usize::max),
            };
            widest.min(third)
        });
        let whole = whole.collect();
        let room = self.page.width.saturating_sub(words.len() * GAP);
        let broken = vec![1; words.len()];
        let fits = |widths: &Vec<usize>| widths.iter().sum::<usize>() <= room;
        [whole, words].into_iter().find(fits).unwrap_or(broken)
    }

    /// The lines of all cells of a column.
    fn lines(&self, column: usize) -> impl Iterator<Item = &(Label, String)> {
        let cells = self.cells.iter().skip(column);
        cells.step_by(self.columns.len()).flatten()
    }

    /// The table with one line for each row, however long.
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
        let joined: Vec<_> = joined.collect();
        let rows = joined.chunks(self.columns.len());
        let mut widths = vec![0; self.columns.len()];
        for row in rows.clone() {
            for (widest, cell) in widths.iter_mut().zip(row) {
                *widest = width(cell).max(*widest);
            }
        }
        let (mut text, gap) = (String::new(), " ".repeat(GAP));
        for row in rows {
            for ((cell, column), widest) in row.iter().zip(self.columns).zip(&widths) {
                let padding = " ".repeat(widest - width(cell));
                let (before, after) = match column {
                    Column::Number(_) => (padding.as_str(), ""),
                    Column::Text(_) | Column::Name(_) => ("", padding.as_str()),
                };
                text.extend([before, cell, after, &gap]);
            }
            end_line(&mut text);
        }
        text
    }
}

/// Ends the last line, without the spaces at its end.
fn end_line(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
    text.push('\n');
}

/// The characters that show which text a part of the layout holds: wrapping drops spaces, and the
/// rule is not text.
fn kept_characters(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|character| !matches!(character, ' ' | '─'))
}

#[cfg(test)]
mod tests;
