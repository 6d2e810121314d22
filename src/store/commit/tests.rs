//! A write, step by step.

#![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

use std::cell::Cell;
use std::convert::Infallible;
use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::store::commit::attempt::MOST_TRIES;
use crate::store::commit::*;
use crate::store::io_error::{FaultKind, Operation};
use crate::store::load::load;
use crate::store::paths::Location;
use crate::store::sandbox::{Plan, Sandbox, UpdateError, names, options, update};
use crate::store::undo;

fn draft(text: &str) -> Plan {
    Plan::Write(Draft {
        text: text.to_owned(),
        splices: Vec::new(),
        what: "test".to_owned(),
        people: text.lines().count(),
    })
}

/// Adds a line.
fn add(location: &Location, line: &str) -> Result<Saved, UpdateError<Infallible>> {
    update(location, &options(), |old| Ok(draft(&with(old, line))))
}

fn with(old: &[u8], line: &str) -> String {
    format!("{}{line}\n", str::from_utf8(old).unwrap())
}

fn kind<E: std::fmt::Debug>(result: Result<Saved, UpdateError<E>>) -> FaultKind {
    match result.unwrap_err() {
        UpdateError::Disk(fault) => fault.kind,
        UpdateError::Plan(error) => panic!("the plan failed: {error:?}"),
    }
}

mod links;
mod modes;
mod others;
mod steps;
