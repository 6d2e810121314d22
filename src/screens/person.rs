//! A person with their score as JSON, with the field names that scripts rely on.

use chrono::NaiveDate;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::core::standing::{AskSize, Assessment};
use crate::model::field::Field;
use crate::screens::phrase;
use crate::screens::words::decimal;

/// The fields of a person, in the order that scripts rely on.
const FIELDS: [Field; 13] = [
    Field::Dept,
    Field::Level,
    Field::Role,
    Field::Org,
    Field::Boss,
    Field::Helps,
    Field::Cares,
    Field::Tags,
    Field::Email,
    Field::Phone,
    Field::Every,
    Field::Added,
    Field::Archived,
];

/// A person as JSON.
#[derive(Debug)]
pub struct PersonJson<'a>(pub &'a Assessment<'a>);

impl Serialize for PersonJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(assessment) = self;
        let person = assessment.person;
        let mut json = serializer.serialize_map(None)?;
        json.serialize_entry("handle", &person.handle)?;
        json.serialize_entry("name", &person.name)?;
        for field in FIELDS {
            match person.get(field) {
                None if field.kind().is_list() => json.serialize_entry(field.key(), &[(); 0])?,
                value => json.serialize_entry(field.key(), &value)?,
            }
        }
        json.serialize_entry("standing", assessment.standing.words())?;
        json.serialize_entry("balance", &assessment.balance)?;
        json.serialize_entry("warmth", &assessment.warmth)?;
        json.serialize_entry("trend", &assessment.trend)?;
        json.serialize_entry("given", &decimal(assessment.columns.given))?;
        json.serialize_entry("taken", &decimal(assessment.columns.taken))?;
        json.serialize_entry("contact", &decimal(assessment.columns.contact))?;
        json.serialize_entry("days_since", &days_since(assessment))?;
        let asks = AskSize::ALL.map(|size| (size.word(), ask(assessment, size)));
        json.serialize_entry("ask", &asks.into_iter().collect::<Value>())?;
        json.end()
    }
}

fn days_since(assessment: &Assessment) -> Value {
    let since = |day: Option<NaiveDate>| day.map(|day| assessment.days_since(day));
    let history = &assessment.history;
    json!({
        "gave": since(history.last_gave),
        "asked": since(history.last_asked),
        "contact": since(history.last_contact),
        "met": since(history.last_met),
    })
}

fn ask(assessment: &Assessment, size: AskSize) -> Value {
    let ask = assessment.ask(size);
    json!({
        "verdict": ask.verdict.words(),
        "why": phrase::verdict_reason(assessment, size),
        "after": ask.after,
        "short": decimal(ask.verdict.shortfall()),
    })
}
