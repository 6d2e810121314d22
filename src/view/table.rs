//! Tables that fit the page: thin lines, no frame, and no name ever cut.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table,
    TableStyle, Width,
};

use super::Page;
use super::style::Label;
use super::words::width;

/// Columns of nothing between two columns of text.
const GAP: u16 = 2;

/// One line below the headings, and nothing else.
const RULED: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none())
    .header_separator(LineStyle::none().fill('─'))
    .content_lines(ContentLineStyle::none());

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

/// The rows as a table on that page, the last line ended too. Cells may hold line ends and
/// painted text; they must be fit for a terminal.
pub fn table(
    page: &Page,
    columns: &[Column],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> String {
    let mut table = Table::new();
    table
        .load_style(RULED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(page.width).unwrap_or(u16::MAX))
        .force_no_tty()
        .set_header(
            columns
                .iter()
                .map(|column| page.paint(Label::Heading, column.heading)),
        );
    let rows: Vec<Vec<String>> = rows.into_iter().collect();
    let words: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(index, column)| longest_word(&rows, index).max(longest(column.heading)))
        .collect();
    for row in rows {
        table.add_row(row);
    }
    let widths = table.column_max_content_widths();
    let widest: Vec<usize> = widths.into_iter().map(usize::from).collect();
    let least = least_widths(page, columns, &widest, &words);
    for ((column, shape), least) in columns.iter().zip(table.column_iter_mut()).zip(least) {
        shape.set_padding((0, GAP));
        if column.is_number {
            shape.set_cell_alignment(CellAlignment::Right);
        }
        // The library counts the gap as part of the column.
        let least = u16::try_from(least).unwrap_or(u16::MAX).saturating_add(GAP);
        shape.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
    }
    let mut text = String::new();
    for line in table.lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
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
        let gaps = widths.len() * usize::from(GAP);
        widths.iter().sum::<usize>() + gaps <= page.width
    };
    [whole_names.collect(), whole_words.collect()]
        .into_iter()
        .find(|widths: &Vec<usize>| fits(widths))
        .unwrap_or_else(|| vec![1; columns.len()])
}

/// Columns of the longest word in a column of the table, which should not be broken.
fn longest_word(rows: &[Vec<String>], column: usize) -> usize {
    rows.iter()
        .filter_map(|row| row.get(column))
        .map(|cell| longest(cell))
        .max()
        .unwrap_or(0)
}

/// Columns of the longest word of a text.
fn longest(text: &str) -> usize {
    text.split_whitespace().map(width).max().unwrap_or(0)
}
