//! Any bytes as a file of another program: no panic; and what is understood goes into the data
//! file so that it reads back, and goes in once.
#![no_main]

use allies::model::book::Book;
use allies::formats::import::outcome::{ImportOptions, ImportPlan};
use allies::formats::import::plan::plan;
use allies::formats::{Format, read as read_file};
use allies::document::edit::edit;
use allies::document::read::read;
use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;

const EXAMPLE: &str = include_str!("../../../examples/allies.toml");

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else {
        return;
    };
    let form = Format::ALL.get(usize::from(first % 8)).copied();
    let before = if first & 0x80 == 0 { "" } else { EXAMPLE };
    let Some(once) = planned(before, bytes, form) else {
        return;
    };
    let text = edit(before, &once.changes);
    let text = text
        .unwrap_or_else(|error| panic!("{error:#?}\n{:#?}", once.changes))
        .text;
    let twice = planned(&text, bytes, form).expect("read before");
    assert_eq!(
        twice.changes,
        [],
        "the second import changes something\n{text}"
    );
});

fn planned(text: &str, bytes: &[u8], form: Option<Format>) -> Option<ImportPlan> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    let book: Book = read(text).expect("a book").book;
    let (_, content) = read_file(bytes, form).ok()?;
    let options = ImportOptions {
        skip_broken: true,
        ..ImportOptions::default()
    };
    plan(&book, vec![content], &options, today).ok()
}
