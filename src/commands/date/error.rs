//! Why a text is no day, as a value, and how that reads.

use std::fmt;

use chrono::{NaiveDate, Weekday};

use crate::commands::date::LONGEST_SPAN;
use crate::commands::date::words::{MONTHS, Unit, WEEKDAYS, Word};
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
        said: Weekday,
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
        match &self.fault {
            DateFault::Empty | DateFault::OutOfRange | DateFault::NoSuchMonth => {
                "write a day as 2026-11-20, `nov 20`, `friday` or `3d`".to_owned()
            }
            DateFault::Unknown { near: None } => {
                "a day is 2026-11-20, `nov 20`, `friday`, `yesterday`, `3d`, `2w ago` or `in 10 days`"
                    .to_owned()
            }
            DateFault::Unknown { near: Some(word) } => format!("did you mean `{word}`?"),
            DateFault::Ambiguous(days) => {
                let days: Vec<String> = days.iter().map(NaiveDate::to_string).collect();
                format!("write {}", days.join(" or "))
            }
            DateFault::NumberOnly => {
                let number = shown(&self.text);
                format!("for a span `{number}d`, for a day of a month `nov {number}`")
            }
            DateFault::YearOnly | DateFault::MonthOnly => {
                "name the day too: `nov 20`, or `nov 20 2026`".to_owned()
            }
            DateFault::UnknownUnit => {
                "count in days, weeks, months or years: `3d`, `2w`, `1m`, `1y`".to_owned()
            }
            DateFault::Vague(unit) => {
                format!("name a day, or count: `in 1{unit}`, `1{unit} ago`")
            }
            DateFault::ShortYear => "write the year in full: `nov 20 2026`".to_owned(),
            DateFault::NoSuchDay { .. } => "name a day that the month has".to_owned(),
            DateFault::WrongWeekday { day, .. } => {
                format!("leave the weekday out: {day}")
            }
            DateFault::NoSpan | DateFault::TooLong => {
                "a span is `10d`, `2w`, `1m` or `1y`".to_owned()
            }
        }
    }
}

impl std::error::Error for DateError {}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = shown(&self.text);
        match &self.fault {
            DateFault::Empty => write!(f, "no day is named"),
            DateFault::Unknown { .. } => write!(f, "`{text}` is no day"),
            DateFault::Ambiguous(days) => {
                let days: Vec<String> = days.iter().map(|day| spelled(*day)).collect();
                write!(f, "`{text}` could be {}", days.join(" or "))?;
                match days.len() {
                    1 => write!(f, ", but which number is the day is not sure in this form"),
                    _ => Ok(()),
                }
            }
            DateFault::NumberOnly => write!(f, "`{text}` is a number and no day"),
            DateFault::YearOnly => write!(f, "`{text}` is a year and no day"),
            DateFault::MonthOnly => write!(f, "`{text}` is a month and no day"),
            DateFault::UnknownUnit => write!(f, "`{text}` counts in no unit of days"),
            DateFault::Vague(_) => write!(f, "`{text}` is more than one day"),
            DateFault::ShortYear => write!(f, "the year of `{text}` has not four digits"),
            DateFault::NoSuchMonth => write!(f, "`{text}` names no month from 1 to 12"),
            DateFault::NoSuchDay { month, year } => {
                write!(f, "`{text}` is no day: {}", month_length(*month, *year))
            }
            DateFault::WrongWeekday { day, said } => write!(
                f,
                "`{text}` is no day: {} is a {}, not a {}",
                spelled(*day),
                day.format("%A"),
                sentence(WEEKDAYS[said.num_days_from_monday() as usize])
            ),
            DateFault::OutOfRange => write!(f, "`{text}` is outside the years 1 to 9999"),
            DateFault::NoSpan => write!(f, "`{text}` is no number of days"),
            DateFault::TooLong => write!(f, "`{text}` is longer than {LONGEST_SPAN} days"),
        }
    }
}

/// Why words that are no day are none.
pub(crate) fn diagnose(words: &[Word]) -> DateFault {
    match words {
        [] => DateFault::Empty,
        [Word::Number(digits)] if digits.len() == 4 => DateFault::YearOnly,
        [Word::Number(_) | Word::Nth(_)] => DateFault::NumberOnly,
        [Word::Month(_)]
        | [Word::Month(_), Word::Number(_)]
        | [Word::Number(_), Word::Month(_)] => DateFault::MonthOnly,
        [Word::Other(which), Word::Other(unit)]
            if matches!(which.as_str(), "last" | "next" | "this") =>
        {
            match Unit::from_word(unit) {
                Some(Unit::Day) => DateFault::Vague("d"),
                Some(Unit::Week) => DateFault::Vague("w"),
                Some(Unit::Month) => DateFault::Vague("m"),
                Some(Unit::Year) => DateFault::Vague("y"),
                None => DateFault::Unknown { near: None },
            }
        }
        [Word::Number(_), Word::Other(unit), ..]
        | [Word::Other(_), Word::Number(_), Word::Other(unit)]
            if Unit::from_word(unit).is_none() =>
        {
            DateFault::UnknownUnit
        }
        [Word::Other(only)] => DateFault::Unknown {
            near: nearest(only),
        },
        _ => DateFault::Unknown { near: None },
    }
}

/// One letter wrong, or two in a long word: more would be another word.
fn nearest(word: &str) -> Option<&'static str> {
    // A day's name is short; comparing a page of text with each would only take time.
    if !(4..=12).contains(&word.chars().count()) {
        return None;
    }
    let names = ["today", "yesterday", "tomorrow"];
    names
        .iter()
        .chain(&WEEKDAYS)
        .chain(&MONTHS)
        .map(|name| (strsim::osa_distance(word, name), *name))
        .filter(|(distance, name)| distance * 4 <= name.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
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
