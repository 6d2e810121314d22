//! `import`: people from other programs, all of them or none.

use std::path::PathBuf;

use snapbox::{assert_data_eq, str};

use crate::sandbox::{Output, Sandbox};

const TEAM: &str = "BEGIN:VCARD\nVERSION:3.0\nFN:Sara Ortiz\nEMAIL:sara@acme.example\nORG:Acme;IT\nEND:VCARD\n\
                    BEGIN:VCARD\nVERSION:3.0\nFN:Omar Khan\nTEL:+49 30 1234\nEND:VCARD\n\
                    BEGIN:VCARD\nVERSION:3.0\nORG:Fax GmbH\nEND:VCARD\n";

const BROKEN: &str = "BEGIN:VCARD\nVERSION:3.0\nFN:Sara Ortiz\nEND:VCARD\n\
                      BEGIN:VCARD\nVERSION:3.0\nFN:Omar Khan\nthis is no property\nEND:VCARD\n\
                      BEGIN:VCARD\nVERSION:3.0\nFN:Li Wei\n";

const BOOK: &str =
    "# mine\n[people.sara]\nname = \"Sara Ortiz\"   # from the coffee machine\nevery = 14\n";

/// A sandbox with files beside the book.
fn with_files(book: &str, files: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::with(book);
    for (name, text) in files {
        std::fs::write(sandbox.home().join(name), text).expect("written");
    }
    sandbox
}

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/contacts")
        .join(name)
}

/// Runs an import that must fail with that code and leave the book alone.
fn refused(sandbox: &Sandbox, code: i32, arguments: &[&str]) -> String {
    let before = sandbox.text();
    let Output {
        code: got,
        out,
        err,
    } = sandbox.run(arguments);
    assert_eq!((got, out.as_str()), (code, ""), "{err}");
    assert_eq!(sandbox.text(), before);
    err
}

