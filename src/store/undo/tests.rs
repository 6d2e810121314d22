#![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

use std::fs;
use std::time::Duration;

use proptest::prelude::*;

use super::super::sandbox::{Sandbox, names, options};
use super::super::save::{Draft, Outcome, Patience, Plan, update};
use super::super::splice::between;
use super::*;

fn set(sandbox: &Sandbox, text: &str) {
    update(&sandbox.book(), &insisting(), |_| {
        Ok::<_, ()>(Plan::Write(Draft {
            text: text.to_owned(),
            splices: Vec::new(),
            what: format!("set {text}"),
            people: text.len(),
        }))
    })
    .unwrap();
}

/// Without waiting where the text is none on purpose.
fn insisting() -> Options {
    Options {
        yes: true,
        patience: Patience {
            settle: Duration::ZERO,
            ..options().patience
        },
        ..options()
    }
}

fn text(sandbox: &Sandbox) -> String {
    fs::read_to_string(sandbox.book().file).unwrap()
}

fn undone(sandbox: &Sandbox) -> Result<String, UndoError> {
    undo(&sandbox.book(), &insisting()).map(|it| it.entry.what)
}

fn redone(sandbox: &Sandbox) -> Result<String, UndoError> {
    redo(&sandbox.book(), &insisting()).map(|it| it.entry.what)
}

/// What `undo --list` shows: newest first, those taken back in brackets.
fn listed(sandbox: &Sandbox) -> Vec<String> {
    let entries = history(&sandbox.book(), insisting().patience).unwrap();
    let show = |entry: Entry| {
        if entry.undone {
            format!("({})", entry.what)
        } else {
            entry.what
        }
    };
    entries.into_iter().map(show).collect()
}

#[test]
fn changes_are_taken_back_one_by_one_to_the_first_byte() {
    let sandbox = Sandbox::new();
    fs::write(sandbox.book().file, "\u{feff}by hand\r\n").unwrap();
    set(&sandbox, "\u{feff}by hand\r\none");
    set(&sandbox, "two");
    assert_eq!(undone(&sandbox).unwrap(), "set two");
    assert_eq!(text(&sandbox), "\u{feff}by hand\r\none");
    undone(&sandbox).unwrap();
    assert_eq!(text(&sandbox), "\u{feff}by hand\r\n");
    assert!(matches!(undone(&sandbox), Err(UndoError::Nothing)));
    assert_eq!(text(&sandbox), "\u{feff}by hand\r\n");
}

#[test]
fn what_was_taken_back_is_made_again() {
    let sandbox = Sandbox::new();
    set(&sandbox, "one");
    set(&sandbox, "two");
    undone(&sandbox).unwrap();
    undone(&sandbox).unwrap();
    assert_eq!(redone(&sandbox).unwrap(), "set one");
    assert_eq!(redone(&sandbox).unwrap(), "set two");
    assert_eq!(text(&sandbox), "two");
    assert!(matches!(redone(&sandbox), Err(UndoError::Nothing)));
}

#[test]
fn a_new_change_ends_what_can_be_made_again() {
    let sandbox = Sandbox::new();
    set(&sandbox, "one");
    set(&sandbox, "two");
    undone(&sandbox).unwrap();
    set(&sandbox, "three");
    assert!(matches!(redone(&sandbox), Err(UndoError::Nothing)));
    assert_eq!(listed(&sandbox), ["set three", "set one"]);
    undone(&sandbox).unwrap();
    assert_eq!(text(&sandbox), "one");
}

#[test]
fn the_list_is_newest_first_and_marks_what_is_taken_back() {
    let sandbox = Sandbox::new();
    for it in ["one", "two", "three"] {
        set(&sandbox, it);
    }
    undone(&sandbox).unwrap();
    assert_eq!(listed(&sandbox), ["(set three)", "set two", "set one"]);
    let entries = history(&sandbox.book(), insisting().patience).unwrap();
    assert_eq!((entries[0].at, entries[0].people), (options().now, 5));
}

