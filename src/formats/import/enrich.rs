//! What a known person lacks and a record of them has. What they have stays as it is.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::model::change::{Change, Field, FieldValue};
use crate::model::custom_fields::{OwnKeys, OwnValue, Text};
use crate::model::field::FieldKind;
use crate::model::interaction::{Interaction, Kind};
use crate::model::person::{Person, Promise};
use crate::text::fold::fold;

use crate::formats::import::dedupe::{email_key, lacking, phone_key};
use crate::formats::import::pairing::Pairs;
use crate::formats::import::plan::Outcome;

/// The changes that give a known person what they lack, and what of the record stays outside.
#[derive(Debug, Default)]
pub(crate) struct Gains {
    pub(crate) changes: Vec<Change>,
    pub(crate) left: Left,
}

/// What of an imported book stays outside, because those who are known keep what they have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Left {
    /// The handles here of the people and goals whose it is, each once.
    pub of: Vec<String>,
    /// Fields that have another value here.
    pub fields: usize,
    /// Promises that are here, made on another day or kept on another one.
    pub promises: usize,
    /// Rows that are here, with another size or another urgency.
    pub rows: usize,
    /// Keys of the user's own, of a person or a goal. No change stands for them.
    pub own: usize,
}

impl Left {
    /// How much was left, of every kind.
    pub const fn total(&self) -> usize {
        self.fields + self.promises + self.rows + self.own
    }

    /// Whether nothing was left.
    pub const fn is_empty(&self) -> bool {
        self.total() == 0
    }

    /// Adds what was left of one more person or goal.
    pub(crate) fn add(&mut self, handle: &str, more: &Self) {
        if more.is_empty() {
            return;
        }
        self.fields += more.fields;
        self.promises += more.promises;
        self.rows += more.rows;
        self.own += more.own;
        self.of.push(handle.to_owned());
    }
}

impl Gains {
    pub(crate) fn outcome(&self) -> Outcome {
        let (mut fields, mut rows, mut promises, mut kept) = (Vec::new(), 0, 0, 0);
        for change in &self.changes {
            match change {
                Change::Set { field, .. } => fields.push(*field),
                Change::Log { .. } => rows += 1,
                Change::Promise { .. } => promises += 1,
                Change::Keep { .. } => kept += 1,
                Change::Add(_)
                | Change::Unset { .. }
                | Change::Remove { .. }
                | Change::AddGoal(_)
                | Change::FinishGoal { .. }
                | Change::NameInGoal { .. }
                | Change::RemoveGoal { .. } => {}
            }
        }
        if self.changes.is_empty() {
            Outcome::Known
        } else {
            Outcome::Gains {
                fields,
                rows,
                promises,
                kept,
            }
        }
    }
}

/// The fields in the order of [`Field::ALL`], then promises, then rows. `known`, `remote`,
/// `archived` and a snooze are decisions and nothing that one lacks.
pub(crate) fn gains(known: &Person<'_>, record: &Person<'static>) -> Gains {
    let handle = known.handle.to_string();
    let mut gains = Gains::default();
    for field in Field::ALL {
        match gained(field, known, record) {
            Some(value) => gains.changes.push(Change::Set {
                handle: handle.clone(),
                field,
                value,
            }),
            None => gains.left.fields += usize::from(differs(field, known, record)),
        }
    }
    gains.left.own =
        lacking_own(&known.own, &record.own) + lacking_own(&known.snooze_own, &record.snooze_own);
    promises(known, record, &mut gains);
    rows(known, record, &mut gains);
    gains
}

