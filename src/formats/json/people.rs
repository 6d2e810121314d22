//! People and goals in JSON, field by field.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

use crate::model::change::Field;
use crate::model::custom_fields::Text;
use crate::model::goal::Goal;
use crate::model::person::{Level, Person};

use crate::formats::json::custom_fields::{OwnForm, beside};
use crate::formats::json::rows::{PromiseForm, RowForm, SnoozeForm};
use crate::formats::json::words::{Every, Handle, Name, Word, day, maybe_day};

type Texts<'b> = Vec<Cow<'b, str>>;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GoalForm<'b> {
    handle: Handle<'b>,
    name: Name<'b>,
    #[serde(with = "day")]
    set: NaiveDate,
    #[serde(default, with = "maybe_day", skip_serializing_if = "Option::is_none")]
    by: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    helped_by: Texts<'b>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    hindered_by: Texts<'b>,
    #[serde(default, with = "maybe_day", skip_serializing_if = "Option::is_none")]
    done: Option<NaiveDate>,
    #[serde(
        default,
        deserialize_with = "beside_goal",
        skip_serializing_if = "OwnForm::is_empty"
    )]
    other: OwnForm<'b>,
}

impl<'b> GoalForm<'b> {
    pub(crate) fn of(goal: &'b Goal<'b>) -> Self {
        Self {
            handle: Handle(lent(&goal.handle)),
            name: Name(lent(&goal.name)),
            set: goal.set,
            by: goal.by,
            helped_by: lent_all(&goal.helped_by),
            hindered_by: lent_all(&goal.hindered_by),
            done: goal.done,
            other: OwnForm::of(&goal.own),
        }
    }

    pub(crate) fn handle(&self) -> &str {
        &self.handle.0
    }

    pub(crate) fn into_goal(self) -> Goal<'static> {
        Goal {
            handle: kept(self.handle.0),
            name: kept(self.name.0),
            set: self.set,
            by: self.by,
            helped_by: all_kept(self.helped_by),
            hindered_by: all_kept(self.hindered_by),
            done: self.done,
            own: self.other.into_own(),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonForm<'b> {
    handle: Handle<'b>,
    name: Name<'b>,
    #[serde(default, with = "maybe_day", skip_serializing_if = "Option::is_none")]
    added: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dept: Option<Cow<'b, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<Cow<'b, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    org: Option<Cow<'b, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    level: Option<Word<Level>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    boss: Option<Cow<'b, str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    helps: Texts<'b>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    cares: Texts<'b>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Texts<'b>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    email: Texts<'b>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    phone: Texts<'b>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    introduced_by: Option<Cow<'b, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    every: Option<Every>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    known: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    remote: bool,
    #[serde(default, with = "maybe_day", skip_serializing_if = "Option::is_none")]
    archived: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    about: Option<Cow<'b, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    snooze: Option<SnoozeForm<'b>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    promises: Vec<PromiseForm<'b>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    log: Vec<RowForm<'b>>,
    #[serde(
        default,
        deserialize_with = "beside_person",
        skip_serializing_if = "OwnForm::is_empty"
    )]
    other: OwnForm<'b>,
}

impl<'b> PersonForm<'b> {
    pub(crate) fn of(person: &'b Person<'b>) -> Self {
        Self {
            handle: Handle(lent(&person.handle)),
            name: Name(lent(&person.name)),
            added: person.added,
            dept: person.dept.as_ref().map(lent),
            role: person.role.as_ref().map(lent),
            org: person.org.as_ref().map(lent),
            level: person.level.map(Word),
            boss: person.boss.as_ref().map(lent),
            helps: lent_all(&person.helps),
            cares: lent_all(&person.cares),
            tags: lent_all(&person.tags),
            email: lent_all(&person.email),
            phone: lent_all(&person.phone),
            introduced_by: person.introduced_by.as_ref().map(lent),
            every: person.every.map(Every::of),
            known: person.known,
            remote: person.remote,
            archived: person.archived,
            about: person.about.as_ref().map(lent),
            snooze: person
                .snooze
                .map(|snooze| SnoozeForm::of(snooze, &person.snooze_own)),
            promises: person.promises.iter().map(PromiseForm::of).collect(),
            log: person.log.iter().map(RowForm::of).collect(),
            other: OwnForm::of(&person.own),
        }
    }

    pub(crate) fn handle(&self) -> &str {
        &self.handle.0
    }

    pub(crate) fn into_person(self) -> Person<'static> {
        let snooze = self.snooze.map(SnoozeForm::into_snooze);
        let (snooze, snooze_own) =
            snooze.map_or_else(Default::default, |(days, own)| (Some(days), own));
        Person {
            handle: kept(self.handle.0),
            name: kept(self.name.0),
            added: self.added,
            dept: self.dept.map(kept),
            role: self.role.map(kept),
            org: self.org.map(kept),
            level: self.level.map(|word| word.0),
            boss: self.boss.map(kept),
            helps: all_kept(self.helps),
            cares: all_kept(self.cares),
            tags: all_kept(self.tags),
            email: all_kept(self.email),
            phone: all_kept(self.phone),
            introduced_by: self.introduced_by.map(kept),
            every: self.every.map(Every::into_cadence),
            known: self.known,
            remote: self.remote,
            archived: self.archived,
            about: self.about.map(kept),
            snooze,
            snooze_own,
            promises: self
                .promises
                .into_iter()
                .map(PromiseForm::into_promise)
                .collect(),
            log: self.log.into_iter().map(RowForm::into_row).collect(),
            own: self.other.into_own(),
        }
    }
}

pub(crate) fn lent<'b>(text: &'b Text<'_>) -> Cow<'b, str> {
    Cow::Borrowed(text.as_ref())
}

fn lent_all<'b>(texts: &'b [Text<'_>]) -> Texts<'b> {
    texts.iter().map(lent).collect()
}

pub(crate) fn kept(text: Cow<'_, str>) -> Text<'static> {
    Text::Owned(text.into_owned())
}

fn all_kept(texts: Texts<'_>) -> Vec<Text<'static>> {
    texts.into_iter().map(kept).collect()
}

fn beside_person<'de, 'b, D: Deserializer<'de>>(from: D) -> Result<OwnForm<'b>, D::Error> {
    beside(from, |key| {
        matches!(key, "promises" | "log") || Field::ALL.iter().any(|field| field.key() == key)
    })
}

fn beside_goal<'de, 'b, D: Deserializer<'de>>(from: D) -> Result<OwnForm<'b>, D::Error> {
    beside(from, |key| {
        matches!(
            key,
            "name" | "set" | "by" | "helped_by" | "hindered_by" | "done"
        )
    })
}
