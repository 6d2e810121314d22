//! One thing that happened between the user and a person: a row of the log.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

use crate::model::custom_fields::{CustomFields, Text};
use crate::model::serialize::custom_fields::checked_keys;
use crate::model::serialize::strict;
use crate::text::word_enum::word_enum;

word_enum! {
    /// What happened. The credit and the contact of each kind are settings.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Kind {
        /// You helped: time, work, an introduction.
        Gave = "gave",
        /// You credited them in public or to their boss.
        Praised = "praised",
        /// You passed on something useful to them.
        Shared = "shared",
        /// You thanked them.
        Thanked = "thanked",
        /// You asked for something.
        Asked = "asked",
        /// They helped you.
        Received = "received",
        /// Face to face.
        Met = "met",
        /// By voice or video.
        Called = "called",
        /// By mail or chat.
        Wrote = "wrote",
        /// Something hurt the relationship.
        Strained = "strained",
        /// You talked it out.
        Repaired = "repaired",
    }
}

impl Kind {
    /// Giving = gave, shared, praised (score, section 1).
    pub const fn is_giving(self) -> bool {
        matches!(self, Self::Gave | Self::Shared | Self::Praised)
    }
}

word_enum! {
    /// How much it was. It multiplies both columns of the score.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Size {
        /// Half of a usual one.
        Small = "small",
        /// A usual one.
        #[default]
        Normal = "normal",
        /// As much as two.
        Big = "big",
    }
}

impl Size {
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
    #[serde(rename = "other", deserialize_with = "beside_row")]
    #[serde(default, skip_serializing_if = "CustomFields::is_empty")]
    pub own: CustomFields<'t>,
}

/// A row of the file has its kind for a key.
fn beside_row<'de, 't, D: Deserializer<'de>>(from: D) -> Result<CustomFields<'t>, D::Error> {
    checked_keys(CustomFields::deserialize(from)?, |key| {
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
            own: CustomFields::default(),
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
