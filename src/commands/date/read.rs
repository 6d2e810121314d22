//! What the words of a date mean together: a day, or a span in days.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::commands::date::error::{DateError, DateFault};
use crate::commands::date::words;
use crate::commands::date::words::{DateWord, LONGEST_SPAN, MONTHS, Unit, WEEKDAYS};
use crate::text::suggest::fewest_slips;

/// Which way a day looks that does not say it itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bias {
    /// For what happened (`--on`): a bare weekday is the latest one, today included; `3d` is
    /// three days ago; a day without a year is the latest not after today.
    Back,
    /// For what is to come (`--by`, `snooze`, `--within`): a bare weekday is the first after
    /// today; `3d` is in three days; a day without a year is the next, today included.
    Ahead,
}

/// No span reaches further than from the first to the last day of the calendar.
const CALENDAR_DAYS: u64 = 3_652_059;

/// A leap day is at most eight years away: 1900 was no leap year.
const LEAP_GAP: i32 = 8;

/// Reads a day. What says its own direction (`2w ago`, `in 10 days`, `tomorrow`) is read as
/// it says, whatever the bias. Years run from 1 to 9999.
pub fn read_date(text: &str, today: NaiveDate, bias: Bias) -> Result<NaiveDate, DateError> {
    let words = words::split(text);
    let day = match words.as_slice() {
        [DateWord::Day(name), rest @ ..] if !rest.is_empty() => calendar_day(rest, today, bias)
            .unwrap_or(Err(DateFault::Unknown { near: None }))
            .and_then(|day| on_weekday(day, *name)),
        words => read(words, today, bias),
    };
    day.and_then(in_range)
        .map_err(|fault| DateError::new(text, fault))
}

/// Reads a span in days: `2w`, `10 days`, `a month` (30 days), `1y` (365), or the bare number
/// of days; at most [`LONGEST_SPAN`].
pub fn read_days(text: &str) -> Result<u32, DateError> {
    let words = words::split(text);
    let words = match words.as_slice() {
        [DateWord::Other(first), rest @ ..] if first == "in" => rest,
        all => all,
    };
    let days = match words {
        [] => Err(DateFault::Empty),
        [DateWord::Number(digits)] => Ok((words::count(digits), 1)),
        [
            DateWord::Number(_) | DateWord::Other(_),
            DateWord::Other(unit),
        ] if Unit::from_word(unit).is_none() => Err(DateFault::UnknownUnit),
        words => span(words)
            .map(|(count, unit)| (count, unit.days()))
            .ok_or(DateFault::NoSpan),
    };
    days.and_then(|(count, unit)| {
        count
            .checked_mul(unit)
            .and_then(|days| u32::try_from(days).ok())
            .filter(|days| *days <= LONGEST_SPAN)
            .ok_or(DateFault::TooLong)
    })
    .map_err(|fault| DateError::new(text, fault))
}

fn read(words: &[DateWord], today: NaiveDate, bias: Bias) -> Result<NaiveDate, DateFault> {
    if let Some(found) = calendar_day(words, today, bias) {
        return found;
    }
    let found = match words {
        [DateWord::Other(only)] if only == "today" => Some(today),
        [DateWord::Other(only)] if only == "yesterday" => today.pred_opt(),
        [DateWord::Other(only)] if only == "tomorrow" => today.succ_opt(),
        [DateWord::Day(name)] => match bias {
            Bias::Back => latest(*name, today),
            Bias::Ahead => first_after(*name, today),
        },
        [DateWord::Other(which), DateWord::Day(name)] if which == "last" => {
            today.pred_opt().and_then(|day| latest(*name, day))
        }
        [DateWord::Other(which), DateWord::Day(name)] if which == "next" => {
            first_after(*name, today)
        }
        words => {
            let (counted, to) = match words {
                [DateWord::Other(first), rest @ ..] if first == "in" => (rest, Bias::Ahead),
                [rest @ .., DateWord::Other(last)] if last == "ago" => (rest, Bias::Back),
                all => (all, bias),
            };
            let span = span(counted).ok_or_else(|| diagnose(words))?;
            shifted(today, span, to)
        }
    };
    found.ok_or(DateFault::OutOfRange)
}

