//! `merge`: two changed books and the one they came from.

use std::path::Path;
use std::process::{Command, Stdio};

use snapbox::{assert_data_eq, str};

use crate::bounded;
use crate::sandbox::{Output, Sandbox};

const BASE: &str = r#"# the people who get my work done

[people.sara]
name = "Sara Ortiz"
dept = "IT"                      # since the move
helps = ["vpn"]
log = [
  { on = 2026-11-02, met = "lunch" },
]

[people.omar]
name = "Omar Khan"
every = 30
"#;

/// A sandbox with the three files in its home.
fn with(base: &str, ours: &str, theirs: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    for (name, text) in [
        ("base.toml", base),
        ("ours.toml", ours),
        ("theirs.toml", theirs),
    ] {
        std::fs::write(sandbox.home().join(name), text).expect("written");
    }
    sandbox
}

fn ours(sandbox: &Sandbox) -> String {
    std::fs::read_to_string(sandbox.home().join("ours.toml")).expect("read")
}

const MERGE: [&str; 4] = ["merge", "base.toml", "ours.toml", "theirs.toml"];

/// Merges without a conflict, and gives the new text.
fn merged(ours_text: &str, theirs: &str) -> String {
    let sandbox = with(BASE, ours_text, theirs);
    let output = sandbox.run(MERGE);
    assert_eq!(
        (output.code, output.err.as_str()),
        (0, ""),
        "{}",
        output.out
    );
    ours(&sandbox)
}

const ROW: &str = "  { on = 2026-11-02, met = \"lunch\" },\n";

fn row(text: &str) -> String {
    format!("{ROW}  {{ on = {text} }},\n")
}

