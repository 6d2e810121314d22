//! Detecting and reading all formats.

#![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

use std::time::{Duration, Instant};

use crate::formats::import::outcome::ImportOptions;
use crate::formats::import::plan::plan;
use crate::formats::*;
use crate::model::book::Book;
use crate::model::random::any_book;
use crate::text::encoding::DecodeError;
use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::sample::{Index, select};

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();

macro_rules! fixtures {
    ($($name:literal),* $(,)?) => {
        [$((
            $name,
            include_bytes!(concat!("../../tests/fixtures/contacts/", $name)).as_slice(),
        )),*]
    };
}

const FIXTURES: [(&str, &[u8]); 12] = fixtures![
    "phone.vcf",
    "mac.vcf",
    "cloud.vcf",
    "agent.vcf",
    "one_broken.vcf",
    "linkedin.csv",
    "linkedin_before.csv",
    "google.csv",
    "google_before.csv",
    "outlook.csv",
    "outlook_web.csv",
    "friends.md",
];

/// Imports a file into a book, skipping broken entries.
fn imported(mut book: Book<'static>, bytes: &[u8]) -> Option<Book<'static>> {
    let (_, content) = read(bytes, None).ok()?;
    let options = ImportOptions {
        skip_broken: true,
        ..ImportOptions::default()
    };
    let plan = plan(&book, vec![content], &options, TODAY).unwrap();
    book.apply_all(&plan.changes).unwrap();
    Some(book)
}

/// Each would take minutes to hours if anything here were quadratic.
#[test]
fn the_time_of_an_import_is_linear() {
    let many = |number: usize, one: fn(usize) -> String| -> String {
        (0..number).map(one).collect::<Vec<_>>().concat()
    };
    let card = |inside: String| format!("BEGIN:VCARD\nFN:Ann\n{inside}\nEND:VCARD\n");
    let linkedin = "First Name,Last Name,Email Address,Company,Position,Connected On\n";
    let files = [
        card(format!("NOTE;X=\"{}", "a:b=\n ".repeat(300_000))),
        card(format!(
            "NOTE;X={}:{}",
            "y".repeat(500_000),
            "b=\n ".repeat(100_000)
        )),
        card(many(50_000, |at| format!("TEL:{at}\n"))),
        card(many(50_000, |at| format!("NOTE:{at}\n"))),
        card(format!(
            "CATEGORIES:{}",
            many(60_000, |at| format!("t{at},"))
        )),
        many(10_000, |at| {
            format!("BEGIN:VCARD\nFN:Ann\nTEL:{at}\nEND:VCARD\n")
        }),
        many(10_000, |at| {
            format!("BEGIN:VCARD\nFN:Ann\nEMAIL:a@x\nNOTE:{at}\nEND:VCARD\n")
        }),
        format!(
            "{linkedin}{}",
            many(50_000, |at| format!("A{at},Fox,a{at}@x,,,\n"))
        ),
        format!(
            "### Activities:\n{}### Notes:\n",
            many(30_000, |at| format!("- 2026-01-01: met **Ann** {at}\n"))
        ),
        format!(
            "### Activities:\n- 2026-01-01: {}\n### Notes:\n",
            many(30_000, |at| format!("**A{at}** "))
        ),
    ];
    for file in files {
        let start = Instant::now();
        let once = imported(Book::default(), file.as_bytes()).unwrap();
        let again = imported(once.clone(), file.as_bytes());
        assert!(again == Some(once), "{}", &file[..80]);
        let took = start.elapsed();
        assert!(took < Duration::from_secs(30), "{took:?}: {}", &file[..80]);
    }
}

#[test]
fn every_format_is_detected_by_its_content() {
    let json = json::write(&Book::default(), true);
    let all = FIXTURES.iter().copied().chain([("json", json.as_bytes())]);
    for (name, bytes) in all {
        let expected = match name.split(['.', '_']).next().unwrap() {
            "linkedin" => Format::Linkedin,
            "google" => Format::Google,
            "outlook" => Format::Outlook,
            "friends" => Format::Friends,
            "json" => Format::Json,
            _ => Format::Vcf,
        };
        assert_eq!(read(bytes, None).unwrap().0, expected, "{name}");
    }
}

#[test]
fn each_format_has_a_word() {
    for format in Format::ALL {
        assert_eq!(Format::from_word(format.word()), Some(format));
    }
    assert_eq!(Format::from_word("csv"), None);
}

#[test]
fn an_unknown_format_is_refused() {
    for bytes in [&b"hello there\n"[..], b"[1, 2]", b"name = \"Sara\"\n"] {
        assert_eq!(read(bytes, None), Err(ImportError::Unknown));
    }
    assert_eq!(
        read(b"\0\0", None),
        Err(ImportError::NotText(DecodeError::Binary))
    );
    assert!(matches!(
        read(b"{\"a\":1}", None),
        Err(ImportError::Json(_))
    ));
}

#[test]
fn every_fixture_imported_twice_changes_nothing_more() {
    for (name, bytes) in FIXTURES {
        let once = imported(Book::default(), bytes).unwrap();
        assert!(!once.people.is_empty(), "{name}");
        assert_eq!(imported(once.clone(), bytes).unwrap(), once, "{name}");
        let utf16: Vec<u8> =
            decode(bytes)
                .unwrap()
                .encode_utf16()
                .fold(vec![0xff, 0xfe], |mut bytes, unit| {
                    bytes.extend(unit.to_le_bytes());
                    bytes
                });
        assert_eq!(
            imported(Book::default(), &utf16).unwrap(),
            once,
            "{name} as UTF-16"
        );
    }
}

#[test]
fn every_fixture_cut_at_any_byte_is_read_or_refused() {
    for (_, bytes) in FIXTURES {
        for at in 0..bytes.len() {
            let _ = imported(Book::default(), &bytes[..at]);
        }
    }
}

/// A mutation of the bytes at some place.
#[derive(Debug, Clone)]
enum Damage {
    Cut(Index, u8),
    Duplicate(Index, u8),
    Insert(Index, Vec<u8>),
}

fn any_damage() -> impl Strategy<Value = Damage> {
    let words: Vec<&[u8]> = vec![
        b"\n",
        b"\r",
        b"\"",
        b";",
        b",",
        b":",
        b"=",
        b"=\r\n",
        b"\n ",
        b"BEGIN:VCARD\n",
        b"END:VCARD\n",
        b"AGENT:\n",
        b"ENCODING=QUOTED-PRINTABLE",
        b"CHARSET=x",
        b"=ff",
        b"**",
        b"- ",
        b"###",
        b" ::: ",
        b"\\n",
        b"\\",
        b"\xff",
        b"\xe2\x80\xae",
        b"\x1b[2J",
        b"\0",
        b"9999999999",
        b"{\"$day\":1}",
    ];
    let put = prop_oneof![
        select(words).prop_map(<[u8]>::to_vec),
        proptest::collection::vec(any::<u8>(), 1..5),
    ];
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, length)| Damage::Cut(at, length)),
        (any::<Index>(), any::<u8>()).prop_map(|(at, length)| Damage::Duplicate(at, length)),
        (any::<Index>(), put).prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
    ]
}

