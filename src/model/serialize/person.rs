//! People: the fields of the schema by their keys, then promises, the log and the user's own
//! keys.

use std::fmt;
use std::iter;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::de::{Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::custom_fields::OwnKeys;
use crate::model::field::{Field, FieldValue};
use crate::model::interaction::{Interaction, Kind};
use crate::model::person::{Person, Snooze};
use crate::model::serialize::custom_fields::checked_keys;
use crate::model::serialize::strict;

/// Every key of a person, in their order.
static KEYS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let fields = Field::ALL.iter().map(|field| field.key());
    let keys = iter::once("handle").chain(fields);
    keys.chain(["promises", "log", "other"]).collect()
});

/// A snooze with the user's own keys in it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SnoozeWithOwn<'t> {
    #[serde(deserialize_with = "strict::day")]
    from: NaiveDate,
    #[serde(deserialize_with = "strict::day")]
    until: NaiveDate,
    #[serde(
        default,
        deserialize_with = "beside_snooze",
        skip_serializing_if = "OwnKeys::is_empty"
    )]
    other: OwnKeys<'t>,
}

/// A row that keeps the rules of the file.
struct CheckedRow(Interaction<'static>);

impl Serialize for Person<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("handle", &self.handle)?;
        for field in Field::ALL {
            match self.get(field) {
                Some(FieldValue::Snooze(Snooze { from, until })) => {
                    let other = self.snooze_own.clone();
                    let snooze = SnoozeWithOwn { from, until, other };
                    map.serialize_entry(field.key(), &snooze)?;
                }
                Some(value) => map.serialize_entry(field.key(), &value)?,
                None => {}
            }
        }
        if !self.promises.is_empty() {
            map.serialize_entry("promises", &self.promises)?;
        }
        if !self.log.is_empty() {
            map.serialize_entry("log", &self.log)?;
        }
        if !self.own.is_empty() {
            map.serialize_entry("other", &self.own)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Person<'_> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(PersonVisitor)
    }
}

struct PersonVisitor;

impl<'de> Visitor<'de> for PersonVisitor {
    type Value = Person<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a person")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Self::Value, A::Error> {
        let mut person = Person::default();
        let mut seen = Vec::new();
        while let Some(key) = from.next_key::<String>()? {
            let Some(&key) = KEYS.iter().find(|known| **known == key) else {
                return Err(A::Error::unknown_field(&key, &KEYS));
            };
            if seen.contains(&key) {
                return Err(A::Error::duplicate_field(key));
            }
            seen.push(key);
            match key {
                "handle" => person.handle = strict::checked_handle(from.next_value()?)?,
                "promises" => person.promises = from.next_value()?,
                "log" => {
                    let rows: Vec<CheckedRow> = from.next_value()?;
                    person.log = rows.into_iter().map(|row| row.0).collect();
                }
                "other" => person.own = checked_keys(from.next_value()?, is_known)?,
                _ => read_field(key, &mut person, &mut from)?,
            }
        }
        let missing = ["handle", "name"].iter().find(|key| !seen.contains(key));
        missing.map_or(Ok(person), |key| Err(A::Error::missing_field(key)))
    }
}

/// Reads the value of a field; of most, `null` is none.
fn read_field<'de, A: MapAccess<'de>>(
    key: &str,
    person: &mut Person<'_>,
    from: &mut A,
) -> Result<(), A::Error> {
    let Some(field) = Field::ALL.into_iter().find(|field| field.key() == key) else {
        return Ok(());
    };
    let value = match field {
        Field::Name => Some(FieldValue::Name(strict::checked_name(from.next_value()?)?)),
        Field::Added => read_day(from)?.map(FieldValue::Added),
        Field::Dept => from.next_value::<Option<_>>()?.map(FieldValue::Dept),
        Field::Role => from.next_value::<Option<_>>()?.map(FieldValue::Role),
        Field::Org => from.next_value::<Option<_>>()?.map(FieldValue::Org),
        Field::Level => from.next_value::<Option<_>>()?.map(FieldValue::Level),
        Field::Boss => from.next_value::<Option<_>>()?.map(FieldValue::Boss),
        Field::Helps => Some(FieldValue::Helps(from.next_value()?)),
        Field::Cares => Some(FieldValue::Cares(from.next_value()?)),
        Field::Tags => Some(FieldValue::Tags(from.next_value()?)),
        Field::Email => Some(FieldValue::Email(from.next_value()?)),
        Field::Phone => Some(FieldValue::Phone(from.next_value()?)),
        Field::IntroducedBy => from
            .next_value::<Option<_>>()?
            .map(FieldValue::IntroducedBy),
        Field::Every => from.next_value::<Option<_>>()?.map(FieldValue::Every),
        Field::Known => Some(FieldValue::Known(from.next_value()?)),
        Field::Remote => Some(FieldValue::Remote(from.next_value()?)),
        Field::Archived => read_day(from)?.map(FieldValue::Archived),
        Field::About => from.next_value::<Option<_>>()?.map(FieldValue::About),
        Field::Snooze => from.next_value::<Option<SnoozeWithOwn>>()?.map(
            |SnoozeWithOwn { from, until, other }| {
                person.snooze_own = other;
                FieldValue::Snooze(Snooze { from, until })
            },
        ),
    };
    if let Some(value) = value {
        person.set(&value);
    }
    Ok(())
}

fn read_day<'de, A: MapAccess<'de>>(from: &mut A) -> Result<Option<NaiveDate>, A::Error> {
    let text: Option<String> = from.next_value()?;
    text.as_deref().map(strict::checked_day).transpose()
}

impl Serialize for FieldValue {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Name(text)
            | Self::Dept(text)
            | Self::Role(text)
            | Self::Org(text)
            | Self::Boss(text)
            | Self::IntroducedBy(text)
            | Self::About(text) => text.serialize(to),
            Self::Helps(list)
            | Self::Cares(list)
            | Self::Tags(list)
            | Self::Email(list)
            | Self::Phone(list) => list.serialize(to),
            Self::Added(day) | Self::Archived(day) => day.serialize(to),
            Self::Known(flag) | Self::Remote(flag) => flag.serialize(to),
            Self::Level(level) => level.serialize(to),
            Self::Every(every) => every.serialize(to),
            Self::Snooze(Snooze { from, until }) => [from, until].serialize(to),
        }
    }
}

impl<'de> Deserialize<'de> for CheckedRow {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let row = Interaction::deserialize(from)?;
        if row.urgent && row.kind != Kind::Asked {
            return Err(D::Error::custom("a row is urgent and no `asked`"));
        }
        Ok(Self(row))
    }
}

fn is_known(key: &str) -> bool {
    matches!(key, "promises" | "log") || Field::ALL.iter().any(|field| field.key() == key)
}

fn beside_snooze<'de, 't, D: Deserializer<'de>>(from: D) -> Result<OwnKeys<'t>, D::Error> {
    checked_keys(OwnKeys::deserialize(from)?, |key| {
        matches!(key, "from" | "until")
    })
}
