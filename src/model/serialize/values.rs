//! Single values: the word enums of the file, cadences, and one number per kind.

use std::collections::BTreeMap;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::interaction::{Kind, Size};
use crate::model::person::{Cadence, Level};
use crate::model::settings::{PerKind, Settings};

macro_rules! words {
    ($($type:ty, $unknown:literal;)*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.word())
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let known = Self::from_word(&String::deserialize(from)?);
                known.ok_or_else(|| D::Error::custom($unknown))
            }
        }
    )*};
}

words! {
    Kind, "a kind of interaction is unknown";
    Size, "a size is unknown";
    Level, "a level is unknown";
}

impl Serialize for Cadence {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Days(days) => to.serialize_u32(*days),
            Self::Never => to.serialize_str("never"),
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "`every` is a number of days or \"never\"")]
enum DaysOrWord {
    Days(i64),
    Word(String),
}

impl<'de> Deserialize<'de> for Cadence {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let every = match DaysOrWord::deserialize(from)? {
            DaysOrWord::Days(days) => Self::from_days(days),
            DaysOrWord::Word(word) => Self::from_word(&word),
        };
        let longest = Self::LONGEST;
        let expected = || format!("`every` is 1 to {longest} days or \"never\"");
        every.ok_or_else(|| D::Error::custom(expected()))
    }
}

impl Serialize for PerKind {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(Kind::ALL.map(|kind| (kind, self.get(kind))))
    }
}

impl<'de> Deserialize<'de> for PerKind {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let numbers = BTreeMap::<Kind, f64>::deserialize(from)?;
        let mut all = Settings::default().credit;
        for kind in Kind::ALL {
            let number = numbers.get(&kind);
            let missing = || D::Error::custom(format!("no number for `{}`", kind.word()));
            all.set(kind, *number.ok_or_else(missing)?);
        }
        Ok(all)
    }
}
