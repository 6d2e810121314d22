//! The book as CSV for a spreadsheet: one row per person with their standing, or one row per
//! interaction. No cell is a formula, wherever its text came from.

use csv::WriterBuilder;

use crate::core::standing::Assessment;
use crate::model::field::{Field, FieldValue};
use crate::model::interaction::Size;
use crate::model::person::{Cadence, Person};

/// The score columns, which follow the fields.
const SCORES: [&str; 6] = ["standing", "balance", "warmth", "given", "taken", "contact"];

const LOG: [&str; 7] = ["handle", "name", "on", "kind", "size", "urgent", "note"];

/// The fields of a person, dates and notes last.
fn fields() -> impl Iterator<Item = Field> {
    let last = [Field::Added, Field::Archived, Field::Snooze, Field::About];
    let others = Field::ALL.into_iter();
    others
        .filter(move |field| !last.contains(field))
        .chain(last)
}

/// One row per person, in the given order; lists are joined by `; `. The score cells are empty
/// without an assessment.
pub fn people_table<'b>(
    people: impl IntoIterator<Item = (&'b Person<'b>, Option<Assessment<'b>>)>,
) -> String {
    let keys = fields().map(|field| match field {
        // A snooze has two dates; the table shows the second.
        Field::Snooze => "snoozed_until",
        field => field.key(),
    });
    let header: Vec<&str> = ["handle"].into_iter().chain(keys).chain(SCORES).collect();
    let rows = people.into_iter().map(|(person, scores)| {
        let mut row = vec![escape_formula(&person.handle)];
        row.extend(fields().map(|field| person.get(field).map(cell_text).unwrap_or_default()));
        row.extend(scores.as_ref().map(score_cells).unwrap_or_default());
        row
    });
    csv_text(&header, rows)
}

/// One row per interaction, person by person, each log in book order.
pub fn log_table<'b, 't: 'b>(people: impl IntoIterator<Item = &'b Person<'t>>) -> String {
    let rows = people.into_iter().flat_map(|person| {
        person.log.iter().map(|row| {
            let size = match row.size {
                Size::Small | Size::Big => row.size.word(),
                Size::Normal => "",
            };
            vec![
                escape_formula(&person.handle),
                escape_formula(&person.name),
                row.on.to_string(),
                row.kind.word().to_owned(),
                size.to_owned(),
                flag_cell(row.urgent),
                escape_formula(&row.note),
            ]
        })
    });
    csv_text(&LOG, rows)
}

/// A field's value as a cell. A flag is `true` or empty.
fn cell_text(value: FieldValue<'_>) -> String {
    match value {
        FieldValue::Text(text) => escape_formula(&text),
        FieldValue::Texts(list) => escape_formula(&list.join("; ")),
        FieldValue::Day(day) => day.to_string(),
        FieldValue::Level(level) => level.word().to_owned(),
        FieldValue::Every(Cadence::Days(days)) => days.to_string(),
        FieldValue::Every(Cadence::Never) => "never".to_owned(),
        FieldValue::Flag(is) => flag_cell(is),
        FieldValue::Snooze(snooze) => snooze.until.to_string(),
    }
}

fn flag_cell(is: bool) -> String {
    if is { "true" } else { "" }.to_owned()
}

/// These numbers are computed here, so a leading minus is safe and stays.
fn score_cells(scores: &Assessment<'_>) -> [String; 6] {
    [
        scores.standing.words().to_owned(),
        scores.balance.to_string(),
        scores.warmth.to_string(),
        decimal(scores.columns.given),
        decimal(scores.columns.taken),
        decimal(scores.columns.contact),
    ]
}

/// Hundredths as a number with two decimals.
fn decimal(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let hundredths = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100)
}

/// Prefixes an apostrophe where a spreadsheet would run the text as a formula.
fn escape_formula(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn csv_text(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory cannot fail, and every row is as long as the header.
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
    use crate::core::score::Columns;
    use crate::core::standing::Standing;
    use crate::model::custom_fields::Text;
    use crate::model::interaction::{Interaction, Kind};
    use crate::model::random::any_book;
    use crate::model::settings::Settings;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    const DAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");

    fn sara() -> Person<'static> {
        let mut row = Interaction::new(DAY, Kind::Asked, "=HYPERLINK(\"x\"), now");
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
        let sara = sara();
        let scores = Assessment {
            standing: Standing::InDebt,
            balance: -26,
            warmth: 77,
            columns: Columns {
                given: 208,
                taken: 569,
                contact: 5,
            },
            ..Assessment::new(&sara, &Settings::default(), DAY)
        };
        let table = people_table([(&sara, Some(scores))]);
        let mut table = csv::Reader::from_reader(table.as_bytes());
        let header = table.headers().expect("a heading").clone();
        let row = table.records().next().expect("a row").expect("a record");
        let cells = header.iter().zip(&row).filter(|(_, cell)| !cell.is_empty());
        assert_eq!(
            cells.collect::<Vec<_>>(),
            [
                ("handle", "sara"),
                ("name", "Sara Ortiz"),
                ("dept", "'@IT"),
                ("phone", "'+49 30 1234; ext. 17"),
                ("every", "42"),
                ("known", "true"),
                ("about", "two\nlines"),
                ("standing", "in debt"),
                ("balance", "-26"),
                ("warmth", "77"),
                ("given", "2.08"),
                ("taken", "5.69"),
                ("contact", "0.05"),
            ]
        );
    }

    #[test]
    fn an_interaction_is_a_row() {
        let table = log_table([&sara()]);
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
            assert_eq!(decimal(hundredths), text);
        }
    }

    proptest! {
        #[test]
        fn every_cell_is_read_back_and_none_is_a_formula(book in any_book()) {
            let rows = book.people.iter().map(|person| (person, None));
            let texts = [people_table(rows), log_table(&book.people)];
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
