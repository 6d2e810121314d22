//! README's console blocks are true: every command in them runs, and says what is printed there.

#[path = "cli/bounded.rs"]
mod bounded;
#[path = "cli/sandbox.rs"]
#[expect(dead_code, reason = "the README needs only a part of the sandbox")]
mod sandbox;
#[path = "cli/terminal.rs"]
#[expect(dead_code, reason = "nobody types into the README")]
mod terminal;

use std::path::Path;
use std::process::Command;

use sandbox::{Sandbox, TODAY};

/// A command of a block and what must follow it.
struct Step {
    command: String,
    output: String,
}

/// The steps of all `console` blocks, in order: they are one session.
fn steps(text: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        match (inside, line) {
            (false, "```console") => inside = true,
            (true, "```") => inside = false,
            (true, line) => {
                if let Some(command) = line.strip_prefix("$ ") {
                    steps.push(Step {
                        command: command.to_owned(),
                        output: String::new(),
                    });
                } else {
                    let step = steps.last_mut().expect("a block begins with a command");
                    step.output += line;
                    step.output.push('\n');
                }
            }
            (false, _) => {}
        }
    }
    steps
}

/// Runs a line in a shell in a terminal of 80 columns, as a reader does, but nobody types.
fn shell(sandbox: &Sandbox, line: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_allies"))
        .parent()
        .expect("a folder")
        .display()
        .to_string();
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &format!("{{ {line}\n}} < /dev/null 2>&1")])
        .env_clear()
        .env("HOME", sandbox.home())
        .env("PATH", format!("{program}:/usr/bin:/bin"))
        .env("ALLIES_TODAY", TODAY)
        .current_dir(sandbox.home());
    terminal::shown(&shell, 80)
}

#[test]
fn the_session_in_the_readme_is_true() {
    let readme = include_str!("../README.md");
    let sandbox = Sandbox::new();
    let steps = steps(readme);
    assert!(steps.len() >= 8, "{} steps", steps.len());
    for Step { command, output } in steps {
        // Blank lines at the end of a block are the block's, not the command's.
        assert_eq!(
            shell(&sandbox, &command).trim_end(),
            output.trim_end(),
            "$ {command}"
        );
    }
}

/// The session in the README is made of what the program says: run it after a wanted change
/// of words, and paste.
#[test]
#[ignore = "prints the session again, for pasting into README.md"]
fn print_the_session() {
    let sandbox = Sandbox::new();
    for Step { command, .. } in steps(include_str!("../README.md")) {
        let output = shell(&sandbox, &command);
        std::io::Write::write_all(
            &mut std::io::stdout(),
            format!("$ {command}\n{output}").as_bytes(),
        )
        .expect("written");
    }
}
