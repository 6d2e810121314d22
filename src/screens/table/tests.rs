//! In a terminal, tables are laid out as `comfy-table` would lay them out, with colour and without;
//! in a pipe, each row is one line.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, TableStyle,
    Width,
};
use proptest::prelude::*;

use super::*;
use crate::screens::style::ColorMode;

const COLUMNS: [Column; 4] = [
    Column::Name("Who"),
    Column::Text("Why and when"),
    Column::Number("Balance"),
    Column::Text("One thing to do"),
];

const fn page(width: usize, color: ColorMode) -> Page {
    Page {
        width,
        color,
        is_terminal: true,
    }
}

const fn pipe(color: ColorMode) -> Page {
    Page {
        is_terminal: false,
        ..page(20, color)
    }
}

/// Words of characters that are zero, one or two columns wide, some of several code points.
fn cell() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "a",
        "b",
        "c",
        "d",
        "é",
        "e\u{301}",
        "日",
        "👩\u{200d}💻",
        "ﬁ",
        "ß",
    ]);
    prop_oneof![words(odd), words(prop::sample::select(vec!["a", "b", "-"]))]
}

fn words(letter: impl Strategy<Value = &'static str>) -> impl Strategy<Value = String> {
    let word = prop::collection::vec(letter, 0..9).prop_map(|letters| letters.concat());
    let gap = prop::sample::select(vec![" ", " ", " ", "  ", "\n"]);
    prop::collection::vec((word, gap), 0..7)
        .prop_map(|words| words.into_iter().map(|(word, gap)| word + gap).collect())
}

fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    // `comfy-table` counts a trailing space as part of a number.
    let number = cell().prop_map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "));
    let row = (cell(), cell(), number, cell());
    prop::collection::vec(row.prop_map(|(a, b, c, d)| vec![a, b, c, d]), 0..6)
}

fn filled<'p>(page: &'p Page, label: Label, rows: &[Vec<String>]) -> AlignedTable<'p> {
    let mut table = AlignedTable::new(page, &COLUMNS);
    for cell in rows.iter().flatten() {
        let mut lines = cell.split('\n');
        table.cell(label, lines.next().unwrap_or_default());
        lines.for_each(|line| table.line(label, line));
    }
    table
}

/// The rows as `comfy-table` alone lays them out.
fn comfy_table_layout(page: &Page, rows: &[Vec<String>]) -> String {
    let ruled = TableStyle::new()
        .header_lines(ContentLineStyle::none())
        .header_separator(LineStyle::none().fill('─'))
        .content_lines(ContentLineStyle::none());
    let mut table = Table::new();
    table
        .load_style(ruled)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(page.width).expect("a small width"));
    let heading = |column| match column {
        Column::Text(heading) | Column::Name(heading) | Column::Number(heading) => heading,
    };
    table.set_header(COLUMNS.map(heading));
    table.add_rows(rows);
    let minimums = filled(page, Label::Plain, rows).minimum_widths();
    for ((column, layout), minimum) in COLUMNS.iter().zip(table.column_iter_mut()).zip(minimums) {
        layout.set_padding((0, 2));
        if matches!(column, Column::Number(_)) {
            layout.set_cell_alignment(CellAlignment::Right);
        }
        let minimum = Width::Fixed(u16::try_from(minimum).expect("a small width") + 2);
        layout.set_constraint(ColumnConstraint::LowerBoundary(minimum));
    }
    let lines = table.lines().map(|line| format!("{}\n", line.trim_end()));
    lines.collect()
}

