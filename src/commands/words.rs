//! Words of the command line that stand for kinds, levels and cadences.

use crate::commands::errors::{Result, usage_error};
use crate::commands::find::{did_you_mean, not_one_of};
use crate::model::interaction::Kind;
use crate::model::person::{Cadence, Level};

/// A kind of interaction.
pub fn kind(word: &str) -> Result<Kind> {
    let lower = word.to_lowercase();
    Kind::from_word(&lower).ok_or_else(|| {
        let error = not_one_of("kind of interaction", word, &Kind::ALL.map(Kind::word));
        match meant(&lower) {
            Some(kind) => error.hint(did_you_mean(kind.word())),
            None => error,
        }
    })
}

/// The kind that people mean by another word.
fn meant(word: &str) -> Option<Kind> {
    Some(match word {
        "help" | "helped" | "give" | "given" | "offered" => Kind::Gave,
        "praise" | "credited" | "commended" => Kind::Praised,
        "share" | "sent" | "forwarded" => Kind::Shared,
        "thank" | "thanks" => Kind::Thanked,
        "ask" | "requested" => Kind::Asked,
        "receive" | "got" | "answered" => Kind::Received,
        "meet" | "saw" | "coffee" | "lunch" | "visited" => Kind::Met,
        "call" | "phoned" | "rang" | "video" => Kind::Called,
        "write" | "mailed" | "emailed" | "mail" | "email" | "chatted" | "messaged" => Kind::Wrote,
        "strain" | "hurt" | "quarrelled" | "argued" => Kind::Strained,
        "repair" | "apologised" | "apologized" => Kind::Repaired,
        _ => return None,
    })
}

/// A level.
pub fn level(word: &str) -> Result<Level> {
    let found = Level::from_word(&word.to_lowercase());
    found.ok_or_else(|| not_one_of("level", word, &Level::ALL.map(Level::word)))
}

/// A cadence.
pub fn cadence(word: &str) -> Result<Cadence> {
    let found = Cadence::from_word(&word.to_lowercase());
    found.ok_or_else(|| {
        usage_error(format!("`{word}` is no rhythm")).hint(
            "1 to 3650 days, as in 30, 30d, 6w, 3m, 1y, weekly, monthly, quarterly, yearly; or never",
        )
    })
}
