//! Words of the command line that stand for values: kinds, levels, cadences, paths.

use std::path::Path;

use crate::commands::errors::{CliError, Result, Usage};
use crate::model::interaction::Kind;
use crate::model::person::{Cadence, Level};

/// A kind of interaction.
pub fn kind(word: &str) -> Result<Kind> {
    let found = Kind::from_word(&word.to_lowercase());
    found.ok_or_else(|| match meant(&word.to_lowercase()) {
        Some(kind) => CliError::NotOneOf {
            what: "kind of interaction",
            word: word.to_owned(),
            near: Some(kind.word().to_owned()),
            all: Vec::new(),
        }
        .into(),
        None => {
            CliError::not_one_of("kind of interaction", word, &Kind::ALL.map(Kind::word)).into()
        }
    })
}

/// What people type when they mean a kind and do not know its word.
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
    found.ok_or_else(|| CliError::not_one_of("level", word, &Level::ALL.map(Level::word)).into())
}

/// A cadence.
pub fn cadence(word: &str) -> Result<Cadence> {
    let found = Cadence::from_word(&word.to_lowercase());
    found.ok_or_else(|| Usage::NoRhythm(word.to_owned()).into())
}

/// A path as it is typed in a shell.
pub fn quoted(path: &Path) -> String {
    shell_words::quote(&path.to_string_lossy()).into_owned()
}
