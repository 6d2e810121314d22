//! Imports as the commands do them: bytes of another program into the text of the file, and
//! back out. The parts have their own tests; here they meet.
#![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

use allies::document::edit::edit;
use allies::document::read::read;
use allies::formats::import::outcome::ImportOptions;
use allies::formats::import::plan::plan;
use allies::formats::{Format, json, vcard_export};
use allies::model::book::Book;
use chrono::NaiveDate;

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
const EXAMPLE: &str = include_str!("../examples/allies.toml");

fn book(text: &str) -> Book<'_> {
    read(text).unwrap().book
}

/// The text of the file after the import, and how many changes it took.
fn imported(text: &str, bytes: &[u8]) -> (String, usize) {
    let (_, content) = allies::formats::read(bytes, None).unwrap();
    let options = ImportOptions {
        skip_broken: true,
        ..ImportOptions::default()
    };
    let plan = plan(&book(text), vec![content], &options, TODAY).unwrap();
    (edit(text, &plan.changes).unwrap().text, plan.changes.len())
}

#[test]
fn every_form_goes_into_the_file_once() {
    let folder = std::fs::read_dir("tests/fixtures/contacts").unwrap();
    let mut forms = 0;
    for path in folder.map(|entry| entry.unwrap().path()) {
        let bytes = std::fs::read(&path).unwrap();
        for before in ["", EXAMPLE] {
            let (once, changes) = imported(before, &bytes);
            assert!(changes > 0, "{}", path.display());
            assert!(book(&once).people.len() > book(before).people.len());
            let (twice, changes) = imported(&once, &bytes);
            assert_eq!((twice, changes), (once, 0), "{}", path.display());
        }
        forms += 1;
    }
    assert!(forms >= Format::ALL.len(), "{forms}");
}

#[test]
fn a_book_goes_out_as_json_and_comes_back_into_an_empty_file() {
    let example = book(EXAMPLE);
    let (text, _) = imported("", json::write(&example, true).as_bytes());
    let back = book(&text);
    assert_eq!(back.people, example.people);
    assert_eq!(back.goals, example.goals);
    let (same, changes) = imported(EXAMPLE, json::write(&example, false).as_bytes());
    assert_eq!((same.as_str(), changes), (EXAMPLE, 0));
}

#[test]
fn cards_of_a_book_bring_nothing_new_into_it() {
    let cards = vcard_export::write(&book(EXAMPLE).people);
    let (same, changes) = imported(EXAMPLE, cards.as_bytes());
    assert_eq!((same.as_str(), changes), (EXAMPLE, 0));
}
