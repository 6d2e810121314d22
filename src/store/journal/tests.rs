//! What the journal keeps, drops and survives.

#![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

use std::fs;
use std::path::PathBuf;

use crate::store::journal::*;
use crate::store::sandbox::{Sandbox, options};

/// The journal of a data file that does not exist.
struct TestJournal {
    sandbox: Sandbox,
    file: PathBuf,
}

impl TestJournal {
    fn new() -> Self {
        let sandbox = Sandbox::new();
        let file = sandbox.path("books/allies.toml");
        Self { sandbox, file }
    }

    fn open(&self) -> Journal {
        Journal::open(Some(&self.sandbox.path("state")), &self.file)
    }

    fn path(&self) -> PathBuf {
        self.open().path().unwrap().to_owned()
    }

    fn content(&self) -> String {
        fs::read_to_string(self.path()).unwrap()
    }

    /// Changes from one text to another, each marked as made.
    fn with(texts: &[&str]) -> Self {
        let kept = Self::new();
        for pair in texts.windows(2) {
            let mut journal = kept.open();
            journal.append(change(pair[0], pair[1])).unwrap();
            journal.mark_saved();
        }
        kept
    }
}

fn change(before: &str, after: &str) -> JournalLine {
    JournalLine::Change(Box::new(ChangeRecord {
        at: options().now,
        what: format!("to {after}"),
        people: after.len(),
        before: Fingerprint::new(before.as_bytes()),
        after: Fingerprint::new(after.as_bytes()),
        splices: crate::text::patch::single_splice(before, after),
    }))
}

fn fingerprint(text: &str) -> Fingerprint {
    Fingerprint::new(text.as_bytes())
}

fn in_effect(journal: &Journal) -> Vec<&str> {
    let standing = journal.records().filter(|(_, stands)| *stands);
    standing.map(|(record, _)| record.what.as_str()).collect()
}

#[test]
fn what_is_written_is_read_again() {
    let kept = TestJournal::with(&["", "a", "ab"]);
    let journal = kept.open();
    assert_eq!(in_effect(&journal), ["to a", "to ab"]);
    let JournalLine::Change(last) = change("a", "ab") else {
        panic!("a change")
    };
    assert_eq!(journal.last_done(), Some(&*last));
    assert_eq!(journal.people(b"ab"), 2);
}

