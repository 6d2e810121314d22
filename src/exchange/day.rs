//! A date as the data file has it, and in no other spelling.

use chrono::{Datelike, NaiveDate};

/// Reads exactly what is written: ten characters, years 1 to 9999. chrono itself takes
/// `+10000-01-01` and `2026-1-5`, which the file does not.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let day: NaiveDate = text.parse().ok()?;
    ((1..=9999).contains(&day.year()) && day.to_string() == text).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_spelling_of_the_file_is_a_day() {
        for text in ["0001-01-01", "2026-11-20", "9999-12-31", "2028-02-29"] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some(text));
        }
        for text in [
            "",
            "2026-1-5",
            "+2026-11-20",
            "0000-01-01",
            "-001-01-01",
            "10000-01-01",
            "+10000-01-01",
            "2026-02-29",
            " 2026-11-20",
            "2026 -11-20",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
