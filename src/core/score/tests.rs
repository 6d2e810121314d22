//! The two columns, with figures worked out by hand.

use crate::core::score::*;
use crate::model::person::Cadence;
use crate::model::sample::{ago, person, row, sized, team, today, urgent};

/// Points and contact of the row, in hundredths.
fn line(row: Interaction<'static>) -> (i64, i64) {
    let person = person("ana", [row]);
    let settings = Settings::default();
    let line = lines(&person, &settings, today()).next();
    line.map(|line| (line.points, line.contact))
        .expect("a line")
}

#[test]
fn a_point_is_full_today_half_after_ninety_days_a_quarter_after_a_hundred_and_eighty() {
    let points = [0, 90, 180, 270].map(|days| line(row(ago(days), Kind::Gave)).0);
    assert_eq!(points, [200, 100, 50, 25]);
}

/// Credits in hundredths, every size, factors in tenths and whole half-lives: integers give the
/// exact product, and half a hundredth always rounds away from zero.
#[test]
fn a_product_of_weights_is_rounded_as_a_decimal() {
    for (credit, factor) in (1..=1000).flat_map(|credit| (10..=30).map(move |it| (credit, it))) {
        let mut settings = Settings::default();
        settings.credit.set(Kind::Asked, -f64::from(credit) / 100.0);
        settings.contact.set(Kind::Met, f64::from(credit) / 100.0);
        settings.score.urgent_factor = f64::from(factor) / 10.0;
        for (size, halves) in [(Size::Small, 1), (Size::Normal, 2), (Size::Big, 4)] {
            for halvings in 0..6 {
                let exact = |tenths: i64| {
                    divide_rounded(i64::from(credit) * halves * tenths, 20 << halvings)
                };
                let ask = sized(urgent(row(ago(90 * halvings), Kind::Asked)), size);
                let met = sized(row(ago(30 * halvings), Kind::Met), size);
                let person = person("ana", [ask, met]);
                let counted: Vec<Line> = lines(&person, &settings, today()).collect();
                let weights = (credit, factor, size, halvings);
                assert_eq!(counted[0].points, -exact(i64::from(factor)), "{weights:?}");
                assert_eq!(counted[1].contact, exact(10), "{weights:?}");
            }
        }
    }
}

#[test]
fn contact_halves_with_each_cadence_of_the_person() {
    let mut ana = person("ana", [row(ago(14), Kind::Called)]);
    ana.every = Some(Cadence::Days(7));
    assert_eq!(columns(&ana, &Settings::default(), today()).contact, 25);
    // Without a cadence the default counts: 2^(−14/30) is 0.7236.
    ana.every = Some(Cadence::Never);
    assert_eq!(columns(&ana, &Settings::default(), today()).contact, 72);
}

#[test]
fn each_kind_counts_as_in_the_table() {
    let counted = Kind::ALL.map(|kind| line(row(ago(0), kind)));
    let table = [
        (200, 100),
        (200, 50),
        (100, 50),
        (100, 50),
        (-200, 0),
        (-100, 100),
        (0, 200),
        (0, 100),
        (0, 50),
        (0, 0),
        (0, 100),
    ];
    assert_eq!(counted, table);
}

#[test]
fn the_size_counts_on_both_columns_and_urgency_on_an_ask() {
    let received = |size| line(sized(row(ago(0), Kind::Received), size));
    assert_eq!(received(Size::Small), (-50, 50));
    assert_eq!(received(Size::Big), (-200, 200));
    assert_eq!(line(urgent(row(ago(0), Kind::Asked))), (-400, 0));
    assert_eq!(
        line(sized(urgent(row(ago(0), Kind::Asked)), Size::Big)),
        (-800, 0)
    );
}

#[test]
fn a_line_is_rounded_half_away_from_zero() {
    // 2 × 2^(−12/90) = 1.8234, and −4 × 2^(−7/90) = −3.7900.
    assert_eq!(line(row(ago(12), Kind::Gave)).0, 182);
    assert_eq!(line(urgent(row(ago(7), Kind::Asked))).0, -379);
    // A small ask of 450 days is exactly −1 / 32 = −0.03125; of 360 days −0.0625.
    let small = |days| line(sized(row(ago(days), Kind::Asked), Size::Small)).0;
    assert_eq!((small(450), small(360)), (-3, -6));
    // Exactly half of a hundredth.
    assert_eq!((hundredths(0.005), hundredths(-0.005)), (1, -1));
}

#[test]
fn the_oldest_possible_row_counts_nothing() {
    assert_eq!(decay(3_652_058, 1).to_bits(), 0.0_f64.to_bits());
    assert_eq!(decay(1000, 1).to_bits(), 2_f64.powi(-1000).to_bits());
    assert_eq!(line(row(NaiveDate::MIN, Kind::Gave)), (0, 0));
}

#[test]
fn the_lines_of_the_team_are_those_worked_out_by_hand() {
    let counted = |handle: &str| -> Vec<(i64, &str, i64, i64)> {
        let book = team();
        let person = book.person(handle).expect("of the team");
        lines(person, &book.settings, today())
            .map(|line| (line.age, line.row.kind.word(), line.points, line.contact))
            .collect()
    };
    let priya = [
        (83, "shared", 53, 7),
        (34, "gave", 154, 46),
        (18, "met", 0, 132),
        (11, "asked", -92, 0),
        (11, "received", -46, 39),
        (10, "thanked", 93, 40),
    ];
    assert_eq!(counted("priya"), priya);
    let ruth = [
        (74, "gave", 113, 18),
        (26, "met", 0, 110),
        (7, "asked", -379, 0),
        (7, "received", -190, 170),
        (6, "thanked", 95, 44),
    ];
    assert_eq!(counted("ruth"), ruth);
    let tomas = [(100, "met", 0, 63), (95, "shared", 48, 17)];
    assert_eq!(counted("tomas"), tomas);
}

#[test]
fn one_favour_can_be_asked_without_debt_but_not_a_second() {
    let score = Settings::default().score;
    let nothing = Columns::default();
    assert_eq!(nothing.balance(&score), 0);
    assert_eq!(nothing.with_taken(200).balance(&score), -25);
    assert_eq!(nothing.with_taken(400).balance(&score), -40);
    let given = Columns {
        given: 200,
        ..nothing
    };
    assert_eq!(given.with_taken(400).balance(&score), -17);
}

#[test]
fn the_shortfall_is_the_least_that_brings_the_balance_back_to_the_limit() {
    let score = Settings::default().score;
    let short = |given, taken| {
        let columns = Columns {
            given,
            taken,
            contact: 0,
        };
        columns.shortfall(&score)
    };
    assert_eq!(short(0, 0), 0);
    assert_eq!(short(0, 200), 0);
    // Sam, 0.95 given, and an urgent ask of 4; Tomás, 0.48; Ingrid, 1.68 given and 2.32 taken.
    assert_eq!(short(95, 400), 21);
    assert_eq!(short(48, 400), 68);
    assert_eq!(short(168, 632), 86);
}

#[test]
fn warmth_needs_three_calls_of_today_to_reach_three_quarters() {
    let warmth = |contact| {
        let columns = Columns {
            contact,
            ..Columns::default()
        };
        columns.warmth()
    };
    assert_eq!([0, 50, 100, 200, 300].map(warmth), [0, 33, 50, 67, 75]);
}
