//! The week of the small team, and rows for single rules.

use crate::core::agenda::*;
use crate::core::rules::About;
use crate::model::custom_fields::CustomFields;
use crate::model::interaction::{Interaction, Size};
use crate::model::person::{Promise, Snooze};
use crate::model::sample::{ago, book, day, goal, person, row, sized, team, today};

/// A row as shown: person, rule, due date, other rules, action, rules it settles.
type Shown<'b> = (
    &'b str,
    &'static str,
    NaiveDate,
    Vec<&'static str>,
    &'static str,
    Vec<&'static str>,
);

fn words(rules: impl IntoIterator<Item = Rule>) -> Vec<&'static str> {
    rules.into_iter().map(Rule::word).collect()
}

fn shown<'b>(row: &Row<'b>) -> Shown<'b> {
    (
        &row.person.handle,
        row.headline.rule.word(),
        row.headline.due,
        words(row.others.iter().map(|reason| reason.rule)),
        row.action.word(),
        words(row.settles.iter().copied()),
    )
}

/// The only row of a book with that one person.
fn only_row<T>(person: Person<'static>, judge: impl Fn(&Row) -> T) -> Option<T> {
    let book = book([person]);
    let agenda = agenda(&book, today(), 6);
    agenda.rows.first().map(judge)
}

fn promise(what: &'static str, by: NaiveDate) -> Promise<'static> {
    Promise {
        by,
        made: Some(ago(9)),
        what: what.into(),
        kept: None,
        own: CustomFields::default(),
    }
}

#[test]
fn the_teams_week_is_as_worked_out_by_hand() {
    let book = team();
    let agenda = agenda(&book, today(), 6);
    let rows: Vec<_> = agenda.rows.iter().map(shown).collect();
    let expected: [Shown; 6] = [
        (
            "li",
            "strain",
            day("2026-11-12"),
            vec!["goal"],
            "repaired",
            vec!["strain", "goal"],
        ),
        (
            "ingrid",
            "promise",
            day("2026-11-25"),
            vec!["never-met"],
            "done",
            vec!["promise"],
        ),
        (
            "marco",
            "thanks",
            day("2026-11-04"),
            vec!["credit", "ask-only", "never-met", "loop"],
            "praised",
            vec!["thanks", "credit", "ask-only", "loop"],
        ),
        (
            "ruth",
            "credit",
            day("2026-11-23"),
            vec![],
            "praised",
            vec!["credit"],
        ),
        (
            "tomas",
            "goal",
            day("2026-11-02"),
            vec![],
            "met",
            vec!["goal"],
        ),
        (
            "sam",
            "never-met",
            day("2026-11-27"),
            vec![],
            "met",
            vec!["never-met"],
        ),
    ];
    assert_eq!(rows, expected);
    let snoozed = agenda.snoozed.iter();
    let snoozed: Vec<_> = snoozed
        .map(|(person, until)| (person.handle.as_ref(), *until))
        .collect();
    assert_eq!(snoozed, [("dana", day("2026-11-30"))]);
    assert_eq!(agenda.until, day("2026-11-29"));
}

#[test]
fn the_horizon_is_inclusive() {
    let due_in = |days: u64| {
        let mut ana = person("ana", []);
        ana.promises = vec![promise("a letter", today() + chrono::Days::new(days))];
        only_row(ana, |row| row.headline.due).is_some()
    };
    assert!(due_in(6));
    assert!(!due_in(7));
}

#[test]
fn a_tie_of_actions_goes_to_the_one_listed_first() {
    // Thanks alone: both settle it, and thanking is listed first.
    let helped = person("ana", [row(ago(3), Kind::Received), row(ago(0), Kind::Met)]);
    assert_eq!(only_row(helped, |row| row.action.word()), Some("thanked"));
    // With credit still due, praise settles both.
    let log = [
        sized(row(ago(9), Kind::Received), Size::Big),
        row(ago(0), Kind::Met),
    ];
    let row = only_row(person("ana", log), |row| {
        (row.action.word(), row.settles.len())
    });
    assert_eq!(row, Some(("praised", 2)));
}

#[test]
fn two_promises_are_two_reasons_and_the_nearest_comes_first() {
    let mut ana = person("ana", []);
    ana.promises = vec![promise("a letter", ago(1)), promise("a call", ago(2))];
    let row = only_row(ana, |row| {
        (row.headline.due, row.others.len(), row.settles.clone())
    });
    assert_eq!(row, Some((ago(2), 1, vec![Rule::Promise])));
}

#[test]
fn equal_promises_are_ordered_by_the_day_made() {
    let made = |made| Promise {
        made,
        ..promise("a letter", ago(1))
    };
    let (undated, dated) = (made(None), made(Some(ago(1))));
    for promises in [
        [undated.clone(), dated.clone()],
        [dated.clone(), undated.clone()],
    ] {
        let mut ana = person("ana", []);
        ana.promises = promises.to_vec();
        let book = book([ana]);
        let row = &agenda(&book, today(), 6).rows[0];
        let about: Vec<_> = row.reasons().map(|reason| reason.about).collect();
        assert_eq!(
            about[..2],
            [About::Promise(&undated), About::Promise(&dated)]
        );
    }
}

#[test]
fn promises_due_the_same_day_are_ordered_by_text() {
    let headline = |whats: [&'static str; 2]| {
        let mut ana = person("ana", []);
        ana.promises = whats.map(|what| promise(what, ago(1))).to_vec();
        only_row(ana, |row| format!("{:?}", row.headline.about))
    };
    let letter = headline(["a letter", "b call"]);
    assert_eq!(letter, headline(["b call", "a letter"]));
    assert!(letter.is_some_and(|about| about.contains("a letter")));
}

#[test]
fn rows_are_sorted_by_priority_then_date_then_name() {
    let mut promised = person("ana", []);
    promised.promises = vec![promise("a letter", today())];
    let strained = |handle| person(handle, [row(ago(3), Kind::Strained)]);
    let thanks = person("aaa", [row(ago(300), Kind::Received)]);
    let book = book([thanks, promised, strained("zoe"), strained("bea")]);
    let agenda = agenda(&book, today(), 6);
    let order: Vec<_> = agenda
        .rows
        .iter()
        .map(|row| row.person.handle.as_ref())
        .collect();
    assert_eq!(order, ["bea", "zoe", "ana", "aaa"]);
}

#[test]
fn a_snooze_hides_triggers_up_to_its_first_day() {
    let snoozed = |log: Vec<Interaction<'static>>, until: NaiveDate| {
        let mut ana = person("ana", log);
        ana.snooze = Some(Snooze {
            from: ago(5),
            until,
        });
        let book = book([ana]);
        let agenda = agenda(&book, today(), 6);
        let rows = agenda.rows.iter().map(|row| row.headline.rule.word());
        (rows.collect::<Vec<_>>(), agenda.snoozed.len())
    };
    let strain = |days| vec![row(ago(days), Kind::Strained)];
    let later = day("2026-12-24");
    assert_eq!(snoozed(strain(5), later), (vec![], 1));
    assert_eq!(snoozed(strain(4), later), (vec!["strain"], 0));
    assert_eq!(
        snoozed(strain(5), today()),
        (vec!["strain"], 0),
        "the day itself"
    );
    let both = [strain(5), vec![row(ago(4), Kind::Received)]].concat();
    assert_eq!(snoozed(both, later), (vec!["thanks"], 1), "in part");
    assert_eq!(snoozed(vec![], later), (vec![], 0), "nothing to hide");
}

