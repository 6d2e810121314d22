//! What an import does to a book: records are matched with the people known, and become changes.

mod dedupe;
pub mod detect;
mod enrich;
mod goals;
mod matcher;
mod newcomers;
pub mod normalize;
mod pairing;
pub mod plan;
pub mod record;
