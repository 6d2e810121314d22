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
use std::time::Duration;

use chrono::NaiveDate;
use clap::{Arg, ColorChoice, Command, CommandFactory};
use clap_complete::CompleteEnv;
use clap_complete::engine::{
    ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter as _,
};

use crate::commands::args::Global;
use crate::commands::cli::Cli;
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

/// Longer names, in characters, make a menu that nobody reads.
const LONGEST: usize = 60;

type Offers = Vec<CompletionCandidate>;

/// Answers a shell that asks for completion; nothing where this run is none of these.
pub fn answer(words: &[OsString]) -> Option<ExitCode> {
    if words.is_empty() || std::env::var_os("COMPLETE").is_none() {
        return None;
    }
    let folder = std::env::current_dir().ok();
    let asked = CompleteEnv::with_factory(|| with_completers(Cli::command()))
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

fn is_closed_pipe(error: &clap::Error) -> bool {
    let cause = std::error::Error::source(error);
    cause
        .and_then(|cause| cause.downcast_ref::<std::io::Error>())
        .is_some_and(|cause| cause.kind() == ErrorKind::BrokenPipe)
}

/// The command with what it takes from the book, by the name of each value: so a new
/// command is completed without a word about it.
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
        (_, "tag") => || from_book(|book, _| all(book.people.iter().map(|person| &person.tags))),
        ("NEED", _) => || from_book(|book, _| all(book.people.iter().map(|person| &person.helps))),
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

/// Those that begin with what is typed; in a list, with what is typed after its last comma.
fn beginning_with(typed: &OsStr, offers: Offers) -> Offers {
    let Some(typed) = typed.to_str() else {
        return Vec::new();
    };
    let (before, typed) = typed.split_at(typed.rfind(',').map_or(0, |comma| comma + 1));
    // The words before a comma go back to the shell: they must be as harmless as the rest.
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

/// What the book offers. One that cannot be read offers nothing and says nothing: whoever is
/// typing a command learns why from that command.
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
        let mut options = session.saving(false, true);
        // Nobody waits for an editor with a finger on the Tab key.
        options.patience.settle = Duration::ZERO;
        let source = data_file::open(&session.location, &options).ok()?;
        Some(offers(&source.read().ok()?.book, session.today))
    };
    read().unwrap_or_default()
}

/// Those who are present before those who are put away.
fn people(book: &Book, today: NaiveDate) -> Offers {
    let mut people: Vec<&Person> = book.people.iter().collect();
    people.sort_by_key(|person| (!person.is_present(today), person.handle.as_ref()));
    let people = people.into_iter();
    people
        .filter_map(|person| named(&person.handle, &person.name))
        .collect()
}

fn goals(book: &Book) -> Offers {
    let goals = book.goals.iter();
    goals
        .filter_map(|goal| named(&goal.handle, &goal.name))
        .collect()
}

/// The departments of the settings, and those that are used.
fn departments(book: &Book) -> Offers {
    let settings = book.settings.departments.iter().map(String::as_str);
    let used = book
        .people
        .iter()
        .filter_map(|person| person.dept.as_deref());
    plain(settings.chain(used))
}

fn all<'b>(texts: impl Iterator<Item = &'b Vec<Text<'b>>>) -> Offers {
    plain(texts.flatten().map(Text::as_ref))
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

fn named(handle: &str, name: &str) -> Option<CompletionCandidate> {
    is_plain_handle(handle).then(|| {
        CompletionCandidate::new(handle).help(
            Some(harmless(name))
                .filter(|name| !name.is_empty())
                .map(Into::into),
        )
    })
}

/// Those words, with nothing beside them.
fn offers<W: Into<OsString>>(words: impl IntoIterator<Item = W>) -> Offers {
    words.into_iter().map(CompletionCandidate::new).collect()
}

/// Files as they are named on the line, those whose names a shell takes as they are: bash puts
/// a name such as `$(…).vcf` on the line without quotes.
fn plain_paths(typed: &OsStr) -> Offers {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+@,%".contains(c);
    let mut found = PathCompleter::any().complete(typed);
    found.retain(|found| {
        let path = found.get_value().to_str();
        path.is_some_and(|path| path.trim_start_matches("~/").chars().all(is_plain))
    });
    found
}

/// What `help` knows: the commands, and topics that no command owns.
fn topics() -> Offers {
    let tree = Cli::command();
    let commands = tree.get_subcommands().map(|command| {
        CompletionCandidate::new(command.get_name()).help(command.get_about().cloned())
    });
    commands.chain(offers(["format", "score"])).collect()
}

/// The plain words among texts of the book, each once, in order.
fn plain<'b>(texts: impl Iterator<Item = &'b str>) -> Offers {
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
