//! What is read, and what is reported about the rest.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod plain;
mod rules;

use std::borrow::Cow;

use chrono::NaiveDate;
use proptest::prelude::*;

use crate::document::FORMAT as MANUAL;
use crate::document::diagnostic::{Diagnostic, Severity};
use crate::document::read::{Reading, read, read_tree};
use crate::model::interaction::{Kind, Size};
use crate::model::person::{Cadence, Level, Snooze};
use crate::model::settings::Settings;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The blocks of TOML in the manual.
fn examples() -> Vec<&'static str> {
    let blocks = MANUAL.split("```toml\n").skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap())
        .collect()
}

/// Reads one person `x` with these lines below the name.
fn person(lines: &str) -> String {
    format!("[people.x]\nname = \"X\"\n{lines}\n")
}

/// Message, label and place of the first error.
#[track_caller]
fn error(text: &str) -> (String, String, usize, usize) {
    let diagnostics = read(text).expect_err("an error");
    let first = diagnostics.into_iter().next().unwrap();
    (first.message, first.label, first.line, first.column)
}

#[track_caller]
fn fails(text: &str, message: &str, label: &str, line: usize, column: usize) {
    assert_eq!(error(text), (message.into(), label.into(), line, column));
}

#[track_caller]
fn warnings(text: &str) -> Vec<(String, String, usize)> {
    let warnings = read(text).unwrap().warnings;
    let words = |diagnostic: Diagnostic| (diagnostic.message, diagnostic.label, diagnostic.line);
    warnings.into_iter().map(words).collect()
}

#[test]
fn the_example_of_the_manual_is_read_whole() {
    let reading = read(examples()[0]).unwrap();
    let sara = reading.book.person("sara").unwrap();
    assert_eq!(sara.name, "Sara Ortiz");
    assert_eq!(sara.level, Some(Level::Down));
    assert_eq!(sara.every, Some(Cadence::Days(42)));
    assert_eq!(sara.phone, ["+49 30 1234", "ext. 17"]);
    assert_eq!(sara.promises.len(), 2);
    assert_eq!(sara.promises[0].made, Some(day("2026-11-14")));
    assert_eq!(sara.log.len(), 4);
    assert!(sara.log[1].urgent && sara.log[2].size == Size::Big);
    assert_eq!(
        (sara.log[3].kind, sara.log[3].note.as_ref()),
        (Kind::Thanked, "")
    );
    let snooze = Snooze {
        from: day("2026-11-16"),
        until: day("2026-11-30"),
    };
    assert_eq!(sara.snooze, Some(snooze));
    assert!(sara.own.is_empty());
    let goal = reading.book.goal("billing").unwrap();
    assert_eq!(
        (goal.by, goal.done),
        (Some(day("2026-12-18")), Some(day("2026-12-10")))
    );
    // These three are not in the short example.
    let expected = ["li", "tomas", "omar"].map(|_| "nobody has this handle".to_owned());
    let messages: Vec<String> = reading
        .warnings
        .into_iter()
        .map(|diagnostic| diagnostic.message)
        .collect();
    assert_eq!(messages, expected);
}

#[test]
fn the_settings_of_the_manual_are_the_defaults() {
    let reading = read(examples()[1]).unwrap();
    assert_eq!(reading.book.settings, Settings::default());
    assert_eq!(reading.warnings, []);
}

#[test]
fn the_manual_fits_eighty_columns() {
    let wide: Vec<&str> = MANUAL
        .lines()
        .filter(|line| line.chars().count() > 80)
        .collect();
    assert_eq!(wide, [""; 0]);
}

#[test]
fn every_spelling_means_the_same() {
    let plain = "[people.x]\nname = \"X\"\nsnooze = { from = 2026-01-01, until = 2026-01-02 }\nlog = [\n  { on = 2026-01-01, met = \"a\" },\n]\n";
    let book = read(plain).unwrap().book;
    for other in [
        "people = { x = { name = 'X', snooze = { from = 2026-01-01, until = 2026-01-02 }, log = [{ on = 2026-01-01, met = 'a' }] } }",
        "people.x.name = \"\"\"X\"\"\"\npeople.x.snooze.from = 2026-01-01\npeople.x.snooze.until = 2026-01-02\npeople.x.log = [{ met = \"\\u0061\", on = 2026-01-01 }]",
        "[[people.x.log]]\non = 2026-01-01\nmet = 'a'\n[people.x.snooze]\nfrom = 2026-01-01\nuntil = 2026-01-02\n[people.x]\nname = 'X'",
        "[people]\n\"x\" = { name = 'X', snooze.from = 2026-01-01, snooze.until = 2026-01-02, log = [ # c\n{\non = 2026-01-01,\nmet = 'a',\n}\n,] }",
    ] {
        assert_eq!(read(other).unwrap().book, book, "{other}");
        let windows = format!("\u{feff}{}", other.replace('\n', "\r\n"));
        assert_eq!(read(&windows).unwrap().book, book, "{windows}");
    }
}

