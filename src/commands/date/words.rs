//! The words of a date: numbers, names of days and months, units. It knows their spelling, not what
//! they mean together.

use chrono::Weekday;

/// The longest span, in days: ten years, as in the settings.
pub const LONGEST_SPAN: u32 = 3650;

/// A word in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DateWord {
    /// ASCII digits and nothing else.
    Number(String),
    /// The digits of `20th`.
    Nth(String),
    /// Numbers joined by `-`, `/` or `.`.
    Figures(String),
    /// A weekday's name, whole or its first letters.
    Day(Weekday),
    /// A month's name, whole or its first letters, as its number.
    Month(u32),
    /// Anything else.
    Other(String),
}

/// What a span is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    /// The unit of that word, one letter or in full.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        match word {
            "d" | "day" | "days" => Some(Self::Day),
            "w" | "wk" | "wks" | "week" | "weeks" => Some(Self::Week),
            "m" | "mo" | "mos" | "month" | "months" => Some(Self::Month),
            "y" | "yr" | "yrs" | "year" | "years" => Some(Self::Year),
            _ => None,
        }
    }

    /// Its days without a calendar, as for a cadence.
    pub(crate) const fn days(self) -> u64 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 30,
            Self::Year => 365,
        }
    }
}

pub(crate) const MONTHS: &str =
    "january february march april may june july august september october november december";
pub(crate) const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday";

/// Splits the text into words at spaces and commas, and `3d` or `20nov` between number and letters.
pub(crate) fn split(text: &str) -> Vec<DateWord> {
    let mut words = Vec::new();
    for chunk in text.split(|c: char| c.is_whitespace() || c == ',') {
        let chunk = chunk.to_ascii_lowercase();
        let letters = chunk.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = chunk[..chunk.len() - letters.len()].to_owned();
        match (digits.as_str(), letters) {
            ("", "") => {}
            (_, "") => words.push(DateWord::Number(digits)),
            (_, "st" | "nd" | "rd" | "th") if !digits.is_empty() => {
                words.push(DateWord::Nth(digits));
            }
            (_, letters) if letters.bytes().all(|b| b.is_ascii_alphabetic()) => {
                words.extend((!digits.is_empty()).then_some(DateWord::Number(digits)));
                words.push(word(letters.to_owned()));
            }
            _ => words.push(word(chunk)),
        }
    }
    words
}

fn word(text: String) -> DateWord {
    if let Some(day) = position(WEEKDAYS, &text).and_then(|at| Weekday::try_from(at).ok()) {
        return DateWord::Day(day);
    }
    if let Some(month) = position(MONTHS, &text) {
        return DateWord::Month(u32::from(month) + 1);
    }
    let mut parts = text.split(['-', '/', '.']);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if text.contains(['-', '/', '.']) && parts.all(is_number) {
        return DateWord::Figures(text);
    }
    DateWord::Other(text)
}

/// The place of a name that begins with the text: three letters are enough for days and months.
fn position(names: &str, text: &str) -> Option<u8> {
    let text = text.strip_suffix('.').unwrap_or(text);
    let mut names = (0..).zip(names.split(' '));
    let found = names.find(|(_, name)| text.len() >= 3 && name.starts_with(text));
    found.map(|(at, _)| at)
}

/// A number, capped if it is huge: no span that long is inside the calendar.
pub(crate) fn count(digits: &str) -> u64 {
    digits.parse().unwrap_or(u64::MAX)
}

/// The number of a day or month; 0, which is neither, if it is too large.
pub(crate) fn number(digits: &str) -> u32 {
    digits.parse().unwrap_or(0)
}
