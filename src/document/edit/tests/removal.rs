//! What is removed with a person, and what never is.

use crate::document::edit::tests::*;

#[test]
fn a_person_is_removed_with_their_comments() {
    let old = "# My file\n\n# about x\n[people.x]\nname = 'X'\n# inside\nlog = []\n# below\n\n# about y\n[people.y]\nname = 'Y'\n";
    becomes(
        old,
        &[remove("x")],
        "# My file\n\n# about y\n[people.y]\nname = 'Y'\n",
    );
    becomes(
        old,
        &[remove("y")],
        "# My file\n\n# about x\n[people.x]\nname = 'X'\n# inside\nlog = []\n# below\n",
    );
    becomes(old, &[remove("x"), remove("y")], "# My file\n");
}

#[test]
fn a_comment_at_the_top_of_the_file_stays() {
    becomes(
        "# My file\n[people.x]\nname = 'X'\n",
        &[remove("x")],
        "# My file\n",
    );
}

#[test]
fn a_person_in_many_places_is_removed_from_all() {
    becomes(
        "[people.x]\nname = 'X'\n\n[people.y]\nname = 'Y'\n\n[[people.x.log]]\non = 2026-11-01\nmet = ''\n\n\
         [people.z]\nname = 'Z'\n\n[people.x.snooze]\nfrom = 2026-11-01\nuntil = 2026-11-03\n",
        &[remove("x")],
        "[people.y]\nname = 'Y'\n\n[people.z]\nname = 'Z'\n",
    );
    becomes(
        "people = { x = { name = 'X' }, y = { name = 'Y' } }",
        &[remove("y")],
        "people = { x = { name = 'X' } }",
    );
    becomes(
        "people.x.name = 'X'\npeople.y.name = 'Y'\npeople.x.dept = 'IT'\nformat = 1",
        &[remove("x")],
        "people.y.name = 'Y'\nformat = 1",
    );
}

#[test]
fn a_person_and_a_goal_are_removed_at_once_and_add_no_final_newline() {
    let old = "format = 1\n\n[goals.g]\nname = 'G'\nset = 2026-11-02\n\n[people.x]\nname = 'X'";
    let goal = Change::RemoveGoal {
        handle: "g".to_owned(),
    };
    becomes(old, &[remove("x"), goal.clone()], "format = 1");
    becomes(
        old,
        &[goal, add("y", "Y"), remove("x")],
        "format = 1\n\n[people.y]\nname = 'Y'",
    );
}