#[test]
fn text_without_escapes_is_borrowed() {
    let text = person("about = \"as it stands\"\nrole = 'so'\norg = \"a \\\"b\\\"\"");
    let book = read(&text).unwrap().book;
    assert!(matches!(
        book.people[0].about,
        Some(Cow::Borrowed("as it stands"))
    ));
    assert!(matches!(book.people[0].role, Some(Cow::Borrowed("so"))));
    assert_eq!(book.people[0].org.as_deref(), Some("a \"b\""));
}

#[test]
fn a_row_with_a_typo_in_its_kind_says_so() {
    let text =
        "[people.ruth]\nname = \"Ruth\"\nlog = [\n  { on = 2026-11-01, gav = \"the deck\" },\n]\n";
    fails(
        text,
        "no kind of interaction in this row",
        "`gav` is no kind; did you mean `gave`?",
        4,
        22,
    );
    assert_eq!(read(text).unwrap_err()[0].handle.as_deref(), Some("ruth"));
    let diagnostic = &read(text).unwrap_err()[0];
    let excerpt = diagnostic.snippet(text);
    assert_eq!(excerpt.line, "  { on = 2026-11-01, gav = \"the deck\" },");
    assert_eq!((excerpt.number, excerpt.place), (4, 21..24));
}

#[test]
fn columns_count_characters_and_not_the_byte_order_mark() {
    let text = "\u{feff}people = { 'é' = 1 }\r\n";
    let (_, _, line, column) = error(text);
    assert_eq!((line, column), (1, 18));
    let diagnostic = &read(text).unwrap_err()[0];
    assert_eq!(diagnostic.snippet(text).line, "people = { 'é' = 1 }");
    assert_eq!(diagnostic.snippet(text).place, 17..18);
}

#[test]
fn settings_are_read_in_any_spelling() {
    let book = read("settings.score.doubt = 2.5\nsettings = { }").err();
    assert!(book.is_some());
    for text in [
        "[settings.score]\ndoubt = 2.5\n[settings]\nevery = 14",
        "settings.score = { doubt = 2.5 }\nsettings.every = '2w'",
        "settings = { every = 14, score.doubt = 2.5 }",
    ] {
        let settings = read(text).unwrap().book.settings;
        assert_eq!((settings.every, settings.score.doubt), (14, 250), "{text}");
    }
}

#[test]
fn typos_among_custom_keys_are_warned_about() {
    let text = person(
        "evry = 30\nnotes = 'n'\ntitle = 't'\nlog = [{ on = 2026-01-01, met = '', urgnt = true, place = 'x' }]",
    );
    let no_key = |key: &str| format!("`{key}` is no key that allies knows");
    assert_eq!(
        warnings(&text),
        [
            (no_key("evry"), "did you mean `every`?".to_owned(), 3),
            (no_key("urgnt"), "did you mean `urgent`?".to_owned(), 6),
        ]
    );
    let book = read(&text).unwrap().book;
    let own: Vec<&str> = book.people[0].own.iter().map(|(key, _)| key).collect();
    assert_eq!(own, ["evry", "notes", "title"]);
    let top = warnings(
        "peple = 1\n[settings]\nscores = 1\n[settings.due]\nthank = 1\n[goals.g]\nname = 'G'\nset = 2026-01-01\nhelpd_by = []\n",
    );
    assert_eq!(top.len(), 4);
}

