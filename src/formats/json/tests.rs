//! A book written as JSON is read back as the same book.

#![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

use crate::formats::json::*;
use crate::model::custom_fields::{CustomFields, CustomValue, Float, Text};
use crate::model::interaction::{Interaction, Kind};
use crate::model::person::Person;
use crate::model::random::any_book;
use chrono::NaiveDate;
use proptest::prelude::*;

fn small() -> Book<'static> {
    let on = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let mut sara = Person::new("sara", "Sara Ortiz");
    sara.log = vec![Interaction::new(on, Kind::Met, "by the \"coffee\" machine")];
    sara.own
        .push(Text::Borrowed("birthday"), CustomValue::Day(on));
    sara.own
        .push(Text::Borrowed("$pay"), CustomValue::Number(Float(f64::NAN)));
    Book {
        people: vec![sara],
        ..Book::default()
    }
}

#[test]
fn a_book_is_written_with_the_names_of_the_file() {
    let text = write(&small(), false);
    assert!(
        text.starts_with("{\"allies\":1,\"settings\":{\"every\":30,\"score\":{\"half_life\":90,")
    );
    let person = "{\"handle\":\"sara\",\"name\":\"Sara Ortiz\",\
        \"log\":[{\"on\":\"2026-11-20\",\"kind\":\"met\",\"note\":\"by the \\\"coffee\\\" machine\"}],\
        \"other\":{\"birthday\":{\"$day\":\"2026-11-20\"},\"$$pay\":{\"$number\":\"nan\"}}}";
    assert!(text.contains(person), "{text}");
    assert_eq!(read(&text), Ok(small()));
}

#[test]
fn a_book_of_nothing_is_an_empty_book() {
    assert_eq!(read("{\"allies\":1}"), Ok(Book::default()));
}

#[test]
fn what_would_be_lost_or_break_the_file_is_refused() {
    let table = [
        ("{", "it ends too early"),
        ("{]", "it is no JSON"),
        ("{}", "missing field `allies`"),
        (
            "{\"allies\":2}",
            "its form is number 2, and this program reads number 1",
        ),
        (
            "{\"allies\":1,\"peple\":[]}",
            "unknown field `peple`, expected one of `allies`, `settings`, `goals`, `people`, `other`",
        ),
        (
            "{\"allies\":1,\"people\":[{\"handle\":\"a\",\"name\":\"\"}]}",
            "a name is empty",
        ),
        (
            "{\"allies\":1,\"people\":[{\"handle\":\"a\",\"name\":\" \\t\"}]}",
            "a name is empty",
        ),
        (
            "{\"allies\":1,\"people\":[{\"handle\":\"\",\"name\":\"A\"}]}",
            "a handle is empty",
        ),
        (
            "{\"allies\":1,\"people\":[{\"handle\":\"a\",\"name\":\"A\",\"other\":{\"x\":1,\"x\":2}}]}",
            "a key stands twice in one object",
        ),
        (
            "{\"allies\":1,\"people\":[{\"handle\":\"a\",\"name\":\"A\",\"other\":{\"name\":1}}]}",
            "`name` stands in `other`, and belongs beside it",
        ),
        (
            "{\"allies\":1,\"people\":[{\"handle\":\"a\",\"name\":\"A\",\"log\":[{\"on\":\"2026-11-20\",\"kind\":\"met\",\"other\":{\"gave\":\"\"}}]}]}",
            "`gave` stands in `other`, and belongs beside it",
        ),
        (
            "{\"allies\":1,\"people\":[{\"handle\":\"a\",\"name\":\"A\",\"promises\":[{\"by\":\"2026-11-20\",\"what\":\"x\",\"other\":{\"kept\":\"\"}}]}]}",
            "`kept` stands in `other`, and belongs beside it",
        ),
        (
            "{\"allies\":1,\"goals\":[{\"handle\":\"a\",\"name\":\"A\",\"set\":\"2026-11-20\",\"other\":{\"done\":\"\"}}]}",
            "`done` stands in `other`, and belongs beside it",
        ),
        (
            "{\"allies\":1,\"people\":[{\"handle\":\"a\",\"name\":\"A\",\"other\":{\"x\":{\"$moment\":\"soon\"}}}]}",
            "a `$` value that is none of `$day`, `$moment`, `$number`",
        ),
        (
            "{\"allies\":1,\"people\":[{\"handle\":\"a\",\"name\":\"A\",\"about\":{\"secret\":1}}]}",
            "a value of another kind is needed",
        ),
        (
            "{\"allies\":1,\"people\":[{\"handle\":\"a\",\"name\":\"A\",\"log\":[{\"on\":\"2026-11-20\",\"kind\":\"gav\"}]}]}",
            "a kind of interaction is unknown",
        ),
        (
            "{\"allies\":1,\"people\":[{\"handle\":\"a\",\"name\":\"A\",\"log\":[{\"on\":\"2026-11-20\",\"kind\":\"gave\",\"urgent\":true}]}]}",
            "a row is urgent and no `asked`",
        ),
        (
            "{\"allies\":1,\"people\":[{\"handle\":\"a\",\"name\":\"A\",\"added\":\"2026-02-30\"}]}",
            "a date is `YYYY-MM-DD`",
        ),
        (
            "{\"allies\":1,\"people\":[{\"handle\":\"a\",\"name\":\"A\",\"added\":\"+10000-01-01\"}]}",
            "a date is `YYYY-MM-DD`",
        ),
        (
            "{\"allies\":1,\"people\":[{\"handle\":\"a\",\"name\":\"A\",\"every\":0}]}",
            "`every` is 1 to 3650 days or \"never\"",
        ),
        (
            "{\"allies\":1,\"people\":[{\"handle\":\"a\",\"name\":\"A\",\"other\":{\"$day\":\"x\"}}]}",
            "a `$` value that is none of `$day`, `$moment`, `$number`",
        ),
        (
            "{\"allies\":1,\"people\":[{\"handle\":\"a\",\"name\":\"A\"},{\"handle\":\"a\",\"name\":\"B\"}]}",
            "two of its people have one handle",
        ),
    ];
    for (text, why) in table {
        assert_eq!(read(text).unwrap_err().what, why, "{text}");
    }
}

