//! The settings in JSON, all of them: a default that changes later must not change a book.

use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::interaction::Kind;
use crate::model::settings::{DueSettings, PerKind, ScoreSettings, Settings};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SettingsForm {
    every: u32,
    score: ScoreForm,
    credit: PerKindForm,
    contact: PerKindForm,
    due: DueForm,
    departments: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScoreForm {
    half_life: u32,
    /// In hundredths of a point, so that it is whole.
    doubt_hundredths: i64,
    debt_limit: i64,
    cold_below: i64,
    steady_from: i64,
    strong_from: i64,
    urgent_factor: f64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DueForm {
    horizon: u32,
    repair: u32,
    thanks: u32,
    credit: u32,
    ask_only: u32,
    give_back: u32,
    goal: u32,
    meet: u32,
    r#loop: u32,
    new: u32,
    mending: u32,
}

struct PerKindForm(PerKind);

impl Default for SettingsForm {
    fn default() -> Self {
        Self::of(&Settings::default())
    }
}

impl SettingsForm {
    pub(crate) fn of(settings: &Settings) -> Self {
        let (score, due) = (&settings.score, &settings.due);
        Self {
            every: settings.every,
            score: ScoreForm {
                half_life: score.half_life,
                doubt_hundredths: score.doubt,
                debt_limit: score.debt_limit,
                cold_below: score.cold_below,
                steady_from: score.steady_from,
                strong_from: score.strong_from,
                urgent_factor: score.urgent_factor,
            },
            credit: PerKindForm(settings.credit),
            contact: PerKindForm(settings.contact),
            due: DueForm {
                horizon: due.horizon,
                repair: due.repair,
                thanks: due.thanks,
                credit: due.credit,
                ask_only: due.ask_only,
                give_back: due.give_back,
                goal: due.goal,
                meet: due.meet,
                r#loop: due.r#loop,
                new: due.new,
                mending: due.mending,
            },
            departments: settings.departments.clone(),
        }
    }

    pub(crate) fn into_settings(self) -> Settings {
        let (score, due) = (self.score, self.due);
        Settings {
            every: self.every,
            score: ScoreSettings {
                half_life: score.half_life,
                doubt: score.doubt_hundredths,
                debt_limit: score.debt_limit,
                cold_below: score.cold_below,
                steady_from: score.steady_from,
                strong_from: score.strong_from,
                urgent_factor: score.urgent_factor,
            },
            credit: self.credit.0,
            contact: self.contact.0,
            due: DueSettings {
                horizon: due.horizon,
                repair: due.repair,
                thanks: due.thanks,
                credit: due.credit,
                ask_only: due.ask_only,
                give_back: due.give_back,
                goal: due.goal,
                meet: due.meet,
                r#loop: due.r#loop,
                new: due.new,
                mending: due.mending,
            },
            departments: self.departments,
        }
    }
}

impl Serialize for PerKindForm {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(Kind::ALL.len()))?;
        for kind in Kind::ALL {
            map.serialize_entry(kind.word(), &self.0.of(kind))?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for PerKindForm {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(PerKindVisitor)
    }
}

struct PerKindVisitor;

impl<'de> Visitor<'de> for PerKindVisitor {
    type Value = PerKindForm;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number for each kind of interaction")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<PerKindForm, A::Error> {
        let mut numbers = Settings::default().credit;
        let mut missing = Kind::ALL.to_vec();
        while let Some(word) = from.next_key::<String>()? {
            let kind = Kind::from_word(&word)
                .ok_or_else(|| A::Error::custom("a kind of interaction is unknown"))?;
            numbers.set(kind, from.next_value()?);
            missing.retain(|one| *one != kind);
        }
        match missing.first() {
            None => Ok(PerKindForm(numbers)),
            Some(kind) => Err(A::Error::custom(format!("no number for `{}`", kind.word()))),
        }
    }
}
