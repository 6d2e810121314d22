//! What may be read, and what is read again.

#![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

use std::path::PathBuf;
use std::thread;

use crate::store::commit::Draft;
use crate::store::load::*;
use crate::store::sandbox::{Plan, Sandbox, UpdateError, options, update};

/// Long enough that a test only ever fails by it, in the hands of a slow machine.
const LONG: Duration = Duration::from_secs(20);

fn at(sandbox: &Sandbox, file: impl Into<PathBuf>) -> Location {
    Location {
        file: file.into(),
        ..sandbox.book()
    }
}

fn kind(sandbox: &Sandbox, file: impl Into<PathBuf>) -> FaultKind {
    load(&at(sandbox, file), Duration::ZERO).unwrap_err().kind
}

/// A book that this program wrote.
fn written(sandbox: &Sandbox) {
    let draft = Draft {
        text: "sara\n".to_owned(),
        splices: Vec::new(),
        what: "add sara".to_owned(),
        people: 1,
    };
    update(&sandbox.book(), &options(), |_| {
        Ok::<_, ()>(Plan::Write(draft.clone()))
    })
    .unwrap();
}

#[test]
fn a_missing_file_is_told_from_an_empty_one() {
    let sandbox = Sandbox::new();
    let loaded = load(&sandbox.book(), LONG).unwrap();
    assert_eq!((loaded.bytes.is_none(), loaded.missed), (true, 0));
    fs::write(sandbox.book().file, "").unwrap();
    let loaded = load(&sandbox.book(), LONG).unwrap();
    assert_eq!((loaded.bytes.unwrap().len(), loaded.missed), (0, 0));
}

#[test]
fn a_file_is_read_byte_for_byte() {
    let sandbox = Sandbox::new();
    let bytes = b"\xef\xbb\xbfa\r\n\0\xff";
    fs::write(sandbox.book().file, bytes).unwrap();
    let loaded = load(&sandbox.book(), LONG).unwrap();
    assert_eq!(*loaded.bytes.unwrap(), *bytes);
}

#[test]
fn a_directory_is_refused() {
    let sandbox = Sandbox::new();
    let folder = sandbox.path("books");
    assert!(matches!(kind(&sandbox, folder), FaultKind::Directory));
}

#[test]
fn a_file_of_full_size_is_read_and_a_larger_one_refused() {
    let sandbox = Sandbox::new();
    let file = File::create(sandbox.book().file).unwrap();
    file.set_len(MOST_BYTES).unwrap();
    let loaded = load(&sandbox.book(), LONG).unwrap();
    assert_eq!(loaded.bytes.unwrap().len() as u64, MOST_BYTES);
    file.set_len(MOST_BYTES + 1).unwrap();
    let file = sandbox.book().file;
    assert!(matches!(kind(&sandbox, file), FaultKind::TooLarge));
}

#[test]
fn an_emptied_file_is_waited_for_and_then_missed() {
    let sandbox = Sandbox::new();
    written(&sandbox);
    fs::write(sandbox.book().file, "").unwrap();
    let loaded = load(&sandbox.book(), Duration::ZERO).unwrap();
    assert_eq!((loaded.bytes.unwrap().len(), loaded.missed), (0, 1));
    fs::remove_file(sandbox.book().file).unwrap();
    let loaded = load(&sandbox.book(), Duration::ZERO).unwrap();
    assert_eq!((loaded.bytes.is_none(), loaded.missed), (true, 1));
}

#[test]
fn an_editor_that_empties_the_file_first_is_waited_for() {
    let sandbox = Sandbox::new();
    written(&sandbox);
    let file = sandbox.book().file;
    fs::write(&file, "").unwrap();
    let loaded = thread::scope(|scope| {
        scope.spawn(|| {
            sleep(Duration::from_millis(60));
            fs::write(&file, "sara\nedited\n").unwrap();
        });
        load(&sandbox.book(), LONG).unwrap()
    });
    assert_eq!(*loaded.bytes.unwrap(), *b"sara\nedited\n");
    assert_eq!(loaded.missed, 0);
}

#[cfg(unix)]
#[test]
fn a_device_without_end_is_refused() {
    let sandbox = Sandbox::new();
    assert!(matches!(kind(&sandbox, "/dev/zero"), FaultKind::TooLarge));
    let null = load(&at(&sandbox, "/dev/null"), LONG).unwrap();
    assert_eq!(null.bytes.unwrap().len(), 0);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_and_not_written() {
    use std::io::Write;
    use std::os::fd::AsRawFd;
    let sandbox = Sandbox::new();
    let (reader, mut writer) = io::pipe().unwrap();
    writer.write_all(b"sara\n").unwrap();
    drop(writer);
    // As the shell's `<(…)` names it.
    let pipe = at(&sandbox, format!("/dev/fd/{}", reader.as_raw_fd()));
    let refused = update(&pipe, &options(), |_| Ok::<_, ()>(Plan::Keep)).unwrap_err();
    let UpdateError::Disk(fault) = refused else {
        panic!("the plan was called")
    };
    assert!(matches!(fault.kind, FaultKind::NotAFile));
    assert_eq!(*load(&pipe, LONG).unwrap().bytes.unwrap(), *b"sara\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_does_not_tell_its_length_is_read() {
    let sandbox = Sandbox::new();
    let loaded = load(&at(&sandbox, "/proc/version"), LONG).unwrap();
    assert!(loaded.bytes.unwrap().starts_with(b"Linux"));
}

#[test]
fn a_file_that_changes_while_it_is_read_is_not_believed() {
    let sandbox = Sandbox::new();
    let file = sandbox.book().file;
    fs::write(&file, "sara\n").unwrap();
    let before = fs::metadata(&file).unwrap();
    assert!(settled(&before, &before, 5));
    assert!(!settled(&before, &before, 3), "cut off while it was read");
    fs::write(&file, "sara\nli\n").unwrap();
    let after = fs::metadata(&file).unwrap();
    assert!(!settled(&before, &after, 8), "longer than before");
    let touched = File::open(&file).unwrap();
    touched.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    let later = fs::metadata(&file).unwrap();
    assert!(!settled(&after, &later, 8), "as long, but written anew");
}

#[test]
fn a_file_that_never_rests_is_given_up() {
    let path = Path::new("allies.toml");
    let mut waited = Duration::ZERO;
    let mut pauses = 0;
    let fault = loop {
        match pause(path, &mut waited, PAUSE * 3) {
            Ok(()) => pauses += 1,
            Err(fault) => break fault,
        }
    };
    assert!(matches!(fault.kind, FaultKind::BeingWritten));
    assert_eq!(pauses, 3);
}
