//! Help and usage errors from clap, worded as all other messages.

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use anstream::adapter::strip_str;
use anstyle::Reset;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ColorChoice, Command};

use crate::commands::errors::headed;
use crate::commands::find::did_you_mean;
use crate::commands::session::{pages, write_out};
use crate::screens::Page;
use crate::screens::style::{ColorMode, Label};
use crate::text::sanitize;
use crate::text::suggest::closest;

/// Prints what clap answers, and returns the exit code: 0 for help that was asked for, else 2.
pub fn answer(error: &clap::Error, words: &[OsString], tree: impl FnOnce() -> Command) -> ExitCode {
    let (out, err) = pages(color(words));
    let rendered = |page: &Page| match page.color {
        ColorMode::On => error.render().ansi().to_string(),
        ColorMode::Off => error.render().to_string(),
    };
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => print(&rendered(&out)),
        kind => {
            let text = match kind {
                ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => rendered(&err),
                _ => message(error, meant_command(error, words, tree).as_deref(), &err),
            };
            _ = io::stderr().lock().write_all(text.as_bytes());
            ExitCode::from(2)
        }
    }
}

/// Prints help.
pub fn print(text: &str) -> ExitCode {
    write_out(text).map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS)
}

/// `--color` as typed: clap has not parsed it yet when it prints help.
fn color(words: &[OsString]) -> ColorChoice {
    let mut color = ColorChoice::Auto;
    let mut words = words.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        let when = match word {
            "--" => break,
            "--color" => words.next(),
            _ => word.strip_prefix("--color="),
        };
        color = match when {
            Some("always") => ColorChoice::Always,
            Some("never") => ColorChoice::Never,
            Some("auto") => ColorChoice::Auto,
            Some(_) | None => color,
        };
    }
    color
}

/// clap's message: what is wrong, its causes, and what to type.
fn message(error: &clap::Error, meant: Option<&str>, page: &Page) -> String {
    let message = with_backticks(&error.render().ansi().to_string());
    let (mut text, mut usage, mut has_tip) = (String::new(), None, false);
    for line in message.lines().filter(|line| !line.trim().is_empty()) {
        if let Some(wrong) = line.strip_prefix("error: ") {
            text += &headed(Label::Error, "error:", wrong, page);
        } else if let Some(tip) = line.trim_start().strip_prefix("tip: ") {
            if meant.is_none() {
                has_tip = true;
                text += &headed(Label::Hint, "hint:", tip, page);
            }
        } else if let Some(line) = line.strip_prefix("Usage: ") {
            usage = Some(line.to_owned());
        } else if !line.starts_with("For more information") {
            text += &format!("{}\n", sanitize::line(line));
        }
    }
    let meant = meant.map(did_you_mean);
    if let Some(hint) = meant.or(usage.filter(|_| !has_tip)) {
        text += &headed(Label::Hint, "hint:", &hint, page);
    }
    text
}

/// The command that was meant by an unknown one. clap's own suggestion misses `lgo`.
fn meant_command(
    error: &clap::Error,
    words: &[OsString],
    tree: impl FnOnce() -> Command,
) -> Option<String> {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand) else {
        return None;
    };
    let tree = tree();
    // One of the program, or of a command such as `goal` that has subcommands.
    let before = words.iter().take_while(|word| *word != typed.as_str());
    let mut parents = before.filter_map(|word| tree.find_subcommand(word));
    let parent = parents.find(|command| command.has_subcommands());
    let names = parent
        .unwrap_or(&tree)
        .get_subcommands()
        .map(Command::get_name);
    closest(typed, names, |_| 2).map(str::to_owned)
}

/// clap's message without colours, and names in backticks instead of its quotes. Those stand just
/// outside of what it colours; any other quote is the user's and stays.
fn with_backticks(coloured: &str) -> String {
    let ticked = coloured
        .replace(&format!("{}'", Reset.render()), "`")
        .replace("'\u{1b}[", "`\u{1b}[");
    strip_str(&ticked).to_string()
}
