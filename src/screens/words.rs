//! How counts, dates, numbers and lists are worded, the same way everywhere.

use std::fmt::Display;

use chrono::{Datelike, NaiveDate};

use crate::model::custom_fields::Text;
use crate::model::handle;
use crate::model::person::Person;
use crate::screens::style::Label;
use crate::text::sanitize;

/// `1 person`, `3 people`.
pub fn count<N: Copy + Display + PartialEq + From<u8>>(number: N, one: &str, many: &str) -> String {
    let noun = if number == N::from(1) { one } else { many };
    format!("{number} {noun}")
}

/// `1 day`, `25 days`.
pub fn count_days(days: i64) -> String {
    count(days, "day", "days")
}

/// `today`, `yesterday`, `12 days ago`, `tomorrow`, `in 4 days`, from the days since then.
pub fn ago(days: i64) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        -1 => "tomorrow".to_owned(),
        2.. => format!("{days} days ago"),
        _ => format!("in {} days", -days),
    }
}

/// `and 3 more` at the end of a shortened list; `None` if nothing was left out.
pub fn and_more(left_out: usize) -> Option<String> {
    (left_out > 0).then(|| format!("and {left_out} more"))
}

/// `a`, `a and b`, `a, b and c`.
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// `+25`, `−26`, `0`, with a true minus sign.
pub fn signed(number: i64) -> String {
    format!("{}{}", sign(number), number.unsigned_abs())
}

/// `1.82` from hundredths, without a sign.
pub fn hundredths(number: i64) -> String {
    let number = number.unsigned_abs();
    format!("{}.{:02}", number / 100, number % 100)
}

/// `+1.82`, `−0.40`, `0.00` from hundredths.
pub fn signed_hundredths(number: i64) -> String {
    format!("{}{}", sign(number), hundredths(number))
}

fn sign(number: i64) -> &'static str {
    match number {
        0 => "",
        1.. => "+",
        _ => "−",
    }
}

/// Hundredths as a number for JSON: 182 is 1.82.
pub fn decimal(hundredths: i64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a sum of points is far below 2^53"
    )]
    let hundredths = hundredths as f64;
    hundredths / 100.0
}

/// A handle as typed in a command, safe for a terminal.
pub fn as_argument(handle: &str) -> String {
    sanitize::line(&handle::as_argument(handle)).into_owned()
}

/// `11 November`, with the year unless it is this year.
pub fn day(day: NaiveDate, today: NaiveDate) -> String {
    with_year(day, "%-d %B", today)
}

/// `11 Nov`, with the year unless it is this year.
pub fn short_day(day: NaiveDate, today: NaiveDate) -> String {
    with_year(day, "%-d %b", today)
}

fn with_year(day: NaiveDate, format: &str, today: NaiveDate) -> String {
    let (text, year) = (day.format(format), day.year());
    if year == today.year() {
        text.to_string()
    } else {
        format!("{text} {year}")
    }
}

/// `Mon 23 Nov 2026`: how a date that the user typed is echoed.
pub fn echoed_day(day: NaiveDate) -> String {
    format!("{} {}", day.format("%a %-d %b"), day.year())
}

/// `Monday 23 November 2026`.
pub fn full_day(day: NaiveDate) -> String {
    format!("{} {}", day.format("%A %-d %B"), day.year())
}

/// `19 d late`, `today`, `in 2 d`, and the label to paint it with.
pub fn days_late(days: i64) -> (Label, String) {
    match days {
        0 => (Label::Soon, "today".to_owned()),
        1.. => (Label::Bad, format!("{days} d late")),
        _ => (Label::Plain, format!("in {} d", -days)),
    }
}

/// When something is due: `19 d late`, `today`, or the date if it is in the future.
pub fn due_day(due: NaiveDate, today: NaiveDate) -> String {
    match (today - due).num_days() {
        late @ 0.. => days_late(late).1,
        _ => day(due, today),
    }
}

/// A person's name, safe for a terminal.
pub fn name(person: &Person) -> String {
    sanitize::line(&person.name).into_owned()
}

/// The names of people as a list: at most `most` of them, then how many more there are.
pub fn names<'b>(people: impl Iterator<Item = &'b Person<'b>>, most: usize) -> String {
    shortened_list(people.map(name).collect(), most)
}

/// The items as a list: at most `most` of them, then how many more there are.
pub fn shortened_list(mut items: Vec<String>, most: usize) -> String {
    let more = items.len().saturating_sub(most);
    items.truncate(most);
    if more > 0 {
        items.push(format!("{more} more"));
    }
    list(&items)
}

/// Texts from the file on one line, safe for a terminal: `vpn, laptops`; `None` if there are none.
pub fn comma_separated(texts: &[Text]) -> Option<String> {
    let texts: Vec<_> = texts.iter().map(|text| sanitize::line(text)).collect();
    (!texts.is_empty()).then(|| texts.join(", "))
}

/// What to call a person in a sentence: the first word of the name, or the whole name if that is a
/// title such as `Dr.`.
pub fn first_name(name: &str) -> &str {
    let first = name.split_whitespace().next();
    first.filter(|word| !word.ends_with('.')).unwrap_or(name)
}

/// The text with a capital first letter, to begin a sentence.
pub fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_a_true_minus_sign_and_two_decimals() {
        assert_eq!(signed(-26), "−26");
        assert_eq!(signed(25), "+25");
        assert_eq!(signed_hundredths(-5), "−0.05");
        assert_eq!(signed_hundredths(182), "+1.82");
        assert_eq!(signed_hundredths(0), "0.00");
    }

    #[test]
    fn days_are_relative_to_today() {
        assert_eq!(
            [ago(0), ago(1), ago(12), ago(-1), ago(-4)].join(" "),
            "today yesterday 12 days ago tomorrow in 4 days"
        );
    }

    #[test]
    fn a_title_is_not_a_first_name() {
        assert_eq!(first_name("Ruth Ochieng"), "Ruth");
        assert_eq!(first_name("Dr. Ochieng"), "Dr. Ochieng");
    }

    #[test]
    fn lists_read_as_a_sentence() {
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }
}
