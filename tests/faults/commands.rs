//! What is tried: every command that writes, in the scene it is tried in. A new command is a
//! new line here, and a test says so when it is forgotten.

use std::process::{Command, Stdio};

use crate::bounded;
use crate::scene::Scene;

/// Words that stand in notes, here and in the book of every scene. They must never come back
/// in an error.
pub const NOTE: &str = "quincunx at the water cooler";

/// A command in its scene.
pub struct Case {
    /// What it is tried on.
    pub scene: Scene,
    /// Commands that come before it, not under test.
    pub before: &'static [&'static [&'static str]],
    /// The command under test.
    pub arguments: &'static [&'static str],
    /// What it is given on standard input.
    pub input: &'static str,
    /// The editor that it opens; none for most.
    pub editor: &'static str,
}

impl Case {
    /// Whether it runs by itself, on the file that `--file` names.
    pub fn takes_file(&self) -> bool {
        let alone = self.editor.is_empty() && self.input.is_empty();
        alone && self.arguments[0] != "merge"
    }

    /// The command and its scene, for a message.
    pub fn name(&self) -> String {
        let words = self.arguments.iter().filter(|word| !word.contains(' '));
        let words: Vec<&str> = words.copied().collect();
        format!("{} in {:?}", words.join(" "), self.scene)
    }
}

const fn case(scene: Scene, arguments: &'static [&'static str]) -> Case {
    after(&[], scene, arguments)
}

const fn after(
    before: &'static [&'static [&'static str]],
    scene: Scene,
    arguments: &'static [&'static str],
) -> Case {
    Case {
        scene,
        before,
        arguments,
        input: "",
        editor: "",
    }
}

const fn fed(scene: Scene, arguments: &'static [&'static str], input: &'static str) -> Case {
    Case {
        input,
        ..case(scene, arguments)
    }
}

const fn by_hand(scene: Scene, arguments: &'static [&'static str]) -> Case {
    Case {
        editor: "/bin/sed -i s/Haddad/Hadad/",
        ..case(scene, arguments)
    }
}

/// Another book into this one, which is named by its path.
const MERGE: &[&str] = &[
    "merge",
    "/dev/null",
    ".config/allies/allies.toml",
    "theirs.toml",
];

/// The other book.
pub const THEIRS: &str = "[people.tess]\nname = \"Tess Merge\"\nabout = \"a quincunx\"\n";

/// People of another program, one of them known.
pub const CARDS: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Omar Haddad\r\nTEL:+49 30 1\r\n\
    END:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ines Card\r\nNOTE:a quincunx\r\nEND:VCARD\r\n";

/// Every writing command at least once, and the commonest in every scene.
pub const CASES: &[Case] = &[
    case(Scene::Plain, &["log", "sara", "gave", NOTE]),
    case(Scene::Linked, &["log", "sara,omar", "met", NOTE]),
    case(Scene::Littered, &["log", "sara", "wrote", NOTE]),
    case(Scene::Unlockable, &["log", "omar", "called", NOTE]),
    case(Scene::FullJournal, &["log", "sara", "shared", NOTE]),
    case(Scene::Fresh, &["add", "Ada Fresh", "--met", NOTE]),
    case(Scene::Empty, &["add", "Ada Empty", "--about", NOTE]),
    case(Scene::Plain, &["add", "Ada Plain", "--about", NOTE]),
    case(Scene::Linked, &["add", "Ada Linked", "--about", NOTE]),
    case(
        Scene::Plain,
        &["promise", "sara", NOTE, "--by", "2026-12-01"],
    ),
    case(Scene::Plain, &["kept", "sara", "2"]),
    case(Scene::Plain, &["snooze", "omar", "2026-12-01"]),
    case(Scene::Plain, &["snooze", "li", "--off"]),
    case(Scene::Plain, &["archive", "omar"]),
    case(Scene::Plain, &["archive", "old", "--undo"]),
    case(Scene::Plain, &["remove", "sara", "--yes"]),
    case(Scene::Linked, &["remove", "sara", "--yes"]),
    case(Scene::Plain, &["goal", "add", NOTE, "--by", "2026-12-18"]),
    case(Scene::Plain, &["goal", "done", "billing"]),
    case(Scene::Plain, &["goal", "remove", "billing", "--yes"]),
    case(
        Scene::Plain,
        &["edit", "omar", "--dept", "HR", "--about", NOTE],
    ),
    case(Scene::Linked, &["edit", "sara", "--unset", "about,helps"]),
    by_hand(Scene::Plain, &["edit", "omar"]),
    by_hand(Scene::Linked, &["edit"]),
    case(Scene::Plain, &["import", "team.vcf"]),
    case(Scene::Fresh, &["import", "team.vcf"]),
    fed(Scene::Linked, &["import", "-"], CARDS),
    case(Scene::Plain, MERGE),
    case(Scene::Linked, MERGE),
    case(Scene::Plain, &["undo"]),
    case(Scene::Linked, &["undo"]),
    case(Scene::Unlockable, &["undo"]),
    after(&[&["add", "Ada Fresh"]], Scene::Fresh, &["undo"]),
    after(&[&["undo"]], Scene::Plain, &["undo", "--redo"]),
    after(&[&["undo"]], Scene::Linked, &["undo", "--redo"]),
];

