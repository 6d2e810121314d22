//! `allies` keeps the relationships that get work done.
//!
//! ```text
//! main → commands → screens   answers as text and JSON (pure)
//!                 → formats   other programs' formats, in and out (pure)
//!                 → merge     two edited copies and what they came from (pure)
//!                 → store     the disk: lock, read, write, journal, undo
//!                 → document  the file's text: reading it, editing it (pure)
//!                 → core      the score, the rules, who is due (pure)
//!                 → model     people, interactions, goals, and changes to them (pure)
//!                 → text      text without a subject: folding, diffs, wrapping (pure)
//! ```
//!
//! One value holds it together: a [`model::change::Change`]. `model` applies it to the book,
//! `document` applies it to the text of the file, `screens` says what happened, and nothing is
//! written unless the edited text reads back as the changed book. `tests/architecture.rs` holds
//! which folder may import which.
//!
//! # One command, from the arguments to the disk and back
//!
//! `allies log ken thanked "the quick fix"` goes forward through these, each of which returns a
//! value to the one before it:
//!
//! 1. `main` calls [`commands::main`]: the arguments are parsed, and `Session::start` reads the
//!    clock, the environment and the streams, once.
//! 2. `log::run` checks what was typed, and gives `transaction::save` a plan: a function from
//!    the book to a `PlannedChange`.
//! 3. [`store::commit::update`] takes the lock and reads the bytes. If others change the file
//!    before the end, it starts again from here.
//! 4. [`store::data_file::document`] parses the text, once, into the book and the places its
//!    parts were read from.
//! 5. The plan runs: `find::find_each` turns WHO into people, and `log::plan` into the changes.
//! 6. [`document::edit`] applies the changes to the book and to the text, reads the edited text
//!    back, and refuses unless the two mean the same.
//! 7. The changed book is assessed, and `screens::change_summary` puts into words how things
//!    stand now.
//! 8. `OpenFile::commit` writes a temporary file, the journal, and renames.
//! 9. `Session::report` prints the words. An error of any step comes back as a value and is
//!    printed in `commands::main`.

pub mod text;

pub mod model;

pub mod core;

pub mod document;

pub mod store;

pub mod formats;

pub mod merge;

pub mod screens;

pub mod commands;
