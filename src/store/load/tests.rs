//! What may be read, and what is read again.

#![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

use std::path::PathBuf;
use std::thread;

use crate::store::commit::{CommitOptions, NewText, OpenFile, Patience};
use crate::store::data_file::{self, Source};
use crate::store::load::*;
use crate::store::paths::Location;
use crate::store::sandbox::{Sandbox, options, update};

/// So long that it never ends a test, even on a slow machine.
const LONG: Duration = Duration::from_secs(20);

fn at(sandbox: &Sandbox, file: impl Into<PathBuf>) -> Location {
    Location {
        file: file.into(),
        ..sandbox.book()
    }
}

fn kind(sandbox: &Sandbox, file: impl Into<PathBuf>) -> IoErrorKind {
    let opened = try_open(&at(sandbox, file), Duration::ZERO);
    opened.unwrap_err().kind
}

fn try_open(location: &Location, settle: Duration) -> Result<Source, IoError> {
    let patience = Patience {
        settle,
        ..options().patience
    };
    let options = CommitOptions {
        patience,
        ..options()
    };
    data_file::open(location, &options)
}

fn open(location: &Location, settle: Duration) -> Source {
    try_open(location, settle).unwrap()
}

/// A book that this program wrote.
fn written(sandbox: &Sandbox) {
    let new = NewText {
        text: "sara\n".to_owned(),
        splices: Vec::new(),
        what: "add sara".to_owned(),
        people: 1,
    };
    update(&sandbox.book(), &options(), |_| Some(new.clone())).unwrap();
}

#[test]
fn a_missing_file_is_not_an_empty_one() {
    let sandbox = Sandbox::new();
    let loaded = open(&sandbox.book(), LONG);
    assert_eq!((loaded.is_missing, loaded.lost_people), (true, 0));
    fs::write(sandbox.book().file, "").unwrap();
    let loaded = open(&sandbox.book(), LONG);
    assert_eq!((loaded.bytes.len(), loaded.lost_people), (0, 0));
}

#[test]
fn a_file_is_read_byte_for_byte() {
    let sandbox = Sandbox::new();
    let bytes = b"\xef\xbb\xbfa\r\n\0\xff";
    fs::write(sandbox.book().file, bytes).unwrap();
    let loaded = open(&sandbox.book(), LONG);
    assert_eq!(*loaded.bytes, *bytes);
}

#[test]
fn a_directory_is_refused() {
    let sandbox = Sandbox::new();
    let folder = sandbox.path("books");
    assert!(matches!(kind(&sandbox, folder), IoErrorKind::Directory));
}

#[test]
fn a_file_of_full_size_is_read_and_a_larger_one_refused() {
    let sandbox = Sandbox::new();
    let file = File::create(sandbox.book().file).unwrap();
    file.set_len(MOST_BYTES).unwrap();
    let loaded = open(&sandbox.book(), LONG);
    assert_eq!(loaded.bytes.len() as u64, MOST_BYTES);
    file.set_len(MOST_BYTES + 1).unwrap();
    let file = sandbox.book().file;
    assert!(matches!(kind(&sandbox, file), IoErrorKind::TooLarge));
}

#[test]
fn an_emptied_file_is_waited_for_and_its_people_are_missed() {
    let sandbox = Sandbox::new();
    written(&sandbox);
    fs::write(sandbox.book().file, "").unwrap();
    let loaded = open(&sandbox.book(), Duration::ZERO);
    assert_eq!((loaded.bytes.len(), loaded.lost_people), (0, 1));
    fs::remove_file(sandbox.book().file).unwrap();
    let loaded = open(&sandbox.book(), Duration::ZERO);
    assert_eq!((loaded.is_missing, loaded.lost_people), (true, 1));
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
        open(&sandbox.book(), LONG)
    });
    assert_eq!(*loaded.bytes, *b"sara\nedited\n");
    assert_eq!(loaded.lost_people, 0);
}

#[cfg(unix)]
#[test]
fn a_device_without_end_is_refused() {
    let sandbox = Sandbox::new();
    assert!(matches!(kind(&sandbox, "/dev/zero"), IoErrorKind::TooLarge));
    let null = open(&at(&sandbox, "/dev/null"), LONG);
    assert_eq!(null.bytes.len(), 0);
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
    // As named by the shell's `<(…)`.
    let pipe = at(&sandbox, format!("/dev/fd/{}", reader.as_raw_fd()));
    let options = options();
    let error = OpenFile::open(&pipe, &options).unwrap_err();
    assert!(matches!(error.kind, IoErrorKind::NotAFile));
    assert_eq!(*open(&pipe, LONG).bytes, *b"sara\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_without_a_known_length_is_read() {
    let sandbox = Sandbox::new();
    let loaded = open(&at(&sandbox, "/proc/version"), LONG);
    assert!(loaded.bytes.starts_with(b"Linux"));
}

#[test]
fn a_file_that_changes_while_it_is_read_is_not_trusted() {
    let sandbox = Sandbox::new();
    let file = sandbox.book().file;
    fs::write(&file, "sara\n").unwrap();
    let before = fs::metadata(&file).unwrap();
    assert!(has_settled(&before, &before, 5));
    assert!(
        !has_settled(&before, &before, 3),
        "cut off while it was read"
    );
    fs::write(&file, "sara\nli\n").unwrap();
    let after = fs::metadata(&file).unwrap();
    assert!(!has_settled(&before, &after, 8), "longer than before");
    let touched = File::open(&file).unwrap();
    touched.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    let later = fs::metadata(&file).unwrap();
    assert!(
        !has_settled(&after, &later, 8),
        "as long, but written again"
    );
}

#[test]
fn a_file_that_never_rests_is_given_up() {
    let path = Path::new("allies.toml");
    let mut looks = 0;
    let error = until_settled(path, PAUSE * 3, || {
        looks += 1;
        Ok(None::<()>)
    })
    .unwrap_err();
    assert!(matches!(error.kind, IoErrorKind::BeingWritten));
    assert_eq!(looks, 4, "three pauses, and a look after each");
}

#[test]
fn a_file_of_others_that_is_missing_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("team.vcf");
    let error = read_input(&file, Duration::ZERO).unwrap_err();
    assert!(matches!(
        error.kind,
        IoErrorKind::System(Operation::Reading, error) if error.kind() == ErrorKind::NotFound
    ));
    fs::write(&file, "BEGIN:VCARD").unwrap();
    assert_eq!(read_input(&file, Duration::ZERO).unwrap(), b"BEGIN:VCARD");
    let error = read_input(folder.path(), Duration::ZERO).unwrap_err();
    assert!(matches!(error.kind, IoErrorKind::Directory));
}
