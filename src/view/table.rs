//! Tables that fit the page: thin lines, no frame, and no name ever cut.
//!
//! `comfy-table` lays them out. It takes milliseconds for each hundred of rows, so the one
//! table that is printed whole all day, `due` in a pipe, is laid out in [`long`] instead, to
//! the same letter.

pub mod long;

use std::ops::Range;

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
pub struct Cells {
    text: String,
    /// The lines of all cells.
    lines: Vec<Line>,
    /// For each cell the number of the line after its last.
    ends: Vec<usize>,
    columns: usize,
}

/// A line of a cell. Small, since a table of everybody has tens of thousands.
struct Line {
    start: u32,
    end: u32,
    width: u32,
    /// See [`is_usual`].
    is_usual: bool,
}

impl Line {
    /// A line from one place of the text to another. What is shown of a book is no larger
    /// than a few books, so it fits into 32 bits.
    fn new(place: Range<usize>, width: usize, is_usual: bool) -> Self {
        let small = |number| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            start: small(place.start),
            end: small(place.end),
            width: small(width),
            is_usual,
        }
    }

    /// The columns that it takes where it is not broken.
    const fn width(&self) -> usize {
        self.width as usize
    }
}

impl Cells {
    fn new(page: &Page, columns: &[Column]) -> Self {
        let mut cells = Self {
            text: String::new(),
            lines: Vec::new(),
            ends: Vec::new(),
            columns: columns.len(),
        };
        for column in columns {
            cells.add(|text| page.write(Label::Heading, column.heading, text));
        }
        cells
    }

    /// Adds a cell: what is written to the end of that text, on one line or several. It may be
    /// painted, and must be fit for a terminal.
    pub fn add(&mut self, write: impl FnOnce(&mut String)) {
        let start = self.text.len();
        write(&mut self.text);
        let cell = &self.text[start..];
        // Nearly every cell, since the end of a line is no usual letter.
        if is_usual(cell) {
            let line = Line::new(start..self.text.len(), cell.len(), true);
            self.lines.push(line);
        } else {
            let mut start = start;
            for line in cell.split('\n') {
                let place = start..start + line.len();
                start = place.end + 1;
                let line = Line::new(place, width(line), is_usual(line));
                self.lines.push(line);
            }
        }
        self.ends.push(self.lines.len());
    }

    /// How many rows there are, the headings counted.
    fn rows(&self) -> usize {
        self.ends.len() / self.columns.max(1)
    }

    /// The lines of one cell.
    fn cell(&self, row: usize, column: usize) -> &[Line] {
        let place = row * self.columns + column;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.lines[start..self.ends[place]]
    }

    /// The lines of all cells of a column.
    fn lines(&self, column: usize) -> impl Iterator<Item = &Line> {
        (0..self.rows()).flat_map(move |row| self.cell(row, column))
    }

    fn text(&self, line: &Line) -> &str {
        &self.text[line.start as usize..line.end as usize]
    }

    /// The columns that the widest line of a column takes, at least one.
    fn widest(&self, column: usize) -> usize {
        self.lines(column)
            .fold(1, |most, line| most.max(line.width()))
    }

    /// The columns of the longest word of a column, which should not be broken.
    fn longest_word(&self, column: usize) -> usize {
        self.lines(column).fold(0, |known, line| {
            let text = self.text(line);
            if line.is_usual {
                longest_usual_word(text, known)
            } else {
                let words = text.split_whitespace().map(width);
                words.fold(known, usize::max)
            }
        })
    }
}

/// The longest word of a text of usual letters, if it is longer than those known: looked for
/// backwards from where a longer one would end, so that most letters are never looked at.
fn longest_usual_word(text: &str, known: usize) -> usize {
    let letters = text.as_bytes();
    let (mut longest, mut start) = (known, 0);
    while let Some(longer) = letters.get(start..=start + longest) {
        if let Some(space) = longer.iter().rposition(|letter| *letter == b' ') {
            start += space + 1;
        } else {
            let end = long::word_end(text, start + longest);
            longest = end - start;
            start = end + 1;
        }
    }
    longest
}

/// The rows as a table on that page, the last line ended too. Cells may hold line ends and
/// painted text; they must be fit for a terminal.
pub fn table(
    page: &Page,
    columns: &[Column],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> String {
    let mut cells = Cells::new(page, columns);
    let mut table = Table::new();
    table
        .load_style(RULED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(page.width).unwrap_or(u16::MAX))
        .force_no_tty();
    table.set_header(
        columns
            .iter()
            .map(|column| page.paint(Label::Heading, column.heading)),
    );
    for mut row in rows {
        row.resize(columns.len(), String::new());
        for cell in &row {
            cells.add(|text| text.push_str(cell));
        }
        table.add_row(row);
    }
    let widest = widest(&cells);
    let least = least_widths(&cells, page, columns, &widest);
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

/// For each column what [`Cells::widest`] tells.
fn widest(cells: &Cells) -> Vec<usize> {
    (0..cells.columns)
        .map(|column| cells.widest(column))
        .collect()
}

/// How narrow each column may become: names keep their width while there is room, words
/// are not broken while there is room, and on a page for neither all is broken.
fn least_widths(cells: &Cells, page: &Page, columns: &[Column], widest: &[usize]) -> Vec<usize> {
    let most = page.width / 3;
    let fits = |widths: &Vec<usize>| {
        let gaps = widths.len() * GAP;
        widths.iter().sum::<usize>() + gaps <= page.width
    };
    let mut least: Vec<usize> = (0..columns.len())
        .map(|column| {
            let whole = if columns[column].keeps_width {
                widest[column]
            } else {
                cells.longest_word(column)
            };
            whole.clamp(1, most.max(1))
        })
        .collect();
    if fits(&least) {
        return least;
    }
    for (column, least) in least.iter_mut().enumerate() {
        *least = cells.longest_word(column).min(widest[column]).max(1);
    }
    if fits(&least) {
        return least;
    }
    vec![1; columns.len()]
}
