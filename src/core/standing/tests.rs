//! Standing, asks and history of the small team, and edge cases of the rules.

use crate::core::standing::*;
use crate::model::interaction::{Interaction, Kind};
use crate::model::sample::{ago, book, person, row, sized, team, today, urgent};

fn assess(person: &Person<'static>, judge: impl Fn(&Assessment)) {
    judge(&Assessment::new(person, &Settings::default(), today()));
}

/// The standing of someone known with that log.
fn standing_of(log: impl Into<Vec<Interaction<'static>>>) -> Standing {
    let ana = person("ana", log);
    Assessment::new(&ana, &Settings::default(), today()).standing
}

/// The answer to a normal ask of someone known with that log.
fn verdict_of(log: impl Into<Vec<Interaction<'static>>>) -> &'static str {
    let ana = person("ana", log);
    let one = Assessment::new(&ana, &Settings::default(), today());
    one.ask(AskSize::Normal).verdict.words()
}

#[test]
fn the_team_stands_as_worked_out_by_hand() {
    let book = team();
    let mut found: Vec<_> = book
        .assess(today())
        .map(|one| {
            let columns = one.columns;
            (
                one.person.handle.as_ref(),
                one.standing.words(),
                (one.balance, one.warmth, one.trend),
                (columns.given, columns.taken, columns.contact),
            )
        })
        .collect();
    found.sort_unstable();
    let expected = [
        ("dana", "cooling", (25, 43, Some(-17)), (200, 0, 75)),
        ("ingrid", "mending", (-6, 62, Some(1)), (168, 232, 161)),
        ("li", "strained", (30, 55, Some(-16)), (262, 0, 124)),
        ("marco", "in debt", (-50, 45, Some(17)), (0, 609, 81)),
        ("priya", "strong", (16, 73, Some(22)), (300, 138, 264)),
        ("ruth", "in debt", (-26, 77, Some(51)), (208, 569, 342)),
        ("sam", "new", (14, 46, None), (95, 0, 84)),
        ("tomas", "cooling", (7, 44, Some(-9)), (48, 0, 80)),
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_team_may_be_asked_as_worked_out_by_hand() {
    let book = team();
    let mut found: Vec<_> = book
        .assess(today())
        .map(|one| {
            let asks = one.asks.map(|ask| (ask.verdict.words(), ask.after));
            (one.person.handle.as_ref(), asks)
        })
        .collect();
    found.sort_unstable();
    let alike = |word, afters: [i64; 3]| afters.map(|after| (word, after));
    let expected = [
        ("dana", alike("yes", [11, 0, -17])),
        ("ingrid", alike("give first", [-15, -22, -33])),
        ("li", alike("repair first", [17, 6, -11])),
        ("marco", alike("thank first", [-54, -57, -63])),
        ("priya", alike("yes", [5, -3, -17])),
        ("ruth", alike("thank first", [-31, -36, -43])),
        ("sam", [("yes", -1), ("yes", -12), ("give first", -28)]),
        ("tomas", [("yes", -7), ("yes", -18), ("give first", -34)]),
    ];
    assert_eq!(found, expected);
}

#[test]
fn only_missing_points_have_a_shortfall() {
    let book = team();
    let short = |handle: &str| {
        let person = book.person(handle).expect("of the team");
        let one = Assessment::new(person, &book.settings, today());
        one.asks.map(|ask| ask.verdict.shortfall())
    };
    assert_eq!(short("ingrid"), [0, 0, 86], "the first two for mending");
    assert_eq!(short("sam"), [0, 0, 21]);
    assert_eq!(short("marco"), [0, 0, 0], "thanks come first");
}

#[test]
fn a_strain_is_over_when_repaired_on_its_day_and_not_before() {
    let strained = row(ago(5), Kind::Strained);
    assert_eq!(
        standing_of([strained.clone(), row(ago(6), Kind::Repaired)]),
        Standing::Strained
    );
    assert_eq!(
        standing_of([strained, row(ago(5), Kind::Repaired)]),
        Standing::Mending
    );
}

#[test]
fn mending_lasts_ninety_days_or_until_something_is_given() {
    let repaired = |days| row(ago(days), Kind::Repaired);
    assert_eq!(standing_of([repaired(90)]), Standing::Mending);
    assert_eq!(standing_of([repaired(91)]), Standing::Cold);
    let gift = |days| row(ago(days), Kind::Shared);
    assert_eq!(standing_of([repaired(9), gift(10)]), Standing::Mending);
    assert_eq!(standing_of([repaired(9), gift(9)]), Standing::Steady);
}

#[test]
fn new_lasts_thirty_days_and_never_for_those_known_before() {
    let added = |days, known| {
        let mut ana = person("ana", []);
        ana.added = Some(ago(days));
        ana.known = known;
        Assessment::new(&ana, &Settings::default(), today()).standing
    };
    assert_eq!(added(30, false), Standing::New);
    assert_eq!(added(31, false), Standing::Cold);
    assert_eq!(added(0, true), Standing::Cold);
}

#[test]
fn warmth_decides_the_last_four_standings() {
    let called = |times| vec![row(ago(0), Kind::Called); times];
    // 0, 50, 67 and 75; two small letters make 33.
    assert_eq!(standing_of(called(0)), Standing::Cold);
    assert_eq!(standing_of([row(ago(0), Kind::Wrote)]), Standing::Cooling);
    assert_eq!(standing_of(called(1)), Standing::Steady);
    assert_eq!(standing_of(called(2)), Standing::Strong);
}

#[test]
fn a_balance_of_minus_twenty_five_is_not_yet_in_debt() {
    assert_eq!(standing_of([row(ago(0), Kind::Asked)]), Standing::Cold);
    let more = [row(ago(0), Kind::Asked), row(ago(0), Kind::Received)];
    assert_eq!(standing_of(more), Standing::InDebt);
}

#[test]
fn thanks_allow_an_ask_on_the_same_day() {
    let helped = row(ago(3), Kind::Received);
    assert_eq!(verdict_of([helped.clone()]), "thank first");
    assert_eq!(
        verdict_of([helped.clone(), row(ago(4), Kind::Thanked)]),
        "thank first"
    );
    assert_eq!(verdict_of([helped, row(ago(3), Kind::Thanked)]), "yes");
}

#[test]
fn big_help_is_credited_before_another_ask() {
    let helped = sized(row(ago(3), Kind::Received), Size::Big);
    let thanked = [helped.clone(), row(ago(2), Kind::Thanked)];
    assess(&person("ana", thanked), |one| {
        let verdict = one.ask(AskSize::Small).verdict;
        assert_eq!(verdict, Verdict::CreditFirst(ago(3)));
    });
    let praised = [helped, row(ago(3), Kind::Praised)];
    assess(&person("ana", praised), |one| {
        assert_eq!(one.history.uncredited, None);
    });
}

#[test]
fn help_answers_an_urgent_ask_for_thirty_days() {
    let uncredited = |asked: u64, helped: u64| {
        let log = [
            urgent(row(ago(asked), Kind::Asked)),
            row(ago(helped), Kind::Received),
        ];
        let ana = person("ana", log);
        History::new(&ana, &Settings::default(), today()).uncredited
    };
    assert_eq!(uncredited(40, 40), Some(ago(40)));
    assert_eq!(uncredited(40, 10), Some(ago(10)));
    assert_eq!(uncredited(40, 9), None, "31 days after");
    assert_eq!(uncredited(40, 41), None, "the day before");
}

#[test]
fn a_cold_acquaintance_is_met_first() {
    assert_eq!(verdict_of([]), "meet first");
    assert_eq!(verdict_of([row(ago(0), Kind::Wrote)]), "yes");
}

#[test]
fn a_yes_is_noted_when_the_last_ask_is_after_the_last_giving() {
    let remark = |log: Vec<Interaction<'static>>| {
        let ana = person("ana", log);
        Assessment::new(&ana, &Settings::default(), today()).asked_since_giving()
    };
    let (gave, asked) = (row(ago(5), Kind::Gave), row(ago(4), Kind::Asked));
    assert!(remark(vec![gave.clone(), asked.clone()]));
    assert!(remark(vec![asked.clone()]));
    assert!(!remark(vec![asked, row(ago(4), Kind::Gave)]));
    assert!(!remark(vec![gave]));
    assert!(!remark(vec![]));
}

#[test]
fn a_trend_needs_thirty_days() {
    let trend = |days| {
        let mut ana = person("ana", [row(ago(40), Kind::Met), row(ago(1), Kind::Met)]);
        ana.added = Some(ago(days));
        Assessment::new(&ana, &Settings::default(), today()).trend
    };
    assert_eq!(trend(29), None);
    // 1.59 thirty days ago is 61; 0.79 and 1.95 today are 73.
    assert_eq!(trend(30), Some(12));
}

#[test]
fn everybody_present_is_assessed_in_file_order() {
    let mut gone = person("gone", []);
    gone.archived = Some(today());
    let book = book([person("zoe", []), gone, person("ana", [])]);
    let handles: Vec<_> = book
        .assess(today())
        .map(|one| one.person.handle.as_ref())
        .collect();
    assert_eq!(handles, ["zoe", "ana"]);
}
