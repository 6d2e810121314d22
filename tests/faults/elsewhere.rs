//! The same faults for commands that write other files than the book: each of these is the old
//! one or the new one, whole, and the exit code says which.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use crate::commands::Case;
use crate::fault::{self, Fault};
use crate::scene::{Scene, Snapshot, Stage, names, temporaries};
use crate::trace::{self, Call, Struck, say};

/// How often one fault is aimed before it is given up.
const AIMS: usize = 4;

/// Each with one in how many of its faults an ordinary run tries, and one in how many when all
/// are asked for. Primes, so that they fall on every call and error in turn; `man` writes forty
/// files in the same way.
const COMMANDS: [(&[&str], usize, usize); 3] = [
    (
        &[
            "export",
            "--to",
            "json",
            "--output",
            "out/book.json",
            "--yes",
        ],
        17,
        1,
    ),
    (&["export", "--to", "ics", "--output", "out/new.ics"], 17, 1),
    (&["man", "--output", "out", "--yes"], 251, 13),
];

/// What the folder holds, by name; temporary files left out.
type Files = BTreeMap<PathBuf, Vec<u8>>;

fn files(stage: &Stage) -> Files {
    let found = names(&stage.home().join("out")).into_iter();
    let found = found.filter(|path| path.extension().is_none_or(|it| it != "tmp"));
    found
        .map(|path| (path.clone(), fs::read(path).expect("read")))
        .collect()
}

/// Everything that must hold after a fault; gives what does not.
fn judge(
    stage: &Stage,
    [old, new]: [&Files; 2],
    book: &[u8],
    fault: &Fault,
    struck: &Struck,
) -> Vec<String> {
    let mut found = Vec::new();
    let now = files(stage);
    for (path, bytes) in &now {
        if old.get(path) != Some(bytes) && new.get(path) != Some(bytes) {
            found.push(format!("{} is neither old nor new", path.display()));
        }
    }
    if let Some(gone) = old.keys().find(|path| !now.contains_key(*path)) {
        found.push(format!("{} is gone", gone.display()));
    }
    if stage.bytes() != book {
        found.push("the book changed".to_owned());
    }
    let left = temporaries(&stage.home());
    // Where removing is what fails, nothing else can be done.
    let may_stay = struck.killed || fault.call.starts_with("unlink");
    if left.len() > usize::from(may_stay) {
        found.push(format!("temporary files: {left:?}"));
    }
    let (code, err) = (struck.output.code, &struck.output.err);
    if err.contains("quincunx") {
        found.push(format!("a note leaks: {err}"));
    }
    if struck.killed || struck.silences() {
        return found;
    }
    let expected = i32::from(now != *new);
    if code != Some(expected) {
        found.push(format!("exit {code:?} instead of {expected}: {err}"));
    }
    let told = if expected == 0 {
        err.lines()
            .all(|line| line.starts_with("warning: ") || line.starts_with("out"))
    } else {
        // Pages before the one that failed may be followed by warnings of their own.
        let has_error = err.lines().any(|line| line.starts_with("error: "));
        has_error && err.contains("nothing was written") == (now == *old)
    };
    if !told {
        found.push(format!("told wrongly: {err}"));
    }
    found
}

/// Every chosen fault of one command: how many fired, and what was violated.
fn try_out(
    stage: &Stage,
    arguments: &'static [&'static str],
    stride: usize,
) -> (usize, Vec<String>) {
    let case = Case {
        scene: Scene::Plain,
        before: &[],
        arguments,
        input: "",
        editor: "",
    };
    stage.set(case.scene);
    let out = stage.home().join("out");
    fs::create_dir(&out).expect("made");
    fs::write(out.join("book.json"), "{}\n").expect("written");
    fs::write(out.join("allies.1"), "an old page\n").expect("written");
    let snapshot = Snapshot::of(stage);
    let (old, book) = (files(stage), stage.bytes());
    let (output, calls) = trace::record(stage, &case, &[]);
    assert_eq!(output.code, Some(0), "{arguments:?}: {}", output.err);
    let new = files(stage);
    assert_ne!(new, old, "{arguments:?} writes something");
    let home = stage.home().display().to_string();
    let first = calls.iter().position(|call| call.is_about(&home));
    let calls = &calls[first.expect("it touches the home")..];
    let tries: Vec<(&Call, Fault)> = calls
        .iter()
        .flat_map(|call| {
            let faults = fault::of(&call.name, call.nth).into_iter();
            faults.map(move |fault| (call, fault))
        })
        .collect();
    let (mut fired, mut violations) = (0, Vec::new());
    for (meant, fault) in tries.iter().step_by(stride) {
        let mut aims = 0..AIMS;
        let struck = aims.find_map(|_| {
            snapshot.restore(stage);
            let struck = trace::strike(stage, &case, &[], fault);
            struck.fired(fault, meant).is_ok().then_some(struck)
        });
        let Some(struck) = struck else { continue };
        fired += 1;
        let found = judge(stage, [&old, &new], &book, fault, &struck);
        if !found.is_empty() {
            let name = format!("{}: {fault}", case.name());
            violations.push(format!("{name}\n{}", found.join("\n")));
        }
    }
    say(&format!(
        "{fired} faults fired of {} of {}",
        tries.len(),
        case.name()
    ));
    (fired, violations)
}

#[test]
fn after_every_fault_each_other_file_is_old_or_new() {
    if trace::is_missing() {
        return;
    }
    let stage = Stage::new();
    let asked_for_all = std::env::var("ALLIES_FAULTS").is_ok_and(|all| all == "all");
    for (arguments, some, all) in COMMANDS {
        let stride = if asked_for_all { all } else { some };
        let (fired, violations) = try_out(&stage, arguments, stride);
        assert!(
            violations.is_empty(),
            "{} violations:\n{}",
            violations.len(),
            violations.join("\n\n")
        );
        assert!(fired > 5, "only {fired} faults of {arguments:?} fired");
    }
}
