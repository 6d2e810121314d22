//! What can go wrong in a command, in words: what happened, the cause, and what to type.
//!
//! An error that is raised in one place is worded there: `refused("…").hint("…")`. Here are the
//! few that are raised in many: the disk and a file with errors. The layers below state facts;
//! `find` words what no person, goal or value fits, and `usage` what clap refuses.

mod disk;
mod error;
mod explain;

pub use crate::commands::errors::disk::disk_of_other_file;
pub use crate::commands::errors::error::{
    CliError, Result, failed, first_places, read_back, refused, usage_error,
};
pub use crate::commands::errors::explain::{explain, file_errors, headed};
