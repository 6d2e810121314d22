#![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

use chrono::NaiveDate;
use proptest::prelude::*;

use crate::merge::lines::OnConflict;
use crate::merge::{lines, *};
use crate::model::book::Book;
use crate::model::change::Change;
use crate::model::custom_fields::{CustomFields, CustomValue};
use crate::model::interaction::{Interaction, Kind};
use crate::model::person::{Cadence, Person, Promise};
use crate::model::random::any_book;
use crate::text::diff::line_splices;
use crate::text::patch::Splice;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

fn met(on: u32, note: &'static str) -> Interaction<'static> {
    Interaction::new(day(on), Kind::Met, note)
}

fn base() -> Book<'static> {
    let mut sara = Person::new("sara", "Sara Ortiz");
    sara.log = vec![met(2, "lunch")];
    sara.helps = vec!["vpn".into(), "laptops".into()];
    sara.promises = vec![Promise {
        by: day(25),
        made: None,
        what: "the plan".into(),
        kept: None,
        own: CustomFields::default(),
    }];
    Book {
        people: vec![sara, Person::new("omar", "Omar Khan")],
        ..Book::default()
    }
}

/// The base with its first person changed.
fn with(change: impl FnOnce(&mut Person<'static>)) -> Book<'static> {
    let mut book = base();
    change(&mut book.people[0]);
    book
}

fn merged<'t>(ours: &Book<'t>, theirs: &Book<'t>) -> (Book<'t>, Vec<String>) {
    let MergedBook { book, conflicts } = merge(&base(), ours, theirs, Prefer::Ours).unwrap();
    (book, conflicts.iter().map(Conflict::to_string).collect())
}

fn rows(book: &Book<'_>) -> Vec<String> {
    let rows = book.people[0].log.iter();
    rows.map(|row| format!("{} {}", row.on.format("%d"), row.note))
        .collect()
}

#[test]
fn rows_of_both_sides_come_and_the_same_row_once() {
    let ours = with(|sara| sara.log.extend([met(5, "ours"), met(6, "both")]));
    let theirs = with(|sara| sara.log.extend([met(6, "both"), met(7, "theirs")]));
    let (book, conflicts) = merged(&ours, &theirs);
    assert_eq!(rows(&book), ["02 lunch", "05 ours", "06 both", "07 theirs"]);
    assert_eq!(conflicts, [""; 0]);
}

#[test]
fn the_same_row_twice_on_one_side_is_meant_twice() {
    let ours = with(|sara| sara.log.extend([met(5, "call"), met(5, "call")]));
    let theirs = with(|sara| sara.log.push(met(5, "call")));
    assert_eq!(
        rows(&merged(&ours, &theirs).0),
        ["02 lunch", "05 call", "05 call"]
    );
}

#[test]
fn an_edited_row_takes_the_place_of_the_old_one() {
    let theirs = with(|sara| sara.log[0].note = "a long lunch".into());
    let ours = with(|sara| sara.log.push(met(5, "ours")));
    let (book, conflicts) = merged(&ours, &theirs);
    assert_eq!(rows(&book), ["02 a long lunch", "05 ours"]);
    assert_eq!(conflicts, [""; 0]);
    let gone = with(|sara| sara.log.clear());
    assert_eq!(rows(&merged(&ours, &gone).0), ["05 ours"]);
}

#[test]
fn a_row_edited_on_both_sides_or_edited_and_taken_out_is_a_conflict() {
    let ours = with(|sara| sara.log[0].note = "dinner".into());
    let theirs = with(|sara| sara.log[0].note = "breakfast".into());
    let gone = with(|sara| sara.log.clear());
    let (book, conflicts) = merged(&ours, &theirs);
    assert_eq!(rows(&book), ["02 dinner"]);
    assert_eq!(
        conflicts,
        ["people.sara.log.2026-11-02 met: changed on both sides"]
    );
    let (_, conflicts) = merged(&gone, &theirs);
    assert_eq!(
        conflicts,
        ["people.sara.log.2026-11-02 met: taken out in ours, changed in theirs"]
    );
    let other = merge(&base(), &ours, &theirs, Prefer::Theirs).unwrap();
    assert_eq!(rows(&other.book), ["02 breakfast"]);
}

#[test]
fn fields_are_merged_each_for_itself() {
    let ours = with(|sara| sara.dept = Some("IT".into()));
    let theirs = with(|sara| {
        sara.every = Some(Cadence::Days(14));
        sara.helps = vec!["laptops".into(), "badges".into()];
    });
    let (book, conflicts) = merged(&ours, &theirs);
    let sara = &book.people[0];
    assert_eq!(sara.dept.as_deref(), Some("IT"));
    assert_eq!(sara.every, Some(Cadence::Days(14)));
    assert_eq!(sara.helps, ["laptops", "badges"]);
    assert_eq!(conflicts, [""; 0]);
}

#[test]
fn a_field_changed_to_two_values_is_a_conflict() {
    let ours = with(|sara| sara.every = Some(Cadence::Days(7)));
    let theirs = with(|sara| sara.every = Some(Cadence::Days(14)));
    let (book, conflicts) = merged(&ours, &theirs);
    assert_eq!(book.people[0].every, Some(Cadence::Days(7)));
    assert_eq!(conflicts, ["people.sara.every: changed on both sides"]);
}

#[test]
fn a_person_removed_on_one_side_and_changed_on_the_other_is_a_conflict() {
    let mut gone = base();
    gone.people.remove(0);
    let changed = with(|sara| sara.dept = Some("IT".into()));
    let (book, conflicts) = merged(&gone, &changed);
    assert_eq!(book.people.len(), 1);
    assert_eq!(
        conflicts,
        ["people.sara: taken out in ours, changed in theirs"]
    );
    let (book, conflicts) = merged(&changed, &gone);
    assert_eq!(book.people.len(), 2);
    assert_eq!(
        conflicts,
        ["people.sara: changed in ours, taken out in theirs"]
    );
    // An unchanged person is simply removed.
    assert_eq!(merged(&gone, &base()).0.people.len(), 1);
}

#[test]
fn two_people_with_one_handle_are_never_merged() {
    let add = |name: &'static str| {
        let mut book = base();
        book.people.push(Person::new("sam", name));
        book
    };
    let (book, conflicts) = merged(&add("Sam Okoro"), &add("Sam Tanaka"));
    assert_eq!(book.people[2].name, "Sam Okoro");
    assert_eq!(
        conflicts,
        ["people.sam: the handle of someone else in theirs"]
    );
    assert_eq!(merged(&add("Sam Okoro"), &add("Sam Okoro")).1, [""; 0]);
}

