//! What fuzzing found: each text was changed wrongly once.

use crate::document::edit::tests::*;

#[test]
fn a_block_that_ends_with_a_dotted_key_is_still_a_block() {
    becomes(
        "[people.x]\nname = 'X'\nmine.own = 1\n",
        &[add("y", "Y")],
        "[people.x]\nname = 'X'\nmine.own = 1\n\n[people.y]\nname = 'Y'\n",
    );
    becomes(
        "[people.x]\nname = 'X'\nmine.own = 1\n[people.x.mine.other]\na = 1\n",
        &[remove("x"), add("y", "Y")],
        "format = 1\n\n[people.y]\nname = \"Y\"\n",
    );
    becomes(
        "[people.x]\nname = 'X'\nsnooze.from = 2026-11-01\nsnooze.until = 2026-11-03\n",
        &[unset("x", Field::Snooze)],
        "[people.x]\nname = 'X'\n",
    );
}

#[test]
fn a_goal_that_is_added_and_emptied_at_once_ends_as_the_text_did() {
    let goal = Goal {
        handle: "goal".into(),
        name: "a".into(),
        set: day("2026-01-01"),
        by: None,
        helped_by: vec!["a".into()],
        hindered_by: Vec::new(),
        done: None,
        own: OwnKeys::default(),
    };
    let names = |hindered_by: &[&str]| Change::NameInGoal {
        handle: "goal".to_owned(),
        helped_by: Vec::new(),
        hindered_by: hindered_by.iter().map(|name| (*name).to_owned()).collect(),
    };
    becomes(
        "people = {  }",
        &[Change::AddGoal(Box::new(goal)), names(&["a"]), names(&[])],
        "people = {  }\n\n[goals.goal]\nname = \"a\"\nset = 2026-01-01",
    );
}
