//! What always holds of the score, whatever is in the book (score, section 10), of a merge, and of
//! what goes out and comes in.
//!
//! Each property is a sentence, tried on random books. They pin no figure: those are worked
//! out by hand in the tests beside the modules.

mod agenda;
mod asking;
mod books;
mod columns;
mod facts;
mod history;
mod merges;
mod moments;
mod network;
mod views;
mod whole;
