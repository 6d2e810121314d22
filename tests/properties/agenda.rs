//! Of a book: who is due and why.

use std::collections::HashSet;

use allies::core::agenda::{Action, Agenda, Row, agenda};
use allies::core::rules::{About, ActiveGoals, Reason, Rule, reasons};
use allies::core::standing::Assessment;
use allies::model::book::Book;
use allies::model::interaction::{Interaction, Kind};
use allies::model::person::{Cadence, Person, Snooze};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use crate::books::{ago, book, today};

/// What the rules say of one person, those beyond the horizon too.
fn reasons_of<'b>(book: &'b Book<'b>, person: &'b Person<'b>) -> Vec<Reason<'b>> {
    reasons(
        person,
        &book.settings,
        &ActiveGoals::new(book, today()),
        today(),
    )
}

fn agenda_of<'b>(book: &'b Book<'b>) -> Agenda<'b> {
    agenda(book, today(), book.settings.due.horizon)
}

/// The days of the rows of those kinds.
fn days_of(person: &Person, kinds: &[Kind]) -> Vec<NaiveDate> {
    let rows = person.rows(today());
    rows.filter(|row| kinds.contains(&row.kind))
        .map(|row| row.on)
        .collect()
}

/// The logged days on which a reason of that rule may rest, read off the table of section 6.
fn triggers(reason: &Reason, person: &Person, book: &Book) -> Vec<NaiveDate> {
    let since_added = vec![person.added_on(today())];
    match reason.rule {
        Rule::Strain => days_of(person, &[Kind::Strained]),
        Rule::Promise => person.promises.iter().map(|promise| promise.by).collect(),
        Rule::Thanks | Rule::Credit => days_of(person, &[Kind::Received]),
        Rule::AskOnly | Rule::Loop => days_of(person, &[Kind::Asked]),
        Rule::GiveBack => days_of(person, &[Kind::Asked, Kind::Received]),
        Rule::NeverMet => since_added,
        Rule::Goal | Rule::Cadence => {
            let contact = |kind: &Kind| book.settings.contact.get(*kind) > 0.0;
            let kinds: Vec<_> = Kind::ALL.into_iter().filter(contact).collect();
            let last = days_of(person, &kinds).into_iter().max();
            last.map_or(since_added, |last| vec![last])
        }
    }
}

/// The days of the settings, or of the person, that the rule adds.
fn days(reason: &Reason, person: &Person, book: &Book) -> u32 {
    let due = &book.settings.due;
    let every = match person.every {
        Some(Cadence::Days(days)) => days,
        Some(Cadence::Never) | None => book.settings.every,
    };
    match reason.rule {
        Rule::Strain => due.repair,
        Rule::Promise => 0,
        Rule::Thanks => due.thanks,
        Rule::Credit => due.credit,
        Rule::AskOnly => due.ask_only,
        Rule::GiveBack => due.give_back,
        Rule::Goal if person.every == Some(Cadence::Never) => due.goal,
        Rule::Goal => due.goal.min(every),
        Rule::NeverMet => due.meet,
        Rule::Cadence => every,
        Rule::Loop => due.r#loop,
    }
}

/// The rules that fire for a person, read off the table of section 6.
fn rules_that_fire(book: &Book, one: &Assessment) -> HashSet<Rule> {
    let (person, history) = (one.person, &one.history);
    let has_met = history.last_met.is_some() || (person.remote && history.last_called.is_some());
    let is_asked_only = history.asks_since_giving >= 2;
    let is_in_debt = one.balance < book.settings.score.debt_limit;
    let is_named = book.goals.iter().any(|goal| {
        let is_over =
            goal.done.is_some_and(|done| done <= today()) || goal.by.is_some_and(|by| by < today());
        goal.set <= today() && !is_over && goal.named().any(|handle| handle == person.handle)
    });
    let is_rhythmic = match person.every {
        Some(Cadence::Never) => false,
        Some(Cadence::Days(_)) => history.last_contact.is_some() || person.known,
        None => history.last_contact.is_some(),
    };
    let promises = &person.promises;
    let fires = [
        (Rule::Strain, history.open_strain.is_some()),
        (
            Rule::Promise,
            promises.iter().any(|promise| promise.is_open(today())),
        ),
        (Rule::Thanks, history.unthanked.is_some()),
        (Rule::Credit, history.uncredited.is_some()),
        (Rule::AskOnly, is_asked_only),
        (Rule::GiveBack, is_in_debt && !is_asked_only),
        (Rule::Goal, is_named),
        (Rule::NeverMet, !has_met && !person.known),
        (Rule::Cadence, !is_named && is_rhythmic),
        (Rule::Loop, history.open_ask.is_some()),
    ];
    let fires = fires.into_iter().filter(|(_, fires)| *fires);
    fires.map(|(rule, _)| rule).collect()
}