#[test]
fn a_snooze_hides_no_promise() {
    let mut ana = person("ana", []);
    ana.promises = vec![promise("a letter", today())];
    ana.snooze = Some(Snooze {
        from: today(),
        until: day("2026-12-24"),
    });
    assert_eq!(only_row(ana, |row| row.headline.rule), Some(Rule::Promise));
}

#[test]
fn nobody_is_due_without_reasons() {
    let well = person("ana", [row(ago(0), Kind::Met), row(ago(0), Kind::Gave)]);
    assert_eq!(only_row(well, |row| row.headline.rule), None);
}

#[test]
fn archived_people_are_never_due() {
    let mut gone = person("gone", [row(ago(9), Kind::Strained)]);
    gone.archived = Some(today());
    let mut there = book([gone]);
    there.goals = vec![goal("ship", &["gone"])];
    assert!(agenda(&there, today(), 6).rows.is_empty());
}

#[test]
fn ties_are_sorted_by_the_whole_name() {
    let names = [
        "Al",
        "Ana Ortiz",
        "Ana Ortiz Lopez",
        "Ana Ortiz Mora",
        "Ana Ost",
        "Anä",
        "\u{10ffff}",
    ];
    let people = names.iter().rev().map(|name| {
        let mut person = person(name, [row(ago(3), Kind::Strained)]);
        person.name = (*name).into();
        person
    });
    let book = book(people.collect::<Vec<_>>());
    let agenda = agenda(&book, today(), 6);
    let order: Vec<_> = agenda.rows.iter().map(|row| &*row.person.name).collect();
    assert_eq!(order, names);
}
