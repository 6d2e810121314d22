//! The order of the calls, from the trace: the new text is whole on the disk before it gets
//! its name, and the old one is never opened for writing.

use crate::commands::{CASES, Case};
use crate::rehearsal::standing;
use crate::scene::{Scene, Stage};
use crate::trace::{self, Call};

/// What a call does to which file, in the few words that matter here.
fn steps(calls: &[Call]) -> Vec<String> {
    calls
        .iter()
        .filter(|call| call.succeeded())
        .filter_map(step)
        .collect()
}

fn step(call: &Call) -> Option<String> {
    let opened = call.rest.rsplit_once('<').map_or("", |(_, path)| path);
    let file = || name(call.rest.split_once('<').map_or("", |(_, path)| path));
    match call.name.as_str() {
        "openat" if call.rest.contains("O_CREAT|O_EXCL") => {
            Some(format!("create {}", name(opened)))
        }
        "openat" if call.rest.contains("O_WRONLY") || call.rest.contains("O_RDWR") => {
            Some(format!("change {}", name(opened)))
        }
        "openat" if call.rest.contains("O_TRUNC") => Some(format!("empty {}", name(opened))),
        "write" | "fsync" | "fdatasync" | "ftruncate" | "flock" | "fchmod" => {
            Some(format!("{} {}", call.name, file()))
        }
        "rename" | "renameat" | "renameat2" => {
            let paths: Vec<&str> = call.rest.split('"').skip(1).step_by(2).collect();
            Some(format!("rename {} to {}", name(paths[0]), name(paths[1])))
        }
        _ => None,
    }
}

/// The last part of a path, with the numbers of a temporary file left out.
fn name(path: &str) -> String {
    let path = path.split(['>', '"']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    if name.starts_with(".allies.toml.") {
        "TEMPORARY".to_owned()
    } else if name.ends_with(".journal") {
        "JOURNAL".to_owned()
    } else {
        name.to_owned()
    }
}

fn traced(stage: &Stage, case: &Case) -> Vec<Call> {
    stage.set(case.scene);
    for before in case.before {
        assert_eq!(stage.run(before).code, Some(0));
    }
    let (output, calls) = trace::record(stage, case, &standing(case.scene));
    assert_eq!(output.code, Some(0), "{}: {}", case.name(), output.err);
    calls
}

#[test]
fn the_new_text_is_on_the_disk_before_it_has_its_name_and_the_name_before_the_end() {
    if trace::is_missing() {
        return;
    }
    let stage = Stage::new();
    let case = CASES
        .iter()
        .find(|case| case.scene == Scene::Plain)
        .expect("one");
    let steps = steps(&traced(&stage, case));
    let to_the_file = steps.iter().filter(|step| !step.starts_with("write pipe:"));
    let to_the_file: Vec<&str> = to_the_file.map(String::as_str).collect();
    assert_eq!(
        to_the_file,
        [
            "flock allies",
            "create TEMPORARY",
            "write TEMPORARY",
            "fsync TEMPORARY",
            "change JOURNAL",
            "ftruncate JOURNAL",
            "write JOURNAL",
            "fdatasync JOURNAL",
            "rename TEMPORARY to allies.toml",
            "fsync allies",
            "change JOURNAL",
            "ftruncate JOURNAL",
            "write JOURNAL",
        ]
    );
}

#[test]
fn no_command_opens_the_file_for_writing_and_each_forces_before_it_renames() {
    if trace::is_missing() {
        return;
    }
    let stage = Stage::new();
    for case in CASES {
        let steps = steps(&traced(&stage, case));
        let name = case.name();
        for touch in [
            "change allies.toml",
            "empty allies.toml",
            "create allies.toml",
        ] {
            // The copy for an editor has the name of the book, and is none.
            let is_copy = !case.editor.is_empty() && touch.starts_with("create");
            assert!(
                is_copy || !steps.iter().any(|step| step == touch),
                "{name}: {steps:#?}"
            );
        }
        let at = |wanted: &str| steps.iter().position(|step| step == wanted);
        let rename = at("rename TEMPORARY to allies.toml");
        let mut order = vec![at("create TEMPORARY"), at("fsync TEMPORARY"), rename];
        // Taking back the first change of all leaves an empty file: nothing to write.
        if !stage.bytes().is_empty() {
            order.insert(1, at("write TEMPORARY"));
        }
        assert!(order.iter().all(Option::is_some), "{name}: {steps:#?}");
        assert!(order.is_sorted(), "{name}: {steps:#?}");
        let after = &steps[rename.expect("found")..];
        let forced = after
            .iter()
            .any(|step| ["fsync allies", "fsync people"].contains(&step.as_str()));
        assert!(forced, "{name}: {steps:#?}");
    }
}
