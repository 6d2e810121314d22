//! Tables that fit the page: thin lines, no frame, and no name ever cut.
//!
//! A page of ten thousand people is laid out in a few milliseconds: cells are measured and
//! written where they are, and only what is painted is taken apart.

mod arrange;
mod cell;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::Page;
use super::style::Label;
use super::words::width;
use cell::Painted;

/// Columns of nothing between two columns of text.
const GAP: usize = 2;

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its heading.
    pub heading: &'static str,
    /// Whether it holds numbers, which stand at the right.
    pub is_number: bool,
    /// Whether it keeps the width of its longest cell: names are not broken.
    pub keeps_width: bool,
}

impl Column {
    /// A column of text that wraps.
    pub const fn text(heading: &'static str) -> Self {
        Self {
            heading,
            is_number: false,
            keeps_width: false,
        }
    }

    /// A column of text that keeps its width.
    pub const fn name(heading: &'static str) -> Self {
        Self {
            heading,
            is_number: false,
            keeps_width: true,
        }
    }

    /// A column of numbers.
    pub const fn number(heading: &'static str) -> Self {
        Self {
            heading,
            is_number: true,
            keeps_width: true,
        }
    }
}

/// The headings and the rows of a table.
struct Cells(Vec<Vec<String>>);

impl Cells {
    /// The lines of all cells of a column.
    fn lines(&self, column: usize) -> impl Iterator<Item = &str> {
        let cells = self.0.iter().filter_map(move |row| row.get(column));
        cells.flat_map(|cell| cell.split('\n'))
    }
}

/// The rows as a table on that page, the last line ended too. Cells may hold line ends and
/// painted text; they must be fit for a terminal.
pub fn table(
    page: &Page,
    columns: &[Column],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> String {
    let headings = columns
        .iter()
        .map(|column| page.paint(Label::Heading, column.heading))
        .collect();
    let cells = Cells(std::iter::once(headings).chain(rows).collect());
    let (widest, words): (Vec<usize>, Vec<usize>) = (0..columns.len())
        .map(|column| measure(&cells, column))
        .unzip();
    let least = least_widths(page, columns, &widest, &words);
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

/// The columns that the widest line of a column of the table takes, at least one, and those
/// of its longest word, which should not be broken.
fn measure(cells: &Cells, column: usize) -> (usize, usize) {
    cells.lines(column).fold((1, 0), |(line, word), text| {
        let words = text.split_whitespace().map(width);
        (line.max(width(text)), words.fold(word, usize::max))
    })
}

/// How narrow each column may become: names keep their width while there is room, words
/// are not broken while there is room, and on a page for neither all is broken.
fn least_widths(page: &Page, columns: &[Column], widest: &[usize], words: &[usize]) -> Vec<usize> {
    let most = page.width / 3;
    let whole_names = columns
        .iter()
        .zip(widest)
        .zip(words)
        .map(|((column, widest), word)| {
            if column.keeps_width { *widest } else { *word }.clamp(1, most.max(1))
        });
    let whole_words = widest
        .iter()
        .zip(words)
        .map(|(widest, word)| (*word).min(*widest).max(1));
    let fits = |widths: &[usize]| {
        let gaps = widths.len() * GAP;
        widths.iter().sum::<usize>() + gaps <= page.width
    };
    [whole_names.collect(), whole_words.collect()]
        .into_iter()
        .find(|widths: &Vec<usize>| fits(widths))
        .unwrap_or_else(|| vec![1; columns.len()])
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
