//! Completion in the shell: `COMPLETE=SHELL allies -- words…`, asked at every press of Tab.
//!
//! What a shell puts on the line it may run, and a book may hold a name such as `$(…)` from
//! someone's card. So only words that no shell takes for anything else are offered: handles
//! of `[a-z0-9-]`, and of departments and tags those that are one plain word. Names stand
//! beside them as an explanation, without any character that could be more than text.

use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::OnceLock;

use clap::{Arg, ColorChoice, Command, CommandFactory};
use clap_complete::CompleteEnv;
use clap_complete::engine::{
    ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter as _,
};

use crate::commands::args::Global;
use crate::commands::cli::Cli;
use crate::commands::session::Session;
use crate::commands::{cli, usage};
use crate::core::standing::Standing;
use crate::formats::Format;
use crate::model::change::Field;
use crate::model::custom_fields::Text;
use crate::model::handle::is_plain_handle;
use crate::model::interaction::Kind;
use crate::model::person::Level;
use crate::store::data_file;
use crate::text::sanitize;

/// Longer names, in characters, make a menu that nobody reads.
const LONGEST: usize = 60;

/// Answers a shell that asks for completion; nothing where this run is none of these.
pub fn answer(words: &[OsString]) -> Option<ExitCode> {
    if words.is_empty() || std::env::var_os("COMPLETE").is_none() {
        return None;
    }
    let folder = std::env::current_dir().ok();
    let asked = CompleteEnv::with_factory(|| knowing(tree_for(words)))
        .bin("allies")
        .try_complete(words.iter().cloned(), folder.as_deref());
    match asked {
        Ok(true) => Some(ExitCode::SUCCESS),
        Ok(false) => None,
        // The shell has gone, or has what it wants.
        Err(error) if is_closed_pipe(&error) => Some(ExitCode::SUCCESS),
        Err(error) => Some(usage::answer(&error, words, &Cli::command())),
    }
}

/// Only the command that begins the line, where there is more after it to be completed.
fn tree_for(words: &[OsString]) -> Command {
    let mut line = words.iter().skip_while(|word| *word != "--").skip(2);
    let command = line.next().filter(|_| line.next().is_some());
    let only = command.and_then(|command| cli::only(command));
    only.unwrap_or_else(Cli::command)
}

fn is_closed_pipe(error: &clap::Error) -> bool {
    let cause = std::error::Error::source(error);
    cause
        .and_then(|cause| cause.downcast_ref::<std::io::Error>())
        .is_some_and(|cause| cause.kind() == ErrorKind::BrokenPipe)
}

/// The command with what it takes from the book, by the name of each value: so a new
/// command is completed without a word about it.
fn knowing(command: Command) -> Command {
    command.mut_args(knowing_arg).mut_subcommands(knowing)
}

fn knowing_arg(arg: Arg) -> Arg {
    let value = arg
        .get_value_names()
        .and_then(|names| names.first())
        .map(ToString::to_string)
        .unwrap_or_default();
    let offers: fn() -> Vec<Offer> = match (value.as_str(), arg.get_id().as_str()) {
        (value, _) if value.starts_with("WHO") => || book_words().people.clone(),
        ("GOAL", _) => || book_words().goals.clone(),
        ("DEPT", _) => || book_words().departments.clone(),
        (_, "tag") => || book_words().tags.clone(),
        ("NEED", _) => || book_words().helps.clone(),
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

/// A word that may be put on the line, and what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Offer {
    word: String,
    beside: String,
}

/// Those that begin with what is typed; in a list, with what is typed after its last comma.
fn beginning_with(typed: &OsStr, offers: Vec<Offer>) -> Vec<CompletionCandidate> {
    let Some(typed) = typed.to_str() else {
        return Vec::new();
    };
    let (before, typed) = typed.split_at(typed.rfind(',').map_or(0, |comma| comma + 1));
    // The words before a comma go back to the shell: they must be as harmless as the rest.
    if !before.split_terminator(',').all(is_plain_word) {
        return Vec::new();
    }
    let has_prefix = |word: &str| {
        word.get(..typed.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(typed))
    };
    offers
        .into_iter()
        .filter(|offer| has_prefix(&offer.word))
        .filter(|offer| !before.split(',').any(|word| word == offer.word))
        .map(|offer| {
            let beside = Some(offer.beside).filter(|beside| !beside.is_empty());
            CompletionCandidate::new(format!("{before}{}", offer.word)).help(beside.map(Into::into))
        })
        .collect()
}

/// What the book offers, read once a run.
#[derive(Debug, Default)]
struct BookWords {
    people: Vec<Offer>,
    goals: Vec<Offer>,
    departments: Vec<Offer>,
    tags: Vec<Offer>,
    helps: Vec<Offer>,
}

/// A book that cannot be read offers nothing and says nothing: whoever is typing a command
/// learns why from that command.
fn book_words() -> &'static BookWords {
    static WORDS: OnceLock<BookWords> = OnceLock::new();
    WORDS.get_or_init(|| read_book().unwrap_or_default())
}