/// The text without escape sequences.
fn unpainted(text: &str) -> String {
    let mut pieces = text.split("\u{1b}[");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |seen, piece| {
        seen + piece.split_once('m').map_or(piece, |(_, rest)| rest)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_table_is_laid_out_as_by_comfy_table(width in 1_usize..130, rows in rows()) {
        let page = page(width, ColorMode::Off);
        prop_assert_eq!(filled(&page, Label::Plain, &rows).render(), comfy_table_layout(&page, &rows));
    }

    #[test]
    fn no_line_is_wider_than_the_page_or_ends_with_spaces(columns in 20_usize..=200, rows in rows()) {
        let page = page(columns, ColorMode::Off);
        let text = filled(&page, Label::Plain, &rows).render();
        for line in text.lines() {
            prop_assert!(width(line) <= columns, "{}: {}", columns, line);
            prop_assert!(!line.ends_with(' '), "{:?}", line);
        }
    }

    #[test]
    fn in_a_pipe_each_row_is_one_line_and_columns_align(rows in rows()) {
        let plain = pipe(ColorMode::Off);
        let text = filled(&plain, Label::Plain, &rows).render();
        prop_assert_eq!(text.lines().count(), rows.len() + 1);
        let column = |line: &str, heading: &str| line.find(heading).map(|at| width(&line[..at]));
        let why = text.lines().next().and_then(|line| column(line, "Why and when"));
        for (line, row) in text.lines().skip(1).zip(&rows) {
            prop_assert!(!line.ends_with(' '), "{:?}", line);
            let first = row[1].split('\n').next().unwrap_or_default().trim_end();
            let starts = line
                .char_indices()
                .any(|(at, _)| Some(width(&line[..at])) == why && line[at..].starts_with(first));
            prop_assert!(first.is_empty() || starts, "{:?}", line);
        }
        let coloured = pipe(ColorMode::On);
        let painted = filled(&coloured, Label::Error, &rows).render();
        prop_assert_eq!(unpainted(&painted), text);
    }

    #[test]
    fn colours_move_nothing_and_end_on_every_line(width in 1_usize..130, rows in rows()) {
        let (plain, coloured) = (page(width, ColorMode::Off), page(width, ColorMode::On));
        let painted = filled(&coloured, Label::Error, &rows).render();
        prop_assert_eq!(unpainted(&painted), filled(&plain, Label::Error, &rows).render());
        for line in painted.lines() {
            let last = line.rfind("\u{1b}[").map_or("", |at| &line[at..]);
            prop_assert!(last.is_empty() || last.starts_with("\u{1b}[0m"), "{:?}", line);
        }
    }
}

#[test]
fn a_painted_line_that_wraps_is_painted_on_both_lines() {
    const WHAT: [Column; 1] = [Column::Text("What")];
    let narrow = page(10, ColorMode::On);
    let mut table = AlignedTable::new(&narrow, &WHAT);
    table.cell(Label::Bad, "one two three");
    let text = table.render();
    assert!(
        text.ends_with("\u{1b}[31mone two\u{1b}[0m\n\u{1b}[31mthree\u{1b}[0m\n"),
        "{text:?}"
    );
}

#[test]
fn a_name_far_down_a_long_table_stays_whole() {
    let page = page(80, ColorMode::Off);
    let mut rows = vec![vec!["Bo".to_owned(); 4]; 300];
    rows[200][0] = "Hubertus Maximilian".to_owned();
    let text = filled(&page, Label::Plain, &rows).render();
    assert!(text.contains("\nHubertus Maximilian  Bo"), "{text}");
}

/// Rows with several lines in a cell, wide characters and colours.
fn people(page: &Page) -> String {
    let mut table = AlignedTable::new(page, &COLUMNS);
    table.cell(Label::Name, "日本 太郎");
    table.line(Label::Aside, "IT");
    table.cell(Label::Plain, "help of 2 November not thanked");
    table.line(Label::Aside, "+ never met");
    table.cell(Label::Plain, "−42");
    table.cell(Label::Action, "praise them to their boss");
    table.cell(Label::Name, "Bo");
    table.cell(Label::Plain, "never met");
    table.cell(Label::Plain, "+5");
    table.cell(Label::Action, "");
    table.render()
}

#[test]
fn in_a_terminal_cells_wrap_below_a_thin_rule() {
    snapbox::assert_data_eq!(
        people(&page(60, ColorMode::Off)),
        snapbox::str![[r#"
Who        Why and when        Balance  One thing to do
─────────────────────────────────────────────────────────
日本 太郎  help of 2 November      −42  praise them to
IT         not thanked                  their boss
           + never met
Bo         never met                +5

"#]]
    );
}

#[test]
fn each_line_of_a_cell_keeps_its_colour_when_it_wraps() {
    let text = people(&page(60, ColorMode::On));
    snapbox::assert_data_eq!(
        text.replace('\u{1b}', "^"),
        snapbox::str![[r#"
^[1mWho^[0m        ^[1mWhy and when^[0m        ^[1mBalance^[0m  ^[1mOne thing to do^[0m
─────────────────────────────────────────────────────────
^[1m日本 太郎^[0m  help of 2 November      −42  ^[1mpraise them to^[0m
^[2mIT^[0m         not thanked                  ^[1mtheir boss^[0m
           ^[2m+ never met^[0m
^[1mBo^[0m         never met                +5

"#]]
    );
}

#[test]
fn in_a_pipe_the_lines_of_a_cell_are_joined_and_nothing_is_cut() {
    snapbox::assert_data_eq!(
        people(&pipe(ColorMode::Off)),
        snapbox::str![[r#"
Who             Why and when                                Balance  One thing to do
日本 太郎 · IT  help of 2 November not thanked + never met      −42  praise them to their boss
Bo              never met                                        +5

"#]]
    );
}

#[test]
fn a_cell_wider_than_comfy_table_counts_stays_whole() {
    for page in [page(80, ColorMode::Off), pipe(ColorMode::Off)] {
        let mut rows = vec![vec!["Bo".to_owned(); 4]; 2];
        rows[0][1] = "a".repeat(70_000);
        rows[1][2] = "1".repeat(70_000);
        let text = filled(&page, Label::Plain, &rows).render();
        assert_eq!(
            text.matches('a').count(),
            70_003,
            "and three of the headings"
        );
        assert_eq!(text.matches('1').count(), 70_000);
    }
}