#[test]
fn new_people_come_in_and_known_ones_gain_what_they_lack() {
    let sandbox = with_files(BOOK, &[("team.vcf", TEAM)]);
    assert_data_eq!(
        sandbox.ok(["import", "team.vcf"]),
        str![[r#"
1 person new, 1 gained something, 1 skipped (no personal name)
See them: allies list. Take it back: allies undo

"#]]
    );
    assert_data_eq!(
        sandbox.text(),
        str![[r##"
# mine
[people.sara]
name = "Sara Ortiz"   # from the coffee machine
dept = "IT"
org = "Acme"
email = "sara@acme.example"
every = 14

[people.omar]
name = "Omar Khan"
added = 2026-11-23
phone = "+49 30 1234"
known = true

"##]]
    );
    let after = sandbox.text();
    assert_data_eq!(
        sandbox.ok(["import", "team.vcf"]),
        str![[r#"
2 known, 1 skipped (no personal name)
Nothing changed.

"#]]
    );
    assert_eq!(sandbox.text(), after);
    sandbox.ok(["undo"]);
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn a_dry_run_lists_who_is_new_and_who_gains_what() {
    let sandbox = with_files(BOOK, &[("team.vcf", TEAM)]);
    std::fs::copy(fixture("friends.md"), sandbox.home().join("friends.md")).expect("copied");
    assert_data_eq!(
        sandbox.ok(["import", "team.vcf", "friends.md", "--dry-run"]),
        str![[r#"
Name        Handle      What comes                    From
Sara Ortiz  sara-ortiz  new                           team.vcf:1
Omar Khan   omar        new                           team.vcf:7
Omar Said   omar-said   new, with 1 row               friends.md:11
Sara Ortiz  sara        gains tags, about and 3 rows  friends.md:12
Li Wei      li          new                           friends.md:13

Left out
  team.vcf:12: Fax GmbH: no personal name

4 people new, 1 gained something, 1 skipped (no personal name)
Nothing was written: this was a dry run.

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn tag_department_and_cadence_are_for_everybody() {
    let sandbox = with_files(BOOK, &[("team.vcf", TEAM)]);
    let flags = [
        "import",
        "team.vcf",
        "--tag",
        "berlin,2026",
        "--dept",
        "Sales",
        "--every",
        "6w",
    ];
    sandbox.ok(flags);
    assert_data_eq!(
        sandbox.text(),
        str![[r##"
# mine
[people.sara]
name = "Sara Ortiz"   # from the coffee machine
dept = "Sales"
org = "Acme"
tags = ["berlin", "2026"]
email = "sara@acme.example"
every = 14

[people.omar]
name = "Omar Khan"
added = 2026-11-23
dept = "Sales"
tags = ["berlin", "2026"]
phone = "+49 30 1234"
every = 42
known = true

"##]]
    );
}

#[test]
fn standard_input_is_a_file_too() {
    let sandbox = Sandbox::new();
    let output = sandbox.pipe(["import", "-", "--quiet"], TEAM);
    assert_eq!(
        (output.code, output.out.as_str(), output.err.as_str()),
        (0, "", "")
    );
    assert!(sandbox.text().contains("[people.omar]"));
    let broken = sandbox.pipe(["import", "-"], BROKEN);
    assert_eq!(broken.code, 1);
    assert_data_eq!(
        broken.err,
        str![[r#"
error: 2 entries cannot be read
  standard input:5: Omar Khan: line 8 of the file is no property of a card
  standard input:10: Li Wei: the card has no `END:VCARD`
nothing was written
hint: mend them, or leave them out: allies import - --skip-broken

"#]]
    );
}

#[test]
fn one_broken_entry_refuses_everything_and_is_named() {
    let sandbox = with_files(BOOK, &[("team.vcf", TEAM), ("old cards.vcf", BROKEN)]);
    assert_data_eq!(
        refused(&sandbox, 1, &["import", "team.vcf", "old cards.vcf"]),
        str![[r#"
error: 2 entries cannot be read
  old cards.vcf:5: Omar Khan: line 8 of the file is no property of a card
  old cards.vcf:10: Li Wei: the card has no `END:VCARD`
nothing was written
hint: mend them, or leave them out: allies import team.vcf 'old cards.vcf' --skip-broken

"#]]
    );
    let skipped = sandbox.run(["import", "team.vcf", "old cards.vcf", "--skip-broken"]);
    assert_eq!(skipped.code, 0);
    assert_data_eq!(
        skipped.out,
        str![[r#"
2 people new, 1 known, 1 skipped (no personal name), 2 left out (cannot be read)
See them: allies list. Take it back: allies undo

"#]]
    );
    assert_data_eq!(
        skipped.err,
        str![[r#"
warning: left out: old cards.vcf:5: Omar Khan: line 8 of the file is no property of a card
warning: left out: old cards.vcf:10: Li Wei: the card has no `END:VCARD`

"#]]
    );
}

#[test]
fn what_is_no_import_is_told_with_its_place() {
    let files = [
        ("notes.txt", "buy milk\n"),
        ("empty.vcf", "\n"),
        ("book.json", "{\"allies\": 1,\n \"people\": 7}"),
        ("team.vcf", TEAM),
    ];
    let sandbox = with_files(BOOK, &files);
    assert_data_eq!(
        refused(&sandbox, 1, &["import", "notes.txt"]),
        str![[r#"
error: notes.txt cannot be imported
  none of the forms that can be read: vCard, LinkedIn CSV, Google CSV, Outlook CSV, friends.md, allies JSON
nothing was written
hint: if it is one of them, name it with --from: vcf, linkedin, google, outlook, friends, json

"#]]
    );
    assert_data_eq!(
        refused(&sandbox, 1, &["import", "empty.vcf"]),
        str![[r#"
error: empty.vcf cannot be imported
  there is nothing in it
nothing was written
hint: is it the right file?

"#]]
    );
    assert_data_eq!(
        refused(&sandbox, 1, &["import", "book.json"]),
        str![[r#"
error: book.json cannot be imported
  book.json:2:12: a value of another kind is needed
nothing was written
hint: write it again: allies export --to json

"#]]
    );
    assert_data_eq!(
        refused(&sandbox, 1, &["import", "team.vcf", "--from", "google"]),
        str![[r#"
error: team.vcf cannot be imported
  it is no Google CSV
nothing was written
hint: leave out --from, or name another form: vcf, linkedin, google, outlook, friends, json

"#]]
    );
    assert_data_eq!(
        refused(&sandbox, 2, &["import", "team.vcf", "--from", "goggle"]),
        str![[r#"
error: `goggle` is no form
nothing was written
hint: did you mean `google`?

"#]]
    );
    assert_data_eq!(
        refused(&sandbox, 1, &["import", "team.vcf", "nowhere.vcf"]),
        str![[r#"
error: reading nowhere.vcf failed
  No such file or directory (os error 2)
nothing was written
hint: is the path right?

"#]]
    );
    assert_data_eq!(
        refused(&sandbox, 1, &["import", "."]),
        str![[r#"
error: . is a folder, not a file
nothing was written
hint: name a file in it

"#]]
    );
    assert_data_eq!(
        refused(&sandbox, 2, &["import", "-", "-"]),
        str![[r#"
error: standard input can be read once, so `-` can be named once
nothing was written
hint: allies import - FILE

"#]]
    );
    assert_data_eq!(
        refused(&sandbox, 2, &["import"]),
        str![[r#"
error: the following required arguments were not provided:
  <FILE>...
hint: allies import <FILE>...

"#]]
    );
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let sandbox = Sandbox::with(BOOK);
    std::fs::write(
        sandbox.home().join("photo.jpg"),
        b"\xff\xd8\xff\xe0\0\x10JFIF\0",
    )
    .expect("written");
    assert_data_eq!(
        refused(&sandbox, 1, &["import", "photo.jpg"]),
        str![[r#"
error: photo.jpg cannot be imported
  not a text file
nothing was written
hint: export it as vCard or CSV from the program it comes from

"#]]
    );
}

#[test]
fn every_form_comes_in_by_itself() {
    for (name, people) in [
        ("linkedin.csv", 1),
        ("google.csv", 1),
        ("google_before.csv", 1),
        ("outlook.csv", 1),
        ("outlook_web.csv", 1),
        ("friends.md", 3),
        ("phone.vcf", 1),
        ("mac.vcf", 1),
        ("cloud.vcf", 1),
        ("agent.vcf", 1),
    ] {
        let sandbox = Sandbox::new();
        let path = fixture(name);
        let output = sandbox.run([std::ffi::OsStr::new("import"), path.as_os_str()]);
        assert_eq!((output.code, output.err.as_str()), (0, ""), "{name}");
        let now = sandbox.text().matches("[people.").count();
        assert!(now >= people, "{name}: {now}");
    }
}

#[test]
fn a_pipe_may_be_named_as_a_file() {
    let sandbox = Sandbox::new();
    let output = sandbox.pipe(["import", "/dev/stdin"], TEAM);
    assert_eq!((output.code, output.err.as_str()), (0, ""));
    assert!(sandbox.text().contains("[people.sara]"));
}

#[test]
fn what_a_card_hides_reaches_no_terminal() {
    let card = "BEGIN:VCARD\nVERSION:3.0\nFN:Sa\u{1b}[2Jra \u{202e}zitrO\nEND:VCARD\n\
                BEGIN:VCARD\nVERSION:3.0\nORG:Ev\u{1b}]0;x\u{7}il\nEND:VCARD\n\
                BEGIN:VCARD\nVERSION:3.0\nFN:Bro\u{9b}ken\nno\u{1b}pe\nEND:VCARD\n";
    let sandbox = with_files("", &[("team.vcf", card)]);
    for arguments in [
        vec!["import", "team.vcf"],
        vec!["import", "team.vcf", "--skip-broken", "--dry-run"],
        vec!["import", "team.vcf", "--skip-broken"],
    ] {
        let output = sandbox.run(arguments);
        for text in [output.out, output.err] {
            let hidden = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            assert!(!text.contains(hidden), "{text:?}");
        }
    }
}

#[test]
fn a_thousand_cards_come_in_at_once() {
    let cards: Vec<String> = (0..1000)
        .map(|n| format!("BEGIN:VCARD\nVERSION:3.0\nFN:Person {n} Name{n}\nEMAIL:p{n}@acme.example\nEND:VCARD\n"))
        .collect();
    let sandbox = with_files(BOOK, &[("all.vcf", &cards.concat())]);
    assert_data_eq!(
        sandbox.ok(["import", "all.vcf", "--every", "quarterly"]),
        str![[r#"
1000 people new
See them: allies list. Take it back: allies undo

"#]]
    );
    assert_eq!(sandbox.text().matches("[people.").count(), 1001);
    assert_data_eq!(
        sandbox.ok(["import", "all.vcf"]),
        str![[r#"
1000 known
Nothing changed.

"#]]
    );
}

#[cfg(unix)]
#[test]
fn at_a_terminal_standard_input_is_what_is_pasted() {
    use crate::terminal::{END_OF_INPUT, End, Terminal};
    let sandbox = Sandbox::new();
    let mut terminal = Terminal::open(sandbox.command(["import", "-"]));
    terminal.sees("paste the contacts, then press Ctrl-D");
    terminal.types("BEGIN:VCARD\nVERSION:3.0\nFN:Sara Ortiz\nEND:VCARD");
    terminal.presses(END_OF_INPUT);
    let (seen, end) = terminal.ends();
    assert_eq!(end, End::Code(0), "{seen}");
    assert!(seen.contains("1 person new"), "{seen}");
    let terminal = Terminal::open(sandbox.command(["import", "-", "--no-input"]));
    let (seen, end) = terminal.ends();
    assert_eq!(end, End::Code(2), "{seen}");
    assert!(seen.contains("nothing is piped into it"), "{seen}");
}

#[cfg(unix)]
#[test]
fn at_a_terminal_a_long_import_shows_that_it_goes_on_and_leaves_no_trace() {
    use crate::terminal::{End, Terminal};
    let cards: Vec<String> = (0..20_000)
        .map(|n| format!("BEGIN:VCARD\nVERSION:3.0\nFN:Person {n} Name{n}\nEMAIL:p{n}@acme.example\nEND:VCARD\n"))
        .collect();
    let sandbox = with_files(BOOK, &[("all.vcf", &cards.concat())]);
    let terminal = Terminal::open(sandbox.command(["import", "all.vcf"]));
    let (seen, end) = terminal.ends();
    assert_eq!(end, End::Code(0), "{seen}");
    let (shown, told) = seen.split_once("20000 people new").expect("told");
    // On a machine that needs less than a moment there is no line at all.
    assert!(
        shown.is_empty() || shown.starts_with("importing all.vcf: 0."),
        "{shown:?}"
    );
    assert!(shown.is_empty() || shown.ends_with(' '), "{shown:?}");
    assert!(!told.contains("importing"), "{told:?}");
}