fn read_book() -> Option<BookWords> {
    let global = Global {
        file: named_file(std::env::args_os()),
        today: None,
        color: ColorChoice::Never,
        quiet: true,
        no_input: true,
    };
    let session = Session::start(&global).ok()?;
    let mut options = session.saving(false, true);
    // Nobody waits for an editor with a finger on the Tab key.
    options.patience.settle = std::time::Duration::ZERO;
    let source = data_file::open(&session.location, &options).ok()?;
    let book = source.read().ok()?.book;
    let mut people: Vec<&_> = book.people.iter().collect();
    people.sort_by_key(|person| (!person.is_present(session.today), person.handle.as_ref()));
    let settings = book.settings.departments.iter().map(String::as_str);
    let used = people.iter().filter_map(|person| person.dept.as_deref());
    let tags = people.iter().flat_map(|person| &person.tags);
    let helps = people.iter().flat_map(|person| &person.helps);
    let goals = book.goals.iter();
    Some(BookWords {
        departments: plain(settings.chain(used)),
        tags: plain(tags.map(Text::as_ref)),
        helps: plain(helps.map(Text::as_ref)),
        goals: goals
            .filter_map(|goal| named(&goal.handle, &goal.name))
            .collect(),
        people: people
            .iter()
            .filter_map(|person| named(&person.handle, &person.name))
            .collect(),
    })
}

/// `--file` as it stands in the line that is completed: the shell has not expanded it.
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

fn named(handle: &str, name: &str) -> Option<Offer> {
    is_plain_handle(handle).then(|| Offer {
        word: handle.to_owned(),
        beside: harmless(name),
    })
}

/// Those words, with nothing beside them.
fn offers<W: Into<String>>(words: impl IntoIterator<Item = W>) -> Vec<Offer> {
    let offer = |word: W| Offer {
        word: word.into(),
        beside: String::new(),
    };
    words.into_iter().map(offer).collect()
}

/// Files as they are named on the line, those whose names a shell takes as they are: bash puts
/// a name such as `$(…).vcf` on the line without quotes.
fn plain_paths(typed: &OsStr) -> Vec<CompletionCandidate> {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+@,%".contains(c);
    let mut found = PathCompleter::any().complete(typed);
    found.retain(|found| {
        let path = found.get_value().to_str();
        path.is_some_and(|path| path.trim_start_matches("~/").chars().all(is_plain))
    });
    found
}

/// What `help` knows: the commands, and topics that no command owns.
fn topics() -> Vec<Offer> {
    let tree = Cli::command();
    let commands = tree.get_subcommands().map(|command| Offer {
        word: command.get_name().to_owned(),
        beside: command
            .get_about()
            .map(ToString::to_string)
            .unwrap_or_default(),
    });
    commands.chain(offers(["format", "score"])).collect()
}

/// The plain words among texts of the book, each once, in order.
fn plain<'b>(texts: impl Iterator<Item = &'b str>) -> Vec<Offer> {
    let mut texts: Vec<&str> = texts.filter(|text| is_plain_word(text)).collect();
    texts.sort_unstable();
    texts.dedup();
    offers(texts)
}

/// One word that is only a word in every shell.
fn is_plain_word(text: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    text.starts_with(char::is_alphanumeric) && text.chars().all(is_plain)
}

/// A name for reading only: no control character, and of the ASCII signs only those that no
/// shell, terminal or menu takes for its own.
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
