//! Which columns the tables of Google, `LinkedIn` and Outlook have, and what fills which field.
//! All names are in lower case.

use crate::formats::format::Format;
use crate::model::field::Field;

/// A maker of tables.
pub(crate) struct TableFormat {
    pub(crate) format: Format,
    /// A header of it has all the columns of one of these.
    pub(crate) headers: &'static [&'static [&'static str]],
    /// What fills a field; of several for a field of one text the first that is not empty.
    pub(crate) fields: &'static [(Field, CellSource)],
}

/// Where the texts of a field stand in a row.
pub(crate) enum CellSource {
    /// Each of these columns is a text of its own.
    Each(&'static [&'static str]),
    /// The parts of one text.
    Joined(&'static [&'static str]),
    /// The columns `stem 1 - value`, `stem 2 - value` and so on, with lists in them.
    Numbered(&'static str),
    /// A list of Google. A star marks the groups that it makes for itself: `* myContacts`.
    Labels(&'static str),
    /// A list of Outlook.
    Categories(&'static str),
}

use CellSource::{Categories, Each, Joined, Labels, Numbered};
use Field::{About, Boss, Dept, Email, Name, Org, Phone, Role, Tags};

/// *Connected On* is no contact: nobody spoke that day.
const LINKEDIN: TableFormat = TableFormat {
    format: Format::Linkedin,
    headers: &[&["first name", "last name", "connected on"]],
    fields: &[
        (Name, Joined(&["first name", "last name"])),
        (Org, Each(&["company"])),
        (Role, Each(&["position"])),
        (Email, Each(&["email address"])),
    ],
};

/// With the header of today and the one before it.
const GOOGLE: TableFormat = TableFormat {
    format: Format::Google,
    headers: &[
        &["first name", "last name", "labels"],
        &["first name", "last name", "file as"],
        &["given name", "family name", "name"],
    ],
    fields: &[
        (Name, Each(&["name"])),
        (Name, Joined(&["first name", "middle name", "last name"])),
        (
            Name,
            Joined(&["given name", "additional name", "family name"]),
        ),
        (Name, Each(&["nickname"])),
        (Org, Each(&["organization name", "organization 1 - name"])),
        (
            Dept,
            Each(&["organization department", "organization 1 - department"]),
        ),
        (
            Role,
            Each(&["organization title", "organization 1 - title"]),
        ),
        (Email, Numbered("e-mail")),
        (Phone, Numbered("phone")),
        (Tags, Labels("labels")),
        (Tags, Labels("group membership")),
        (About, Each(&["notes"])),
    ],
};

/// The desktop's 92 columns and the web's 61: the names are the same. The telephones are those
/// that are answered, the nearest to the person first; faxes and telexes are not.
const OUTLOOK: TableFormat = TableFormat {
    format: Format::Outlook,
    headers: &[&["first name", "last name", "e-mail address"]],
    fields: &[
        (Name, Joined(&["first name", "middle name", "last name"])),
        (Name, Each(&["nickname"])),
        (Org, Each(&["company"])),
        (Dept, Each(&["department"])),
        (Role, Each(&["job title"])),
        (Boss, Each(&["manager's name"])),
        (
            Email,
            Each(&["e-mail address", "e-mail 2 address", "e-mail 3 address"]),
        ),
        (
            Phone,
            Each(&[
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
            ]),
        ),
        (Tags, Categories("categories")),
        (About, Each(&["notes"])),
    ],
};

/// Every maker, in the order in which headers are compared with theirs.
pub(crate) const TABLES: [&TableFormat; 3] = [&LINKEDIN, &GOOGLE, &OUTLOOK];
