//! Why a text is no day, as a value, and how that reads.

use std::fmt;

use chrono::{NaiveDate, Weekday};

use crate::commands::date::words::{LONGEST_SPAN, MONTHS, WEEKDAYS};
use crate::screens::words::sentence;
use crate::text::sanitize;

/// A text that is no day, or not one day alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError {
    /// What was typed.
    pub text: String,
    /// What is wrong with it.
    pub fault: DateFault,
}

/// What is wrong with a text that should be a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateFault {
    /// There is nothing in it.
    Empty,
    /// No form of a day; perhaps a slip for that word.
    Unknown {
        /// The nearest word that would have been one.
        near: Option<&'static str>,
    },
    /// The order of its numbers is not sure: every day that it could be, day before month
    /// first. Where only one is left it is still refused, for the next would be misread.
    Ambiguous(Vec<NaiveDate>),
    /// A number alone.
    NumberOnly,
    /// A year alone.
    YearOnly,
    /// A month without a day.
    MonthOnly,
    /// A number of something that is no unit of days.
    UnknownUnit,
    /// `next week`: a week has seven days.
    Vague(&'static str),
    /// A year of fewer than four digits.
    ShortYear,
    /// A month that is not 1 to 12.
    NoSuchMonth,
    /// A day that the month does not have.
    NoSuchDay {
        /// The month, 1 to 12.
        month: u32,
        /// The year, if one was named.
        year: Option<i32>,
    },
    /// The weekday named before a day is not that day's.
    WrongWeekday {
        /// The day.
        day: NaiveDate,
        /// The weekday that was named.
        named: Weekday,
    },
    /// Before the year 1 or after the year 9999.
    OutOfRange,
    /// Not a number of days, weeks, months or years.
    NoSpan,
    /// A span of more than ten years.
    TooLong,
}

impl DateError {
    pub(crate) fn new(text: &str, fault: DateFault) -> Self {
        Self {
            text: text.to_owned(),
            fault,
        }
    }

    /// What to type instead.
    pub fn hint(&self) -> String {
        self.message_and_hint().1
    }

    fn message_and_hint(&self) -> (String, String) {
        let text = shown(&self.text);
        let no_day = format!("`{text}` is no day");
        let fixed = |message: String, hint: &str| (message, hint.to_owned());
        match &self.fault {
            DateFault::Empty => fixed("no day is named".to_owned(), FORMS),
            DateFault::Unknown { near: None } => fixed(no_day, ALL_FORMS),
            DateFault::Unknown { near: Some(word) } => (no_day, format!("did you mean `{word}`?")),
            DateFault::Ambiguous(days) => {
                let spelled: Vec<String> = days.iter().map(|day| spelled(*day)).collect();
                let days: Vec<String> = days.iter().map(NaiveDate::to_string).collect();
                let but = match days.len() {
                    1 => ", but which number is the day is not sure in this form",
                    _ => "",
                };
                (
                    format!("`{text}` could be {}{but}", spelled.join(" or ")),
                    format!("write {}", days.join(" or ")),
                )
            }
            DateFault::NumberOnly => (
                format!("`{text}` is a number and no day"),
                format!("for a span `{text}d`, for a day of a month `nov {text}`"),
            ),
            DateFault::YearOnly => fixed(format!("`{text}` is a year and no day"), WITH_DAY),
            DateFault::MonthOnly => fixed(format!("`{text}` is a month and no day"), WITH_DAY),
            DateFault::UnknownUnit => fixed(
                format!("`{text}` counts in no unit of days"),
                "count in days, weeks, months or years: `3d`, `2w`, `1m`, `1y`",
            ),
            DateFault::Vague(unit) => (
                format!("`{text}` is more than one day"),
                format!("name a day, or count: `in 1{unit}`, `1{unit} ago`"),
            ),
            DateFault::ShortYear => fixed(
                format!("the year of `{text}` has not four digits"),
                "write the year in full: `nov 20 2026`",
            ),
            DateFault::NoSuchMonth => fixed(format!("`{text}` names no month from 1 to 12"), FORMS),
            DateFault::NoSuchDay { month, year } => fixed(
                format!("{no_day}: {}", month_length(*month, *year)),
                "name a day that the month has",
            ),
            DateFault::WrongWeekday { day, named } => (
                format!(
                    "{no_day}: {} is a {}, not a {}",
                    spelled(*day),
                    day.format("%A"),
                    sentence(WEEKDAYS[named.num_days_from_monday() as usize])
                ),
                format!("leave the weekday out: {day}"),
            ),
            DateFault::OutOfRange => {
                fixed(format!("`{text}` is outside the years 1 to 9999"), FORMS)
            }
            DateFault::NoSpan => fixed(format!("`{text}` is no number of days"), SPANS),
            DateFault::TooLong => fixed(
                format!("`{text}` is longer than {LONGEST_SPAN} days"),
                SPANS,
            ),
        }
    }
}

const FORMS: &str = "write a day as 2026-11-20, `nov 20`, `friday` or `3d`";
const ALL_FORMS: &str =
    "a day is 2026-11-20, `nov 20`, `friday`, `yesterday`, `3d`, `2w ago` or `in 10 days`";
const WITH_DAY: &str = "name the day too: `nov 20`, or `nov 20 2026`";
const SPANS: &str = "a span is `10d`, `2w`, `1m` or `1y`";

impl std::error::Error for DateError {}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message_and_hint().0)
    }
}

fn month_length(month: u32, year: Option<i32>) -> String {
    let name = MONTHS
        .get((month as usize).wrapping_sub(1))
        .copied()
        .map_or_else(String::new, sentence);
    let days = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    match year {
        Some(year) if month == 2 && NaiveDate::from_ymd_opt(year, 2, 29).is_none() => {
            format!("{name} {year} has 28 days")
        }
        _ => format!("{name} has {days} days"),
    }
}

fn spelled(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// What was typed, short and with nothing in it that a terminal would obey.
fn shown(text: &str) -> String {
    const LONGEST: usize = 40;
    let text = text.trim();
    let short: String = text.chars().take(LONGEST).collect();
    let mut out = sanitize::line(&short).into_owned();
    if text.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out
}
