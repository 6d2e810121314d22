//! Who may do what to the file, before and after a write.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, lchown};
use std::path::Path;
use std::process::Command;

use crate::scene::{Output, Scene, Stage, finish, temporaries};
use crate::trace::skipped;

const LOG: &[&str] = &["log", "sara", "gave", "a quincunx of a note"];

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("changed");
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("there").mode() & 0o7777
}

/// Whether this process is root, who may everything and so is refused nothing.
fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

/// Someone who is not root.
const NOBODY: u32 = 65534;

/// Gives everything below a folder to someone.
fn give(path: &Path, owner: u32) {
    lchown(path, Some(owner), Some(owner)).expect("given");
    if path.is_dir() && !path.is_symlink() {
        for inner in crate::scene::names(path) {
            give(&inner, owner);
        }
    }
}

/// Runs the program as that user; nothing where that is not to be had.
fn run_as(stage: &Stage, user: u32, arguments: &[&str]) -> Option<Output> {
    if !is_root() {
        skipped("this is not root: nobody else's view of the file was tried");
        return None;
    }
    let user = format!("--reuid={user}");
    let group = user.replace("reuid", "regid");
    // A copy, since the folders above the program may be closed to others.
    let program = stage.trace_file().with_file_name("allies");
    if !program.exists() {
        fs::copy(env!("CARGO_BIN_EXE_allies"), &program).expect("copied");
        set_mode(program.parent().expect("a folder"), 0o755);
    }
    let mut command = Command::new("/usr/bin/setpriv");
    command
        .args([&user, &group, "--clear-groups"])
        .arg(program)
        .args(arguments);
    stage.prepare(&mut command);
    if !Path::new("/usr/bin/setpriv").exists() {
        skipped("setpriv is not installed: nobody else's view of the file was tried");
        return None;
    }
    Some(finish(&mut command, ""))
}

#[test]
fn every_mode_is_kept() {
    let stage = Stage::new();
    for wanted in [0o600, 0o640, 0o644, 0o660, 0o664, 0o700, 0o604] {
        stage.set(Scene::Plain);
        set_mode(&stage.file(), wanted);
        let old = stage.bytes();
        for arguments in [LOG, &["undo"], &["undo", "--redo"]] {
            assert_eq!(stage.run(arguments).code, Some(0));
            assert_eq!(mode(&stage.file()), wanted, "{arguments:?} of {wanted:o}");
        }
        assert_ne!(stage.bytes(), old);
    }
}

#[test]
fn a_new_file_and_its_folders_are_private_whatever_the_umask() {
    let stage = Stage::new();
    for umask in ["000", "022", "077", "777"] {
        stage.set(Scene::Fresh);
        let mut command = Command::new("/bin/sh");
        command.args(["-c", "umask $0; exec \"$@\"", umask]);
        command
            .arg(env!("CARGO_BIN_EXE_allies"))
            .args(["add", "Ada"]);
        let output = finish(stage.prepare(&mut command), "");
        if umask == "777" && output.code != Some(0) {
            // Folders that even their owner may not enter; root may.
            assert!(output.err.contains("nothing was written"), "{}", output.err);
            continue;
        }
        assert_eq!((output.code, output.err.as_str()), (Some(0), ""), "{umask}");
        assert_eq!(mode(&stage.file()), 0o600, "{umask}");
        let open = |path: &Path| mode(path) & 0o077;
        assert_eq!(open(stage.file().parent().expect("a folder")), 0, "{umask}");
        let kept = stage.home().join(".local/state/allies");
        assert_eq!(open(&kept), 0, "{umask}");
        for path in crate::scene::names(&kept) {
            assert_eq!(open(&path), 0, "{umask} {}", path.display());
        }
    }
}

#[test]
fn a_protected_file_is_refused_even_to_root_and_even_where_a_rename_would_be_allowed() {
    let stage = Stage::new();
    stage.set(Scene::Plain);
    let old = stage.bytes();
    for wanted in [0o444, 0o440, 0o400, 0o000] {
        set_mode(&stage.file(), wanted);
        let output = stage.run(LOG);
        assert_eq!(output.code, Some(1), "{wanted:o}");
        assert!(output.err.contains("nothing was written"), "{}", output.err);
        assert_eq!(mode(&stage.file()), wanted);
        set_mode(&stage.file(), 0o600);
        assert_eq!(stage.bytes(), old);
    }
}

