//! The program as its users see it: arguments in, two streams, an exit code and a file out.
//!
//! Outputs are pinned whole. After a wanted change of words, `SNAPSHOTS=overwrite cargo test`
//! writes them anew; read the difference before it is committed.

mod sandbox;

mod add;
mod archive;
mod check;
mod due;
mod edit;
mod editor;
mod errors;
mod files;
mod hand_edited;
mod help;
mod list;
mod log;
mod remove;
mod review;
mod show;
mod streams;
mod undo;
mod who;
