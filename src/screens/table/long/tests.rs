//! Tables are laid out as `comfy-table` lays them out, in colour and without.

use proptest::prelude::*;

use crate::screens::style::{Label, Style};
use crate::screens::table::Column;
use crate::screens::table::long::*;

const COLUMNS: [Column; 4] = [
    Column::name("Who"),
    Column::text("Why and when"),
    Column::number("Balance"),
    Column::text("One thing to do"),
];

fn page(width: usize, style: Style) -> Page {
    Page { width, style }
}

/// Words of letters that take no column, one or two, and of several code points.
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
    prop::collection::vec(prop::collection::vec(cell(), 4), 0..6)
}

/// As [`crate::screens::table::table`], the rows given last first and turned round again.
fn long_table(page: &Page, columns: &[Column], rows: &[Vec<String>]) -> String {
    let mut cells = Cells::new(page, columns);
    for cell in rows.iter().rev().flatten() {
        cells.add_text(cell);
    }
    let mut text = String::new();
    let mut layout = Layout::new(&cells, page);
    layout.headings(&mut text);
    for number in (0..rows.len()).rev() {
        layout.row(number, &mut text);
    }
    text
}

/// Without escape sequences.
fn seen(text: &str) -> String {
    text.split('\n')
        .map(|line| Painted::of(line).seen.trim_end().to_owned())
        .collect::<Vec<_>>()
        .join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_table_is_laid_out_as_by_the_library(width in 1_usize..130, rows in rows()) {
        let page = page(width, Style::Plain);
        prop_assert_eq!(long_table(&page, &COLUMNS, &rows), crate::screens::table::table(&page, &COLUMNS, rows));
    }

    #[test]
    fn colours_change_no_place_and_end_with_every_line(width in 1_usize..130, rows in rows()) {
        let (plain, coloured) = (page(width, Style::Plain), page(width, Style::Colour));
        let painted: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(|cell| coloured.paint(Label::Error, cell)).collect())
            .collect();
        let painted = long_table(&coloured, &COLUMNS, &painted);
        prop_assert_eq!(seen(&painted), seen(&long_table(&plain, &COLUMNS, &rows)));
        for line in painted.lines() {
            let last = line.rfind("\u{1b}[").map_or("", |at| &line[at..]);
            prop_assert!(last.is_empty() || last.starts_with("\u{1b}[0m"), "{:?}", line);
        }
    }
}

#[test]
fn a_painted_line_that_is_broken_is_painted_on_both_lines() {
    let page = page(24, Style::Colour);
    let red = page.paint(Label::Bad, "one two three");
    let columns = [Column::text("What")];
    let narrow = Page { width: 10, ..page };
    let text = long_table(&narrow, &columns, &[vec![red]]);
    assert!(
        text.ends_with("\u{1b}[31mone two\u{1b}[0m\n\u{1b}[31mthree\u{1b}[0m\n"),
        "{text:?}"
    );
}