fn damaged(mut bytes: Vec<u8>, damages: &[Damage]) -> Vec<u8> {
    for damage in damages {
        let part = |at: &Index, length: u8| {
            let start = at.index(bytes.len() + 1);
            start..(start + usize::from(length)).min(bytes.len())
        };
        match damage {
            Damage::Cut(at, length) => {
                let part = part(at, *length);
                bytes.drain(part);
            }
            Damage::Duplicate(at, length) => {
                let part = part(at, *length);
                let copy = bytes[part.clone()].to_vec();
                bytes.splice(part.start..part.start, copy);
            }
            Damage::Insert(at, new) => {
                let start = part(at, 0).start;
                bytes.splice(start..start, new.iter().copied());
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn no_damaged_file_panics_or_imports_unclean_text(
        fixture in select(FIXTURES.to_vec()),
        damages in proptest::collection::vec(any_damage(), 1..8),
    ) {
        let bytes = damaged(fixture.1.to_vec(), &damages);
        let Some(book) = imported(Book::default(), &bytes) else { return Ok(()) };
        for person in &book.people {
            prop_assert!(crate::model::handle::is_plain_handle(&person.handle));
            prop_assert!(!person.name.trim().is_empty());
            prop_assert!(!person.name.contains(char::is_control), "{:?}", person.name);
            let texts = [&person.org, &person.dept, &person.role].into_iter().flatten();
            for text in texts.chain(&person.email).chain(&person.phone).chain(&person.tags) {
                prop_assert!(!text.contains(char::is_control), "{text:?}");
            }
            for note in person.about.iter().chain(person.log.iter().map(|row| &row.note)) {
                prop_assert!(!note.contains(|c: char| c.is_control() && c != '\n'), "{note:?}");
            }
        }
        let again = imported(book.clone(), &bytes);
        prop_assert_eq!(again, Some(book));
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for format in Format::ALL.into_iter().map(Some).chain([None]) {
            let _ = read(&bytes, format);
        }
    }
}

proptest! {
    #[test]
    fn a_book_exported_and_imported_is_the_same_book(book in any_book()) {
        let text = json::write(&book, false);
        let empty = Book { settings: book.settings.clone(), own: book.own.clone(), ..Book::default() };
        prop_assert_eq!(imported(empty, text.as_bytes()), Some(book.clone()));
        prop_assert_eq!(imported(book.clone(), text.as_bytes()), Some(book));
    }
}
