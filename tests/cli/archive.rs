//! `archive`: people put away, and brought back.

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

const BOOK: &str = r#"[people.sara]
name = "Sara Ortiz"   # the loaner pool
added = 2026-11-01
log = [
  { on = 2026-11-20, gave = "the deck" },
]

[people.omar]
name = "Omar Khan"
"#;

#[test]
fn archive_puts_away_and_brings_back_to_the_last_byte() {
    let sandbox = Sandbox::with(BOOK);
    assert_data_eq!(
        sandbox.ok(["archive", "sara"]),
        str![[r#"
Sara Ortiz: archived, kept in the file and left out everywhere.
Bring them back: allies archive sara --undo

"#]]
    );
    assert_eq!(
        sandbox.text(),
        BOOK.replace(
            "\nadded = 2026-11-01\n",
            "\nadded = 2026-11-01\narchived = 2026-11-23\n"
        )
    );
    assert!(!sandbox.ok(["list"]).contains("Sara"));
    assert_data_eq!(
        sandbox.ok(["archive", "ortiz", "--undo"]),
        str![[r#"
Sara Ortiz: back. Balance +25, new.
Next, due 8 days ago: added 1 November, never met. Type: allies log sara met

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn archive_twice_changes_nothing_and_is_no_failure() {
    let sandbox = Sandbox::with(BOOK);
    sandbox.ok(["archive", "sara", "--today", "2026-11-21"]);
    let text = sandbox.text();
    assert_data_eq!(
        sandbox.ok(["archive", "sara"]),
        str![[r#"
Sara Ortiz: nothing to change, archived since 21 November.

"#]]
    );
    assert_eq!(sandbox.text(), text);
    assert_data_eq!(
        sandbox.ok(["archive", "omar", "--undo"]),
        str![[r#"
Omar Khan: nothing to change, not archived.

"#]]
    );
    assert_eq!(sandbox.text(), text);
}

#[test]
fn archive_says_nothing_when_quiet_and_writes_nothing_when_dry() {
    let sandbox = Sandbox::with(BOOK);
    assert_data_eq!(
        sandbox.ok(["archive", "sara", "--dry-run"]),
        str![[r#"
line 4
+ archived = 2026-11-23
Nothing was written: this was a dry run.

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
    assert_eq!(sandbox.ok(["archive", "sara", "-q"]), "");
    assert_ne!(sandbox.text(), BOOK);
}

#[test]
fn archive_of_nobody_names_who_comes_near() {
    let sandbox = Sandbox::with(BOOK);
    let output = sandbox.run(["archive", "sarra"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: nobody fits `sarra`
  near: sara  Sara Ortiz
nothing was written
hint: allies archive sara …

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn what_is_logged_for_somebody_archived_says_that_nothing_falls_due() {
    let sandbox = Sandbox::with(BOOK);
    sandbox.ok(["archive", "sara"]);
    assert_data_eq!(
        sandbox.ok(["log", "sara", "received", "a loaner"]),
        str![[r#"
Sara Ortiz: received on Mon 23 Nov 2026. Balance +25 → +11, new.
Archived, so nothing falls due. Bring them back: allies archive sara --undo

"#]]
    );
}

#[test]
fn whoever_is_archived_is_named_as_such_where_a_name_is_not_clear() {
    let sandbox = Sandbox::with(&format!("{BOOK}\n[people.saro]\nname = \"Saro Ortez\"\n"));
    sandbox.ok(["archive", "sara"]);
    sandbox.ok(["archive", "saro"]);
    let told = |who: &str| sandbox.run(["log", who, "met"]).err;
    assert_data_eq!(
        told("sarra"),
        str![[r#"
error: nobody fits `sarra`
  near: sara  Sara Ortiz (archived)
  near: saro  Saro Ortez (archived)
nothing was written
hint: allies log sara …

"#]]
    );
    assert_data_eq!(
        told("ort"),
        str![[r#"
error: `ort` fits 2 people
  sara  Sara Ortiz (archived)
  saro  Saro Ortez (archived)
nothing was written
hint: allies log sara …

"#]]
    );
    sandbox.ok(["archive", "saro", "--undo"]);
    // As much alike, and in the book.
    let told = told("sar0");
    assert!(
        told.contains("near: saro  Saro Ortez\n  near: sara"),
        "{told}"
    );
}
