//! How long the steps of a command take, without the process around them:
//! `cargo bench --bench functions`.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "sizes of made-up books are small"
)]

mod book;

use allies::core::agenda::agenda;
use allies::document::edit::edit;
use allies::document::read::read;
use allies::model::change::Change;
use allies::model::interaction::{Interaction, Kind};
use allies::screens::due::DueView;
use allies::screens::list::ListView;
use allies::screens::style::ColorMode;
use allies::screens::{Page, View};
use chrono::NaiveDate;
use divan::Bencher;

/// The sizes at which a function is measured.
const SIZES: [(usize, usize); 3] = [(200, 2000), (1000, 20_000), (10_000, 100_000)];

const PAGE: Page = Page {
    width: 80,
    color: ColorMode::Off,
    is_terminal: false,
};

fn today() -> NaiveDate {
    book::TODAY.parse().expect("a day")
}

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES)]
fn reading(bencher: Bencher, (people, rows): (usize, usize)) {
    let text = book::book(people, rows);
    bencher.bench(|| read(&text).map(|reading| reading.book.people.len()));
}

#[divan::bench(args = SIZES)]
fn who_is_due(bencher: Bencher, (people, rows): (usize, usize)) {
    let text = book::book(people, rows);
    let book = read(&text).expect("a book").book;
    bencher.bench(|| agenda(&book, today(), 6).rows.len());
}

#[divan::bench(args = SIZES)]
fn due_as_text(bencher: Bencher, (people, rows): (usize, usize)) {
    let text = book::book(people, rows);
    let book = read(&text).expect("a book").book;
    bencher.bench(|| DueView::new(&agenda(&book, today(), 6), None, false).render(&PAGE));
}

#[divan::bench(args = SIZES)]
fn everybody_assessed(bencher: Bencher, (people, rows): (usize, usize)) {
    let text = book::book(people, rows);
    let book = read(&text).expect("a book").book;
    bencher.bench(|| book.assess(today()).count());
}

#[divan::bench(args = SIZES)]
fn list_as_json(bencher: Bencher, (people, rows): (usize, usize)) {
    let text = book::book(people, rows);
    let book = read(&text).expect("a book").book;
    let list = ListView(book.assess(today()).collect());
    bencher.bench(|| serde_json::to_string(&list).expect("JSON"));
}

#[divan::bench(args = SIZES)]
fn one_row_more(bencher: Bencher, (people, rows): (usize, usize)) {
    let text = book::book(people, rows);
    let log = Change::Log {
        handle: "p5".to_owned(),
        row: Interaction::new(today(), Kind::Gave, "a hand"),
    };
    bencher.bench(|| edit(&text, std::slice::from_ref(&log)).map(|edited| edited.text));
}
