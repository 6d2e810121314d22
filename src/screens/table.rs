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

use crate::screens::Page;
use crate::screens::style::Label;
use crate::text::width::{is_usual, width};

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
pub struct Cells<'c> {
    text: String,
    /// The lines of all cells.
    lines: Vec<Line>,
    /// For each cell the number of the line after its last.
    ends: Vec<usize>,
    columns: &'c [Column],
    /// For each column what its cells take.
    sizes: Vec<Size>,
}

/// How much room the cells of a column take.
#[derive(Debug, Clone, Copy)]
struct Size {
    /// The columns of the widest line, at least one.
    widest: usize,
    /// The columns of the longest word, which should not be broken.
    longest_word: usize,
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

impl<'c> Cells<'c> {
    /// The headings alone.
    pub fn new(page: &Page, columns: &'c [Column]) -> Self {
        let mut cells = Self {
            text: String::new(),
            lines: Vec::new(),
            ends: Vec::new(),
            columns,
            sizes: vec![
                Size {
                    widest: 1,
                    longest_word: 0,
                };
                columns.len()
            ],
        };
        for column in columns {
            cells.add(|cell| page.write(Label::Heading, column.heading, cell.text()));
        }
        cells
    }

    /// Makes room for so many rows, as far as can be guessed. Texts that grow side by side are
    /// copied again and again, and memory that is not used costs nothing.
    pub fn reserve(&mut self, rows: usize) {
        const LETTERS: usize = 200;
        const LINES: usize = 6;
        self.text.reserve(rows * LETTERS);
        self.lines.reserve(rows * LINES);
        self.ends.reserve(rows * self.columns.len());
    }

    /// Adds a cell as it is written. It may be painted, and must be fit for a terminal.
    pub fn add(&mut self, write: impl FnOnce(&mut Cell)) {
        let mut cell = Cell {
            column: self.ends.len() % self.columns.len(),
            start: self.text.len(),
            cells: self,
        };
        write(&mut cell);
        cell.end_line();
        self.ends.push(self.lines.len());
    }

    /// Adds a cell of such a text, which may hold ends of lines.
    fn add_text(&mut self, text: &str) {
        self.add(|cell| {
            for (number, line) in text.split('\n').enumerate() {
                if number > 0 {
                    cell.end_line();
                }
                cell.text().push_str(line);
            }
        });
    }

    /// How many rows there are, the headings counted.
    fn rows(&self) -> usize {
        self.ends.len() / self.columns.len().max(1)
    }

    /// The lines of one cell.
    fn cell(&self, row: usize, column: usize) -> &[Line] {
        let place = row * self.columns.len() + column;
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
}

/// A cell that is being written.
pub struct Cell<'a, 'c> {
    cells: &'a mut Cells<'c>,
    column: usize,
    /// Where its last line begins.
    start: usize,
}

impl Cell<'_, '_> {
    /// The text that its last line is written to the end of.
    pub const fn text(&mut self) -> &mut String {
        &mut self.cells.text
    }

    /// Ends the line; the next one follows below it.
    pub fn end_line(&mut self) {
        let place = self.start..self.cells.text.len();
        self.start = place.end;
        let line = &self.cells.text[place.clone()];
        let is_usual = is_usual(line);
        let width = if is_usual { line.len() } else { width(line) };
        self.cells.sizes[self.column].see(line, width, is_usual);
        self.cells.lines.push(Line::new(place, width, is_usual));
    }
}

impl Size {
    /// Takes a line into account, while it is at hand.
    fn see(&mut self, line: &str, width: usize, is_usual: bool) {
        self.widest = self.widest.max(width);
        self.longest_word = if is_usual {
            longest_usual_word(line, self.longest_word)
        } else {
            let words = line.split_whitespace().map(crate::text::width::width);
            words.fold(self.longest_word, usize::max)
        };
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
        for text in &row {
            cells.add_text(text);
        }
        table.add_row(row);
    }
    let least = least_widths(&cells, page);
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

/// How narrow each column may become: names keep their width while there is room, words
/// are not broken while there is room, and on a page for neither all is broken.
fn least_widths(cells: &Cells, page: &Page) -> Vec<usize> {
    let most = page.width / 3;
    let fits = |widths: &Vec<usize>| {
        let gaps = widths.len() * GAP;
        widths.iter().sum::<usize>() + gaps <= page.width
    };
    let least = cells
        .columns
        .iter()
        .zip(&cells.sizes)
        .map(|(column, size)| {
            let whole = if column.keeps_width {
                size.widest
            } else {
                size.longest_word
            };
            whole.clamp(1, most.max(1))
        });
    let least: Vec<usize> = least.collect();
    if fits(&least) {
        return least;
    }
    let words = cells.sizes.iter();
    let words = words
        .map(|size| size.longest_word.min(size.widest).max(1))
        .collect();
    if fits(&words) {
        return words;
    }
    vec![1; cells.columns.len()]
}