/// Commands that never write the data file.
const READING: &[&str] = &[
    "check",
    "completions",
    "due",
    "goal list",
    "help",
    "list",
    "review",
    "show",
    "who",
];

/// Commands that write other files than the book, the same way: beside, forced, renamed. They
/// are tried in `elsewhere`.
const ELSEWHERE: &[&str] = &["export", "man"];

/// Commands that write only when someone answers in a terminal. What they save goes the way
/// of `log` and `snooze`.
const ASKING: &[&str] = &["walk"];

/// Every command that the program knows, those of `goal` and its like with both words.
fn known() -> Vec<String> {
    let all = subcommands(&[]);
    assert!(all.len() > 5, "the help lists its commands: {all:?}");
    let mut known = Vec::new();
    for name in all {
        let inner = if name == "help" {
            Vec::new()
        } else {
            subcommands(&[&name])
        };
        if inner.is_empty() {
            known.push(name);
        } else {
            known.extend(inner.iter().map(|inner| format!("{name} {inner}")));
        }
    }
    known
}

/// What stands under `Commands:` in the help of a command.
fn subcommands(of: &[&str]) -> Vec<String> {
    let help = help(of);
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    lines
        .take_while(|line| !line.is_empty())
        // A line that is indented further goes on from the one before.
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

fn help(of: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_allies"));
    command
        .env_clear()
        .args(of)
        .arg("--help")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let child = command.spawn().expect("the program starts");
    let output = bounded::end(child, "", &command);
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn no_writing_command_is_forgotten() {
    for command in known() {
        let words: Vec<&str> = command.split(' ').collect();
        let tried = CASES.iter().any(|case| case.arguments.starts_with(&words));
        let reads = READING.contains(&command.as_str());
        let asks = ASKING.contains(&command.as_str());
        let elsewhere = ELSEWHERE.contains(&command.as_str());
        assert_eq!(
            [tried, reads, asks, elsewhere]
                .iter()
                .filter(|it| **it)
                .count(),
            1,
            "`{command}` belongs into exactly one of CASES, READING, ASKING and ELSEWHERE"
        );
        let can_rehearse = help(&words).contains("--dry-run");
        assert!(
            !(reads && can_rehearse),
            "`{command}` has --dry-run, so it writes"
        );
    }
}

#[test]
fn no_command_is_tried_that_is_none() {
    let known = known();
    for case in CASES {
        let words = case.arguments.join(" ");
        let fits = |name: &String| words == *name || words.starts_with(&format!("{name} "));
        assert!(known.iter().any(fits), "{words}");
    }
    let listed = READING.iter().chain(ASKING).chain(ELSEWHERE);
    for name in listed {
        assert!(known.iter().any(|known| known == name), "{name}");
    }
}