#[test]
fn what_somebody_else_may_not_write_stays_as_it_is() {
    let stage = Stage::new();
    stage.set(Scene::Plain);
    let (file, old) = (stage.file(), stage.bytes());
    let folder = file.parent().expect("a folder").to_owned();
    let kept = stage.home().join(".local");
    // A folder that may be read and not written: the file is theirs, its folder is not.
    let scenes: [(&str, u32, u32, u32, &str); 4] = [
        (
            "a folder that is not theirs",
            0o555,
            0,
            0o600,
            "Permission denied",
        ),
        (
            "a file of mode 0444",
            0o755,
            NOBODY,
            0o444,
            "write-protected",
        ),
        (
            "a file of mode 0000",
            0o755,
            NOBODY,
            0o000,
            "Permission denied",
        ),
        (
            "a file of someone else",
            0o777,
            NOBODY,
            0o644,
            "write-protected",
        ),
    ];
    for (what, folder_mode, folder_owner, file_mode, cause) in scenes {
        if is_root() {
            give(&stage.home(), NOBODY);
            lchown(&folder, Some(folder_owner), Some(folder_owner)).expect("given");
            if what.contains("someone else") {
                lchown(&file, Some(0), Some(0)).expect("given");
            }
        }
        set_mode(&folder, folder_mode);
        set_mode(&file, file_mode);
        let Some(output) = run_as(&stage, NOBODY, LOG) else {
            return;
        };
        assert_eq!(output.code, Some(1), "{what}: {}", output.err);
        for part in [cause, "nothing was written", "allies.toml"] {
            let known = output.err.contains(part)
                || part == "allies.toml" && output.err.contains(".config/allies");
            assert!(known, "{what}: `{part}` is not in {}", output.err);
        }
        assert!(!output.err.contains("quincunx"), "{}", output.err);
        assert_eq!(mode(&file), file_mode, "{what}");
        set_mode(&file, 0o600);
        set_mode(&folder, 0o755);
        assert_eq!(stage.bytes(), old, "{what}");
        assert!(temporaries(&stage.home()).is_empty(), "{what}");
    }
    // And once they may, it works.
    give(&stage.home(), NOBODY);
    let output = run_as(&stage, NOBODY, LOG).expect("root");
    assert_eq!((output.code, output.err.as_str()), (Some(0), ""));
    assert!(kept.exists());
}

#[test]
fn root_who_writes_the_file_of_a_user_leaves_it_theirs() {
    if !is_root() {
        skipped("this is not root: giving files back to their owner was not tried");
        return;
    }
    let stage = Stage::new();
    stage.set(Scene::Plain);
    lchown(stage.file(), Some(1234), Some(4321)).expect("given");
    set_mode(&stage.file(), 0o664);
    for arguments in [LOG, &["undo"]] {
        assert_eq!(stage.run(arguments).code, Some(0));
        let found = fs::metadata(stage.file()).expect("there");
        assert_eq!((found.uid(), found.gid()), (1234, 4321));
        assert_eq!(mode(&stage.file()), 0o664);
    }
}

#[test]
fn a_file_shared_with_a_group_is_never_opened_to_another() {
    let stage = Stage::new();
    stage.set(Scene::Plain);
    if is_root() {
        give(&stage.home(), NOBODY);
        // Writable to everybody, of a group that this user is not in.
        lchown(stage.file(), Some(NOBODY), Some(4321)).expect("given");
    }
    set_mode(&stage.file(), 0o660);
    let Some(output) = run_as(&stage, NOBODY, LOG) else {
        return;
    };
    assert_eq!(output.code, Some(0), "{}", output.err);
    let found = fs::metadata(stage.file()).expect("there");
    // The group could not be kept, so its rights are not the new group's either.
    assert_eq!(
        (found.uid(), found.gid(), found.mode() & 0o777),
        (NOBODY, NOBODY, 0o600)
    );
}
