//! `check`: everything that is to be known of the file, and of what lies around it.

use snapbox::{assert_data_eq, str};

use crate::sandbox::{Output, Sandbox};

const BOOK: &str = r#"[people.sara]
name = "Sara Ortiz"
log = [
  { on = 2026-11-20, gave = "a secret" },
]
"#;

/// A book that only its owner may read, as the program makes it.
fn private(text: &str) -> Sandbox {
    let sandbox = Sandbox::with(text);
    allow(&sandbox, 0o600);
    sandbox
}

fn allow(sandbox: &Sandbox, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(sandbox.file(), mode).expect("a mode");
}

/// Puts a file beside the book.
fn beside(sandbox: &Sandbox, name: &str) {
    std::fs::write(sandbox.file().with_file_name(name), "").expect("written");
}

fn checked(sandbox: &Sandbox, code: i32) -> String {
    let output = sandbox.run(["check"]);
    assert_eq!((output.code, output.err.as_str()), (code, ""));
    output.out
}

#[test]
fn check_of_a_good_file_says_what_it_holds() {
    assert_data_eq!(
        checked(&private(BOOK), 0),
        str![[r#"
~/.config/allies/allies.toml: 1 person, 1 row and 0 goals. No problems found.

"#]]
    );
}

#[test]
fn check_tells_every_error_with_its_place_and_fails() {
    let sandbox = private(
        r#"[people.sara]
name = ""
level = "beside"
log = [
  { on = "2026-02-30", gave = "a secret" },
  { on = 2026-02-20, gvae = "a secret" },
]
"#,
    );
    let text = checked(&sandbox, 1);
    assert_data_eq!(
        &text,
        str![[r#"
error: the name is empty
  ~/.config/allies/allies.toml:2:8: a name has at least one letter
hint: open it with: allies edit sara

error: no such level
  ~/.config/allies/allies.toml:3:9: expected up, peer, down or outside
hint: open it with: allies edit sara

error: `on` must be a date such as 2026-11-20
  ~/.config/allies/allies.toml:5:10: expected a date such as 2026-11-20, found text
hint: write a date without quotes: 2026-11-20

error: no kind of interaction in this row
  ~/.config/allies/allies.toml:6:22: `gvae` is no kind; did you mean `gave`?
hint: one of: gave, praised, shared, thanked, asked, received, met, called, wrote, strained, repaired

~/.config/allies/allies.toml: 4 errors. Nothing can be read or written until it is mended.

"#]]
    );
    assert!(!text.contains("a secret"), "no notes in a pipe");
}

#[test]
fn check_of_broken_toml_and_of_no_text_fails() {
    assert_data_eq!(
        checked(&private("[people.sara\nname = 1\n"), 1),
        str![[r#"
error: the brackets of this header do not close
  ~/.config/allies/allies.toml:1:13: expected `]`
hint: open it with: allies edit

~/.config/allies/allies.toml: 1 error. Nothing can be read or written until it is mended.

"#]]
    );
    let sandbox = private("");
    std::fs::write(sandbox.file(), b"[people.sara]\nname = \"S\xffara\"\n").expect("written");
    assert_data_eq!(
        checked(&sandbox, 1),
        str![[r#"
error: the file is not UTF-8 text
  ~/.config/allies/allies.toml:2:10: this byte is not UTF-8
hint: save it as UTF-8 in your editor

~/.config/allies/allies.toml: 1 error. Nothing can be read or written until it is mended.

"#]]
    );
}

#[test]
fn check_warns_of_slips_and_of_handles_that_nobody_has() {
    let sandbox = private(
        r#"[goals.billing]
name = "Launch"
set = 2026-11-02
by = 2026-10-01
helped_by = ["nobody"]

[people.sara]
name = "Sara Ortiz"
evry = 30
introduced_by = "omar"
snooze = { from = 2026-11-30, until = 2026-11-16 }
"#,
    );
    assert_data_eq!(
        checked(&sandbox, 0),
        str![[r#"
warning: this goal was due before it was set
  ~/.config/allies/allies.toml:4:6: before 2026-11-02

warning: nobody has this handle
  ~/.config/allies/allies.toml:5:14: a handle is what stands after `people.`

warning: `evry` is no key that allies knows
  ~/.config/allies/allies.toml:9:1: did you mean `every`?

warning: nobody has this handle
  ~/.config/allies/allies.toml:10:17: a handle is what stands after `people.`

warning: this snooze ends before it begins
  ~/.config/allies/allies.toml:11:39: not after its first day: it hides nothing

~/.config/allies/allies.toml: 1 person, 0 rows and 1 goal. 5 warnings.

"#]]
    );
}

#[test]
fn check_notes_people_who_may_be_one_and_what_is_still_to_come() {
    let sandbox = private(
        r#"[people.sara]
name = "Sara Ortiz"
email = "sara@acme.example"

[people.sara-2]
name = "Sára  ORTIZ"
email = ["s@home.example", "Sara@Acme.example"]

[people.so]
name = "S. Ortiz"
email = ["so@acme.example", "SARA@acme.example"]

[people."S O"]
name = "Someone Else"
added = 2026-12-01
log = [
  { on = 2026-11-20, gave = "now" },
  { on = 2026-11-24, gave = "tomorrow" },
  { on = 2026-11-25, gave = "later" },
]

[people.omar]
name = "Omar Khan"
log = [{ on = 2027-11-24, gave = "next year" }]
"#,
    );
    assert_data_eq!(
        checked(&sandbox, 0),
        str![[r#"
note: `sara-2` has the name of `sara`
  ~/.config/allies/allies.toml:6:8
hint: if they are one person, move all to `sara` (allies edit sara-2), then: allies remove sara-2

note: `so` has the mail address of `sara`
  ~/.config/allies/allies.toml:11:29
hint: if they are one person, move all to `sara` (allies edit so), then: allies remove so

note: this handle needs quotes
  ~/.config/allies/allies.toml:13:9: on the command line and in the file
hint: use letters, digits and hyphens

note: `S O` is added after today
  ~/.config/allies/allies.toml:15:9
hint: left out everywhere until 2026-12-01

note: 2 rows of `S O` are dated after today
  ~/.config/allies/allies.toml:18:10
hint: a row counts from its day on; what is still to come is a promise: allies promise

note: a row of `omar` is dated after today
  ~/.config/allies/allies.toml:24:15
hint: a row counts from its day on; what is still to come is a promise: allies promise

~/.config/allies/allies.toml: 5 people, 4 rows and 0 goals. 6 notes.

"#]]
    );
}

#[test]
fn check_names_the_copies_beside_the_file_and_how_to_bring_them_together() {
    let sandbox = private(BOOK);
    for name in [
        "allies.sync-conflict-20261123-101500-ABCDEF7.toml",
        "allies (Anna's conflicted copy 2026-11-23).toml",
        "allies (1).toml",
        "allies.toml.orig",
        "allies.toml~",
        ".allies.toml.swp",
        "allies-2025.toml",
    ] {
        beside(&sandbox, name);
    }
    std::fs::create_dir(sandbox.file().with_file_name("allies (conflict).toml")).expect("made");
    assert_data_eq!(
        checked(&sandbox, 0),
        str![[r#"
warning: ~/.config/allies/allies (Anna's conflicted copy 2026-11-23).toml is a sync-conflict copy: what was changed there is missing here
hint: bring both together, then delete it: allies merge /dev/null ~/.config/allies/allies.toml '~/.config/allies/allies (Anna'/''s conflicted copy 2026-11-23).toml'

warning: ~/.config/allies/allies.sync-conflict-20261123-101500-ABCDEF7.toml is a sync-conflict copy: what was changed there is missing here
hint: bring both together, then delete it: allies merge /dev/null ~/.config/allies/allies.toml ~/.config/allies/allies.sync-conflict-20261123-101500-ABCDEF7.toml

note: ~/.config/allies/allies (1).toml looks like a second copy of the file
hint: if it holds anything of its own: allies merge /dev/null ~/.config/allies/allies.toml '~/.config/allies/allies (1).toml'

note: ~/.config/allies/allies.toml.orig was left by a merge or a patch
hint: delete it when it is done with: rm ~/.config/allies/allies.toml.orig

note: ~/.config/allies/allies.toml~ is the text of before, kept by an editor
hint: it holds your notes too; delete it if you do not want it: rm '~/.config/allies/allies.toml~'

note: ~/.config/allies/.allies.toml.swp says that an editor has the file open, or died while it had
hint: close the file there, or recover it there, before you write here

~/.config/allies/allies.toml: 1 person, 1 row and 0 goals. 2 warnings and 4 notes.

"#]]
    );
}

#[test]
fn check_looks_beside_the_real_file_behind_a_link() {
    let sandbox = Sandbox::new();
    let books = sandbox.home().join("books");
    std::fs::create_dir_all(&books).expect("made");
    let folder = sandbox.file();
    std::fs::create_dir_all(folder.parent().expect("a folder")).expect("made");
    std::fs::write(books.join("people.toml"), BOOK).expect("written");
    std::fs::write(books.join("people_conflict-1.toml"), BOOK).expect("written");
    std::os::unix::fs::symlink("../../books/people.toml", sandbox.file()).expect("linked");
    allow(&sandbox, 0o600);
    assert_data_eq!(
        checked(&sandbox, 0),
        str![[r#"
warning: ~/books/people_conflict-1.toml is a sync-conflict copy: what was changed there is missing here
hint: bring both together, then delete it: allies merge /dev/null ~/.config/allies/allies.toml ~/books/people_conflict-1.toml

~/.config/allies/allies.toml: 1 person, 1 row and 0 goals. 1 warning.

"#]]
    );
}

#[test]
fn check_notes_a_file_that_others_may_read() {
    let sandbox = private(BOOK);
    allow(&sandbox, 0o644);
    assert_data_eq!(
        checked(&sandbox, 0),
        str![[r#"
note: others on this machine may read the file: its mode is 644
hint: chmod 600 ~/.config/allies/allies.toml

~/.config/allies/allies.toml: 1 person, 1 row and 0 goals. 1 note.

"#]]
    );
}

#[test]
fn check_warns_where_changes_cannot_be_taken_back() {
    let sandbox = private(BOOK);
    sandbox.ok(["archive", "sara"]);
    let state = sandbox.home().join(".local/state/allies");
    for entry in std::fs::read_dir(&state).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|it| it == "journal") {
            std::fs::write(&path, "{\"journal\":{\"version\":9,\"file\":\"x\"}}\n")
                .expect("written");
        }
    }
    assert_data_eq!(
        checked(&sandbox, 0),
        str![[r#"
warning: changes cannot be taken back: ~/.local/state/allies/[..].journal was written by a newer version of allies
hint: writing works all the same; what to do: allies undo

~/.config/allies/allies.toml: 1 person, 1 row and 0 goals. 1 warning.

"#]]
    );
    std::fs::remove_dir_all(&state).expect("removed");
    std::fs::write(&state, "").expect("written");
    assert_data_eq!(
        checked(&sandbox, 0),
        str![[r#"
warning: changes cannot be taken back: nothing can be written to ~/.local/state/allies
hint: look: ls -ld ~/.local/state/allies

~/.config/allies/allies.toml: 1 person, 1 row and 0 goals. 1 warning.

"#]]
    );
}

#[test]
fn check_of_no_file_and_of_an_emptied_one_fails_not() {
    assert_data_eq!(
        checked(&Sandbox::new(), 0),
        str![[r#"
note: there is no file yet
hint: the first person makes it: allies add "Sara Ortiz"

~/.config/allies/allies.toml: 0 people, 0 rows and 0 goals. 1 note.

"#]]
    );
    let sandbox = Sandbox::new();
    sandbox.ok(["add", "Sara Ortiz"]);
    std::fs::write(sandbox.file(), "").expect("written");
    assert_data_eq!(
        checked(&sandbox, 0),
        str![[r#"
warning: the file is empty, but held 1 person when allies last wrote it
hint: restore it from your backup; if you emptied it, the next change wants --yes

~/.config/allies/allies.toml: 0 people, 0 rows and 0 goals. 1 warning.

"#]]
    );
}

#[test]
fn check_reads_a_pipe() {
    let sandbox = Sandbox::new();
    let Output { code, out, err } = sandbox.pipe(["check", "--file", "/dev/stdin"], BOOK);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_data_eq!(
        out,
        str![[r#"
/dev/stdin: 1 person, 1 row and 0 goals. No problems found.

"#]]
    );
}

#[test]
fn check_of_what_cannot_be_read_at_all_fails() {
    let sandbox = private(BOOK);
    let Output { code, out, err } = sandbox.run(["check", "--file", ".config"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert_data_eq!(
        err,
        str![[r#"
error: .config is a folder, not a file
hint: name the file in it: --file .config/allies.toml

"#]]
    );
}

#[test]
fn check_answers_in_json_with_the_same_exit_code() {
    let sandbox = private("[people.sara]\nname = \"Sara\"\nevry = 3\nadded = 2027-01-01\n");
    assert_data_eq!(
        sandbox.ok(["check", "--json"]),
        str![[r#"
{"file":"~/.config/allies/allies.toml","errors":[],"warnings":[{"line":3,"column":1,"message":"`evry` is no key that allies knows","label":"did you mean `every`?","remedy":null,"handle":"sara"}],"notes":[{"line":4,"column":9,"message":"`sara` is added after today","label":null,"remedy":"left out everywhere until 2027-01-01","handle":"sara"}],"more":0}

"#]]
    );
    let sandbox = private("[people.sara]\nlevel = \"beside\"\n");
    let output = sandbox.run(["check", "--json"]);
    assert_eq!((output.code, output.err.as_str()), (1, ""));
    assert_data_eq!(
        output.out,
        str![[r#"
{"file":"~/.config/allies/allies.toml","errors":[{"line":1,"column":9,"message":"this person has no name","label":"it is missing here","remedy":"add a line: name = /"…/"","handle":"sara"},{"line":2,"column":9,"message":"no such level","label":"expected up, peer, down or outside","remedy":"open it with: allies edit sara","handle":"sara"}],"warnings":[],"notes":[],"more":0}

"#]]
    );
}

#[test]
fn check_counts_the_errors_that_it_does_not_tell() {
    let rows = "  { on = 2026-11-20, gvae = \"\" },\n".repeat(13);
    let sandbox = private(&format!(
        "[people.sara]\nname = \"Sara\"\nlog = [\n{rows}]\n"
    ));
    let text = checked(&sandbox, 1);
    assert!(text.contains("and 3 more errors\n"), "{text}");
    assert!(text.contains("13 errors."), "{text}");
}
