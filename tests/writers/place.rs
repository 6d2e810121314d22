//! A folder with one book, named by its path and by a link.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::bounded;

pub struct Place {
    folder: TempDir,
}

impl Place {
    /// A book of so many people, `p0` and so on.
    pub fn with(people: usize) -> Self {
        // In memory where that can be had: what is tried here is who comes first, and a slow
        // disk would only make it rarer that two meet.
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        let place = Self {
            folder: folder.expect("a temporary folder"),
        };
        fs::create_dir_all(place.home().join("dotfiles")).expect("made");
        let people = (0..people).map(|number| {
            format!("[people.p{number}]\nname = \"Person {number}\"\nlog = [\n]\n\n")
        });
        fs::write(place.file(), people.collect::<String>()).expect("written");
        symlink("dotfiles/book.toml", place.link()).expect("linked");
        place
    }

    pub fn home(&self) -> &Path {
        self.folder.path()
    }

    /// The file itself.
    pub fn file(&self) -> PathBuf {
        self.home().join("dotfiles/book.toml")
    }

    /// The same file through a link in another folder.
    pub fn link(&self) -> PathBuf {
        self.home().join("link.toml")
    }

    pub fn text(&self) -> String {
        fs::read_to_string(self.file()).expect("a book")
    }

    /// The program on that path, ready to run.
    pub fn command(&self, file: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_allies"));
        self.prepare(command.args(arguments).arg("--file").arg(file));
        command
    }

    pub fn prepare(&self, command: &mut Command) {
        command
            .env_clear()
            .env("HOME", self.home())
            .env("ALLIES_TODAY", "2026-11-23")
            .env("TZ", "UTC")
            .current_dir(self.home())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
    }

    pub fn run(&self, file: &Path, arguments: &[&str]) -> Output {
        let mut command = self.command(file, arguments);
        let child = command.spawn().expect("the program starts");
        bounded::end(child, "", &command)
    }

    /// Nothing lies about beside the book.
    pub fn is_clean(&self) -> bool {
        fs::read_dir(self.home().join("dotfiles"))
            .expect("a folder")
            .count()
            == 1
    }
}

/// Does it when the scope is left, also where a test panics: others wait for it.
pub struct Finally<F: Fn()>(pub F);

impl<F: Fn()> Drop for Finally<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// What a run said, for a message.
pub fn told(output: &Output) -> String {
    let err = String::from_utf8_lossy(&output.stderr);
    format!("{}: {err}", output.status)
}
