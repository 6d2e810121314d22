//! Of one person: the two columns, the balance and the warmth.

#![expect(
    clippy::cast_precision_loss,
    reason = "the numbers of a small book are far below 2^52"
)]

use allies::core::score::{Columns, Line, columns, lines};
use allies::model::interaction::{Interaction, Kind};
use allies::model::person::{Cadence, Person};
use allies::model::settings::Settings;
use chrono::TimeDelta;
use proptest::prelude::*;
use proptest::sample::select;

use crate::books::{
    ago, any_age, giving, kind, past, person, person_of_the_past, person_with, row, row_of,
    settings, size, today,
};

/// The person with one row more.
fn with<'t>(person: &Person<'t>, row: Interaction<'t>) -> Person<'t> {
    let mut more = person.clone();
    more.log.push(row);
    more
}

fn balance(person: &Person, settings: &Settings) -> i64 {
    columns(person, settings, today()).balance(&settings.score)
}

fn warmth(person: &Person, settings: &Settings) -> i64 {
    columns(person, settings, today()).warmth()
}

/// The one line of a log of one row.
fn line(row: &Interaction, every: Option<Cadence>, settings: &Settings) -> (i64, i64) {
    let person = Person {
        every,
        log: vec![row.clone()],
        ..Person::new("ana", "Ana")
    };
    let counted = lines(&person, settings, today()).next();
    counted.map_or((0, 0), |line| (line.points, line.contact))
}

/// Half of it after each half-life, as section 2 writes it.
fn left(age: i64, half_life: u32) -> f64 {
    2_f64.powf(-(age as f64) / f64::from(half_life))
}

/// A total of a column, in hundredths: mostly as in life, and far beyond.
fn total() -> impl Strategy<Value = i64> {
    prop_oneof![3 => 0..=1500_i64, 1 => 0..=1_000_000_i64]
}

