//! Straight to the functions that the commands use: the same changes, a hundred times as fast.

use std::cell::Cell;
use std::fs;

use allies::model::change::{Change, Field, FieldValue};
use allies::model::custom_fields::CustomFields;
use allies::model::goal::Goal;
use allies::model::interaction::{Interaction, Kind, Size};
use allies::model::person::{Person, Promise, Snooze};
use allies::store::commit::{self, CommitOptions, NewText, Patience};
use allies::store::data_file;
use allies::store::io_error::IoError;
use allies::store::paths::Location;
use allies::store::undo;
use chrono::{DateTime, NaiveDate};
use tempfile::TempDir;
use toml::Value;

use crate::commands::{Command, TODAY};
use crate::model::Model;
use crate::ways::{Way, folder};

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
            Command::Undo => undo::undo(&location, &options, false).is_ok(),
            Command::Redo => undo::undo(&location, &options, true).is_ok(),
            _ => {
                let steps = changes(command, model);
                let saved = commit::update(&location, &options, |open| {
                    let document = data_file::document(open.bytes(), &location.file);
                    let edited = document.expect("a book").edit(&steps);
                    let edited = edited.unwrap_or_else(|error| panic!("{command:?}: {error:?}"));
                    let new = NewText {
                        text: edited.text,
                        splices: edited.splices,
                        what: "a command".to_owned(),
                        people: edited.book.people.len(),
                    };
                    let saved = open.commit(new)?.expect("alone");
                    Ok::<_, IoError>(Some(saved))
                });
                let saved = saved.expect("saved");
                assert!(saved.warnings.is_empty(), "{:?}", saved.warnings);
                true
            }
        };
        i32::from(!done)
    }

    fn text(&self) -> String {
        fs::read_to_string(self.location().file).expect("a book")
    }
}

fn options() -> CommitOptions {
    CommitOptions {
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
#[expect(clippy::too_many_lines, reason = "one arm a command")]
fn changes(command: &Command, model: &Model) -> Vec<Change> {
    let set = |handle: &String, (field, value): (Field, FieldValue<'static>)| {
        vec![Change::set(handle, field, value)]
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
                own: CustomFields::default(),
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
                (
                    Field::Snooze,
                    FieldValue::from(Snooze {
                        from: date(TODAY),
                        until: date(until),
                    }),
                ),
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
                "dept" => (Field::Dept, FieldValue::from(text)),
                "role" => (Field::Role, FieldValue::from(text)),
                "org" => (Field::Org, FieldValue::from(text)),
                "boss" => (Field::Boss, FieldValue::from(text)),
                _ => (Field::About, FieldValue::from(text)),
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
                "helps" => (Field::Helps, FieldValue::from(list)),
                "cares" => (Field::Cares, FieldValue::from(list)),
                _ => (Field::Tags, FieldValue::from(list)),
            };
            set(handle, value)
        }
        Command::Unset { handle, field } => {
            let field = Field::ALL.into_iter().find(|known| known.key() == *field);
            unset(handle, field.expect("a field"))
        }
        Command::Archive { handle } if of(handle, "archived").is_some() => Vec::new(),
        Command::Archive { handle } => {
            set(handle, (Field::Archived, FieldValue::from(date(TODAY))))
        }
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
            own: CustomFields::default(),
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
