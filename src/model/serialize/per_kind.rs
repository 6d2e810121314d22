//! One number a kind: an object with a key for each.

use std::collections::BTreeMap;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::interaction::Kind;
use crate::model::settings::{PerKind, Settings};

impl Serialize for PerKind {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(Kind::ALL.map(|kind| (kind, self.of(kind))))
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
