//! Of one person: how one stands with them, and whether one may ask.

use allies::core::score::Columns;
use allies::core::standing::{AskSize, Assessment, Standing, Verdict};
use allies::model::interaction::{Interaction, Kind, Size};
use allies::model::person::Person;
use allies::model::settings::Settings;
use proptest::prelude::*;
use proptest::sample::select;

use crate::books::{any_age, giving, kind, person, row_of, settings, today};

/// The place of a verdict in section 4: the lower, the more stands in the way.
fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::RepairFirst(_) => 1,
        Verdict::ThankFirst(_) => 2,
        Verdict::CreditFirst(_) => 3,
        Verdict::GiveFirst(_) => 4,
        Verdict::GiveFirstMending(_) => 5,
        Verdict::MeetFirst => 6,
        Verdict::Yes => 7,
    }
}

/// What is compared of an assessment: the standing, and of each ask the rank of its verdict,
/// the balance after it and what is short.
#[derive(Debug)]
struct Answer {
    standing: Standing,
    balance: i64,
    ranks: [u8; 3],
    afters: [i64; 3],
    shorts: [i64; 3],
}

fn answer(person: &Person, settings: &Settings) -> Answer {
    let one = Assessment::new(person, settings, today());
    Answer {
        standing: one.standing,
        balance: one.balance,
        ranks: one.asks.map(|ask| rank(ask.verdict)),
        afters: one.asks.map(|ask| ask.after),
        shorts: one.asks.map(|ask| ask.verdict.shortfall()),
    }
}

/// The answers before and after one more row.
fn around(person: &Person, row: Interaction<'static>, settings: &Settings) -> (Answer, Answer) {
    let mut more = person.clone();
    more.log.push(row);
    (answer(person, settings), answer(&more, settings))
}

/// Whether none of the first three numbers is above its neighbour of the other three.
fn none_above<T: PartialOrd>(lower: &[T; 3], upper: &[T; 3]) -> bool {
    lower.iter().zip(upper).all(|(lower, upper)| lower <= upper)
}

/// The balance of section 2, in exact numbers and by another road than the program's: the
/// whole number from which it is no more than a half away, the farther from 0 of two.
fn balance(given: i64, taken: i64, doubt: i64) -> i64 {
    let (over, under) = (
        i128::from(100 * (given - taken)),
        i128::from(given + taken + doubt),
    );
    let nearest = (-100..=100_i64).min_by_key(|whole| {
        let distance = (over - i128::from(*whole) * under).abs();
        (distance, -whole.abs())
    });
    nearest.expect("a range of numbers")
}

/// What an ask of that many normal ones takes, in hundredths, rounded as every line is.
fn cost(settings: &Settings, asks: f64) -> i64 {
    let points = -100.0 * settings.credit.get(Kind::Asked) * asks;
    #[expect(clippy::cast_possible_truncation, reason = "some hundreds")]
    let points = points.round() as i64;
    points
}

