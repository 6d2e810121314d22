//! Days as people type them, a table of inputs a rule.

#![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

mod refused;

use chrono::{Datelike, NaiveDate};

use crate::commands::date::*;
use proptest::prelude::*;

/// A Monday.
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn read_to_text(text: &str, today: NaiveDate, lean: Bias) -> String {
    match read_date(text, today, lean) {
        Ok(day) => day.to_string(),
        Err(error) => panic!("{error}; {}", error.hint()),
    }
}

#[test]
fn every_form_is_read_with_its_lean() {
    // What is typed, what `--on` makes of it, what `--by` makes of it.
    let table = [
        ("2026-11-20", "2026-11-20", "2026-11-20"),
        ("2026-1-5", "2026-01-05", "2026-01-05"),
        ("  2026-11-20  ", "2026-11-20", "2026-11-20"),
        ("0001-01-01", "0001-01-01", "0001-01-01"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
        ("today", "2026-11-23", "2026-11-23"),
        ("TODAY", "2026-11-23", "2026-11-23"),
        ("yesterday", "2026-11-22", "2026-11-22"),
        ("Tomorrow", "2026-11-24", "2026-11-24"),
        ("mon", "2026-11-23", "2026-11-30"),
        ("Monday", "2026-11-23", "2026-11-30"),
        ("tue", "2026-11-17", "2026-11-24"),
        ("tues", "2026-11-17", "2026-11-24"),
        ("wed", "2026-11-18", "2026-11-25"),
        ("WEDNESDAY", "2026-11-18", "2026-11-25"),
        ("thu", "2026-11-19", "2026-11-26"),
        ("thurs", "2026-11-19", "2026-11-26"),
        ("friday", "2026-11-20", "2026-11-27"),
        ("Fri.", "2026-11-20", "2026-11-27"),
        ("sat", "2026-11-21", "2026-11-28"),
        ("sunday", "2026-11-22", "2026-11-29"),
        ("last friday", "2026-11-20", "2026-11-20"),
        ("last mon", "2026-11-16", "2026-11-16"),
        ("next monday", "2026-11-30", "2026-11-30"),
        ("next tue", "2026-11-24", "2026-11-24"),
        ("0d", "2026-11-23", "2026-11-23"),
        ("3d", "2026-11-20", "2026-11-26"),
        ("3D", "2026-11-20", "2026-11-26"),
        ("3 d", "2026-11-20", "2026-11-26"),
        ("3 days", "2026-11-20", "2026-11-26"),
        ("03days", "2026-11-20", "2026-11-26"),
        ("2w", "2026-11-09", "2026-12-07"),
        ("1 week", "2026-11-16", "2026-11-30"),
        ("a month", "2026-10-23", "2026-12-23"),
        ("3m", "2026-08-23", "2027-02-23"),
        ("1y", "2025-11-23", "2027-11-23"),
        ("2 years", "2024-11-23", "2028-11-23"),
        ("2w ago", "2026-11-09", "2026-11-09"),
        ("3 days ago", "2026-11-20", "2026-11-20"),
        ("a week ago", "2026-11-16", "2026-11-16"),
        ("one year ago", "2025-11-23", "2025-11-23"),
        ("in 10 days", "2026-12-03", "2026-12-03"),
        ("in 10d", "2026-12-03", "2026-12-03"),
        ("in a week", "2026-11-30", "2026-11-30"),
        ("nov 20", "2026-11-20", "2027-11-20"),
        ("nov 23", "2026-11-23", "2026-11-23"),
        ("20 nov", "2026-11-20", "2027-11-20"),
        ("20nov", "2026-11-20", "2027-11-20"),
        ("20 november", "2026-11-20", "2027-11-20"),
        ("November 20th", "2026-11-20", "2027-11-20"),
        ("dec 24", "2025-12-24", "2026-12-24"),
        ("1 sept", "2026-09-01", "2027-09-01"),
        ("may 1", "2026-05-01", "2027-05-01"),
        ("feb 29", "2024-02-29", "2028-02-29"),
        ("november 20 2025", "2025-11-20", "2025-11-20"),
        ("November 20, 2025", "2025-11-20", "2025-11-20"),
        ("20 Nov 2026", "2026-11-20", "2026-11-20"),
        ("20 Nov 0007", "0007-11-20", "0007-11-20"),
        ("29 feb 2024", "2024-02-29", "2024-02-29"),
        ("Fri 20 Nov 2026", "2026-11-20", "2026-11-20"),
        ("Friday, 2026-11-20", "2026-11-20", "2026-11-20"),
    ];
    for (text, back, ahead) in table {
        assert_eq!(read_to_text(text, TODAY, Bias::Back), back, "--on {text}");
        assert_eq!(read_to_text(text, TODAY, Bias::Ahead), ahead, "--by {text}");
    }
}

#[test]
fn months_and_years_end_where_the_calendar_ends_them() {
    let table = [
        ("2026-01-31", "1m", "2026-02-28"),
        ("2028-01-31", "1m", "2028-02-29"),
        ("2026-01-31", "3m", "2026-04-30"),
        ("2028-02-29", "1y", "2029-02-28"),
        ("2028-02-29", "4y", "2032-02-29"),
        ("2026-03-31", "1m ago", "2026-02-28"),
        ("1969-12-31", "1d", "1970-01-01"),
        ("9999-12-30", "1d", "9999-12-31"),
        ("0001-01-02", "1d ago", "0001-01-01"),
        ("1896-02-29", "feb 29", "1896-02-29"),
        ("1896-03-01", "feb 29", "1904-02-29"),
    ];
    for (today, text, expected) in table {
        let read = read_to_text(text, day(today), Bias::Ahead);
        assert_eq!(read, expected, "{text} from {today}");
    }
}

#[test]
fn what_is_no_day_is_refused_with_its_reason_and_a_hint() {
    for (text, why, hint) in refused::TABLE {
        let error = read_date(text, TODAY, Bias::Back).expect_err(text);
        assert_eq!(error.to_string(), why);
        assert_eq!(error.hint(), hint, "{text}");
    }
}

#[test]
fn the_ends_of_the_calendar_are_errors_and_no_panics() {
    let (first, last) = (day("0001-01-01"), day("9999-12-31"));
    for text in ["yesterday", "1d ago", "1m ago", "last friday", "tuesday"] {
        let error = read_date(text, first, Bias::Back).expect_err(text);
        assert_eq!(
            error.to_string(),
            format!("`{text}` is outside the years 1 to 9999")
        );
    }
    for text in ["tomorrow", "1d", "1y", "friday", "next friday", "jan 1"] {
        let error = read_date(text, last, Bias::Ahead).expect_err(text);
        assert_eq!(
            error.to_string(),
            format!("`{text}` is outside the years 1 to 9999")
        );
    }
    for lean in [Bias::Back, Bias::Ahead] {
        for text in ["3d", "fri", "1 jan", "feb 29", "9y", "1/2"] {
            let _ = read_date(text, NaiveDate::MIN, lean);
            let _ = read_date(text, NaiveDate::MAX, lean);
        }
    }
}

#[test]
fn a_long_text_is_cut_in_the_message() {
    let error = read_date(&"x".repeat(100_000), TODAY, Bias::Back).unwrap_err();
    assert!(error.to_string().chars().count() < 60, "{error}");
}

#[test]
fn spans_are_read_in_days() {
    let table = [
        ("2w", Some(14)),
        ("10d", Some(10)),
        ("10 days", Some(10)),
        ("in 2 weeks", Some(14)),
        ("a week", Some(7)),
        ("1m", Some(30)),
        ("1y", Some(365)),
        ("0d", Some(0)),
        ("14", Some(14)),
        ("3650", Some(3650)),
        ("3651d", None),
        ("99999999999999999999y", None),
        ("", None),
        ("friday", None),
        ("3h", None),
        ("-1d", None),
        ("2w ago", None),
    ];
    for (text, days) in table {
        assert_eq!(read_days(text).ok(), days, "{text}");
    }
    let error = read_days("3651d").unwrap_err();
    assert_eq!(error.to_string(), "`3651d` is longer than 3650 days");
    let error = read_days("3h").unwrap_err();
    assert_eq!(error.to_string(), "`3h` counts in no unit of days");
    let error = read_days("friday").unwrap_err();
    assert_eq!(error.to_string(), "`friday` is no number of days");
}

/// Words that a date is made of, in any order: near misses reach deeper than noise does.
fn date_like() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[0-9]{1,12}",
        "[0-9]{1,5}[-/.][0-9]{1,3}([-/.][0-9]{1,6})?",
        "[0-9]{1,3}(d|w|m|y|th|nov|é)",
        "(in|ago|a|last|next|this|today|tomorrow|days|weeks|months|years|m|y)",
        "(mon|tuesday|fri|sun|jan|feb|march|may|nov|december)",
        "\\PC{0,6}",
    ];
    proptest::collection::vec(word, 0..5).prop_map(|words| words.join(" "))
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (1i32..=9999, 1u32..=366).prop_map(|(year, ordinal)| {
        NaiveDate::from_yo_opt(year, ordinal)
            .unwrap_or_else(|| NaiveDate::from_ymd_opt(year, 12, 31).unwrap())
    })
}

