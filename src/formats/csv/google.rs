//! Google Contacts, with the header of today and the one before it.

use crate::formats::csv::Row;
use crate::formats::import::record::{Draft, Many, One, joined};

/// Between the values of one cell.
const CUT: &str = " ::: ";

pub(crate) fn is_header(has: &dyn Fn(&str) -> bool) -> bool {
    let today = has("first name") && has("last name") && (has("labels") || has("file as"));
    let before = has("given name") && has("family name") && has("name");
    today || before
}

pub(crate) fn fill(row: &Row, draft: &mut Draft) {
    let today = ["first name", "middle name", "last name"].map(|column| row.get(column));
    let before = ["given name", "additional name", "family name"].map(|column| row.get(column));
    draft.one(One::Name, row.get("name"));
    draft.one(One::Name, &joined(&today));
    draft.one(One::Name, &joined(&before));
    draft.one(One::Name, row.get("nickname"));
    for column in ["organization name", "organization 1 - name"] {
        draft.one(One::Org, row.get(column));
    }
    for column in ["organization department", "organization 1 - department"] {
        draft.one(One::Dept, row.get(column));
    }
    for column in ["organization title", "organization 1 - title"] {
        draft.one(One::Role, row.get(column));
    }
    for email in row.numbered("e-mail", CUT) {
        draft.many(Many::Email, email);
    }
    for phone in row.numbered("phone", CUT) {
        draft.many(Many::Phone, phone);
    }
    for column in ["labels", "group membership"] {
        // A star marks the groups that Google makes for itself: `* myContacts`.
        let groups = row.get(column).split(CUT);
        for group in groups.filter(|group| !group.trim_start().starts_with('*')) {
            draft.many(Many::Tags, group);
        }
    }
    draft.about(row.get("notes"));
}
