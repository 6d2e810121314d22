//! A command without any fault: what it makes of the file, which system calls it makes, and
//! what the commands after it do. Every fault is judged by this.

use crate::commands::Case;
use crate::fault::{self, Fault};
use crate::scene::{Scene, Snapshot, Stage};
use crate::trace::{self, Call};

/// What happens when nothing fails.
pub struct Rehearsal {
    /// What the command finds.
    pub snapshot: Snapshot,
    /// The file before, and what comes after if it stays so.
    pub old: State,
    /// The file after, and what comes then.
    pub new: State,
    /// The calls from the first touch of the user's folders on, each with its faults.
    pub tries: Vec<(Call, Fault)>,
}

/// The bytes of the file at one moment, and what the next commands make of them.
pub struct State {
    /// The bytes; none where there is no file.
    pub bytes: Vec<u8>,
    /// What the next commands make of them.
    pub sequel: Sequel,
}

/// What two more undoes do after one more write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequel {
    /// The bytes after one more write.
    pub next: Vec<u8>,
    /// The bytes after that was taken back.
    pub back: Vec<u8>,
    /// Exit code and bytes after the change before that was taken back too.
    pub further: (Option<i32>, Vec<u8>),
    /// What went to standard error, where there should be nothing.
    pub trouble: String,
}

impl Sequel {
    /// Writes once more, and takes back twice.
    pub fn play(stage: &Stage) -> Self {
        let next = stage.run(&["add", "Nia After", "--handle", "nia"]);
        let next_bytes = stage.bytes();
        let back = stage.run(&["undo"]);
        let back_bytes = stage.bytes();
        let further = stage.run(&["undo"]);
        let mut trouble = next.err + &back.err;
        if (next.code, back.code) != (Some(0), Some(0)) {
            trouble += &format!("exit codes {:?} and {:?}", next.code, back.code);
        }
        Self {
            next: next_bytes,
            back: back_bytes,
            further: (further.code, stage.bytes()),
            trouble,
        }
    }
}

/// What fails all the time in a scene, as `strace` is told.
pub fn standing(scene: Scene) -> Vec<String> {
    match scene {
        // The folder refuses; the file that stands in for it does not.
        Scene::Unlockable => vec!["inject=flock:error=ENOLCK:when=1".to_owned()],
        Scene::Plain
        | Scene::Linked
        | Scene::Littered
        | Scene::FullJournal
        | Scene::Empty
        | Scene::Fresh => Vec::new(),
    }
}

/// Does it without a fault, and finds every fault there could be.
pub fn rehearse(stage: &Stage, case: &Case) -> Rehearsal {
    let name = case.name();
    stage.set(case.scene);
    for arguments in case.before {
        let before = stage.run(arguments);
        assert_eq!((before.code, before.err.as_str()), (Some(0), ""), "{name}");
    }
    let snapshot = Snapshot::of(stage);
    let old_bytes = stage.bytes();
    let standing = standing(case.scene);
    let (output, calls) = trace::record(stage, case, &standing);
    assert_eq!((output.code, output.err.as_str()), (Some(0), ""), "{name}");
    let new = State {
        bytes: stage.bytes(),
        sequel: Sequel::play(stage),
    };
    assert_ne!(new.bytes, old_bytes, "{name} changes something");
    snapshot.restore(stage);
    let old = State {
        bytes: old_bytes,
        sequel: Sequel::play(stage),
    };
    for state in [&old, &new] {
        assert_eq!(state.sequel.trouble, "", "{name}");
        assert_eq!(state.sequel.back, state.bytes, "{name}");
        assert_ne!(state.sequel.next, state.bytes, "{name}");
    }
    // Taking back what a command did gives what was before; of `undo` itself, what was before
    // the change that it took back.
    if case.arguments[0] != "undo" || case.arguments.contains(&"--redo") {
        assert_eq!(new.sequel.further, (Some(0), old.bytes.clone()), "{name}");
    }
    let home = stage.home().display().to_string();
    let first = calls.iter().position(|call| call.is_about(&home));
    let tries = calls[first.expect("it touches the home")..]
        .iter()
        .inspect(|call| {
            let known = !fault::of(&call.name, 1).is_empty();
            let harmless = fault::HARMLESS.contains(&call.name.as_str());
            assert!(
                known || harmless,
                "{name}: no faults are known for {call:?}"
            );
        })
        // What fails all the time cannot fail once more.
        .filter(|call| standing.is_empty() || call.name != "flock")
        .flat_map(|call| {
            let faults = fault::of(&call.name, call.nth).into_iter();
            faults.map(|fault| (call.clone(), fault))
        })
        .collect();
    Rehearsal {
        snapshot,
        old,
        new,
        tries,
    }
}
