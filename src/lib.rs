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

pub mod text;

pub mod model;

pub mod core;

pub mod document;

pub mod store;

pub mod formats;

pub mod merge;

pub mod screens;

pub mod commands;
