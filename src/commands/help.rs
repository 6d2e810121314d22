//! `help`: the help of a command, or a topic of its own.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Command;

use crate::commands::errors::{CliError, Result};
use crate::commands::find::not_one_of;
use crate::commands::usage;
use crate::document::FORMAT;

/// The README describes the score; `help score` prints that section.
const README: &str = include_str!("../../README.md");

/// The heading of that section.
const SCORE: &str = "## The score, to check by hand";

/// Help on a command, on the file (`help format`), or on the score (`help score`)
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies help log
  allies help goal add
  allies help format
  allies help score")]
pub struct Args {
    /// A command, `format` or `score`
    #[arg(value_name = "TOPIC")]
    topic: Vec<String>,
}

/// Prints the help. It needs no file and no home folder.
pub fn run(args: &Args, words: &[OsString], tree: Command) -> Result<ExitCode> {
    let topic: Vec<&str> = args.topic.iter().map(String::as_str).collect();
    match topic.as_slice() {
        ["format", ..] => return Ok(usage::print(FORMAT)),
        ["score", ..] => return Ok(usage::print(score())),
        _ => {}
    }
    let mut command = &tree;
    for word in &topic {
        let below = command.find_subcommand(word);
        command = below.ok_or_else(|| unknown(word, command))?;
    }
    let asked: Vec<&str> = [&["allies"], topic.as_slice(), &["--help"]].concat();
    Ok(match tree.clone().try_get_matches_from(&asked) {
        Err(help) => usage::answer(&help, words, || tree),
        Ok(_) => ExitCode::SUCCESS,
    })
}

/// The section of the README on the score.
fn score() -> &'static str {
    let section = README.split_once(SCORE).map_or(README, |(_, rest)| rest);
    section
        .split_once("\n## ")
        .map_or(section, |(section, _)| section)
        .trim_start()
}

fn unknown(topic: &str, command: &Command) -> CliError {
    let below = command.get_subcommands().map(Command::get_name);
    let mut all: Vec<&str> = below.collect();
    if command.get_name() == "allies" {
        all.extend(["format", "score"]);
    }
    if all.is_empty() {
        all.push(command.get_name());
    }
    not_one_of("topic of help", topic, &all)
}
