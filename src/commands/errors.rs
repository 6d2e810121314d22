//! What can go wrong in a command, in words: what happened, the cause, and what to type.
//!
//! An error that is raised in one place carries its words there: `refused("…").hint("…")`. The
//! few that many raise stand here: nobody or several fit a name, the disk, a file with errors,
//! undo. The layers below state facts; what clap cannot take is worded in `usage`.

mod disk;
mod error;
mod explain;
mod undo;

pub use crate::commands::errors::disk::disk_of_other_file;
pub use crate::commands::errors::error::{
    CliError, Result, failed, first_places, read_back, refused, usage_error,
};
pub use crate::commands::errors::explain::{explain, headed, places};
pub use crate::commands::errors::undo::undo_failed;
