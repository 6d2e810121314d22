//! The model: what the file means, as plain keys and values, and every state it was in.

use toml::value::Datetime;
use toml::{Table, Value};

use crate::commands::{Command, TODAY};

/// All states of the file, and which of them it is in.
pub struct Model {
    states: Vec<Table>,
    now: usize,
}

/// What a command is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    Changed,
    Undone,
    Redone,
    Nothing,
}

impl Model {
    pub fn new(text: &str) -> Self {
        Self {
            states: vec![Self::read(text)],
            now: 0,
        }
    }

    /// What a text means. That the program writes the format's version into a new file is no
    /// part of what the user says.
    pub fn read(text: &str) -> Table {
        let mut table: Table = text.parse().expect("TOML");
        table.remove("format");
        for group in ["people", "goals"] {
            if table
                .get(group)
                .is_some_and(|it| it == &Value::Table(Table::new()))
            {
                table.remove(group);
            }
        }
        for (_, person) in group_mut(&mut table, "people").iter_mut() {
            let person = person.as_table_mut().expect("a person");
            // An empty list and none are one and the same.
            person.retain(|_, value| !matches!(value, Value::Array(list) if list.is_empty()));
        }
        drop_empty(&mut table);
        table
    }

    pub fn table(&self) -> &Table {
        &self.states[self.now]
    }

    pub fn handles(&self, group: &str) -> Vec<String> {
        let group = self.table().get(group).and_then(Value::as_table);
        group
            .into_iter()
            .flat_map(|group| group.keys().cloned())
            .collect()
    }

    /// A person or a goal.
    pub fn entry(&self, group: &str, handle: &str) -> Option<&Table> {
        self.table().get(group)?.get(handle)?.as_table()
    }

    /// Does a command, and tells what the program is to do.
    pub fn apply(&mut self, command: &Command) -> Effect {
        match command {
            Command::Undo if self.now > 0 => {
                self.now -= 1;
                return Effect::Undone;
            }
            Command::Redo if self.now + 1 < self.states.len() => {
                self.now += 1;
                return Effect::Redone;
            }
            _ => {}
        }
        let mut after = self.table().clone();
        change(&mut after, command);
        drop_empty(&mut after);
        if after == *self.table() {
            return Effect::Nothing;
        }
        self.states.truncate(self.now + 1);
        self.states.push(after);
        self.now += 1;
        Effect::Changed
    }
}

pub fn day(text: &str) -> Value {
    Value::Datetime(text.parse::<Datetime>().expect("a day"))
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn list(words: &[String]) -> Value {
    Value::Array(words.iter().map(|word| text(word)).collect())
}

fn group_mut<'t>(table: &'t mut Table, name: &str) -> &'t mut Table {
    let group = table
        .entry(name.to_owned())
        .or_insert_with(|| Value::Table(Table::new()));
    group.as_table_mut().expect("a group")
}

/// Groups without anyone are none.
fn drop_empty(table: &mut Table) {
    table.retain(|name, value| {
        let is_group = name == "people" || name == "goals";
        !(is_group && value.as_table().is_some_and(Table::is_empty))
    });
}

fn rows<'t>(person: &'t mut Table, key: &str) -> &'t mut Vec<Value> {
    let rows = person
        .entry(key.to_owned())
        .or_insert_with(|| Value::Array(Vec::new()));
    rows.as_array_mut().expect("rows")
}

fn change(table: &mut Table, command: &Command) {
    match command {
        Command::Undo | Command::Redo => {}
        Command::Remove { handle } => remove(table, handle),
        Command::Add { .. } => add(table, command),
        Command::AddGoal {
            name,
            handle,
            by,
            helped_by,
        } => {
            let mut goal = Table::new();
            goal.insert("name".to_owned(), text(name));
            goal.insert("set".to_owned(), day(TODAY));
            if let Some(by) = by {
                goal.insert("by".to_owned(), day(by));
            }
            if !helped_by.is_empty() {
                goal.insert("helped_by".to_owned(), list(helped_by));
            }
            let goals = group_mut(table, "goals");
            if !goals.contains_key(handle) {
                goals.insert(handle.clone(), Value::Table(goal));
            }
        }
        Command::FinishGoal { handle } => {
            let goal = group_mut(table, "goals")[handle]
                .as_table_mut()
                .expect("a goal");
            goal.entry("done".to_owned()).or_insert_with(|| day(TODAY));
        }
        Command::RemoveGoal { handle } => {
            group_mut(table, "goals").remove(handle);
        }
        Command::Log { handles, .. } => {
            for handle in handles {
                change_person(person(table, handle), command);
            }
        }
        Command::Promise { handle, .. }
        | Command::Kept { handle, .. }
        | Command::Snooze { handle, .. }
        | Command::Set { handle, .. }
        | Command::SetList { handle, .. }
        | Command::Unset { handle, .. }
        | Command::Archive { handle }
        | Command::BringBack { handle } => change_person(person(table, handle), command),
    }
}