proptest! {
    #[test]
    fn no_text_panics(text in prop_oneof![date_like(), any::<String>()], today in any_day()) {
        for lean in [Bias::Back, Bias::Ahead] {
            match read_date(&text, today, lean) {
                Ok(day) => prop_assert!((1..=9999).contains(&day.year())),
                Err(error) => prop_assert!(!error.to_string().is_empty() && !error.hint().is_empty()),
            }
        }
        let _ = read_days(&text);
    }

    #[test]
    fn what_has_no_direction_of_its_own_follows_the_lean(
        text in prop_oneof![
            "(mon|tue|wed|thu|fri|sat|sun|Friday|MONDAY)",
            "[0-9]{1,3}( ?)(d|w|m|y|days|weeks)",
            "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) [12]?[1-9]",
        ],
        today in any_day(),
    ) {
        if let Ok(day) = read_date(&text, today, Bias::Back) {
            prop_assert!(day <= today, "{text} back from {today} is {day}");
        }
        if let Ok(day) = read_date(&text, today, Bias::Ahead) {
            prop_assert!(day >= today, "{text} ahead of {today} is {day}");
        }
    }

    #[test]
    fn a_bare_weekday_is_within_the_week(name in "(mon|tue|wed|thu|fri|sat|sun)", today in any_day()) {
        if let Ok(day) = read_date(&name, today, Bias::Back) {
            prop_assert!((0..=6).contains(&(today - day).num_days()));
        }
        if let Ok(day) = read_date(&name, today, Bias::Ahead) {
            prop_assert!((1..=7).contains(&(day - today).num_days()));
        }
    }

    #[test]
    fn a_day_as_the_program_writes_it_is_read_back(day in any_day(), today in any_day()) {
        for text in [day.to_string(), day.format("%a %-d %b %Y").to_string()] {
            prop_assert_eq!(read_date(&text, today, Bias::Back), Ok(day));
        }
    }
}
