//! The two ways to the file: through the program, and straight to what its commands use.

use std::cell::Cell;
use std::fs;
use std::path::PathBuf;
use std::process::{self, Stdio};

use allies::core::change::{Change, Field, FieldValue};
use allies::core::goal::Goal;
use allies::core::interaction::{Interaction, Kind, Size};
use allies::core::own::OwnKeys;
use allies::core::person::{Person, Promise, Snooze};
use allies::store::document::{self, Wanted};
use allies::store::location::Location;
use allies::store::save::{Options, Patience};
use allies::store::undo;
use chrono::{DateTime, NaiveDate};
use serde_json::{Value as Json, json};
use tempfile::TempDir;
use toml::{Table, Value};

use crate::commands::{Command, TODAY};
use crate::model::Model;

pub trait Way {
    /// Puts a book there, with no history.
    fn start(&self, text: &str);
    /// Does a command and gives its exit code, or what it would be.
    fn run(&self, command: &Command, model: &Model) -> i32;
    /// The file as it is.
    fn text(&self) -> String;
    /// Holds what reading commands answer to the model.
    fn look(&self, _: &Model) {}
}

fn folder() -> TempDir {
    // In memory where that can be had: a slow disk would prove nothing more here.
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
    folder.expect("a temporary folder")
}

/// Real processes, each with its own arguments.
pub struct Process(TempDir);

impl Process {
    pub fn new() -> Self {
        Self(folder())
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("book.toml")
    }

    fn output(&self, arguments: &[String]) -> process::Output {
        process::Command::new(env!("CARGO_BIN_EXE_allies"))
            .args(arguments)
            .arg("--file")
            .arg(self.file())
            .env_clear()
            .env("HOME", self.0.path())
            .env("ALLIES_TODAY", TODAY)
            .env("TZ", "UTC")
            .stdin(Stdio::null())
            .output()
            .expect("the program starts")
    }

    fn answer(&self, arguments: &[&str]) -> Json {
        let words: Vec<String> = arguments.iter().map(|word| (*word).to_owned()).collect();
        let output = self.output(&words);
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {err}");
        serde_json::from_slice(&output.stdout).expect("JSON")
    }
}

impl Way for Process {
    fn start(&self, text: &str) {
        let _ = fs::remove_dir_all(self.0.path().join(".local"));
        fs::write(self.file(), text).expect("written");
    }

    fn run(&self, command: &Command, _: &Model) -> i32 {
        let output = self.output(&command.arguments());
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        let code = output.status.code().expect("no signal");
        assert_eq!(
            code == 1,
            err.contains("nothing was written"),
            "{command:?}: {err}"
        );
        code
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).expect("a book")
    }

    fn look(&self, model: &Model) {
        let mut listed: Vec<String> = Vec::new();
        for list in [&["list", "--json"][..], &["list", "--archived", "--json"]] {
            let people = self.answer(list);
            let people = people.as_array().expect("a list");
            listed.extend(
                people
                    .iter()
                    .map(|it| it["handle"].as_str().expect("text").to_owned()),
            );
        }
        listed.sort();
        let mut handles = model.handles("people");
        handles.sort();
        assert_eq!(listed, handles);
        for handle in &handles {
            let shown = self.answer(&["show", handle, "--json"]);
            is_shown(&shown, model.entry("people", handle).expect("a person"));
        }
    }
}

/// Whether `show --json` tells what the model knows of a person.
fn is_shown(shown: &Json, person: &Table) {
    let text = |key: &str| person.get(key).and_then(Value::as_str);
    for key in [
        "name",
        "dept",
        "role",
        "org",
        "boss",
        "about",
        "introduced_by",
    ] {
        assert_eq!(shown[key].as_str(), text(key), "{key}");
    }
    for key in ["helps", "cares", "tags"] {
        let words = person.get(key).and_then(Value::as_array);
        let words: Vec<_> = words
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        assert_eq!(shown[key], json!(words), "{key}");
    }
    let archived = person.get("archived").map(ToString::to_string);
    assert_eq!(shown["archived"].as_str(), archived.as_deref());
    let rows = |key: &str| {
        person
            .get(key)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default()
    };
    let promises: Vec<Json> = rows("promises")
        .iter()
        .map(|it| {
            let date = |key: &str| it.get(key).map(ToString::to_string);
            json!({ "by": date("by"), "made": date("made"), "what": it["what"].as_str(), "kept": date("kept") })
        })
        .collect();
    assert_eq!(shown["promises"], json!(promises));
    let mut lines: Vec<String> = rows("log").iter().map(line).collect();
    let told = shown["lines"].as_array().expect("lines");
    let mut told: Vec<String> = told
        .iter()
        .map(|it| {
            let word = |key: &str| it[key].as_str().unwrap_or_default().to_owned();
            [
                word("on"),
                word("kind"),
                word("note"),
                word("size"),
                it["urgent"].to_string(),
            ]
            .join("|")
        })
        .collect();
    lines.sort();
    told.sort();
    assert_eq!(told, lines);
}