#[test]
fn a_promise_kept_on_one_side_and_moved_on_the_other_is_both() {
    let ours = with(|sara| sara.promises[0].kept = Some(day(20)));
    let theirs = with(|sara| sara.promises[0].by = day(28));
    let (book, conflicts) = merged(&ours, &theirs);
    let promise = &book.people[0].promises[0];
    assert_eq!((promise.by, promise.kept), (day(28), Some(day(20))));
    assert_eq!(conflicts, [""; 0]);
    let gone = with(|sara| sara.promises.clear());
    assert_eq!(
        merged(&gone, &theirs).1,
        ["people.sara.promises.by 2026-11-28: taken out in ours, changed in theirs"]
    );
}

#[test]
fn settings_and_custom_fields_are_merged_key_by_key() {
    let mut ours = base();
    ours.settings.every = 45;
    ours.own.push("mine".into(), CustomValue::Whole(1));
    let mut theirs = base();
    theirs.settings.due.thanks = 3;
    theirs.own.push("yours".into(), CustomValue::Day(day(1)));
    let (book, conflicts) = merged(&ours, &theirs);
    assert_eq!((book.settings.every, book.settings.due.thanks), (45, 3));
    assert_eq!(book.own.iter().count(), 2);
    assert_eq!(conflicts, [""; 0]);
}

#[test]
fn what_no_change_can_express_gives_no_changes() {
    let changes = |to: &Book<'static>| changes_between(&base(), to);
    assert_eq!(changes(&base()), Some(Vec::new()));
    assert_eq!(changes(&with(|sara| sara.log[0].note = "x".into())), None);
    assert_eq!(changes(&with(|sara| sara.promises[0].by = day(28))), None);
    assert_eq!(
        changes(&with(|sara| sara.promises[0].kept = Some(day(20)))),
        Some(vec![Change::Keep {
            handle: "sara".to_owned(),
            index: 0,
            on: day(20)
        }])
    );
    let mut settings = base();
    settings.settings.every = 45;
    assert_eq!(changes(&settings), None);
}

