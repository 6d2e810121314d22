//! `undo`: changes taken back, made again, listed; and refused where someone else wrote.

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

const BOOK: &str = "# mine\r\n[people.sara]\r\nname = \"Sara Ortiz\"\r\n";

#[test]
fn undo_goes_back_to_the_first_byte_and_redo_forward_to_the_last() {
    let sandbox = Sandbox::with(BOOK);
    sandbox.ok(["log", "sara", "gave", "the deck"]);
    let first = sandbox.text();
    sandbox.ok(["archive", "sara"]);
    let second = sandbox.text();
    assert_data_eq!(
        sandbox.ok(["undo"]),
        str![[r#"
Taken back: archive sara ([..]).
Make it again: allies undo --redo

"#]]
    );
    assert_eq!(sandbox.text(), first);
    assert_data_eq!(
        sandbox.ok(["undo"]),
        str![[r#"
Taken back: log sara gave ([..]).
Make it again: allies undo --redo

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
    assert_data_eq!(
        sandbox.ok(["undo", "--redo"]),
        str![[r#"
Made again: log sara gave ([..]).
Take it back: allies undo

"#]]
    );
    assert_eq!(sandbox.text(), first);
    assert_eq!(sandbox.ok(["undo", "--redo", "-q"]), "");
    assert_eq!(sandbox.text(), second);
}

#[test]
fn undo_of_the_first_add_leaves_an_empty_file_that_can_be_added_to() {
    let sandbox = Sandbox::new();
    sandbox.ok(["add", "Sara Ortiz"]);
    sandbox.ok(["undo"]);
    assert_eq!(sandbox.text(), "");
    sandbox.ok(["add", "Omar Khan"]);
    assert!(sandbox.text().contains("[people.omar]"));
}

#[test]
fn undo_lists_the_changes_newest_first_and_marks_what_is_taken_back() {
    let sandbox = Sandbox::with(BOOK);
    sandbox.ok(["add", "Omar Khan"]);
    sandbox.ok(["log", "omar", "gave", "a secret note"]);
    sandbox.ok(["archive", "sara"]);
    sandbox.ok(["undo"]);
    let text = sandbox.text();
    let list = sandbox.ok(["undo", "--list"]);
    assert_data_eq!(
        &list,
        str![[r#"
When[..]What           People  State
[..]  archive sara        2  taken back
[..]  log omar gave       2  next
[..]  add omar            2

"#]]
    );
    assert!(!list.contains("secret"), "no notes");
    assert_data_eq!(
        sandbox.ok(["undo", "--list", "--json"]),
        str![[r#"
[{"at":"[..]","what":"archive sara","people":2,"undone":true},{"at":"[..]","what":"log omar gave","people":2,"undone":false},{"at":"[..]","what":"add omar","people":2,"undone":false}]

"#]]
    );
    assert_eq!(sandbox.text(), text, "looking changes nothing");
}

#[test]
fn what_was_taken_back_on_top_of_somebody_elses_change_can_be_made_again() {
    let sandbox = Sandbox::with(BOOK);
    sandbox.ok(["log", "sara", "gave"]);
    let theirs = format!("{}# by hand\r\n", sandbox.text());
    std::fs::write(sandbox.file(), &theirs).expect("written");
    sandbox.ok(["log", "sara", "met"]);
    sandbox.ok(["undo"]);
    assert_data_eq!(
        sandbox.ok(["undo", "--list"]),
        str![[r#"
When[..]What           People  State
[..]  log sara met        1  taken back
[..]  log sara gave       1
The file was changed by something else before what was taken back: undo would
refuse, --redo would not.

"#]]
    );
    assert_eq!(sandbox.run(["undo"]).code, 1);
    sandbox.ok(["undo", "--redo"]);
    assert!(sandbox.ok(["undo", "--list"]).contains("next"));
}

#[test]
fn undo_lists_what_it_would_refuse_and_says_so() {
    let sandbox = Sandbox::with(BOOK);
    sandbox.ok(["log", "sara", "gave"]);
    let theirs = format!("{}# by hand\r\n", sandbox.text());
    std::fs::write(sandbox.file(), &theirs).expect("written");
    assert_data_eq!(
        sandbox.ok(["undo", "--list"]),
        str![[r#"
When[..]What           People  State
[..]  log sara gave       1
The file was changed since by something else: undo and --redo would refuse.

"#]]
    );
    assert_eq!(sandbox.run(["undo"]).code, 1);
    let ours = theirs.replace("# by hand\r\n", "");
    std::fs::write(sandbox.file(), ours).expect("written");
    assert!(sandbox.ok(["undo", "--list"]).contains("next"));
    sandbox.ok(["undo"]);
    std::fs::write(sandbox.file(), theirs).expect("written");
    assert!(sandbox.ok(["undo", "--list"]).contains("--redo would"));
}

#[test]
fn undo_lists_nothing_where_nothing_was_changed() {
    for sandbox in [Sandbox::new(), Sandbox::with(BOOK)] {
        assert_eq!(sandbox.ok(["undo", "--list"]), "Nothing to take back.\n");
        assert_eq!(sandbox.ok(["undo", "--list", "--json"]), "[]\n");
    }
}

#[test]
fn undo_shows_in_a_dry_run_what_it_would_change() {
    let sandbox = Sandbox::with(BOOK);
    sandbox.ok(["log", "sara", "gave", "the deck"]);
    let text = sandbox.text();
    assert_data_eq!(
        sandbox.ok(["undo", "--dry-run"]),
        str![[r#"
line 4
- log = [
-   { on = 2026-11-23, gave = "the deck" },
- ]
Nothing was written: this was a dry run.

"#]]
    );
    assert_eq!(sandbox.text(), text);
    sandbox.ok(["undo"]);
    assert_data_eq!(
        sandbox.ok(["undo", "--redo", "-n"]),
        str![[r#"
line 4
+ log = [
+   { on = 2026-11-23, gave = "the deck" },
+ ]
Nothing was written: this was a dry run.

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn undo_refuses_where_somebody_else_wrote_since() {
    let sandbox = Sandbox::with(BOOK);
    sandbox.ok(["archive", "sara"]);
    let theirs = sandbox.text() + "# by hand\n";
    std::fs::write(sandbox.file(), &theirs).expect("written");
    let output = sandbox.run(["undo"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: the file was changed by someone else since `archive sara`
  to take back what you did on [..] would take theirs away
nothing was written
hint: see what changed (git diff, if you keep it in git) and mend it by hand: allies edit

"#]]
    );
    assert_eq!(sandbox.text(), theirs);
    // Once their change is gone, the old one can be taken back again.
    std::fs::write(sandbox.file(), theirs.replace("# by hand\n", "")).expect("written");
    sandbox.ok(["undo"]);
    assert_eq!(sandbox.text(), BOOK);
    std::fs::write(sandbox.file(), &theirs).expect("written");
    let output = sandbox.run(["undo", "--redo"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: the file was changed by someone else since `archive sara`
  to make again what you did on [..] would take theirs away
nothing was written
hint: see what changed (git diff, if you keep it in git) and mend it by hand: allies edit

"#]]
    );
    assert_eq!(sandbox.text(), theirs);
}

#[test]
fn undo_with_nothing_to_take_back_or_make_again_says_so() {
    let sandbox = Sandbox::with(BOOK);
    let output = sandbox.run(["undo"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: no change is known that could be taken back
nothing was written
hint: a version control of your own may know more: git log, or the versions of your sync

"#]]
    );
    let output = sandbox.run(["undo", "--redo"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: nothing was taken back that could be made again
nothing was written
hint: see what there is: allies undo --list

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn undo_refuses_a_journal_that_does_not_fit_or_is_of_a_newer_version() {
    let sandbox = Sandbox::with(BOOK);
    sandbox.ok(["archive", "sara"]);
    let text = sandbox.text();
    let journal = journal(&sandbox);
    let kept = std::fs::read_to_string(&journal).expect("a journal");
    std::fs::write(&journal, kept.replace("archived = ", "archivad = ")).expect("written");
    let output = sandbox.run(["undo"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: what was kept to take back `archive sara` does not fit the file
  it was made on [..]; its record is damaged
nothing was written
hint: make the change by hand: allies edit

"#]]
    );
    std::fs::write(&journal, kept.replace("\"version\":1", "\"version\":2")).expect("written");
    let output = sandbox.run(["undo"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: ~/.local/state/allies/[..].journal was written by a newer version of allies
nothing was written
hint: take the change back with that version, or mend the file by hand: allies edit

"#]]
    );
    assert_eq!(sandbox.run(["undo", "--list"]).code, 1);
    std::fs::remove_file(&journal).expect("removed");
    std::fs::create_dir(&journal).expect("made");
    let output = sandbox.run(["undo"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: ~/.local/state/allies/[..].journal cannot be read
  invalid input parameter
nothing was written
hint: changes are kept there for undo: look at ls -l, or mend the file by hand: allies edit

"#]]
    );
    assert_eq!(sandbox.text(), text);
}

#[test]
fn undo_refuses_flags_that_do_not_go_together() {
    let sandbox = Sandbox::with(BOOK);
    let output = sandbox.run(["undo", "--json"]);
    assert_eq!((output.code, output.out.as_str()), (2, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: --json goes with --list
nothing was written
hint: allies undo --list --json

"#]]
    );
    let output = sandbox.run(["undo", "--redo", "--list"]);
    assert_eq!((output.code, output.out.as_str()), (2, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: the argument `--redo` cannot be used with `--list`
hint: allies undo --redo

"#]]
    );
}

/// The one journal of the sandbox.
fn journal(sandbox: &Sandbox) -> std::path::PathBuf {
    let state = sandbox.home().join(".local/state/allies");
    let mut journals = std::fs::read_dir(state)
        .expect("a state folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|it| it == "journal"));
    journals.next().expect("a journal")
}
