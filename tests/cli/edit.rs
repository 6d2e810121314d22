//! `edit` by flags: fields changed, and what changed said.

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

const BOOK: &str = r#"# my book
[people.sara]
name = "Sara Ortiz"   # the loaner pool
added = 2026-11-01
dept = "IT"
helps = ["laptops", "vpn"]
about = "Runs the pool."
known = true
log = [
  { on = 2026-11-20, gave = "the deck" },
]

[people.omar]
name = "Omar Khan"
"#;

/// Runs a command that must fail with that code and write nothing; gives standard error.
fn refused(code: i32, arguments: &[&str]) -> String {
    let sandbox = Sandbox::with(BOOK);
    let output = sandbox.run(arguments);
    assert_eq!((output.code, output.out.as_str()), (code, ""));
    assert_eq!(sandbox.text(), BOOK);
    output.err
}

#[test]
fn edit_changes_fields_and_says_what_changed() {
    let sandbox = Sandbox::with(BOOK);
    assert_data_eq!(
        sandbox.ok(["edit", "sara", "--dept", "HR"]),
        str![[r#"
Sara Ortiz: dept IT → HR. Balance +25, cooling.
Nothing due before 20 December. Take it back: allies undo

"#]]
    );
    assert_eq!(sandbox.text(), BOOK.replace("\"IT\"", "\"HR\""));
    sandbox.ok(["undo"]);
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn edit_takes_every_field_flag_of_add() {
    let sandbox = Sandbox::with(BOOK);
    let text = sandbox.ok([
        "edit",
        "omar",
        "--name",
        "Omar K. Khan",
        "--dept",
        "IT",
        "--role",
        "Engineer",
        "--org",
        "Acme",
        "--level",
        "peer",
        "--boss",
        "Dana",
        "--helps",
        "a,b",
        "--approach",
        "ticket first",
        "--cares",
        "tea",
        "--tag",
        "x",
        "--tag",
        "y",
        "--email",
        "o@acme.example",
        "--phone",
        "1",
        "--every",
        "6w",
        "--introduced-by",
        "ortiz",
        "--known",
        "--remote",
        "--about",
        "A long story.",
    ]);
    assert_data_eq!(
        text,
        str![[r#"
Omar K. Khan: name Omar Khan → Omar K. Khan, dept set to IT, role set to Engineer, org set to Acme, level set to peer, boss set to Dana, helps set to a and b, cares set to tea, tags set to x and y, approach set to ticket first, email set to o@acme.example, phone set to 1, introduced_by set to sara, every set to 42 days, known set, remote set, about set. Balance 0: was new, now cold.
Nothing due before 4 January 2027. Take it back: allies undo

"#]]
    );
    assert_data_eq!(
        sandbox.text(),
        str![[r##"
# my book
[people.sara]
name = "Sara Ortiz"   # the loaner pool
added = 2026-11-01
dept = "IT"
helps = ["laptops", "vpn"]
about = "Runs the pool."
known = true
log = [
  { on = 2026-11-20, gave = "the deck" },
]

[people.omar]
name = "Omar K. Khan"
dept = "IT"
role = "Engineer"
org = "Acme"
level = "peer"
boss = "Dana"
helps = ["a", "b"]
cares = ["tea"]
tags = ["x", "y"]
approach = "ticket first"
email = "o@acme.example"
phone = "1"
introduced_by = "sara"
every = 42
known = true
remote = true
about = "A long story."

"##]]
    );
}

#[test]
fn edit_replaces_a_whole_list() {
    let sandbox = Sandbox::with(BOOK);
    assert_data_eq!(
        sandbox.ok(["edit", "sara", "--helps", "printers"]),
        str![[r#"
Sara Ortiz: helps laptops and vpn → printers. Balance +25, cooling.
Nothing due before 20 December. Take it back: allies undo

"#]]
    );
    assert_eq!(
        sandbox.text(),
        BOOK.replace("[\"laptops\", \"vpn\"]", "[\"printers\"]")
    );
}

#[test]
fn edit_takes_fields_out() {
    let sandbox = Sandbox::with(BOOK);
    let unset = [
        "--unset",
        "dept,helps",
        "--unset",
        "about",
        "--unset",
        "Known",
    ];
    assert_data_eq!(
        sandbox.ok(["edit", "sara"].into_iter().chain(unset)),
        str![[r#"
Sara Ortiz: dept removed (was IT), helps removed (was laptops and vpn), known removed, about removed. Balance +25: was cooling, now new.
Next, due 8 days ago: added 1 November, never met. Type: allies log sara met

"#]]
    );
    assert_eq!(
        sandbox.text(),
        BOOK.replace("dept = \"IT\"\nhelps = [\"laptops\", \"vpn\"]\nabout = \"Runs the pool.\"\nknown = true\n", "")
    );
}

#[test]
fn edit_can_take_out_every_field_but_the_name() {
    let full = r#"[people.sara]
name = "Sara Ortiz"
added = 2026-11-01
dept = "IT"
role = "Lead"
org = "Acme"
level = "down"
boss = "Dana"
helps = ["vpn"]
cares = ["tea"]
tags = ["x"]
email = "s@acme.example"
phone = "1"
introduced_by = "omar"
every = "6w"
known = true
remote = true
archived = 2027-01-05
about = "Runs the pool."
snooze = { from = 2026-11-16, until = 2026-11-30 }

[people.omar]
name = "Omar Khan"
"#;
    let fields = full.lines().skip(2).take_while(|line| !line.is_empty());
    let fields: Vec<&str> = fields.filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(fields.len(), 18);
    for field in fields {
        let sandbox = Sandbox::with(full);
        // As in the file, and as the flag is written.
        let typed = field.replace('_', "-");
        let text = sandbox.ok(["edit", "sara", "--unset", &typed]);
        assert!(
            text.starts_with(&format!("Sara Ortiz: {field} removed")),
            "{text}"
        );
        let rest: String = full
            .split_inclusive('\n')
            .filter(|line| !line.starts_with(&format!("{field} = ")))
            .collect();
        assert_eq!(sandbox.text(), rest);
    }
}

#[test]
fn edit_that_changes_nothing_says_so_and_is_no_failure() {
    let sandbox = Sandbox::with(BOOK);
    for arguments in [
        ["--dept", "IT"],
        ["--helps", "laptops,vpn"],
        ["--unset", "boss"],
    ] {
        assert_eq!(
            sandbox.ok(["edit", "sara"].into_iter().chain(arguments)),
            "Sara Ortiz: nothing to change.\n"
        );
        assert_eq!(sandbox.text(), BOOK);
    }
    assert_eq!(sandbox.ok(["undo", "--list"]), "Nothing to take back.\n");
}

#[test]
fn edit_shows_in_a_dry_run_what_it_would_change() {
    let sandbox = Sandbox::with(BOOK);
    assert_data_eq!(
        sandbox.ok([
            "edit",
            "sara",
            "--dept",
            "HR",
            "--unset",
            "known",
            "--dry-run"
        ]),
        str![[r#"
line 5
- dept = "IT"
+ dept = "HR"
line 8
- known = true
Nothing was written: this was a dry run.

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
    assert_eq!(sandbox.ok(["edit", "sara", "--dept", "HR", "-q"]), "");
}

#[test]
fn edit_refuses_a_field_that_there_is_not() {
    assert_data_eq!(
        refused(2, &["edit", "sara", "--unset", "depth"]),
        str![[r#"
error: `depth` is no field
nothing was written
hint: did you mean `dept`?

"#]]
    );
    assert_data_eq!(
        refused(2, &["edit", "sara", "--unset", "zzz"]),
        str![[r#"
error: `zzz` is no field
nothing was written
hint: one of: name, added, dept, role, org, level, boss, helps, cares, tags, approach, email, phone, introduced_by, every, known, remote, archived, about, snooze

"#]]
    );
    assert_data_eq!(
        refused(2, &["edit", "sara", "--unset", "log"]),
        str![[r#"
error: `log` is a list of rows, not a field
nothing was written
hint: take rows out in your editor: allies edit WHO

"#]]
    );
    assert_data_eq!(
        refused(2, &["edit", "sara", "--unset", "name"]),
        str![[r#"
error: a person needs a name: it can be changed, but not taken out
nothing was written
hint: as in: --name "Sara Ortiz"

"#]]
    );
}

#[test]
fn edit_refuses_what_cannot_be_meant() {
    assert_data_eq!(
        refused(2, &["edit", "sara", "--dept", " "]),
        str![[r#"
error: --dept is empty
nothing was written
hint: to take it out: --unset dept

"#]]
    );
    assert_data_eq!(
        refused(2, &["edit", "sara", "--helps", ","]),
        str![[r#"
error: --helps is empty
nothing was written
hint: to take it out: --unset helps

"#]]
    );
    assert_data_eq!(
        refused(2, &["edit", "sara", "--name", ""]),
        str![[r#"
error: --name is empty
nothing was written
hint: a person keeps a name, as in: --name "Sara Ortiz"

"#]]
    );
    assert_data_eq!(
        refused(2, &["edit", "sara", "--name", "S\u{1b}[2J"]),
        str![[r#"
error: the name `S␛[2J` holds a control character
nothing was written
hint: type the name without it

"#]]
    );
    assert_data_eq!(
        refused(2, &["edit", "sara", "--dept", "HR", "--unset", "dept"]),
        str![[r#"
error: `dept` is to be set and to be taken out
nothing was written
hint: leave one of the two out

"#]]
    );
    assert_data_eq!(
        refused(
            2,
            &[
                "edit",
                "sara",
                "--introduced-by",
                "omar",
                "--unset",
                "introduced-by"
            ]
        ),
        str![[r#"
error: `introduced_by` is to be set and to be taken out
nothing was written
hint: leave one of the two out

"#]]
    );
    assert_data_eq!(
        refused(2, &["edit", "--dept", "HR"]),
        str![[r#"
error: these are fields of nobody: who is meant?
nothing was written
hint: allies edit WHO and then the fields

"#]]
    );
    assert_data_eq!(
        refused(2, &["edit", "sara", "--level", "beside"]),
        str![[r#"
error: `beside` is no level
nothing was written
hint: one of: up, peer, down, outside

"#]]
    );
}

#[test]
fn edit_refuses_people_who_are_not_there() {
    assert_data_eq!(
        refused(1, &["edit", "sarra", "--dept", "HR"]),
        str![[r#"
error: nobody fits `sarra`
  near: sara  Sara Ortiz, IT
nothing was written
hint: allies edit sara …

"#]]
    );
    assert_data_eq!(
        refused(1, &["edit", "sara", "--introduced-by", "xyz"]),
        str![[r#"
error: nobody fits `xyz`
nothing was written
hint: see who is there: allies list; or: allies add xyz

"#]]
    );
    assert_data_eq!(
        refused(1, &["edit", "sara", "--introduced-by", "sara"]),
        str![[r#"
error: nobody introduces themselves
nothing was written
hint: name someone else with --introduced-by

"#]]
    );
}
