//! What an import brings, before it is made: who is new, who gains what, and what is left out.

use crate::screens::Page;
use crate::screens::style::Label;
use crate::screens::table::{Column, table};
use crate::screens::words::list;
use crate::text::sanitize;

/// Somebody whom an import changes.
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
pub fn text(arrivals: &[Arrival], left_out: &[String], page: &Page) -> String {
    const COLUMNS: [Column; 4] = [
        Column::name("Name"),
        Column::name("Handle"),
        Column::text("What comes"),
        Column::text("From"),
    ];
    let mut text = String::new();
    if !arrivals.is_empty() {
        text += &table(
            page,
            &COLUMNS,
            arrivals.iter().map(|arrival| row(arrival, page)),
        );
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

fn row(arrival: &Arrival, page: &Page) -> Vec<String> {
    let what = match (arrival.is_new, arrival.gains.as_slice()) {
        (true, []) => "new".to_owned(),
        (true, brings) => format!("new, with {}", list(brings)),
        (false, gains) => format!("gains {}", list(gains)),
    };
    vec![
        page.paint(Label::Name, &sanitize::line(arrival.name)),
        sanitize::line(arrival.handle).into_owned(),
        what,
        sanitize::line(&arrival.place).into_owned(),
    ]
}
