//! The command tree, and the world outside: arguments, environment, clock, streams.
//!
//! A command is a file: its arguments, whose doc comments are its help, and `run`. What they
//! share is in `args`, `session` and `saving`; every sentence of an error is in `error`.

pub mod args;
pub mod date;
pub mod errors;
pub mod session;

mod add;
mod archive;
mod check;
mod complete;
mod completions;
mod due;
mod edit;
mod export;
mod fields;
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
mod tree;
mod undo;
mod usage;
mod walk;
mod who;
mod words;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::commands::args::Global;
use crate::commands::errors::{Result, Run, explain};
use crate::commands::session::{Session, pages};

/// Keep the relationships that get work done.
#[derive(Debug, Parser)]
#[command(
    name = "allies",
    version,
    about = "Keep the relationships that get work done",
    long_about = "Keep the relationships that get work done: log what you gave, asked and received, \
                  see who needs you this week, and know whom to call before it burns.",
    after_help = EXAMPLES,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    propagate_version = true,
    max_term_width = 80
)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  allies add \"Sara Ortiz\" --dept IT --helps vpn,laptops --met \"by the coffee machine\"
  allies log sara gave \"reviewed her deck\"
  allies due
  allies show sara";

#[derive(Debug, Subcommand)]
enum Command {
    Add(add::Args),
    Log(log::Args),
    Due(due::Args),
    Show(show::Args),
    List(list::Args),
    Who(who::Args),
    Promise(promise::Args),
    Kept(kept::Args),
    Snooze(snooze::Args),
    Edit(edit::Args),
    Archive(archive::Args),
    Remove(remove::Args),
    Goal(goal::Args),
    Review(review::Args),
    Walk(walk::Args),
    Undo(undo::Args),
    Check(check::Args),
    Import(import::Args),
    Export(export::Args),
    Merge(merge::Args),
    Completions(completions::Args),
    Man(man::Args),
    Help(help::Args),
}

impl Command {
    /// Whether it would change the file.
    fn writes(&self) -> bool {
        match self {
            Self::Add(_)
            | Self::Archive(_)
            | Self::Edit(_)
            | Self::Import(_)
            | Self::Kept(_)
            | Self::Log(_)
            | Self::Merge(_)
            | Self::Promise(_)
            | Self::Remove(_)
            | Self::Snooze(_) => true,
            Self::Man(args) => args.writes(),
            Self::Export(args) => args.writes(),
            Self::Goal(args) => args.writes(),
            Self::Undo(args) => args.writes(),
            // Each answer of a walk is saved by itself, and tells for itself what went wrong.
            Self::Check(_)
            | Self::Completions(_)
            | Self::Due(_)
            | Self::Help(_)
            | Self::List(_)
            | Self::Review(_)
            | Self::Show(_)
            | Self::Walk(_)
            | Self::Who(_) => false,
        }
    }

    fn run(&self, session: &Session) -> Result<()> {
        match self {
            Self::Add(args) => add::run(args, session),
            Self::Log(args) => log::run(args, session),
            Self::Due(args) => due::run(args, session),
            Self::Show(args) => show::run(args, session),
            Self::List(args) => list::run(args, session),
            Self::Who(args) => who::run(args, session),
            Self::Promise(args) => promise::run(args, session),
            Self::Kept(args) => kept::run(args, session),
            Self::Snooze(args) => snooze::run(args, session),
            Self::Edit(args) => edit::run(args, session),
            Self::Archive(args) => archive::run(args, session),
            Self::Remove(args) => remove::run(args, session),
            Self::Goal(args) => goal::run(args, session),
            Self::Review(args) => review::run(args, session),
            Self::Walk(args) => walk::run(args, session),
            Self::Undo(args) => undo::run(args, session),
            Self::Check(args) => check::run(args, session),
            Self::Import(args) => import::run(args, session),
            Self::Export(args) => export::run(args, session),
            Self::Merge(args) => merge::run(args, session),
            // These are answered before there is a session.
            Self::Completions(_) | Self::Help(_) | Self::Man(_) => Ok(()),
        }
    }
}

/// Runs the program and gives its exit code.
pub fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    if let Some(code) = complete::answer(&words) {
        return code;
    }
    if let [_, word] = words.as_slice()
        && (word == "--version" || word == "-V")
    {
        return usage::print(concat!("allies ", env!("CARGO_PKG_VERSION"), "\n"));
    }
    match tree::read(&words) {
        Ok((cli, command)) => run(&cli, &command, &words),
        Err(error) => usage::answer(&error, &words),
    }
}

fn run(cli: &Cli, command: &str, words: &[OsString]) -> ExitCode {
    let done = match &cli.command {
        Command::Help(args) => help::run(args, words).map_err(Into::into),
        Command::Completions(args) => completions::run(args).map_err(Into::into),
        Command::Man(args) => man::run(args, &cli.global),
        command => Session::start(&cli.global)
            .and_then(|session| command.run(&session))
            .map(|()| ExitCode::SUCCESS),
    };
    done.unwrap_or_else(|error| {
        let (_, err) = pages(cli.global.color);
        let shows_places = io::stderr().is_terminal();
        let run = Run {
            command,
            writes: cli.command.writes(),
            shows_places,
        };
        let (text, code) = explain(&error, run, &err);
        // If standard error fails too, the exit code is all there is left to say.
        _ = io::stderr().lock().write_all(text.as_bytes());
        ExitCode::from(code)
    })
}