#[test]
fn lines_are_merged_and_conflicts_marked() {
    let merge = |ours: &str, theirs: &str, on| lines::merge("a\nb\nc\n", ours, theirs, on);
    assert_eq!(
        merge("a\nb\nc\nx\n", "y\na\nb\nc\n", OnConflict::Mark),
        "y\na\nb\nc\nx\n"
    );
    assert_eq!(
        merge("a\nB\nc\n", "a\nb!\nc\n", OnConflict::Mark),
        "a\n<<<<<<< ours\nB\n=======\nb!\n>>>>>>> theirs\nc\n"
    );
    assert_eq!(
        merge("a\nb\nc\nx\n", "a\nb\nc\nx\ny\n", OnConflict::Once),
        "a\nb\nc\nx\ny\n"
    );
    assert_eq!(
        merge("a\nb\nc\nx", "a\nb\nc\ny", OnConflict::Both),
        "a\nb\nc\nx\ny"
    );
    assert_eq!(
        lines::mark_differences("a\r\nb\r\n", "a\r\nc\r\n"),
        "a\r\n<<<<<<< ours\r\nb\r\n=======\r\nc\r\n>>>>>>> theirs\r\n"
    );
}

#[test]
fn each_difference_is_a_splice() {
    let splice = |at, removed: &str, inserted: &str| Splice {
        at,
        removed: removed.to_owned(),
        inserted: inserted.to_owned(),
    };
    assert_eq!(
        line_splices("a\nb\nc\nd\n", "a\nB\nc\nd\ne\n"),
        [splice(2, "b\n", "B\n"), splice(8, "", "e\n")]
    );
}

fn any_lines() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        proptest::sample::select(vec!["a\n", "b\n", "]\n", "\n", "x"]),
        0..12,
    )
    .prop_map(|lines| lines.concat())
}

proptest! {
    #[test]
    fn a_change_of_one_side_is_taken_as_it_is(base in any_lines(), other in any_lines()) {
        for on in [OnConflict::Mark, OnConflict::Both, OnConflict::Once] {
            prop_assert_eq!(lines::merge(&base, &base, &other, on), other.clone());
            prop_assert_eq!(lines::merge(&base, &other, &base, on), other.clone());
            prop_assert_eq!(lines::merge(&base, &other, &other, on), other.clone());
        }
    }

    #[test]
    fn the_splices_turn_one_text_into_the_other(one in any_lines(), two in any_lines()) {
        let (mut made, mut done) = (String::new(), 0);
        for Splice { at, removed, inserted } in line_splices(&one, &two) {
            made += &one[done..at];
            prop_assert!(one[at..].starts_with(&removed));
            made += &inserted;
            done = at + removed.len();
        }
        made += &one[done..];
        prop_assert_eq!(made, two);
    }

    #[test]
    fn no_line_of_a_side_is_lost_between_markers(
        base in any_lines(), ours in any_lines(), theirs in any_lines(),
    ) {
        let merged = lines::merge(&base, &ours, &theirs, OnConflict::Mark);
        // A line that is new on one side appears in the result, in a conflict or outside it.
        for line in ours.lines().filter(|line| !base.lines().any(|other| other == *line)) {
            prop_assert!(merged.lines().any(|other| other == line), "{:?}", merged);
        }
        for line in theirs.lines().filter(|line| !base.lines().any(|other| other == *line)) {
            prop_assert!(merged.lines().any(|other| other == line), "{:?}", merged);
        }
    }

    #[test]
    fn a_book_merged_with_its_base_is_unchanged(base in any_book(), book in any_book()) {
        for (ours, theirs) in [(&base, &book), (&book, &base), (&book, &book)] {
            let MergedBook { book: merged, conflicts } = merge(&base, ours, theirs, Prefer::Ours).unwrap();
            prop_assert!(conflicts.is_empty(), "{:?}", conflicts);
            let changes = changes_between(&book, &merged);
            prop_assert_eq!(changes, Some(Vec::new()));
        }
    }

    #[test]
    fn both_sides_get_the_same_result(base in any_book(), ours in any_book(), theirs in any_book()) {
        let one = merge(&base, &ours, &theirs, Prefer::Ours).unwrap();
        let two = merge(&base, &theirs, &ours, Prefer::Theirs).unwrap();
        prop_assert_eq!(one.conflicts.len(), two.conflicts.len());
        // Order follows the side that merges.
        let names = |book: &Book<'_>| {
            let mut names: Vec<String> = book.people.iter().map(|one| one.name.to_string()).collect();
            names.sort();
            names
        };
        prop_assert_eq!(names(&one.book), names(&two.book));
    }
}
