//! Several at one file: commands among themselves, readers beside them, editors that know no
//! lock, and a writer that was stopped in the middle.

#[path = "../cli/bounded.rs"]
mod bounded;
mod crowd;
mod editors;
mod place;
mod stopped;
