//! Standard output and standard error that fail: a change that is saved is no failure, and
//! an answer that nobody got is one.

use std::fs::{self, File};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, ExitStatus, Stdio};

use crate::bounded;
use crate::commands::CASES;
use crate::scene::{Scene, Stage};

/// A stream that does not take what is written.
#[derive(Debug, Clone, Copy)]
enum Stream {
    /// Nothing wrong with it.
    Good,
    /// A device that is full.
    Full,
    /// A pipe that nobody reads.
    Broken,
    /// Not open at all.
    Closed,
}

const ALL: [Stream; 4] = [Stream::Good, Stream::Full, Stream::Broken, Stream::Closed];

/// Runs the program through a shell that prepares its streams.
fn run(stage: &Stage, arguments: &[&str], out: Stream, err: Stream) -> ExitStatus {
    let redirect = |stream, number: u8| match stream {
        Stream::Good => format!("{number}>/dev/null"),
        Stream::Full => format!("{number}>/dev/full"),
        Stream::Closed => format!("{number}>&-"),
        Stream::Broken => String::new(),
    };
    let script = format!("exec \"$@\" {} {}", redirect(out, 1), redirect(err, 2));
    let mut command = Command::new("/bin/sh");
    command.args(["-c", &script, "sh", env!("CARGO_BIN_EXE_allies")]);
    stage.prepare(command.args(arguments));
    command.stdin(Stdio::null());
    // The reading end is gone before the program starts.
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let broken = || Stdio::from(writer.try_clone().expect("a handle"));
    if matches!(out, Stream::Broken) {
        command.stdout(broken());
    }
    if matches!(err, Stream::Broken) {
        command.stderr(broken());
    }
    bounded::end(command.spawn().expect("a shell"), "", &command).status
}

#[test]
fn a_saved_change_is_success_and_a_refused_one_is_not_whatever_the_streams_do() {
    let stage = Stage::new();
    for out in ALL {
        for err in ALL {
            for case in CASES.iter().filter(|case| case.scene == Scene::Plain) {
                if !case.input.is_empty() || !case.editor.is_empty() {
                    continue;
                }
                stage.set(case.scene);
                for before in case.before {
                    assert_eq!(stage.run(before).code, Some(0));
                }
                let old = stage.bytes();
                let status = run(&stage, case.arguments, out, err);
                let context = format!("{} with {out:?} and {err:?}: {status}", case.name());
                assert_eq!(status.code(), Some(0), "{context}");
                assert_ne!(stage.bytes(), old, "{context}");
            }
            stage.set(Scene::Plain);
            let old = stage.bytes();
            let status = run(&stage, &["log", "nobody", "gave"], out, err);
            assert_eq!(status.code(), Some(1), "{out:?} and {err:?}: {status}");
            assert_eq!(stage.bytes(), old);
        }
    }
}

#[test]
fn an_answer_that_could_not_be_given_is_a_failure_and_an_unwanted_one_is_not() {
    let stage = Stage::new();
    stage.set(Scene::Plain);
    for arguments in [
        &["list"][..],
        &["list", "--json"],
        &["show", "sara"],
        &["due", "--all"],
        &["review"],
        &["who", "vpn"],
        &["goal", "list"],
        &["undo", "--list"],
        &["--help"],
        &["log", "--help"],
        &["--version"],
    ] {
        for err in ALL {
            let full = run(&stage, arguments, Stream::Full, err);
            assert_eq!(full.code(), Some(1), "{arguments:?} with {err:?}: {full}");
            let broken = run(&stage, arguments, Stream::Broken, err);
            assert_eq!(
                broken.code(),
                Some(0),
                "{arguments:?} with {err:?}: {broken}"
            );
            assert_eq!(broken.signal(), None, "{arguments:?}");
        }
    }
}

#[test]
fn the_first_line_is_enough() {
    let stage = Stage::new();
    stage.set(Scene::Plain);
    let mut text = String::from_utf8(stage.bytes()).expect("UTF-8");
    for number in 0..3000 {
        text += &format!("\n[people.p{number}]\nname = \"Person {number}\"\n");
    }
    fs::write(stage.file(), text).expect("written");
    let trace = File::create(stage.trace_file()).expect("made");
    let mut command = Command::new("/bin/sh");
    // The shell tells how the program itself ended, and not only the pipe.
    let script = "{ \"$@\"; echo $? >&3; } 3>code | head -n 1";
    command.args(["-c", script, "sh", env!("CARGO_BIN_EXE_allies"), "list"]);
    stage.prepare(&mut command);
    command
        .env("PATH", "/usr/bin:/bin")
        .stdin(Stdio::null())
        .stderr(trace);
    let output = bounded::end(command.spawn().expect("a shell"), "", &command);
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1);
    let code = fs::read_to_string(stage.home().join("code")).expect("a code");
    assert_eq!(code.trim(), "0");
    let err = fs::read_to_string(stage.trace_file()).expect("read");
    assert_eq!(err, "");
}
