//! What a known person lacks and a record of them has. What they have stays as it is.

use chrono::NaiveDate;

use crate::formats::import::compare::{count_lacking_keys, extended_value};
use crate::formats::import::outcome::{Gains, NotTaken};
use crate::formats::import::pairing::Pairs;
use crate::model::change::{Change, Field};
use crate::model::custom_fields::CustomFields;
use crate::model::field::FieldKind;
use crate::model::interaction::{Interaction, Kind};
use crate::model::person::{Person, Promise};

/// The changes that give a known person what they lack, and what of the record does not come in.
#[derive(Debug, Default)]
pub(crate) struct Enrichment {
    pub(crate) changes: Vec<Change>,
    pub(crate) gains: Gains,
    pub(crate) not_taken: NotTaken,
}

/// The fields in the order of [`Field::ALL`], then promises, then rows.
pub(crate) fn enrich(known: &Person<'_>, record: &Person<'static>) -> Enrichment {
    let mut enrichment = Enrichment::default();
    add_fields(known, record, &mut enrichment);
    add_promises(known, record, &mut enrichment);
    add_rows(known, record, &mut enrichment);
    enrichment.not_taken.own = count_lacking_keys(&known.own, &record.own)
        + count_lacking_keys(&known.snooze_own, &record.snooze_own);
    enrichment
}

/// `known`, `remote`, `archived` and a snooze are decisions and nothing that one lacks.
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
            // Lists are made longer and leave nothing outside.
            None => into.not_taken.fields += usize::from(!field.kind().is_list()),
        }
    }
}

/// A promise is the same if its text and its day are. One that is open here and kept there is
/// kept.
fn add_promises(known: &Person<'_>, record: &Person<'static>, into: &mut Enrichment) {
    let mut pairs = Pairs::new(&known.promises, &record.promises);
    pairs.pair_by(|one| (promise_key(one), one.made, one.kept, own_text(&one.own)));
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

/// A row is the same if its day, its kind and its note are.
fn add_rows(known: &Person<'_>, record: &Person<'static>, into: &mut Enrichment) {
    let mut pairs = Pairs::new(&known.log, &record.log);
    pairs.pair_by(|row| {
        (
            row_key(row),
            row.size.word(),
            row.urgent,
            own_text(&row.own),
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

/// Own keys as something that can be compared fast. Mostly there are none.
fn own_text(own: &CustomFields<'_>) -> String {
    if own.is_empty() {
        String::new()
    } else {
        format!("{own:?}")
    }
}
