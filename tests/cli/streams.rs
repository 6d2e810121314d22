//! Good manners with streams: closed pipes, full devices, colours, widths.

use std::fs::File;
use std::process::Stdio;

use crate::sandbox::Sandbox;

const BOOK: &str = "[people.sara]\nname = \"Sara Ortiz\"\n";

#[test]
fn a_closed_pipe_is_success() {
    let sandbox = Sandbox::with(include_str!("../../examples/allies.toml"));
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let output = sandbox.finish(sandbox.command(["due"]).stdout(Stdio::from(writer)));
    assert_eq!((output.code, output.err.as_str()), (0, ""));
}

#[test]
fn an_answer_that_cannot_be_written_is_a_failure() {
    let sandbox = Sandbox::with(BOOK);
    for arguments in [
        ["list"].as_slice(),
        &["show", "sara"],
        &["list", "--json"],
        &["due"],
    ] {
        let full = File::options()
            .write(true)
            .open("/dev/full")
            .expect("/dev/full");
        let output = sandbox.finish(sandbox.command(arguments).stdout(full));
        assert_eq!(output.code, 1, "{arguments:?}");
        assert_eq!(
            output.err,
            "error: standard output failed\n  No space left on device (os error 28)\nhint: look where the output goes\n"
        );
    }
}

#[test]
fn a_change_that_is_saved_is_no_failure_however_the_streams_fail() {
    let sandbox = Sandbox::with(BOOK);
    let full = || {
        File::options()
            .write(true)
            .open("/dev/full")
            .expect("/dev/full")
    };
    let output = sandbox.finish(
        sandbox
            .command(["log", "sara", "gave", "one"])
            .stdout(full()),
    );
    assert_eq!(output.code, 0);
    assert_eq!(
        output.err,
        "warning: the change is saved, but standard output failed: No space left on device (os error 28)\n"
    );
    let output = sandbox.finish(
        sandbox
            .command(["log", "sara", "gave", "two"])
            .stdout(full())
            .stderr(full()),
    );
    assert_eq!(output.code, 0);
    assert!(sandbox.text().contains("gave = \"one\"") && sandbox.text().contains("gave = \"two\""));
    for (arguments, done) in [
        (
            &["archive", "sara", "--undo"][..],
            "nothing had to be changed",
        ),
        (
            &["export", "--to", "json", "-o", "book.json"],
            "all is written",
        ),
    ] {
        let output = sandbox.finish(sandbox.command(arguments).stdout(full()));
        assert_eq!(output.code, 0);
        assert_eq!(
            output.err,
            format!(
                "warning: {done}, but standard output failed: No space left on device (os error 28)\n"
            )
        );
    }
}

#[test]
fn colour_is_decided_by_flag_then_environment_then_terminal() {
    let sandbox = Sandbox::with(BOOK);
    let colourful = |flags: &[&str], environment: &[(&str, &str)]| {
        let mut arguments = vec!["list"];
        arguments.extend(flags);
        let mut command = sandbox.command(arguments);
        command.envs(environment.iter().copied());
        sandbox.finish(&mut command).out.contains('\u{1b}')
    };
    assert!(!colourful(&[], &[]));
    assert!(colourful(&["--color=always"], &[]));
    assert!(colourful(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(colourful(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(colourful(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")]));
    assert!(!colourful(
        &[],
        &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]
    ));
    assert!(!colourful(&["--color=never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn help_and_errors_obey_the_same_flag() {
    let sandbox = Sandbox::with(BOOK);
    assert!(
        sandbox
            .run(["--color=always", "--help"])
            .out
            .contains('\u{1b}')
    );
    assert!(
        !sandbox
            .run(["--color=never", "--help"])
            .out
            .contains('\u{1b}')
    );
    assert!(
        sandbox
            .run(["show", "nobody", "--color=always"])
            .err
            .contains('\u{1b}')
    );
    assert!(
        sandbox
            .run(["--color=always", "shwo"])
            .err
            .contains('\u{1b}')
    );
    assert!(!sandbox.run(["shwo"]).err.contains('\u{1b}'));
}
