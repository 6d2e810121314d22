//! Disks as they are: full, out of inodes, read-only, a file mounted alone, too few handles,
//! too small a limit. What the machine does not permit is left out, loudly.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::commands::CASES;
use crate::scene::Scene;
use crate::scene::{Output, Stage, finish, temporaries};
use crate::trace::{self, skipped};

/// Something mounted, until it is dropped.
struct Mount(PathBuf);

impl Mount {
    /// A small file system in memory, or a bind mount; nothing where that is not permitted.
    fn new(arguments: &[&str], at: &Path) -> Option<Self> {
        let output = Command::new("mount").args(arguments).arg(at).output();
        if output.is_ok_and(|output| output.status.success()) {
            return Some(Self(at.to_owned()));
        }
        skipped(&format!("mount {arguments:?} is not permitted here"));
        None
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).output();
    }
}

/// A program before the program: `prlimit --nofile=4 allies log …`.
fn under(stage: &Stage, wrapper: &[&str], arguments: &[&str]) -> Option<Output> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut found = std::env::split_paths(&path).map(|folder| folder.join(wrapper[0]));
    let Some(program) = found.find(|path| path.is_file()) else {
        skipped(&format!("{} is not installed", wrapper[0]));
        return None;
    };
    let mut command = Command::new(program);
    command
        .args(&wrapper[1..])
        .arg(env!("CARGO_BIN_EXE_allies"))
        .args(arguments);
    Some(finish(stage.prepare(&mut command), ""))
}

const LOG: &[&str] = &["log", "sara", "gave", "a quincunx of a note"];

/// Refused: exit 1, the path, the cause, that nothing was written; and so it is.
#[track_caller]
fn refused(stage: &Stage, output: &Output, old: &[u8], cause: &str) {
    assert_eq!(output.code, Some(1), "{}", output.err);
    let file = stage.file();
    let file = fs::canonicalize(&file).unwrap_or(file);
    let folder = file.parent().expect("a folder").display().to_string();
    for part in [cause, "nothing was written", folder.as_str()] {
        assert!(
            output.err.contains(part),
            "`{part}` is not in: {}",
            output.err
        );
    }
    assert!(!output.err.contains("quincunx"), "{}", output.err);
    assert_eq!(stage.bytes(), old);
    assert_eq!(temporaries(&stage.home()), Vec::<PathBuf>::new());
}

/// Once the cause is gone, the next write and taking it back work.
#[track_caller]
fn recovers(stage: &Stage, old: &[u8]) {
    let next = stage.run(LOG);
    assert_eq!((next.code, next.err.as_str()), (Some(0), ""));
    assert_ne!(stage.bytes(), old);
    assert_eq!(stage.run(&["undo"]).code, Some(0));
    assert_eq!(stage.bytes(), old);
}

/// Fills a folder's file system to the last byte.
fn fill(folder: &Path) -> PathBuf {
    use std::io::Write as _;
    let filler = folder.join("filler");
    let mut file = fs::File::create(&filler).expect("made");
    for size in [65536, 512, 1] {
        while file.write_all(&vec![b'x'; size]).is_ok() {}
    }
    filler
}

#[test]
fn a_full_disk_loses_nothing_be_it_full_at_once_or_in_the_middle_of_the_text() {
    let stage = Stage::new();
    stage.set(Scene::Plain);
    let folder = stage.file().parent().expect("a folder").to_owned();
    let book = fs::read(stage.file()).expect("a book");
    let Some(_mount) = Mount::new(&["-t", "tmpfs", "-o", "size=64k", "allies-test"], &folder)
    else {
        return;
    };
    // A book of several pages, so that there can be room for the first of them.
    let mut text = book;
    for number in 0..200 {
        text.extend_from_slice(format!("# a line of a quincunx {number}\n").as_bytes());
    }
    fs::write(stage.file(), &text).expect("written");
    let filler = fill(&folder);
    refused(&stage, &stage.run(LOG), &text, "No space left on device");
    // Room for a page and not for all: the write ends short.
    let length = fs::metadata(&filler).expect("there").len();
    fs::File::options()
        .write(true)
        .open(&filler)
        .and_then(|file| file.set_len(length - 4096))
        .expect("shortened");
    refused(&stage, &stage.run(LOG), &text, "No space left on device");
    fs::remove_file(filler).expect("removed");
    recovers(&stage, &text);
}

#[test]
fn a_full_disk_under_the_journal_is_a_warning() {
    let stage = Stage::new();
    stage.set(Scene::Plain);
    let old = stage.bytes();
    let kept = stage.home().join(".local/state/allies");
    let Some(_mount) = Mount::new(&["-t", "tmpfs", "-o", "size=4k", "allies-test"], &kept) else {
        return;
    };
    fill(&kept);
    let output = stage.run(LOG);
    assert_eq!(output.code, Some(0), "{}", output.err);
    assert!(output.err.starts_with("warning: "), "{}", output.err);
    assert!(
        output.err.contains("cannot be taken back"),
        "{}",
        output.err
    );
    assert_ne!(stage.bytes(), old);
}

