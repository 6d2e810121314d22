//! Outlook, the desktop's 92 columns and the web's 61: the names are the same.

use crate::formats::csv::Row;
use crate::formats::import::record::{Draft, Many, One, joined};

/// Those that are answered, the nearest to the person first; faxes and telexes are not.
const PHONES: [&str; 12] = [
    "mobile phone",
    "business phone",
    "business phone 2",
    "primary phone",
    "home phone",
    "home phone 2",
    "other phone",
    "car phone",
    "callback",
    "radio phone",
    "company main phone",
    "tty/tdd phone",
];

pub(crate) fn is_header(has: &dyn Fn(&str) -> bool) -> bool {
    has("first name") && has("last name") && has("e-mail address")
}

pub(crate) fn fill(row: &Row, draft: &mut Draft) {
    let name = ["first name", "middle name", "last name"].map(|column| row.get(column));
    draft.one(One::Name, &joined(&name));
    draft.one(One::Name, row.get("nickname"));
    draft.one(One::Org, row.get("company"));
    draft.one(One::Dept, row.get("department"));
    draft.one(One::Role, row.get("job title"));
    draft.one(One::Boss, row.get("manager's name"));
    for column in ["e-mail address", "e-mail 2 address", "e-mail 3 address"] {
        draft.many(Many::Email, row.get(column));
    }
    for column in PHONES {
        draft.many(Many::Phone, row.get(column));
    }
    for category in row.get("categories").split([';', ',']) {
        draft.many(Many::Tags, category);
    }
    draft.about(row.get("notes"));
}
