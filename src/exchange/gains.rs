//! What a known person lacks and a record of them has. What they have stays as it is.

use crate::core::change::{Change, Field, FieldValue};
use crate::core::fold::fold;
use crate::core::own::Text;
use crate::core::person::Person;

use super::join::{email_key, lacking, phone_key};
use super::plan::Outcome;

/// The changes that give a known person what they lack.
#[derive(Debug, Default)]
pub(super) struct Gains {
    pub(super) changes: Vec<Change>,
}

impl Gains {
    pub(super) fn outcome(&self) -> Outcome {
        let (mut fields, mut rows, mut promises) = (Vec::new(), 0, 0);
        for change in &self.changes {
            match change {
                Change::Set { value, .. } => fields.push(value.field()),
                Change::Log { .. } => rows += 1,
                Change::Promise { .. } => promises += 1,
                Change::Add(_)
                | Change::Keep { .. }
                | Change::Unset { .. }
                | Change::Remove { .. }
                | Change::AddGoal(_)
                | Change::FinishGoal { .. }
                | Change::NameInGoal { .. }
                | Change::RemoveGoal { .. } => {}
            }
        }
        if fields.is_empty() && rows == 0 && promises == 0 {
            Outcome::Known
        } else {
            Outcome::Gains {
                fields,
                rows,
                promises,
            }
        }
    }
}

/// The fields in the order of [`Field::ALL`], then promises, then rows. `known`, `remote`,
/// `archived` and a snooze are decisions and nothing that one lacks.
pub(super) fn gains(known: &Person<'_>, record: &Person<'static>) -> Gains {
    let handle = known.handle.to_string();
    let mut changes: Vec<Change> = Field::ALL
        .into_iter()
        .filter_map(|field| gained(field, known, record))
        .map(|value| Change::Set {
            handle: handle.clone(),
            value,
        })
        .collect();
    for promise in &record.promises {
        let has = known
            .promises
            .iter()
            .any(|own| own.by == promise.by && own.what == promise.what);
        if !has {
            changes.push(Change::Promise {
                handle: handle.clone(),
                promise: promise.clone(),
            });
        }
    }
    for row in &record.log {
        let has = known
            .log
            .iter()
            .any(|own| own.on == row.on && own.kind == row.kind && own.note == row.note);
        if !has {
            changes.push(Change::Log {
                handle: handle.clone(),
                row: row.clone(),
            });
        }
    }
    Gains { changes }
}

fn gained(field: Field, known: &Person<'_>, record: &Person<'_>) -> Option<FieldValue> {
    match field {
        Field::Name | Field::Known | Field::Remote | Field::Archived | Field::Snooze => None,
        Field::Added => first(known.added.as_ref(), record.added).map(FieldValue::Added),
        Field::Dept => text(known.dept.as_ref(), record.dept.as_ref()).map(FieldValue::Dept),
        Field::Role => text(known.role.as_ref(), record.role.as_ref()).map(FieldValue::Role),
        Field::Org => text(known.org.as_ref(), record.org.as_ref()).map(FieldValue::Org),
        Field::Level => first(known.level.as_ref(), record.level).map(FieldValue::Level),
        Field::Boss => text(known.boss.as_ref(), record.boss.as_ref()).map(FieldValue::Boss),
        Field::Helps => longer(&known.helps, &record.helps, fold).map(FieldValue::Helps),
        Field::Cares => longer(&known.cares, &record.cares, fold).map(FieldValue::Cares),
        Field::Tags => longer(&known.tags, &record.tags, fold).map(FieldValue::Tags),
        Field::Email => longer(&known.email, &record.email, email_key).map(FieldValue::Email),
        Field::Phone => longer(&known.phone, &record.phone, phone_key).map(FieldValue::Phone),
        Field::IntroducedBy => {
            let by = text(known.introduced_by.as_ref(), record.introduced_by.as_ref());
            by.map(FieldValue::IntroducedBy)
        }
        Field::Every => first(known.every.as_ref(), record.every).map(FieldValue::Every),
        Field::About => text(known.about.as_ref(), record.about.as_ref()).map(FieldValue::About),
    }
}

fn first<T>(known: Option<&T>, new: Option<T>) -> Option<T> {
    if known.is_some() { None } else { new }
}

fn text(known: Option<&Text<'_>>, new: Option<&Text<'_>>) -> Option<String> {
    match known {
        Some(_) => None,
        None => new.map(ToString::to_string),
    }
}

/// The whole list with what it lacked at its end, if it lacked something.
fn longer(known: &[Text<'_>], new: &[Text<'_>], key: fn(&str) -> String) -> Option<Vec<String>> {
    let lacking = lacking(known, new, key);
    let all = known.iter().map(ToString::to_string);
    (!lacking.is_empty()).then(|| all.chain(lacking).collect())
}
