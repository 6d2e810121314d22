//! The result of every contact reader: people, and the entries that could not be read, with
//! their lines. Knows neither formats nor the book.

use std::collections::HashSet;
use std::fmt;

use chrono::NaiveDate;

use crate::model::custom_fields::Text;
use crate::model::field::{Field, FieldValue};
use crate::model::interaction::{Interaction, Kind};
use crate::model::person::Person;
use crate::text::normalize;

/// A person read from a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    /// The first line of the entry, from 1.
    pub line: usize,
    /// Their data, without a handle.
    pub person: Person<'static>,
}

/// Everything read from a file of contacts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contacts {
    /// The people, in file order.
    pub people: Vec<Contact>,
    /// Entries without a personal name, such as a company or a bare address; not an error.
    pub nameless: Vec<LeftOut>,
    /// Entries that could not be read.
    pub broken: Vec<LeftOut>,
}

/// An entry that is not imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The first line of the entry, from 1.
    pub line: usize,
    /// The name on it, as far as it could be read; else empty.
    pub name: String,
    /// Why it is not imported.
    pub why: String,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.name.is_empty() {
            write!(f, "{}: ", self.name)?;
        }
        f.write_str(&self.why)
    }
}

/// The reason for leaving out an entry with an implausibly long value.
pub(crate) fn too_long(what: &str) -> String {
    format!("its {what} is too long")
}

/// No legitimate single-line value is this long, in characters.
const LONGEST_LINE: usize = 500;
/// Room for pages of notes, in characters.
const LONGEST_ABOUT: usize = 100_000;
/// Enough of a name to find the entry again, in characters.
const LONGEST_SHOWN: usize = 50;

/// Builds a contact from raw values, which it normalises.
#[derive(Debug, Default)]
pub(crate) struct ContactBuilder {
    /// The values of each field, in the order of [`Field::ALL`].
    values: [Vec<String>; Field::ALL.len()],
    log: Vec<Interaction<'static>>,
    /// The entries of the lists and the log, since hostile input may repeat one endlessly.
    seen: HashSet<(&'static str, String)>,
    /// The first value that was too long. The contact is then rejected, so the rest is not kept.
    too_long: Option<&'static str>,
}

impl ContactBuilder {
    /// Adds a value to a field: a single-valued field keeps the first one, a list each one once,
    /// the notes every paragraph. Empty values are ignored.
    pub(crate) fn add(&mut self, field: Field, text: &str) {
        if field == Field::About {
            self.add_paragraph(text);
            return;
        }
        let text = normalize::line(text);
        // An address without `@` is a path in a directory (`/o=…/cn=…`), useless outside it.
        if text.is_empty() || (field == Field::Email && !text.contains('@')) {
            return;
        }
        let is_list = field.kind().is_list();
        let what = match field {
            Field::Org => "organisation",
            Field::Dept => "department",
            _ if is_list => "list of addresses or tags",
            _ => field.key(),
        };
        self.check_length(&text, LONGEST_LINE, what);
        let values = &mut self.values[field as usize];
        let is_new = if is_list {
            self.seen.insert((field.key(), text.clone()))
        } else {
            values.is_empty()
        };
        if is_new {
            values.push(text);
        }
    }

    fn add_paragraph(&mut self, text: &str) {
        let text = normalize::lines(text);
        if text.is_empty() || self.too_long.is_some() {
            return;
        }
        let about = &mut self.values[Field::About as usize];
        let whole = match about.pop() {
            Some(before) => before + "\n" + &text,
            None => text,
        };
        self.check_length(&whole, LONGEST_ABOUT, "note");
        self.values[Field::About as usize].push(whole);
    }

    /// Adds a row of normal size, unless it is there already.
    pub(crate) fn add_row(&mut self, on: NaiveDate, kind: Kind, note: &str) {
        self.check_length(note, LONGEST_ABOUT, "note");
        let row = format!("{on} {} {note}", kind.word());
        if self.too_long.is_none() && self.seen.insert(("log", row)) {
            self.log.push(Interaction::new(on, kind, note.to_owned()));
        }
    }

    /// The name so far.
    pub(crate) fn name(&self) -> &str {
        self.first_text(Field::Name)
    }

    fn first_text(&self, field: Field) -> &str {
        self.values[field as usize]
            .first()
            .map_or("", String::as_str)
    }

    /// Adds the finished contact to the people, the nameless or the broken entries.
    pub(crate) fn finish(self, line: usize, is_company: bool, into: &mut Contacts) {
        if let Some(what) = self.too_long {
            let name = self.name().chars().take(LONGEST_SHOWN).collect();
            let why = too_long(what);
            into.broken.push(LeftOut { line, name, why });
        } else if is_company || !is_personal(self.name()) {
            let names = [Field::Name, Field::Org, Field::Email].map(|field| self.first_text(field));
            let name = names.into_iter().find(|name| !name.is_empty());
            let name = name.unwrap_or_default().to_owned();
            let why = "no personal name".to_owned();
            into.nameless.push(LeftOut { line, name, why });
        } else {
            let person = self.into_person();
            into.people.push(Contact { line, person });
        }
    }

    fn into_person(self) -> Person<'static> {
        let mut person = Person {
            log: self.log,
            ..Person::default()
        };
        for (field, values) in Field::ALL.into_iter().zip(self.values) {
            let mut texts = values.into_iter().map(Text::Owned);
            if field.kind().is_list() {
                person.set(field, FieldValue::Texts(texts.collect()));
            } else if let Some(text) = texts.next() {
                person.set(field, FieldValue::Text(text));
            }
        }
        person
    }

    fn check_length(&mut self, text: &str, longest: usize, what: &'static str) {
        if text.len() > longest && text.chars().count() > longest {
            self.too_long.get_or_insert(what);
        }
    }
}

/// Whether it contains a letter or digit and is not merely an address in place of a name.
fn is_personal(name: &str) -> bool {
    name.contains(char::is_alphanumeric) && (!name.contains('@') || name.contains(' '))
}

/// The non-empty parts of a name, joined in the given order.
pub(crate) fn joined_name<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    let parts = parts.into_iter().map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// The contacts as one line each, for the tests of the readers: people, then nameless, then
/// broken entries.
#[cfg(test)]
pub(crate) fn summary(contacts: &Contacts) -> Vec<String> {
    let fields = [
        Field::Org,
        Field::Dept,
        Field::Role,
        Field::Boss,
        Field::Email,
        Field::Phone,
        Field::Tags,
        Field::Helps,
        Field::Cares,
        Field::About,
    ];
    let people = contacts.people.iter().map(|contact| {
        let person = &contact.person;
        let fields = fields.iter().filter_map(|field| {
            let texts = person.texts(*field).join(", ").replace('\n', "⏎");
            (!texts.is_empty()).then(|| format!("{} {texts}", field.key()))
        });
        let rows = person.log.iter();
        let rows = rows.map(|row| format!("{} {} {}", row.on, row.kind.word(), row.note));
        let name = format!("{} {}", contact.line, person.name);
        let all: Vec<String> = std::iter::once(name).chain(fields).chain(rows).collect();
        all.join(" | ")
    });
    let nameless = contacts.nameless.iter();
    let nameless = nameless.map(|one| format!("nobody {}: {}", one.line, one.name));
    let broken = contacts.broken.iter().map(|one| {
        let name = Some(format!(" {}", one.name)).filter(|_| !one.name.is_empty());
        format!(
            "broken {}{}: {}",
            one.line,
            name.unwrap_or_default(),
            one.why
        )
    });
    people.chain(nameless).chain(broken).collect()
}
