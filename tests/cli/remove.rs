//! `remove`: a person gone, and no handle left that nobody has.

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

const BOOK: &str = r#"# my book

[goals.billing]
name = "Launch billing v2"
set = 2026-11-02
helped_by = ["sara", "omar"]
hindered_by = ["sara"]

[goals.hiring]
name = "Hire two"
set = 2026-11-02
helped_by = ["sara"]

# Sara runs the loaner pool.
[people.sara]
name = "Sara Ortiz"
introduced_by = "omar"
promises = [
  { by = 2026-11-25, what = "send the plan" },
]
log = [
  { on = 2026-11-20, gave = "the deck" },
  { on = 2026-11-21, met = "lunch" },
]

[people.omar]
name = "Omar Khan"
introduced_by = "sara"   # at the offsite
dept = "IT"
"#;

const WITHOUT_SARA: &str = r#"# my book

[goals.billing]
name = "Launch billing v2"
set = 2026-11-02
helped_by = ["omar"]

[goals.hiring]
name = "Hire two"
set = 2026-11-02

[people.omar]
name = "Omar Khan"
dept = "IT"
"#;

#[test]
fn remove_takes_the_handle_out_of_goals_and_introductions_too() {
    let sandbox = Sandbox::with(BOOK);
    assert_data_eq!(
        sandbox.ok(["remove", "sara", "--yes"]),
        str![[r#"
Sara Ortiz: removed with 2 rows and 1 promise.
No longer named by the goals Launch billing v2 and Hire two.
No longer named as who introduced Omar Khan.
Take it back: allies undo

"#]]
    );
    assert_eq!(sandbox.text(), WITHOUT_SARA);
    sandbox.ok(["list"]);
    sandbox.ok(["undo"]);
    assert_eq!(sandbox.text(), BOOK, "one change, taken back as one");
}

#[test]
fn remove_of_somebody_nothing_is_known_of_says_only_that() {
    let sandbox = Sandbox::with("[people.a]\nname = \"Ann\"\n");
    assert_data_eq!(
        sandbox.ok(["remove", "ann", "-y"]),
        str![[r#"
Ann: removed.
Take it back: allies undo

"#]]
    );
    assert_eq!(sandbox.text(), "");
}

#[test]
fn remove_wants_a_yes_where_nobody_can_be_asked() {
    let sandbox = Sandbox::with(BOOK);
    for arguments in [
        ["remove", "sara"].as_slice(),
        &["remove", "sara", "--no-input"],
    ] {
        let output = sandbox.run(arguments);
        assert_eq!((output.code, output.out.as_str()), (1, ""));
        assert_data_eq!(
            output.err,
            str![[r#"
error: removing `sara` wants a yes
nothing was written
hint: allies remove sara --yes; or keep what is written: allies archive sara

"#]]
        );
        assert_eq!(sandbox.text(), BOOK);
    }
    // An answer in a pipe is no answer of someone who was asked.
    let output = sandbox.pipe(["remove", "sara"], "y\n");
    assert_eq!(output.code, 1);
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn remove_of_nobody_and_of_several_writes_nothing() {
    let sandbox = Sandbox::with(BOOK);
    let output = sandbox.run(["remove", "ar", "--yes"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: `ar` fits 2 people
  omar  Omar Khan, IT
  sara  Sara Ortiz
nothing was written
hint: allies remove omar …

"#]]
    );
    let output = sandbox.run(["remove", "a", "--yes"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: `a` fits 2 people
  omar  Omar Khan, IT
  sara  Sara Ortiz
nothing was written
hint: allies remove omar …

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn remove_shows_in_a_dry_run_every_line_it_would_touch() {
    let sandbox = Sandbox::with(BOOK);
    assert_data_eq!(
        sandbox.ok(["remove", "sara", "--dry-run"]),
        str![[r#"
line 6
- helped_by = ["sara", "omar"]
+ helped_by = ["omar"]
line 7
- hindered_by = ["sara"]
line 12
- helped_by = ["sara"]
line 14
- # Sara runs the loaner pool.
- [people.sara]
- name = "Sara Ortiz"
- introduced_by = "omar"
- promises = [
-   { by = 2026-11-25, what = "send the plan" },
- ]
- log = [
-   { on = 2026-11-20, gave = "the deck" },
-   { on = 2026-11-21, met = "lunch" },
- ]
- 
line 28
- introduced_by = "sara"   # at the offsite
Nothing was written: this was a dry run.

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
}
