//! Many commands at once, with readers in a loop: every row is there, and no reader ever
//! finds anything but a whole book.

use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::place::{Finally, Place, told};

/// For all of them together; on a machine with two busy cores they take a minute or two.
const LIMIT: Duration = Duration::from_mins(10);

/// How many rows the book has, as a reader finds it.
fn rows(place: &Place) -> usize {
    let output = place.run(&place.link(), &["list", "--json"]);
    assert!(
        output.status.success(),
        "a reader failed: {}",
        told(&output)
    );
    assert!(
        output.stderr.is_empty(),
        "a reader was warned: {}",
        told(&output)
    );
    let people: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(people.as_array().expect("a list").len(), 10);
    place.text().matches("met = ").count()
}

/// So many writers, each with so many rows, through two paths in turn.
fn write(writers: usize, each: usize) {
    let place = &Place::with(10);
    let (start, began) = (&Barrier::new(writers + 2), Instant::now());
    let in_time = || assert!(began.elapsed() < LIMIT, "not over after {LIMIT:?}");
    let in_time = &in_time;
    let (left, reads) = (&AtomicUsize::new(writers), &AtomicUsize::new(0));
    thread::scope(|scope| {
        for writer in 0..writers {
            scope.spawn(move || {
                let _over = Finally(|| {
                    left.fetch_sub(1, Ordering::SeqCst);
                });
                start.wait();
                for row in 0..each {
                    in_time();
                    let path = if (writer + row) % 2 == 0 {
                        place.file()
                    } else {
                        place.link()
                    };
                    let who = format!("p{}", (writer + row) % 10);
                    let note = format!("row {writer}-{row}.");
                    let output = place.run(&path, &["log", &who, "met", &note]);
                    assert!(output.status.success(), "{note} {}", told(&output));
                    assert!(output.stderr.is_empty(), "{note} {}", told(&output));
                }
            });
        }
        for _ in 0..2 {
            scope.spawn(move || {
                start.wait();
                let mut last = 0;
                while left.load(Ordering::SeqCst) > 0 {
                    in_time();
                    let now = rows(place);
                    assert!(now >= last, "{last} rows, then {now}");
                    last = now;
                    reads.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
    });
    let text = place.text();
    for writer in 0..writers {
        for row in 0..each {
            assert_eq!(
                text.matches(&format!("\"row {writer}-{row}.\"")).count(),
                1,
                "{writer}-{row}"
            );
        }
    }
    assert_eq!(rows(place), writers * each);
    assert!(reads.load(Ordering::SeqCst) > 0);
    assert!(place.is_clean());
    // Each of them can be taken back.
    let output = place.run(&place.link(), &["undo", "--list", "--json"]);
    let changes: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let changes = changes.as_array().expect("a list").len();
    assert_eq!(changes, writers * each);
}

#[test]
fn eight_writers_with_fifty_rows_each_lose_none() {
    write(8, 50);
}

#[test]
fn thirty_two_writers_with_twenty_rows_each_lose_none() {
    write(32, 20);
}

#[test]
fn fifty_writers_at_once_lose_none() {
    write(50, 1);
}
