//! The examples at the end of every help are true: each runs as it stands, and succeeds.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::bounded;
use crate::sandbox::{Sandbox, TODAY};

/// A book in which everybody of the examples is, and everything they keep, thank or take back.
const BOOK: &str = r#"
[goals.billing]
name = "Launch billing"
set = 2026-11-02

[people.sara]
name = "Sara Ortiz"
added = 2026-01-05
dept = "IT"
helps = ["vpn", "laptops"]
tags = ["berlin"]
phone = "+49 30 1234"
promises = [
  { by = 2026-11-25, what = "send her the venue floor plan" },
  { by = 2026-12-01, what = "introduce her to Li" },
]
log = [{ on = 2026-11-02, received = "a loaner" }]

[people.omar]
name = "Omar Khan"
dept = "Procurement"
helps = ["couriers"]

[people.dana]
name = "Dana Whitfield"
snooze = { from = 2026-11-20, until = 2026-12-20 }

[people.tomas]
name = "Tomas Berg"

[people.li]
name = "Li Wei"

[people.sam]
name = "Sam Okoro"

[people.marco]
name = "Marco Bianchi"
"#;

/// What someone has to be there for: questions, an editor, a key at a time.
const AT_A_TERMINAL: [&str; 6] = [
    "allies add",
    "allies remove omar",
    "allies goal remove billing",
    "allies walk",
    "allies due && allies walk",
    "allies edit",
];

/// What needs something done before.
fn before(example: &str) -> &'static str {
    match example {
        "allies undo" | "allies undo --list" => "allies log sara met",
        "allies undo --redo" => "allies log sara met && allies undo",
        "allies archive omar --undo" => "allies archive omar",
        // With one open promise there is no need to name it.
        "allies kept sara" => "allies kept sara 2",
        _ => "true",
    }
}

/// A home with the book and every file that an example names.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::with(BOOK);
    let home = sandbox.home();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/contacts");
    for (fixture, name) in [
        ("phone.vcf", "contacts.vcf"),
        ("linkedin.csv", "Connections.csv"),
        ("friends.md", "friends.md"),
    ] {
        std::fs::copy(fixtures.join(fixture), home.join(name)).expect("copied");
    }
    for folder in ["notes", ".config/fish/completions"] {
        std::fs::create_dir_all(home.join(folder)).expect("made");
    }
    for name in ["base.toml", "ours.toml", "theirs.toml", "notes/allies.toml"] {
        std::fs::write(home.join(name), BOOK).expect("written");
    }
    sandbox
}

/// The commands below one, as its help lists them.
fn commands(help: &str) -> Vec<String> {
    let list = help.split("Commands:\n").nth(1).unwrap_or_default();
    let list = list.split("\n\n").next().unwrap_or_default();
    list.lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

/// The examples of a help. One that was wrapped goes on in lines that begin with no program.
fn examples(help: &str) -> Vec<String> {
    let mut examples: Vec<String> = Vec::new();
    let (_, block) = help.split_once("Examples:\n").expect("examples");
    for line in block.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let begins = ["allies", "cat ", "EDITOR="]
            .iter()
            .any(|first| line.starts_with(first));
        match examples.last_mut() {
            Some(last) if !begins => {
                last.push(' ');
                last.push_str(line);
            }
            _ => examples.push(line.to_owned()),
        }
    }
    examples
}

/// Every example of the program and of all its commands.
fn all() -> Vec<String> {
    let sandbox = Sandbox::new();
    let main = sandbox.ok(["--help"]);
    let mut found = examples(&main);
    for command in commands(&main) {
        let help = sandbox.ok([command.as_str(), "--help"]);
        found.extend(examples(&help));
        for below in commands(&help).iter().filter(|below| *below != "help") {
            let help = sandbox.ok([command.as_str(), below, "--help"]);
            if help.contains("Examples:\n") {
                found.extend(examples(&help));
            }
        }
    }
    found
}

fn has(program: &str) -> bool {
    ["/bin", "/usr/bin", "/usr/local/bin"]
        .iter()
        .any(|folder| Path::new(folder).join(program).exists())
}

