//! Files as people write them: five spellings, every line ending, and each writing command
//! changes only the lines it is about.

use std::fs;

use crate::sandbox::Sandbox;

/// The same book in five spellings, each with comments where people put them.
const SPELLINGS: [(&str, &str); 5] = [
    (
        "plain",
        "# top\n\n[people.sara] # first\nname = \"Sara Ortiz\"   # who\ndept = \"IT\"\nlog = [\n  # spring\n  \
         { on = 2026-03-01, met = \"coffee\" },\n]\n\n# second\n[people.omar]\nname = \"Omar\"\n",
    ),
    (
        "tables",
        "# top\n\n[people.sara] # first\nname = \"Sara Ortiz\"\ndept = \"IT\"\n\n[[people.sara.log]]\n\
         on = 2026-03-01 # spring\nmet = \"coffee\"\n\n# second\n[people.omar]\nname = \"Omar\"\n",
    ),
    (
        "inline",
        "# top\n[people]\nsara = { name = \"Sara Ortiz\", dept = \"IT\", log = [{ on = 2026-03-01, met = \"coffee\" }] } # first\n\
         omar = { name = \"Omar\" } # second\n",
    ),
    (
        "dotted",
        "# top\npeople.sara.name = \"Sara Ortiz\" # first\npeople.sara.dept = \"IT\"\n\
         people.sara.log = [ { on = 2026-03-01, met = \"coffee\" } ]\n# second\npeople.omar.name = \"Omar\"\n",
    ),
    (
        "odd",
        "# top\n[ 'people' . \"sara\" ]# first\n\"name\"='Sara Ortiz'\n'dept'\t=\t\"\"\"IT\"\"\"\n\
         \"log\" = [\n\t{ 'on' = 2026-03-01, \"met\" = '''coffee''' } # spring\n]\n# second\n[people.\"omar\"]\nname = \"Omar\"\n",
    ),
];

/// Every way in which an editor ends lines and files.
fn endings(text: &str) -> Vec<(&'static str, String)> {
    vec![
        ("LF", text.to_owned()),
        ("CRLF", text.replace('\n', "\r\n")),
        ("mark", format!("\u{feff}{text}")),
        ("no final newline", text.trim_end().to_owned()),
        (
            "CRLF, mark, no final newline",
            format!("\u{feff}{}", text.trim_end().replace('\n', "\r\n")),
        ),
    ]
}

/// Writing commands that add or change and take nothing out.
const COMMANDS: [&[&str]; 9] = [
    &["log", "sara", "gave", "an hour", "--on", "2026-11-20"],
    &[
        "log", "omar", "asked", "a favour", "--urgent", "--got", "at once",
    ],
    &[
        "log",
        "sara,omar",
        "met",
        "--promise",
        "a plan",
        "--by",
        "2026-12-01",
    ],
    &[
        "add",
        "Zoë Rossi",
        "--dept",
        "HR",
        "--helps",
        "hiring",
        "--met",
        "lunch",
    ],
    &["promise", "omar", "the plan", "--by", "2026-12-01"],
    &["kept", "omar", "1"],
    &["snooze", "sara", "2026-12-24"],
    &["archive", "omar"],
    &[
        "goal",
        "add",
        "Ship it",
        "--by",
        "2026-12-18",
        "--helped-by",
        "sara",
        "--hindered-by",
        "omar",
    ],
];

/// What must have been done before a command can be.
fn prepare(sandbox: &Sandbox, command: &[&str]) {
    if command[0] == "kept" {
        sandbox.ok(["promise", "omar", "a plan", "--by", "2026-12-24"]);
    }
}

#[test]
fn a_command_changes_only_its_own_lines_in_every_spelling_and_ending() {
    for (spelling, text) in SPELLINGS {
        for (ending, text) in endings(text) {
            for command in COMMANDS {
                let place = format!("{spelling}, {ending}, {command:?}");
                let sandbox = Sandbox::with(&text);
                prepare(&sandbox, command);
                let text = sandbox.text();
                sandbox.ok(command);
                let after = sandbox.text();
                assert_ne!(after, text, "{place}");
                assert_kept(&text, &after, &place);
                assert_eq!(
                    text.starts_with('\u{feff}'),
                    after.starts_with('\u{feff}'),
                    "{place}"
                );
                if ending.contains("CRLF") {
                    assert!(
                        !after.replace("\r\n", "").contains('\n'),
                        "a lone LF: {place}\n{after:?}"
                    );
                } else {
                    assert!(!after.contains('\r'), "{place}");
                }
                sandbox.ok(["list"]);
                sandbox.ok(["undo"]);
                assert_eq!(sandbox.text(), text, "undo: {place}");
            }
        }
    }
}

#[test]
fn what_is_taken_out_comes_back_to_the_last_byte() {
    for (spelling, text) in SPELLINGS {
        for (ending, text) in endings(text) {
            for command in [
                ["remove", "omar", "--yes"].as_slice(),
                &["remove", "sara", "--yes"],
            ] {
                let place = format!("{spelling}, {ending}, {command:?}");
                let sandbox = Sandbox::with(&text);
                sandbox.ok(command);
                assert!(
                    sandbox.text().contains("# top"),
                    "the header stays: {place}"
                );
                let left = sandbox.ok(["list", "--json"]);
                assert_eq!(left.matches("\"handle\":").count(), 1, "{place}: {left}");
                sandbox.ok(["undo"]);
                assert_eq!(sandbox.text(), text, "{place}");
            }
        }
    }
}

/// Every line of the old text is in the new one, in order; of a line in which something was
/// put, all its pieces are.
fn assert_kept(before: &str, after: &str, place: &str) {
    let mut rest = after;
    for comment in before
        .lines()
        .filter_map(|line| line.split_once('#').map(|(_, comment)| comment.trim_end()))
    {
        let at = rest.find(comment);
        assert!(
            at.is_some(),
            "lost the comment {comment:?}: {place}\n{after}"
        );
        rest = &rest[at.unwrap_or(0)..];
    }
    let mut bytes = after.chars();
    for wanted in before.chars() {
        let found = bytes.any(|c| c == wanted);
        assert!(found, "lost {wanted:?}: {place}\n{after}");
    }
}

#[test]
fn changes_in_every_spelling_mean_the_same() {
    let mut answers = Vec::new();
    for (_, text) in SPELLINGS {
        let sandbox = Sandbox::with(text);
        for command in COMMANDS {
            sandbox.ok(command);
        }
        answers.push(["sara", "omar", "zoe"].map(|who| sandbox.ok(["show", who, "--json"])));
    }
    assert!(
        answers.windows(2).all(|pair| pair[0] == pair[1]),
        "{answers:#?}"
    );
}

#[test]
fn a_file_that_cannot_be_read_is_never_written() {
    let text = SPELLINGS[0].1;
    for cut in (0..text.len()).filter(|cut| text.is_char_boundary(*cut)) {
        let sandbox = Sandbox::with(&text[..cut]);
        let output = sandbox.run(["log", "sara", "gave", "x"]);
        if output.code != 0 {
            assert_eq!(
                (output.code, sandbox.text().as_str()),
                (1, &text[..cut]),
                "cut at {cut}"
            );
            assert!(
                output.err.contains("nothing was written"),
                "cut at {cut}: {}",
                output.err
            );
        }
        let folder = sandbox.file().parent().expect("a folder").to_owned();
        assert_eq!(
            fs::read_dir(folder).expect("a folder").count(),
            1,
            "cut at {cut}"
        );
    }
}
