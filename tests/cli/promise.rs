//! `promise`: said by a day.

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

const BOOK: &str = r#"# my people
[people.sara]
name = "Sara Ortiz"
added = 2026-03-02
known = true
log = [
  { on = 2026-11-20, met = "by the coffee machine" },
]
"#;

#[test]
fn promise_writes_a_row_and_tells_what_now_stands() {
    let sandbox = Sandbox::with(BOOK);
    let told = sandbox.ok(["promise", "sara", "send her the plan", "--by", "friday"]);
    assert_data_eq!(
        told,
        str![[r#"
Sara Ortiz: promised by Fri 27 Nov 2026: send her the plan. Balance 0, steady.
Next, due 27 November: you promised: send her the plan. Type: allies kept sara

"#]]
    );
    let promised = BOOK.replace(
        "log = [",
        "promises = [\n  { by = 2026-11-27, made = 2026-11-23, what = \"send her the plan\" },\n]\nlog = [",
    );
    assert_eq!(sandbox.text(), promised);
}

#[test]
fn promise_that_is_late_already_is_taken_with_a_warning() {
    let sandbox = Sandbox::with(BOOK);
    let output = sandbox.run(["promise", "sara", "the plan", "--by", "2026-11-20"]);
    assert_eq!(output.code, 0);
    assert_data_eq!(
        output.out,
        str![[r#"
Sara Ortiz: promised by Fri 20 Nov 2026: the plan. Balance 0, steady.
Next, due 3 days ago: you promised: the plan. Type: allies kept sara

"#]]
    );
    assert_data_eq!(
        output.err,
        str![[r#"
warning: Fri 20 Nov 2026 has passed: the promise is 3 days late already

"#]]
    );
    let row = "{ by = 2026-11-20, made = 2026-11-23, what = \"the plan\" }";
    assert!(sandbox.text().contains(row), "{}", sandbox.text());
    let beside = [
        "log",
        "sara",
        "gave",
        "--promise",
        "more",
        "--by",
        "yesterday",
    ];
    let output = sandbox.run(beside);
    assert_eq!(output.code, 0);
    assert!(
        output.err.contains("is 1 day late already"),
        "{}",
        output.err
    );
    sandbox.ok(["promise", "sara", "a call", "--by", "today"]);
    let nobody = sandbox.run(["promise", "zzz", "a call", "--by", "yesterday"]);
    assert!(!nobody.err.contains("late"), "{}", nobody.err);
}

#[test]
fn promise_reads_well_however_it_is_worded() {
    for (typed, deed) in [
        ("send the plan", "send the plan"),
        ("to send the plan", "send the plan"),
        ("I will send the plan.", "send the plan"),
        ("I'll send the plan", "send the plan"),
        ("that I will send the plan", "send the plan"),
        ("Tomatoes from the garden", "Tomatoes from the garden"),
        ("I will", "I will"),
    ] {
        let sandbox = Sandbox::with(BOOK);
        sandbox.ok(["promise", "sara", typed, "--by", "3d"]);
        let due = sandbox.ok(["due", "--json"]);
        let text = format!("\"text\":\"you promised: {deed}\"");
        assert!(due.contains(&text), "{typed}: {due}");
        let what = format!("what = \"{typed}\"");
        assert!(sandbox.text().contains(&what), "{}", sandbox.text());
    }
}

#[test]
fn promise_joins_its_words() {
    let sandbox = Sandbox::with(BOOK);
    sandbox.ok([
        "promise",
        "sara",
        "introduce",
        "her",
        "to",
        "Li",
        "--by",
        "2w",
    ]);
    assert!(sandbox.text().contains("what = \"introduce her to Li\""));
}

#[test]
fn promise_as_a_dry_run_writes_nothing() {
    let sandbox = Sandbox::with(BOOK);
    let told = sandbox.ok(["promise", "sara", "call", "--by", "mon", "-n"]);
    assert_data_eq!(
        told,
        str![[r#"
line 6
+ promises = [
+   { by = 2026-11-30, made = 2026-11-23, what = "call" },
+ ]
Nothing was written: this was a dry run.

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn promise_needs_words() {
    let sandbox = Sandbox::with(BOOK);
    let output = sandbox.run(["promise", "sara", "  ", "--by", "friday"]);
    assert_eq!((output.code, output.out.as_str()), (2, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: a promise needs words
nothing was written
hint: as in: "send the plan" --by friday

"#]]
    );
}

#[test]
fn promise_needs_a_day_that_can_be_read() {
    let sandbox = Sandbox::with(BOOK);
    let output = sandbox.run(["promise", "sara", "call", "--by", "someday"]);
    assert_eq!((output.code, output.out.as_str()), (2, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: --by: `someday` is no day
nothing was written
hint: a day is 2026-11-20, `nov 20`, `friday`, `yesterday`, `3d`, `2w ago` or `in 10 days`

"#]]
    );
    let output = sandbox.run(["promise", "sara", "call"]);
    assert_eq!((output.code, output.out.as_str()), (2, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: the following required arguments were not provided:
  --by <DATE>
hint: allies promise --by <DATE> <WHO> <TEXT>...

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
}
