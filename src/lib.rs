//! `allies` keeps the relationships that get work done.
//!
//! ```text
//! main → cli → core      what an ally is and how the relationship stands (pure)
//!            → store     the data file: reading, editing, saving (disk and TOML)
//!            → exchange  other formats, in and out (pure)
//!            → view      answers as text and JSON (pure)
//! ```
//!
//! `store`, `exchange` and `view` may use `core`; `core` uses none of them; only `cli` uses
//! all four. One value holds it together: a [`core::change::Change`]. `core` applies it to the
//! book, `store` applies it to the text of the file, `view` says what happened, and nothing is
//! written unless the edited text reads back as the changed book.

pub mod cli;
pub mod core;
pub mod exchange;
pub mod store;
pub mod view;
