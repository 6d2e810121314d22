//! Any change to any book in any style: the text reads as the new book, all other bytes
//! stay, and no comment is lost.

use proptest::prelude::*;

use crate::document::edit::tests::someone::{Someone, people};
use crate::document::edit::tests::styles::{style, write};
use crate::document::edit::tests::*;
use crate::model::custom_fields::CustomValue;
use crate::model::person::Level;

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,6}",
        prop::sample::select(vec![
            "a\"b",
            "it's",
            "x\ny",
            "\u{1b}[0m",
            "tab\t",
            "\\",
            "é👋",
            "# [x] = {",
            "\u{7f}\u{85}"
        ])
        .prop_map(str::to_owned),
    ]
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (1i32..=9999, 1u32..13, 1u32..29)
        .prop_map(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d).unwrap())
}

fn any_list() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(any_text(), 0..4)
}

fn any_value() -> impl Strategy<Value = (Field, FieldValue<'static>)> {
    prop_oneof![
        any_text().prop_map(|it| (Field::Name, FieldValue::from(it))),
        any_text().prop_map(|it| (Field::Dept, FieldValue::from(it))),
        any_text().prop_map(|it| (Field::About, FieldValue::from(it))),
        any_text().prop_map(|it| (Field::IntroducedBy, FieldValue::from(it))),
        any_day().prop_map(|it| (Field::Added, FieldValue::from(it))),
        any_day().prop_map(|it| (Field::Archived, FieldValue::from(it))),
        Just((Field::Level, FieldValue::from(Level::Peer))),
        any_list().prop_map(|it| (Field::Helps, FieldValue::from(it))),
        any_list().prop_map(|it| (Field::Tags, FieldValue::from(it))),
        any_list().prop_map(|it| (Field::Email, FieldValue::from(it))),
        any_list().prop_map(|it| (Field::Phone, FieldValue::from(it))),
        (1u32..3651).prop_map(|days| (Field::Every, FieldValue::from(Cadence::Days(days)))),
        Just((Field::Every, FieldValue::from(Cadence::Never))),
        any::<bool>().prop_map(|it| (Field::Known, FieldValue::from(it))),
        any::<bool>().prop_map(|it| (Field::Remote, FieldValue::from(it))),
        (any_day(), any_day())
            .prop_map(|(from, until)| (Field::Snooze, FieldValue::from(Snooze { from, until }))),
    ]
}

fn any_row() -> impl Strategy<Value = Interaction<'static>> {
    let kind = prop::sample::select(Kind::ALL.to_vec());
    let size = prop::sample::select(Size::ALL.to_vec());
    (any_day(), kind, any_text(), size, any::<bool>()).prop_map(|(on, kind, note, size, urgent)| {
        let mut row = Interaction::new(on, kind, note);
        row.size = size;
        row.urgent = urgent && kind == Kind::Asked;
        row
    })
}

fn any_promise() -> impl Strategy<Value = Promise<'static>> {
    (any_day(), prop::option::of(any_day()), any_text()).prop_map(|(by, made, what)| Promise {
        by,
        made,
        what: what.into(),
        kept: None,
        own: CustomFields::default(),
    })
}

fn any_person() -> impl Strategy<Value = Person<'static>> {
    let values = prop::collection::vec(any_value(), 0..5);
    let rows = prop::collection::vec(any_row(), 0..3);
    let promises = prop::collection::vec(any_promise(), 0..2);
    let handle = prop::sample::select(vec!["new", "o.k", "a b", "Zoë"]);
    (handle, any_text(), values, rows, promises).prop_map(
        |(handle, name, values, log, promises)| {
            let mut person = Person::new(handle, name);
            for (field, value) in values {
                person.set(field, value);
            }
            person.log = log;
            person.promises = promises;
            if person.snooze.is_some() {
                let why = CustomValue::Text("leave, \"long\"".into());
                person.snooze_own.push("why".into(), why);
            }
            person
        },
    )
}

fn any_goal() -> impl Strategy<Value = Goal<'static>> {
    (
        any_text(),
        any_day(),
        prop::option::of(any_day()),
        any_list(),
    )
        .prop_map(|(name, set, by, list)| Goal {
            handle: "goal".into(),
            name: name.into(),
            set,
            by,
            helped_by: list.into_iter().map(Into::into).collect(),
            hindered_by: Vec::new(),
            done: None,
            own: CustomFields::default(),
        })
}

/// A change to one of the people, or to a new one.
fn any_change() -> impl Strategy<Value = Change> {
    let handle = prop::sample::select(vec!["sara", "omar", "li wei", "Zo.e", "x-1", "new", "o.k"]);
    let handle = handle.prop_map(str::to_owned);
    let field = prop::sample::select(Field::ALL.to_vec());
    prop_oneof![
        3 => (handle.clone(), any_row()).prop_map(|(handle, row)| Change::Log { handle, row }),
        2 => (handle.clone(), any_promise()).prop_map(|(handle, promise)| Change::Promise { handle, promise }),
        2 => (handle.clone(), 0usize..3, any_day()).prop_map(|(handle, index, on)| Change::Keep { handle, index, on }),
        4 => (handle.clone(), any_value()).prop_map(|(handle, (field, value))| Change::Set { handle, field, value }),
        3 => (handle.clone(), field).prop_map(|(handle, field)| Change::Unset { handle, field }),
        1 => handle.prop_map(|handle| Change::Remove { handle }),
        3 => any_person().prop_map(|person| Change::Add(Box::new(person))),
        1 => any_goal().prop_map(|goal| Change::AddGoal(Box::new(goal))),
        1 => any_day().prop_map(|on| Change::FinishGoal { handle: "goal".to_owned(), on }),
        1 => (any_list(), any_list()).prop_map(|(helped_by, hindered_by)| Change::NameInGoal {
            handle: "goal".to_owned(),
            helped_by,
            hindered_by,
        }),
        1 => Just(Change::RemoveGoal { handle: "goal".to_owned() }),
    ]
}

