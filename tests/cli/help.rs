//! Help: on standard output, with examples, within 80 columns.

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

/// Every command of the program, as its help lists them.
fn commands() -> Vec<String> {
    let help = Sandbox::new().ok(["--help"]);
    let list = help
        .split("Commands:\n")
        .nth(1)
        .expect("commands")
        .split("\n\n")
        .next()
        .expect("a list")
        .to_owned();
    let names = list
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_short_help_names_every_command() {
    assert_data_eq!(
        Sandbox::new().ok(["-h"]),
        str![[r#"
Keep the relationships that get work done

Usage: allies [OPTIONS] <COMMAND>

Commands:
  add          Add a person, right after meeting them
  log          Log what happened: gave, praised, shared, thanked, asked,
               received, met, …
  due          Who is due this week and why, with one thing to do each
  show         One person before a coffee: standing, the arithmetic, may I ask,
               what to talk about
  list         All people, and how you stand with each
  who          Who to call for a need, best first, and whether you may ask
  promise      Promise someone something by a day: `due` reminds you, whatever
               is snoozed
  kept         Keep a promise; with one open promise there is no need to name it
  snooze       Hide someone from `due` until a day
  edit         Change a person's fields, or open the file in your editor
  archive      Put a person away: kept in the file, and left out everywhere
  remove       Take a person out of the file, with everything written of them
  goal         The few goals that decide who matters: who helps, who hinders,
               until when
  review       The weekly reflection: where allies are missing, who cools, what
               you promised, a question
  walk         Go through those who are due, one at a time: log, promise, snooze
               or skip
  undo         Take back the last change; again for the one before
  check        Read the whole file strictly: errors, slips, people who may be
               one, copies beside it
  import       Bring in people from vCards, LinkedIn, Google, Outlook or
               friends.md
  export       Write the book as JSON, a table, vCards or a calendar
  merge        Merge two changed copies of a book by what they mean; writes OURS
  completions  Completion for your shell, which knows handles, departments, tags
               and goals
  man          The manual: a page for the program, and one for each command
  help         Help on a command, on the file (`help format`), or on the score
               (`help score`)

Options:
  -h, --help     Print help (see more with '--help')
  -V, --version  Print version

Everywhere:
      --file <PATH>   The file to use [default: $ALLIES_FILE, else allies.toml
                      in the config folder]
      --today <DATE>  Look at the book as of that day [default: $ALLIES_TODAY,
                      else the clock]
      --color <WHEN>  When to use colour [default: auto]
  -q, --quiet         Say nothing after a change
      --no-input      Never ask a question

Examples:
  allies add "Sara Ortiz" --dept IT --helps vpn,laptops --met "by the coffee
  machine"
  allies log sara gave "reviewed her deck"
  allies due
  allies show sara

"#]]
    );
}

#[test]
fn without_a_command_the_short_help_is_an_error() {
    let output = Sandbox::new().run::<&str>([]);
    assert_eq!((output.code, output.out.as_str()), (2, ""));
    assert_eq!(output.err, Sandbox::new().ok(["-h"]));
}

#[test]
fn every_help_fits_80_columns_and_ends_in_examples() {
    let commands = commands();
    assert!(commands.len() > 4, "{commands:?}");
    for command in commands.iter().filter(|command| *command != "help") {
        let sandbox = Sandbox::new();
        let long = sandbox.ok([command, "--help"]);
        assert_eq!(long, sandbox.ok(["help", command]), "{command}");
        for text in [&long, &sandbox.ok([command, "-h"])] {
            assert!(text.contains("\nExamples:\n"), "{command}: {text}");
            for line in text.lines() {
                assert!(line.chars().count() <= 80, "{command}: {line}");
            }
        }
    }
}

#[test]
fn help_wraps_on_a_narrow_page() {
    let sandbox = Sandbox::new();
    let output = sandbox.finish(sandbox.command(["log", "--help"]).env("COLUMNS", "50"));
    let described = output.out.split("Examples:").next().expect("a first part");
    for line in described.lines().filter(|line| !line.starts_with("Usage:")) {
        assert!(line.chars().count() <= 50, "{line}");
    }
}

#[test]
fn the_version_touches_no_file() {
    let sandbox = Sandbox::with("this is no toml");
    assert_eq!(
        sandbox.ok(["--version"]),
        format!("allies {}\n", env!("CARGO_PKG_VERSION"))
    );
    let homeless = sandbox.finish(sandbox.command(["--version"]).env_remove("HOME"));
    assert_eq!(homeless.code, 0);
}

#[test]
fn help_goes_down_to_a_command_of_a_command() {
    let sandbox = Sandbox::new();
    assert_eq!(
        sandbox.ok(["help", "goal", "add"]),
        sandbox.ok(["goal", "add", "--help"])
    );
    assert_data_eq!(
        sandbox.run(["help", "goal", "ad"]).err,
        str![[r#"
error: `ad` is no topic of help
hint: did you mean `add`?

"#]]
    );
    assert_data_eq!(
        sandbox.run(["help", "log", "asked"]).err,
        str![[r#"
error: `asked` is no topic of help
hint: one of: log

"#]]
    );
}

#[test]
fn topics_that_no_command_owns_are_told_too() {
    let sandbox = Sandbox::new();
    assert!(sandbox.ok(["help", "format"]).contains("[people.sara]"));
    let score = sandbox.ok(["help", "score"]);
    assert!(
        score.contains("| `gave` | +2 | 1 |")
            && score.contains("| 2 | help not thanked | 2 days after it |")
            && score.contains("Burt"),
        "{score}"
    );
    assert!(!score.contains("\n## "), "{score}");
    let homeless = sandbox.finish(sandbox.command(["help", "score"]).env_remove("HOME"));
    assert_eq!(homeless.code, 0);
    assert_data_eq!(
        sandbox.run(["help", "formt"]).err,
        str![[r#"
error: `formt` is no topic of help
hint: did you mean `format`?

"#]]
    );
}
