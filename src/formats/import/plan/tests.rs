//! Plans: who is known, who is new, and what they gain.

#![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

use crate::formats::import::plan::*;
use chrono::Days;

use crate::formats::contacts::{Contact, Contacts};
use crate::model::custom_fields::Text;
use crate::model::field::Field;
use crate::model::goal::Goal;
use crate::model::interaction::{Interaction, Kind};
use crate::model::person::Cadence;
use proptest::prelude::*;

pub(crate) const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();

/// `name|org|email,email|phone,phone`, the last ones optional.
fn record(text: &str) -> Contact {
    let parts: Vec<&str> = text.split('|').collect();
    let list = |at: usize| -> Vec<Text<'static>> {
        let part = parts.get(at).copied().unwrap_or_default();
        let each = part.split(',').filter(|one| !one.is_empty());
        each.map(|one| Text::Owned(one.to_owned())).collect()
    };
    let org = parts.get(1).filter(|org| !org.is_empty());
    Contact {
        line: 1,
        person: Person {
            name: Text::Owned(parts[0].to_owned()),
            org: org.map(|org| Text::Owned((*org).to_owned())),
            email: list(2),
            phone: list(3),
            ..Person::default()
        },
    }
}

fn contacts(records: &[&str]) -> Vec<ImportContent> {
    vec![ImportContent::Contacts(Contacts {
        people: records.iter().map(|text| record(text)).collect(),
        ..Contacts::default()
    })]
}

/// A book of these records, handles made of their names.
fn book(records: &[&str]) -> Book<'static> {
    let mut book = Book::default();
    for text in records {
        let mut person = record(text).person;
        let taken = |handle: &str| book.person(handle).is_some();
        person.handle = Text::Owned(crate::model::handle::handle_for(&person.name, &taken));
        book.people.push(person);
    }
    book
}

pub(crate) fn planned(book: &Book<'_>, files: Vec<ImportContent>) -> ImportPlan {
    plan(book, files, &ImportOptions::default(), TODAY).unwrap()
}

