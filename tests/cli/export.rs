//! `export`: the book in other forms, out of the program or into a file.

use std::os::unix::fs::PermissionsExt as _;

use snapbox::{IntoData as _, assert_data_eq, str};

use crate::sandbox::Sandbox;

const BOOK: &str = r#"[settings]
every = 45

[goals.audit]
name = "Pass the audit"
set = 2026-11-01
helped_by = ["omar"]

[people.sara]
name = "Sara Ortiz"
dept = "IT"
helps = ["vpn", "laptops"]
email = "sara@acme.example"
desk = "4.17"
promises = [{ by = 2028-02-01, what = "the venue; floor plan" }]
log = [
  { on = 2026-11-02, received = "=loaner, at once", size = "big" },
  { on = 2026-11-20, met = "lunch" },
]

[people.omar]
name = "Omar Khan"
added = 2026-11-10
snooze = { from = 2026-11-16, until = 2026-11-30 }

[people.ana]
name = "Ana Silva"
archived = 2026-08-31
log = [{ on = 2026-06-30, met = "farewell" }]
"#;

#[test]
fn json_is_read_back_by_import_to_an_equal_book() {
    let sandbox = Sandbox::with(BOOK);
    let json = sandbox.ok(["export", "--to", "json"]);
    assert_eq!(json.lines().count(), 1, "one line in a pipe");
    // The same into the same book changes nothing; into an empty one it gives the same JSON,
    // but for the settings, for which there is no change.
    let same = sandbox.pipe(["import", "-"], &json);
    assert_data_eq!(
        same.out,
        str![[r#"
3 known
Nothing changed.

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
    let other = Sandbox::with("[settings]\nevery = 45\n");
    let said = other.pipe(["import", "-"], &json);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert_eq!(other.ok(["export", "--to", "json"]), json);
}

#[test]
fn settings_of_an_imported_book_stay_and_that_is_told() {
    let json = Sandbox::with(BOOK).ok(["export", "--to", "json"]);
    let other = Sandbox::new();
    assert_data_eq!(
        other.pipe(["import", "-"], &json).err,
        str![[r#"
warning: the settings of an imported book differ from those here, which stay

"#]]
    );
}

#[test]
fn what_an_imported_book_tells_otherwise_is_counted_and_stays() {
    let here = Sandbox::with(
        "[people.sara]\nname = \"Sara Ortiz\"\ndept = \"HR\"\npromises = \
         [{ by = 2026-12-01, what = \"the plan\" }]\nlog = [{ on = 2026-11-02, met = \"lunch\" }]\n",
    );
    let there = Sandbox::with(
        "[people.sara]\nname = \"Sara Ortiz\"\ndept = \"IT\"\ndesk = 4\npromises = \
         [{ by = 2026-12-01, what = \"the plan\", kept = 2026-11-20 }]\n\
         log = [{ on = 2026-11-02, met = \"lunch\", size = \"big\" }]\n",
    );
    let json = there.ok(["export", "--to", "json"]);
    let dry = here.pipe(["import", "-", "--dry-run"], &json);
    assert_data_eq!(
        dry.out,
        str![[r#"
Name        Handle  What comes            From
Sara Ortiz  sara    gains 1 promise kept  standard input

1 gained something
Nothing was written: this was a dry run.

"#]]
    );
    let said = here.pipe(["import", "-"], &json);
    assert_data_eq!(
        said.out,
        str![[r#"
1 gained something
See them: allies list. Take it back: allies undo

"#]]
    );
    assert_data_eq!(
        said.err,
        str![[r#"
warning: 1 field, 1 row and 1 key of your own of an imported book differ from what is here, which stays: sara

"#]]
    );
    assert_data_eq!(
        here.text(),
        str![[r#"
[people.sara]
name = "Sara Ortiz"
dept = "HR"
promises = [{ by = 2026-12-01, what = "the plan", kept = 2026-11-20 }]
log = [{ on = 2026-11-02, met = "lunch" }]

"#]]
    );
    let again = here.pipe(["import", "-"], &json);
    assert_data_eq!(
        again.out,
        str![[r#"
1 known
Nothing changed.

"#]]
    );
}

#[test]
fn a_table_has_a_row_a_person_with_scores() {
    assert_data_eq!(
        Sandbox::with(BOOK).ok(["export", "--to", "csv"]),
        str![[r#"
handle,name,dept,role,org,level,boss,helps,cares,tags,approach,email,phone,introduced_by,every,known,remote,added,archived,snoozed_until,about,standing,balance,warmth,given,taken,contact
sara,Sara Ortiz,IT,,,,,vpn; laptops,,,,sara@acme.example,,,,,,,,,,new,-22,77,0.00,1.70,3.36
omar,Omar Khan,,,,,,,,,,,,,,,,2026-11-10,,2026-11-30,,new,0,0,0.00,0.00,0.00
ana,Ana Silva,,,,,,,,,,,,,,,,,2026-08-31,,,,,,,,

"#]]
    );
    assert_data_eq!(
        Sandbox::with(BOOK).ok(["export", "--to", "csv", "--log"]),
        str![[r#"
handle,name,on,kind,size,urgent,note
sara,Sara Ortiz,2026-11-02,received,big,,"'=loaner, at once"
sara,Sara Ortiz,2026-11-20,met,,,lunch
ana,Ana Silva,2026-06-30,met,,,farewell

"#]]
    );
}

#[test]
fn cards_are_for_an_address_book() {
    let cards = Sandbox::with(BOOK).ok(["export", "--to", "vcf"]);
    assert_data_eq!(
        cards.replace('\r', ""),
        str![[r#"
BEGIN:VCARD
VERSION:4.0
UID;VALUE=text:allies/sara
FN:Sara Ortiz
ORG:;IT
EMAIL;PREF=1:sara@acme.example
EXPERTISE:vpn
EXPERTISE:laptops
END:VCARD
BEGIN:VCARD
VERSION:4.0
UID;VALUE=text:allies/omar
FN:Omar Khan
END:VCARD

"#]]
    );
}

#[test]
fn a_card_cannot_say_that_a_person_is_archived_so_there_is_none() {
    let sandbox = Sandbox::with(BOOK);
    assert_eq!(
        sandbox.ok(["export", "--to", "vcf", "--output", "all.vcf"]),
        "all.vcf: 2 people\n"
    );
    let before = sandbox.ok(["export", "--to", "vcf", "--today", "2026-08-30"]);
    assert!(before.contains("FN:Ana Silva"), "{before}");
}

#[test]
fn the_calendar_holds_what_is_due_and_promised() {
    let calendar = Sandbox::with(BOOK).ok(["export", "--to", "ics"]);
    assert_data_eq!(
        calendar.replace('\r', ""),
        str![[r#"
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//allies//allies//EN
CALSCALE:GREGORIAN
X-WR-CALNAME:allies
BEGIN:VEVENT
UID:55448988d4526a35b60ead66070d3ed6@allies
DTSTAMP:20261123T000000Z
DTSTART;VALUE=DATE:20261123
SUMMARY:Sara Ortiz: help of 2 November not thanked
DESCRIPTION:due Wednesday 4 November 2026\, 19 days late\nallies show sara
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:41617214a2ed09a97dc43e76b5e71046@allies
DTSTAMP:20261123T000000Z
DTSTART;VALUE=DATE:20261123
SUMMARY:Sara Ortiz: help of 2 November\, boss not told
DESCRIPTION:due Monday 9 November 2026\, 14 days late\nallies show sara
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:450cdf560a4582892273309df59a221a@allies
DTSTAMP:20261123T000000Z
DTSTART;VALUE=DATE:20261130
SUMMARY:Omar Khan: goal Pass the audit: no contact since 10 November\, when
  added
DESCRIPTION:due Tuesday 24 November 2026\nallies show omar
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:6318faeafd6bab55b0ad492ea48e9a18@allies
DTSTAMP:20261123T000000Z
DTSTART;VALUE=DATE:20261130
SUMMARY:Omar Khan: added 10 November\, never met
DESCRIPTION:due Tuesday 24 November 2026\nallies show omar
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:05959fee7ab84e410d6c5fb8962b6f94@allies
DTSTAMP:20261123T000000Z
DTSTART;VALUE=DATE:20270104
SUMMARY:Sara Ortiz: silent since 20 November
DESCRIPTION:due Monday 4 January 2027\nallies show sara
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:22c3c5347dad3c4c510738608c48bc4d@allies
DTSTAMP:20261123T000000Z
DTSTART;VALUE=DATE:20280201
SUMMARY:Sara Ortiz: you promised: the venue\; floor plan
DESCRIPTION:due Tuesday 1 February 2028\nallies show sara
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR

"#]]
        .raw()
    );
}

#[test]
fn an_event_keeps_its_name_when_its_day_moves() {
    let sandbox = Sandbox::with(BOOK);
    let names = |calendar: String| -> Vec<String> {
        let mut names: Vec<String> = calendar
            .lines()
            .filter(|line| line.starts_with("UID:"))
            .map(str::to_owned)
            .collect();
        names.sort();
        names
    };
    let before = names(sandbox.ok(["export", "--to", "ics"]));
    let later = names(sandbox.ok(["export", "--to", "ics", "--today", "2026-11-24"]));
    assert_eq!(before, later);
    let mut apart = before.clone();
    apart.dedup();
    assert_eq!(apart, before, "no two events have one name");
}

#[test]
fn a_file_is_private_and_never_replaced_without_a_yes() {
    let sandbox = Sandbox::with(BOOK);
    let file = sandbox.home().join("book.json");
    assert_data_eq!(
        sandbox.ok(["export", "--to", "json", "--output", "book.json"]),
        str![[r#"
book.json: 3 people

"#]]
    );
    assert_eq!(
        file.metadata().expect("written").permissions().mode() & 0o7777,
        0o600
    );
    let before = std::fs::read(&file).expect("read");
    let refused = sandbox.run(["export", "--to", "csv", "--output", "book.json"]);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    assert_data_eq!(
        refused.err,
        str![[r#"
error: book.json is there already
nothing was written
hint: to replace it add --yes, or name another file

"#]]
    );
    assert_eq!(std::fs::read(&file).expect("read"), before);
    sandbox.ok([
        "export",
        "--to",
        "csv",
        "-o",
        "book.json",
        "--yes",
        "--quiet",
    ]);
    assert_ne!(std::fs::read(&file).expect("read"), before);
    let left: Vec<_> = std::fs::read_dir(sandbox.home())
        .expect("home")
        .map(|entry| entry.expect("an entry").file_name())
        .filter(|name| name.to_string_lossy().ends_with(".tmp"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn what_cannot_be_written_is_told() {
    let sandbox = Sandbox::with(BOOK);
    let refused = |code: i32, arguments: &[&str]| {
        let output = sandbox.run(arguments);
        assert_eq!((output.code, output.out.as_str()), (code, ""));
        assert_eq!(sandbox.text(), BOOK);
        output.err
    };
    let book = sandbox.file().display().to_string();
    assert_data_eq!(
        refused(1, &["export", "--to", "json", "--output", &book, "--yes"]),
        str![[r#"
error: ~/.config/allies/allies.toml is the book itself, and would be lost
nothing was written
hint: name another file

"#]]
    );
    assert_data_eq!(
        refused(
            1,
            &["export", "--to", "json", "--output", "/dev/null", "--yes"]
        ),
        str![[r#"
error: /dev/null is no ordinary file, so it cannot be replaced safely
nothing was written
hint: name a file, or leave out --output to write to standard output

"#]]
    );
    assert_data_eq!(
        refused(
            1,
            &["export", "--to", "json", "--output", "no/such/folder.json"]
        ),
        str![[r#"
error: the folder no/such does not exist
nothing was written
hint: make it: mkdir -p no/such; or name another file

"#]]
    );
    assert_data_eq!(
        refused(1, &["export", "--to", "json", "--output", "."]),
        str![[r#"
error: . is a folder, not a file
nothing was written
hint: name a file in it

"#]]
    );
    assert_data_eq!(
        refused(2, &["export", "--to", "json", "--log"]),
        str![[r#"
error: --log is for tables: JSON has every row already, cards and calendars none
hint: allies export --to csv --log

"#]]
    );
    assert_data_eq!(
        refused(2, &["export", "--to", "xml"]),
        str![[r#"
error: invalid value `xml` for `--to <FORM>`
  [possible values: json, csv, vcf, ics]

"#]]
    );
    assert_data_eq!(
        refused(2, &["export"]),
        str![[r#"
error: the following required arguments were not provided:
  --to <FORM>
hint: allies export --to <FORM>

"#]]
    );
}

#[test]
fn a_dash_is_standard_output() {
    let sandbox = Sandbox::with(BOOK);
    assert_eq!(
        sandbox.ok(["export", "--to", "vcf", "--output", "-"]),
        sandbox.ok(["export", "--to", "vcf"])
    );
}

#[cfg(unix)]
#[test]
fn at_a_terminal_it_asks_before_it_replaces() {
    use crate::terminal::{End, Terminal};
    let sandbox = Sandbox::with(BOOK);
    let file = sandbox.home().join("book.json");
    std::fs::write(&file, "old").expect("written");
    let export = ["export", "--to", "json", "--output", "book.json"];
    for (answer, replaced) in [("n", false), ("", false), ("y", true)] {
        let mut terminal = Terminal::open(sandbox.command(export));
        terminal.sees("Replace book.json? [y/N]");
        terminal.types(answer);
        let (seen, end) = terminal.ends();
        let code = if replaced { 0 } else { 130 };
        assert_eq!(end, End::Code(code), "{answer}: {seen}");
        let text = std::fs::read_to_string(&file).expect("read");
        assert_eq!(text != "old", replaced, "{answer}: {seen}");
    }
}
