//! A preview of an import: who is new, who gains what, and what is left out.

use crate::screens::Page;
use crate::screens::style::Label;
use crate::screens::table::{AlignedTable, Column};
use crate::screens::words::list;
use crate::text::sanitize;

/// A person that an import adds or changes.
#[derive(Debug)]
pub struct ImportRow<'a> {
    /// Their handle in the book.
    pub handle: &'a str,
    /// Their name in the book.
    pub name: &'a str,
    /// Where they were found: `team.vcf:12`.
    pub place: String,
    /// Whether they are new; otherwise they are in the book and gain something.
    pub is_new: bool,
    /// What is added: `email`, `3 rows`.
    pub gains: Vec<String>,
}

/// The people, then what is left out, one line each.
pub fn import_preview(people: &[ImportRow], left_out: &[String], page: &Page) -> String {
    const COLUMNS: [Column; 4] = [
        Column::Name("Name"),
        Column::Name("Handle"),
        Column::Text("What comes"),
        Column::Text("From"),
    ];
    let mut text = String::new();
    if !people.is_empty() {
        let mut table = AlignedTable::new(page, &COLUMNS);
        for row in people {
            add_row(row, &mut table);
        }
        text += &table.render();
        text.push('\n');
    }
    if !left_out.is_empty() {
        text += &format!("{}\n", page.paint(Label::Heading, "Left out"));
        for line in left_out {
            text += &format!("  {}\n", sanitize::line(line));
        }
        text.push('\n');
    }
    text
}

fn add_row(row: &ImportRow, table: &mut AlignedTable) {
    let what = match (row.is_new, row.gains.as_slice()) {
        (true, []) => "new".to_owned(),
        (true, gains) => format!("new, with {}", list(gains)),
        (false, gains) => format!("gains {}", list(gains)),
    };
    table.cell(Label::Name, sanitize::line(row.name));
    table.cell(Label::Plain, sanitize::line(row.handle));
    table.cell(Label::Plain, what);
    table.cell(Label::Plain, sanitize::line(&row.place));
}
