//! The columns of the tables of Google, `LinkedIn` and Outlook, and the fields they fill. All
//! column names are in lower case.

use crate::formats::format::Format;
use crate::model::field::Field;

/// The layout of a program's tables.
pub(crate) struct TableFormat {
    pub(crate) format: Format,
    /// A header matches if it has all columns of one of these sets.
    pub(crate) headers: &'static [&'static [&'static str]],
    /// Where each field comes from. A single-valued field takes the first non-empty source.
    pub(crate) fields: &'static [(Field, CellSource)],
}

/// Where the values of a field are in a row.
pub(crate) enum CellSource {
    /// Each of these columns is a value.
    Each(&'static [&'static str]),
    /// These columns are the parts of one value.
    Joined(&'static [&'static str]),
    /// The columns `stem 1 - value`, `stem 2 - value` and so on, each a list.
    Numbered(&'static str),
    /// A list of Google labels. A star marks system groups: `* myContacts`.
    Labels(&'static str),
    /// A list of Outlook categories.
    Categories(&'static str),
}

use CellSource::{Categories, Each, Joined, Labels, Numbered};
use Field::{About, Boss, Dept, Email, Name, Org, Phone, Role, Tags};

/// *Connected On* is ignored: connecting is not an interaction.
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

/// With the current header and older ones.
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

/// The desktop has 92 columns and the web 61, with the same names. Phones are in order of how
/// directly they reach the person; fax and telex are left out.
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

/// All layouts, in the order in which a header is compared with them.
pub(crate) const TABLES: [&TableFormat; 3] = [&LINKEDIN, &GOOGLE, &OUTLOOK];
