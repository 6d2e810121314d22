//! Rows of the log, promises and snoozes in JSON.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use crate::model::custom_fields::OwnKeys;
use crate::model::interaction::{Interaction, Kind, Size};
use crate::model::person::{Promise, Snooze};

use crate::formats::json::custom_fields::{OwnForm, beside};
use crate::formats::json::people::{kept, lent};
use crate::formats::json::words::{Word, day, maybe_day};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SnoozeForm<'b> {
    #[serde(with = "day")]
    from: NaiveDate,
    #[serde(with = "day")]
    until: NaiveDate,
    #[serde(
        default,
        deserialize_with = "beside_snooze",
        skip_serializing_if = "OwnForm::is_empty"
    )]
    other: OwnForm<'b>,
}

impl<'b> SnoozeForm<'b> {
    pub(crate) fn of(snooze: Snooze, own: &'b OwnKeys<'b>) -> Self {
        Self {
            from: snooze.from,
            until: snooze.until,
            other: OwnForm::of(own),
        }
    }

    pub(crate) fn into_snooze(self) -> (Snooze, OwnKeys<'static>) {
        let snooze = Snooze {
            from: self.from,
            until: self.until,
        };
        (snooze, self.other.into_own())
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PromiseForm<'b> {
    #[serde(with = "day")]
    by: NaiveDate,
    #[serde(default, with = "maybe_day", skip_serializing_if = "Option::is_none")]
    made: Option<NaiveDate>,
    what: Cow<'b, str>,
    #[serde(default, with = "maybe_day", skip_serializing_if = "Option::is_none")]
    kept: Option<NaiveDate>,
    #[serde(
        default,
        deserialize_with = "beside_promise",
        skip_serializing_if = "OwnForm::is_empty"
    )]
    other: OwnForm<'b>,
}

impl<'b> PromiseForm<'b> {
    pub(crate) fn of(promise: &'b Promise<'b>) -> Self {
        Self {
            by: promise.by,
            made: promise.made,
            what: lent(&promise.what),
            kept: promise.kept,
            other: OwnForm::of(&promise.own),
        }
    }

    pub(crate) fn into_promise(self) -> Promise<'static> {
        Promise {
            by: self.by,
            made: self.made,
            what: kept(self.what),
            kept: self.kept,
            own: self.other.into_own(),
        }
    }
}

/// A row as it is written; [`RowForm`] is one that keeps the rules of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RowText<'b> {
    #[serde(with = "day")]
    on: NaiveDate,
    kind: Cow<'b, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    size: Option<Word<Size>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    urgent: bool,
    #[serde(default)]
    note: Cow<'b, str>,
    #[serde(
        default,
        deserialize_with = "beside_row",
        skip_serializing_if = "OwnForm::is_empty"
    )]
    other: OwnForm<'b>,
}

#[derive(Serialize)]
#[serde(transparent)]
pub(crate) struct RowForm<'b> {
    text: RowText<'b>,
    #[serde(skip)]
    kind: Kind,
}

impl<'de> Deserialize<'de> for RowForm<'_> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = RowText::deserialize(from)?;
        let kind = Kind::from_word(&text.kind);
        let kind = kind.ok_or_else(|| D::Error::custom("a kind of interaction is unknown"))?;
        if text.urgent && kind != Kind::Asked {
            return Err(D::Error::custom("a row is urgent and no `asked`"));
        }
        Ok(Self { text, kind })
    }
}

impl<'b> RowForm<'b> {
    pub(crate) fn of(row: &'b Interaction<'b>) -> Self {
        Self {
            text: RowText {
                on: row.on,
                kind: Cow::Borrowed(row.kind.word()),
                size: (row.size != Size::Normal).then_some(Word(row.size)),
                urgent: row.urgent,
                note: lent(&row.note),
                other: OwnForm::of(&row.own),
            },
            kind: row.kind,
        }
    }

    pub(crate) fn into_row(self) -> Interaction<'static> {
        Interaction {
            on: self.text.on,
            kind: self.kind,
            size: self.text.size.map_or(Size::Normal, |word| word.0),
            urgent: self.text.urgent,
            note: kept(self.text.note),
            own: self.text.other.into_own(),
        }
    }
}

fn beside_snooze<'de, 'b, D: Deserializer<'de>>(from: D) -> Result<OwnForm<'b>, D::Error> {
    beside(from, |key| matches!(key, "from" | "until"))
}

fn beside_promise<'de, 'b, D: Deserializer<'de>>(from: D) -> Result<OwnForm<'b>, D::Error> {
    beside(from, |key| matches!(key, "by" | "made" | "what" | "kept"))
}

/// A row of the file has its kind for a key.
fn beside_row<'de, 'b, D: Deserializer<'de>>(from: D) -> Result<OwnForm<'b>, D::Error> {
    beside(from, |key| {
        matches!(key, "on" | "size" | "urgent") || Kind::from_word(key).is_some()
    })
}
