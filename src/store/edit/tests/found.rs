//! What fuzzing found: each text was changed wrongly once.

use super::*;

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
