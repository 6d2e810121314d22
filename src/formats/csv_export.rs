//! The book as CSV for a spreadsheet: a row a person with their standing, or a row an
//! interaction. No cell is a formula, whoever wrote the text in it.

use std::borrow::Cow;

use csv::WriterBuilder;

use crate::model::custom_fields::Text;
use crate::model::interaction::Size;
use crate::model::person::{Cadence, Person};

/// What the score says of a person, in numbers to print as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonScores {
    /// The word of their standing.
    pub standing: &'static str,
    /// −100 to 100.
    pub balance: i64,
    /// 0 to 100.
    pub warmth: i64,
    /// What was given, in hundredths of a point.
    pub given: i64,
    /// What was taken, in hundredths of a point.
    pub taken: i64,
    /// Contact, in hundredths of a point.
    pub contact: i64,
}

const PEOPLE: [&str; 26] = [
    "handle",
    "name",
    "dept",
    "role",
    "org",
    "level",
    "boss",
    "helps",
    "cares",
    "tags",
    "email",
    "phone",
    "introduced_by",
    "every",
    "known",
    "remote",
    "added",
    "archived",
    "snoozed_until",
    "about",
    "standing",
    "balance",
    "warmth",
    "given",
    "taken",
    "contact",
];

const LOG: [&str; 7] = ["handle", "name", "on", "kind", "size", "urgent", "note"];

/// A row a person, in the order given; lists are joined by `; `. The last six cells are empty
/// for those without scores.
pub fn people<'b, 't: 'b>(
    people: impl IntoIterator<Item = (&'b Person<'t>, Option<PersonScores>)>,
) -> String {
    let rows = people.into_iter().map(|(person, scores)| {
        let mut row = described(person);
        row.extend(scored(scores.as_ref()));
        row
    });
    table(&PEOPLE, rows)
}

/// A row an interaction, person by person, each log in the order of the book.
pub fn log<'b, 't: 'b>(people: impl IntoIterator<Item = &'b Person<'t>>) -> String {
    let rows = people.into_iter().flat_map(|person| {
        person.log.iter().map(|row| {
            let size = match row.size {
                Size::Small | Size::Big => row.size.word(),
                Size::Normal => "",
            };
            vec![
                defused(&person.handle),
                defused(&person.name),
                row.on.to_string(),
                row.kind.word().to_owned(),
                size.to_owned(),
                flag(row.urgent),
                defused(&row.note),
            ]
        })
    });
    table(&LOG, rows)
}

fn described(person: &Person<'_>) -> Vec<String> {
    let text = |text: &Option<Text<'_>>| text.as_deref().map(defused).unwrap_or_default();
    let list = |texts: &[Text<'_>]| {
        let texts: Vec<&str> = texts.iter().map(Cow::as_ref).collect();
        defused(&texts.join("; "))
    };
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    vec![
        defused(&person.handle),
        defused(&person.name),
        text(&person.dept),
        text(&person.role),
        text(&person.org),
        person.level.map_or("", |level| level.word()).to_owned(),
        text(&person.boss),
        list(&person.helps),
        list(&person.cares),
        list(&person.tags),
        list(&person.email),
        list(&person.phone),
        text(&person.introduced_by),
        match person.every {
            Some(Cadence::Days(days)) => days.to_string(),
            Some(Cadence::Never) => "never".to_owned(),
            None => String::new(),
        },
        flag(person.known),
        flag(person.remote),
        day(person.added),
        day(person.archived),
        day(person.snooze.map(|snooze| snooze.until)),
        text(&person.about),
    ]
}

/// Numbers are the program's own, so a minus sign stays one.
fn scored(scores: Option<&PersonScores>) -> Vec<String> {
    scores.map_or_else(
        || vec![String::new(); 6],
        |scores| {
            vec![
                scores.standing.to_owned(),
                scores.balance.to_string(),
                scores.warmth.to_string(),
                points(scores.given),
                points(scores.taken),
                points(scores.contact),
            ]
        },
    )
}

/// Hundredths as a number with two decimals.
fn points(hundredths: i64) -> String {
    let (whole, part) = (
        hundredths.unsigned_abs() / 100,
        hundredths.unsigned_abs() % 100,
    );
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{whole}.{part:02}")
}

fn flag(is: bool) -> String {
    if is { "true" } else { "" }.to_owned()
}

/// A spreadsheet runs a cell that begins so; the apostrophe makes it text again.
fn defused(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory fails never, and no row is of another length than the header.
    let _ = writer.write_record(header);
    for row in rows {
        let _ = writer.write_record(&row);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::interaction::{Interaction, Kind};
    use crate::model::random::any_book;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    const SCORES: PersonScores = PersonScores {
        standing: "in debt",
        balance: -26,
        warmth: 77,
        given: 208,
        taken: 569,
        contact: 5,
    };

    fn sara() -> Person<'static> {
        let day = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
        let mut row = Interaction::new(day, Kind::Asked, "=HYPERLINK(\"x\"), now");
        row.urgent = true;
        row.size = Size::Big;
        Person {
            dept: Some(Text::Borrowed("@IT")),
            phone: vec![Text::Borrowed("+49 30 1234"), Text::Borrowed("ext. 17")],
            every: Some(Cadence::Days(42)),
            known: true,
            about: Some(Text::Borrowed("two\nlines")),
            log: vec![row],
            ..Person::new("sara", "Sara Ortiz")
        }
    }

    #[test]
    fn a_person_is_a_row_with_their_scores() {
        let table = people([(&sara(), Some(SCORES))]);
        let row = "sara,Sara Ortiz,'@IT,,,,,,,,,'+49 30 1234; ext. 17,,42,true,,,,,\"two\nlines\",\
                   in debt,-26,77,2.08,5.69,0.05\n";
        assert_eq!(table, format!("{}\n{row}", PEOPLE.join(",")));
    }

    #[test]
    fn an_interaction_is_a_row() {
        let table = log([&sara()]);
        let row = "sara,Sara Ortiz,2026-11-20,asked,big,true,\"'=HYPERLINK(\"\"x\"\"), now\"\n";
        assert_eq!(
            table,
            format!("handle,name,on,kind,size,urgent,note\n{row}")
        );
    }

    #[test]
    fn points_have_two_decimals_and_their_sign() {
        let table = [
            (0, "0.00"),
            (-5, "-0.05"),
            (-379, "-3.79"),
            (i64::MIN, "-92233720368547758.08"),
        ];
        for (hundredths, text) in table {
            assert_eq!(points(hundredths), text);
        }
    }

    proptest! {
        #[test]
        fn every_cell_is_read_back_and_none_is_a_formula(book in any_book()) {
            let rows = book.people.iter().map(|person| (person, None));
            let texts = [people(rows), log(&book.people)];
            let count = [book.people.len(), book.people.iter().map(|one| one.log.len()).sum()];
            for (text, count) in texts.iter().zip(count) {
                let mut reader = csv::Reader::from_reader(text.as_bytes());
                let rows: Vec<_> = reader.records().collect::<Result<_, _>>().expect("a table");
                prop_assert_eq!(rows.len(), count);
                for cell in rows.iter().flatten() {
                    prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{:?}", cell);
                }
            }
        }
    }
}
