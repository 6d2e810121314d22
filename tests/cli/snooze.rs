//! `snooze`: quiet until a day.

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

const BOOK: &str = r#"
[people.dana]
name = "Dana Reyes"
added = 2026-01-12
promises = [{ by = 2026-11-25, made = 2026-11-14, what = "send the plan" }]
log = [
  { on = 2026-09-24, met = "lunch" },
  { on = 2026-11-10, received = "a room" },
]

[people.priya]
name = "Priya Shah"
added = 2026-01-12
log = [{ on = 2026-11-20, met = "coffee" }]
"#;

#[test]
fn snooze_tells_what_it_hides_and_what_stays() {
    let sandbox = Sandbox::with(BOOK);
    assert_data_eq!(
        sandbox.ok(["snooze", "dana", "2w"]),
        str![[r#"
Dana Reyes: quiet until Mon 7 Dec 2026, in 14 days. Hidden until then: not
thanked (11 d late).
Still in the list: a promise (due 25 November).
Promises and anything newer break through.
Take it off: allies snooze dana --off

"#]]
    );
    let line = "\nsnooze = { from = 2026-11-23, until = 2026-12-07 }\n";
    assert!(sandbox.text().contains(line), "{}", sandbox.text());
    let due = sandbox.ok(["due"]);
    assert!(due.contains("you promised: send the plan"), "{due}");
    assert!(!due.contains("not thanked"), "{due}");
}

#[test]
fn snooze_says_when_it_hides_nothing() {
    let sandbox = Sandbox::with(BOOK);
    assert_data_eq!(
        sandbox.ok(["snooze", "priya", "nov", "30"]),
        str![[r#"
Priya Shah: quiet until Mon 30 Nov 2026, in 7 days. Nothing would have been due
until then.
Promises and anything newer break through.
Take it off: allies snooze priya --off

"#]]
    );
}

#[test]
fn snooze_off_takes_the_key_out_and_tells_what_is_back() {
    let sandbox = Sandbox::with(BOOK);
    sandbox.ok(["snooze", "dana", "2w"]);
    assert_data_eq!(
        sandbox.ok(["snooze", "dana", "--off"]),
        str![[r#"
Dana Reyes: no longer snoozed. Back in the list: not thanked (11 d late).
Next: allies show dana

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
    sandbox.ok(["snooze", "priya", "2w"]);
    assert_data_eq!(
        sandbox.ok(["snooze", "priya", "--off"]),
        str![[r#"
Priya Shah: no longer snoozed. The snooze hid nothing that is due.

"#]]
    );
}

#[test]
fn snooze_again_takes_the_place_of_the_one_before() {
    let sandbox = Sandbox::with(BOOK);
    sandbox.ok(["snooze", "dana", "2w"]);
    sandbox.ok(["snooze", "dana", "friday"]);
    let text = sandbox.text();
    assert_eq!(text.matches("snooze").count(), 1, "{text}");
    assert!(text.contains("until = 2026-11-27"), "{text}");
}

#[test]
fn snooze_ends_after_today() {
    for until in ["today", "2026-11-01"] {
        let sandbox = Sandbox::with(BOOK);
        let output = sandbox.run(["snooze", "dana", until]);
        assert_eq!((output.code, output.out.as_str()), (1, ""));
        assert!(output.err.contains("a snooze ends after today"));
        assert_eq!(sandbox.text(), BOOK);
    }
    let output = Sandbox::with(BOOK).run(["snooze", "dana", "today"]);
    assert_data_eq!(
        output.err,
        str![[r#"
error: a snooze ends after today, and Mon 23 Nov 2026 does not
nothing was written
hint: name a day to come, as in: allies snooze WHO 2w

"#]]
    );
}

#[test]
fn snooze_off_of_nobody_snoozed_changes_nothing_and_is_no_failure() {
    let sandbox = Sandbox::with(BOOK);
    assert_data_eq!(
        sandbox.ok(["snooze", "dana", "--off"]),
        str![[r#"
Dana Reyes: nothing to change, not snoozed.

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn snooze_needs_a_day_or_off_and_not_both() {
    let output = Sandbox::with(BOOK).run(["snooze", "dana"]);
    assert_eq!((output.code, output.out.as_str()), (2, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: the following required arguments were not provided:
  <UNTIL>...
hint: allies snooze <WHO> <UNTIL>...

"#]]
    );
    let output = Sandbox::with(BOOK).run(["snooze", "dana", "2w", "--off"]);
    assert_eq!((output.code, output.out.as_str()), (2, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: the argument `[UNTIL]...` cannot be used with `--off`
hint: allies snooze <WHO> <UNTIL>...

"#]]
    );
    let output = Sandbox::with(BOOK).run(["snooze", "dana", "whenever"]);
    assert_eq!((output.code, output.out.as_str()), (2, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: UNTIL: `whenever` is no day
nothing was written
hint: a day is 2026-11-20, `nov 20`, `friday`, `yesterday`, `3d`, `2w ago` or `in 10 days`

"#]]
    );
}
