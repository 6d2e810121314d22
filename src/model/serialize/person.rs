//! People: the fields of the schema by their keys, then promises, the log and custom fields.

use std::fmt;

use chrono::NaiveDate;
use serde::de::{Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::custom_fields::CustomFields;
use crate::model::field::{Field, FieldKind, FieldValue};
use crate::model::interaction::{Interaction, Kind};
use crate::model::person::{Person, Snooze};
use crate::model::serialize::custom_fields::checked_custom_fields;
use crate::model::serialize::strict;

/// A snooze with its custom fields.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SnoozeWithFields<'t> {
    #[serde(deserialize_with = "strict::day")]
    from: NaiveDate,
    #[serde(deserialize_with = "strict::day")]
    until: NaiveDate,
    #[serde(default, skip_serializing_if = "CustomFields::is_empty")]
    #[serde(deserialize_with = "snooze_custom_fields")]
    other: CustomFields<'t>,
}

/// A row that satisfies the rules of the file.
struct CheckedRow(Interaction<'static>);

impl Serialize for Person<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("handle", &self.handle)?;
        for field in Field::ALL {
            match self.get(field) {
                Some(FieldValue::Snooze(Snooze { from, until })) => {
                    let other = self.snooze_own.clone();
                    let snooze = SnoozeWithFields { from, until, other };
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
            let known = Person::KEYS.iter().find(|known| **known == key);
            let &key = known.ok_or_else(|| A::Error::unknown_field(&key, Person::KEYS))?;
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
                "other" => person.own = checked_custom_fields(from.next_value()?, is_known)?,
                _ => {
                    let field = Field::from_key(key);
                    let field = field.ok_or_else(|| A::Error::unknown_field(key, Person::KEYS))?;
                    read_field(field, &mut person, &mut from)?;
                }
            }
        }
        let missing = ["handle", "name"].iter().find(|key| !seen.contains(key));
        missing.map_or(Ok(person), |key| Err(A::Error::missing_field(key)))
    }
}

/// Reads the value of a field; `null` means absent for an optional one.
fn read_field<'de, A: MapAccess<'de>>(
    field: Field,
    person: &mut Person<'_>,
    from: &mut A,
) -> Result<(), A::Error> {
    let value = match field.kind() {
        FieldKind::Name => Some(FieldValue::Text(strict::checked_name(from.next_value()?)?)),
        FieldKind::Text | FieldKind::Handle => {
            from.next_value::<Option<_>>()?.map(FieldValue::Text)
        }
        FieldKind::Texts | FieldKind::Ranked => Some(FieldValue::Texts(from.next_value()?)),
        FieldKind::Day => {
            let text: Option<String> = from.next_value()?;
            let day = text.as_deref().map(strict::checked_day).transpose()?;
            day.map(FieldValue::Day)
        }
        FieldKind::Level => from.next_value::<Option<_>>()?.map(FieldValue::Level),
        FieldKind::Every => from.next_value::<Option<_>>()?.map(FieldValue::Every),
        FieldKind::Flag => Some(FieldValue::Flag(from.next_value()?)),
        FieldKind::Snooze => from.next_value::<Option<SnoozeWithFields>>()?.map(
            |SnoozeWithFields { from, until, other }| {
                person.snooze_own = other;
                FieldValue::Snooze(Snooze { from, until })
            },
        ),
    };
    if let Some(value) = value {
        person.set(field, value);
    }
    Ok(())
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
    matches!(key, "promises" | "log") || Field::from_key(key).is_some()
}

fn snooze_custom_fields<'de, 't, D: Deserializer<'de>>(
    from: D,
) -> Result<CustomFields<'t>, D::Error> {
    checked_custom_fields(CustomFields::deserialize(from)?, |key| {
        matches!(key, "from" | "until")
    })
}
