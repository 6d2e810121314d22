//! Found by fuzzing: each of these texts was once changed wrongly.

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

const TWO_PLACES: &str = "\
[people.ann]
name = \"Ann\"

[people.bob]
name = \"Bob\"
log = []

[people.cy]
name = \"Cy\"

[people.ann.snooze]
from = 2026-11-16
until = 2026-11-30
";

#[track_caller]
fn is_renamed(text: &str, handle: &str, name: &str) {
    let (before, after) = text.split_at(text.rfind(name).unwrap());
    let renamed = [before, &after.replacen(name, "Rob", 1)].concat();
    becomes(
        text,
        &[Change::set(handle, Field::Name, "Rob".to_owned())],
        &renamed,
    );
}

#[test]
fn a_person_is_changed_wherever_they_are() {
    for (handle, name) in [("ann", "Ann"), ("bob", "Bob"), ("cy", "Cy")] {
        is_renamed(TWO_PLACES, handle, name);
    }
    is_renamed("people.bob.name = \"Bob\"\n", "bob", "Bob");
    let indented = TWO_PLACES.replace("[people.bob]", "  [people.bob]");
    is_renamed(&indented, "bob", "Bob");
    let text = "[people.bob]\nname = \"Bob\"\nsnooze.from = 2026-11-16\n\
                snooze.until = 2026-11-30\n\n[people.cy]\nname = \"Cy\"\n";
    for more in [
        "",
        "\n[people.bob.snooze.mine]\n",
        "\n[people.bob.snooze.mine]\nx = 1\n",
    ] {
        is_renamed(&[text, more].concat(), "bob", "Bob");
    }
}

#[test]
fn what_only_looks_like_a_header_is_not_one() {
    let text = "[people.ann]\nname = \"Ann\"\nabout = \"\"\"\n[people.bob]\nname = \"Bob\"\n\
                \"\"\"\n[people . bob]\nname = \"Bob\"\n";
    is_renamed(text, "bob", "Bob");
}

#[test]
fn a_goal_that_is_added_and_emptied_at_once_keeps_the_end_of_the_text() {
    let goal = Goal {
        handle: "goal".into(),
        name: "a".into(),
        set: day("2026-01-01"),
        by: None,
        helped_by: vec!["a".into()],
        hindered_by: Vec::new(),
        done: None,
        own: CustomFields::default(),
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
