//! Errors of what is typed, and of a change that cannot be made, which several commands raise.

use std::path::Path;

use crate::commands::errors::error::{CliError, failed, usage_error};
use crate::screens::words::and_more;
use crate::text::suggest::most_alike;

/// More places than this have one cause, such as a wrong format.
const MOST_PLACES: usize = 10;

/// A word that is none of those words, of which the nearest is named. `what` is what it should
/// have been: `level`.
pub fn not_one_of(what: &str, word: &str, all: &[&str]) -> CliError {
    usage_error(format!("`{word}` is no {what}")).hint(match most_alike(word, all) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("one of: {}", all.join(", ")),
    })
}

/// As many places as are worth reading, and how many more there are.
pub fn first_places(places: &[impl ToString]) -> impl Iterator<Item = String> {
    let more = places.len().saturating_sub(MOST_PLACES);
    let shown = places.iter().take(MOST_PLACES).map(ToString::to_string);
    shown.chain(and_more(more))
}

/// The edited text does not mean what it should; nothing was written.
pub fn read_back(path: &Path) -> CliError {
    failed(format!(
        "the change cannot be made safely in the way {} is written",
        path.display()
    ))
    .because("the edited text would not have meant the old book and the change")
    .hint("make it by hand: allies edit")
}
