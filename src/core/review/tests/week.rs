//! The week compared with the one before.

use crate::core::review::tests::*;

#[test]
fn the_teams_week_is_as_counted_by_hand() {
    let book = team();
    let week = review(&book, today()).week;
    let (now, before) = (week.now, week.before);
    assert_eq!((now.gave, now.thanked, now.met, now.asked), (1, 1, 0, 1));
    assert_eq!((before.gave, before.asked), (0, 2));
    assert!(!week.needs_stranger, "Sam came ten days ago");
    assert_eq!(week.question, "who did you contact this month only to ask?");
}

#[test]
fn a_week_is_seven_days_with_today() {
    let met = |days| {
        let book = book([person("ana", times(1, days, Kind::Met))]);
        let week = review(&book, today()).week;
        (week.now.met, week.before.met)
    };
    assert_eq!(met(0), (1, 0));
    assert_eq!(met(6), (1, 0));
    assert_eq!(met(7), (0, 1));
    assert_eq!(met(13), (0, 1));
    assert_eq!(met(14), (0, 0));
}

#[test]
fn tomorrow_has_not_happened() {
    let rows = [row(today() + Days::new(1), Kind::Met)];
    let book = book([person("ana", rows)]);
    assert_eq!(review(&book, today()).week.now, Tally::default());
}

#[test]
fn gave_counts_all_three_ways_of_giving_and_a_call_is_not_a_meeting() {
    let rows = Kind::ALL.map(|kind| row(ago(2), kind));
    let book = book([person("ana", rows)]);
    let now = review(&book, today()).week.now;
    assert_eq!((now.gave, now.thanked, now.met, now.asked), (3, 1, 1, 1));
}

#[test]
fn the_three_largest_losses_of_warmth_are_listed_ties_by_name() {
    let book = team();
    let week = review(&book, today()).week;
    let losses: Vec<_> = week
        .cooling
        .iter()
        .map(|loss| (loss.person.handle.as_ref(), loss.change))
        .collect();
    assert_eq!(losses, [("dana", -4), ("li", -4), ("ingrid", -3)]);
}

#[test]
fn people_who_do_not_cool_are_not_listed() {
    let cold = person("ana", []);
    let warmer = warm("bea");
    let mut cooler = person("cleo", times(2, 8, Kind::Called));
    cooler.name = "Cleo".into();
    let book = book([cold, warmer, cooler]);
    let week = review(&book, today()).week;
    // A week ago two calls of yesterday, 1.96: 66. Now they are eight days old, 1.66: 62.
    assert_eq!(week.cooling.len(), 1);
    assert_eq!(week.cooling[0].person.handle, "cleo");
    assert_eq!(week.cooling[0].change, -4);
}

#[test]
fn a_month_without_new_people_asks_for_a_stranger() {
    let stranger = |days| {
        let mut ana = person("ana", []);
        ana.added = Some(ago(days));
        review(&book([ana]), today()).week.needs_stranger
    };
    assert!(!stranger(0));
    assert!(!stranger(29));
    assert!(stranger(30));
    assert!(review(&book([]), today()).week.needs_stranger);
}

#[test]
fn without_an_added_day_the_first_row_counts_as_one() {
    let stranger = |rows| {
        review(&book([person("ana", rows)]), today())
            .week
            .needs_stranger
    };
    assert!(!stranger(times(1, 29, Kind::Wrote)));
    assert!(stranger(times(1, 30, Kind::Wrote)));
    assert!(
        !stranger(vec![]),
        "nothing is known of them, so they came today"
    );
}

#[test]
fn the_first_day_of_the_calendar_has_no_week_before() {
    let book = book([warm("ana")]);
    let week = review(&book, NaiveDate::MIN).week;
    assert!(week.cooling.is_empty());
}
