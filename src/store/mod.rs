//! The disk: where the data file is, how it is read, locked and replaced, and the undo journal.
//! No other folder touches the file system.

mod atomic_write;
pub mod commit;
pub mod data_file;
pub mod edit_copy;
pub mod external_edit;
pub mod io_error;
mod journal;
pub mod load;
mod lock;
mod metadata;
pub mod paths;
mod permissions;
#[cfg(test)]
mod sandbox;
pub mod siblings;
mod symlink;
pub mod undo;
pub mod write_output;
