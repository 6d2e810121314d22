//! `add`: a person, right after meeting them.

use std::os::unix::fs::PermissionsExt as _;

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

#[test]
fn the_first_add_makes_a_private_file_in_a_private_folder() {
    let sandbox = Sandbox::new();
    let said = sandbox.ok([
        "add",
        "Sara Ortiz",
        "--dept",
        "IT",
        "--helps",
        "vpn,laptops",
        "--met",
        "by the coffee machine",
    ]);
    assert_data_eq!(
        said,
        str![[r#"
Sara Ortiz: added as `sara`, met on Mon 23 Nov 2026. New, balance 0.
Nothing due before 23 December. Take it back: allies undo

"#]]
    );
    assert_data_eq!(
        sandbox.text(),
        str![[r#"
format = 1

[people.sara]
name = "Sara Ortiz"
added = 2026-11-23
dept = "IT"
helps = ["vpn", "laptops"]
log = [
  { on = 2026-11-23, met = "by the coffee machine" },
]

"#]]
    );
    let mode = |path: &std::path::Path| {
        path.metadata().expect("it is there").permissions().mode() & 0o7777
    };
    assert_eq!(mode(&sandbox.file()), 0o600);
    assert_eq!(mode(sandbox.file().parent().expect("a folder")), 0o700);
}

#[test]
fn every_field_has_a_flag() {
    let sandbox = Sandbox::new();
    sandbox.ok(["add", "Omar", "Khan"]);
    let flags = [
        "add",
        "Li Wei",
        "--handle",
        "li-w",
        "--dept",
        "Accounting",
        "--role",
        "Controller",
        "--org",
        "Acme",
        "--level",
        "peer",
        "--boss",
        "D. Whitfield",
        "--helps",
        "invoices, budgets",
        "--helps",
        "audits",
        "--cares",
        "chess",
        "--tag",
        "berlin",
        "--email",
        "li@acme.example",
        "--email",
        "wei@home.example",
        "--phone",
        "ext. 17",
        "--every",
        "6w",
        "--introduced-by",
        "khan",
        "--known",
        "--remote",
        "--about",
        "Sits by the window.",
        "--called",
        "--wrote",
        "hello",
        "--on",
        "yesterday",
    ];
    assert_data_eq!(
        sandbox.ok(flags),
        str![[r#"
Li Wei: added as `li-w`, called on Sun 22 Nov 2026. Steady, balance 0.
Nothing due before 3 January 2027. Take it back: allies undo

"#]]
    );
    assert_data_eq!(
        sandbox.text(),
        str![[r#"
format = 1

[people.omar]
name = "Omar Khan"
added = 2026-11-23

[people.li-w]
name = "Li Wei"
added = 2026-11-23
dept = "Accounting"
role = "Controller"
org = "Acme"
level = "peer"
boss = "D. Whitfield"
helps = ["invoices", "budgets", "audits"]
cares = ["chess"]
tags = ["berlin"]
email = ["li@acme.example", "wei@home.example"]
phone = "ext. 17"
introduced_by = "omar"
every = 42
known = true
remote = true
about = "Sits by the window."
log = [
  { on = 2026-11-22, called = "" },
  { on = 2026-11-22, wrote = "hello" },
]

"#]]
    );
}

#[test]
fn handles_are_made_of_what_is_free() {
    let sandbox = Sandbox::new();
    for (name, handle) in [
        ("Sara Ortiz", "sara"),
        ("Sara Vale", "sara-vale"),
        ("Søren Holm", "soren"),
        ("李伟", "person"),
    ] {
        let said = sandbox.ok(["add", name]);
        assert!(said.contains(&format!("added as `{handle}`")), "{said}");
    }
    let again = sandbox.run(["add", "sara ortiz"]);
    assert_eq!(again.code, 0);
    assert!(again.out.contains("added as `sara-ortiz`"), "{}", again.out);
    assert_data_eq!(
        again.err,
        str![[r#"
warning: `sara` may be the same person: Sara Ortiz. If so: allies undo

"#]]
    );
}

#[test]
fn the_same_mail_address_is_told() {
    let sandbox = Sandbox::new();
    sandbox.ok(["add", "Sara Ortiz", "--email", "sara@acme.example"]);
    let again = sandbox.run(["add", "S. O.", "--email", "Sara@ACME.example"]);
    assert_data_eq!(
        again.err,
        str![[r#"
warning: `sara` may be the same person: Sara Ortiz. If so: allies undo

"#]]
    );
}

#[test]
fn a_new_person_goes_after_the_last_one() {
    let sandbox =
        Sandbox::with("# mine\n\n[people.a]\nname = \"A B\"\n\n# end\n[settings]\nevery = 14\n");
    sandbox.ok(["add", "Zoë"]);
    assert_data_eq!(
        sandbox.text(),
        str![[r##"
# mine

[people.a]
name = "A B"

[people.zoe]
name = "Zoë"
added = 2026-11-23

# end
[settings]
every = 14

"##]]
    );
}
