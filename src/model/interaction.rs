//! Interactions between the user and a person: the rows of the log.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

use crate::model::custom_fields::{CustomFields, Text};
use crate::model::serialize::custom_fields::checked_custom_fields;
use crate::model::serialize::strict;
use crate::text::word_enum::word_enum;

word_enum! {
    /// The kind of an interaction. The credit and contact of each kind are settings.
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
    /// Whether it is giving: `gave`, `shared` or `praised` (score, section 1).
    pub const fn is_giving(self) -> bool {
        matches!(self, Self::Gave | Self::Shared | Self::Praised)
    }
}

word_enum! {
    /// The size of an interaction. It multiplies both columns of the score.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Size {
        /// Half a normal one.
        Small = "small",
        /// A normal one.
        #[default]
        Normal = "normal",
        /// Twice a normal one.
        Big = "big",
    }
}

impl Size {
    /// Whether it is normal, which is not written to the file.
    pub const fn is_normal(&self) -> bool {
        matches!(self, Self::Normal)
    }

    /// The factor for both columns: 0.5, 1 or 2.
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
    /// Its kind.
    pub kind: Kind,
    /// Its size.
    #[serde(default, skip_serializing_if = "Size::is_normal")]
    pub size: Size,
    /// Whether an ask could not wait. Only `asked` can be urgent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
    /// The user's note; may be empty.
    #[serde(default)]
    pub note: Text<'t>,
    /// Custom fields.
    #[serde(rename = "other", deserialize_with = "row_custom_fields")]
    #[serde(default, skip_serializing_if = "CustomFields::is_empty")]
    pub own: CustomFields<'t>,
}

/// Kinds are known keys too: in the file, the kind of a row is a key.
fn row_custom_fields<'de, 't, D: Deserializer<'de>>(from: D) -> Result<CustomFields<'t>, D::Error> {
    checked_custom_fields(CustomFields::deserialize(from)?, |key| {
        matches!(key, "on" | "size" | "urgent") || Kind::from_word(key).is_some()
    })
}

impl<'t> Interaction<'t> {
    /// A row of normal size that was not urgent.
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