/// The book in which that person's row was done today as it suggests.
fn done<'t>(book: &Book<'t>, row: &Row) -> Book<'t> {
    let mut book = book.clone();
    let handle = row.person.handle.as_ref();
    let person = book
        .people
        .iter_mut()
        .find(|person| person.handle == handle);
    let person = person.expect("the row is about someone in the book");
    match row.action {
        Action::Log(kind) => person.log.push(Interaction::new(today(), kind, "")),
        Action::Keep => {
            let kept = person
                .promises
                .iter_mut()
                .find(|promise| About::Promise(promise) == row.headline.about);
            kept.expect("the promise of the headline").kept = Some(today());
        }
    }
    book
}

proptest! {
    #[test]
    fn every_due_date_is_a_logged_date_plus_the_configured_days(book in book()) {
        for person in book.present(today()) {
            for reason in reasons_of(&book, person) {
                let set = match reason.about {
                    About::Silence { goal: Some(goal), .. } => goal.set,
                    _ => NaiveDate::MIN,
                };
                let days = Days::new(days(&reason, person, &book).into());
                let dues: Vec<_> = triggers(&reason, person, &book)
                    .into_iter()
                    .map(|day| (day + days).max(set))
                    .collect();
                prop_assert!(dues.contains(&reason.due), "{:?} {:?}", reason, dues);
            }
        }
    }

    #[test]
    fn each_rule_fires_when_the_table_says(book in book()) {
        for one in book.assess(today()) {
            let told: HashSet<_> = reasons_of(&book, one.person)
                .iter()
                .map(|reason| reason.rule)
                .collect();
            prop_assert_eq!(told, rules_that_fire(&book, &one));
        }
    }

    #[test]
    fn a_debt_falls_due_after_the_latest_ask_or_help(book in book()) {
        for person in book.present(today()) {
            let reasons = reasons_of(&book, person);
            let debts = reasons.iter().filter(|reason| reason.rule == Rule::GiveBack);
            for debt in debts {
                let latest = days_of(person, &[Kind::Asked, Kind::Received]).into_iter().max();
                prop_assert_eq!(Some(debt.trigger), latest);
            }
        }
    }

    #[test]
    fn there_is_one_row_a_person_in_the_order_of_priority_date_and_name(book in book()) {
        let agenda = agenda_of(&book);
        let handles: HashSet<_> = agenda.rows.iter().map(|row| &row.person.handle).collect();
        prop_assert_eq!(handles.len(), agenda.rows.len());
        let rank = |row: &Row| {
            let headline = row.headline;
            let name = row.person.name.to_string();
            (headline.rule.priority(), headline.due, name)
        };
        prop_assert!(agenda.rows.is_sorted_by_key(rank));
    }

    #[test]
    fn a_row_holds_every_reason_within_the_horizon_that_no_snooze_hides(book in book()) {
        let agenda = agenda_of(&book);
        let until = today() + Days::new(book.settings.due.horizon.into());
        for person in book.present(today()) {
            let snooze = person
                .snooze
                .filter(|snooze| snooze.from <= today() && today() < snooze.until);
            let is_hidden = |reason: &Reason| {
                reason.rule != Rule::Promise
                    && snooze.is_some_and(|snooze| reason.trigger <= snooze.from)
            };
            let mut due = reasons_of(&book, person);
            due.retain(|reason| reason.due <= until);
            let hides = due.iter().any(&is_hidden);
            due.retain(|reason| !is_hidden(reason));
            let row = agenda.rows.iter().find(|row| row.person.handle == person.handle);
            let told: Vec<_> = row.iter().flat_map(|row| row.reasons().copied()).collect();
            prop_assert_eq!(told, due);
            let told = agenda
                .snoozed
                .iter()
                .find(|(snoozed, _)| snoozed.handle == person.handle)
                .map(|(_, until)| *until);
            prop_assert_eq!(told, snooze.filter(|_| hides).map(|snooze| snooze.until));
        }
    }

    #[test]
    fn a_snooze_changes_no_score_and_no_reason(book in book(), from in 0..=9_i64) {
        let mut snoozed = book.clone();
        for person in &mut snoozed.people {
            person.snooze = Some(Snooze { from: ago(from), until: ago(-9) });
        }
        for (before, after) in book.assess(today()).zip(snoozed.assess(today())) {
            prop_assert_eq!(before.columns, after.columns);
            prop_assert_eq!(before.standing, after.standing);
            prop_assert_eq!(before.asks, after.asks);
            let before = reasons_of(&book, before.person);
            prop_assert_eq!(before, reasons_of(&snoozed, after.person));
        }
    }

    #[test]
    fn on_the_day_a_snooze_ends_all_comes_back(book in book(), from in 1..=9_i64) {
        let mut ended = book.clone();
        let mut without = book;
        for person in &mut ended.people {
            person.snooze = Some(Snooze { from: ago(from), until: today() });
        }
        for person in &mut without.people {
            person.snooze = None;
        }
        let told = |agenda: &Agenda| {
            let rows = agenda.rows.iter();
            let rows = rows.map(|row| (row.person.handle.to_string(), row.headline.due));
            (rows.collect::<Vec<_>>(), agenda.snoozed.len())
        };
        prop_assert_eq!(told(&agenda_of(&ended)), told(&agenda_of(&without)));
    }

    #[test]
    fn the_headline_is_the_most_pressing_reason_of_the_row(book in book()) {
        for row in agenda_of(&book).rows {
            let pressing = |reason: &Reason| (reason.rule.priority(), reason.due, reason.rule);
            let ranks: Vec<_> = row.reasons().map(pressing).collect();
            prop_assert!(ranks.is_sorted(), "{:?}", ranks);
        }
    }

    #[test]
    fn doing_what_a_row_suggests_settles_what_it_says(book in book()) {
        for row in agenda_of(&book).rows {
            // What settles silence is the settings' to say; they may count nothing as contact.
            let is_silence = matches!(row.headline.about, About::Silence { .. });
            prop_assert!(is_silence || row.settles.contains(&row.headline.rule));
            let after = done(&book, &row);
            let person = after.person(&row.person.handle).expect("still there");
            let left = reasons_of(&after, person);
            for rule in &row.settles {
                let next = left.iter().filter(|reason| reason.rule == *rule);
                match rule {
                    // One gift may not be enough.
                    Rule::GiveBack => {}
                    // Each promise is a reason of its own; the headline is the one kept.
                    Rule::Promise => {
                        let open = row.reasons().filter(|reason| reason.rule == *rule).count();
                        prop_assert!(next.filter(|one| one.due <= agenda_of(&book).until).count() < open);
                    }
                    Rule::Strain
                    | Rule::Thanks
                    | Rule::Credit
                    | Rule::AskOnly
                    | Rule::Goal
                    | Rule::NeverMet
                    | Rule::Cadence
                    | Rule::Loop => {
                        for reason in next {
                            prop_assert!(reason.due > today(), "{:?}", reason);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn the_suggested_action_settles_most_of_the_row(book in book()) {
        for row in agenda_of(&book).rows {
            for kind in Kind::ALL {
                let action = Action::Log(kind);
                let settles = |reason: &&Reason| {
                    reason.rule.is_settled_by(action, row.person, &book.settings)
                };
                // Only what settles the headline may be suggested.
                let suits = settles(&&row.headline) && kind_is_listed(row.headline.rule, kind);
                let count = row.reasons().filter(settles).count();
                prop_assert!(!suits || count <= row.settles.len(), "{:?} {:?}", kind, row);
            }
        }
    }
}

/// Whether the table of section 6 lists that action for that rule.
fn kind_is_listed(rule: Rule, kind: Kind) -> bool {
    let listed: &[Kind] = match rule {
        Rule::Strain => &[Kind::Repaired],
        Rule::Promise => &[],
        Rule::Thanks => &[Kind::Thanked, Kind::Praised],
        Rule::Credit => &[Kind::Praised],
        Rule::AskOnly | Rule::GiveBack => &[Kind::Gave, Kind::Shared, Kind::Praised],
        Rule::NeverMet => &[Kind::Met, Kind::Called],
        Rule::Goal | Rule::Cadence => &[
            Kind::Met,
            Kind::Gave,
            Kind::Shared,
            Kind::Thanked,
            Kind::Praised,
            Kind::Called,
            Kind::Wrote,
        ],
        Rule::Loop => &[Kind::Thanked, Kind::Praised, Kind::Wrote],
    };
    listed.contains(&kind)
}
