//! A place of its own for each test: an empty environment, its own folders, a fixed day and a
//! fixed width, so that no test sees the machine it runs on or the book of whoever runs it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::bounded;

/// The day on which every test happens: a Monday.
pub const TODAY: &str = "2026-11-23";

/// Folders that are gone when the test is over.
pub struct Sandbox {
    folder: TempDir,
}

/// What a run of the program gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The exit code; −1 where a signal ended it.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error, with the sandbox's own path written as `~`.
    pub err: String,
}

impl Sandbox {
    /// A sandbox without a book.
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// A sandbox with a book of that text.
    pub fn with(text: &str) -> Self {
        Self::new().book(text)
    }

    /// Puts a book of that text where the program looks for it.
    pub fn book(self, text: &str) -> Self {
        let file = self.file();
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        std::fs::write(file, text).expect("written");
        self
    }

    /// The folder that is the home of this sandbox.
    pub fn home(&self) -> &Path {
        self.folder.path()
    }

    /// The file that the program uses when none is named.
    pub fn file(&self) -> PathBuf {
        self.home().join(".config/allies/allies.toml")
    }

    /// The text of that file now.
    pub fn text(&self) -> String {
        std::fs::read_to_string(self.file()).expect("a book")
    }

    /// The program, ready to run in this sandbox.
    pub fn command<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_allies"));
        command
            .env_clear()
            .env("HOME", self.home())
            .env("ALLIES_TODAY", TODAY)
            .env("COLUMNS", "80")
            .env("TZ", "UTC")
            .current_dir(self.home())
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program with those arguments and nothing on standard input.
    pub fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Output {
        self.finish(&mut self.command(arguments))
    }

    /// Runs the program with a text on standard input.
    pub fn pipe<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
        input: &str,
    ) -> Output {
        let mut command = self.command(arguments);
        let child = command.stdin(Stdio::piped()).spawn();
        let child = child.expect("the program starts");
        self.output(bounded::end(child, input, &command))
    }

    /// Runs a command made by [`Sandbox::command`] and changed since.
    pub fn finish(&self, command: &mut Command) -> Output {
        let child = command.spawn().expect("the program starts");
        self.output(bounded::end(child, "", command))
    }

    /// Runs it and gives standard output; anything but success fails the test.
    pub fn ok<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> String {
        let output = self.run(arguments);
        assert_eq!(
            (output.code, output.err.as_str()),
            (0, ""),
            "{}",
            output.out
        );
        output.out
    }

    fn output(&self, output: std::process::Output) -> Output {
        let text = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).expect("UTF-8 on every stream");
            text.replace(&self.home().display().to_string(), "~")
        };
        Output {
            code: output.status.code().unwrap_or(-1),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}
