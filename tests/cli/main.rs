//! The program as its users see it: arguments in, two streams, an exit code and a file out.
//!
//! Outputs are pinned whole. After a wanted change of words, `SNAPSHOTS=overwrite cargo test`
//! writes them again; read the difference before it is committed.

mod bounded;
mod sandbox;
#[cfg(unix)]
mod terminal;

mod add;
mod archive;
mod check;
#[cfg(unix)]
mod completions;
mod due;
mod edit;
mod editor;
mod editor_asks;
mod errors;
#[cfg(unix)]
mod examples;
mod export;
mod files;
mod goal;
mod hand_edited;
mod help;
mod import;
mod kept;
mod list;
mod log;
mod man;
mod merge;
mod merge_comments;
mod promise;
mod remove;
mod review;
mod show;
mod snooze;
mod streams;
mod undo;
#[cfg(unix)]
mod walk;
mod who;
