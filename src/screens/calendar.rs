//! Due reasons and open promises as calendar entries, with keys by which a later export updates
//! the same entries.

use chrono::{Days, NaiveDate};

use crate::core::rules::{About, ActiveGoals, Reason, reasons};
use crate::model::book::Book;
use crate::model::calendar::CalendarEntry;
use crate::model::handle::as_argument;
use crate::model::person::Person;
use crate::screens::phrase;
use crate::screens::words::full_day;

/// How many days ahead due dates are included: beyond that they are guesses. Promises are not, and
/// are included however far ahead they are.
const DAYS_AHEAD: u64 = 365;

/// Everything due within a year and every open promise, by day, then by name.
pub fn entries(book: &Book, today: NaiveDate) -> Vec<CalendarEntry> {
    let goals = ActiveGoals::new(book, today);
    let last = today
        .checked_add_days(Days::new(DAYS_AHEAD))
        .unwrap_or(today);
    let mut people: Vec<&Person> = book.present(today).collect();
    people.sort_by(|one, two| one.name.cmp(&two.name));
    let mut entries = Vec::new();
    for person in people {
        for reason in reasons(person, &book.settings, &goals, today) {
            let entry = entry(person, &reason, today);
            if matches!(reason.about, About::Promise(_)) || entry.on <= last {
                entries.push(entry);
            }
        }
    }
    entries.sort_by_key(|entry| entry.on);
    number_duplicates(&mut entries);
    entries
}

fn entry(person: &Person, reason: &Reason, today: NaiveDate) -> CalendarEntry {
    let mut key = vec![reason.rule.word().to_owned(), person.handle.to_string()];
    if let About::Promise(promise) = reason.about {
        key.push(promise.what.to_string());
    }
    let is_hidden = reason.is_hidden(person, today);
    let until = person.snooze_on(today).filter(|_| is_hidden);
    let on = until.map_or(reason.due, |snooze| reason.due.max(snooze.until));
    let late = match reason.days_late(today) {
        1 if !is_hidden => ", 1 day late".to_owned(),
        days @ 2.. if !is_hidden => format!(", {days} days late"),
        _ => String::new(),
    };
    CalendarEntry {
        key,
        on: on.max(today),
        summary: format!("{}: {}", person.name, phrase::reason(reason, today)),
        description: format!(
            "due {}{late}\nallies show {}",
            full_day(reason.due),
            as_argument(&person.handle)
        ),
    }
}

/// Numbers entries with the same key: two promises with the same words are two entries.
fn number_duplicates(entries: &mut [CalendarEntry]) {
    let mut seen = std::collections::HashMap::new();
    for entry in entries {
        let times = seen.entry(entry.key.clone()).or_insert(0_usize);
        *times += 1;
        if *times > 1 {
            entry.key.push(times.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::custom_fields::CustomFields;
    use crate::model::interaction::{Interaction, Kind};
    use crate::model::person::{Promise, Snooze};

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    fn promise(what: &'static str, by: NaiveDate) -> Promise<'static> {
        Promise {
            by,
            made: None,
            what: what.into(),
            kept: None,
            own: CustomFields::default(),
        }
    }

    fn book(change: impl FnOnce(&mut Person<'static>)) -> Book<'static> {
        let mut sara = Person::new("sara", "Sara Ortiz");
        sara.log = vec![Interaction::new(day(2026, 11, 2), Kind::Received, "")];
        change(&mut sara);
        Book {
            people: vec![sara],
            ..Book::default()
        }
    }

    fn summaries(book: &Book) -> Vec<String> {
        let entries = entries(book, day(2026, 11, 23));
        entries
            .iter()
            .map(|entry| format!("{} {}", entry.on, entry.summary))
            .collect()
    }

    #[test]
    fn late_entries_are_on_today_and_others_on_their_due_day() {
        assert_eq!(
            summaries(&book(|_| {})),
            [
                "2026-11-23 Sara Ortiz: help of 2 November not thanked",
                "2026-11-23 Sara Ortiz: added 2 November, never met",
                "2026-12-02 Sara Ortiz: silent since 2 November",
            ]
        );
    }

    #[test]
    fn snoozed_entries_are_on_the_day_the_snooze_ends() {
        let snoozed = book(|sara| {
            sara.snooze = Some(Snooze {
                from: day(2026, 11, 20),
                until: day(2026, 11, 30),
            });
        });
        assert_eq!(
            summaries(&snoozed),
            [
                "2026-11-30 Sara Ortiz: help of 2 November not thanked",
                "2026-11-30 Sara Ortiz: added 2 November, never met",
                "2026-12-02 Sara Ortiz: silent since 2 November",
            ]
        );
    }

    #[test]
    fn promises_are_included_however_far_ahead_and_equal_ones_are_numbered() {
        let promised = book(|sara| {
            sara.log.clear();
            sara.known = true;
            sara.promises = vec![
                promise("the plan", day(2030, 1, 1)),
                promise("the plan", day(2026, 12, 1)),
            ];
        });
        let entries = entries(&promised, day(2026, 11, 23));
        let keys: Vec<String> = entries.iter().map(|entry| entry.key.join(" ")).collect();
        assert_eq!(keys, ["promise sara the plan", "promise sara the plan 2"]);
    }

    #[test]
    fn archived_people_are_left_out() {
        let archived = book(|sara| sara.archived = Some(day(2026, 11, 1)));
        assert_eq!(summaries(&archived), [""; 0]);
    }
}