/// A row of the log in one line.
fn line(row: &Value) -> String {
    let row = row.as_table().expect("a row");
    let known = ["on", "size", "urgent"];
    let kinds = Kind::ALL.map(Kind::word);
    let kind = row
        .iter()
        .find(|(key, _)| kinds.contains(&key.as_str()) && !known.contains(&key.as_str()));
    let (kind, note) = kind.expect("a kind");
    let size = row.get("size").and_then(Value::as_str).unwrap_or("normal");
    let urgent = row
        .get("urgent")
        .and_then(Value::as_bool)
        .unwrap_or_default();
    let note = note.as_str().expect("a note");
    [
        &row["on"].to_string(),
        kind,
        note,
        size,
        &urgent.to_string(),
    ]
    .join("|")
}

/// The functions that the commands use, without the commands.
pub struct Straight {
    folder: TempDir,
    /// Each book has a history of its own.
    books: Cell<usize>,
}

impl Straight {
    pub fn new() -> Self {
        Self {
            folder: folder(),
            books: Cell::new(0),
        }
    }

    fn location(&self) -> Location {
        Location {
            file: self
                .folder
                .path()
                .join(format!("{}.toml", self.books.get())),
            explicit: true,
            own_folder: None,
            state: Some(self.folder.path().join("state")),
        }
    }
}

impl Way for Straight {
    fn start(&self, text: &str) {
        self.books.set(self.books.get() + 1);
        fs::write(self.location().file, text).expect("written");
    }

    fn run(&self, command: &Command, model: &Model) -> i32 {
        let (location, options) = (self.location(), options());
        let done = match command {
            Command::Undo => undo::undo(&location, &options).is_ok(),
            Command::Redo => undo::redo(&location, &options).is_ok(),
            _ => {
                let changes = changes(command, model);
                let changed = document::change(&location, &options, |_| {
                    Ok::<_, String>(Wanted {
                        changes: changes.clone(),
                        what: "a command".to_owned(),
                        told: (),
                    })
                });
                let changed = changed.unwrap_or_else(|error| panic!("{command:?}: {error:?}"));
                assert!(
                    changed.saved.warnings.is_empty(),
                    "{:?}",
                    changed.saved.warnings
                );
                true
            }
        };
        i32::from(!done)
    }

    fn text(&self) -> String {
        fs::read_to_string(self.location().file).expect("a book")
    }
}

