//! A person with their score, under the names that scripts rely on.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::core::standing::{AskSize, Assessment};
use crate::model::custom_fields::{OwnKeys, OwnValue};
use crate::model::person::Cadence;
use crate::screens::phrase;
use crate::screens::words::decimal;

/// The `person` of JSON.
#[derive(Debug, Serialize)]
pub struct PersonJson<'a> {
    handle: &'a str,
    name: &'a str,
    dept: Option<&'a str>,
    level: Option<&'static str>,
    role: Option<&'a str>,
    org: Option<&'a str>,
    boss: Option<&'a str>,
    helps: &'a [crate::model::custom_fields::Text<'a>],
    cares: &'a [crate::model::custom_fields::Text<'a>],
    tags: &'a [crate::model::custom_fields::Text<'a>],
    email: &'a [crate::model::custom_fields::Text<'a>],
    phone: &'a [crate::model::custom_fields::Text<'a>],
    every: Option<EveryJson>,
    added: Option<NaiveDate>,
    archived: Option<NaiveDate>,
    standing: &'static str,
    balance: i64,
    warmth: i64,
    trend: Option<i64>,
    given: f64,
    taken: f64,
    contact: f64,
    days_since: DaysSince,
    ask: Asks,
}

/// A cadence: days, or `"never"`.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum EveryJson {
    Days(u32),
    Never(&'static str),
}

#[derive(Debug, Serialize)]
struct DaysSince {
    gave: Option<i64>,
    asked: Option<i64>,
    contact: Option<i64>,
    met: Option<i64>,
}

#[derive(Debug, Serialize)]
struct Asks {
    small: AskJson,
    normal: AskJson,
    urgent: AskJson,
}

#[derive(Debug, Serialize)]
struct AskJson {
    verdict: &'static str,
    why: String,
    after: i64,
    short: f64,
}

impl<'a> PersonJson<'a> {
    /// The facts of one assessment.
    pub fn of(assessment: &Assessment<'a>) -> Self {
        let person = assessment.person;
        Self {
            handle: &person.handle,
            name: &person.name,
            dept: person.dept.as_deref(),
            level: person.level.map(crate::model::person::Level::word),
            role: person.role.as_deref(),
            org: person.org.as_deref(),
            boss: person.boss.as_deref(),
            helps: &person.helps,
            cares: &person.cares,
            tags: &person.tags,
            email: &person.email,
            phone: &person.phone,
            every: person.every.map(|every| match every {
                Cadence::Days(days) => EveryJson::Days(days),
                Cadence::Never => EveryJson::Never("never"),
            }),
            added: person.added,
            archived: person.archived,
            standing: assessment.standing.words(),
            balance: assessment.balance,
            warmth: assessment.warmth,
            trend: assessment.trend,
            given: decimal(assessment.columns.given),
            taken: decimal(assessment.columns.taken),
            contact: decimal(assessment.columns.contact),
            days_since: DaysSince::of(assessment),
            ask: Asks {
                small: AskJson::of(assessment, AskSize::Small),
                normal: AskJson::of(assessment, AskSize::Normal),
                urgent: AskJson::of(assessment, AskSize::Urgent),
            },
        }
    }
}

impl DaysSince {
    fn of(assessment: &Assessment) -> Self {
        let since = |day: Option<NaiveDate>| day.map(|day| assessment.days_since(day));
        let history = &assessment.history;
        Self {
            gave: since(history.last_gave),
            asked: since(history.last_asked),
            contact: since(history.last_contact),
            met: since(history.last_met),
        }
    }
}

impl AskJson {
    fn of(assessment: &Assessment, size: AskSize) -> Self {
        let ask = assessment.ask(size);
        Self {
            verdict: ask.verdict.words(),
            why: phrase::why(assessment, size),
            after: ask.after,
            short: decimal(ask.verdict.short()),
        }
    }
}

/// The user's own keys as a JSON object.
#[derive(Debug)]
pub struct OwnJson<'a>(pub &'a OwnKeys<'a>);

impl Serialize for OwnJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, OwnValueJson(value))))
    }
}

struct OwnValueJson<'a>(&'a OwnValue<'a>);

impl Serialize for OwnValueJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            OwnValue::Text(text) | OwnValue::Moment(text) => serializer.serialize_str(text),
            OwnValue::Whole(number) => serializer.serialize_i64(*number),
            OwnValue::Number(number) => serializer.serialize_f64(*number),
            OwnValue::Flag(flag) => serializer.serialize_bool(*flag),
            OwnValue::Day(day) => day.serialize(serializer),
            OwnValue::List(list) => serializer.collect_seq(list.iter().map(OwnValueJson)),
            OwnValue::Table(keys) => OwnJson(keys).serialize(serializer),
        }
    }
}
