//! Random books: small, legal, and full of the days on which a rule tips over.

use allies::model::book::Book;
use allies::model::custom_fields::CustomFields;
use allies::model::goal::Goal;
use allies::model::interaction::{Interaction, Kind, Size};
use allies::model::person::{Cadence, Level, Person, Promise, Snooze};
use allies::model::settings::Settings;
use chrono::{NaiveDate, TimeDelta};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

const HANDLES: [&str; 6] = ["ana", "bea", "cleo", "dora", "eve", "fay"];

/// Fewer than people, so that names tie.
const NAMES: [&str; 4] = ["Ana", "Bea", "Cleo", "Åsa"];

const WORDS: [&str; 8] = [
    "IT",
    "HR",
    "Accounting",
    "vpn",
    "laptops",
    "Wi-Fi",
    "couriers",
    "é-mail lists",
];

/// The day on which random books are looked at.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

/// So many days before [`today`]; after it if negative.
pub fn ago(days: i64) -> NaiveDate {
    today() - TimeDelta::days(days)
}

/// Ages of things that have happened, most of them about where the rules look.
pub fn past() -> impl Strategy<Value = i64> {
    let edges = select(vec![0, 6, 7, 14, 29, 30, 31, 89, 90, 91]);
    prop_oneof![3 => edges, 4 => 0..=15_i64, 4 => 0..=130_i64, 1 => 0..=4000_i64]
}

/// Ages of anything in a file; negative ones are still to come.
pub fn any_age() -> impl Strategy<Value = i64> {
    prop_oneof![6 => past(), 1 => -60..=-1_i64]
}

pub fn kind() -> impl Strategy<Value = Kind> {
    select(Kind::ALL.to_vec())
}

pub fn giving() -> impl Strategy<Value = Kind> {
    select(vec![Kind::Gave, Kind::Shared, Kind::Praised])
}

pub fn size() -> impl Strategy<Value = Size> {
    select(Size::ALL.to_vec())
}

/// A row of that age; urgent only if it is an ask.
pub fn row(age: i64, kind: Kind, size: Size, urgent: bool) -> Interaction<'static> {
    Interaction {
        size,
        urgent: urgent && kind == Kind::Asked,
        ..Interaction::new(ago(age), kind, "")
    }
}

/// A row of any of those kinds at any of those ages.
pub fn row_of(
    age: impl Strategy<Value = i64>,
    kind: impl Strategy<Value = Kind>,
) -> impl Strategy<Value = Interaction<'static>> {
    (age, kind, size(), any::<bool>())
        .prop_map(|(age, kind, size, urgent)| row(age, kind, size, urgent))
}

fn promise() -> impl Strategy<Value = Promise<'static>> {
    let what = select(vec!["the plan", "a letter"]);
    let by = prop_oneof![-20..=30_i64, any_age()];
    (by, option::of(any_age()), option::of(any_age()), what).prop_map(|(by, made, kept, what)| {
        Promise {
            by: ago(by),
            made: made.map(ago),
            what: what.into(),
            kept: kept.map(ago),
            own: CustomFields::default(),
        }
    })
}

fn snooze() -> impl Strategy<Value = Snooze> {
    (-3..=40_i64, -30..=5_i64).prop_map(|(from, until)| Snooze {
        from: ago(from),
        until: ago(until),
    })
}

fn cadence() -> impl Strategy<Value = Option<Cadence>> {
    let days = prop_oneof![1..=40_u32, 1..=Cadence::LONGEST].prop_map(Cadence::Days);
    option::of(prop_oneof![1 => Just(Cadence::Never), 4 => days])
}

/// One person, present on [`today`], whose log holds those rows.
pub fn person_with(
    rows: impl Strategy<Value = Interaction<'static>>,
) -> impl Strategy<Value = Person<'static>> {
    let added = prop_oneof![1 => 28..=31_i64, 2 => past()];
    let dates = (
        option::weighted(0.8, added),
        cadence(),
        option::of(snooze()),
    );
    let flags = (any::<bool>(), any::<bool>());
    let lists = (vec(promise(), 0..3), vec(rows, 0..10));
    (dates, flags, lists).prop_map(|(dates, (known, remote), (promises, log))| {
        let (added, every, snooze) = dates;
        Person {
            added: added.map(ago),
            every,
            known,
            remote,
            snooze,
            promises,
            log,
            ..Person::new("ana", "Ana")
        }
    })
}

/// One person with anything in their log; of every two, one with much on few days, where
/// it matters what came first.
pub fn person() -> impl Strategy<Value = Person<'static>> {
    let days = select(vec![0_i64, 1, 2, 30, 31, 32]);
    let debts = select(vec![
        Kind::Gave,
        Kind::Praised,
        Kind::Thanked,
        Kind::Asked,
        Kind::Received,
        Kind::Strained,
        Kind::Repaired,
        Kind::Wrote,
    ]);
    prop_oneof![
        person_with(row_of(any_age(), kind())),
        person_with(row_of(days, debts)),
    ]
}

/// One person with nothing in the future, so that waiting brings nothing new.
pub fn person_of_the_past() -> impl Strategy<Value = Person<'static>> {
    person_with(row_of(past(), kind()))
}

