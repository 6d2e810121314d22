//! Whole books imported: what known people and goals gain, and what is counted as not taken.

#![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

use crate::formats::import::outcome::{Gains, NotTaken};
use crate::formats::import::plan::tests::{TODAY, book_after, outcomes, planned};
use crate::formats::import::plan::*;
use crate::model::custom_fields::{CustomFields, CustomValue};
use crate::model::goal::Goal;
use crate::model::interaction::{Interaction, Kind, Size};
use crate::model::person::Promise;
use proptest::collection::vec;
use proptest::prelude::*;

fn files(books: &[Book<'static>]) -> Vec<ImportContent> {
    let books = books.iter().cloned();
    books
        .map(|book| ImportContent::Book(Box::new(book)))
        .collect()
}

fn book(people: Vec<Person<'static>>) -> Book<'static> {
    Book {
        people,
        ..Book::default()
    }
}

fn sara() -> Person<'static> {
    Person::new("sara", "Sara Ortiz")
}

fn promise(what: &str, kept: Option<NaiveDate>) -> Promise<'static> {
    Promise {
        by: TODAY,
        made: None,
        what: Text::Owned(what.to_owned()),
        kept,
        own: CustomFields::default(),
    }
}

fn desk() -> CustomFields<'static> {
    let mut own = CustomFields::default();
    own.push(Text::Borrowed("desk"), CustomValue::Whole(4));
    own
}

fn goal(handle: &str, helped_by: &[&str]) -> Goal<'static> {
    let handles = helped_by.iter();
    Goal {
        handle: Text::Owned(handle.to_owned()),
        name: Text::Borrowed("Pass the audit"),
        set: TODAY,
        by: None,
        helped_by: handles.map(|one| Text::Owned((*one).to_owned())).collect(),
        hindered_by: vec![],
        done: None,
        own: CustomFields::default(),
    }
}

#[test]
fn a_promise_kept_there_is_kept_here() {
    let mut here = sara();
    here.promises = vec![promise("the plan", None), promise("the venue", None)];
    let mut there = sara();
    there.promises = vec![promise("the venue", Some(TODAY)), promise("a call", None)];
    let (here, there) = (book(vec![here]), files(&[book(vec![there])]));
    let plan = planned(&here, there.clone());
    let gains = Gains {
        fields: vec![],
        rows: 0,
        promises: 1,
        kept: 1,
    };
    assert!(!plan.people[0].is_new);
    assert_eq!(plan.people[0].gains, gains);
    assert_eq!(plan.not_taken.total(), 0);
    let after = book_after(here, &plan);
    let kept: Vec<_> = after.people[0]
        .promises
        .iter()
        .map(|one| one.kept)
        .collect();
    assert_eq!(kept, [None, Some(TODAY), None]);
    assert!(planned(&after, there).changes.is_empty());
}

#[test]
fn what_differs_here_is_counted_and_stays() {
    let mut here = sara();
    here.log = vec![Interaction::new(TODAY, Kind::Asked, "a laptop")];
    here.promises = vec![promise("the plan", Some(TODAY - chrono::Days::new(1)))];
    let mut there = sara();
    there.role = Some(Text::Borrowed("Lead"));
    there.remote = true;
    let mut row = Interaction::new(TODAY, Kind::Asked, "a laptop");
    row.size = Size::Big;
    row.urgent = true;
    there.log = vec![row];
    there.promises = vec![promise("the plan", Some(TODAY))];
    there.own = desk();
    let plan = planned(&book(vec![here]), files(&[book(vec![there])]));
    assert_eq!(outcomes(&plan), ["sara +role"]);
    let not_taken = NotTaken {
        handles: vec!["sara".to_owned()],
        fields: 1,
        promises: 1,
        rows: 1,
        custom_fields: 1,
    };
    assert_eq!(plan.not_taken, not_taken);
}

#[test]
fn rows_that_are_there_twice_come_in_twice() {
    let row = || Interaction::new(TODAY, Kind::Met, "");
    let (mut here, mut there) = (sara(), sara());
    here.log = vec![row()];
    there.log = vec![row(), row()];
    let (here, there) = (book(vec![here]), files(&[book(vec![there])]));
    let after = book_after(here.clone(), &planned(&here, there.clone()));
    assert_eq!(after.people[0].log.len(), 2);
    assert!(planned(&after, there).changes.is_empty());
}

#[test]
fn a_known_goal_gains_helpers_and_is_reached() {
    let (mut here, mut there) = (Book::default(), Book::default());
    here.goals = vec![goal("audit", &["sara"])];
    let mut more = goal("pass-it", &["omar", "sara"]);
    more.hindered_by = vec![Text::Borrowed("li")];
    more.done = Some(TODAY);
    more.own = desk();
    there.goals = vec![more];
    let plan = planned(&here, files(&[there.clone()]));
    assert_eq!((plan.goals, plan.gaining_goals), (0, 1));
    assert_eq!(
        (
            plan.not_taken.custom_fields,
            plan.not_taken.handles.as_slice()
        ),
        (1, &["audit".to_owned()][..])
    );
    let after = book_after(here, &plan);
    assert_eq!(after.goals[0].helped_by, ["sara", "omar"]);
    assert_eq!(after.goals[0].hindered_by, ["li"]);
    assert_eq!(after.goals[0].done, Some(TODAY));
    assert!(planned(&after, files(&[there])).changes.is_empty());
}

