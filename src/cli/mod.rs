//! The command tree, and the world outside: arguments, environment, clock, streams.

pub mod date;

use std::process::ExitCode;

/// Runs the program and gives its exit code.
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