/// A day named by its place in the calendar, with or without its year. `None` if the words
/// are none.
fn calendar_day(
    words: &[DateWord],
    today: NaiveDate,
    bias: Bias,
) -> Option<Result<NaiveDate, DateFault>> {
    match words {
        [DateWord::Figures(text)] => Some(figures(text, today, bias)),
        [
            DateWord::Month(month),
            DateWord::Number(day) | DateWord::Nth(day),
        ]
        | [
            DateWord::Number(day) | DateWord::Nth(day),
            DateWord::Month(month),
        ] if day.len() < 3 => Some(without_year(*month, words::number(day), today, bias)),
        [
            DateWord::Month(month),
            DateWord::Number(day) | DateWord::Nth(day),
            DateWord::Number(year),
        ]
        | [
            DateWord::Number(day) | DateWord::Nth(day),
            DateWord::Month(month),
            DateWord::Number(year),
        ] => Some(year_of(year).and_then(|year| real_day(year, *month, words::number(day)))),
        _ => None,
    }
}

/// Three numbers with the year first are one day; any other order is refused, with every day
/// that it could be.
fn figures(text: &str, today: NaiveDate, bias: Bias) -> Result<NaiveDate, DateFault> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let reading = |year: Option<i32>, month: &str, day: &str| {
        let (month, day) = (words::number(month), words::number(day));
        match year {
            Some(year) => real_day(year, month, day).ok(),
            None => without_year(month, day, today, bias).ok(),
        }
    };
    let (year, one, two) = match parts.as_slice() {
        [year, month, day] if year.len() >= 4 => {
            let day = real_day(year_of(year)?, words::number(month), words::number(day))?;
            if text.contains(['/', '.']) {
                return Err(DateFault::Ambiguous(vec![day]));
            }
            return Ok(day);
        }
        [one, two, year] if year.len() >= 4 => (Some(year_of(year)?), one, two),
        [one, two, year] if year.len() == 2 => (Some(2000 + words::two_digits(year)), one, two),
        [one, two] => (None, one, two),
        _ => return Err(DateFault::Unknown { near: None }),
    };
    let mut readings: Vec<NaiveDate> = [reading(year, two, one), reading(year, one, two)]
        .into_iter()
        .flatten()
        .collect();
    readings.dedup();
    Err(match readings.as_slice() {
        [] => DateFault::Unknown { near: None },
        _ => DateFault::Ambiguous(readings),
    })
}

fn real_day(year: i32, month: u32, day: u32) -> Result<NaiveDate, DateFault> {
    if !(1..=12).contains(&month) {
        return Err(DateFault::NoSuchMonth);
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DateFault::NoSuchDay {
        month,
        year: Some(year),
    })
}

/// The nearest day of that month and number on the side that the bias looks to.
fn without_year(
    month: u32,
    day: u32,
    today: NaiveDate,
    bias: Bias,
) -> Result<NaiveDate, DateFault> {
    // 2000 was a leap year, so a day that it lacks is in no year.
    if real_day(2000, month, day).is_err() {
        return Err(match month {
            1..=12 => DateFault::NoSuchDay { month, year: None },
            _ => DateFault::NoSuchMonth,
        });
    }
    (0..=LEAP_GAP)
        .filter_map(|years| {
            let year = match bias {
                Bias::Back => today.year().checked_sub(years),
                Bias::Ahead => today.year().checked_add(years),
            };
            NaiveDate::from_ymd_opt(year?, month, day)
        })
        .find(|found| match bias {
            Bias::Back => *found <= today,
            Bias::Ahead => *found >= today,
        })
        .ok_or(DateFault::OutOfRange)
}