#[test]
fn the_lines_stay_as_they_are_for_journals_of_older_versions() {
    let kept = TestJournal::with(&["", "é\n"]);
    let text = kept.content();
    let lines: Vec<&str> = text.lines().collect();
    let file = serde_json::to_string(kept.file.to_str().unwrap()).unwrap();
    let heading = format!(r#"{{"journal":{{"version":1,"file":{file}}}}}"#);
    let change = concat!(
        r#"{"change":{"at":"2026-11-23T10:00:00+01:00","what":"to é\n","people":3,"#,
        r#""before":{"bytes":0,"hash":"b91c5ed031fb33032134935d61d9b40d"},"#,
        r#""after":{"bytes":3,"hash":"ddbdf60c32b3145f3aa71e69119b8038"},"#,
        r#""splices":[{"at":0,"removed":"","inserted":"é\n"}]}}"#
    );
    assert_eq!(lines, [heading.as_str(), change, r#""saved""#]);
}

#[test]
fn a_torn_last_line_is_overlooked_and_cut_off_by_the_next() {
    let whole = TestJournal::with(&["", "a", "ab"]).content();
    let two = whole
        .lines()
        .take(3)
        .map(|line| line.len() + 1)
        .sum::<usize>();
    for length in two..whole.len() {
        let kept = TestJournal::new();
        fs::create_dir_all(kept.sandbox.path("state")).unwrap();
        // The first line names another file, which no one reads.
        fs::write(kept.path(), &whole[..length]).unwrap();
        let mut journal = kept.open();
        journal.append(change("ab", "abc")).unwrap();
        journal.mark_saved();
        let journal = kept.open();
        let found = in_effect(&journal);
        // The second change counts as soon as its line is complete.
        let expected: &[&str] = if kept.content().contains("to ab\"") {
            &["to a", "to ab", "to abc"]
        } else {
            &["to a", "to abc"]
        };
        assert_eq!(found, expected, "cut at {length}");
        for line in kept.content().lines() {
            serde_json::from_str::<JournalLine>(line).unwrap();
        }
    }
}

#[test]
fn a_change_that_never_happened_is_forgotten() {
    let kept = TestJournal::with(&["", "a"]);
    kept.open().append(change("a", "ab")).unwrap();
    let mut journal = kept.open();
    assert_eq!(journal.people(b"a"), 1);
    journal.drop_unmade(b"a");
    assert_eq!(in_effect(&journal), ["to a"]);
    journal.append(change("a", "ac")).unwrap();
    journal.mark_saved();
    assert_eq!(in_effect(&kept.open()), ["to a", "to ac"]);
}

#[test]
fn a_change_without_its_mark_happened_if_the_file_holds_it() {
    let kept = TestJournal::with(&["", "a"]);
    kept.open().append(change("a", "ab")).unwrap();
    let mut journal = kept.open();
    journal.drop_unmade(b"ab");
    assert_eq!(in_effect(&journal), ["to a", "to ab"]);
    assert_eq!(journal.people(b"ab"), 2);
}

#[test]
fn a_change_with_its_mark_happened_whatever_the_file_holds() {
    // Truncation by an editor must not look like a kill before the first change.
    let kept = TestJournal::with(&["", "a"]);
    let mut journal = kept.open();
    assert_eq!(journal.people(b""), 1);
    journal.drop_unmade(b"");
    assert_eq!(in_effect(&journal), ["to a"]);
}

#[test]
fn a_change_that_never_happened_leaves_what_could_be_redone() {
    let kept = TestJournal::with(&["", "a", "ab"]);
    let mut journal = kept.open();
    journal.append(JournalLine::Undone).unwrap();
    journal.mark_saved();
    journal.append(change("a", "ac")).unwrap();
    let mut journal = kept.open();
    assert!(journal.next_undone().is_none());
    journal.drop_unmade(b"a");
    assert_eq!(journal.next_undone().unwrap().what, "to ab");
    assert_eq!(in_effect(&journal), ["to a"]);
}

#[test]
fn an_undo_or_redo_that_never_happened_is_forgotten() {
    let kept = TestJournal::with(&["", "a", "ab"]);
    kept.open().append(JournalLine::Undone).unwrap();
    let mut journal = kept.open();
    assert_eq!(journal.people(b"ab"), 2);
    assert_eq!(journal.people(b"a"), 1);
    journal.drop_unmade(b"ab");
    assert_eq!(in_effect(&journal), ["to a", "to ab"]);
    journal.append(JournalLine::Undone).unwrap();
    journal.mark_saved();
    journal.append(JournalLine::Redone).unwrap();
    let mut journal = kept.open();
    assert_eq!(journal.people(b"a"), 1);
    journal.drop_unmade(b"a");
    assert_eq!(in_effect(&journal), ["to a"]);
}

#[test]
fn a_step_taken_back_leaves_no_trace() {
    let kept = TestJournal::with(&["", "a"]);
    let before = kept.content();
    let mut journal = kept.open();
    journal.append(change("a", "ab")).unwrap();
    assert_ne!(kept.content(), before);
    journal.remove_last();
    assert_eq!(kept.content(), before);
}

#[test]
fn only_the_newest_thousand_changes_are_kept() {
    let kept = TestJournal::new();
    let mut journal = kept.open();
    for number in 0..1100_u32 {
        // Opening it each time would read a thousand lines eleven hundred times.
        journal
            .append(change(&number.to_string(), &(number + 1).to_string()))
            .unwrap();
        journal.mark_saved();
        assert!(journal.records().count() <= 1000);
    }
    let journal = kept.open();
    let found = in_effect(&journal);
    assert!(found.len() >= 750, "{}", found.len());
    let expected: Vec<String> = (1101 - found.len()..=1100)
        .map(|number| format!("to {number}"))
        .collect();
    assert_eq!(found, expected);
    assert!(journal.error.is_none());
}

#[test]
fn a_journal_never_grows_beyond_its_size() {
    let kept = TestJournal::new();
    let large: Vec<String> = (0..7)
        .map(|number| number.to_string().repeat(1 << 20))
        .collect();
    for pair in large.windows(2) {
        let mut journal = kept.open();
        // Each holds what was removed and what was inserted: 2 MiB.
        journal.append(change(&pair[0], &pair[1])).unwrap();
        journal.mark_saved();
        assert!(fs::metadata(kept.path()).unwrap().len() <= 8 * 1024 * 1024);
    }
    let journal = kept.open();
    let count = journal.records().count();
    assert!((2..=4).contains(&count), "{count}");
    assert_eq!(journal.last_done().unwrap().after, fingerprint(&large[6]));
}

#[test]
fn a_change_larger_than_the_journal_is_kept_alone() {
    let kept = TestJournal::with(&["", "a"]);
    let large = "x".repeat(9 << 20);
    let mut journal = kept.open();
    journal.append(change("a", &large)).unwrap();
    journal.mark_saved();
    let journal = kept.open();
    assert_eq!(journal.records().count(), 1);
    assert_eq!(journal.last_done().unwrap().after, fingerprint(&large));
}

#[test]
fn a_journal_of_a_newer_version_is_left_alone() {
    let kept = TestJournal::with(&["", "a"]);
    let newer = kept.content().replace(r#""version":1"#, r#""version":2"#);
    fs::write(kept.path(), &newer).unwrap();
    let refused = kept.open().append(change("a", "ab")).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Unsupported);
    assert_eq!(kept.content(), newer);
}

#[test]
fn a_line_that_makes_no_sense_ends_what_can_be_undone() {
    for nonsense in ["{", "\"undone\"", "\"redone\"", "\u{0}", "{\"change\":{}}"] {
        let kept = TestJournal::new();
        kept.open().append(change("", "a")).unwrap();
        let mut text = kept.content();
        if nonsense == "\"undone\"" {
            text.push_str("\"undone\"\n");
        }
        fs::write(kept.path(), format!("{text}{nonsense}\n")).unwrap();
        let mut journal = kept.open();
        assert_eq!(journal.records().count(), 0, "{nonsense}");
        journal.append(change("x", "y")).unwrap();
        assert_eq!(in_effect(&kept.open()), ["to y"], "{nonsense}");
    }
}

#[test]
fn what_is_no_file_is_no_journal() {
    let kept = TestJournal::new();
    fs::create_dir_all(kept.path()).unwrap();
    let mut journal = kept.open();
    assert!(journal.append(change("", "a")).is_err());
    assert_eq!(journal.people(b""), 0);
}

#[test]
fn two_files_have_two_journals() {
    let kept = TestJournal::with(&["", "a"]);
    let other = Journal::open(Some(&kept.sandbox.path("state")), "/other.toml".as_ref());
    assert_ne!(other.path(), kept.open().path());
    assert_eq!(other.records().count(), 0);
}