/// A promise is the same if its text and its day are. One that is open here and kept there is
/// kept.
fn promises(known: &Person<'_>, record: &Person<'static>, gains: &mut Gains) {
    let (here, there) = (&known.promises, &record.promises);
    let handle = known.handle.to_string();
    let mut pairs = Pairs::new(here.len(), there.len());
    let rest = |one: &Promise<'_>| (one.made, one.kept, written(&one.own));
    pairs.by(
        |at| Some((told(&here[at]), rest(&here[at]))),
        |at| Some((told(&there[at]), rest(&there[at]))),
    );
    let mut differing = pairs.by(
        |at| Some((told(&here[at]), here[at].kept)),
        |at| Some((told(&there[at]), there[at].kept)),
    );
    let kept = pairs.by(
        |at| here[at].kept.is_none().then_some(told(&here[at])),
        |at| there[at].kept.map(|_| told(&there[at])),
    );
    for (index, at) in kept {
        gains.changes.extend(there[at].kept.map(|on| Change::Keep {
            handle: handle.clone(),
            index,
            on,
        }));
        if here[index].made != there[at].made || here[index].own != there[at].own {
            differing.push((index, at));
        }
    }
    differing.extend(pairs.by(|at| Some(told(&here[at])), |at| Some(told(&there[at]))));
    gains.left.promises = differing.len();
    gains
        .changes
        .extend(pairs.alone().map(|at| Change::Promise {
            handle: handle.clone(),
            promise: there[at].clone(),
        }));
}

fn told<'p>(promise: &'p Promise<'_>) -> (NaiveDate, &'p str) {
    (promise.by, &promise.what)
}

/// A row is the same if its day, its kind and its note are.
fn rows(known: &Person<'_>, record: &Person<'static>, gains: &mut Gains) {
    let (here, there) = (&known.log, &record.log);
    let mut pairs = Pairs::new(here.len(), there.len());
    let rest = |row: &Interaction<'_>| (row.size.word(), row.urgent, written(&row.own));
    pairs.by(
        |at| Some((happened(&here[at]), rest(&here[at]))),
        |at| Some((happened(&there[at]), rest(&there[at]))),
    );
    let differing = pairs.by(
        |at| Some(happened(&here[at])),
        |at| Some(happened(&there[at])),
    );
    gains.left.rows = differing.len();
    gains.changes.extend(pairs.alone().map(|at| Change::Log {
        handle: known.handle.to_string(),
        row: there[at].clone(),
    }));
}

fn happened<'r>(row: &'r Interaction<'_>) -> (NaiveDate, Kind, &'r str) {
    (row.on, row.kind, &row.note)
}

/// Own keys as something that can be compared fast. Mostly there are none.
fn written(own: &OwnKeys<'_>) -> String {
    if own.is_empty() {
        String::new()
    } else {
        format!("{own:?}")
    }
}

/// How many keys are not there, or with another value.
pub(crate) fn lacking_own(here: &OwnKeys<'_>, there: &OwnKeys<'_>) -> usize {
    let known: HashMap<&str, &OwnValue<'_>> = here.iter().collect();
    let lacking = there
        .iter()
        .filter(|(key, value)| known.get(key) != Some(value));
    lacking.count()
}

/// Whether the record tells something of a field that is otherwise here. Lists are made longer
/// and keep nothing outside.
fn differs(field: Field, known: &Person<'_>, record: &Person<'_>) -> bool {
    let new = record.get(field);
    let is_list = matches!(field.kind(), FieldKind::Texts | FieldKind::Ranked);
    !is_list && new.is_some() && known.get(field) != new
}

fn gained(field: Field, known: &Person<'_>, record: &Person<'_>) -> Option<FieldValue<'static>> {
    if matches!(field.kind(), FieldKind::Flag | FieldKind::Snooze) || field == Field::Archived {
        return None;
    }
    match (known.get(field), record.get(field)?) {
        (None, new) => Some(new.into_owned()),
        (Some(FieldValue::Texts(known)), FieldValue::Texts(new)) => {
            let key = match field {
                Field::Email => email_key,
                Field::Phone => phone_key,
                _ => fold,
            };
            longer(&known, &new, key).map(Into::into)
        }
        (Some(_), _) => None,
    }
}

/// The whole list with what it lacked at its end, if it lacked something.
fn longer(known: &[Text<'_>], new: &[Text<'_>], key: fn(&str) -> String) -> Option<Vec<String>> {
    let lacking = lacking(known, new, key);
    let all = known.iter().map(ToString::to_string);
    (!lacking.is_empty()).then(|| all.chain(lacking).collect())
}
