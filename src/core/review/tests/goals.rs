//! Goals and the people they name.

use crate::core::review::tests::*;

/// The verdict of a book's one goal, warm allies, people named, and people who put it at risk.
fn check(book: &Book) -> (&'static str, usize, usize, Vec<String>) {
    let review = review(book, today());
    let check = &review.goals[0];
    let fix = allies(check.risks())
        .into_iter()
        .map(str::to_owned)
        .collect();
    (check.verdict.words(), check.warm(), check.named.len(), fix)
}

fn with_goal(people: impl Into<Vec<Person<'static>>>, goal: Goal<'static>) -> Book<'static> {
    Book {
        goals: vec![goal],
        ..book(people)
    }
}

#[test]
fn the_teams_goal_is_at_risk_without_a_warm_ally() {
    let book = team();
    assert_eq!(check(&book), ("at risk", 0, 2, vec!["li".to_owned()]));
    assert_eq!(review(&book, today()).goals[0].days_left, Some(25));
}

#[test]
fn a_goal_that_names_nobody_in_the_book_names_nobody() {
    let nobody = ("nobody named", 0, 0, vec![]);
    assert_eq!(check(&with_goal([], goal("ship", &[]))), nobody);
    assert_eq!(check(&with_goal([], goal("ship", &["stranger"]))), nobody);
    let mut gone = warm("ana");
    gone.archived = Some(ago(1));
    assert_eq!(check(&with_goal([gone], goal("ship", &["ana"]))), nobody);
}

#[test]
fn one_warm_ally_covers_a_goal_unless_another_person_is_at_risk() {
    let cooling = || person("bea", times(1, 20, Kind::Called));
    let cold = || person("cleo", []);
    let covered = with_goal([warm("ana"), cooling()], goal("ship", &["ana", "bea"]));
    assert_eq!(check(&covered), ("covered", 1, 2, vec![]));
    let named = goal("ship", &["cleo", "ana"]);
    let lost = with_goal([warm("ana"), cold()], named);
    assert_eq!(check(&lost), ("at risk", 1, 2, vec!["cleo".to_owned()]));
    let unnamed = with_goal([warm("ana"), cold()], goal("ship", &["ana"]));
    assert_eq!(check(&unnamed), ("covered", 1, 1, vec![]));
}

#[test]
fn strained_and_indebted_people_put_a_goal_at_risk_like_cold_ones() {
    let mut strained = warm("ana");
    strained.log.push(row(ago(1), Kind::Strained));
    let mut indebted = warm("bea");
    indebted.log.extend(times(2, 0, Kind::Asked));
    let mut mending = warm("cleo");
    mending.log.push(row(ago(1), Kind::Repaired));
    let people = [strained, indebted, mending, warm("dora")];
    let book = with_goal(people, goal("ship", &["dora", "cleo", "bea", "ana"]));
    let fix = vec!["ana".to_owned(), "bea".to_owned()];
    assert_eq!(check(&book), ("at risk", 1, 4, fix));
}

#[test]
fn a_helper_and_hinderer_is_listed_once_and_hinderers_count() {
    let mut named = goal("ship", &["ana", "ana"]);
    named.hindered_by = vec!["ana".into(), "bea".into()];
    let book = with_goal([warm("ana"), warm("bea")], named);
    assert_eq!(check(&book), ("covered", 2, 2, vec![]));
}

#[test]
fn only_active_goals_are_listed_nearest_deadline_first() {
    let by = |handle, by: Option<i64>| Goal {
        by: by.map(|days| today() + chrono::TimeDelta::days(days)),
        ..goal(handle, &[])
    };
    let mut book = book([]);
    book.goals = vec![
        by("zero", None),
        by("alpha", None),
        by("far", Some(9)),
        by("last-day", Some(0)),
        by("past", Some(-1)),
        Goal {
            done: Some(today()),
            ..by("done", Some(5))
        },
        Goal {
            set: today() + Days::new(1),
            ..by("not-set", Some(5))
        },
        Goal {
            done: Some(today() + Days::new(1)),
            ..by("done-tomorrow", Some(5))
        },
    ];
    let review = review(&book, today());
    let goals: Vec<_> = review
        .goals
        .iter()
        .map(|check| (check.goal.handle.as_ref(), check.days_left))
        .collect();
    let expected = [
        ("last-day", Some(0)),
        ("done-tomorrow", Some(5)),
        ("far", Some(9)),
        ("alpha", None),
        ("zero", None),
    ];
    assert_eq!(goals, expected);
}

#[test]
fn more_than_three_active_goals_are_many() {
    let mut book = book([]);
    book.goals = vec![goal("one", &[]), goal("two", &[]), goal("three", &[])];
    assert!(!review(&book, today()).has_many_goals());
    book.goals.push(goal("four", &[]));
    assert!(review(&book, today()).has_many_goals());
}
