//! A write, step by step.

#![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

use std::cell::Cell;
use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::store::commit::{
    CommitOptions, CommitOutcome, MAX_TRIES, NewText, OpenFile, Patience, Saved,
};
use crate::store::io_error::{IoError, IoErrorKind, Operation};
use crate::store::load::read_input;
use crate::store::paths::Location;
use crate::store::sandbox;
use crate::store::sandbox::{Sandbox, names, options};
use crate::store::undo;
use crate::text::patch::Splice;

fn new_text(text: &str) -> NewText {
    NewText {
        text: text.to_owned(),
        splices: Vec::new(),
        what: "test".to_owned(),
        people: text.lines().count(),
    }
}

/// Writes the text that `plan` returns.
fn update(
    location: &Location,
    options: &CommitOptions,
    mut plan: impl FnMut(&[u8]) -> String,
) -> Result<Saved, IoError> {
    sandbox::update(location, options, |old| Some(new_text(&plan(old))))
}

/// Adds a line.
fn add(location: &Location, line: &str) -> Result<Saved, IoError> {
    update(location, &options(), |old| with(old, line))
}

fn with(old: &[u8], line: &str) -> String {
    format!("{}{line}\n", str::from_utf8(old).unwrap())
}

fn kind(result: Result<Saved, IoError>) -> IoErrorKind {
    result.unwrap_err().kind
}

mod links;
mod modes;
mod others;
mod steps;
