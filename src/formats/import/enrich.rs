//! Finds what a known person lacks and an imported record of them has. Existing values stay.

use chrono::NaiveDate;

use crate::formats::import::compare::{count_lacking_fields, extended_value};
use crate::formats::import::outcome::{Gains, NotTaken};
use crate::formats::import::pairing::Pairs;
use crate::model::change::{Change, Field};
use crate::model::custom_fields::CustomFields;
use crate::model::field::FieldKind;
use crate::model::interaction::{Interaction, Kind};
use crate::model::person::{Person, Promise};

/// The changes that add what a known person lacks, and what of the record was not taken.
#[derive(Debug, Default)]
pub(crate) struct Enrichment {
    pub(crate) changes: Vec<Change>,
    pub(crate) gains: Gains,
    pub(crate) not_taken: NotTaken,
}

/// Compares fields in the order of [`Field::ALL`], then promises, then rows.
pub(crate) fn enrich(known: &Person<'_>, record: &Person<'static>) -> Enrichment {
    let mut enrichment = Enrichment::default();
    add_fields(known, record, &mut enrichment);
    add_promises(known, record, &mut enrichment);
    add_rows(known, record, &mut enrichment);
    enrichment.not_taken.custom_fields = count_lacking_fields(&known.own, &record.own)
        + count_lacking_fields(&known.snooze_own, &record.snooze_own);
    enrichment
}

/// `known`, `remote`, `archived` and a snooze are the user's decisions, so never missing.
const fn is_decision(field: Field) -> bool {
    matches!(field.kind(), FieldKind::Flag | FieldKind::Snooze) || matches!(field, Field::Archived)
}

fn add_fields(known: &Person<'_>, record: &Person<'static>, into: &mut Enrichment) {
    for field in Field::ALL {
        let (here, Some(there)) = (known.get(field), record.get(field)) else {
            continue;
        };
        if here.as_ref() == Some(&there) {
            continue;
        }
        match extended_value(field, here, there).filter(|_| !is_decision(field)) {
            Some(value) => {
                into.changes.push(Change::set(&known.handle, field, value));
                into.gains.fields.push(field);
            }
            // Lists are extended, so all their entries are taken.
            None => into.not_taken.fields += usize::from(!field.kind().is_list()),
        }
    }
}

/// Promises are the same if text and due day agree. One that is open here and kept in the record
/// is marked as kept.
fn add_promises(known: &Person<'_>, record: &Person<'static>, into: &mut Enrichment) {
    let mut pairs = Pairs::new(&known.promises, &record.promises);
    pairs.pair_by(|one| (promise_key(one), one.made, one.kept, fields_key(&one.own)));
    let mut differing = pairs.pair_by(|one| (promise_key(one), one.kept)).len();
    let kept = pairs.pair_by_each(
        |here| here.kept.is_none().then_some(promise_key(here)),
        |there| there.kept.map(|_| promise_key(there)),
    );
    for (index, at) in kept {
        let (here, there) = (&known.promises[index], &record.promises[at]);
        into.changes.extend(there.kept.map(|on| Change::Keep {
            handle: known.handle.to_string(),
            index,
            on,
        }));
        into.gains.kept += 1;
        differing += usize::from(here.made != there.made || here.own != there.own);
    }
    into.not_taken.promises = differing + pairs.pair_by(promise_key).len();
    for at in pairs.unpaired() {
        into.changes.push(Change::Promise {
            handle: known.handle.to_string(),
            promise: record.promises[at].clone(),
        });
        into.gains.promises += 1;
    }
}

fn promise_key<'p>(promise: &'p Promise<'_>) -> (NaiveDate, &'p str) {
    (promise.by, &promise.what)
}

/// Rows are the same if day, kind and note agree.
fn add_rows(known: &Person<'_>, record: &Person<'static>, into: &mut Enrichment) {
    let mut pairs = Pairs::new(&known.log, &record.log);
    pairs.pair_by(|row| {
        (
            row_key(row),
            row.size.word(),
            row.urgent,
            fields_key(&row.own),
        )
    });
    into.not_taken.rows = pairs.pair_by(row_key).len();
    for at in pairs.unpaired() {
        into.changes.push(Change::Log {
            handle: known.handle.to_string(),
            row: record.log[at].clone(),
        });
        into.gains.rows += 1;
    }
}

fn row_key<'r>(row: &'r Interaction<'_>) -> (NaiveDate, Kind, &'r str) {
    (row.on, row.kind, &row.note)
}

/// Custom fields as a hashable key. Usually there are none.
fn fields_key(fields: &CustomFields<'_>) -> String {
    if fields.is_empty() {
        String::new()
    } else {
        format!("{fields:?}")
    }
}
