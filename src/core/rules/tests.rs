//! The rules one by one: when each applies, and its due date.

use crate::core::rules::*;
use crate::model::interaction::{Interaction, Kind, Size};
use crate::model::sample::{ago, book, day, goal, person, row, sized, team, today};

/// The reasons of the first person of a book: the rule and the days until it is due.
fn dues(book: &Book) -> Vec<(&'static str, i64)> {
    let goals = ActiveGoals::new(book, today());
    let reasons = reasons(&book.people[0], &book.settings, &goals, today());
    let reasons = reasons.iter();
    reasons
        .map(|reason| (reason.rule.word(), -reason.days_late(today())))
        .collect()
}

/// The same for someone known, with that log and cadence `never`.
fn dues_of_log(log: impl Into<Vec<Interaction<'static>>>) -> Vec<(&'static str, i64)> {
    dues(&book([Person {
        every: Some(Cadence::Never),
        ..person("ana", log)
    }]))
}

#[test]
fn the_teams_reasons_fall_due_on_the_days_worked_out_by_hand() {
    let book = team();
    let goals = ActiveGoals::new(&book, today());
    let reasons_of = |handle: &str| {
        let person = book.person(handle).expect("of the team");
        let mut reasons: Vec<_> = reasons(person, &book.settings, &goals, today())
            .iter()
            .map(|reason| (reason.rule.word(), reason.due.to_string()))
            .collect();
        reasons.sort_unstable();
        let words = reasons.iter().map(|(rule, due)| format!("{rule} {due}"));
        words.collect::<Vec<_>>().join(", ")
    };
    let table = [
        ("priya", "cadence 2026-12-13"),
        (
            "marco",
            "ask-only 2026-11-25, cadence 2026-12-02, credit 2026-11-09, loop 2026-11-25, \
             never-met 2026-05-18, thanks 2026-11-04",
        ),
        ("dana", "cadence 2026-10-24"),
        ("li", "goal 2026-11-02, strain 2026-11-12"),
        ("sam", "cadence 2026-12-17, never-met 2026-11-27"),
        (
            "ruth",
            "cadence 2026-12-17, credit 2026-11-23, give-back 2026-11-30",
        ),
        ("tomas", "goal 2026-11-02"),
        (
            "ingrid",
            "cadence 2026-12-14, never-met 2026-04-13, promise 2026-11-25",
        ),
    ];
    for (handle, expected) in table {
        assert_eq!(reasons_of(handle), expected, "{handle}");
    }
}

#[test]
fn a_strain_is_due_the_next_day_from_the_earliest_that_is_open() {
    assert_eq!(
        dues_of_log([row(ago(3), Kind::Strained), row(ago(8), Kind::Strained)]),
        [("strain", -7)]
    );
}

#[test]
fn thanks_are_due_after_two_days_and_credit_after_seven() {
    let help = sized(row(ago(4), Kind::Received), Size::Big);
    assert_eq!(dues_of_log([help.clone()]), [("thanks", -2), ("credit", 3)]);
    assert_eq!(
        dues_of_log([help, row(ago(4), Kind::Thanked)]),
        [("credit", 3)]
    );
}

#[test]
fn the_second_ask_since_giving_is_due_after_seven_days() {
    let asks = [row(ago(2), Kind::Asked), row(ago(4), Kind::Asked)];
    let met = row(ago(0), Kind::Met);
    let dues = dues_of_log([asks.as_slice(), std::slice::from_ref(&met)].concat());
    assert_eq!(dues, [("ask-only", 5)]);
    // A gift on the day of an ask answers it.
    let gift = row(ago(2), Kind::Gave);
    assert_eq!(dues_of_log([asks.as_slice(), &[gift, met]].concat()), []);
}

#[test]
fn giving_back_is_due_fourteen_days_after_the_latest_taking() {
    let log = [
        sized(row(ago(5), Kind::Asked), Size::Big),
        row(ago(3), Kind::Received),
        row(ago(3), Kind::Thanked),
    ];
    assert_eq!(dues_of_log(log), [("give-back", 11)]);
}

#[test]
fn two_asks_replace_give_back_with_ask_only() {
    let log = [
        sized(row(ago(5), Kind::Asked), Size::Big),
        sized(row(ago(3), Kind::Asked), Size::Big),
        row(ago(0), Kind::Met),
    ];
    assert_eq!(dues_of_log(log), [("ask-only", 4)]);
}

