//! Completion in the shell: `COMPLETE=SHELL allies -- words…`, called at every press of Tab.
//!
//! A shell may run what it puts on the line, and a book may hold a name such as `$(…)` from
//! someone's card. So only words that no shell interprets are offered: handles of `[a-z0-9-]`,
//! and departments and tags that are one plain word. Names stand beside handles to explain them,
//! without any character that could be more than text.

use std::collections::BTreeSet;
use std::error::Error as _;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use chrono::NaiveDate;
use clap::{Arg, ColorChoice, Command, CommandFactory};
use clap_complete::CompleteEnv;
use clap_complete::engine::{
    ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter as _,
};

use crate::commands::args::Global;
use crate::commands::cli::{Cli, only, program};
use crate::commands::session::Session;
use crate::commands::usage;
use crate::core::standing::Standing;
use crate::formats::Format;
use crate::model::book::Book;
use crate::model::custom_fields::Text;
use crate::model::field::Field;
use crate::model::handle::is_plain_handle;
use crate::model::interaction::Kind;
use crate::model::person::{Level, Person};
use crate::store::data_file;
use crate::text::sanitize;

/// Longer names, in characters, are cut: nobody reads such a menu.
const LONGEST: usize = 60;

type Offers = Vec<CompletionCandidate>;

/// Answers a shell that asks for completion; `None` if no shell asks.
pub fn answer(words: &[OsString]) -> Option<ExitCode> {
    if words.is_empty() || std::env::var_os("COMPLETE").is_none() {
        return None;
    }
    let folder = std::env::current_dir().ok();
    let asked = CompleteEnv::with_factory(|| with_completers(tree(words)))
        .bin("allies")
        .try_complete(words.iter().cloned(), folder.as_deref());
    match asked {
        Ok(true) => Some(ExitCode::SUCCESS),
        Ok(false) => None,
        // The shell has read enough.
        Err(error) if is_closed_pipe(&error) => Some(ExitCode::SUCCESS),
        Err(error) => Some(usage::answer(&error, words, Cli::command)),
    }
}

/// As much of the tree as the answer needs: behind a command only that command, and none for the
/// script that a shell starts with.
fn tree(words: &[OsString]) -> Command {
    let mut line = words.iter().skip_while(|word| *word != "--").skip(1);
    match (line.next(), line.next(), line.next()) {
        (None, ..) => program(),
        (_, Some(command), Some(_)) => only(command).unwrap_or_else(Cli::command),
        _ => Cli::command(),
    }
}

fn is_closed_pipe(error: &clap::Error) -> bool {
    let cause = error.source().and_then(|cause| cause.downcast_ref());
    cause.is_some_and(|cause: &io::Error| cause.kind() == io::ErrorKind::BrokenPipe)
}

/// Adds completers by the name of each value, so that a new command needs none of its own.
fn with_completers(command: Command) -> Command {
    command
        .mut_args(with_completer)
        .mut_subcommands(with_completers)
}

fn with_completer(arg: Arg) -> Arg {
    let value = arg
        .get_value_names()
        .and_then(|names| names.first())
        .map(ToString::to_string)
        .unwrap_or_default();
    let offers: fn() -> Offers = match (value.as_str(), arg.get_id().as_str()) {
        (value, _) if value.starts_with("WHO") => || from_book(people),
        ("GOAL", _) => || from_book(|book, _| goals(book)),
        ("DEPT", _) => || from_book(|book, _| departments(book)),
        (_, "tag") => || from_book(|book, _| plain(texts(book, Field::Tags))),
        ("NEED", _) => || from_book(|book, _| plain(texts(book, Field::Helps))),
        ("KIND", _) => || offers(Kind::ALL.map(Kind::word)),
        ("LEVEL", _) => || offers(Level::ALL.map(Level::word)),
        // `in debt` can be typed as `in-debt`.
        ("STANDING", _) => {
            || offers(Standing::ALL.map(|standing| standing.words().replace(' ', "-")))
        }
        ("FIELD", _) => || offers(Field::ALL.map(Field::key)),
        ("FILE" | "PATH" | "DIR" | "BASE" | "OURS" | "THEIRS", _) => {
            return arg.add(ArgValueCompleter::new(plain_paths));
        }
        ("TOPIC", _) => topics,
        ("SPAN", "every") => || offers(["weekly", "monthly", "quarterly", "yearly", "never"]),
        (_, "from") => || offers(Format::ALL.map(Format::word)),
        _ => return arg,
    };
    arg.add(ArgValueCompleter::new(move |typed: &OsStr| {
        beginning_with(typed, offers())
    }))
}