/// The latest day of that name, the given day included.
fn latest(name: Weekday, day: NaiveDate) -> Option<NaiveDate> {
    day.checked_sub_days(Days::new(u64::from(day.weekday().days_since(name))))
}

fn first_after(name: Weekday, day: NaiveDate) -> Option<NaiveDate> {
    let day = day.succ_opt()?;
    day.checked_add_days(Days::new(u64::from(name.days_since(day.weekday()))))
}

fn span(words: &[DateWord]) -> Option<(u64, Unit)> {
    let (count, unit) = match words {
        [DateWord::Number(digits), DateWord::Other(unit)] => (words::count(digits), unit),
        [DateWord::Other(one), DateWord::Other(unit)]
            if matches!(one.as_str(), "a" | "an" | "one") =>
        {
            (1, unit)
        }
        _ => return None,
    };
    Some((count, Unit::from_word(unit)?))
}

/// Months and years go by the calendar: a month after 31 January is the last of February.
fn shifted(today: NaiveDate, (count, unit): (u64, Unit), to: Bias) -> Option<NaiveDate> {
    let (days, months) = match unit {
        Unit::Day => (count, 0),
        Unit::Week => (count.checked_mul(7)?, 0),
        Unit::Month => (0, u32::try_from(count).ok()?),
        Unit::Year => (0, u32::try_from(count).ok()?.checked_mul(12)?),
    };
    // chrono panics on a number of days beyond its own range, so none gets that far.
    if days > CALENDAR_DAYS {
        return None;
    }
    match to {
        Bias::Back => today
            .checked_sub_months(Months::new(months))?
            .checked_sub_days(Days::new(days)),
        Bias::Ahead => today
            .checked_add_months(Months::new(months))?
            .checked_add_days(Days::new(days)),
    }
}

/// The weekday before a day (`Fri 20 Nov 2026`, as the program itself writes it) has to be
/// that day's own: else one of the two is a mistake.
fn on_weekday(day: NaiveDate, name: Weekday) -> Result<NaiveDate, DateFault> {
    if day.weekday() == name {
        Ok(day)
    } else {
        Err(DateFault::WrongWeekday { day, named: name })
    }
}

fn in_range(day: NaiveDate) -> Result<NaiveDate, DateFault> {
    if (1..=9999).contains(&day.year()) {
        Ok(day)
    } else {
        Err(DateFault::OutOfRange)
    }
}

/// A year is written with four digits.
fn year_of(digits: &str) -> Result<i32, DateFault> {
    if digits.len() < 4 {
        return Err(DateFault::ShortYear);
    }
    digits
        .parse()
        .ok()
        .filter(|year| (1..=9999).contains(year))
        .ok_or(DateFault::OutOfRange)
}

/// Why words that are no day are none.
fn diagnose(words: &[DateWord]) -> DateFault {
    match words {
        [] => DateFault::Empty,
        [DateWord::Number(digits)] if digits.len() == 4 => DateFault::YearOnly,
        [DateWord::Number(_) | DateWord::Nth(_)] => DateFault::NumberOnly,
        [DateWord::Month(_)]
        | [DateWord::Month(_), DateWord::Number(_)]
        | [DateWord::Number(_), DateWord::Month(_)] => DateFault::MonthOnly,
        [DateWord::Other(which), DateWord::Other(unit)]
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
        [DateWord::Number(_), DateWord::Other(unit), ..]
        | [
            DateWord::Other(_),
            DateWord::Number(_),
            DateWord::Other(unit),
        ] if Unit::from_word(unit).is_none() => DateFault::UnknownUnit,
        [DateWord::Other(only)] => DateFault::Unknown {
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
    let names = names.into_iter().chain(WEEKDAYS).chain(MONTHS);
    fewest_slips(word, names, |name| name.len() / 4)
}