#[test]
fn undo_after_somebody_elses_change_is_refused() {
    let sandbox = Sandbox::new();
    set(&sandbox, "one");
    fs::write(sandbox.book().file, "one by hand").unwrap();
    let Err(UndoError::Changed(entry)) = undone(&sandbox) else {
        panic!("not refused")
    };
    assert_eq!(entry.what, "set one");
    assert_eq!(text(&sandbox), "one by hand");
    fs::write(sandbox.book().file, "one").unwrap();
    undone(&sandbox).unwrap();
    fs::write(sandbox.book().file, "by hand").unwrap();
    assert!(matches!(redone(&sandbox), Err(UndoError::Changed(_))));
    assert_eq!(text(&sandbox), "by hand");
}

#[test]
fn a_change_on_top_of_somebody_elses_is_taken_back_to_theirs() {
    let sandbox = Sandbox::new();
    set(&sandbox, "one");
    fs::write(sandbox.book().file, "by hand").unwrap();
    set(&sandbox, "two");
    undone(&sandbox).unwrap();
    assert_eq!(text(&sandbox), "by hand");
    assert!(matches!(undone(&sandbox), Err(UndoError::Changed(_))));
    assert_eq!(text(&sandbox), "by hand");
}

#[test]
fn taking_back_the_change_that_made_the_file_leaves_an_empty_one() {
    let sandbox = Sandbox::new();
    set(&sandbox, "one");
    undone(&sandbox).unwrap();
    assert_eq!(text(&sandbox), "");
    assert_eq!(names(&sandbox.path("books")), ["allies.toml"]);
    redone(&sandbox).unwrap();
    assert_eq!(text(&sandbox), "one");
    undone(&sandbox).unwrap();
    // Nothing is missed in a file that was emptied by undo.
    let wary = Options {
        yes: false,
        ..insisting()
    };
    update(&sandbox.book(), &wary, |_| Ok::<_, ()>(Plan::Keep)).unwrap();
}

#[test]
fn a_dry_run_of_undo_takes_nothing_back() {
    let sandbox = Sandbox::new();
    set(&sandbox, "one");
    let dry = Options {
        dry_run: true,
        ..insisting()
    };
    let tried = undo(&sandbox.book(), &dry).unwrap();
    assert_eq!(tried.saved.outcome, Outcome::Tried);
    assert_eq!(tried.entry.what, "set one");
    assert_eq!(text(&sandbox), "one");
    assert_eq!(listed(&sandbox), ["set one"]);
}

