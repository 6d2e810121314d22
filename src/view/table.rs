//! Tables that fit the page: thin lines, no frame, and no name ever cut.
//!
//! `comfy-table` lays them out. It takes milliseconds for each hundred of rows, so the one
//! table that is printed whole all day, `due` in a pipe, is laid out in [`long`] instead, to
//! the same letter.

pub mod long;

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table,
    TableStyle, Width,
};

use super::Page;
use super::style::Label;
use super::words::{is_usual, width};

/// One line below the headings, and nothing else.
const RULED: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none())
    .header_separator(LineStyle::none().fill('─'))
    .content_lines(ContentLineStyle::none());

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

/// The headings and the rows of a table, one cell after the other in one text.
struct Cells {
    text: String,
    /// Where each cell ends.
    ends: Vec<usize>,
    columns: usize,
}

impl Cells {
    fn of(page: &Page, columns: &[Column], rows: impl IntoIterator<Item = Vec<String>>) -> Self {
        let mut cells = Self {
            text: String::new(),
            ends: Vec::new(),
            columns: columns.len(),
        };
        let headings = columns
            .iter()
            .map(|column| page.paint(Label::Heading, column.heading))
            .collect();
        for mut row in std::iter::once(headings).chain(rows) {
            row.resize(columns.len(), String::new());
            for cell in row {
                cells.text += &cell;
                cells.ends.push(cells.text.len());
            }
        }
        cells
    }

    fn rows(&self) -> usize {
        self.ends.len() / self.columns.max(1)
    }

    fn cell(&self, row: usize, column: usize) -> &str {
        let place = row * self.columns + column;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[place]]
    }

    fn row(&self, row: usize) -> impl Iterator<Item = &str> {
        (0..self.columns).map(move |column| self.cell(row, column))
    }

    /// For each column how wide its widest line is, and how narrow it may become.
    fn widths(&self, page: &Page, columns: &[Column]) -> (Vec<usize>, Vec<usize>) {
        let (widest, words): (Vec<usize>, Vec<usize>) = (0..columns.len())
            .map(|column| measure(self, column))
            .unzip();
        let least = least_widths(page, columns, &widest, &words);
        (widest, least)
    }

    /// The lines of all cells of a column.
    fn lines(&self, column: usize) -> impl Iterator<Item = &str> {
        let cells = (0..self.rows()).map(move |row| self.cell(row, column));
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
    let cells = Cells::of(page, columns, rows);
    let (_, least) = cells.widths(page, columns);
    let mut table = Table::new();
    table
        .load_style(RULED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(page.width).unwrap_or(u16::MAX))
        .force_no_tty();
    table.set_header(cells.row(0));
    for row in 1..cells.rows() {
        table.add_row(cells.row(row));
    }
    for ((column, shape), least) in columns.iter().zip(table.column_iter_mut()).zip(least) {
        shape.set_padding((0, u16::try_from(GAP).unwrap_or(u16::MAX)));
        if column.is_number {
            shape.set_cell_alignment(CellAlignment::Right);
        }
        // The library counts the gap as part of the column.
        let least = u16::try_from(least + GAP).unwrap_or(u16::MAX);
        shape.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
    }
    let lines = table.lines().map(|line| format!("{}\n", line.trim_end()));
    lines.collect::<Vec<_>>().concat()
}

/// The columns that the widest line of a column of the table takes, at least one, and those
/// of its longest word, which should not be broken.
fn measure(cells: &Cells, column: usize) -> (usize, usize) {
    cells.lines(column).fold((1, 0), |(line, word), text| {
        let whole = width(text);
        (line.max(whole), word.max(longest_word(text, word)))
    })
}

/// The columns of the longest word of a text, as far as it is longer than those known.
fn longest_word(text: &str, known: usize) -> usize {
    if !is_usual(text) {
        return text.split_whitespace().map(width).max().unwrap_or(0);
    }
    let (mut longest, mut start) = (known, 0);
    while start + longest < text.len() {
        let end = long::word_end(text, start);
        longest = longest.max(end - start);
        start = end + 1;
    }
    longest
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
