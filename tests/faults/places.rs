//! Where the file is, and how it is named.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::scene::{Output, Scene, Stage, finish, temporaries};

/// Runs the program with an environment and a working directory of its own.
fn run(
    stage: &Stage,
    change: impl FnOnce(&mut Command) -> &mut Command,
    arguments: &[&OsStr],
) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_allies"));
    stage.prepare(&mut command);
    finish(change(&mut command).args(arguments), "")
}

fn words<'a>(words: &[&'a str]) -> Vec<&'a OsStr> {
    words.iter().map(|word| OsStr::new(*word)).collect()
}

/// Adds to, takes back from and reads the file of that name.
#[track_caller]
fn works(stage: &Stage, folder: &Path, name: &OsStr) {
    let file = folder.join(name);
    let shown = file.display();
    fs::create_dir_all(file.parent().expect("a folder")).expect("made");
    let from = |arguments: &[&str]| {
        let mut all = words(arguments);
        all.extend([OsStr::new("--file"), name]);
        run(stage, |command| command.current_dir(folder), &all)
    };
    let first = from(&["add", "Ada Lovelace"]);
    assert_eq!((first.code, first.err.as_str()), (Some(0), ""), "{shown}");
    let old = fs::read(&file).expect("a book");
    assert_eq!(from(&["log", "ada", "gave"]).code, Some(0), "{shown}");
    assert_ne!(fs::read(&file).expect("a book"), old, "{shown}");
    assert_eq!(from(&["undo"]).code, Some(0), "{shown}");
    assert_eq!(fs::read(&file).expect("a book"), old, "{shown}");
    assert!(from(&["list"]).out.contains("Ada Lovelace"), "{shown}");
    let error = from(&["log", "nobody", "gave"]);
    assert_eq!(error.code, Some(1), "{shown}");
    assert!(temporaries(&stage.home()).is_empty());
}

#[test]
fn any_name_that_the_system_takes_will_do() {
    let stage = Stage::new();
    stage.set(Scene::Fresh);
    let home = stage.home();
    let long = "l".repeat(250) + ".toml";
    for name in [
        OsStr::new("my allies.toml"),
        OsStr::new("./-dash.toml"),
        OsStr::new("new\nline.toml"),
        OsStr::new("\u{1b}[31m.toml"),
        OsStr::new("sub folder/allies.toml"),
        OsStr::new("./sub folder/../dots.toml"),
        OsStr::new("Größe 🚀.toml"),
        OsStr::from_bytes(b"no \xff\xfe text.toml"),
        OsStr::from_bytes(b"f\xe9lder/\xe9.toml"),
        OsStr::new(&long),
    ] {
        works(&stage, &home, name);
    }
}

#[test]
fn names_with_control_characters_reach_no_message_raw() {
    let stage = Stage::new();
    stage.set(Scene::Fresh);
    let name = OsStr::new("\u{1b}[31m.toml");
    fs::write(stage.home().join(name), "broken").expect("written");
    for arguments in [
        &["log", "ada", "gave"][..],
        &["list"],
        &["check"],
        &["undo"],
    ] {
        let mut all = words(arguments);
        all.extend([OsStr::new("--file"), name]);
        let output = run(&stage, |command| command, &all);
        assert!(
            !output.err.contains('\u{1b}'),
            "{arguments:?}: {:?}",
            output.err
        );
        assert!(
            !output.out.contains('\u{1b}'),
            "{arguments:?}: {:?}",
            output.out
        );
    }
}

#[test]
fn links_of_every_kind_from_any_folder_lead_to_the_one_file() {
    let stage = Stage::new();
    stage.set(Scene::Fresh);
    let home = stage.home();
    let real = home.join("dotfiles/deep/allies.toml");
    fs::create_dir_all(real.parent().expect("a folder")).expect("made");
    fs::create_dir_all(home.join("elsewhere")).expect("made");
    fs::write(&real, "[people.ada]\nname = \"Ada\"\n").expect("written");
    let link = |to: &Path, name: &str| {
        let path = home.join(name);
        symlink(to, &path).expect("linked");
        path
    };
    let links: [PathBuf; 5] = [
        link(&real, "absolute"),
        link(Path::new("dotfiles/deep/allies.toml"), "relative"),
        link(Path::new("../relative"), "elsewhere/chained"),
        link(Path::new("dotfiles/deep"), "linked folder").join("allies.toml"),
        link(
            Path::new("linked folder/../deep/allies.toml"),
            "through dots",
        ),
    ];
    let mut rows = 0;
    for link in &links {
        for folder in [&home, &home.join("elsewhere"), &PathBuf::from("/")] {
            let mut all = words(&["log", "ada", "gave", "--file"]);
            all.push(link.as_os_str());
            let output = run(&stage, |command| command.current_dir(folder), &all);
            assert_eq!(
                (output.code, output.err.as_str()),
                (Some(0), ""),
                "{}",
                link.display()
            );
            rows += 1;
        }
    }
    let text = fs::read_to_string(&real).expect("a book");
    assert_eq!(text.matches("gave").count(), rows);
    assert!(links.iter().take(3).all(|link| link.is_symlink()));
    // One history, whatever the path was.
    for _ in 0..rows {
        let undone = run(
            &stage,
            |it| it,
            &words(&["undo", "--file", "elsewhere/chained"]),
        );
        assert_eq!(undone.code, Some(0), "{}", undone.err);
    }
    let text = fs::read_to_string(&real).expect("a book");
    assert_eq!(text, "[people.ada]\nname = \"Ada\"\n");
}

#[test]
fn without_a_home_a_named_file_works_and_only_undo_may_be_missing() {
    let stage = Stage::new();
    stage.set(Scene::Plain);
    let file = stage.file().into_os_string();
    let old = stage.bytes();
    let mut all = words(&["log", "sara", "gave", "a quincunx", "--file"]);
    all.push(&file);
    // The system still knows a home for root; what is there is not touched by `--file`, but
    // the state folder would be: so the state is kept elsewhere in this test.
    let kept = stage.home().join("state");
    let output = run(
        &stage,
        |command| command.env_remove("HOME").env("XDG_STATE_HOME", &kept),
        &all,
    );
    assert_eq!((output.code, output.err.as_str()), (Some(0), ""));
    assert_ne!(stage.bytes(), old);
    assert!(kept.join("allies").exists());
}

#[test]
fn relative_folders_of_the_environment_count_for_nothing() {
    let stage = Stage::new();
    stage.set(Scene::Plain);
    let old = stage.bytes();
    for (variable, value) in [
        ("XDG_CONFIG_HOME", "relative"),
        ("XDG_STATE_HOME", "relative"),
        ("XDG_CONFIG_HOME", ""),
        ("XDG_STATE_HOME", ""),
    ] {
        let mut all = words(&["log", "sara", "gave"]);
        let today = OsString::from("--today=2026-11-23");
        all.push(&today);
        let output = run(&stage, |command| command.env(variable, value), &all);
        assert_eq!(
            (output.code, output.err.as_str()),
            (Some(0), ""),
            "{variable}={value}"
        );
        assert!(!stage.home().join("relative").exists());
        assert_ne!(stage.bytes(), old);
        assert_eq!(stage.run(&["undo"]).code, Some(0), "{variable}={value}");
        assert_eq!(stage.bytes(), old);
    }
}