proptest! {
    #[test]
    fn a_line_is_its_formula_rounded_to_hundredths(
        row in row_of(past(), kind()),
        every in 1..=Cadence::LONGEST,
        settings in settings(),
    ) {
        let age = (today() - row.on).num_days();
        let factor = if row.urgent { settings.score.urgent_factor } else { 1.0 };
        let points = settings.credit.get(row.kind) * row.size.factor() * factor
            * left(age, settings.score.half_life);
        let contact = settings.contact.get(row.kind) * row.size.factor() * left(age, every);
        let counted = line(&row, Some(Cadence::Days(every)), &settings);
        prop_assert!((counted.0 as f64 - 100.0 * points).abs() < 0.500_001);
        prop_assert!((counted.1 as f64 - 100.0 * contact).abs() < 0.500_001);
    }

    #[test]
    fn the_printed_lines_sum_to_the_totals(person in person(), settings in settings()) {
        let lines: Vec<Line> = lines(&person, &settings, today()).collect();
        let sum = |counts: &dyn Fn(&Line) -> i64| lines.iter().map(counts).sum::<i64>();
        let totals = Columns {
            given: sum(&|line| line.points.max(0)),
            taken: sum(&|line| (-line.points).max(0)),
            contact: sum(&|line| line.contact),
        };
        prop_assert_eq!(columns(&person, &settings, today()), totals);
    }

    #[test]
    fn balance_and_warmth_are_their_formulas_rounded(
        given in total(),
        taken in total(),
        contact in total(),
        settings in settings(),
    ) {
        let columns = Columns { given, taken, contact };
        let sum = (given + taken + settings.score.doubt) as f64;
        let balance = 100.0 * (given - taken) as f64 / sum;
        let warmth = 100.0 * contact as f64 / (contact + 100) as f64;
        prop_assert!((columns.balance(&settings.score) as f64 - balance).abs() < 0.500_001);
        prop_assert!((columns.warmth() as f64 - warmth).abs() < 0.500_001);
        prop_assert!((-100..=100).contains(&columns.balance(&settings.score)));
        prop_assert!((0..=100).contains(&columns.warmth()));
    }

    #[test]
    fn more_giving_at_any_date_never_lowers_the_balance(
        person in person(),
        gift in row_of(any_age(), giving()),
        settings in settings(),
    ) {
        prop_assert!(balance(&with(&person, gift), &settings) >= balance(&person, &settings));
    }

    #[test]
    fn one_more_asked_or_received_never_raises_the_balance(
        person in person(),
        taking in row_of(any_age(), select(vec![Kind::Asked, Kind::Received])),
        settings in settings(),
    ) {
        prop_assert!(balance(&with(&person, taking), &settings) <= balance(&person, &settings));
    }

    #[test]
    fn contact_alone_and_a_strain_leave_the_balance_alone(
        person in person(),
        row in row_of(any_age(), select(vec![
            Kind::Met,
            Kind::Called,
            Kind::Wrote,
            Kind::Strained,
            Kind::Repaired,
        ])),
        settings in settings(),
    ) {
        prop_assert_eq!(balance(&with(&person, row), &settings), balance(&person, &settings));
    }

    #[test]
    fn the_same_event_older_never_counts_more(
        age in past(),
        older in past(),
        kind in kind(),
        size in size(),
        urgent in any::<bool>(),
        every in 1..=Cadence::LONGEST,
        settings in settings(),
    ) {
        let every = Some(Cadence::Days(every));
        let now = line(&row(age, kind, size, urgent), every, &settings);
        let then = line(&row(age + older, kind, size, urgent), every, &settings);
        prop_assert!(then.0.abs() <= now.0.abs());
        prop_assert!(then.1 <= now.1);
    }

    #[test]
    fn any_event_today_never_makes_colder(
        person in person(),
        row in row_of(Just(0), kind()),
        settings in settings(),
    ) {
        prop_assert!(warmth(&with(&person, row), &settings) >= warmth(&person, &settings));
    }

    #[test]
    fn swapping_what_was_given_with_what_was_taken_negates_the_balance(
        person in person_with(row_of(any_age(), select(vec![
            Kind::Gave,
            Kind::Asked,
            Kind::Thanked,
            Kind::Received,
            Kind::Met,
            Kind::Called,
            Kind::Wrote,
            Kind::Strained,
            Kind::Repaired,
        ]))),
    ) {
        let settings = Settings::default();
        let mut there = person;
        for row in &mut there.log {
            row.urgent = false;
        }
        let mut back = there.clone();
        for row in &mut back.log {
            row.kind = mirrored(row.kind);
        }
        prop_assert_eq!(balance(&back, &settings), -balance(&there, &settings));
    }

    #[test]
    fn doubling_every_rhythm_and_every_age_leaves_all_totals(
        mut person in person_of_the_past(),
        every in 1..=Cadence::LONGEST / 2,
        mut settings in settings(),
    ) {
        person.every = person.every.map(|_| Cadence::Days(every));
        let before = columns(&person, &settings, today());
        person.every = person.every.map(|_| Cadence::Days(2 * every));
        settings.every *= 2;
        settings.score.half_life *= 2;
        for row in &mut person.log {
            row.on = ago(2 * (today() - row.on).num_days());
        }
        prop_assert_eq!(columns(&person, &settings, today()), before);
    }

    #[test]
    fn waiting_never_raises_a_total(
        person in person_of_the_past(),
        days in past(),
        settings in settings(),
    ) {
        let now = columns(&person, &settings, today());
        let then = columns(&person, &settings, today() + TimeDelta::days(days));
        prop_assert!(then.given <= now.given, "{:?} {:?}", now, then);
        prop_assert!(then.taken <= now.taken, "{:?} {:?}", now, then);
        prop_assert!(then.contact <= now.contact, "{:?} {:?}", now, then);
    }

    #[test]
    fn a_longer_cadence_is_never_colder(
        person in person(),
        every in 1..Cadence::LONGEST,
        longer in 1..Cadence::LONGEST,
        settings in settings(),
    ) {
        let warmth = |days: u32| {
            let every = Some(Cadence::Days(days.min(Cadence::LONGEST)));
            warmth(&Person { every, ..person.clone() }, &settings)
        };
        prop_assert!(warmth(every + longer) >= warmth(every));
    }
}

/// The kind whose credit is the opposite, with the usual settings.
fn mirrored(kind: Kind) -> Kind {
    match kind {
        Kind::Gave => Kind::Asked,
        Kind::Asked => Kind::Gave,
        Kind::Thanked => Kind::Received,
        Kind::Received => Kind::Thanked,
        Kind::Praised
        | Kind::Shared
        | Kind::Met
        | Kind::Called
        | Kind::Wrote
        | Kind::Strained
        | Kind::Repaired => kind,
    }
}
