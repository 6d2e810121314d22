//! What the words of a date mean together: a day, or a span in days.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::commands::date::error::{
    DateError, FORMS, WITH_DAY, ambiguous, fault, no_such_day, out_of_range, spelled, unknown,
    unknown_unit,
};
use crate::commands::date::words::{
    DateWord, LONGEST_SPAN, MONTHS, Unit, WEEKDAYS, count, number, split,
};
use crate::commands::find::did_you_mean;
use crate::text::suggest::closest;

/// The direction of a day that does not say it itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bias {
    /// For what happened (`--on`): a bare weekday is the latest, today included; `3d` is three days
    /// ago; a day without a year is the latest not after today.
    Back,
    /// For what is to come (`--by`, `snooze`): a bare weekday is the first after today; `3d` is in
    /// three days; a day without a year is the next, today included.
    Ahead,
}

/// A leap day is at most eight years away: 1900 was no leap year.
const LEAP_GAP: i32 = 8;

/// Reads a day. The bias does not matter where the text says its own direction (`2w ago`,
/// `in 10 days`, `tomorrow`). Years run from 1 to 9999.
pub fn read_date(text: &str, today: NaiveDate, bias: Bias) -> Result<NaiveDate, DateError> {
    let words = split(text);
    let day = match words.as_slice() {
        [DateWord::Day(name), rest @ ..] if !rest.is_empty() => calendar_day(rest, today, bias)
            .unwrap_or_else(|| Err(unknown()))
            .and_then(|day| check_weekday(day, *name)),
        words => {
            calendar_day(words, today, bias).unwrap_or_else(|| relative_day(words, today, bias))
        }
    };
    day.and_then(|day| in_range(day.year()).map(|_| day))
        .map_err(|fault| fault.naming(text))
}

/// Reads a span in days: `2w`, `10 days`, `a month` (30 days), `1y` (365), or a bare number of
/// days; at most [`LONGEST_SPAN`].
pub fn read_days(text: &str) -> Result<u32, DateError> {
    const SPANS: &str = "a span is `10d`, `2w`, `1m` or `1y`";
    let words = split(text);
    let words = match words.as_slice() {
        [DateWord::Other(first), rest @ ..] if first == "in" => rest,
        all => all,
    };
    let days = match words {
        [] => Err(fault("no day is named", FORMS)),
        [DateWord::Number(digits)] => Ok(count(digits)),
        [
            DateWord::Number(_) | DateWord::Other(_),
            DateWord::Other(unit),
        ] if Unit::from_word(unit).is_none() => Err(unknown_unit()),
        words => span(words)
            .map(|(count, unit)| count.saturating_mul(unit.days()))
            .ok_or_else(|| fault("`{}` is no number of days", SPANS)),
    };
    days.and_then(|days| {
        let days = u32::try_from(days)
            .ok()
            .filter(|days| *days <= LONGEST_SPAN);
        days.ok_or_else(|| fault(format!("`{{}}` is longer than {LONGEST_SPAN} days"), SPANS))
    })
    .map_err(|fault| fault.naming(text))
}

/// A day named by its date, with or without the year. `None` if the words are no date.
fn calendar_day(
    words: &[DateWord],
    today: NaiveDate,
    bias: Bias,
) -> Option<Result<NaiveDate, DateError>> {
    let (month, day, year) = match words {
        [DateWord::Figures(text)] => return Some(numeric_date(text, today, bias)),
        [DateWord::Month(month), day, year @ ..] | [day, DateWord::Month(month), year @ ..] => {
            (*month, day, year)
        }
        _ => return None,
    };
    let (DateWord::Number(day) | DateWord::Nth(day)) = day else {
        return None;
    };
    match year {
        [] if day.len() < 3 => Some(without_year(month, number(day), today, bias)),
        [DateWord::Number(year)] => {
            Some(parse_year(year).and_then(|year| real_day(year, month, number(day))))
        }
        _ => None,
    }
}

/// A day named by its distance from today.
fn relative_day(words: &[DateWord], today: NaiveDate, bias: Bias) -> Result<NaiveDate, DateError> {
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
            shift(today, span, to)
        }
    };
    found.ok_or_else(out_of_range)
}

/// A date in numbers. Year, month and day joined by hyphens are one day; anything else is refused
/// with every day that it could be.
fn numeric_date(text: &str, today: NaiveDate, bias: Bias) -> Result<NaiveDate, DateError> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let (year, one, two) = match parts.as_slice() {
        [year, month, day] if year.len() >= 4 => {
            let day = real_day(parse_year(year)?, number(month), number(day))?;
            let is_clear = !text.contains(['/', '.']);
            return is_clear.then_some(day).ok_or_else(|| ambiguous(&[day]));
        }
        [one, two, year] if year.len() >= 4 => (Some(parse_year(year)?), one, two),
        [one, two, year] if year.len() == 2 => (Some(parse_year(&format!("20{year}"))?), one, two),
        [one, two] => (None, one, two),
        _ => return Err(unknown()),
    };
    let reading = |month: &str, day: &str| match year {
        Some(year) => real_day(year, number(month), number(day)).ok(),
        None => without_year(number(month), number(day), today, bias).ok(),
    };
    let readings = [reading(two, one), reading(one, two)];
    let mut readings: Vec<NaiveDate> = readings.into_iter().flatten().collect();
    readings.dedup();
    Err(match readings.as_slice() {
        [] => unknown(),
        days => ambiguous(days),
    })
}

fn real_day(year: i32, month: u32, day: u32) -> Result<NaiveDate, DateError> {
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| no_such_day(month, Some(year)))
}