#[test]
fn keys_at_the_top_may_be_twice_for_those_of_the_settings_are_among_them() {
    let twice = read("{\"allies\":1,\"other\":{\"x\":1,\"x\":2}}").unwrap();
    assert_eq!(twice.own.iter().count(), 2);
}

#[test]
fn a_message_names_the_place() {
    let error = read("{\n  \"peple\": 1}").unwrap_err();
    assert_eq!((error.line, error.column), (2, 9));
    assert!(
        error.to_string().ends_with(" at line 2, column 9"),
        "{error}"
    );
}

#[test]
fn a_message_tells_nothing_of_a_note() {
    let text = write(&small(), true).replace("\"Sara Ortiz\"", "[\"private words\"]");
    let error = read(&text).unwrap_err();
    assert!(!error.to_string().contains("private"), "{error}");
}

#[test]
fn a_thousand_brackets_are_an_error_and_no_overflow() {
    let deep = format!("{{\"allies\":1,\"other\":{{\"x\":{}", "[".repeat(100_000));
    assert_eq!(read(&deep).unwrap_err().what, "it is nested too deeply");
    // Brackets in a text are none.
    let note = format!(
        "{{\"allies\":1,\"other\":{{\"x\":\"\\\"{}\"}}}}",
        "[".repeat(100_000)
    );
    assert!(read(&note).is_ok());
    assert_eq!(read("{\"allies\":1} {}").unwrap_err().what, "it is no JSON");
}

proptest! {
    #[test]
    fn a_book_comes_back_equal_to_the_last_key(book in any_book(), pretty in any::<bool>()) {
        let text = write(&book, pretty);
        let back = read(&text);
        prop_assert_eq!(back.as_ref(), Ok(&book), "{}", text);
        // Numbers that are equal and not the same (0.0 and −0.0) are written differently.
        prop_assert_eq!(write(&back.unwrap(), pretty), text);
    }

    #[test]
    fn a_book_cut_anywhere_is_an_error(book in any_book(), at in any::<proptest::sample::Index>()) {
        let text = write(&book, false);
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        prop_assert!(read(&text[..*at.get(&places)]).is_err());
    }
}

#[test]
fn keys_nested_as_deep_as_a_file_may_have_them_come_back() {
    let mut value = CustomValue::Flag(true);
    for _ in 0..120 {
        let mut table = CustomFields::default();
        table.push(Text::Borrowed("in"), value);
        value = CustomValue::List(vec![CustomValue::Table(table)]);
    }
    let mut book = small();
    book.people[0].own.push(Text::Borrowed("deep"), value);
    assert_eq!(read(&write(&book, false)), Ok(book));
}
