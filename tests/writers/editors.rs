//! An editor that knows no lock saves at any moment while commands write.
//!
//! No program can keep an editor from writing over what it never read, so the editor here
//! does what editors do: before it saves it looks whether the file is still the one it read,
//! and if not, reads it again and makes its edit again. Then only two moments are left.
//! Between its look and its save a command may write: what the editor then overwrites
//! unread, it counts, exactly (it swaps the files, and sees which one it got). And between
//! the last look of a command and its rename, a few microseconds, the editor may begin to
//! save: no system call closes that, so the saves lost there are counted and must be next
//! to none.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Seek as _, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::{CWD, RenameFlags, renameat_with};

use crate::bounded;
use crate::place::{Finally, Place, told};

/// For all saves together; they take half a minute.
const LIMIT: Duration = Duration::from_mins(10);

/// As often as the editor saves.
const SAVES: usize = 200;

/// Of these, as many may fall into the gap that no system call closes. Without the second
/// look of the commands, dozens do.
const MOST_LOST: usize = 2;

/// Moments that look random and are the same in every run.
struct Moments(u64);

impl Moments {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn pause(&mut self, most_micros: u64) {
        thread::sleep(Duration::from_micros(self.next() % most_micros));
    }
}

/// What became of a save.
enum Save {
    /// It is in the file.
    Done,
    /// A command had put another file there before the save began: the editor sees it and
    /// starts over.
    TooLate,
    /// A command put its file over the save while that was under way.
    Lost,
}

/// The number that a row or a save carries.
fn numbers(text: &str, mark: &str) -> BTreeSet<usize> {
    let parts = text.split(mark).skip(1);
    parts
        .filter_map(|part| part.split_once('.')?.0.parse().ok())
        .collect()
}

/// Adds its line at the top of a text, as a person would.
fn edited(text: &str, number: usize) -> String {
    format!("# save {number}.\n{text}")
}

/// Saves in place: empties the file and writes it again, in two pieces with a pause between.
fn in_place(path: &Path, number: usize, moments: &mut Moments) -> Save {
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .open(path)
        .expect("opened");
    let mut text = String::new();
    file.read_to_string(&mut text).expect("read");
    moments.pause(2000);
    let text = edited(&text, number);
    let is_there = || {
        let (ours, named) = (file.metadata(), fs::metadata(path));
        ours.expect("open").ino() == named.expect("there").ino()
    };
    // Through the handle that was read from: what is overwritten is what was read.
    if !is_there() {
        return Save::TooLate;
    }
    file.set_len(0).expect("emptied");
    if !is_there() {
        return Save::TooLate;
    }
    let mut handle = &file;
    handle.rewind().expect("at the beginning");
    moments.pause(3000);
    let (first, second) = text.split_at(text.len() / 2);
    handle.write_all(first.as_bytes()).expect("written");
    moments.pause(3000);
    handle.write_all(second.as_bytes()).expect("written");
    if is_there() { Save::Done } else { Save::Lost }
}

/// Saves by rename; gives the rows that it overwrote unread.
fn by_rename(path: &Path, number: usize, moments: &mut Moments) -> (Save, BTreeSet<usize>) {
    let text = fs::read_to_string(path).expect("read");
    moments.pause(2000);
    let beside = path.with_extension("editor");
    File::create(&beside)
        .and_then(|mut file| file.write_all(edited(&text, number).as_bytes()))
        .expect("written");
    if fs::read_to_string(path).expect("read") != text {
        fs::remove_file(beside).expect("removed");
        return (Save::TooLate, BTreeSet::new());
    }
    renameat_with(CWD, &beside, CWD, path, RenameFlags::EXCHANGE).expect("exchanged");
    let overwritten = fs::read_to_string(&beside).expect("read");
    fs::remove_file(beside).expect("removed");
    let unread = &numbers(&overwritten, "row ") - &numbers(&text, "row ");
    (Save::Done, unread)
}

