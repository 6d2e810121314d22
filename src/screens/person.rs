//! A person with their score as JSON, with the field names that scripts rely on.

use chrono::NaiveDate;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::core::standing::{AskSize, Assessment};
use crate::screens::phrase;
use crate::screens::words::decimal;

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
        json.serialize_entry("dept", &person.dept)?;
        json.serialize_entry("level", &person.level)?;
        json.serialize_entry("role", &person.role)?;
        json.serialize_entry("org", &person.org)?;
        json.serialize_entry("boss", &person.boss)?;
        json.serialize_entry("helps", &person.helps)?;
        json.serialize_entry("cares", &person.cares)?;
        json.serialize_entry("tags", &person.tags)?;
        json.serialize_entry("email", &person.email)?;
        json.serialize_entry("phone", &person.phone)?;
        json.serialize_entry("every", &person.every)?;
        json.serialize_entry("added", &person.added)?;
        json.serialize_entry("archived", &person.archived)?;
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
        "short": decimal(ask.verdict.short()),
    })
}
