//! Of a whole book: what does not depend on the order of the file, on what is still to come
//! or on the calendar.

use allies::model::book::Book;
use allies::model::person::Person;
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use crate::books::{ago, any_age, book, kind, map_dates, row_of, today};
use crate::facts::facts;

/// Every list of the book whose order means nothing, in another order.
fn shuffle(book: &mut Book, mut seed: u64) {
    for person in &mut book.people {
        mix(&mut person.log, &mut seed);
        mix(&mut person.promises, &mut seed);
        mix(&mut person.helps, &mut seed);
        mix(&mut person.tags, &mut seed);
    }
    for goal in &mut book.goals {
        mix(&mut goal.helped_by, &mut seed);
        mix(&mut goal.hindered_by, &mut seed);
    }
    mix(&mut book.people, &mut seed);
    mix(&mut book.goals, &mut seed);
}

fn mix<T>(list: &mut [T], seed: &mut u64) {
    for last in (1..list.len()).rev() {
        // Knuth's multiplier; the high bits are the random ones.
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let place = (*seed >> 33) % (last as u64 + 1);
        list.swap(last, usize::try_from(place).expect("below the length"));
    }
}

/// The book without anything that has not happened by today.
fn until_today<'t>(book: &Book<'t>) -> Book<'t> {
    let has_happened = |day: &NaiveDate| *day <= today();
    let mut book = book.clone();
    book.people
        .retain(|person| person.added.is_none_or(|added| has_happened(&added)));
    for person in &mut book.people {
        person.archived = person.archived.filter(has_happened);
        person.snooze = person.snooze.filter(|snooze| has_happened(&snooze.from));
        person.log.retain(|row| has_happened(&row.on));
        for promise in &mut person.promises {
            promise.kept = promise.kept.filter(has_happened);
        }
    }
    book.goals.retain(|goal| has_happened(&goal.set));
    for goal in &mut book.goals {
        goal.done = goal.done.filter(has_happened);
    }
    book
}

proptest! {
    #[test]
    fn the_order_of_the_file_does_not_matter(book in book(), seed in any::<u64>()) {
        let mut mixed = book.clone();
        shuffle(&mut mixed, seed);
        prop_assert_eq!(facts(&mixed, today()), facts(&book, today()));
    }

    #[test]
    fn what_is_still_to_come_does_not_matter(book in book()) {
        prop_assert_eq!(facts(&until_today(&book), today()), facts(&book, today()));
    }

    #[test]
    fn rows_of_the_future_do_not_matter(
        book in book(),
        row in row_of(-4000..=-1_i64, kind()),
    ) {
        let mut more = book.clone();
        for person in &mut more.people {
            person.log.push(row.clone());
        }
        prop_assert_eq!(facts(&more, today()), facts(&book, today()));
    }

    #[test]
    fn moving_every_day_alike_changes_nothing(book in book(), days in 0..=20_000_u64) {
        let mut moved = book.clone();
        map_dates(&mut moved, |day| day - Days::new(days));
        let then = today() - Days::new(days);
        prop_assert_eq!(facts(&moved, then), facts(&book, today()));
    }

    #[test]
    fn who_is_put_away_or_not_yet_added_does_not_matter(book in book()) {
        let mut fewer = book.clone();
        fewer.people.retain(|person| person.is_present(today()));
        prop_assert_eq!(facts(&fewer, today()), facts(&book, today()));
    }

    #[test]
    fn no_day_of_the_calendar_is_too_early_or_too_late(
        book in book(),
        days in prop::collection::vec((1..=9999_i32, 1..=366_u32), 1..12),
        today in any_age(),
        edge in 0..4,
    ) {
        let days: Vec<_> = days
            .into_iter()
            .filter_map(|(year, day)| NaiveDate::from_yo_opt(year, day))
            .chain([NaiveDate::MIN, NaiveDate::MAX])
            .collect();
        let mut scattered = book;
        map_dates(&mut scattered, |day| {
            days[day.to_epoch_days().unsigned_abs() as usize % days.len()]
        });
        let today = match edge {
            0 => NaiveDate::MIN,
            1 => NaiveDate::MAX,
            2 => days[0],
            _ => ago(today),
        };
        prop_assert!(!facts(&scattered, today).is_empty());
    }
}

#[test]
fn nothing_logged_is_no_balance_and_no_warmth() {
    let book = Book {
        people: vec![Person::new("ana", "Ana")],
        ..Book::default()
    };
    let one = book.assess(today()).next().expect("one person");
    assert_eq!((one.balance, one.warmth), (0, 0));
}
