//! What every reader of contacts gives: people, what could not be read, and where it stood.
//! It knows no format and no book.

use std::collections::HashSet;
use std::fmt;

use chrono::NaiveDate;

use crate::model::custom_fields::Text;
use crate::model::field::{Field, FieldValue};
use crate::model::interaction::{Interaction, Kind};
use crate::model::person::Person;
use crate::text::normalize;

/// A person of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// What the file says of them, without a handle.
    pub person: Person<'static>,
}

/// All that a file of contacts holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contacts {
    /// The people, in the order of the file.
    pub people: Vec<Contact>,
    /// What has no personal name, such as a company, or an address alone: no error.
    pub nameless: Vec<LeftOut>,
    /// What could not be read.
    pub broken: Vec<LeftOut>,
}

/// A part of a file that does not come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// Whose it is, as far as it could be read; else empty.
    pub name: String,
    /// Why it does not come in.
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

/// Why a part with a text longer than it can be meant is left out.
pub(crate) fn too_long(what: &str) -> String {
    format!("its {what} is too long")
}

/// No line of a card names anything this long, in characters.
const LONGEST_LINE: usize = 500;
/// Room for pages of notes, in characters.
const LONGEST_ABOUT: usize = 100_000;
/// Enough of a name to find its place again, in characters.
const LONGEST_SHOWN: usize = 50;

/// A contact while it is being read: takes raw texts, keeps clean ones.
#[derive(Debug, Default)]
pub(crate) struct ContactBuilder {
    /// What each field holds, in the order of [`Field::ALL`].
    values: [Vec<String>; Field::ALL.len()],
    log: Vec<Interaction<'static>>,
    /// What the lists and the log hold, for a list may be made to be endless.
    seen: HashSet<(&'static str, String)>,
    /// The first text that is too long. Then the rest is of no use, and is not kept.
    too_long: Option<&'static str>,
}

impl ContactBuilder {
    /// Takes a text for a field: the first one for a field of one text, each once for a list,
    /// one more paragraph for the notes. An empty text is none.
    pub(crate) fn add(&mut self, field: Field, text: &str) {
        if field == Field::About {
            self.add_paragraph(text);
            return;
        }
        let text = normalize::line(text);
        // An address without `@` is a directory's own path (`/o=…/cn=…`), of no use outside.
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

    /// Adds a row of usual size, unless the same is there.
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

    /// Puts the finished contact where it belongs: a person, nameless, or broken.
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

/// A name has a letter in it, and is no address that stands in for a name.
fn is_personal(name: &str) -> bool {
    name.contains(char::is_alphanumeric) && (!name.contains('@') || name.contains(' '))
}

/// The parts of a name as one, in the order given, empty ones left out.
pub(crate) fn joined_name<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    let parts = parts.into_iter().map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// What a reader found, a line each, for its tests: people, then the nameless, then what is
/// broken.
#[cfg(test)]
pub(crate) fn summary(contacts: &Contacts) -> Vec<String> {
    // In the order in which these tests were written.
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
