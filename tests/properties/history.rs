//! Of one person: what the log says, read as the score is written, row against row.

use allies::core::history::History;
use allies::core::standing::{Assessment, Standing};
use allies::model::interaction::{Interaction, Kind, Size};
use allies::model::person::Person;
use allies::model::settings::Settings;
use chrono::NaiveDate;
use proptest::prelude::*;

use crate::books::{ago, person, settings, today};

type Row = Interaction<'static>;

fn history(person: &Person, settings: &Settings) -> History {
    History::new(person, settings, today())
}

/// The earliest row that is one of those and has none of the others on or after its date.
fn earliest_without(
    person: &Person<'static>,
    is_one: impl Fn(&Row) -> bool,
    is_answer: impl Fn(&Row) -> bool,
) -> Option<NaiveDate> {
    let answered = |row: &Row| {
        let mut others = person.rows(today());
        others.any(|other| is_answer(other) && other.on >= row.on)
    };
    let open = person
        .rows(today())
        .filter(|row| is_one(row) && !answered(row));
    open.map(|row| row.on).min()
}

fn latest(person: &Person<'static>, is_one: impl Fn(&Row) -> bool) -> Option<NaiveDate> {
    let rows = person.rows(today()).filter(|row| is_one(row));
    rows.map(|row| row.on).max()
}

fn is_thanks(row: &Row) -> bool {
    matches!(row.kind, Kind::Thanked | Kind::Praised)
}

proptest! {
    #[test]
    fn a_strain_is_open_until_a_repair_on_or_after_its_day(
        person in person(),
        settings in settings(),
    ) {
        let open = earliest_without(
            &person,
            |row| row.kind == Kind::Strained,
            |row| row.kind == Kind::Repaired,
        );
        prop_assert_eq!(history(&person, &settings).open_strain, open);
    }

    #[test]
    fn help_is_unthanked_until_thanks_or_praise_on_or_after_its_day(
        person in person(),
        settings in settings(),
    ) {
        let open = earliest_without(&person, |row| row.kind == Kind::Received, is_thanks);
        prop_assert_eq!(history(&person, &settings).unthanked, open);
    }

    #[test]
    fn great_or_urgent_help_is_uncredited_until_praise_on_or_after_its_day(
        person in person(),
        settings in settings(),
    ) {
        let answers_urgency = |help: &Row| {
            let mut asks = person.rows(today()).filter(|row| row.urgent);
            asks.any(|ask| (0..=30).contains(&(help.on - ask.on).num_days()))
        };
        let open = earliest_without(
            &person,
            |row| row.kind == Kind::Received && (row.size == Size::Big || answers_urgency(row)),
            |row| row.kind == Kind::Praised,
        );
        prop_assert_eq!(history(&person, &settings).uncredited, open);
    }

    #[test]
    fn an_ask_is_open_until_an_answer_that_day_or_contact_after_it(
        person in person(),
        settings in settings(),
    ) {
        let is_closed = |ask: &Row| {
            person.rows(today()).any(|row| {
                let answers = is_thanks(row) || row.kind == Kind::Received;
                let is_contact = settings.contact.get(row.kind) > 0.0;
                (answers && row.on >= ask.on) || (is_contact && row.on > ask.on)
            })
        };
        let asks = person.rows(today()).filter(|row| row.kind == Kind::Asked);
        let open = asks.filter(|ask| !is_closed(ask)).map(|ask| ask.on).min();
        prop_assert_eq!(history(&person, &settings).open_ask, open);
    }

    #[test]
    fn asks_are_counted_from_the_day_after_the_last_giving(
        person in person(),
        settings in settings(),
    ) {
        let gave = latest(&person, |row| row.kind.is_giving());
        let rows = person.rows(today());
        let mut asks: Vec<_> = rows
            .filter(|row| row.kind == Kind::Asked && Some(row.on) > gave)
            .map(|row| row.on)
            .collect();
        asks.sort_unstable();
        let history = history(&person, &settings);
        prop_assert_eq!(history.asks_since_giving, asks.len());
        prop_assert_eq!(history.second_ask, asks.get(1).copied());
    }

    #[test]
    fn the_last_of_each_is_the_latest_row(person in person(), settings in settings()) {
        let history = history(&person, &settings);
        let last = |kind| latest(&person, |row| row.kind == kind);
        prop_assert_eq!(history.last_gave, latest(&person, |row| row.kind.is_giving()));
        prop_assert_eq!(history.last_asked, last(Kind::Asked));
        prop_assert_eq!(history.last_received, last(Kind::Received));
        prop_assert_eq!(history.last_met, last(Kind::Met));
        prop_assert_eq!(history.last_called, last(Kind::Called));
        prop_assert_eq!(history.last_repaired, last(Kind::Repaired));
        prop_assert_eq!(history.last_thanks(), latest(&person, is_thanks));
        let is_contact = |row: &Row| settings.contact.get(row.kind) > 0.0;
        prop_assert_eq!(history.last_contact, latest(&person, is_contact));
    }

    #[test]
    fn the_trend_is_the_warmth_of_today_less_that_of_thirty_days_ago(
        person in person(),
        settings in settings(),
    ) {
        let one = Assessment::new(&person, &settings, today());
        let then = Assessment::new(&person, &settings, ago(30));
        let is_old = (today() - person.added_on(today())).num_days() >= 30;
        prop_assert_eq!(one.trend, is_old.then_some(one.warmth - then.warmth));
    }

    #[test]
    fn standing_is_the_first_that_fits(person in person(), settings in settings()) {
        let one = Assessment::new(&person, &settings, today());
        let (score, due) = (&settings.score, &settings.due);
        let days_since = |day: NaiveDate| (today() - day).num_days();
        let repaired = latest(&person, |row| row.kind == Kind::Repaired);
        let is_mending = repaired.is_some_and(|repaired| {
            let gifts = person.rows(today()).filter(|row| row.kind.is_giving());
            days_since(repaired) <= i64::from(due.mending)
                && gifts.into_iter().all(|gift| gift.on < repaired)
        });
        let first = person.rows(today()).map(|row| row.on).min();
        let added = person.added.or(first).unwrap_or(today());
        let fits = [
            (one.history.open_strain.is_some(), Standing::Strained),
            (one.balance < score.debt_limit, Standing::InDebt),
            (is_mending, Standing::Mending),
            (!person.known && days_since(added) <= i64::from(due.new), Standing::New),
            (one.warmth < score.cold_below, Standing::Cold),
            (one.warmth < score.steady_from, Standing::Cooling),
            (one.warmth < score.strong_from, Standing::Steady),
            (true, Standing::Strong),
        ];
        let first = fits.into_iter().find(|(fits, _)| *fits);
        prop_assert_eq!(Some(one.standing), first.map(|(_, standing)| standing));
    }
}
