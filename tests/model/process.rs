//! Through the program: real processes, each with its own arguments.

use std::fs;
use std::path::PathBuf;
use std::process::{self, Stdio};

use allies::model::interaction::Kind;
use serde_json::{Value as Json, json};
use tempfile::TempDir;
use toml::{Table, Value};

use crate::bounded;
use crate::commands::{Command, TODAY};
use crate::model::Model;
use crate::ways::{Way, folder};

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
        let mut command = process::Command::new(env!("CARGO_BIN_EXE_allies"));
        command
            .args(arguments)
            .arg("--file")
            .arg(self.file())
            .env_clear()
            .env("HOME", self.0.path())
            .env("ALLIES_TODAY", TODAY)
            .env("TZ", "UTC")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let child = command.spawn().expect("the program starts");
        bounded::end(child, "", &command)
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
