//! Turns imported content into changes to a book: removes duplicates within the import, matches
//! its people with those in the book, and plans what to add.

mod compare;
mod dedupe;
mod enrich;
mod goals;
mod matcher;
mod newcomers;
pub mod outcome;
mod pairing;
pub mod plan;