pub(crate) fn book_after(mut book: Book<'static>, plan: &ImportPlan) -> Book<'static> {
    book.apply_all(&plan.changes).unwrap();
    book
}

/// The handle and outcome of each person, one line each.
pub(crate) fn outcomes(plan: &ImportPlan) -> Vec<String> {
    let people = plan.people.iter();
    people
        .map(|person| {
            let (fields, rows) = (&person.gains.fields, person.gains.rows);
            let outcome = match (person.is_new, rows) {
                (true, 0) => "new".to_owned(),
                (true, rows) => format!("new with {rows}"),
                (false, _) if person.gains.is_empty() => "known".to_owned(),
                (false, rows) => {
                    let mut keys: Vec<String> =
                        fields.iter().map(|field| field.key().to_owned()).collect();
                    keys.extend((rows > 0).then(|| format!("{rows} rows")));
                    format!("+{}", keys.join("+"))
                }
            };
            format!("{} {outcome}", person.handle)
        })
        .collect()
}

#[test]
fn a_new_person_is_known_and_added_today_without_a_cadence() {
    let plan = planned(&Book::default(), contacts(&["Dana Whitfield|Acme|d@x"]));
    let book = book_after(Book::default(), &plan);
    let dana = book.person("dana").unwrap();
    assert!(dana.known);
    assert_eq!(dana.added, Some(TODAY));
    assert_eq!(dana.every, None);
    assert_eq!(plan.people_counts(), (1, 0, 0));
}

#[test]
fn a_known_person_gains_only_what_they_lack() {
    let known = book(&["Dana Whitfield|Globex|d@x|+1 555 0100"]);
    let files = contacts(&["DANA  WHITFIELD|Acme|D@X,dana@y|+1-555-0100,42"]);
    let plan = planned(&known, files);
    assert_eq!(outcomes(&plan), ["dana +email+phone"]);
    let after = book_after(known, &plan);
    let dana = after.person("dana").unwrap();
    assert_eq!(dana.org.as_deref(), Some("Globex"));
    assert_eq!(dana.email, ["d@x", "dana@y"]);
    assert_eq!(dana.phone, ["+1 555 0100", "42"]);
}

#[test]
fn the_same_address_is_the_same_person_whatever_the_name() {
    let known = book(&["Dana Whitfield||d@x", "Li Wei"]);
    let plan = planned(&known, contacts(&["D. W.|Acme|D@x"]));
    assert_eq!(outcomes(&plan), ["dana +org"]);
}

#[test]
fn of_two_who_share_an_address_the_one_of_that_name_is_meant() {
    let known = book(&["Dana Whitfield||info@x", "Li Wei||info@x"]);
    let plan = planned(&known, contacts(&["li wei|Acme|info@x"]));
    assert_eq!(outcomes(&plan), ["li +org"]);
}

#[test]
fn several_of_a_name_are_told_apart_by_their_organisation() {
    let known = book(&["Dana W|Globex", "Dana W|Hooli"]);
    let files = contacts(&["Dana W|hooli|d@h", "Dana W|Acme", "Dana W||"]);
    let plan = planned(&known, files);
    assert_eq!(
        outcomes(&plan),
        ["dana-w +email", "dana-w-2 new", "dana-w-3 new"]
    );
}

#[test]
fn two_of_one_name_in_an_import_stay_two() {
    let files = || contacts(&["Dana W|Globex", "Dana W|Hooli"]);
    let plan = planned(&Book::default(), files());
    assert_eq!(outcomes(&plan), ["dana new", "dana-w new"]);
    // Also where the book has one already: it could be either.
    let plan = planned(&book(&["Dana W|Acme"]), files());
    assert_eq!(outcomes(&plan), ["dana-w new", "dana-w-2 new"]);
}

#[test]
fn records_of_one_address_are_one_person() {
    let files = contacts(&["Dana W||a@x", "D. W.|Acme|b@x|7", "Dana|Hooli|b@x,a@x"]);
    let plan = planned(&Book::default(), files);
    assert_eq!(outcomes(&plan), ["dana new"]);
    let book = book_after(Book::default(), &plan);
    let dana = book.person("dana").unwrap();
    assert_eq!(dana.name, "Dana W");
    assert_eq!(dana.org.as_deref(), Some("Acme"));
    assert_eq!(dana.email, ["a@x", "b@x"]);
}

#[test]
fn options_apply_to_everyone_and_overwrite_nothing() {
    let mut known = book(&["Dana W", "Li Wei"]);
    known.people[0].dept = Some(Text::Borrowed("Sales"));
    known.people[0].tags = vec![Text::Borrowed("VIP")];
    let options = ImportOptions {
        tags: vec!["vip".to_owned(), "fair".to_owned()],
        dept: Some("IT".to_owned()),
        ..ImportOptions::default()
    };
    let files = contacts(&["Dana W", "Li Wei", "Omar"]);
    let plan = plan(&known, files, &options, TODAY).unwrap();
    assert_eq!(outcomes(&plan), ["dana +tags", "li +dept+tags", "omar new"]);
    let after = book_after(known, &plan);
    assert_eq!(after.people[0].tags, ["VIP", "fair"]);
    assert_eq!(after.people[0].dept.as_deref(), Some("Sales"));
    assert_eq!(after.people[2].dept.as_deref(), Some("IT"));
}

#[test]
fn first_due_dates_are_spread_over_the_cadence() {
    let names: Vec<String> = (0..60).map(|n| format!("Person{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let options = ImportOptions {
        every: Some(Cadence::Days(30)),
        ..ImportOptions::default()
    };
    let plan = plan(&Book::default(), contacts(&names), &options, TODAY).unwrap();
    let book = book_after(Book::default(), &plan);
    let mut on_day = vec![0; 30];
    for person in &book.people {
        assert_eq!(person.every, Some(Cadence::Days(30)));
        let due = person.added.unwrap() + Days::new(30);
        let ahead = (due - TODAY).num_days();
        assert!((1..=30).contains(&ahead), "{ahead}");
        on_day[usize::try_from(ahead).unwrap() - 1] += 1;
    }
    assert!(on_day.iter().all(|people| *people == 2), "{on_day:?}");
}

#[test]
fn those_who_come_with_rows_are_never_due_unless_asked() {
    let mut with_row = record("Grace Hopper");
    let row = Interaction::new(TODAY, Kind::Met, "lunch");
    with_row.person.log.push(row.clone());
    let files = || {
        vec![ImportContent::Contacts(Contacts {
            people: vec![with_row.clone()],
            ..Contacts::default()
        })]
    };
    let plan = planned(&Book::default(), files());
    assert_eq!(outcomes(&plan), ["grace new with 1"]);
    let after = book_after(Book::default(), &plan);
    assert_eq!(after.people[0].every, Some(Cadence::Never));
    // A person already here keeps their own cadence, and gains the row once.
    let known = book(&["Grace Hopper"]);
    let plan = planned(&known, files());
    assert_eq!(outcomes(&plan), ["grace +1 rows"]);
    let after = book_after(known, &plan);
    assert_eq!(after.people[0].log, [row]);
    assert_eq!(after.people[0].every, None);
    assert!(planned(&after, files()).changes.is_empty());
}

#[test]
fn a_broken_part_refuses_all_unless_it_may_be_skipped() {
    let broken = LeftOut {
        line: 7,
        name: "Omar".to_owned(),
        why: "the card has no `END:VCARD`".to_owned(),
    };
    let files = || {
        let mut files = contacts(&["Dana W"]);
        files.extend([ImportContent::Contacts(Contacts {
            broken: vec![broken.clone()],
            ..Contacts::default()
        })]);
        files
    };
    let refused = plan(&Book::default(), files(), &ImportOptions::default(), TODAY).unwrap_err();
    let expected = vec![(1, broken.clone())];
    assert_eq!(refused, expected);
    let options = ImportOptions {
        skip_broken: true,
        ..ImportOptions::default()
    };
    let plan = plan(&Book::default(), files(), &options, TODAY).unwrap();
    assert_eq!((plan.people_counts().0, plan.broken), (1, expected));
}

#[test]
fn a_whole_book_comes_in_as_it_is_and_its_names_follow_new_handles() {
    let mut other = book(&["Sara Ortiz", "Omar Said"]);
    other.people[0].introduced_by = Some(Text::Borrowed("omar"));
    other.people[1].every = Some(Cadence::Days(14));
    other.goals.push(Goal {
        handle: Text::Borrowed("billing"),
        name: Text::Borrowed("Launch billing"),
        set: TODAY,
        by: None,
        helped_by: vec![Text::Borrowed("omar")],
        hindered_by: vec![],
        done: None,
        own: crate::model::custom_fields::CustomFields::default(),
    });
    let file = || vec![ImportContent::Book(Box::new(other.clone()))];
    let into_empty = book_after(Book::default(), &planned(&Book::default(), file()));
    assert_eq!(into_empty, other);
    // Another Omar is here already.
    let known = book(&["Omar Little"]);
    let plan = planned(&known, file());
    assert_eq!(outcomes(&plan), ["sara new", "omar-said new"]);
    assert_eq!(plan.goals, 1);
    let after = book_after(known, &plan);
    let sara = after.person("sara").unwrap();
    assert_eq!(sara.introduced_by.as_deref(), Some("omar-said"));
    assert_eq!(after.goals[0].helped_by, ["omar-said"]);
    assert!(planned(&after, file()).changes.is_empty());
}

#[test]
fn settings_of_another_book_are_reported_and_not_taken() {
    let mut other = Book::default();
    other.settings.every = 14;
    let plan = planned(&Book::default(), vec![ImportContent::Book(Box::new(other))]);
    assert!(plan.keeps_settings);
    assert!(plan.changes.is_empty());
}

#[test]
fn lists_are_set_whole() {
    let known = book(&["Dana W||a@x"]);
    let plan = planned(&known, contacts(&["Dana W||b@x"]));
    let set = Change::set(
        "dana",
        Field::Email,
        vec!["a@x".to_owned(), "b@x".to_owned()],
    );
    assert_eq!(plan.changes, [set]);
}

/// Few names, organisations and addresses, so that they collide in every way.
fn any_records() -> impl Strategy<Value = Vec<String>> {
    let one = (
        "(Dana W|dana w|Li|Omar)",
        "(Acme|Hooli|)",
        prop_oneof![3 => "", 2 => "[a-d]@x", 1 => "[a-d]@x,[a-d]@x"],
        "(1|2|)",
    );
    let text = one.prop_map(|(name, org, email, phone)| format!("{name}|{org}|{email}|{phone}"));
    proptest::collection::vec(text, 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn importing_twice_is_importing_once(here in any_records(), coming in any_records()) {
        let here: Vec<&str> = here.iter().map(String::as_str).collect();
        let coming: Vec<&str> = coming.iter().map(String::as_str).collect();
        let before = book(&here);
        let first = planned(&before, contacts(&coming));
        let once = book_after(before.clone(), &first);
        let second = planned(&once, contacts(&coming));
        prop_assert!(second.changes.is_empty(), "{:?}\n{:?}", first.changes, second.changes);
        // Nobody lost anything.
        for (old, new) in before.people.iter().zip(&once.people) {
            prop_assert_eq!(&old.name, &new.name);
            prop_assert!(old.org.is_none() || old.org == new.org);
            prop_assert!(new.email.starts_with(&old.email));
            prop_assert!(new.phone.starts_with(&old.phone));
        }
        // And everything that came is somewhere.
        for text in coming {
            for email in record(text).person.email {
                prop_assert!(once.people.iter().any(|person| person.email.contains(&email)));
            }
        }
    }
}