#[test]
fn an_ask_is_an_open_loop_until_something_answers_it() {
    let ask = row(ago(5), Kind::Asked);
    assert_eq!(dues_of_log([ask.clone()]), [("loop", 2)]);
    // Contact on the day of the ask is the ask itself; later contact closes the loop.
    assert_eq!(
        dues_of_log([ask.clone(), row(ago(5), Kind::Called)]),
        [("loop", 2)]
    );
    assert_eq!(dues_of_log([ask.clone(), row(ago(4), Kind::Called)]), []);
    assert_eq!(dues_of_log([ask, row(ago(5), Kind::Thanked)]), []);
}

#[test]
fn a_new_person_is_met_within_fourteen_days() {
    let never_met = |remote, log: Vec<Interaction<'static>>| {
        let ana = Person {
            known: false,
            remote,
            added: Some(ago(10)),
            every: Some(Cadence::Never),
            ..person("ana", log)
        };
        dues(&book([ana]))
    };
    assert_eq!(never_met(false, vec![]), [("never-met", 4)]);
    assert_eq!(
        never_met(false, vec![row(ago(9), Kind::Called)]),
        [("never-met", 4)]
    );
    assert_eq!(never_met(true, vec![row(ago(9), Kind::Called)]), []);
    assert_eq!(never_met(false, vec![row(ago(9), Kind::Met)]), []);
}

#[test]
fn a_cadence_counts_from_the_last_contact_or_else_the_added_day() {
    let cadence = |known, every, log: Vec<Interaction<'static>>| {
        let ana = Person {
            known,
            every,
            remote: true,
            added: Some(ago(10)),
            ..person("ana", log)
        };
        let mut dues = dues(&book([ana]));
        dues.retain(|(rule, _)| *rule == "cadence");
        dues
    };
    let weekly = Some(Cadence::Days(7));
    let wrote = || vec![row(ago(2), Kind::Wrote)];
    assert_eq!(cadence(true, weekly, wrote()), [("cadence", 5)]);
    assert_eq!(cadence(true, None, wrote()), [("cadence", 28)]);
    assert_eq!(cadence(true, Some(Cadence::Never), wrote()), []);
    assert_eq!(cadence(true, weekly, vec![]), [("cadence", -3)]);
    assert_eq!(cadence(true, None, vec![]), [], "no cadence of their own");
    assert_eq!(
        cadence(false, weekly, vec![]),
        [],
        "they are to be met first"
    );
}

#[test]
fn a_goal_shortens_a_cadence_to_two_weeks_but_is_not_due_before_it_was_set() {
    let silent = |every, set| {
        let ana = Person {
            every,
            ..person("ana", [row(ago(20), Kind::Met)])
        };
        let mut book = book([ana]);
        book.goals = vec![Goal {
            set,
            ..goal("ship", &["ana"])
        }];
        dues(&book)
    };
    let long_ago = day("2026-01-01");
    assert_eq!(silent(None, long_ago), [("goal", -6)]);
    assert_eq!(silent(Some(Cadence::Never), long_ago), [("goal", -6)]);
    assert_eq!(silent(Some(Cadence::Days(7)), long_ago), [("goal", -13)]);
    assert_eq!(silent(None, ago(2)), [("goal", -2)]);
}

#[test]
fn several_goals_count_by_deadline_then_name_then_handle() {
    let by = |handle: &'static str, name: &'static str, by: Option<&str>| Goal {
        name: name.into(),
        by: by.map(day),
        ..goal(handle, &["ana"])
    };
    let naming = |goals: Vec<Goal<'static>>| {
        let mut book = book([]);
        book.goals = goals;
        let active = ActiveGoals::new(&book, today());
        active.naming("ana").map(|goal| goal.handle.to_string())
    };
    let soon = by("soon", "Z", Some("2026-11-24"));
    let late = by("late", "A", Some("2026-12-24"));
    let none = by("none", "A", None);
    let twin = by("twin", "A", None);
    let past = by("past", "A", Some("2026-11-22"));
    assert_eq!(
        naming(vec![late.clone(), soon, past]),
        Some("soon".to_owned())
    );
    assert_eq!(naming(vec![none.clone(), late]), Some("late".to_owned()));
    assert_eq!(
        naming(vec![twin.clone(), none.clone()]),
        Some("none".to_owned())
    );
    assert_eq!(naming(vec![none, twin]), Some("none".to_owned()));
}

#[test]
fn no_due_date_is_later_than_a_file_can_hold() {
    let last = day("9999-12-31");
    assert_eq!(later(last, 1), last);
    assert_eq!(later(NaiveDate::MAX, 3650), last);
    assert_eq!(later(day("2026-11-23"), 7), day("2026-11-30"));
}
