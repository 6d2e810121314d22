//! The text after a change reads as the book after it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::NaiveDate;

mod any;
mod found;
mod removal;
mod someone;
mod styles;

use crate::document::edit::*;
use crate::model::change::{Change, Field, FieldValue};
use crate::model::custom_fields::CustomFields;
use crate::model::goal::Goal;
use crate::model::interaction::{Interaction, Kind, Size};
use crate::model::person::{Cadence, Person, Promise, Snooze};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn met(handle: &str) -> Change {
    Change::Log {
        handle: handle.to_owned(),
        row: Interaction::new(day("2026-11-20"), Kind::Met, "coffee".to_owned()),
    }
}

fn set(handle: &str, (field, value): (Field, FieldValue<'static>)) -> Change {
    Change::set(handle, field, value)
}

fn unset(handle: &str, field: Field) -> Change {
    Change::Unset {
        handle: handle.to_owned(),
        field,
    }
}

fn remove(handle: &str) -> Change {
    Change::Remove {
        handle: handle.to_owned(),
    }
}

fn add(handle: &str, name: &str) -> Change {
    Change::Add(Box::new(Person::new(handle.to_owned(), name.to_owned())))
}

#[track_caller]
fn becomes(old: &str, changes: &[Change], new: &str) {
    match edit(old, changes) {
        Ok(edited) => {
            assert_eq!(
                edited.text, new,
                "\n--- got\n{}\n--- wanted\n{new}",
                edited.text
            );
            let mut rebuilt = old.to_owned();
            for splice in edited.splices.iter().rev() {
                let end = splice.at + splice.removed.len();
                assert_eq!(rebuilt[splice.at..end], splice.removed);
                rebuilt.replace_range(splice.at..end, &splice.inserted);
            }
            assert_eq!(rebuilt, new);
        }
        Err(error) => panic!("{error:#?}"),
    }
}

const SARA: &str = "\
# Everybody.

[people.sara] # met at the fair
name = \"Sara Ortiz\"
dept = \"IT\" # since May
log = [
  { on = 2026-11-01, met = \"\" },
]
";

#[test]
fn a_row_goes_after_the_last_one() {
    becomes(
        SARA,
        &[met("sara")],
        &SARA.replace(
            "\"\" },\n",
            "\"\" },\n  { on = 2026-11-20, met = \"coffee\" },\n",
        ),
    );
}

#[test]
fn two_rows_go_in_their_order() {
    let mut second = Interaction::new(day("2026-11-20"), Kind::Received, "a \"lift\"\n".to_owned());
    second.size = Size::Big;
    let second = Change::Log {
        handle: "sara".to_owned(),
        row: second,
    };
    becomes(
        SARA,
        &[met("sara"), second],
        &SARA.replace(
            "\"\" },\n",
            "\"\" },\n  { on = 2026-11-20, met = \"coffee\" },\n  \
             { on = 2026-11-20, received = \"a \\\"lift\\\"\\n\", size = \"big\" },\n",
        ),
    );
}

#[test]
fn a_first_row_uses_the_usual_format() {
    becomes(
        "[people.x]\nname = 'X'\nplace = 'own key'\n\n# y\n[people.y]\nname = 'Y'",
        &[met("x"), met("y")],
        "[people.x]\nname = 'X'\nplace = 'own key'\nlog = [\n  { on = 2026-11-20, met = \"coffee\" },\n]\n\n\
         # y\n[people.y]\nname = 'Y'\nlog = [\n  { on = 2026-11-20, met = \"coffee\" },\n]",
    );
}

#[test]
fn a_row_copies_the_style_of_its_neighbour() {
    becomes(
        "[people.x]\r\nname='X'\r\nlog=[\r\n\t{on=2026-11-01,met='a'} # first\r\n]\r\n",
        &[met("x")],
        "[people.x]\r\nname='X'\r\nlog=[\r\n\t{on=2026-11-01,met='a'}, # first\r\n\t{on=2026-11-20,met='coffee'}\r\n]\r\n",
    );
    becomes(
        "[people.x]\nname = 'X'\nlog = [{ on = 2026-11-01, met = \"a\" }]",
        &[met("x")],
        "[people.x]\nname = 'X'\nlog = [{ on = 2026-11-01, met = \"a\" }, { on = 2026-11-20, met = \"coffee\" }]",
    );
}

#[test]
fn a_row_of_tables_gets_its_own_header() {
    becomes(
        "[people.x]\nname = \"X\"\n\n[[people.x.log]]\non = 2026-11-01\nmet = \"\"\n\n[people.y]\nname = \"Y\"\n",
        &[met("x")],
        "[people.x]\nname = \"X\"\n\n[[people.x.log]]\non = 2026-11-01\nmet = \"\"\n\n[[people.x.log]]\n\
         on = 2026-11-20\nmet = \"coffee\"\n\n[people.y]\nname = \"Y\"\n",
    );
}

#[test]
fn a_person_who_is_one_line_gets_rows_in_it() {
    becomes(
        "[people]\nx = { name = \"X\" }\ny = { name = \"Y\", log = [] }\n",
        &[met("x"), met("y")],
        "[people]\nx = { name = \"X\", log = [{ on = 2026-11-20, met = \"coffee\" }] }\n\
         y = { name = \"Y\", log = [{ on = 2026-11-20, met = \"coffee\" }] }\n",
    );
}

#[test]
fn a_new_key_goes_where_its_order_puts_it() {
    becomes(
        SARA,
        &[
            set("sara", (Field::Role, FieldValue::from("Lead".to_owned()))),
            set("sara", (Field::Added, FieldValue::from(day("2026-10-01")))),
            set("sara", (Field::Every, FieldValue::from(Cadence::Never))),
        ],
        &SARA
            .replace("dept =", "added = 2026-10-01\ndept =")
            .replace("May\n", "May\nrole = \"Lead\"\nevery = \"never\"\n"),
    );
}

#[test]
fn a_value_is_replaced_and_its_comment_stays() {
    becomes(
        SARA,
        &[set(
            "sara",
            (Field::Dept, FieldValue::from("HR".to_owned())),
        )],
        &SARA.replace("\"IT\"", "\"HR\""),
    );
}

#[test]
fn a_field_is_removed_with_its_line() {
    becomes(
        SARA,
        &[unset("sara", Field::Dept)],
        &SARA.replace("dept = \"IT\" # since May\n", ""),
    );
}

#[test]
fn a_new_person_goes_after_the_last_one() {
    becomes(
        SARA,
        &[add("li", "Li Wei"), add("o.k", "O")],
        &format!("{SARA}\n[people.li]\nname = \"Li Wei\"\n\n[people.\"o.k\"]\nname = \"O\"\n"),
    );
}

#[test]
fn the_first_person_makes_the_file() {
    for old in ["", "\u{feff}"] {
        becomes(
            old,
            &[add("li", "Li Wei")],
            &format!("{old}format = 1\n\n[people.li]\nname = \"Li Wei\"\n"),
        );
    }
    becomes(
        "# My file\n",
        &[add("li", "Li Wei")],
        "# My file\n\nformat = 1\n\n[people.li]\nname = \"Li Wei\"\n",
    );
}

#[test]
fn a_promise_is_kept_in_its_own_row() {
    let keep = Change::Keep {
        handle: "x".to_owned(),
        index: 1,
        on: day("2026-11-20"),
    };
    becomes(
        "[people.x]\nname = 'X'\npromises = [\n  { by = 2026-11-01, what = 'a' },\n  { by = 2026-11-02, what = 'b' }, # b\n]\n",
        &[keep],
        "[people.x]\nname = 'X'\npromises = [\n  { by = 2026-11-01, what = 'a' },\n  { by = 2026-11-02, what = 'b', kept = 2026-11-20 }, # b\n]\n",
    );
}

#[test]
fn a_first_promise_goes_before_the_log() {
    let promise = Change::Promise {
        handle: "sara".to_owned(),
        promise: Promise {
            by: day("2026-12-01"),
            made: Some(day("2026-11-20")),
            what: "the plan".into(),
            kept: None,
            own: CustomFields::default(),
        },
    };
    becomes(
        SARA,
        &[promise],
        &SARA.replace(
            "log = [",
            "promises = [\n  { by = 2026-12-01, made = 2026-11-20, what = \"the plan\" },\n]\nlog = [",
        ),
    );
}

#[test]
fn a_snooze_keeps_its_style() {
    let snooze = (
        Field::Snooze,
        FieldValue::from(Snooze {
            from: day("2026-11-20"),
            until: day("2026-12-01"),
        }),
    );
    becomes(
        "[people.x]\nname = 'X'\n\n[people.x.snooze] # quiet\nfrom = 2026-11-01 # f\nuntil = 2026-11-02\n",
        &[set("x", snooze.clone())],
        "[people.x]\nname = 'X'\n\n[people.x.snooze] # quiet\nfrom = 2026-11-20 # f\nuntil = 2026-12-01\n",
    );
    becomes(
        "people.x.name = 'X'\n",
        &[set("x", snooze)],
        "people.x.name = 'X'\npeople.x.snooze = { from = 2026-11-20, until = 2026-12-01 }\n",
    );
}

#[test]
fn a_list_changes_no_more_than_it_must() {
    let old = "[people.x]\nname = 'X'\nhelps = [\n  \"vpn\", # the old one\n  \"laptops\"\n]\n";
    let list = |words: &[&str]| {
        (
            Field::Helps,
            FieldValue::from(
                words
                    .iter()
                    .map(|&word| word.into())
                    .collect::<Vec<String>>(),
            ),
        )
    };
    becomes(
        old,
        &[set("x", list(&["vpn", "laptops", "wifi"]))],
        &old.replace("\"laptops\"\n", "\"laptops\",\n  \"wifi\"\n"),
    );
    becomes(
        old,
        &[set("x", list(&["vpn"]))],
        &old.replace("  \"laptops\"\n", ""),
    );
    becomes(old, &[set("x", list(&[]))], "[people.x]\nname = 'X'\n");
}

#[test]
fn the_first_goal_goes_before_the_people() {
    let goal = Goal {
        handle: "ship".into(),
        name: "Ship it".into(),
        set: day("2026-11-02"),
        by: None,
        helped_by: vec!["sara".into()],
        hindered_by: Vec::new(),
        done: None,
        own: CustomFields::default(),
    };
    becomes(
        SARA,
        &[Change::AddGoal(Box::new(goal))],
        &SARA.replace(
            "[people.sara]",
            "[goals.ship]\nname = \"Ship it\"\nset = 2026-11-02\nhelped_by = [\"sara\"]\n\n[people.sara]",
        ),
    );
}

#[test]
fn a_change_after_another_of_the_same_person_sees_it() {
    becomes(
        SARA,
        &[
            add("li", "Li"),
            set("li", (Field::Dept, FieldValue::from("HR".to_owned()))),
            met("li"),
            unset("sara", Field::Dept),
            set("sara", (Field::Dept, FieldValue::from("HR".to_owned()))),
            remove("sara"),
        ],
        "# Everybody.\n\n[people.li]\nname = \"Li\"\ndept = \"HR\"\nlog = [\n  { on = 2026-11-20, met = \"coffee\" },\n]\n",
    );
}

#[test]
fn a_text_that_cannot_be_read_is_not_changed() {
    let error = edit("[people.x]\n", &[met("x")]).unwrap_err();
    assert!(matches!(error, EditError::Unreadable(_)));
}

#[test]
fn a_change_that_no_file_may_hold_is_refused() {
    let error = edit(
        SARA,
        &[set("sara", (Field::Name, FieldValue::from(String::new())))],
    )
    .unwrap_err();
    assert!(matches!(error, EditError::ReadBack { .. }));
}
