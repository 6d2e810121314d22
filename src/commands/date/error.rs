//! Errors for texts that are not dates, with what to type instead.

use std::fmt;

use chrono::{Month, NaiveDate};

use crate::commands::errors::{CliError, usage_error};
use crate::text::sanitize;

pub(crate) const FORMS: &str = "write a day as 2026-11-20, `nov 20`, `friday` or `3d`";
pub(crate) const WITH_DAY: &str = "name the day too: `nov 20`, or `nov 20 2026`";
const ALL_FORMS: &str =
    "a day is 2026-11-20, `nov 20`, `friday`, `yesterday`, `3d`, `2w ago` or `in 10 days`";

/// Stands for what was typed, in a message and its hint.
const TYPED: &str = "{}";

/// The error for a text that is not a date, or could be several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError {
    message: String,
    hint: String,
}

/// An error in those words, in which `{}` stands for what was typed.
pub(crate) fn fault(message: impl Into<String>, hint: impl Into<String>) -> DateError {
    DateError {
        message: message.into(),
        hint: hint.into(),
    }
}

/// The text is in no known form.
pub(crate) fn unknown() -> DateError {
    fault("`{}` is no day", ALL_FORMS)
}

/// The day is before the year 1 or after the year 9999.
pub(crate) fn out_of_range() -> DateError {
    fault("`{}` is outside the years 1 to 9999", FORMS)
}

/// The unit behind a number is no unit of days.
pub(crate) fn unknown_unit() -> DateError {
    fault(
        "`{}` counts in no unit of days",
        "count in days, weeks, months or years: `3d`, `2w`, `1m`, `1y`",
    )
}

/// The order of the numbers is uncertain. `days` are those it could be, day before month first. Even
/// a single one is refused, since the next such text might be misread.
pub(crate) fn ambiguous(days: &[NaiveDate]) -> DateError {
    let in_words: Vec<String> = days.iter().map(|day| spelled(*day)).collect();
    let written: Vec<String> = days.iter().map(NaiveDate::to_string).collect();
    let but = match days.len() {
        1 => ", but which number is the day is not sure in this form",
        _ => "",
    };
    let message = format!("`{TYPED}` could be {}{but}", in_words.join(" or "));
    fault(message, format!("write {}", written.join(" or ")))
}

/// The month is not 1 to 12, or lacks that day in that year, or in every year.
pub(crate) fn no_such_day(month: u32, year: Option<i32>) -> DateError {
    let Some(named) = u8::try_from(month)
        .ok()
        .and_then(|it| Month::try_from(it).ok())
    else {
        return fault("`{}` names no month from 1 to 12", FORMS);
    };
    // 2000 was a leap year.
    let days = named.num_days(year.unwrap_or(2000)).unwrap_or(31);
    let year = year
        .filter(|_| days == 28)
        .map_or_else(String::new, |year| format!(" {year}"));
    fault(
        format!(
            "`{TYPED}` is no day: {}{year} has {days} days",
            named.name()
        ),
        "name a day that the month has",
    )
}

/// `20 November 2026`.
pub(crate) fn spelled(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

impl DateError {
    /// The error about that text.
    pub(crate) fn naming(self, text: &str) -> Self {
        let text = shown(text);
        Self {
            message: self.message.replace(TYPED, &text),
            hint: self.hint.replace(TYPED, &text),
        }
    }

    /// The error of a command that takes the day with that flag.
    pub fn at(&self, flag: &str) -> CliError {
        usage_error(format!("{flag}: {self}")).hint(&self.hint)
    }

    /// What to type instead.
    pub fn hint(&self) -> &str {
        &self.hint
    }
}

impl std::error::Error for DateError {}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// What was typed, shortened and sanitized.
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