/// Each book uses its own handles, even where both contain the same person.
#[test]
fn several_books_may_contain_the_same_people() {
    let here = book(vec![Person::new("sara-o", "Sara Ortiz")]);
    let mut one = book(vec![sara()]);
    one.goals = vec![goal("audit", &["sara"])];
    let mut two = book(vec![
        Person::new("ortiz", "Sara Ortiz"),
        Person::new("omar", "Omar Said"),
    ]);
    two.people[0].email = vec![Text::Borrowed("s@x")];
    two.people[1].introduced_by = Some(Text::Borrowed("ortiz"));
    two.goals = vec![goal("it", &["ortiz", "omar"])];
    let mut three = book(vec![Person::new("omar", "Omar Said")]);
    three.people[0].log = vec![Interaction::new(TODAY, Kind::Met, "")];
    one.people[0].email = vec![Text::Borrowed("s@x")];
    let mut known = here;
    known.people[0].email = vec![Text::Borrowed("s@x")];
    let all = || files(&[one.clone(), two.clone(), three.clone()]);
    let plan = planned(&known, all());
    let after = book_after(known, &plan);
    let handles: Vec<_> = after.people.iter().map(|one| one.handle.as_ref()).collect();
    assert_eq!(handles, ["sara-o", "omar"]);
    let omar = after.person("omar").unwrap();
    assert_eq!(omar.introduced_by.as_deref(), Some("sara-o"));
    assert_eq!(omar.log.len(), 1);
    assert_eq!(after.goals.len(), 1);
    assert_eq!(after.goals[0].helped_by, ["sara-o", "omar"]);
    assert!(planned(&after, all()).changes.is_empty());
}

/// Few of everything, so that books collide in every way. Each address has one name, and each name
/// is unique in a book: of two people who share one, a second import may match the other.
fn any_person() -> impl Strategy<Value = Person<'static>> {
    let kept = || prop::option::of(Just(TODAY));
    let promises = vec(("(plan|call)", kept(), any::<bool>()), 0..4);
    let rows = vec(("(|lunch)", any::<bool>(), any::<bool>()), 0..4);
    let who = ("(a|b|c)", "(Ann|Bo)", any::<bool>(), "(a|b|)");
    (who, promises, rows, any::<bool>()).prop_map(|(who, promises, rows, is_own)| {
        let (handle, name, has_email, by) = who;
        let email = format!("{name}@x");
        let mut person = Person::new(handle, name);
        person.email = has_email
            .then_some(Text::Owned(email))
            .into_iter()
            .collect();
        person.introduced_by = Some(Text::Owned(by)).filter(|by| !by.is_empty());
        let keys = |is| if is { desk() } else { CustomFields::default() };
        person.own = keys(is_own);
        let promises = promises.into_iter().map(|(what, kept, is_own)| Promise {
            own: keys(is_own),
            ..promise(&what, kept)
        });
        person.promises = promises.collect();
        let rows = rows
            .into_iter()
            .map(|(note, is_urgent, is_own)| Interaction {
                urgent: is_urgent,
                own: keys(is_own),
                ..Interaction::new(TODAY, Kind::Asked, note)
            });
        person.log = rows.collect();
        person
    })
}

fn any_book() -> impl Strategy<Value = Book<'static>> {
    let goals = vec(("(g|h)", vec("(a|b|c)", 0..3), any::<bool>()), 0..3);
    (vec(any_person(), 0..4), goals).prop_map(|(people, goals)| {
        let mut book = Book::default();
        for person in people {
            let is_same = |one: &Person<'_>| one.handle == person.handle || one.name == person.name;
            if !book.people.iter().any(is_same) {
                book.people.push(person);
            }
        }
        for (handle, helped_by, is_done) in goals {
            let helped_by: Vec<&str> = helped_by.iter().map(String::as_str).collect();
            let mut goal = goal(&handle, &helped_by);
            goal.done = is_done.then_some(TODAY);
            if book.goal(&handle).is_none() {
                book.goals.push(goal);
            }
        }
        book
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn books_imported_twice_are_books_imported_once(
        here in any_book(),
        coming in vec(any_book(), 1..4),
    ) {
        let first = planned(&here, files(&coming));
        let once = book_after(here.clone(), &first);
        let second = planned(&once, files(&coming));
        prop_assert!(second.changes.is_empty(), "{:?}\n{:?}", first.changes, second.changes);
        for (old, new) in here.people.iter().zip(&once.people) {
            prop_assert!(new.log.starts_with(&old.log));
            prop_assert!(new.promises.len() >= old.promises.len());
        }
        // Everything else was imported, custom fields included.
        if first.not_taken.total() == 0 {
            let count = |book: &Book<'_>, row: &Interaction<'_>| {
                let rows = book.people.iter().flat_map(|person| &person.log);
                rows.filter(|one| *one == row).count()
            };
            for book in &coming {
                for row in book.people.iter().flat_map(|person| &person.log) {
                    prop_assert!(count(&once, row) > 0);
                }
            }
        }
    }
}
