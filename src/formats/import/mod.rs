//! What an import does to a book: those who come are joined among themselves, matched with the
//! people known, and become changes.

mod compare;
mod dedupe;
mod enrich;
mod goals;
mod matcher;
mod newcomers;
pub mod outcome;
mod pairing;
pub mod plan;
