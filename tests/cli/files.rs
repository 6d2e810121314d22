//! Which file is used, and what may be a file.

use std::fs;
use std::os::unix::fs::symlink;

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

const BOOK: &str = "[people.sara]\nname = \"Sara Ortiz\"\n";

#[test]
fn the_flag_comes_before_the_variable_before_the_default() {
    let sandbox = Sandbox::with(BOOK);
    let names = |flag: Option<&str>, variable: Option<&str>| {
        let mut arguments = vec!["list", "--json"];
        arguments.extend(flag.map(|_| "--file"));
        arguments.extend(flag);
        let mut command = sandbox.command(arguments);
        command.envs(variable.map(|path| ("ALLIES_FILE", path)));
        sandbox.finish(&mut command).out.contains("Sara")
    };
    fs::write(sandbox.home().join("empty.toml"), "").expect("written");
    let default = sandbox.file();
    let default = default.to_str().expect("UTF-8");
    assert!(names(None, None));
    assert!(!names(None, Some("empty.toml")));
    assert!(names(Some(default), Some("empty.toml")));
    assert!(!names(Some("empty.toml"), Some(default)));
    assert!(names(None, Some("")), "an empty variable counts as unset");
}

#[test]
fn a_missing_file_that_was_named_is_told() {
    let sandbox = Sandbox::new();
    let output = sandbox.run(["list", "--file", "nowhere.toml"]);
    assert_eq!((output.code, output.out.as_str()), (0, "Nobody.\n"));
    assert_data_eq!(
        output.err,
        str![[r#"
warning: nowhere.toml does not exist yet: an empty book

"#]]
    );
}

#[test]
fn a_relative_config_home_is_ignored() {
    let sandbox = Sandbox::with(BOOK);
    let output = sandbox.finish(sandbox.command(["list"]).env("XDG_CONFIG_HOME", "relative"));
    assert!(output.out.contains("Sara"), "{output:?}");
}

#[test]
fn reading_takes_a_pipe_and_writing_refuses_it() {
    let sandbox = Sandbox::new();
    let output = sandbox.pipe(["list", "--file", "/dev/stdin"], BOOK);
    assert!(output.out.contains("Sara Ortiz"), "{output:?}");
    let output = sandbox.pipe(["log", "sara", "gave", "--file", "/dev/stdin"], BOOK);
    assert_eq!(output.code, 1);
    assert_data_eq!(
        output.err,
        str![[r#"
error: /dev/stdin is no ordinary file, so it cannot be replaced safely
nothing was written
hint: reading from a pipe works; to write, name a file with --file

"#]]
    );
}

#[test]
fn a_folder_or_a_circle_of_links_is_refused() {
    let sandbox = Sandbox::new();
    assert_data_eq!(
        sandbox.run(["due", "--file", "."]).err,
        str![[r#"
error: . is a folder, not a file
hint: name the file in it: --file ./allies.toml

"#]]
    );
    symlink("b", sandbox.home().join("a")).expect("linked");
    symlink("a", sandbox.home().join("b")).expect("linked");
    assert_data_eq!(
        sandbox.run(["log", "x", "met", "--file", "a"]).err,
        str![[r#"
error: a is a symbolic link that leads back to itself
nothing was written
hint: look: ls -l a

"#]]
    );
    assert_data_eq!(
        sandbox
            .run(["add", "X", "--file", "no/such/folder.toml"])
            .err,
        str![[r#"
error: the folder no/such does not exist
nothing was written
hint: make it: mkdir -p no/such; or name another file

"#]]
    );
    fs::create_dir(sandbox.home().join("my books")).expect("made");
    assert_data_eq!(
        sandbox.run(["due", "--file", "my books"]).err,
        str![[r#"
error: my books is a folder, not a file
hint: name the file in it: --file 'my books/allies.toml'

"#]]
    );
}

#[test]
fn a_link_stays_a_link_and_its_target_is_written() {
    let sandbox = Sandbox::new();
    let dotfiles = sandbox.home().join("dotfiles");
    fs::create_dir_all(&dotfiles).expect("made");
    fs::create_dir_all(sandbox.file().parent().expect("a folder")).expect("made");
    symlink("../../dotfiles/people.toml", sandbox.file()).expect("linked");
    sandbox.ok(["add", "Sara Ortiz"]);
    sandbox.ok(["log", "sara", "gave", "a hand"]);
    assert!(
        sandbox
            .file()
            .symlink_metadata()
            .expect("there")
            .is_symlink()
    );
    assert!(
        fs::read_to_string(dotfiles.join("people.toml"))
            .expect("there")
            .contains("gave = \"a hand\"")
    );
    let left: Vec<_> = fs::read_dir(&dotfiles).expect("a folder").collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn without_a_home_a_file_must_be_named() {
    let sandbox = Sandbox::new();
    let output = sandbox.finish(
        sandbox
            .command(["list", "--file", "mine.toml"])
            .env_remove("HOME"),
    );
    assert_eq!(output.code, 0, "{}", output.err);
}
