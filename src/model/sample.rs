//! A small book for tests, covering the standings, and constructors for people and rows.

use chrono::NaiveDate;

use crate::model::book::Book;
use crate::model::custom_fields::CustomFields;
use crate::model::goal::Goal;
use crate::model::interaction::{Interaction, Kind, Size};
use crate::model::person::{Level, Person, Promise, Snooze};

/// A day written `2026-11-23`.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day of the calendar")
}

/// The day on which the figures of [`team`] hold.
pub(crate) fn today() -> NaiveDate {
    day("2026-11-23")
}

/// `days` days before [`today`].
pub(crate) fn ago(days: u64) -> NaiveDate {
    today() - chrono::Days::new(days)
}

/// A row of normal size.
pub(crate) fn row(on: NaiveDate, kind: Kind) -> Interaction<'static> {
    Interaction::new(on, kind, "")
}

/// The same row in another size.
pub(crate) fn sized(row: Interaction<'static>, size: Size) -> Interaction<'static> {
    Interaction { size, ..row }
}

/// The same ask, but urgent.
pub(crate) fn urgent(row: Interaction<'static>) -> Interaction<'static> {
    Interaction {
        urgent: true,
        ..row
    }
}

/// A person marked as known, named like their handle, with that log.
pub(crate) fn person(
    handle: &'static str,
    log: impl Into<Vec<Interaction<'static>>>,
) -> Person<'static> {
    Person {
        known: true,
        log: log.into(),
        ..Person::new(handle, handle)
    }
}

/// A book of those people with default settings.
pub(crate) fn book(people: impl Into<Vec<Person<'static>>>) -> Book<'static> {
    Book {
        people: people.into(),
        ..Book::default()
    }
}

/// A goal set long ago, without a deadline, that those people can help.
pub(crate) fn goal(handle: &'static str, helped_by: &[&'static str]) -> Goal<'static> {
    Goal {
        handle: handle.into(),
        name: handle.into(),
        set: day("2026-01-01"),
        by: None,
        helped_by: helped_by.iter().map(|&helper| helper.into()).collect(),
        hindered_by: Vec::new(),
        done: None,
        own: CustomFields::default(),
    }
}

/// Eight people and a goal.
pub(crate) fn team() -> Book<'static> {
    let mut book = book([
        priya(),
        marco(),
        dana(),
        li(),
        sam(),
        ruth(),
        tomas(),
        ingrid(),
    ]);
    book.goals = vec![Goal {
        name: "Launch billing v2".into(),
        set: day("2026-11-02"),
        by: Some(day("2026-12-18")),
        ..goal("launch-billing-v2", &["tomas", "li"])
    }];
    book
}

fn member(
    (handle, name): (&'static str, &'static str),
    added: &str,
    (dept, level): (&'static str, Level),
    helps: &[&'static str],
    log: Vec<Interaction<'static>>,
) -> Person<'static> {
    Person {
        added: Some(day(added)),
        dept: Some(dept.into()),
        level: Some(level),
        helps: helps.iter().map(|&help| help.into()).collect(),
        log,
        ..Person::new(handle, name)
    }
}

/// Strong, and the only one.
fn priya() -> Person<'static> {
    member(
        ("priya", "Priya Shah"),
        "2026-03-02",
        ("IT", Level::Down),
        &["laptop", "access"],
        vec![
            row(ago(83), Kind::Shared),
            row(ago(34), Kind::Gave),
            row(ago(18), Kind::Met),
            sized(row(ago(11), Kind::Asked), Size::Small),
            sized(row(ago(11), Kind::Received), Size::Small),
            row(ago(10), Kind::Thanked),
        ],
    )
}

/// In debt: asked twice, helped once, never thanked.
fn marco() -> Person<'static> {
    member(
        ("marco", "Marco Bianchi"),
        "2026-05-04",
        ("Procurement", Level::Peer),
        &["contracts"],
        vec![
            row(ago(42), Kind::Wrote),
            urgent(row(ago(24), Kind::Asked)),
            row(ago(21), Kind::Received),
            row(ago(5), Kind::Asked),
        ],
    )
}

/// Cooling, and snoozed.
fn dana() -> Person<'static> {
    Person {
        snooze: Some(Snooze {
            from: day("2026-11-16"),
            until: day("2026-11-30"),
        }),
        ..member(
            ("dana", "Dana Reyes"),
            "2026-01-12",
            ("Executive support", Level::Peer),
            &["calendar"],
            vec![
                sized(row(ago(90), Kind::Gave), Size::Big),
                row(ago(60), Kind::Met),
            ],
        )
    }
}

/// Strained.
fn li() -> Person<'static> {
    member(
        ("li", "Li Wei"),
        "2026-02-09",
        ("Accounting", Level::Peer),
        &[],
        vec![
            row(ago(70), Kind::Praised),
            row(ago(42), Kind::Gave),
            row(ago(42), Kind::Met),
            row(ago(12), Kind::Strained),
        ],
    )
}

/// New.
fn sam() -> Person<'static> {
    member(
        ("sam", "Sam Okoro"),
        "2026-11-13",
        ("HR", Level::Peer),
        &[],
        vec![row(ago(10), Kind::Wrote), row(ago(6), Kind::Shared)],
    )
}

/// In debt, though warm; help not yet credited to her boss.
fn ruth() -> Person<'static> {
    Person {
        boss: Some("K. Brandt".into()),
        ..member(
            ("ruth", "Ruth Ochieng"),
            "2026-04-20",
            ("Shipping", Level::Down),
            &["couriers"],
            vec![
                row(ago(74), Kind::Gave),
                row(ago(26), Kind::Met),
                urgent(row(ago(7), Kind::Asked)),
                sized(row(ago(7), Kind::Received), Size::Big),
                row(ago(6), Kind::Thanked),
            ],
        )
    }
}

/// Cooling, with a slow cadence.
fn tomas() -> Person<'static> {
    Person {
        every: Some(crate::model::person::Cadence::Days(60)),
        ..member(
            ("tomas", "Tomás Vidal"),
            "2026-02-01",
            ("Engineering", Level::Up),
            &[],
            vec![row(ago(100), Kind::Met), row(ago(95), Kind::Shared)],
        )
    }
}

/// Mending, with a promise to keep.
fn ingrid() -> Person<'static> {
    Person {
        promises: vec![Promise {
            by: day("2026-11-25"),
            made: Some(day("2026-11-14")),
            what: "send her the floor plan".into(),
            kept: None,
            own: CustomFields::default(),
        }],
        ..member(
            ("ingrid", "Ingrid Dahl"),
            "2026-03-30",
            ("Audio-visual", Level::Down),
            &["stage"],
            vec![
                row(ago(104), Kind::Gave),
                row(ago(34), Kind::Asked),
                row(ago(33), Kind::Received),
                row(ago(32), Kind::Thanked),
                row(ago(28), Kind::Strained),
                row(ago(9), Kind::Repaired),
            ],
        )
    }
}
