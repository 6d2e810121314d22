//! What is no ordinary file of names: refused in words, within seconds, and left as it is.

use std::fs;
use std::os::unix::fs::{FileTypeExt as _, symlink};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::commands::CASES;
use crate::scene::{Output, Scene, Stage, temporaries};
use crate::trace::skipped;

/// Every writing command that needs nothing but a file, on this one.
fn all_refused(stage: &Stage, path: &str, cause: &str) {
    for case in CASES.iter().filter(|case| case.takes_file()) {
        let mut arguments = case.arguments.to_vec();
        arguments.extend(["--file", path]);
        let start = Instant::now();
        let Output { code, err, .. } = stage.run(&arguments);
        let context = format!("{} on {path}: {err}", case.name());
        assert_eq!(code, Some(1), "{context}");
        assert!(err.contains(cause), "{context}");
        assert!(err.contains("nothing was written"), "{context}");
        assert!(start.elapsed() < Duration::from_secs(4), "{context}");
    }
    assert!(temporaries(&stage.home()).is_empty());
}

#[test]
fn pipes_devices_folders_and_circles_of_links_are_refused() {
    let stage = Stage::new();
    stage.set(Scene::Plain);
    let home = stage.home();
    let pipe = home.join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status();
    if made.is_ok_and(|status| status.success()) {
        all_refused(&stage, "pipe", "no ordinary file");
        assert!(fs::metadata(&pipe).expect("there").file_type().is_fifo());
    } else {
        skipped("mkfifo is not here: no pipe was tried");
    }
    fs::create_dir(home.join("folder")).expect("made");
    all_refused(&stage, "folder", "is a folder");
    all_refused(&stage, "folder/", "is a folder");
    for device in ["/dev/zero", "/dev/null", "/dev/full"] {
        all_refused(&stage, device, "no ordinary file");
    }
    symlink("here", home.join("there")).expect("linked");
    symlink("there", home.join("here")).expect("linked");
    all_refused(&stage, "here", "leads back to itself");
    symlink("pipe", home.join("to a pipe")).expect("linked");
    symlink("nowhere/at/all.toml", home.join("lost")).expect("linked");
    all_refused(&stage, "lost", "does not exist");
    assert!(fs::read_link(home.join("lost")).is_ok());
}

#[test]
fn a_file_that_is_too_large_is_refused_before_it_fills_the_memory() {
    let stage = Stage::new();
    stage.set(Scene::Plain);
    let large = stage.home().join("large.toml");
    let file = fs::File::create(&large).expect("made");
    file.set_len(65 * 1024 * 1024).expect("long");
    all_refused(&stage, "large.toml", "larger than 64 MiB");
}

#[test]
fn a_dangling_link_gets_its_target_and_stays_a_link() {
    let stage = Stage::new();
    stage.set(Scene::Plain);
    let (link, target) = (
        stage.home().join("link"),
        stage.home().join("to be made.toml"),
    );
    symlink("to be made.toml", &link).expect("linked");
    let output = stage.run(&["add", "Ada", "--file", "link"]);
    assert_eq!((output.code, output.err.as_str()), (Some(0), ""));
    assert!(link.is_symlink());
    assert!(fs::read_to_string(target).expect("made").contains("Ada"));
}

#[test]
fn a_hard_link_is_told_of_and_keeps_the_old_text() {
    let stage = Stage::new();
    stage.set(Scene::Plain);
    let (old, other) = (stage.bytes(), stage.home().join("other"));
    fs::hard_link(stage.file(), &other).expect("linked");
    let output = stage.run(&["log", "sara", "gave"]);
    assert_eq!(output.code, Some(0));
    assert!(output.err.starts_with("warning: "), "{}", output.err);
    assert!(output.err.contains("hard link"), "{}", output.err);
    assert_eq!(fs::read(other).expect("read"), old);
    assert_ne!(stage.bytes(), old);
}

/// A text that no command may take for a book, by what is wrong with it.
fn broken() -> Vec<(&'static str, Vec<u8>)> {
    let deep = |open: &str, close: &str| {
        format!("a = {}{}", open.repeat(10_000), close.repeat(10_000)).into_bytes()
    };
    let dotted = "a.b.c.d.e.f.g.h = { ".repeat(600) + &"}".repeat(600);
    vec![
        ("cut", b"[people.sara]\nname = \"Sar".to_vec()),
        (
            "duplicate",
            b"[people.a]\nname = \"A\"\nname = \"B\"\n".to_vec(),
        ),
        (
            "30 February",
            b"[people.a]\nname = \"A\"\nadded = 2026-02-30\n".to_vec(),
        ),
        ("NUL", b"[people.a]\nname = \"A\0\"\n".to_vec()),
        ("not UTF-8", b"[people.a]\nname = \"A\xff\"\n".to_vec()),
        (
            "UTF-16",
            "\u{feff}a = 1\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect(),
        ),
        ("brackets", deep("[", "]")),
        ("braces", deep("{a=", "}")),
        ("dotted", dotted.into_bytes()),
        (
            "a merge",
            b"<<<<<<< ours\n[people.a]\n=======\n>>>>>>> theirs\n".to_vec(),
        ),
    ]
}

#[test]
fn no_command_writes_to_a_text_that_it_cannot_read() {
    let stage = Stage::new();
    stage.set(Scene::Plain);
    for (what, bytes) in broken() {
        fs::write(stage.home().join("broken.toml"), &bytes).expect("written");
        for case in CASES.iter().filter(|case| case.takes_file()) {
            // Taking back asks for a history first, and this file has none.
            if case.arguments[0] == "undo" {
                continue;
            }
            let mut arguments = case.arguments.to_vec();
            arguments.extend(["--file", "broken.toml"]);
            let start = Instant::now();
            let Output { code, err, .. } = stage.run(&arguments);
            let context = format!("{} on {what}: {err}", case.name());
            assert_eq!(code, Some(1), "{context}");
            assert!(err.contains("broken.toml"), "{context}");
            assert!(err.contains("nothing was written"), "{context}");
            assert!(start.elapsed() < Duration::from_secs(2), "{context}");
            assert_eq!(
                fs::read(stage.home().join("broken.toml")).expect("read"),
                bytes
            );
        }
    }
}

#[test]
fn a_file_cut_at_any_byte_is_read_as_what_it_is_or_refused_and_never_mended() {
    let stage = Stage::new();
    stage.set(Scene::Plain);
    let (file, whole) = (stage.file(), stage.bytes());
    // Every byte is tried in the reader's own tests; here the whole program.
    for cut in (0..whole.len()).step_by(11) {
        fs::write(&file, &whole[..cut]).expect("written");
        let output = stage.run(&["log", "li", "gave"]);
        let now = fs::read(&file).expect("read");
        match output.code {
            Some(0) => assert!(grew_from(&whole[..cut], &now), "cut at {cut}"),
            code => {
                assert_eq!(code, Some(1), "cut at {cut}: {}", output.err);
                assert_eq!(now, &whole[..cut], "cut at {cut}");
                assert!(
                    !output.err.contains("quincunx"),
                    "cut at {cut}: {}",
                    output.err
                );
            }
        }
    }
}

/// Whether a text is another with something put in at one place.
fn grew_from(old: &[u8], new: &[u8]) -> bool {
    let start = old
        .iter()
        .zip(new)
        .take_while(|(old, new)| old == new)
        .count();
    new.len() > old.len() && new.ends_with(&old[start..])
}
