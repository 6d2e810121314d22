//! The ways to the file: through the program, and straight to what its commands use.

use tempfile::TempDir;

use crate::commands::Command;
use crate::model::Model;

pub trait Way {
    /// Puts a book there, with no history.
    fn start(&self, text: &str);
    /// Does a command and gives its exit code, or what it would be.
    fn run(&self, command: &Command, model: &Model) -> i32;
    /// The file as it is.
    fn text(&self) -> String;
    /// Holds what reading commands answer to the model.
    fn look(&self, _: &Model) {}
}

pub fn folder() -> TempDir {
    // In memory where that can be had: a slow disk would prove nothing more here.
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
    folder.expect("a temporary folder")
}
