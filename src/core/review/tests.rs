//! The review, on the small team and on books made for one rule each.

use crate::core::standing::Standing;
use chrono::Days;

use crate::core::review::*;
use crate::model::goal::Goal;
use crate::model::interaction::{Interaction, Kind, Size};
use crate::model::person::{Cadence, Level};
use crate::model::sample::{ago, book, goal, person, row, sized, team, today, urgent};

mod effort;
mod goals;
mod week;

fn handles<'b>(people: impl IntoIterator<Item = &'b Person<'b>>) -> Vec<&'b str> {
    people
        .into_iter()
        .map(|person| person.handle.as_ref())
        .collect()
}

fn allies<'b>(allies: impl IntoIterator<Item = &'b Ally<'b>>) -> Vec<&'b str> {
    handles(allies.into_iter().map(|ally| ally.person))
}

fn times(count: usize, days: u64, kind: Kind) -> Vec<Interaction<'static>> {
    vec![row(ago(days), kind); count]
}

/// Warm by three calls today: 100 × 3 / 4.
fn warm(handle: &'static str) -> Person<'static> {
    person(handle, times(3, 0, Kind::Called))
}

#[test]
fn an_empty_book_has_a_review() {
    let book = book([]);
    let review = review(&book, today());
    assert_eq!(review.overall.balance, 0);
    assert_eq!(review.workload.tenths, 0);
    assert_eq!(review.concentration.top, None);
    assert_eq!(review.concentration.flag, None);
    assert!(
        review
            .coverage
            .iter()
            .all(|one| one.cover == CoverageLevel::Nobody)
    );
    assert_eq!(review.coverage.len(), 7);
}

#[test]
fn each_department_lists_warm_and_other_allies() {
    let book = team();
    let review = review(&book, today());
    let covered: Vec<_> = review
        .coverage
        .iter()
        .map(|one| {
            (
                one.dept,
                one.cover.words(),
                allies(&one.warm),
                allies(&one.others),
            )
        })
        .collect();
    let expected = [
        ("IT", "one", vec!["priya"], vec![]),
        ("Audio-visual", "none warm", vec![], vec!["ingrid"]),
        ("Procurement", "none warm", vec![], vec!["marco"]),
        ("Shipping", "none warm", vec![], vec!["ruth"]),
        ("Executive support", "none warm", vec![], vec!["dana"]),
        ("Accounting", "none warm", vec![], vec!["li"]),
        ("HR", "none warm", vec![], vec!["sam"]),
    ];
    assert_eq!(covered, expected);
    assert_eq!(review.coverage[1].others[0].standing, Standing::Mending);
}

#[test]
fn two_warm_allies_are_several_and_a_department_is_its_name_as_written() {
    let mut people = [warm("bea"), warm("ada"), warm("cleo"), person("dora", [])];
    people[0].dept = Some("IT".into());
    people[1].dept = Some("IT".into());
    people[2].dept = Some("it".into());
    people[3].dept = Some("IT".into());
    let book = book(people);
    let review = review(&book, today());
    let it = &review.coverage[0];
    assert_eq!(it.cover, CoverageLevel::Several);
    assert_eq!(allies(&it.warm), ["ada", "bea"]);
    assert_eq!(allies(&it.others), ["dora"]);
}

#[test]
fn departments_come_from_the_settings_in_their_order() {
    let mut book = book([]);
    book.settings.departments = vec!["Zoo".into(), "Art".into()];
    let review = review(&book, today());
    let names: Vec<_> = review.coverage.iter().map(|one| one.dept).collect();
    assert_eq!(names, ["Zoo", "Art"]);
}

#[test]
fn debts_are_listed_most_pressing_first() {
    let book = team();
    let owed = review(&book, today()).owed;
    let owed: Vec<_> = owed
        .iter()
        .map(|one| {
            let rules = one.reasons.iter().map(|reason| reason.rule.word());
            let rules: Vec<_> = rules.collect();
            format!("{} {}", one.person.handle, rules.join(" "))
        })
        .collect();
    assert_eq!(
        owed,
        [
            "li strain",
            "marco thanks credit ask-only",
            "ruth credit give-back"
        ]
    );
}

#[test]
fn ask_only_are_those_asked_twice_since_the_last_giving() {
    let twice = person("twice", times(2, 3, Kind::Asked));
    let once = person("once", times(1, 3, Kind::Asked));
    let mut between = times(2, 3, Kind::Asked);
    between.push(row(ago(3), Kind::Shared));
    let book = book([twice, once, person("given", between)]);
    let asked_only = |book: &Book| {
        let asked = review(book, today()).ask_only.into_iter();
        let asked = asked.map(|one| (one.person.handle.to_string(), one.asks));
        asked.collect::<Vec<_>>()
    };
    assert_eq!(asked_only(&book), [("twice".to_owned(), 2)]);
    assert_eq!(asked_only(&team()), [("marco".to_owned(), 2)]);
}

#[test]
fn give_only_are_those_given_six_points_who_gave_nothing() {
    let six = person("six", times(3, 0, Kind::Gave));
    let less = person(
        "less",
        [times(2, 0, Kind::Gave), times(1, 1, Kind::Gave)].concat(),
    );
    let mut answered = times(9, 0, Kind::Gave);
    answered.push(row(ago(0), Kind::Received));
    let book = book([six, less, person("answered", answered)]);
    assert_eq!(handles(review(&book, today()).give_only), ["six"]);
}

#[test]
fn the_whole_book_is_balanced_as_if_it_were_one_person() {
    let book = team();
    let whole = review(&book, today()).overall;
    assert_eq!((whole.given, whole.taken, whole.balance), (1281, 1548, -8));
}

#[test]
fn the_load_adds_cadences_of_goals_and_of_people() {
    // Two named by the goal at 14 days, six with contact at 30: 7/14 × 2 + 7/30 × 6 = 2.4.
    let book = team();
    let load = review(&book, today()).workload;
    assert_eq!(load.tenths, 24);
    assert!(!load.is_heavy());
}

#[test]
fn the_load_excludes_people_without_a_cadence() {
    let touch = |person: Person<'static>| review(&book([person]), today()).workload.tenths;
    let weekly = |person| Person {
        every: Some(Cadence::Days(7)),
        ..person
    };
    let never = |person| Person {
        every: Some(Cadence::Never),
        ..person
    };
    let silent = || person("ana", []);
    assert_eq!(
        touch(silent()),
        0,
        "known, without contact or a cadence of their own"
    );
    assert_eq!(touch(weekly(silent())), 10);
    assert_eq!(
        touch(weekly(Person::new("ana", "Ana"))),
        0,
        "neither known nor any contact"
    );
    assert_eq!(touch(never(warm("ana"))), 0);
    assert_eq!(touch(weekly(warm("ana"))), 10);
}

#[test]
fn a_goal_overrides_never_and_its_interval_may_be_zero() {
    let mut ana = warm("ana");
    ana.every = Some(Cadence::Never);
    let mut book = book([ana]);
    book.goals = vec![goal("ship", &["ana"])];
    assert_eq!(review(&book, today()).workload.tenths, 5);
    book.settings.due.goal = 0;
    assert_eq!(review(&book, today()).workload.tenths, 70);
}

#[test]
fn archived_and_not_yet_added_people_are_excluded() {
    let mut gone = warm("gone");
    gone.archived = Some(today());
    let mut coming = warm("coming");
    coming.added = Some(today() + Days::new(1));
    for one in [&mut gone, &mut coming] {
        one.dept = Some("IT".into());
        one.level = Some(Level::Up);
        one.log.extend(times(3, 1, Kind::Asked));
    }
    let mut with = book([gone, coming]);
    with.goals = vec![goal("ship", &["gone", "coming"])];
    let mut without = book([]);
    without.goals = vec![goal("ship", &["gone", "coming"])];
    assert_eq!(review(&with, today()), review(&without, today()));
}