/// The changes that fit, one after the other.
fn fitting(text: &str, changes: Vec<Change>) -> Vec<Change> {
    let mut book = read(text).unwrap().book;
    changes
        .into_iter()
        .filter(|change| book.apply_all(std::slice::from_ref(change)).is_ok())
        .collect()
}

fn removes(change: &Change) -> bool {
    matches!(
        change,
        Change::Remove { .. }
            | Change::RemoveGoal { .. }
            | Change::Unset { .. }
            | Change::Set { .. }
            | Change::NameInGoal { .. }
    )
}

fn comments(text: &str) -> Vec<&str> {
    let comments = text.split("# c").skip(1);
    comments
        .filter_map(|rest| rest.split_once(';').map(|(number, _)| number))
        .collect()
}

fn endings(text: &str) -> (usize, usize) {
    let crlf = text.matches("\r\n").count();
    (crlf, text.matches('\n').count() - crlf)
}

fn holds(text: &str, changes: &[Change]) -> Result<(), TestCaseError> {
    let edited = match edit(text, changes) {
        Ok(edited) => edited,
        Err(EditError::ReadBack {
            text: new,
            diagnostics,
        }) => {
            return Err(TestCaseError::fail(format!(
                "not read back: {diagnostics:#?}\n--- old\n{text}\n--- new\n{new}"
            )));
        }
        Err(error) => return Err(TestCaseError::fail(format!("{error:?}\n{text}"))),
    };
    let new = edited.text.as_str();
    let mut book = read(text).unwrap().book;
    book.apply_all(changes).unwrap();
    prop_assert_eq!(&edited.book, &book);
    prop_assert_eq!(read(new).unwrap().book, book);
    let mut rebuilt = text.to_owned();
    let mut after = usize::MAX;
    for splice in edited.splices.iter().rev() {
        let end = splice.at + splice.removed.len();
        prop_assert!(end < after, "splices touch each other");
        after = splice.at;
        prop_assert_eq!(&rebuilt[splice.at..end], &splice.removed);
        rebuilt.replace_range(splice.at..end, &splice.inserted);
    }
    prop_assert_eq!(&rebuilt, new);
    prop_assert_eq!(text.starts_with('\u{feff}'), new.starts_with('\u{feff}'));
    let (crlf, lf) = endings(text);
    if crlf + lf > 0 {
        let (new_crlf, new_lf) = endings(new);
        prop_assert!(
            crlf == 0 && new_crlf == 0 || lf == 0 && new_lf == 0,
            "line endings\n{}",
            new
        );
        prop_assert_eq!(
            text.ends_with('\n'),
            new.ends_with('\n'),
            "final newline\n--- old\n{}\n--- new\n{}",
            text,
            new
        );
    }
    if !changes.iter().any(removes) {
        prop_assert_eq!(
            comments(text),
            comments(new),
            "comments\n--- old\n{}\n--- new\n{}",
            text,
            new
        );
    }
    Ok(())
}

fn book_and_style() -> impl Strategy<Value = (Vec<Someone>, styles::Style)> {
    (people(), style())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_change_to_any_text_is_the_change_to_the_book(
        (people, style) in book_and_style(),
        change in any_change(),
    ) {
        let text = write(&people, &style);
        let changes = fitting(&text, vec![change]);
        holds(&text, &changes)?;
    }

    #[test]
    fn any_changes_at_once_are_the_changes_to_the_book(
        (people, style) in book_and_style(),
        changes in prop::collection::vec(any_change(), 0..9),
    ) {
        let text = write(&people, &style);
        let changes = fitting(&text, changes);
        holds(&text, &changes)?;
    }

    #[test]
    fn a_text_with_anything_cut_out_is_changed_correctly_or_not_at_all(
        (people, style) in book_and_style(),
        change in any_change(),
        from in any::<prop::sample::Index>(),
        len in 0usize..30,
    ) {
        let mut text = write(&people, &style);
        let floor = |at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let from = floor(from.index(text.len() + 1));
        let to = floor((from + len).min(text.len()));
        text.replace_range(from..to, "");
        let readable = read(&text).is_ok();
        if readable {
            let changes = fitting(&text, vec![change]);
            match edit(&text, &changes) {
                Ok(_) => {}
                Err(EditError::ReadBack { text: new, diagnostics }) => prop_assert!(false, "{diagnostics:#?}\n--- old\n{text}\n--- new\n{new}"),
                Err(error) => prop_assert!(false, "{error:?}"),
            }
        } else {
            prop_assert!(matches!(edit(&text, &[change]), Err(EditError::Unreadable(_))));
        }
    }
}
