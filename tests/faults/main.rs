//! The promises of a write, tried: every system call that a writing command makes from its
//! first touch of the user's folders on fails once with every error that fits, and the program
//! is killed at each. After each the file is whole, nothing lies about, and the next command
//! works. Then disks, modes, links and streams as they are found in the wild.
//!
//! The faults are made by `strace`. An ordinary run tries one in so many, of every command;
//! all of them: `ALLIES_FAULTS=all cargo test --test faults`. A violation names its fault, and
//! `ALLIES_FAULTS='that name'` tries it alone.

#[path = "../cli/bounded.rs"]
mod bounded;
mod commands;
mod disks;
mod elsewhere;
mod fault;
mod modes;
mod odd_files;
mod order;
mod places;
mod rehearsal;
mod run;
mod scene;
mod streams;
mod trace;
mod verdict;