#[test]
fn a_journal_that_was_tampered_with_changes_nothing() {
    let sandbox = Sandbox::new();
    set(&sandbox, "one");
    set(&sandbox, "two");
    let state = sandbox.path("home/state/allies");
    let journal = state.join(&names(&state)[0]);
    let forged = fs::read_to_string(&journal).unwrap();
    let forged = forged.replace(r#""removed":"one""#, r#""removed":"abc""#);
    fs::write(&journal, forged).unwrap();
    assert!(matches!(undone(&sandbox), Err(UndoError::Damaged(_))));
    assert_eq!(text(&sandbox), "two");
}

#[test]
fn without_a_journal_nothing_can_be_taken_back() {
    let sandbox = Sandbox::new();
    set(&sandbox, "one");
    let mut homeless = sandbox.book();
    homeless.state = None;
    for result in [
        undo(&homeless, &insisting()).map(|_| ()),
        history(&homeless, insisting().patience).map(|_| ()),
    ] {
        assert!(matches!(
            result,
            Err(UndoError::Unreadable { path: None, .. })
        ));
    }
    let never = sandbox.at("books/never.toml");
    assert!(matches!(
        undo(&never, &insisting()),
        Err(UndoError::Nothing)
    ));
    assert!(!never.file.exists());
}

/// What may happen to a data file.
#[derive(Debug, Clone)]
enum Event {
    /// A command sets the text.
    Set(String),
    Undo,
    Redo,
    /// Somebody else sets the text.
    ByHand(String),
    /// A command is killed after it wrote down its change and before it made it.
    Killed(String),
}

fn event() -> impl Strategy<Value = Event> {
    let text = "[aé\n]{0,4}";
    prop_oneof![
        4 => text.prop_map(Event::Set),
        4 => Just(Event::Undo),
        3 => Just(Event::Redo),
        1 => text.prop_map(Event::ByHand),
        1 => text.prop_map(Event::Killed),
    ]
}

/// What is to come of it: the text, and each change with what was before and after.
#[derive(Default)]
struct Model {
    text: String,
    changes: Vec<(String, String)>,
    done: usize,
}

impl Model {
    fn set(&mut self, text: &str) {
        if self.text != text {
            self.changes.truncate(self.done);
            self.changes.push((self.text.clone(), text.to_owned()));
            self.done += 1;
            text.clone_into(&mut self.text);
        }
    }

    fn undo(&mut self) -> bool {
        let last = self.done.checked_sub(1).map(|last| &self.changes[last]);
        let Some((before, _)) = last.filter(|(_, after)| *after == self.text) else {
            return false;
        };
        before.clone_into(&mut self.text);
        self.done -= 1;
        true
    }

    fn redo(&mut self) -> bool {
        let next = self.changes.get(self.done);
        let Some((_, after)) = next.filter(|(before, _)| *before == self.text) else {
            return false;
        };
        after.clone_into(&mut self.text);
        self.done += 1;
        true
    }

    fn listed(&self) -> Vec<String> {
        let marked = self.changes.iter().enumerate().rev();
        let show = |(index, (_, after)): (usize, &(String, String))| {
            if index < self.done {
                format!("set {after}")
            } else {
                format!("(set {after})")
            }
        };
        marked.map(show).collect()
    }
}

/// Writes down a change as a command does, and goes no further.
fn kill(sandbox: &Sandbox, text: &str) {
    let file = sandbox.book().file;
    let target = link::follow(&file).unwrap();
    let old = fs::read_to_string(&file).unwrap_or_default();
    let mut journal = Journal::open(sandbox.book().state.as_deref(), &target.path);
    journal.settle(Print::of(old.as_bytes()));
    let record = Record {
        at: options().now,
        what: "killed".to_owned(),
        people: text.len(),
        before: Print::of(old.as_bytes()),
        after: Print::of(text.as_bytes()),
        splices: between(&old, text),
    };
    journal.append(Step::Change(Box::new(record))).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_mix_of_changes_undo_and_redo_goes_as_the_model(
        events in prop::collection::vec(event(), 1..16),
    ) {
        let sandbox = Sandbox::new();
        let mut model = Model::default();
        let mut killed = false;
        for event in &events {
            let before = (model.text.clone(), model.done);
            match event {
                Event::Set(text) => {
                    set(&sandbox, text);
                    model.set(text);
                }
                Event::Undo => prop_assert_eq!(undone(&sandbox).is_ok(), model.undo()),
                Event::Redo => prop_assert_eq!(redone(&sandbox).is_ok(), model.redo()),
                // After a kill and somebody else's change nobody can tell what happened.
                Event::ByHand(_) if killed => {}
                Event::ByHand(text) => {
                    fs::write(sandbox.book().file, text).unwrap();
                    text.clone_into(&mut model.text);
                }
                Event::Killed(text) if *text == model.text => {}
                Event::Killed(text) => kill(&sandbox, text),
            }
            // The next step that is made settles what a kill left open.
            killed = match event {
                Event::Killed(text) => killed || *text != model.text,
                _ => killed && before == (model.text.clone(), model.done),
            };
            let now = fs::read_to_string(sandbox.book().file).unwrap_or_default();
            prop_assert_eq!(&now, &model.text);
            prop_assert_eq!(listed(&sandbox), model.listed());
        }
    }
}