/// The offers that begin with what is typed, in a list with what is typed after its last comma.
fn beginning_with(typed: &OsStr, offers: Offers) -> Offers {
    let Some(typed) = typed.to_str() else {
        return Vec::new();
    };
    let (before, typed) = typed.split_at(typed.rfind(',').map_or(0, |comma| comma + 1));
    // What is before the comma goes back to the shell too, so it must be as harmless.
    if !before.split_terminator(',').all(is_plain_word) {
        return Vec::new();
    }
    let is_meant = |offer: &CompletionCandidate| {
        let word = offer.get_value().to_str().unwrap_or_default();
        let start = word.get(..typed.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(typed))
            && !before.split(',').any(|other| other == word)
    };
    let offers = offers.into_iter().filter(is_meant);
    offers.map(|offer| offer.add_prefix(before)).collect()
}

/// What the book offers. One that cannot be read offers nothing: the command itself will say why.
fn from_book(offers: fn(&Book, NaiveDate) -> Offers) -> Offers {
    let read = || {
        let global = Global {
            file: named_file(std::env::args_os()),
            today: None,
            color: ColorChoice::Never,
            quiet: true,
            no_input: true,
        };
        let session = Session::start(&global).ok()?;
        let mut options = session.read_options();
        // Nobody waits for an editor with a finger on the Tab key.
        options.patience.settle = Duration::ZERO;
        let source = data_file::open(&session.location, &options).ok()?;
        Some(offers(&source.read().ok()?.book, session.today))
    };
    read().unwrap_or_default()
}

/// People who are present come before archived ones.
fn people(book: &Book, today: NaiveDate) -> Offers {
    let mut people: Vec<&Person> = book.people.iter().collect();
    people.sort_by_key(|person| (!person.is_present(today), person.handle.as_ref()));
    let people = people.into_iter();
    people
        .filter_map(|person| candidate(&person.handle, &person.name))
        .collect()
}

fn goals(book: &Book) -> Offers {
    let goals = book.goals.iter();
    goals
        .filter_map(|goal| candidate(&goal.handle, &goal.name))
        .collect()
}

/// The departments of the settings and of people.
fn departments(book: &Book) -> Offers {
    let settings = book.settings.departments.iter().map(Text::from);
    plain(settings.chain(texts(book, Field::Dept)))
}

fn texts<'b>(book: &'b Book, field: Field) -> impl Iterator<Item = Text<'b>> {
    let people = book.people.iter();
    people.flat_map(move |person| person.texts(field))
}

/// `--file` in the line that is completed, where the shell has not expanded `~` yet.
fn named_file(words: impl Iterator<Item = OsString>) -> Option<PathBuf> {
    let mut words = words.skip_while(|word| word != "--").skip(1);
    let mut file = None;
    while let Some(word) = words.next() {
        if word == "--file" {
            file = words.next();
        } else if let Some(path) = word.to_str().and_then(|word| word.strip_prefix("--file=")) {
            file = Some(OsString::from(path));
        }
    }
    let file = PathBuf::from(file.filter(|file| !file.is_empty())?);
    match file.strip_prefix("~") {
        Ok(below) => Some(PathBuf::from(std::env::var_os("HOME")?).join(below)),
        Err(_) => Some(file),
    }
}

fn candidate(handle: &str, name: &str) -> Option<CompletionCandidate> {
    is_plain_handle(handle).then(|| {
        CompletionCandidate::new(handle).help(
            Some(harmless(name))
                .filter(|name| !name.is_empty())
                .map(Into::into),
        )
    })
}

/// Words without an explanation.
fn offers<W: Into<OsString>>(words: impl IntoIterator<Item = W>) -> Offers {
    words.into_iter().map(CompletionCandidate::new).collect()
}

/// Files whose names no shell interprets: bash puts `$(…).vcf` on the line without quotes.
fn plain_paths(typed: &OsStr) -> Offers {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+@,%".contains(c);
    let mut found = PathCompleter::any().complete(typed);
    found.retain(|found| {
        let path = found.get_value().to_str();
        path.is_some_and(|path| path.trim_start_matches("~/").chars().all(is_plain))
    });
    found
}

/// The topics of `help`: the commands and two more.
fn topics() -> Offers {
    let tree = Cli::command();
    let commands = tree.get_subcommands().map(|command| {
        CompletionCandidate::new(command.get_name()).help(command.get_about().cloned())
    });
    commands.chain(offers(["format", "score"])).collect()
}

/// The plain words among texts of the book, sorted, each once.
fn plain<'b>(texts: impl Iterator<Item = Text<'b>>) -> Offers {
    let texts = texts.filter(|text| is_plain_word(text));
    offers(texts.map(Text::into_owned).collect::<BTreeSet<_>>())
}

/// Whether every shell takes the text for one plain word.
fn is_plain_word(text: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    text.starts_with(char::is_alphanumeric) && text.chars().all(is_plain)
}

/// A name without control characters, and without ASCII signs that a shell, terminal or menu
/// interprets.
fn harmless(name: &str) -> String {
    let is_harmless = |c: char| {
        if c.is_ascii() {
            c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '.' | ',' | '\'')
        } else {
            !sanitize::is_hidden(c)
        }
    };
    name.chars()
        .take(LONGEST)
        .map(|c| if is_harmless(c) { c } else { '?' })
        .collect()
}

#[cfg(test)]
mod tests;
