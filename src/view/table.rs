//! Tables that fit the page: thin lines, no frame, and no name ever cut.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width,
};

use super::Page;
use super::style::Label;

/// One line below the headings, and nothing else.
const RULED: TableStyle = TableStyle::new().header_separator(LineStyle::new('─', '─', '─', '─'));

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its heading.
    pub heading: &'static str,
    /// Whether it holds numbers, which stand at the right.
    pub is_number: bool,
    /// Whether it keeps the width of its longest word group: names are never cut.
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
    for row in rows {
        table.add_row(row);
    }
    let widths = table.column_max_content_widths();
    for ((column, shape), widest) in columns.iter().zip(table.column_iter_mut()).zip(widths) {
        if column.is_number {
            shape.set_cell_alignment(CellAlignment::Right);
        }
        if column.keeps_width {
            let half = u16::try_from(page.width / 2).unwrap_or(u16::MAX);
            let width = widest.min(half).max(1);
            shape.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(width)));
        }
    }
    let mut text = String::new();
    for line in table.lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