#[test]
fn every_example_of_every_help_runs() {
    let examples = all();
    assert!(examples.len() > 40, "{examples:?}");
    let folder = Path::new(env!("CARGO_BIN_EXE_allies"))
        .parent()
        .expect("a folder");
    let mut failed = Vec::new();
    let waits = |example: &str| {
        AT_A_TERMINAL.contains(&example)
            || example.contains("allies edit") && !example.contains(" --")
            || example.starts_with("EDITOR=")
            || example.contains("| jq") && !has("jq")
            || example.contains("| man") && !has("man")
    };
    for example in examples.iter().filter(|example| !waits(example)) {
        let sandbox = sandbox();
        let script = format!("{} >/dev/null && {example}", before(example));
        let mut shell = Command::new("sh");
        shell
            .args(["-c", &script])
            .env_clear()
            .env("HOME", sandbox.home())
            .env(
                "PATH",
                format!("{}:/usr/local/bin:/usr/bin:/bin", folder.display()),
            )
            .env("ALLIES_TODAY", TODAY)
            .current_dir(sandbox.home())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let output = bounded::end(shell.spawn().expect("a shell"), "", &shell);
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        if !output.status.success() || err.contains("error:") {
            failed.push(format!("{example}\n{err}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Runs a script of the examples in a sandbox whose `mail` writes into a file.
fn script(sandbox: &Sandbox, name: &str, arguments: &[&str]) -> String {
    let folder = Path::new(env!("CARGO_BIN_EXE_allies"))
        .parent()
        .expect("a folder");
    let tools = sandbox.home().join("bin");
    std::fs::create_dir_all(&tools).expect("made");
    let mail = tools.join("mail");
    std::fs::write(&mail, "#!/bin/sh\n{ echo \"$@\"; cat; } > \"$HOME/sent\"\n").expect("written");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&mail, mode).expect("a program");
    let mut shell = Command::new("sh");
    shell
        .arg(
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("examples")
                .join(name),
        )
        .args(arguments)
        .env_clear()
        .env("HOME", sandbox.home())
        .env(
            "PATH",
            format!(
                "{}:{}:/usr/local/bin:/usr/bin:/bin",
                tools.display(),
                folder.display()
            ),
        )
        .env("ALLIES_TODAY", TODAY)
        .current_dir(sandbox.home())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let output = bounded::end(shell.spawn().expect("a shell"), "", &shell);
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(
        (output.status.code(), err.as_str()),
        (Some(0), ""),
        "{name}"
    );
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_monday_mail_is_sent_only_when_somebody_waits() {
    let sandbox = sandbox();
    script(&sandbox, "monday-mail.sh", &["me"]);
    let sent = std::fs::read_to_string(sandbox.home().join("sent")).expect("a mail");
    assert!(
        sent.starts_with("-s Allies: 1 waiting for you me\n"),
        "{sent}"
    );
    assert!(sent.contains("Sara Ortiz"), "{sent}");
    let quiet = Sandbox::with("[people.li]\nname = \"Li\"\nknown = true\n");
    script(&quiet, "monday-mail.sh", &["me"]);
    assert!(!quiet.home().join("sent").exists());
}

#[test]
fn the_status_bar_has_a_word_or_none() {
    assert_eq!(script(&sandbox(), "status-bar.sh", &[]), "allies: 1\n");
    assert_eq!(script(&Sandbox::with(""), "status-bar.sh", &[]), "");
    let broken = Sandbox::with("[people.sara");
    assert_eq!(script(&broken, "status-bar.sh", &[]), "allies: check\n");
}

#[test]
fn the_lines_of_the_crontab_run() {
    let sandbox = sandbox();
    let crontab = include_str!("../../examples/crontab");
    let lines: Vec<&str> = crontab
        .lines()
        .filter_map(|line| line.split_once("* "))
        .filter(|(_, rest)| rest.contains("allies "))
        .map(|(_, rest)| &rest[rest.find("allies ").expect("a command")..])
        .collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    for line in lines {
        std::fs::write(sandbox.home().join("line.sh"), line).expect("written");
        let line = sandbox.home().join("line.sh");
        script(&sandbox, &line.display().to_string(), &[]);
    }
    let calendar = std::fs::read_to_string(sandbox.home().join("allies.ics")).expect("written");
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n"), "{calendar}");
}

#[test]
fn a_folder_is_set_up_for_git_once() {
    if !has("git") {
        return;
    }
    let sandbox = Sandbox::new();
    for _ in 0..2 {
        script(&sandbox, "git-setup.sh", &[]);
    }
    let read = |name: &str| std::fs::read_to_string(sandbox.home().join(name)).expect("read");
    assert_eq!(read(".gitattributes"), "allies.toml merge=allies\n");
    let settings = read(".git/config");
    assert!(
        settings.contains("driver = allies merge %O %A %B --name %P"),
        "{settings}"
    );
}