proptest! {
    #[test]
    fn giving_never_lowers_the_balance_after_an_ask(
        person in person(),
        gift in row_of(any_age(), giving()),
        settings in settings(),
    ) {
        let (before, after) = around(&person, gift, &settings);
        prop_assert!(none_above(&before.afters, &after.afters), "{:?} {:?}", before, after);
    }

    #[test]
    fn thanks_today_never_lower_the_balance_or_worsen_a_verdict(
        person in person(),
        thanks in row_of(Just(0), Just(Kind::Thanked)),
        settings in settings(),
    ) {
        let (before, after) = around(&person, thanks, &settings);
        prop_assert!(after.balance >= before.balance);
        prop_assert!(none_above(&before.ranks, &after.ranks), "{:?} {:?}", before, after);
    }

    #[test]
    fn giving_today_never_worsens_a_verdict(
        person in person(),
        gift in row_of(Just(0), giving()),
        settings in settings(),
    ) {
        let (before, after) = around(&person, gift, &settings);
        prop_assert!(none_above(&before.ranks, &after.ranks), "{:?} {:?}", before, after);
        for ask in 0..3 {
            if before.ranks[ask] == after.ranks[ask] {
                prop_assert!(after.shorts[ask] <= before.shorts[ask]);
            }
        }
    }

    #[test]
    fn asking_today_never_improves_a_verdict(
        person in person(),
        ask in row_of(Just(0), Just(Kind::Asked)),
        settings in settings(),
    ) {
        let (before, after) = around(&person, ask, &settings);
        prop_assert!(none_above(&after.ranks, &before.ranks), "{:?} {:?}", before, after);
        for ask in 0..3 {
            if before.ranks[ask] == after.ranks[ask] {
                prop_assert!(after.shorts[ask] >= before.shorts[ask]);
            }
        }
    }

    #[test]
    fn a_small_ask_is_never_harder_than_a_normal_or_that_than_an_urgent_one(
        person in person(),
        settings in settings(),
    ) {
        let answer = answer(&person, &settings);
        prop_assert!(answer.ranks.is_sorted_by(|easy, hard| easy >= hard), "{:?}", answer);
        prop_assert!(answer.afters.is_sorted_by(|easy, hard| easy >= hard), "{:?}", answer);
    }

    #[test]
    fn repairing_today_ends_a_strain(
        mut person in person(),
        strain in row_of(any_age(), Just(Kind::Strained)),
        repair in row_of(Just(0), Just(Kind::Repaired)),
        settings in settings(),
    ) {
        person.log.push(strain);
        let (_, after) = around(&person, repair, &settings);
        prop_assert_ne!(after.standing, Standing::Strained);
        prop_assert!(after.ranks.iter().all(|rank| *rank > 1));
    }

    #[test]
    fn the_balance_after_an_ask_is_the_balance_when_it_is_asked(
        person in person(),
        settings in settings(),
    ) {
        let one = Assessment::new(&person, &settings, today());
        for ask in one.asks {
            let size = match ask.size {
                AskSize::Small => Size::Small,
                AskSize::Normal | AskSize::Urgent => Size::Normal,
            };
            let mut more = person.clone();
            more.log.push(Interaction {
                size,
                urgent: ask.size == AskSize::Urgent,
                ..Interaction::new(today(), Kind::Asked, "")
            });
            let asked = Assessment::new(&more, &settings, today());
            prop_assert_eq!(ask.after, asked.balance);
        }
    }

    #[test]
    fn the_shortfall_is_exact_to_a_hundredth(
        given in 0..=3000_i64,
        taken in 0..=9000_i64,
        settings in settings(),
    ) {
        let short = Columns { given, taken, contact: 0 }.shortfall(&settings.score);
        let (doubt, limit) = (settings.score.doubt, settings.score.debt_limit);
        prop_assert!(balance(given + short, taken, doubt) >= limit);
        if short > 0 {
            prop_assert!(balance(given + short - 1, taken, doubt) < limit);
        }
    }

    #[test]
    fn give_first_tells_the_shortfall_of_its_ask(person in person(), settings in settings()) {
        let one = Assessment::new(&person, &settings, today());
        for (ask, size) in one.asks.into_iter().zip([0.5, 1.0, settings.score.urgent_factor]) {
            if let Verdict::GiveFirst(short) = ask.verdict {
                let cost = cost(&settings, size);
                let (given, taken) = (one.columns.given, one.columns.taken + cost);
                let (doubt, limit) = (settings.score.doubt, settings.score.debt_limit);
                prop_assert!(short > 0);
                prop_assert!(balance(given + short, taken, doubt) >= limit);
                prop_assert!(balance(given + short - 1, taken, doubt) < limit);
            }
        }
    }

    #[test]
    fn the_verdict_is_the_first_that_fits(person in person(), settings in settings()) {
        let one = Assessment::new(&person, &settings, today());
        let (history, score) = (&one.history, &settings.score);
        for ask in one.asks {
            let fits = [
                (history.open_strain.is_some(), 1),
                (history.unthanked.is_some(), 2),
                (history.uncredited.is_some(), 3),
                (ask.after < score.debt_limit, 4),
                (history.is_mending(&settings, today()), 5),
                (one.warmth < score.cold_below, 6),
                (true, 7),
            ];
            let first = fits.into_iter().find(|(fits, _)| *fits);
            prop_assert_eq!(Some(rank(ask.verdict)), first.map(|(_, rank)| rank));
        }
    }

    #[test]
    fn a_warm_ally_is_as_warm_as_the_settings_want(
        person in person(),
        settings in settings(),
    ) {
        let one = Assessment::new(&person, &settings, today());
        if one.standing.is_warm() {
            prop_assert!(one.warmth >= settings.score.steady_from);
            prop_assert!(one.balance >= settings.score.debt_limit);
        }
    }

    #[test]
    fn the_order_of_the_rows_of_one_day_does_not_matter(
        person in person(),
        kinds in prop::collection::vec(kind(), 0..4),
        age in select(vec![0_i64, 1, 30]),
        settings in settings(),
    ) {
        let rows = kinds
            .into_iter()
            .map(|kind| crate::books::row(age, kind, Size::Normal, false));
        let mut there = person.clone();
        there.log.extend(rows.clone());
        let mut back = person;
        back.log.extend(rows.rev());
        let there = Assessment::new(&there, &settings, today());
        let back = Assessment::new(&back, &settings, today());
        prop_assert_eq!(there.history, back.history);
        prop_assert_eq!(there.asks, back.asks);
    }
}