#[test]
fn no_save_of_an_editor_and_no_row_that_was_promised_is_lost() {
    let place = &Place::with(3);
    let over = &AtomicBool::new(false);
    let next = &AtomicUsize::new(0);
    let (promised, refused) = (&Mutex::new(BTreeSet::new()), &Mutex::new(BTreeSet::new()));
    let (mut lost, mut late, mut unread) = (Vec::new(), 0, BTreeSet::new());
    let began = Instant::now();
    thread::scope(|scope| {
        let _over = Finally(|| over.store(true, Ordering::SeqCst));
        for writer in 0..3 {
            scope.spawn(move || {
                while !over.load(Ordering::SeqCst) {
                    let number = next.fetch_add(1, Ordering::SeqCst);
                    let note = format!("row {number}.");
                    let who = format!("p{writer}");
                    let output = place.run(&place.link(), &["log", &who, "met", &note]);
                    let code = output.status.code();
                    assert!(matches!(code, Some(0 | 1)), "{}", told(&output));
                    let kept = if code == Some(0) { promised } else { refused };
                    kept.lock().expect("no writer failed").insert(number);
                }
            });
        }
        scope.spawn(move || {
            while !over.load(Ordering::SeqCst) {
                let output = place.run(&place.file(), &["list"]);
                assert!(
                    output.status.success(),
                    "a reader failed: {}",
                    told(&output)
                );
            }
        });
        let mut moments = Moments(0x9e37_79b9_7f4a_7c15);
        for number in 0..SAVES {
            moments.pause(200_000);
            loop {
                assert!(began.elapsed() < LIMIT, "not over after {LIMIT:?}");
                let (save, overwritten) = if number % 2 == 0 {
                    (
                        in_place(&place.file(), number, &mut moments),
                        BTreeSet::new(),
                    )
                } else {
                    by_rename(&place.file(), number, &mut moments)
                };
                unread.extend(overwritten);
                match save {
                    Save::Done => break,
                    Save::TooLate => late += 1,
                    Save::Lost => {
                        lost.push(number);
                        break;
                    }
                }
            }
        }
    });
    let text = place.text();
    let (rows, saves) = (numbers(&text, "row "), numbers(&text, "save "));
    let (promised, refused) = (
        promised.lock().expect("over"),
        refused.lock().expect("over"),
    );
    let missing: Vec<_> = promised.iter().filter(|it| !rows.contains(it)).collect();
    let gone: Vec<_> = (0..SAVES).filter(|it| !saves.contains(it)).collect();
    let _ = writeln!(
        std::io::stderr().lock(),
        "{SAVES} saves of an editor ({late} begun again, {} gone, {} replaced in the gap) beside {} rows \
         ({} overwritten unread), {} refused",
        gone.len(),
        lost.len(),
        promised.len(),
        missing.len(),
        refused.len()
    );
    assert!(
        missing.iter().all(|row| unread.contains(row)),
        "rows lost: {missing:?}"
    );
    assert!(rows.is_subset(&promised), "refused, and yet in the file");
    // A row that was overwritten unread may bring back a save that was in the same text.
    assert!(
        gone.len() <= MOST_LOST,
        "saves lost: {gone:?}, seen: {lost:?}"
    );
    assert!(unread.len() <= SAVES / 20, "overwritten unread: {unread:?}");
    assert!(promised.len() > SAVES, "the commands hardly came to write");
    assert!(place.is_clean());
    assert!(place.run(&place.file(), &["check"]).status.success());
}

/// The first half of this text is a book by itself, and the second half is not lost.
#[test]
fn a_pause_in_the_middle_of_a_save_is_waited_for() {
    for known in [false, true] {
        let kept_time = (0..TRIES).any(|_| save_with_a_pause(known));
        assert!(kept_time, "this machine cannot pause for {PAUSE:?} only");
    }
}

/// A pause that is shorter than what the program waits for a file someone just wrote.
const PAUSE: Duration = Duration::from_millis(25);

/// What a pause on a busy machine may become and still be short enough.
const SHORT_ENOUGH: Duration = Duration::from_millis(40);

/// A busy machine may sleep too long; such a save proves nothing and is done again.
const TRIES: usize = 40;

/// One save in place with a pause in its middle, beside a command; whether the pause was as
/// short as it should be. If it was, nothing may be lost.
fn save_with_a_pause(known: bool) -> bool {
    let place = Place::with(40);
    if known {
        let first = place.run(&place.file(), &["log", "p1", "met", "before"]);
        assert!(first.status.success(), "{}", told(&first));
    }
    let text = place.text();
    let half = text.find("[people.p20]").expect("a person in the middle");
    let mut file = File::create(place.file()).expect("opened");
    let start = Instant::now();
    file.write_all(&text.as_bytes()[..half]).expect("written");
    let mut command = place.command(&place.link(), &["log", "p1", "met", "meanwhile"]);
    let running = command.spawn().expect("the program starts");
    thread::sleep(PAUSE);
    file.write_all(&text.as_bytes()[half..]).expect("written");
    let took = start.elapsed();
    drop(file);
    let output = bounded::end(running, "", &command);
    if took > SHORT_ENOUGH {
        return false;
    }
    assert!(output.status.success(), "{}", told(&output));
    let now = place.text();
    assert_eq!(now.matches("[people.").count(), 40);
    assert_eq!(now.matches("\"meanwhile\"").count(), 1);
    true
}

#[test]
fn undo_refuses_once_somebody_else_has_changed_the_file() {
    let place = Place::with(2);
    assert!(
        place
            .run(&place.link(), &["log", "p0", "met", "mine"])
            .status
            .success()
    );
    let mine = place.text();
    let theirs = format!("{mine}# theirs\n");
    fs::write(place.file(), &theirs).expect("written");
    for arguments in [&["undo"][..], &["undo", "--redo"]] {
        let output = place.run(&place.link(), arguments);
        assert_eq!(output.status.code(), Some(1), "{}", told(&output));
        assert!(
            told(&output).contains("nothing was written"),
            "{}",
            told(&output)
        );
        assert_eq!(place.text(), theirs);
    }
    // Byte for byte as it was, it may be taken back.
    fs::write(place.file(), &mine).expect("written");
    assert!(place.run(&place.link(), &["undo"]).status.success());
    assert_ne!(place.text(), mine);
}
