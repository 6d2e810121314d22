//! `Connections.csv` of `LinkedIn`. *Connected On* is no contact: nobody spoke that day.

use crate::formats::csv::Row;
use crate::formats::import::record::{Draft, Many, One, joined};

pub(crate) fn is_header(has: &dyn Fn(&str) -> bool) -> bool {
    has("first name") && has("last name") && has("connected on")
}

pub(crate) fn fill(row: &Row, draft: &mut Draft) {
    let name = joined(&[row.get("first name"), row.get("last name")]);
    draft.one(One::Name, &name);
    draft.one(One::Org, row.get("company"));
    draft.one(One::Role, row.get("position"));
    draft.many(Many::Email, row.get("email address"));
}
