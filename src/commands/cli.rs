//! The command tree: what the program accepts on its command line.
//!
//! Building the arguments of twenty commands is most of what a short run costs, and it needs
//! those of one. A tree of that command alone reads a line that begins with it, helps with it and
//! refuses it exactly as the whole tree does. Any other line that it refuses is left to the whole
//! tree, which knows what else may be meant.

use std::ffi::{OsStr, OsString};

use clap::error::ErrorKind;
use clap::{Args as _, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

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
                  see who needs you this week, and know who to call before it burns.",
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

/// Declares the commands, each by its module, which is named as the command, and its variant.
macro_rules! commands {
    (
        in a session: $($word:ident $name:ident),*;
        before it: $($early:ident $early_name:ident),*
    ) => {
        /// A command with its arguments.
        #[derive(Debug, Subcommand)]
        pub enum Command {
            $($name($word::Args),)*
            $($early_name($early::Args),)*
        }

        impl Command {
            /// Runs it.
            pub fn run(&self, session: &Session) -> Result<()> {
                match self {
                    $(Self::$name(args) => $word::run(args, session),)*
                    // These are answered before there is a session.
                    $(Self::$early_name(_))|* => Ok(()),
                }
            }
        }

        const ARGUMENTS: &[(&str, fn(clap::Command) -> clap::Command)] = &[
            $((stringify!($word), $word::Args::augment_args),)*
            $((stringify!($early), $early::Args::augment_args),)*
        ];
    };
}

commands! {
    in a session:
    add Add, log Log, due Due, show Show, list List, who Who,
    promise Promise, kept Kept, snooze Snooze, edit Edit, archive Archive, remove Remove,
    goal Goal, review Review, walk Walk,
    undo Undo, check Check, import Import, export Export, merge Merge;
    before it:
    completions Completions, man Man, help Help
}

impl Command {
    /// Whether it would change the file.
    pub fn writes(&self) -> bool {
        match self {
            Self::Man(args) => args.writes(),
            Self::Export(args) => args.writes(),
            Self::Goal(args) => args.writes(),
            Self::Undo(args) => args.writes(),
            // A walk saves each answer by itself, and reports each error itself.
            Self::Check(_)
            | Self::Completions(_)
            | Self::Due(_)
            | Self::Help(_)
            | Self::List(_)
            | Self::Review(_)
            | Self::Show(_)
            | Self::Walk(_)
            | Self::Who(_) => false,
            _ => true,
        }
    }
}

/// The parsed command line, and the name of its command.
pub fn read(words: &[OsString]) -> std::result::Result<(Cli, String), clap::Error> {
    let mut behind = words.iter().enumerate().skip(1);
    let named = behind.find_map(|(at, word)| Some((at, only(word)?)));
    let (at, tree) = named.unwrap_or_else(|| (0, program()));
    let matches = match tree.try_get_matches_from(words) {
        Err(error) if at != 1 && error.kind() != ErrorKind::DisplayVersion => {
            Cli::command().try_get_matches_from(words)
        }
        read => read,
    }?;
    let command = matches.subcommand_name().unwrap_or_default().to_owned();
    Ok((Cli::from_arg_matches(&matches)?, command))
}

/// The tree with only the command of that name, if there is one.
pub fn only(name: &OsStr) -> Option<clap::Command> {
    let (name, arguments) = ARGUMENTS.iter().find(|(known, _)| name == *known)?;
    Some(program().subcommand(arguments(clap::Command::new(*name))))
}

/// The program without its commands: what all of them inherit.
pub fn program() -> clap::Command {
    let program = clap::Command::new("allies")
        .version(env!("CARGO_PKG_VERSION"))
        .propagate_version(true)
        .subcommand_required(true)
        .disable_help_subcommand(true)
        .max_term_width(80);
    Global::augment_args(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_alone_is_the_one_of_the_whole_tree() {
        let mut whole = Cli::command();
        whole.build();
        for command in whole.get_subcommands() {
            let mut alone = only(OsStr::new(command.get_name()))
                .unwrap_or_else(|| panic!("{} is not in the list", command.get_name()));
            alone.build();
            let alone = alone.find_subcommand(command.get_name());
            assert_same(command, alone.expect("the command that was named"));
        }
    }

    fn assert_same(one: &clap::Command, other: &clap::Command) {
        assert_eq!(
            one.clone().render_long_help().to_string(),
            other.clone().render_long_help().to_string()
        );
        let arguments =
            |command: &clap::Command| format!("{:#?}", command.get_arguments().collect::<Vec<_>>());
        assert_eq!(arguments(one), arguments(other));
        let below = one.get_subcommands().zip(other.get_subcommands());
        below.for_each(|(one, other)| assert_same(one, other));
    }

    #[test]
    fn a_word_that_is_no_command_has_no_tree() {
        assert!(only(OsStr::new("lgo")).is_none());
        assert!(only(OsStr::new("--version")).is_none());
    }
}