/// The fields in which a person of a book differs from another.
fn member() -> impl Strategy<Value = Person<'static>> {
    let word = || select(WORDS.to_vec());
    let place = (option::of(word()), option::of(select(Level::ALL.to_vec())));
    let lists = (vec(word(), 0..3), vec(word(), 0..2));
    let dates = (
        option::weighted(0.7, any_age()),
        option::weighted(0.1, any_age()),
    );
    (person(), select(NAMES.to_vec()), place, lists, dates).prop_map(
        |(person, name, (dept, level), (helps, tags), (added, archived))| Person {
            name: name.into(),
            dept: dept.map(Into::into),
            level,
            helps: helps.into_iter().map(Into::into).collect(),
            tags: tags.into_iter().map(Into::into).collect(),
            added: added.map(ago),
            archived: archived.map(ago),
            ..person
        },
    )
}

fn goal() -> impl Strategy<Value = Goal<'static>> {
    let names = || vec(select(HANDLES.to_vec()), 0..3);
    let dates = (
        any_age(),
        option::of(-40..=5_i64),
        option::weighted(0.2, any_age()),
    );
    (select(vec!["Ship", "Hire"]), dates, names(), names()).prop_map(
        |(name, (set, by, done), helped_by, hindered_by)| Goal {
            handle: "".into(),
            name: name.into(),
            set: ago(set),
            by: by.map(ago),
            helped_by: helped_by.into_iter().map(Into::into).collect(),
            hindered_by: hindered_by.into_iter().map(Into::into).collect(),
            done: done.map(ago),
            own: CustomFields::default(),
        },
    )
}

/// The usual settings, and any other legal ones. Days until something is due are at least 1
/// here: with 0 a thing settled today would be due again today.
pub fn settings() -> impl Strategy<Value = Settings> {
    prop_oneof![2 => Just(Settings::default()), 1 => own_settings()]
}

fn own_settings() -> impl Strategy<Value = Settings> {
    let whole = (
        1..=400_u32,
        1..=400_u32,
        1..=2000_i64,
        -99..=-1_i64,
        0..=8_u8,
    );
    let warmth = (1..=98_i64, 1..=99_i64, 1..=100_i64);
    let points = (vec(0..=16_u8, 11), vec(0..=12_u8, 11));
    let days = vec(1..=60_u32, 11);
    (whole, warmth, points, days).prop_map(|(whole, warmth, (credit, contact), days)| {
        let mut settings = Settings::default();
        let urgent;
        (
            settings.every,
            settings.score.half_life,
            settings.score.doubt,
            settings.score.debt_limit,
            urgent,
        ) = whole;
        settings.score.urgent_factor = 1.0 + f64::from(urgent) / 4.0;
        set_warmth(&mut settings, warmth);
        for (kind, (credit, contact)) in Kind::ALL.into_iter().zip(credit.iter().zip(&contact)) {
            set_points(
                &mut settings,
                kind,
                f64::from(*credit) / 4.0,
                f64::from(*contact) / 4.0,
            );
        }
        set_days(&mut settings, &days);
        settings
    })
}

fn set_warmth(settings: &mut Settings, (cold, steady, strong): (i64, i64, i64)) {
    settings.score.cold_below = cold;
    settings.score.steady_from = steady.max(cold + 1);
    settings.score.strong_from = strong.max(settings.score.steady_from + 1);
}

/// Giving and thanks never cost, asks always do, help received never gains.
fn set_points(settings: &mut Settings, kind: Kind, credit: f64, contact: f64) {
    match kind {
        Kind::Gave | Kind::Praised | Kind::Shared | Kind::Thanked => {
            settings.credit.set(kind, credit);
        }
        Kind::Asked => settings.credit.set(kind, -credit - 0.25),
        Kind::Received => settings.credit.set(kind, -credit),
        Kind::Met | Kind::Called | Kind::Wrote | Kind::Strained | Kind::Repaired => {}
    }
    if kind != Kind::Asked && kind != Kind::Strained {
        settings.contact.set(kind, contact);
    }
}

fn set_days(settings: &mut Settings, days: &[u32]) {
    let due = &mut settings.due;
    let all = [
        &mut due.horizon,
        &mut due.repair,
        &mut due.thanks,
        &mut due.credit,
        &mut due.ask_only,
        &mut due.give_back,
        &mut due.goal,
        &mut due.meet,
        &mut due.r#loop,
        &mut due.new,
        &mut due.mending,
    ];
    for (setting, days) in all.into_iter().zip(days) {
        *setting = *days;
    }
}

/// Some people and goals under any legal settings.
pub fn book() -> impl Strategy<Value = Book<'static>> {
    (
        vec(member(), 0..=HANDLES.len()),
        vec(goal(), 0..4),
        settings(),
    )
        .prop_map(|(mut people, mut goals, settings)| {
            for (person, handle) in people.iter_mut().zip(HANDLES) {
                person.handle = handle.into();
            }
            for (goal, handle) in goals.iter_mut().zip(["one", "two", "three"]) {
                goal.handle = handle.into();
            }
            Book {
                settings,
                goals,
                people,
                ..Book::default()
            }
        })
}

/// Every date of the book through the same change.
pub fn map_dates(book: &mut Book, change: impl Fn(NaiveDate) -> NaiveDate) {
    let map = |date: &mut Option<NaiveDate>| *date = date.map(&change);
    for person in &mut book.people {
        map(&mut person.added);
        map(&mut person.archived);
        if let Some(snooze) = &mut person.snooze {
            snooze.from = change(snooze.from);
            snooze.until = change(snooze.until);
        }
        for promise in &mut person.promises {
            promise.by = change(promise.by);
            map(&mut promise.made);
            map(&mut promise.kept);
        }
        for row in &mut person.log {
            row.on = change(row.on);
        }
    }
    for goal in &mut book.goals {
        goal.set = change(goal.set);
        map(&mut goal.by);
        map(&mut goal.done);
    }
}