fn options() -> Options {
    Options {
        yes: false,
        dry_run: false,
        now: DateTime::UNIX_EPOCH.fixed_offset(),
        patience: Patience::default(),
    }
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// What the command line makes of a command that fits the book; nothing of one that does not.
fn changes(command: &Command, model: &Model) -> Vec<Change> {
    let set = |handle: &String, value| {
        let handle = handle.clone();
        vec![Change::Set { handle, value }]
    };
    let of = |handle: &str, key: &str| model.entry("people", handle)?.get(key).cloned();
    match command {
        Command::Undo | Command::Redo => Vec::new(),
        Command::Add { handle, .. } if model.entry("people", handle).is_some() => Vec::new(),
        Command::Add {
            handle,
            name,
            dept,
            tags,
            met,
        } => {
            let mut person = Person::new(handle.clone(), name.clone());
            person.added = Some(date(TODAY));
            person.dept = dept.clone().map(Into::into);
            person.tags = tags.iter().cloned().map(Into::into).collect();
            person.log.extend(
                met.iter()
                    .map(|met| Interaction::new(date(TODAY), Kind::Met, met.clone())),
            );
            vec![Change::Add(Box::new(person))]
        }
        Command::Log {
            handles,
            kind,
            note,
            on,
            size,
            urgent,
        } => {
            let kind = Kind::from_word(kind).expect("a kind");
            let row = Interaction {
                size: Size::from_word(size).expect("a size"),
                urgent: *urgent,
                ..Interaction::new(date(on), kind, note.clone())
            };
            let log = |handle: &String| Change::Log {
                handle: handle.clone(),
                row: row.clone(),
            };
            handles.iter().map(log).collect()
        }
        Command::Promise { handle, what, by } => vec![Change::Promise {
            handle: handle.clone(),
            promise: Promise {
                by: date(by),
                made: Some(date(TODAY)),
                what: what.clone().into(),
                kept: None,
                own: OwnKeys::default(),
            },
        }],
        Command::Kept { handle, number } => {
            let promises = of(handle, "promises");
            let promise = promises.as_ref().and_then(|it| it.get(number - 1));
            let is_open = promise.is_some_and(|it| it.get("kept").is_none());
            let keep = Change::Keep {
                handle: handle.clone(),
                index: number - 1,
                on: date(TODAY),
            };
            is_open.then_some(keep).into_iter().collect()
        }
        Command::Snooze { handle, until } => match until {
            Some(until) => set(
                handle,
                FieldValue::Snooze(Snooze {
                    from: date(TODAY),
                    until: date(until),
                }),
            ),
            None => unset(handle, Field::Snooze),
        },
        Command::Set {
            handle,
            field,
            text,
        } => {
            let text = text.clone();
            let value = match *field {
                "dept" => FieldValue::Dept(text),
                "role" => FieldValue::Role(text),
                "org" => FieldValue::Org(text),
                "boss" => FieldValue::Boss(text),
                _ => FieldValue::About(text),
            };
            set(handle, value)
        }
        Command::SetList {
            handle,
            field,
            list,
        } => {
            let list = list.clone();
            let value = match *field {
                "helps" => FieldValue::Helps(list),
                "cares" => FieldValue::Cares(list),
                _ => FieldValue::Tags(list),
            };
            set(handle, value)
        }
        Command::Unset { handle, field } => {
            let field = Field::ALL.into_iter().find(|known| known.key() == *field);
            unset(handle, field.expect("a field"))
        }
        Command::Archive { handle } if of(handle, "archived").is_some() => Vec::new(),
        Command::Archive { handle } => set(handle, FieldValue::Archived(date(TODAY))),
        Command::BringBack { handle } => unset(handle, Field::Archived),
        Command::Remove { handle } => removal(handle, model),
        Command::AddGoal { handle, .. } if model.entry("goals", handle).is_some() => Vec::new(),
        Command::AddGoal {
            name,
            handle,
            by,
            helped_by,
        } => vec![Change::AddGoal(Box::new(Goal {
            handle: handle.clone().into(),
            name: name.clone().into(),
            set: date(TODAY),
            by: by.as_deref().map(date),
            helped_by: helped_by.iter().cloned().map(Into::into).collect(),
            hindered_by: Vec::new(),
            done: None,
            own: OwnKeys::default(),
        }))],
        Command::FinishGoal { handle } => {
            let is_done = model
                .entry("goals", handle)
                .is_some_and(|it| it.contains_key("done"));
            let finish = Change::FinishGoal {
                handle: handle.clone(),
                on: date(TODAY),
            };
            (!is_done).then_some(finish).into_iter().collect()
        }
        Command::RemoveGoal { handle } => vec![Change::RemoveGoal {
            handle: handle.clone(),
        }],
    }
}

fn unset(handle: &str, field: Field) -> Vec<Change> {
    let handle = handle.to_owned();
    vec![Change::Unset { handle, field }]
}

/// The person, and their handle out of whatever names them.
fn removal(handle: &str, model: &Model) -> Vec<Change> {
    let mut changes = Vec::new();
    for goal in model.handles("goals") {
        let table = model.entry("goals", &goal).expect("a goal");
        let names = |key: &str| -> Vec<String> {
            let list = table.get(key).and_then(Value::as_array);
            let words = list.into_iter().flatten().filter_map(Value::as_str);
            words.map(str::to_owned).collect()
        };
        let (mut helped_by, mut hindered_by) = (names("helped_by"), names("hindered_by"));
        let before = helped_by.len() + hindered_by.len();
        helped_by.retain(|it| it != handle);
        hindered_by.retain(|it| it != handle);
        if helped_by.len() + hindered_by.len() < before {
            changes.push(Change::NameInGoal {
                handle: goal,
                helped_by,
                hindered_by,
            });
        }
    }
    for other in model.handles("people") {
        let introduced = model
            .entry("people", &other)
            .and_then(|it| it.get("introduced_by"));
        if other != handle && introduced.and_then(Value::as_str) == Some(handle) {
            changes.extend(unset(&other, Field::IntroducedBy));
        }
    }
    let handle = handle.to_owned();
    changes.push(Change::Remove { handle });
    changes
}
