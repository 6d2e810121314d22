//! Direction and concentration.

use crate::core::review::tests::*;

/// Someone of that level with `points` recent calls of one point each.
fn costing(handle: &'static str, level: Level, points: usize) -> Person<'static> {
    Person {
        level: Some(level),
        ..person(handle, times(points, 89, Kind::Called))
    }
}

/// The first person's share of the total effort, in percent.
fn share(people: impl Into<Vec<Person<'static>>>) -> i64 {
    let mut people = people.into();
    people[0].level = Some(Level::Up);
    review(&book(people), today()).direction[0].percent
}

#[test]
fn the_teams_directions_are_as_worked_out_by_hand() {
    // Down: priya 6, ruth 5, ingrid 2 of 23; peer: li 6, dana 2, sam 1.5, marco 0.5.
    let book = team();
    let found = review(&book, today()).direction.map(|one| {
        let flag = one.flag.map(Weakness::words);
        (one.level.word(), one.people, one.warm, one.percent, flag)
    });
    let expected = [
        ("up", 1, 0, 0, Some("no warm ally")),
        ("peer", 4, 0, 43, Some("no warm ally")),
        ("down", 3, 1, 57, None),
    ];
    assert_eq!(found, expected);
}

#[test]
fn effort_counts_for_ninety_days_and_undecayed() {
    let other = || person("bea", times(1, 0, Kind::Called));
    assert_eq!(
        share([person("ana", times(1, 89, Kind::Called)), other()]),
        50
    );
    assert_eq!(
        share([person("ana", times(1, 90, Kind::Called)), other()]),
        0
    );
}

#[test]
fn effort_is_the_larger_column_times_the_size() {
    let ten = || person("bea", times(10, 0, Kind::Called));
    let of = |row| share([person("ana", [row]), ten()]);
    let points = |kind| of(row(ago(1), kind));
    // x of x + 10.
    assert_eq!(points(Kind::Gave), 17);
    assert_eq!(points(Kind::Praised), 17);
    assert_eq!(points(Kind::Met), 17);
    assert_eq!(points(Kind::Shared), 9);
    assert_eq!(points(Kind::Thanked), 9);
    assert_eq!(points(Kind::Called), 9);
    assert_eq!(points(Kind::Repaired), 9);
    assert_eq!(points(Kind::Wrote), 5);
    assert_eq!(points(Kind::Asked), 0);
    assert_eq!(points(Kind::Received), 0);
    assert_eq!(points(Kind::Strained), 0);
    assert_eq!(of(sized(row(ago(1), Kind::Gave), Size::Big)), 29);
    assert_eq!(of(sized(row(ago(1), Kind::Gave), Size::Small)), 9);
    assert_eq!(of(urgent(row(ago(1), Kind::Asked))), 0);
}

#[test]
fn effort_follows_the_settings_of_both_columns() {
    let mut book = book([
        costing("ana", Level::Up, 1),
        person("bea", times(1, 0, Kind::Gave)),
    ]);
    book.settings.contact.set(Kind::Called, 6.0);
    assert_eq!(review(&book, today()).direction[0].percent, 75);
    book.settings.credit.set(Kind::Gave, 14.0);
    assert_eq!(review(&book, today()).direction[0].percent, 30);
}

#[test]
fn effort_is_rounded_to_hundredths_line_by_line() {
    let mut book = book([
        Person {
            level: Some(Level::Up),
            ..person("ana", times(10, 0, Kind::Wrote))
        },
        person("bea", times(1, 0, Kind::Called)),
    ]);
    // Ten rows of 0.004 each round to 0.
    book.settings.contact.set(Kind::Wrote, 0.004);
    assert_eq!(review(&book, today()).direction[0].percent, 0);
    book.settings.contact.set(Kind::Wrote, 0.005);
    assert_eq!(review(&book, today()).direction[0].percent, 9);
}

#[test]
fn a_direction_is_skewed_when_its_printed_share_is_above_sixty() {
    let flag = |down: usize, peer: usize| {
        let mut warm = warm("warm");
        warm.level = Some(Level::Down);
        let book = book([
            warm,
            costing("down", Level::Down, down - 3),
            costing("peer", Level::Peer, peer),
        ]);
        let direction = review(&book, today()).direction[2];
        (direction.percent, direction.flag)
    };
    assert_eq!(flag(6, 4), (60, None));
    assert_eq!(flag(29, 19), (60, None), "60.4 is printed as 60");
    assert_eq!(
        flag(23, 15),
        (61, Some(Weakness::Skewed)),
        "60.5 is printed as 61"
    );
}

#[test]
fn little_effort_is_not_skewed_and_a_missing_ally_matters_more() {
    let mut warm = warm("warm");
    warm.level = Some(Level::Down);
    let four = book([warm.clone(), costing("down", Level::Down, 1)]);
    let down = review(&four, today()).direction[2];
    assert_eq!((down.percent, down.flag), (100, None));
    let five = book([warm, costing("down", Level::Down, 2)]);
    assert_eq!(
        review(&five, today()).direction[2].flag,
        Some(Weakness::Skewed)
    );
    let cold = book([costing("down", Level::Down, 5)]);
    assert_eq!(
        review(&cold, today()).direction[2].flag,
        Some(Weakness::NoWarmAlly)
    );
}

#[test]
fn effort_outside_and_without_a_level_counts_in_the_total() {
    let people = [
        costing("ana", Level::Up, 1),
        costing("bea", Level::Outside, 1),
        person("cleo", times(2, 0, Kind::Called)),
    ];
    assert_eq!(share(people), 25);
}

#[test]
fn most_effort_goes_to_li_by_name_and_priya_is_the_only_strong_one() {
    let book = team();
    let review = review(&book, today());
    let found = &review.concentration;
    assert_eq!(handles(found.top), ["li"]);
    assert_eq!(found.percent, 26);
    assert_eq!(handles(found.strong.iter().copied()), ["priya"]);
    assert_eq!(
        found.flag.map(Imbalance::words),
        Some("only one strong ally")
    );
}

#[test]
fn one_person_is_flagged_above_forty_percent_and_five_points() {
    let flag = |top: usize, others: usize| {
        let mut people = vec![costing("top", Level::Peer, top)];
        for name in ["ana", "bea", "cleo"] {
            people.push(costing(name, Level::Peer, others));
        }
        let book = book(people);
        let found = review(&book, today()).concentration;
        (found.percent, found.flag)
    };
    assert_eq!(flag(2, 1), (40, None));
    assert_eq!(flag(3, 1), (50, Some(Imbalance::OnePerson)));
    assert_eq!(flag(4, 0), (100, None));
    assert_eq!(flag(5, 0), (100, Some(Imbalance::OnePerson)));
}

#[test]
fn without_any_effort_nobody_is_at_the_top() {
    let book = book([person("ana", times(3, 1, Kind::Asked)), warm("bea")]);
    let later = today() + Days::new(90);
    let found = review(&book, later).concentration;
    assert_eq!((found.top, found.percent), (None, 0));
}

#[test]
fn two_strong_allies_are_no_flag() {
    let strong = |handle| person(handle, times(3, 0, Kind::Received));
    let two = book([strong("ana"), strong("bea")]);
    assert_eq!(review(&two, today()).concentration.flag, None);
    let one = book([warm("ana")]);
    assert_eq!(
        review(&one, today()).concentration.flag,
        Some(Imbalance::OnlyOneStrong)
    );
}
