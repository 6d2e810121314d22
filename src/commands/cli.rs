//! The command tree: what the program takes on its command line.

use clap::{Parser, Subcommand};

use crate::commands::args::Global;
use crate::commands::errors::Result;
use crate::commands::session::Session;
use crate::commands::{
    add, archive, check, completions, due, edit, export, goal, help, import, kept, list, log, man,
    merge, promise, remove, review, show, snooze, undo, walk, who,
};

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
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  allies add \"Sara Ortiz\" --dept IT --helps vpn,laptops --met \"by the coffee machine\"
  allies log sara gave \"reviewed her deck\"
  allies due
  allies show sara";

/// A command with its arguments.
#[derive(Debug, Subcommand)]
pub enum Command {
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
    pub fn writes(&self) -> bool {
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

    /// Runs it.
    pub fn run(&self, session: &Session) -> Result<()> {
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