#[test]
fn rows_that_both_sides_append_come_both_and_the_same_row_once() {
    let both = "2026-11-09, thanked = \"\" },\n  { on = 2026-11-10";
    let one = BASE.replace(ROW, &row(&format!("{both}, gave = \"ours\"")));
    let two = BASE.replace(ROW, &row(&format!("{both}, gave = \"theirs\"  # a gift")));
    assert_data_eq!(
        merged(&one, &two.replace("\"theirs\"  # a gift", "\"theirs\"")),
        str![[r##"
# the people who get my work done

[people.sara]
name = "Sara Ortiz"
dept = "IT"                      # since the move
helps = ["vpn"]
log = [
  { on = 2026-11-02, met = "lunch" },
  { on = 2026-11-09, thanked = "" },
  { on = 2026-11-10, gave = "ours" },
  { on = 2026-11-10, gave = "theirs" },
]

[people.omar]
name = "Omar Khan"
every = 30

"##]]
    );
}

#[test]
fn people_that_both_sides_add_come_both_with_their_comments() {
    let one =
        format!("{BASE}\n# a neighbour\n[people.li]\nname = \"Li Wei\"\nadded = 2026-11-20\n");
    let two =
        format!("{BASE}\n# from the fair\n[people.ann]\nname = \"Ann Fox\"\nadded = 2026-11-20\n");
    assert_data_eq!(
        merged(&one, &two),
        str![[r##"
# the people who get my work done

[people.sara]
name = "Sara Ortiz"
dept = "IT"                      # since the move
helps = ["vpn"]
log = [
  { on = 2026-11-02, met = "lunch" },
]

[people.omar]
name = "Omar Khan"
every = 30

# a neighbour
[people.li]
name = "Li Wei"
added = 2026-11-20

# from the fair
[people.ann]
name = "Ann Fox"
added = 2026-11-20

"##]]
    );
}

#[test]
fn fields_beside_each_other_are_no_conflict() {
    let one = BASE.replace("dept = \"IT\"  ", "dept = \"HR\"  ");
    let two = BASE.replace(
        "helps = [\"vpn\"]",
        "helps = [\"vpn\", \"badges\"]\nevery = 14",
    );
    assert_data_eq!(
        merged(&one, &two),
        str![[r##"
# the people who get my work done

[people.sara]
name = "Sara Ortiz"
dept = "HR"                      # since the move
helps = ["vpn", "badges"]
every = 14
log = [
  { on = 2026-11-02, met = "lunch" },
]

[people.omar]
name = "Omar Khan"
every = 30

"##]]
    );
}

#[test]
fn what_has_no_change_of_its_own_is_merged_by_lines() {
    let one = BASE.replace(ROW, &row("2026-11-10, gave = \"ours\""));
    let two = BASE
        .replace("# the people", "[settings]\nevery = 45\n\n# the people")
        .replace("every = 30", "every = 30\ndesk = \"4.17\"  # my own key");
    assert_data_eq!(
        merged(&one, &two),
        str![[r#"
[settings]
every = 45

# the people who get my work done

[people.sara]
name = "Sara Ortiz"
dept = "IT"                      # since the move
helps = ["vpn"]
log = [
  { on = 2026-11-02, met = "lunch" },
  { on = 2026-11-10, gave = "ours" },
]

[people.omar]
name = "Omar Khan"
every = 30
desk = "4.17"  # my own key

"#]]
    );
}

#[test]
fn somebody_taken_out_by_them_goes() {
    let one = BASE.replace("every = 30", "every = 30\n# end");
    let two = BASE.replace("[people.omar]\nname = \"Omar Khan\"\nevery = 30\n", "");
    let sandbox = with(
        BASE,
        &BASE.replace(ROW, &row("2026-11-10, met = \"\"")),
        &two,
    );
    assert_data_eq!(
        sandbox.ok(MERGE),
        str![[r#"
merged: 1 taken out

"#]]
    );
    assert!(!ours(&sandbox).contains("omar"));
    // Here ours differs in nothing but a comment of theirs' victim, which is told.
    let sandbox = with(BASE, &one, &two);
    let output = sandbox.run(MERGE);
    assert_eq!(output.code, 0);
    assert_data_eq!(
        output.err,
        str![[r#"
warning: comments of ours.toml that went with what theirs took out or changed: line 14

"#]]
    );
    assert!(!ours(&sandbox).contains("omar"));
}

#[test]
fn one_side_that_changed_nothing_takes_the_other_as_it_is() {
    let two = "# all new\r\n[people.li]\r\nname = 'Li'  # tab\t\r\n";
    assert_eq!(merged(BASE, two), two);
    assert_eq!(merged(two, BASE), two);
    assert_eq!(merged(two, two), two);
}

#[test]
fn a_conflict_has_markers_around_just_its_lines() {
    let one = BASE
        .replace("every = 30", "every = 7")
        .replace(ROW, &row("2026-11-10, gave = \"ours\""));
    let two = BASE
        .replace("every = 30", "every = 14   # more")
        .replace(ROW, &row("2026-11-11, gave = \"theirs\""));
    let sandbox = with(BASE, &one, &two);
    let Output { code, out, err } = sandbox.run(MERGE);
    assert_eq!(code, 1);
    assert_data_eq!(
        out,
        str![[r#"
merged: 1 changed

"#]]
    );
    assert_data_eq!(
        err,
        str![[r#"
error: 1 conflict left in ours.toml, between markers
  people.omar.every: changed on both sides
hint: keep the lines that are right and delete the markers <<<<<<<, ======= and >>>>>>>

"#]]
    );
    assert_data_eq!(
        ours(&sandbox),
        str![[r##"
# the people who get my work done

[people.sara]
name = "Sara Ortiz"
dept = "IT"                      # since the move
helps = ["vpn"]
log = [
  { on = 2026-11-02, met = "lunch" },
  { on = 2026-11-10, gave = "ours" },
  { on = 2026-11-11, gave = "theirs" },
]

[people.omar]
name = "Omar Khan"
<<<<<<< ours
every = 7
=======
every = 14   # more
>>>>>>> theirs

"##]]
    );
    // The program itself says what to do with it.
    let read = sandbox.run(["list", "--file", "ours.toml"]);
    assert_eq!(read.code, 1);
    assert_data_eq!(
        read.err,
        str![[r#"
error: a merge conflict is not resolved yet
  ours.toml:15:1: it begins here
hint: keep the lines that are right and delete the markers <<<<<<<, ======= and >>>>>>>

"#]]
    );
}

#[test]
fn somebody_taken_out_by_us_and_changed_by_them_is_a_conflict() {
    let one = BASE.replace("[people.omar]\nname = \"Omar Khan\"\nevery = 30\n", "");
    let two = BASE.replace("every = 30", "every = 14");
    let sandbox = with(BASE, &one, &two);
    let output = sandbox.run(MERGE);
    assert_eq!(output.code, 1);
    assert_data_eq!(
        output.err,
        str![[r#"
error: 1 conflict left in ours.toml, between markers
  people.omar: taken out in ours, changed in theirs
hint: keep the lines that are right and delete the markers <<<<<<<, ======= and >>>>>>>

"#]]
    );
    assert_data_eq!(
        ours(&sandbox),
        str![[r##"
# the people who get my work done

[people.sara]
name = "Sara Ortiz"
dept = "IT"                      # since the move
helps = ["vpn"]
log = [
  { on = 2026-11-02, met = "lunch" },
]

<<<<<<< ours
=======
[people.omar]
name = "Omar Khan"
every = 14

>>>>>>> theirs

"##]]
    );
}

#[test]
fn a_row_that_both_sides_edited_is_a_conflict() {
    let one = BASE.replace("\"lunch\"", "\"dinner\"");
    let two = BASE.replace("\"lunch\"", "\"breakfast\"");
    let sandbox = with(BASE, &one, &two);
    let output = sandbox.run(MERGE);
    assert_eq!(output.code, 1);
    assert_data_eq!(
        output.err,
        str![[r#"
error: 1 conflict left in ours.toml, between markers
  people.sara.log.2026-11-02 met: changed on both sides
hint: keep the lines that are right and delete the markers <<<<<<<, ======= and >>>>>>>

"#]]
    );
    assert_data_eq!(
        ours(&sandbox),
        str![[r##"
# the people who get my work done

[people.sara]
name = "Sara Ortiz"
dept = "IT"                      # since the move
helps = ["vpn"]
log = [
<<<<<<< ours
  { on = 2026-11-02, met = "dinner" },
=======
  { on = 2026-11-02, met = "breakfast" },
>>>>>>> theirs
]

[people.omar]
name = "Omar Khan"
every = 30

"##]]
    );
}

#[test]
fn a_dry_run_shows_the_change_and_the_conflicts_and_writes_nothing() {
    let one = BASE.replace("every = 30", "every = 7");
    let two = BASE
        .replace("every = 30", "every = 14")
        .replace("\"IT\" ", "\"HR\" ");
    let sandbox = with(BASE, &one, &two);
    let output = sandbox.run(MERGE.iter().chain(&["--dry-run"]));
    assert_eq!(output.code, 1);
    assert_data_eq!(
        output.out,
        str![[r#"
line 5
- dept = "IT"                      # since the move
+ dept = "HR"                      # since the move
line 13
+ <<<<<<< ours
line 14
+ =======
+ every = 14
+ >>>>>>> theirs
Nothing was written: this was a dry run.

"#]]
    );
    assert_data_eq!(
        output.err,
        str![[r#"
error: 1 conflict would be left in ours.toml
  people.omar.every: changed on both sides
hint: keep the lines that are right and delete the markers <<<<<<<, ======= and >>>>>>>

"#]]
    );
    assert_eq!(ours(&sandbox), one);
}

#[test]
fn comments_that_could_not_come_along_are_told() {
    // Both changed lines beside each other: only what they mean can be merged.
    let one = BASE.replace(
        "[people.sara]\nname = \"Sara Ortiz\"\n",
        "[people.sara]\nname = \"Sara M. Ortiz\"\n",
    );
    let two = BASE.replace(
        "name = \"Sara Ortiz\"\ndept = \"IT\"                      # since the move\n",
        "name = \"Sara Ortiz\"\ndept = \"HR\"   # she moved again\n",
    );
    let sandbox = with(BASE, &one, &two);
    let output = sandbox.run(MERGE);
    assert_eq!(output.code, 0);
    assert_data_eq!(
        output.err,
        str![[r#"
warning: comments of theirs.toml that could not be taken over: line 5

"#]]
    );
    assert_data_eq!(
        ours(&sandbox),
        str![[r##"
# the people who get my work done

[people.sara]
name = "Sara M. Ortiz"
dept = "HR"                      # since the move
helps = ["vpn"]
log = [
  { on = 2026-11-02, met = "lunch" },
]

[people.omar]
name = "Omar Khan"
every = 30

"##]]
    );
}

#[test]
fn copies_of_a_synced_folder_have_no_base() {
    let one = BASE.replace(ROW, &row("2026-11-10, gave = \"ours\""));
    let two = format!(
        "{}\n[people.li]\nname = \"Li Wei\"\n",
        BASE.replace(ROW, &row("2026-11-11, gave = \"theirs\""))
    );
    let sandbox = with("", &one, &two);
    let said = sandbox.ok(["merge", "/dev/null", "ours.toml", "theirs.toml"]);
    assert_data_eq!(
        said,
        str![[r#"
merged: 1 person new, 1 changed

"#]]
    );
    assert_data_eq!(
        ours(&sandbox),
        str![[r##"
# the people who get my work done

[people.sara]
name = "Sara Ortiz"
dept = "IT"                      # since the move
helps = ["vpn"]
log = [
  { on = 2026-11-02, met = "lunch" },
  { on = 2026-11-10, gave = "ours" },
  { on = 2026-11-11, gave = "theirs" },
]

[people.omar]
name = "Omar Khan"
every = 30

[people.li]
name = "Li Wei"

"##]]
    );
}

#[test]
fn a_merge_into_the_own_book_can_be_taken_back() {
    let one = BASE.replace(ROW, &row("2026-11-10, gave = \"ours\""));
    let two = BASE.replace("every = 30", "every = 14");
    let sandbox = with(BASE, "", &two).book(&one);
    let book = sandbox.file().display().to_string();
    sandbox.ok(["merge", "base.toml", &book, "theirs.toml"]);
    assert!(sandbox.text().contains("every = 14") && sandbox.text().contains("ours"));
    sandbox.ok(["undo"]);
    assert_eq!(sandbox.text(), one);
}

#[test]
fn a_side_with_errors_refuses_the_merge() {
    let sandbox = with(BASE, BASE, "[people.sara\n");
    let output = sandbox.run(MERGE);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: the brackets of this header do not close
  theirs.toml:1:13: expected `]`
nothing was written
hint: mend the line, or open it with: allies edit

"#]]
    );
    assert_eq!(ours(&sandbox), BASE);
    let missing = sandbox.run(["merge", "base.toml", "ours.toml", "nowhere.toml"]);
    assert_eq!(missing.code, 1);
    assert_data_eq!(
        missing.err,
        str![[r#"
error: reading nowhere.toml failed
  No such file or directory (os error 2)
nothing was written
hint: is the path right?

"#]]
    );
    let unread = sandbox.run(["merge", "base.toml", "ours.toml", "."]);
    assert_data_eq!(
        unread.err,
        str![[r#"
error: . is a folder, not a file
nothing was written
hint: name a file in it

"#]]
    );
}

/// Runs git in that folder as someone without any settings; its exit code and all it says.
fn git(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_allies"))
        .parent()
        .expect("a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    // In a hook or a rebase git names its own repository in the environment: the tests' commits
    // would go there.
    let mut git = Command::new("git");
    git.args(arguments)
        .env_clear()
        .env("PATH", format!("{}:{path}", program.display()))
        .env("HOME", folder)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", "A")
        .env("GIT_AUTHOR_EMAIL", "a@example.org")
        .env("GIT_COMMITTER_NAME", "A")
        .env("GIT_COMMITTER_EMAIL", "a@example.org")
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let output = bounded::end(git.spawn().expect("git runs"), "", &git);
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

/// A repository with the driver, and two branches with those texts of the book.
fn repository(sandbox: &Sandbox, ours: &str, theirs: &str) -> bool {
    if Command::new("git").arg("--version").output().is_err() {
        std::io::Write::write_all(&mut std::io::stderr(), b"skipped: there is no git here\n")
            .expect("told");
        return false;
    }
    let home = sandbox.home();
    let run = |arguments: &[&str]| {
        let (code, said) = git(home, arguments);
        assert_eq!(code, 0, "{arguments:?}: {said}");
    };
    let commit = |text: &str| {
        std::fs::write(home.join("allies.toml"), text).expect("written");
        run(&["add", "-A"]);
        run(&["commit", "-qm", "x"]);
    };
    run(&["init", "-q", "-b", "ours"]);
    run(&[
        "config",
        "merge.allies.driver",
        "allies merge %O %A %B --name %P",
    ]);
    std::fs::write(home.join(".gitattributes"), "allies.toml merge=allies\n").expect("written");
    commit(BASE);
    run(&["checkout", "-qb", "theirs"]);
    commit(theirs);
    run(&["checkout", "-q", "ours"]);
    commit(ours);
    true
}

#[test]
fn git_merges_two_branches_with_it() {
    let sandbox = Sandbox::new();
    let one = BASE.replace(ROW, &row("2026-11-10, gave = \"ours\""));
    let two = BASE.replace(ROW, &row("2026-11-11, gave = \"theirs\""));
    if !repository(&sandbox, &one, &two) {
        return;
    }
    let (code, said) = git(sandbox.home(), &["merge", "-q", "--no-edit", "theirs"]);
    assert_eq!(code, 0, "{said}");
    let book = std::fs::read_to_string(sandbox.home().join("allies.toml")).expect("read");
    assert!(
        book.contains("\"ours\"") && book.contains("\"theirs\""),
        "{book}"
    );
    assert_eq!(
        git(sandbox.home(), &["status", "--porcelain", "allies.toml"]).1,
        ""
    );
}

#[test]
fn git_keeps_a_true_conflict_with_its_markers() {
    let sandbox = Sandbox::new();
    let one = BASE.replace("every = 30", "every = 7");
    let two = BASE.replace("every = 30", "every = 14");
    if !repository(&sandbox, &one, &two) {
        return;
    }
    let (code, said) = git(sandbox.home(), &["merge", "-q", "--no-edit", "theirs"]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("people.omar.every: changed on both sides"),
        "{said}"
    );
    assert!(said.contains("1 conflict left in allies.toml"), "{said}");
    let book = std::fs::read_to_string(sandbox.home().join("allies.toml")).expect("read");
    let marked = "<<<<<<< ours\nevery = 7\n=======\nevery = 14\n>>>>>>> theirs\n";
    assert!(book.contains(marked), "{book}");
    let status = git(sandbox.home(), &["status", "--porcelain", "allies.toml"]).1;
    assert_eq!(status, "UU allies.toml\n");
}
