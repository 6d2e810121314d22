//! Completion in the shell: `COMPLETE=SHELL allies -- words…`, asked at every press of Tab.
//!
//! What a shell puts on the line it may run, and a book may hold a name such as `$(…)` from
//! somebody's card. So only words that no shell takes for anything else are offered: handles
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
use crate::commands::session::Session;
use crate::commands::{Cli, tree, usage};
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
        Err(error) => Some(usage::answer(&error, words)),
    }
}

/// Only the command that begins the line, where there is more after it to be completed.
fn tree_for(words: &[OsString]) -> Command {
    let mut line = words.iter().skip_while(|word| *word != "--").skip(2);
    let command = line.next().filter(|_| line.next().is_some());
    command
        .and_then(|command| tree::only(command))
        .unwrap_or_else(Cli::command)
}

fn is_closed_pipe(error: &clap::Error) -> bool {
    let cause = std::error::Error::source(error);
    cause
        .and_then(|cause| cause.downcast_ref::<std::io::Error>())
        .is_some_and(|cause| cause.kind() == ErrorKind::BrokenPipe)
}

/// The command tree with what it takes from the book, by the name of each value: so a new
/// command is completed without a word about it.
fn knowing(tree: Command) -> Command {
    tree.mut_args(knowing_arg).mut_subcommands(knowing)
}

fn knowing_arg(arg: Arg) -> Arg {
    let value = arg
        .get_value_names()
        .and_then(|names| names.first())
        .map(ToString::to_string)
        .unwrap_or_default();
    let candidates: fn() -> Vec<Candidate> = match (value.as_str(), arg.get_id().as_str()) {
        (value, _) if value.starts_with("WHO") => || known().people.clone(),
        ("GOAL", _) => || known().goals.clone(),
        ("DEPT", _) => || known().departments.clone(),
        (_, "tag") => || known().tags.clone(),
        ("NEED", _) => || known().helps.clone(),
        ("KIND", _) => || words(Kind::ALL.map(Kind::word)),
        ("LEVEL", _) => || words(Level::ALL.map(Level::word)),
        ("STANDING", _) => standings,
        ("FIELD", _) => || words(Field::ALL.map(Field::key)),
        ("FILE" | "PATH" | "DIR" | "BASE" | "OURS" | "THEIRS", _) => {
            return arg.add(ArgValueCompleter::new(plain_paths));
        }
        ("TOPIC", _) => topics,
        ("SPAN", "every") => || words(["weekly", "monthly", "quarterly", "yearly", "never"]),
        (_, "from") => || words(Format::ALL.map(Format::word)),
        _ => return arg,
    };
    arg.add(ArgValueCompleter::new(move |typed: &OsStr| {
        beginning_with(typed, candidates())
    }))
}

/// A word that may be put on the line, and what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Candidate {
    word: String,
    beside: String,
}

/// Those that begin with what is typed; in a list, with what is typed after its last comma.
fn beginning_with(typed: &OsStr, candidates: Vec<Candidate>) -> Vec<CompletionCandidate> {
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
    candidates
        .into_iter()
        .filter(|candidate| has_prefix(&candidate.word))
        .filter(|candidate| !before.split(',').any(|word| word == candidate.word))
        .map(|candidate| {
            let beside = Some(candidate.beside).filter(|beside| !beside.is_empty());
            CompletionCandidate::new(format!("{before}{}", candidate.word))
                .help(beside.map(Into::into))
        })
        .collect()
}

/// What the book knows, read once a run.
#[derive(Debug, Default)]
struct Known {
    people: Vec<Candidate>,
    goals: Vec<Candidate>,
    departments: Vec<Candidate>,
    tags: Vec<Candidate>,
    helps: Vec<Candidate>,
}

/// A book that cannot be read offers nothing and says nothing: whoever is typing a command
/// is told by that command.
fn known() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(|| look().unwrap_or_default())
}

fn look() -> Option<Known> {
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
    let used = book
        .people
        .iter()
        .filter_map(|person| person.dept.as_deref());
    Some(Known {
        people: people
            .into_iter()
            .filter_map(|person| named(&person.handle, &person.name))
            .collect(),
        goals: book
            .goals
            .iter()
            .filter_map(|goal| named(&goal.handle, &goal.name))
            .collect(),
        departments: plain(settings.chain(used)),
        tags: plain(
            book.people
                .iter()
                .flat_map(|one| &one.tags)
                .map(Text::as_ref),
        ),
        helps: plain(
            book.people
                .iter()
                .flat_map(|one| &one.helps)
                .map(Text::as_ref),
        ),
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

fn named(handle: &str, name: &str) -> Option<Candidate> {
    is_plain_handle(handle).then(|| Candidate {
        word: handle.to_owned(),
        beside: harmless(name),
    })
}

fn words<const N: usize>(words: [&'static str; N]) -> Vec<Candidate> {
    let candidate = |word: &'static str| Candidate {
        word: word.to_owned(),
        beside: String::new(),
    };
    words.into_iter().map(candidate).collect()
}

/// Files as they are named on the line, those whose names a shell takes as they are: bash puts
/// a name such as `$(…).vcf` on the line without quotes.
fn plain_paths(typed: &OsStr) -> Vec<CompletionCandidate> {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+@,%".contains(c);
    let mut found = PathCompleter::any().complete(typed);
    found.retain(|candidate| {
        let path = candidate.get_value().to_str();
        path.is_some_and(|path| path.trim_start_matches("~/").chars().all(is_plain))
    });
    found
}

/// What `help` knows: the commands, and topics that no command owns.
fn topics() -> Vec<Candidate> {
    let tree = Cli::command();
    let commands = tree.get_subcommands().map(|command| Candidate {
        word: command.get_name().to_owned(),
        beside: command
            .get_about()
            .map(ToString::to_string)
            .unwrap_or_default(),
    });
    commands.chain(words(["format", "score"])).collect()
}

/// `in debt` can be typed as `in-debt`.
fn standings() -> Vec<Candidate> {
    let candidate = |standing: Standing| Candidate {
        word: standing.words().replace(' ', "-"),
        beside: String::new(),
    };
    Standing::ALL.into_iter().map(candidate).collect()
}

/// The plain words among texts of the book, each once, in order.
fn plain<'b>(texts: impl Iterator<Item = &'b str>) -> Vec<Candidate> {
    let mut texts: Vec<&str> = texts.filter(|text| is_plain_word(text)).collect();
    texts.sort_unstable();
    texts.dedup();
    let candidate = |text: &str| Candidate {
        word: text.to_owned(),
        beside: String::new(),
    };
    texts.into_iter().map(candidate).collect()
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