fn person<'t>(table: &'t mut Table, handle: &str) -> &'t mut Table {
    group_mut(table, "people")[handle]
        .as_table_mut()
        .expect("a person")
}

fn change_person(person: &mut Table, command: &Command) {
    match command {
        Command::Log {
            kind,
            note,
            on,
            size,
            urgent,
            ..
        } => {
            let mut row = Table::new();
            row.insert("on".to_owned(), day(on));
            row.insert((*kind).to_owned(), text(note));
            if *size != "normal" {
                row.insert("size".to_owned(), text(size));
            }
            if *urgent {
                row.insert("urgent".to_owned(), Value::Boolean(true));
            }
            rows(person, "log").push(Value::Table(row));
        }
        Command::Promise { what, by, .. } => {
            let mut promise = Table::new();
            promise.insert("by".to_owned(), day(by));
            promise.insert("made".to_owned(), day(TODAY));
            promise.insert("what".to_owned(), text(what));
            rows(person, "promises").push(Value::Table(promise));
        }
        Command::Kept { number, .. } => {
            let promises = person.get_mut("promises").and_then(Value::as_array_mut);
            let promise = promises.and_then(|promises| promises.get_mut(number - 1));
            if let Some(promise) = promise.and_then(Value::as_table_mut) {
                promise
                    .entry("kept".to_owned())
                    .or_insert_with(|| day(TODAY));
            }
        }
        Command::Snooze {
            until: Some(until), ..
        } => {
            let mut snooze = Table::new();
            snooze.insert("from".to_owned(), day(TODAY));
            snooze.insert("until".to_owned(), day(until));
            person.insert("snooze".to_owned(), Value::Table(snooze));
        }
        Command::Snooze { until: None, .. } => {
            person.remove("snooze");
        }
        Command::Set {
            field, text: new, ..
        } => {
            person.insert((*field).to_owned(), text(new));
        }
        Command::SetList {
            field, list: new, ..
        } => {
            person.insert((*field).to_owned(), list(new));
        }
        Command::Unset { field, .. } => {
            person.remove(*field);
        }
        Command::Archive { .. } => {
            person
                .entry("archived".to_owned())
                .or_insert_with(|| day(TODAY));
        }
        Command::BringBack { .. } => {
            person.remove("archived");
        }
        _ => unreachable!("about no person: {command:?}"),
    }
}

fn add(table: &mut Table, command: &Command) {
    let Command::Add {
        handle,
        name,
        dept,
        tags,
        met,
    } = command
    else {
        return;
    };
    let people = group_mut(table, "people");
    if people.contains_key(handle) {
        return;
    }
    let mut person = Table::new();
    person.insert("name".to_owned(), text(name));
    person.insert("added".to_owned(), day(TODAY));
    if let Some(dept) = dept {
        person.insert("dept".to_owned(), text(dept));
    }
    if !tags.is_empty() {
        person.insert("tags".to_owned(), list(tags));
    }
    if let Some(met) = met {
        let mut row = Table::new();
        row.insert("on".to_owned(), day(TODAY));
        row.insert("met".to_owned(), text(met));
        rows(&mut person, "log").push(Value::Table(row));
    }
    people.insert(handle.clone(), Value::Table(person));
}

/// The person, and their handle out of goals and introductions.
fn remove(table: &mut Table, handle: &str) {
    group_mut(table, "people").remove(handle);
    for (_, person) in group_mut(table, "people").iter_mut() {
        let person = person.as_table_mut().expect("a person");
        if person.get("introduced_by").and_then(Value::as_str) == Some(handle) {
            person.remove("introduced_by");
        }
    }
    for (_, goal) in group_mut(table, "goals").iter_mut() {
        let goal = goal.as_table_mut().expect("a goal");
        let is_named = |list: &Value| {
            let list = list.as_array();
            list.is_some_and(|list| list.iter().any(|it| it.as_str() == Some(handle)))
        };
        if !["helped_by", "hindered_by"]
            .iter()
            .any(|key| goal.get(*key).is_some_and(is_named))
        {
            continue;
        }
        for key in ["helped_by", "hindered_by"] {
            if let Some(list) = goal.get_mut(key).and_then(Value::as_array_mut) {
                list.retain(|it| it.as_str() != Some(handle));
                if list.is_empty() {
                    goal.remove(key);
                }
            }
        }
    }
}
