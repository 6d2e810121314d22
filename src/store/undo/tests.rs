//! Undo and redo to the byte, and when they refuse.

#![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

use std::fs;
use std::time::Duration;

use crate::store::commit::{CommitOutcome, NewText, Patience};
use crate::store::sandbox::{Sandbox, names, options, update};
use crate::store::undo::*;

fn set(sandbox: &Sandbox, text: &str) {
    update(&sandbox.book(), &insisting(), |_| {
        Some(NewText {
            text: text.to_owned(),
            splices: Vec::new(),
            what: format!("set {text}"),
            people: text.len(),
        })
    })
    .unwrap();
}

/// Does not wait if the file is empty on purpose.
fn insisting() -> CommitOptions {
    CommitOptions {
        yes: true,
        patience: Patience {
            settle: Duration::ZERO,
            ..options().patience
        },
        ..options()
    }
}

fn book_text(sandbox: &Sandbox) -> String {
    fs::read_to_string(sandbox.book().file).unwrap()
}

fn undone(sandbox: &Sandbox) -> Result<String, UndoError> {
    undo(&sandbox.book(), &insisting(), false).map(|(change, _)| change.what)
}

fn redone(sandbox: &Sandbox) -> Result<String, UndoError> {
    undo(&sandbox.book(), &insisting(), true).map(|(change, _)| change.what)
}

/// What `undo --list` shows: newest first, those undone in brackets.
fn listed(sandbox: &Sandbox) -> Vec<String> {
    let history = history(&sandbox.book(), insisting().patience).unwrap();
    let show = |(change, stands): (ChangeRecord, bool)| {
        if stands {
            change.what
        } else {
            format!("({})", change.what)
        }
    };
    history.changes.into_iter().map(show).collect()
}

#[test]
fn changes_are_undone_one_by_one_to_the_first_byte() {
    let sandbox = Sandbox::new();
    fs::write(sandbox.book().file, "\u{feff}by hand\r\n").unwrap();
    set(&sandbox, "\u{feff}by hand\r\none");
    set(&sandbox, "two");
    assert_eq!(undone(&sandbox).unwrap(), "set two");
    assert_eq!(book_text(&sandbox), "\u{feff}by hand\r\none");
    undone(&sandbox).unwrap();
    assert_eq!(book_text(&sandbox), "\u{feff}by hand\r\n");
    assert!(matches!(undone(&sandbox), Err(UndoError::Nothing)));
    assert_eq!(book_text(&sandbox), "\u{feff}by hand\r\n");
}

#[test]
fn what_was_undone_is_redone() {
    let sandbox = Sandbox::new();
    set(&sandbox, "one");
    set(&sandbox, "two");
    undone(&sandbox).unwrap();
    undone(&sandbox).unwrap();
    assert_eq!(redone(&sandbox).unwrap(), "set one");
    assert_eq!(redone(&sandbox).unwrap(), "set two");
    assert_eq!(book_text(&sandbox), "two");
    assert!(matches!(redone(&sandbox), Err(UndoError::Nothing)));
}

#[test]
fn a_new_change_ends_what_can_be_redone() {
    let sandbox = Sandbox::new();
    set(&sandbox, "one");
    set(&sandbox, "two");
    undone(&sandbox).unwrap();
    set(&sandbox, "three");
    assert!(matches!(redone(&sandbox), Err(UndoError::Nothing)));
    assert_eq!(listed(&sandbox), ["set three", "set one"]);
    undone(&sandbox).unwrap();
    assert_eq!(book_text(&sandbox), "one");
}

#[test]
fn the_list_is_newest_first_and_marks_what_is_undone() {
    let sandbox = Sandbox::new();
    for it in ["one", "two", "three"] {
        set(&sandbox, it);
    }
    undone(&sandbox).unwrap();
    assert_eq!(listed(&sandbox), ["(set three)", "set two", "set one"]);
    let history = history(&sandbox.book(), insisting().patience).unwrap();
    let (newest, _) = &history.changes[0];
    assert_eq!((newest.at, newest.people), (options().now, 5));
}

