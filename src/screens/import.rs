//! What an import brings, before it is made: who is new, who gains what, and what is left out.

use crate::screens::Page;
use crate::screens::style::Label;
use crate::screens::table::{AlignedTable, Column};
use crate::screens::words::list;
use crate::text::sanitize;

/// A person that an import adds or changes.
#[derive(Debug)]
pub struct Arrival<'a> {
    /// What to type for them.
    pub handle: &'a str,
    /// Their name in the book.
    pub name: &'a str,
    /// Where they come from: `team.vcf:12`.
    pub place: String,
    /// Whether they are new, or known and gain something.
    pub is_new: bool,
    /// What they bring or gain: `email`, `3 rows`.
    pub gains: Vec<String>,
}

/// The people, then what is left out, a line each.
pub fn import_preview(arrivals: &[Arrival], left_out: &[String], page: &Page) -> String {
    const COLUMNS: [Column; 4] = [
        Column::Name("Name"),
        Column::Name("Handle"),
        Column::Text("What comes"),
        Column::Text("From"),
    ];
    let mut text = String::new();
    if !arrivals.is_empty() {
        let mut table = AlignedTable::new(page, &COLUMNS);
        for arrival in arrivals {
            add_row(arrival, &mut table);
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

fn add_row(arrival: &Arrival, table: &mut AlignedTable) {
    let what = match (arrival.is_new, arrival.gains.as_slice()) {
        (true, []) => "new".to_owned(),
        (true, brings) => format!("new, with {}", list(brings)),
        (false, gains) => format!("gains {}", list(gains)),
    };
    table.cell(Label::Name, sanitize::line(arrival.name));
    table.cell(Label::Plain, sanitize::line(arrival.handle));
    table.cell(Label::Plain, what);
    table.cell(Label::Plain, sanitize::line(&arrival.place));
}