#[test]
fn a_disk_without_inodes_loses_nothing() {
    let stage = Stage::new();
    stage.set(Scene::Plain);
    let folder = stage.file().parent().expect("a folder").to_owned();
    let book = fs::read(stage.file()).expect("a book");
    let options = ["-t", "tmpfs", "-o", "nr_inodes=4", "allies-test"];
    let Some(_mount) = Mount::new(&options, &folder) else {
        return;
    };
    fs::write(stage.file(), &book).expect("written");
    let fillers: Vec<PathBuf> = (0..10)
        .map(|number| folder.join(format!("filler {number}")))
        .take_while(|path| fs::write(path, "").is_ok())
        .collect();
    assert!(!fillers.is_empty() && fillers.len() < 10);
    refused(&stage, &stage.run(LOG), &book, "No space left on device");
    for filler in fillers {
        fs::remove_file(filler).expect("removed");
    }
    recovers(&stage, &book);
}

#[test]
fn a_read_only_disk_is_told() {
    let stage = Stage::new();
    stage.set(Scene::Plain);
    let folder = stage.file().parent().expect("a folder").to_owned();
    let book = fs::read(stage.file()).expect("a book");
    let path = folder.to_str().expect("UTF-8");
    let Some(mount) = Mount::new(&["--bind", path], &folder) else {
        return;
    };
    let Some(again) = Mount::new(&["-o", "remount,ro,bind"], &folder) else {
        return;
    };
    refused(&stage, &stage.run(LOG), &book, "write-protected");
    assert_eq!(stage.run(&["show", "sara"]).code, Some(0), "reading works");
    drop((again, mount));
    recovers(&stage, &book);
}

#[test]
fn a_file_mounted_alone_is_refused_and_not_written_in_place() {
    let stage = Stage::new();
    stage.set(Scene::Plain);
    let book = fs::read(stage.file()).expect("a book");
    let path = stage.file().to_str().expect("UTF-8").to_owned();
    let Some(mount) = Mount::new(&["--bind", &path], &stage.file()) else {
        return;
    };
    let output = stage.run(LOG);
    refused(&stage, &output, &book, "Device or resource busy");
    assert!(output.err.contains("mounted alone"), "{}", output.err);
    drop(mount);
    recovers(&stage, &book);
}

/// With so few handles nothing can be opened at some point; where that is moves with each
/// handle more, until there are enough.
#[test]
fn too_few_handles_are_told_and_never_a_panic() {
    let stage = Stage::new();
    stage.set(Scene::Plain);
    let old = stage.bytes();
    let (mut refusals, mut done) = (0, 0);
    for most in 4..12 {
        stage.set(Scene::Plain);
        let limit = format!("--nofile={most}:{most}");
        let Some(output) = under(&stage, &["prlimit", &limit], LOG) else {
            return;
        };
        match output.code {
            Some(1) => {
                refused(&stage, &output, &old, "Too many open files");
                refusals += 1;
            }
            // Too few for the program to be loaded at all: nothing of ours ran.
            Some(127) => assert_eq!(stage.bytes(), old),
            code => {
                assert_eq!(code, Some(0), "{most}: {}", output.err);
                assert_ne!(stage.bytes(), old);
                done += 1;
            }
        }
        recovers_from_here(&stage);
    }
    assert!(refusals > 0 && done > 0, "{refusals} refusals, {done} done");
}

#[track_caller]
fn recovers_from_here(stage: &Stage) {
    let now = stage.bytes();
    recovers(stage, &now);
}

/// Beyond this limit the system kills with a signal, in the middle of the text.
#[test]
fn a_limit_on_the_size_of_files_is_told_before_anything_is_written() {
    let stage = Stage::new();
    stage.set(Scene::Plain);
    let old = stage.bytes();
    for most in [0, 1, 100, old.len() - 1, old.len()] {
        let limit = format!("--fsize={most}:{most}");
        let Some(output) = under(&stage, &["prlimit", &limit], LOG) else {
            return;
        };
        refused(&stage, &output, &old, "too large");
    }
    recovers(&stage, &old);
}

#[test]
fn where_nothing_can_be_locked_no_one_is_sent_to_try_again() {
    if trace::is_missing() {
        return;
    }
    let stage = Stage::new();
    let case = CASES.iter().find(|case| case.scene == Scene::Plain);
    let case = case.expect("one");
    stage.set(case.scene);
    let old = stage.bytes();
    let everywhere = ["inject=flock:error=ENOLCK".to_owned()];
    let (output, calls) = trace::record(&stage, case, &everywhere);
    // The folder, and the file that stands in for it.
    assert_eq!(calls.iter().filter(|call| call.name == "flock").count(), 2);
    assert_eq!(output.code, Some(1), "{}", output.err);
    for part in [
        "this file system has no locks",
        "No locks available",
        "nothing was written",
        stage.home().to_str().expect("UTF-8"),
    ] {
        assert!(output.err.contains(part), "{}", output.err);
    }
    assert!(!output.err.contains("again"), "{}", output.err);
    assert_eq!(stage.bytes(), old);
}
