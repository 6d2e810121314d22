//! The commands, and the world outside: arguments, environment, clock, streams.
//!
//! A command is a file: its arguments, whose doc comments are its help, and `run`. What they
//! share is in `args`, `find`, `session` and `transaction`; an error is a value of `errors`, made
//! where it is raised and printed here.

pub mod args;
pub mod date;
pub mod errors;
pub mod session;

mod add;
mod archive;
mod check;
mod cli;
mod complete;
mod completions;
mod due;
mod edit;
mod export;
mod fields;
mod find;
mod goal;
mod help;
mod import;
mod kept;
mod list;
mod log;
mod man;
mod merge;
mod output;
mod progress;
mod promise;
mod question;
mod remove;
mod review;
mod show;
mod snooze;
mod transaction;
mod undo;
mod usage;
mod walk;
mod who;
mod words;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::CommandFactory;

use crate::commands::cli::{Cli, Command};
use crate::commands::errors::explain;
use crate::commands::session::{Session, pages};

/// Runs the program and returns its exit code.
pub fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    if let Some(code) = complete::answer(&words) {
        return code;
    }
    match cli::read(&words) {
        Ok((cli, command)) => run(&cli, &command, &words),
        Err(error) => usage::answer(&error, &words, Cli::command),
    }
}

fn run(cli: &Cli, command: &str, words: &[OsString]) -> ExitCode {
    let done = match &cli.command {
        Command::Help(args) => help::run(args, words, Cli::command()),
        Command::Completions(args) => completions::run(args, Cli::command()),
        Command::Man(args) => man::run(args, Cli::command(), &cli.global),
        command => Session::start(&cli.global)
            .and_then(|session| command.run(&session))
            .map(|()| ExitCode::SUCCESS),
    };
    done.unwrap_or_else(|error| {
        let (_, err) = pages(cli.global.color);
        let shows_places = io::stderr().is_terminal();
        let (text, code) = explain(&error, command, cli.command.writes(), shows_places, &err);
        // If standard error fails too, the exit code is all there is left to say.
        _ = io::stderr().lock().write_all(text.as_bytes());
        ExitCode::from(code)
    })
}
