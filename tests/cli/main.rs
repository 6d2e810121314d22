//! The program as its users see it: arguments in, two streams, an exit code and a file out.
//!
//! Outputs are pinned whole. After a wanted change of words, `SNAPSHOTS=overwrite cargo test`
//! writes them anew; read the difference before it is committed.

mod sandbox;

mod add;
mod due;
mod errors;
mod files;
mod goal;
mod hand_edited;
mod help;
mod kept;
mod list;
mod log;
mod promise;
mod review;
mod show;
mod snooze;
mod streams;
#[cfg(unix)]
mod walk;
mod who;
