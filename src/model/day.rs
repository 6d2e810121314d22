//! Parses dates and times exactly as the data file spells them.

use chrono::{Datelike, NaiveDate};
use toml::value::Datetime;

/// Parses a date of ten characters, years 1 to 9999. chrono also accepts `+10000-01-01` and
/// `2026-1-5`, which the file does not.
pub(crate) fn parse_day(text: &str) -> Option<NaiveDate> {
    parse_toml_day(text).filter(|day| day.year() >= 1)
}

/// Parses a date of a custom field, which may also be in the year 0, as in TOML.
pub(crate) fn parse_toml_day(text: &str) -> Option<NaiveDate> {
    let day: NaiveDate = text.parse().ok()?;
    ((0..=9999).contains(&day.year()) && day.to_string() == text).then_some(day)
}

/// Whether it is a TOML time, or date with a time: `07:32`, `2026-11-20T07:32:00.5+01:00`.
pub(crate) fn is_toml_moment(text: &str) -> bool {
    text.parse::<Datetime>()
        .is_ok_and(|moment| moment.time.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_spelling_of_the_file_is_a_day() {
        for text in ["0001-01-01", "2026-11-20", "9999-12-31", "2028-02-29"] {
            assert_eq!(
                parse_day(text).map(|day| day.to_string()).as_deref(),
                Some(text)
            );
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
            assert_eq!(parse_day(text), None, "{text}");
        }
        assert!(parse_toml_day("0000-02-29").is_some());
    }

    #[test]
    fn moments_are_those_of_toml() {
        for text in [
            "07:32",
            "23:59:60",
            "07:32:00.123456789012",
            "2026-11-20T07:32:00Z",
            "2026-11-20 07:32",
            "0000-01-01t07:32:00.5-23:59",
        ] {
            assert!(is_toml_moment(text), "{text}");
        }
        for text in [
            "",
            "2026-11-20",
            "soon",
            "24:00",
            "07:60",
            "7:32",
            "07:32:61",
            "07:32.5",
            "07:32:00.",
            "07:32Z",
            "+7:32",
            "2026-02-30T07:32",
            "2026-11-20T",
            "2026-11-20T07:32+01",
            "2026-11-20T07:32+01:00 # x",
            "2026-11-20T07:32\nname = 1",
        ] {
            assert!(!is_toml_moment(text), "{text}");
        }
    }
}
