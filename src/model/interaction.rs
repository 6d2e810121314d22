//! One thing that happened between the user and a person: a row of the log.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

use crate::model::custom_fields::{OwnKeys, Text};
use crate::model::serialize::custom_fields::checked_keys;
use crate::model::serialize::strict;

/// What happened. The credit and the contact of each kind are settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// You helped: time, work, an introduction.
    Gave,
    /// You credited them in public or to their boss.
    Praised,
    /// You passed on something useful to them.
    Shared,
    /// You thanked them.
    Thanked,
    /// You asked for something.
    Asked,
    /// They helped you.
    Received,
    /// Face to face.
    Met,
    /// By voice or video.
    Called,
    /// By mail or chat.
    Wrote,
    /// Something hurt the relationship.
    Strained,
    /// You talked it out.
    Repaired,
}

impl Kind {
    /// Every kind, in the order in which help and messages list them.
    pub const ALL: [Self; 11] = [
        Self::Gave,
        Self::Praised,
        Self::Shared,
        Self::Thanked,
        Self::Asked,
        Self::Received,
        Self::Met,
        Self::Called,
        Self::Wrote,
        Self::Strained,
        Self::Repaired,
    ];

    /// The word of the file and of the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Gave => "gave",
            Self::Praised => "praised",
            Self::Shared => "shared",
            Self::Thanked => "thanked",
            Self::Asked => "asked",
            Self::Received => "received",
            Self::Met => "met",
            Self::Called => "called",
            Self::Wrote => "wrote",
            Self::Strained => "strained",
            Self::Repaired => "repaired",
        }
    }

    /// The kind of that word, written exactly so.
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "gave" => Self::Gave,
            "praised" => Self::Praised,
            "shared" => Self::Shared,
            "thanked" => Self::Thanked,
            "asked" => Self::Asked,
            "received" => Self::Received,
            "met" => Self::Met,
            "called" => Self::Called,
            "wrote" => Self::Wrote,
            "strained" => Self::Strained,
            "repaired" => Self::Repaired,
            _ => return None,
        })
    }

    /// Giving = gave, shared, praised (score, section 1).
    pub const fn is_giving(self) -> bool {
        matches!(self, Self::Gave | Self::Shared | Self::Praised)
    }

    /// The place of this kind in a table with one entry a kind.
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// How much it was. It multiplies both columns of the score.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// Half of a usual one.
    Small,
    /// A usual one.
    #[default]
    Normal,
    /// As much as two.
    Big,
}

impl Size {
    /// Every size, smallest first.
    pub const ALL: [Self; 3] = [Self::Small, Self::Normal, Self::Big];

    /// The word of the file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Normal => "normal",
            Self::Big => "big",
        }
    }

    /// The size of that word, written exactly so.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.word() == word)
    }

    /// Whether it is a usual one, which is not written.
    pub const fn is_normal(&self) -> bool {
        matches!(self, Self::Normal)
    }

    /// What both columns are multiplied with: 0.5, 1 or 2.
    pub const fn factor(self) -> f64 {
        match self {
            Self::Small => 0.5,
            Self::Normal => 1.0,
            Self::Big => 2.0,
        }
    }
}

/// A row of the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interaction<'t> {
    /// The day it happened.
    #[serde(deserialize_with = "strict::day")]
    pub on: NaiveDate,
    /// What happened.
    pub kind: Kind,
    /// How much it was.
    #[serde(default, skip_serializing_if = "Size::is_normal")]
    pub size: Size,
    /// An ask that could not wait. Only `asked` can be urgent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
    /// The user's words; may be empty.
    #[serde(default)]
    pub note: Text<'t>,
    /// Keys of the user's own.
    #[serde(
        rename = "other",
        default,
        deserialize_with = "beside_row",
        skip_serializing_if = "OwnKeys::is_empty"
    )]
    pub own: OwnKeys<'t>,
}

/// A row of the file has its kind for a key.
fn beside_row<'de, 't, D: Deserializer<'de>>(from: D) -> Result<OwnKeys<'t>, D::Error> {
    checked_keys(OwnKeys::deserialize(from)?, |key| {
        matches!(key, "on" | "size" | "urgent") || Kind::from_word(key).is_some()
    })
}

impl<'t> Interaction<'t> {
    /// A row of the usual size that was not urgent.
    pub fn new(on: NaiveDate, kind: Kind, note: impl Into<Text<'t>>) -> Self {
        Self {
            on,
            kind,
            size: Size::Normal,
            urgent: false,
            note: note.into(),
            own: OwnKeys::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::interaction::Kind;

    #[test]
    fn every_kind_is_known_by_its_word() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_word(kind.word()), Some(kind));
        }
        assert_eq!(Kind::from_word("Met"), None);
    }
}
