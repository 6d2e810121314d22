//! A writer that holds the lock and does not go on.

use std::fs::{self, File};
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::bounded;
use crate::place::{Finally, Place, told};

const NOTE: &str = "a note";

/// Commands give up after five seconds, and reading does not even wait.
fn blocks_writers_only(place: &Place) {
    let old = place.text();
    let start = Instant::now();
    let output = place.run(&place.link(), &["log", "p1", "met", NOTE]);
    let waited = start.elapsed();
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert!(
        told(&output).contains("another program has held"),
        "{}",
        told(&output)
    );
    assert!(
        told(&output).contains("nothing was written"),
        "{}",
        told(&output)
    );
    assert!(waited >= Duration::from_secs(5), "gave up after {waited:?}");
    assert!(
        waited < Duration::from_secs(8),
        "gave up after {waited:?} only"
    );
    assert_eq!(place.text(), old);
    for arguments in [
        &["list"][..],
        &["show", "p0"],
        &["due"],
        &["undo", "--list"],
    ] {
        let start = Instant::now();
        let output = place.run(&place.link(), arguments);
        assert!(output.status.success(), "{}", told(&output));
        assert!(
            start.elapsed() < Duration::from_secs(2),
            "{arguments:?} waited"
        );
    }
    // Only trying needs no lock either.
    let output = place.run(&place.link(), &["log", "p1", "met", "--dry-run"]);
    assert!(output.status.success(), "{}", told(&output));
}

#[test]
fn a_lock_that_is_held_stops_writers_after_five_seconds_and_readers_never() {
    let place = Place::with(2);
    let folder = File::open(place.home().join("dotfiles")).expect("a folder");
    folder.lock().expect("locked");
    blocks_writers_only(&place);
    folder.unlock().expect("unlocked");
    assert!(
        place
            .run(&place.link(), &["log", "p1", "met", NOTE])
            .status
            .success()
    );
}

#[test]
fn a_writer_stopped_before_its_rename_blocks_no_reader_and_ends_its_work_when_it_goes_on() {
    let place = &Place::with(2);
    let trace = place.home().join("trace");
    let mut command = Command::new("strace");
    command
        .args(["-f", "-o"])
        .arg(&trace)
        .args(["-e", "inject=fsync:signal=STOP:when=1"])
        .arg(env!("CARGO_BIN_EXE_allies"))
        .args(["log", "p0", "met", "slow", "--file"])
        .arg(place.link())
        .env("HOME", place.home())
        .env("ALLIES_TODAY", "2026-11-23")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let Ok(stopped) = command.spawn() else {
        return skipped("strace is not installed: no writer was stopped");
    };
    let Some(process) = wait_until_stopped(&trace) else {
        kill(&["-KILL", &stopped.id().to_string()]);
        bounded::end(stopped, "", &command);
        return skipped("system calls may not be traced here: no writer was stopped");
    };
    {
        let _goes_on = Finally(|| kill(&["-CONT", &process]));
        blocks_writers_only(place);
    }
    let ended = bounded::end(stopped, "", &command);
    assert!(ended.status.success(), "{}", told(&ended));
    assert_eq!(place.text().matches("\"slow\"").count(), 1);
    assert!(place.is_clean());
}

fn kill(arguments: &[&str]) {
    let killed = Command::new("kill").args(arguments).status();
    assert!(killed.expect("kill is there").success() || thread::panicking());
}

/// The number of the process that was stopped; nothing if none is after a while.
fn wait_until_stopped(trace: &std::path::Path) -> Option<String> {
    for _ in 0..500 {
        let text = fs::read_to_string(trace).unwrap_or_default();
        let stopped = text
            .lines()
            .find(|line| line.contains("stopped by SIGSTOP"));
        if let Some(line) = stopped {
            return line.split_whitespace().next().map(str::to_owned);
        }
        thread::sleep(Duration::from_millis(10));
    }
    None
}

/// A proof that was left out must not look like one that held.
fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr().lock(), "SKIPPED: {why}");
}