#[test]
fn undo_after_a_change_of_others_is_refused() {
    let sandbox = Sandbox::new();
    set(&sandbox, "one");
    fs::write(sandbox.book().file, "one by hand").unwrap();
    let Err(UndoError::Changed(entry)) = undone(&sandbox) else {
        panic!("not refused")
    };
    assert_eq!(entry.what, "set one");
    assert_eq!(book_text(&sandbox), "one by hand");
    fs::write(sandbox.book().file, "one").unwrap();
    undone(&sandbox).unwrap();
    fs::write(sandbox.book().file, "by hand").unwrap();
    assert!(matches!(redone(&sandbox), Err(UndoError::Changed(_))));
    assert_eq!(book_text(&sandbox), "by hand");
}

#[test]
fn a_change_on_top_of_one_of_others_is_undone_to_theirs() {
    let sandbox = Sandbox::new();
    set(&sandbox, "one");
    fs::write(sandbox.book().file, "by hand").unwrap();
    set(&sandbox, "two");
    undone(&sandbox).unwrap();
    assert_eq!(book_text(&sandbox), "by hand");
    assert!(matches!(undone(&sandbox), Err(UndoError::Changed(_))));
    assert_eq!(book_text(&sandbox), "by hand");
}

#[test]
fn undoing_the_change_that_created_the_file_leaves_an_empty_one() {
    let sandbox = Sandbox::new();
    set(&sandbox, "one");
    undone(&sandbox).unwrap();
    assert_eq!(book_text(&sandbox), "");
    assert_eq!(names(&sandbox.path("books")), ["allies.toml"]);
    redone(&sandbox).unwrap();
    assert_eq!(book_text(&sandbox), "one");
    undone(&sandbox).unwrap();
    // No people are missed in a file that undo emptied.
    let wary = CommitOptions {
        yes: false,
        ..insisting()
    };
    update(&sandbox.book(), &wary, |_| None).unwrap();
}

#[test]
fn a_file_that_others_emptied_is_not_undone() {
    let sandbox = Sandbox::new();
    set(&sandbox, "one");
    fs::write(sandbox.book().file, "").unwrap();
    let refused = undo(&sandbox.book(), &options(), false).unwrap_err();
    assert!(matches!(refused, UndoError::Changed(_)), "{refused:?}");
    assert_eq!(book_text(&sandbox), "");
}

#[test]
fn before_the_first_change_there_is_nothing_to_list() {
    let sandbox = Sandbox::new();
    let own = sandbox.at("home/config/allies/allies.toml");
    let history = history(&own, insisting().patience).unwrap();
    assert_eq!(history, UndoHistory::default());
    assert!(matches!(
        undo(&own, &insisting(), false),
        Err(UndoError::Nothing)
    ));
    assert!(!sandbox.path("home/config/allies").exists());
}

#[test]
fn a_dry_run_of_undo_changes_nothing() {
    let sandbox = Sandbox::new();
    set(&sandbox, "one");
    let dry = CommitOptions {
        dry_run: true,
        ..insisting()
    };
    let (change, saved) = undo(&sandbox.book(), &dry, false).unwrap();
    assert_eq!(saved.outcome, CommitOutcome::DryRun);
    assert_eq!(change.what, "set one");
    assert_eq!(book_text(&sandbox), "one");
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
    assert_eq!(book_text(&sandbox), "two");
}

#[test]
fn without_a_journal_nothing_can_be_undone() {
    let sandbox = Sandbox::new();
    set(&sandbox, "one");
    let mut homeless = sandbox.book();
    homeless.state = None;
    for result in [
        undo(&homeless, &insisting(), false).map(|_| ()),
        history(&homeless, insisting().patience).map(|_| ()),
    ] {
        assert!(matches!(result, Err(UndoError::Unreadable(None, _))));
    }
    let never = sandbox.at("books/never.toml");
    assert!(matches!(
        undo(&never, &insisting(), false),
        Err(UndoError::Nothing)
    ));
    assert!(!never.file.exists());
}

mod model;