#[test]
fn odd_orders_of_dates_are_warned_about() {
    let cases = [
        (
            person("snooze = { from = 2026-01-02, until = 2026-01-02 }"),
            "this snooze ends before it begins",
        ),
        (
            person(
                "promises = [{ by = 2026-01-01, what = '', made = 2026-01-02, kept = 2026-01-01 }]",
            ),
            "this promise was kept before it was made",
        ),
        (
            "[goals.g]\nname = 'G'\nset = 2026-01-02\nby = 2026-01-01".to_owned(),
            "this goal was due before it was set",
        ),
        (
            "[goals.g]\nname = 'G'\nset = 2026-01-02\ndone = 2026-01-01".to_owned(),
            "this goal was done before it was set",
        ),
    ];
    for (text, message) in cases {
        let warnings = warnings(&text);
        assert_eq!(warnings.len(), 1, "{text}");
        assert_eq!(warnings[0].0, message);
    }
}

#[test]
fn a_handle_that_needs_quotes_is_a_note_and_one_that_no_one_has_a_warning() {
    let reading = read("[people.\"a b\"]\nname = 'X'\nintroduced_by = 'q'\n").map_err(drop);
    let weights: Vec<Severity> = reading
        .unwrap()
        .warnings
        .iter()
        .map(|diagnostic| diagnostic.severity)
        .collect();
    assert_eq!(weights, [Severity::Note, Severity::Warning]);
    assert_eq!(warnings("[people.Sara]\nname = 'X'\n"), []);
}

#[test]
fn a_newer_format_is_refused_before_all_else() {
    let (message, label, line, _) = error("people = 1\nformat = 2\n");
    assert!(message.contains("format 2"), "{message}");
    assert_eq!((label.as_str(), line), ("this program reads format 1", 2));
    assert!(read("format = 1").is_ok());
    assert!(read("format = '1'").is_err());
    assert!(read("format = 0").is_err());
}

#[test]
fn a_merge_conflict_is_named() {
    let text = "[people.x]\n<<<<<<< HEAD\nname = 'X'\n=======\nname = 'Y'\n>>>>>>> other\n";
    fails(
        text,
        "a merge conflict is not resolved yet",
        "it begins here",
        2,
        1,
    );
    assert_eq!(read(text).unwrap_err().len(), 1);
}

#[test]
fn ten_errors_are_reported_at_once_and_the_rest_counted() {
    let rows = "  { on = 1, met = '' },\n".repeat(25);
    let diagnostics = read(&person(&format!("log = [\n{rows}]"))).unwrap_err();
    let lines: Vec<usize> = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.line)
        .collect();
    assert_eq!(lines, (4..14).collect::<Vec<_>>());
    assert_eq!(diagnostics.last().unwrap().more, 15);
    assert!(
        diagnostics[..9]
            .iter()
            .all(|diagnostic| diagnostic.more == 0)
    );
}

#[test]
fn no_message_repeats_what_a_note_says() {
    let secret = "Xyzzy";
    let text = person(&format!(
        "about = \"{secret}\nlog = [{{ on = 2026-01-01, met = \"{secret}\" \"{secret}\" }}]\nrole = {secret}"
    ));
    for diagnostic in read(&text).unwrap_err() {
        for words in [
            Some(diagnostic.message),
            Some(diagnostic.label),
            diagnostic.help,
        ] {
            assert!(!words.unwrap_or_default().contains(secret));
        }
    }
}

#[test]
fn every_prefix_of_a_file_is_read_or_refused() {
    let text = examples()[0];
    for end in 0..text.len() {
        if let Err(diagnostics) = read(&text[..end]) {
            assert!(!diagnostics.is_empty());
            assert!(diagnostics.len() <= 10);
            for diagnostic in diagnostics {
                let excerpt = diagnostic.snippet(&text[..end]);
                assert!(excerpt.place.end <= excerpt.line.chars().count());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in "(\\PC|[\\[\\]{}=,.\"'\n\r#-]){0,60}") {
        if let Err(diagnostics) = read(&text) {
            for diagnostic in diagnostics {
                diagnostic.snippet(&text);
            }
        }
    }

    #[test]
    fn a_file_with_anything_cut_out_is_read_or_refused(from in 0usize..1400, len in 0usize..40) {
        let mut text = examples()[0].to_owned();
        let to = (from + len).min(text.len());
        text.replace_range(from.min(to)..to, "");
        if let Err(diagnostics) = read(&text) {
            prop_assert!(diagnostics.iter().all(|diagnostic| diagnostic.line >= 1 && diagnostic.column >= 1));
        }
    }
}

#[test]
fn a_nul_byte_is_refused_with_its_place() {
    fails(
        "a = 1\n# \0\n",
        "the file holds a NUL byte",
        "a NUL byte",
        2,
        3,
    );
}