/// The nearest such day of the month in the direction of the bias.
fn without_year(
    month: u32,
    day: u32,
    today: NaiveDate,
    bias: Bias,
) -> Result<NaiveDate, DateError> {
    // 2000 was a leap year: a day that it lacks is in no year.
    if NaiveDate::from_ymd_opt(2000, month, day).is_none() {
        return Err(no_such_day(month, None));
    }
    let found = (0..=LEAP_GAP).find_map(|years| match bias {
        Bias::Back => NaiveDate::from_ymd_opt(today.year() - years, month, day)
            .filter(|found| *found <= today),
        Bias::Ahead => NaiveDate::from_ymd_opt(today.year() + years, month, day)
            .filter(|found| *found >= today),
    });
    found.ok_or_else(out_of_range)
}

/// The latest such weekday up to that day, itself included.
fn latest(name: Weekday, day: NaiveDate) -> Option<NaiveDate> {
    day.checked_sub_days(Days::new(u64::from(day.weekday().days_since(name))))
}

fn first_after(name: Weekday, day: NaiveDate) -> Option<NaiveDate> {
    latest(name, day.checked_add_days(Days::new(7))?)
}

fn span(words: &[DateWord]) -> Option<(u64, Unit)> {
    let (count, unit) = match words {
        [DateWord::Number(digits), DateWord::Other(unit)] => (count(digits), unit),
        [DateWord::Other(one), DateWord::Other(unit)]
            if matches!(one.as_str(), "a" | "an" | "one") =>
        {
            (1, unit)
        }
        _ => return None,
    };
    Some((count, Unit::from_word(unit)?))
}

/// The day that far from today. Months and years go by the calendar: a month after 31 January is the
/// last day of February.
fn shift(today: NaiveDate, (count, unit): (u64, Unit), to: Bias) -> Option<NaiveDate> {
    let (days, months) = match unit {
        Unit::Day => (count, 0),
        Unit::Week => (count.checked_mul(7)?, 0),
        Unit::Month => (0, u32::try_from(count).ok()?),
        Unit::Year => (0, u32::try_from(count).ok()?.checked_mul(12)?),
    };
    let (days, months) = (Days::new(days), Months::new(months));
    match to {
        Bias::Back => today.checked_sub_months(months)?.checked_sub_days(days),
        Bias::Ahead => today.checked_add_months(months)?.checked_add_days(days),
    }
}

/// Refuses a date with the wrong weekday: one of the two is a mistake. The program itself writes
/// `Fri 20 Nov 2026`.
fn check_weekday(day: NaiveDate, name: Weekday) -> Result<NaiveDate, DateError> {
    if day.weekday() == name {
        return Ok(day);
    }
    let named = latest(name, day).unwrap_or(day);
    Err(fault(
        format!(
            "`{{}}` is no day: {} is a {}, not a {}",
            spelled(day),
            day.format("%A"),
            named.format("%A")
        ),
        format!("leave the weekday out: {day}"),
    ))
}

/// A year of four digits or more.
fn parse_year(digits: &str) -> Result<i32, DateError> {
    if digits.len() < 4 {
        return Err(fault(
            "the year of `{}` has not four digits",
            "write the year in full: `nov 20 2026`",
        ));
    }
    digits
        .parse()
        .map_or_else(|_| Err(out_of_range()), in_range)
}

fn in_range(year: i32) -> Result<i32, DateError> {
    let year = Some(year).filter(|year| (1..=9999).contains(year));
    year.ok_or_else(out_of_range)
}

/// The error for words that are not a date.
fn diagnose(words: &[DateWord]) -> DateError {
    match words {
        [] => fault("no day is named", FORMS),
        [DateWord::Number(digits)] if digits.len() == 4 => {
            fault("`{}` is a year and no day", WITH_DAY)
        }
        [DateWord::Number(_) | DateWord::Nth(_)] => fault(
            "`{}` is a number and no day",
            "for a span `{}d`, for a day of a month `nov {}`",
        ),
        [DateWord::Month(_)]
        | [DateWord::Month(_), DateWord::Number(_)]
        | [DateWord::Number(_), DateWord::Month(_)] => {
            fault("`{}` is a month and no day", WITH_DAY)
        }
        [DateWord::Other(which), DateWord::Other(unit)]
            if matches!(which.as_str(), "last" | "next" | "this")
                && Unit::from_word(unit).is_some() =>
        {
            // The first letter of every unit stands for it.
            let unit = &unit[..1];
            let hint = format!("name a day, or count: `in 1{unit}`, `1{unit} ago`");
            fault("`{}` is more than one day", hint)
        }
        [DateWord::Number(_), DateWord::Other(unit), ..]
        | [
            DateWord::Other(_),
            DateWord::Number(_),
            DateWord::Other(unit),
        ] if Unit::from_word(unit).is_none() => unknown_unit(),
        [DateWord::Other(only)] => match nearest(only) {
            Some(near) => fault("`{}` is no day", did_you_mean(near)),
            None => unknown(),
        },
        _ => unknown(),
    }
}

/// The name that was probably meant: one letter may be wrong, two in a long name.
fn nearest(word: &str) -> Option<&'static str> {
    // Names of days are short; comparing longer text would only take time.
    if !(4..=12).contains(&word.chars().count()) {
        return None;
    }
    let names = ["today yesterday tomorrow", WEEKDAYS, MONTHS];
    let names = names.into_iter().flat_map(|names| names.split(' '));
    closest(word, names, |name| name.len() / 4)
}
