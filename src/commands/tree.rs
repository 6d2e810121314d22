//! The command tree of one run: the whole of it, or just the one command that is named.
//!
//! The arguments of twenty commands are most of what a short run costs, and it needs those of
//! one. A tree of that command alone either reads a line exactly as the whole tree does or
//! refuses it, and then the whole tree is asked: it alone knows every help and every hint.

use std::ffi::{OsStr, OsString};

use clap::{Args as _, Command, CommandFactory as _, FromArgMatches as _};

use crate::commands::args::Global;
use crate::commands::cli::Cli;
use crate::commands::{
    add, archive, check, completions, due, edit, export, goal, help, import, kept, list, log, man,
    merge, promise, remove, review, show, snooze, undo, walk, who,
};

/// What a line means, and the name of its command.
pub fn read(words: &[OsString]) -> Result<(Cli, String), clap::Error> {
    words
        .iter()
        .skip(1)
        .find_map(|word| only(word))
        .and_then(|tree| read_with(tree, words).ok())
        .map_or_else(|| read_with(Cli::command(), words), Ok)
}

fn read_with(mut tree: Command, words: &[OsString]) -> Result<(Cli, String), clap::Error> {
    let matches = tree.try_get_matches_from_mut(words);
    // Hundreds of small pieces, which the system takes back faster.
    std::mem::forget(tree);
    let matches = matches?;
    let command = matches.subcommand_name().unwrap_or_default().to_owned();
    Ok((Cli::from_arg_matches(&matches)?, command))
}

/// The tree with only the command of that name, if there is one.
pub fn only(name: &OsStr) -> Option<Command> {
    let (name, arguments) = COMMANDS.into_iter().find(|(known, _)| name == *known)?;
    // What all commands take on from the program, which completion offers.
    let program = Command::new("allies")
        .version(env!("CARGO_PKG_VERSION"))
        .propagate_version(true)
        .disable_help_subcommand(true);
    Some(Global::augment_args(program).subcommand(arguments(Command::new(name))))
}

type Arguments = fn(Command) -> Command;

/// Every command; one that were missing here would be read by the whole tree.
const COMMANDS: [(&str, Arguments); 23] = [
    ("add", add::Args::augment_args),
    ("log", log::Args::augment_args),
    ("due", due::Args::augment_args),
    ("show", show::Args::augment_args),
    ("list", list::Args::augment_args),
    ("who", who::Args::augment_args),
    ("promise", promise::Args::augment_args),
    ("kept", kept::Args::augment_args),
    ("snooze", snooze::Args::augment_args),
    ("edit", edit::Args::augment_args),
    ("archive", archive::Args::augment_args),
    ("remove", remove::Args::augment_args),
    ("goal", goal::Args::augment_args),
    ("review", review::Args::augment_args),
    ("walk", walk::Args::augment_args),
    ("undo", undo::Args::augment_args),
    ("check", check::Args::augment_args),
    ("import", import::Args::augment_args),
    ("export", export::Args::augment_args),
    ("merge", merge::Args::augment_args),
    ("completions", completions::Args::augment_args),
    ("man", man::Args::augment_args),
    ("help", help::Args::augment_args),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_alone_is_the_one_of_the_whole_tree() {
        let mut whole = Cli::command();
        whole.build();
        for command in whole.get_subcommands() {
            let mut alone = only(OsStr::new(command.get_name()))
                .unwrap_or_else(|| panic!("{} is not in the list", command.get_name()))
                .max_term_width(80);
            alone.build();
            let alone = alone.find_subcommand(command.get_name());
            assert_same(command, alone.expect("the command that was named"));
        }
    }

    fn assert_same(one: &Command, other: &Command) {
        assert_eq!(
            one.clone().render_long_help().to_string(),
            other.clone().render_long_help().to_string()
        );
        let arguments =
            |command: &Command| format!("{:#?}", command.get_arguments().collect::<Vec<_>>());
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
