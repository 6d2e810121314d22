//! What every importer gives: would-be people, what could not be read, and where it stood.
//! It knows no form and no book.

use std::collections::HashSet;
use std::fmt;

use chrono::NaiveDate;

use crate::model::custom_fields::Text;
use crate::model::interaction::{Interaction, Kind};
use crate::model::person::Person;

use crate::formats::import::normalize;

/// A would-be person of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// What the file tells of them. Without a handle unless the file has handles of its own.
    pub person: Person<'static>,
}

/// All that a file of contacts holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contacts {
    /// The people, in the order of the file.
    pub records: Vec<Record>,
    /// What has no personal name, such as a company, or an address alone: no error.
    pub nameless: Vec<Nameless>,
    /// What could not be read.
    pub broken: Vec<Broken>,
}

/// Something of a file that is nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nameless {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// The company or the address, if there is one.
    pub what: Option<String>,
}

/// Something of a file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// Whose it is, as far as it could be read.
    pub name: Option<String>,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A card has no `END:VCARD`.
    Unfinished,
    /// That line of a card is neither a property nor goes on with one.
    NoProperty {
        /// The line, from 1.
        line: usize,
    },
    /// A card holds cards deeper than any program writes them.
    Nested,
    /// A card that the reader of cards cannot read.
    Unreadable,
    /// A row has more cells than the header names, so they may be shifted.
    TooManyCells,
    /// A quotation mark is never closed, so rows may be swallowed.
    OpenQuote,
    /// An entry does not begin with a date such as `2026-11-20:`.
    NoDate,
    /// A line under a heading that is none of the form's own.
    NoEntry,
    /// A text longer than it can be meant.
    TooLong(&'static str),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unfinished => write!(f, "the card has no `END:VCARD`"),
            Self::NoProperty { line } => {
                write!(f, "line {line} of the file is no property of a card")
            }
            Self::Nested => write!(f, "cards inside cards, too deep"),
            Self::Unreadable => write!(f, "the card cannot be read"),
            Self::TooManyCells => write!(f, "more cells than the header has"),
            Self::OpenQuote => write!(f, "a quotation mark is never closed"),
            Self::NoDate => write!(f, "no date such as `2026-11-20:` at its beginning"),
            Self::NoEntry => write!(f, "no heading and no entry of friends.md"),
            Self::TooLong(what) => write!(f, "its {what} is too long"),
        }
    }
}

/// No line of a card names anything this long, in characters.
const LONGEST_LINE: usize = 500;
/// Room for pages of notes, in characters.
const LONGEST_ABOUT: usize = 100_000;

/// A record while it is being read: takes raw texts, keeps clean ones.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    person: Person<'static>,
    /// What the lists hold, for a list may be made to be endless.
    listed: HashSet<(Many, String)>,
    /// What the rows tell.
    told: HashSet<(NaiveDate, Kind, String)>,
    /// The first text that is too long. Then the rest is of no use, and is not kept.
    too_long: Option<&'static str>,
}

/// The fields that hold one line.
#[derive(Debug, Clone, Copy)]
pub(crate) enum One {
    Name,
    Org,
    Dept,
    Role,
    Boss,
}

/// The fields that hold a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Many {
    Email,
    Phone,
    Tags,
    Helps,
    Cares,
}

impl Draft {
    /// Fills a field that is still empty; an empty text fills nothing.
    pub(crate) fn one(&mut self, field: One, text: &str) {
        let text = normalize::line(text);
        if text.is_empty() {
            return;
        }
        let (place, what) = match field {
            One::Name => {
                self.measure(&text, LONGEST_LINE, "name");
                if self.person.name.is_empty() {
                    self.person.name = Text::Owned(text);
                }
                return;
            }
            One::Org => (&mut self.person.org, "organisation"),
            One::Dept => (&mut self.person.dept, "department"),
            One::Role => (&mut self.person.role, "role"),
            One::Boss => (&mut self.person.boss, "boss"),
        };
        let length = text.chars().count();
        if place.is_none() {
            *place = Some(Text::Owned(text));
        }
        if length > LONGEST_LINE {
            self.too_long.get_or_insert(what);
        }
    }

    /// Adds to a list what is not yet in it.
    pub(crate) fn many(&mut self, field: Many, text: &str) {
        let text = normalize::line(text);
        // An address without `@` is a directory's own path (`/o=…/cn=…`), of no use outside.
        if text.is_empty() || (matches!(field, Many::Email) && !text.contains('@')) {
            return;
        }
        self.measure(&text, LONGEST_LINE, "list of addresses or tags");
        let list = match field {
            Many::Email => &mut self.person.email,
            Many::Phone => &mut self.person.phone,
            Many::Tags => &mut self.person.tags,
            Many::Helps => &mut self.person.helps,
            Many::Cares => &mut self.person.cares,
        };
        if self.listed.insert((field, text.clone())) {
            list.push(Text::Owned(text));
        }
    }

    /// Adds a paragraph to the notes.
    pub(crate) fn about(&mut self, text: &str) {
        let text = normalize::lines(text);
        if text.is_empty() || self.too_long.is_some() {
            return;
        }
        let whole = match self.person.about.take() {
            Some(before) => {
                let mut whole = before.into_owned();
                whole.push('\n');
                whole.push_str(&text);
                whole
            }
            None => text,
        };
        self.measure(&whole, LONGEST_ABOUT, "note");
        self.person.about = Some(Text::Owned(whole));
    }

    /// Adds a row of usual size, unless the same is there.
    pub(crate) fn row(&mut self, on: NaiveDate, kind: Kind, note: &str) {
        self.measure(note, LONGEST_ABOUT, "note");
        if self.too_long.is_none() && self.told.insert((on, kind, note.to_owned())) {
            let row = Interaction::new(on, kind, note.to_owned());
            self.person.log.push(row);
        }
    }

    /// The name so far.
    pub(crate) fn name(&self) -> &str {
        &self.person.name
    }

    /// Puts the finished draft where it belongs: a person, nobody, or broken.
    pub(crate) fn finish(self, line: usize, is_company: bool, into: &mut Contacts) {
        let person = self.person;
        if let Some(what) = self.too_long {
            let name: String = person.name.chars().take(LONGEST_LINE / 10).collect();
            into.broken.push(Broken {
                line,
                name: Some(name).filter(|name| !name.is_empty()),
                fault: Fault::TooLong(what),
            });
        } else if is_company || !is_personal(&person.name) {
            let named = Some(person.name.into_owned()).filter(|name| !name.is_empty());
            let email = person.email.into_iter().next();
            let what = person.org.or(email).map(Text::into_owned);
            into.nameless.push(Nameless {
                line,
                what: named.or(what),
            });
        } else {
            into.records.push(Record { line, person });
        }
    }

    fn measure(&mut self, text: &str, longest: usize, what: &'static str) {
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
pub(crate) fn joined(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" ")
}

/// What an importer found, a line each, for its tests: people, then nobodies, then what is
/// broken.
#[cfg(test)]
pub(crate) fn tell(contacts: &Contacts) -> Vec<String> {
    let people = contacts.records.iter().map(|record| {
        let person = &record.person;
        let one = |text: &Option<Text<'_>>| text.as_deref().unwrap_or_default().to_owned();
        let fields = [
            ("org", one(&person.org)),
            ("dept", one(&person.dept)),
            ("role", one(&person.role)),
            ("boss", one(&person.boss)),
            ("email", person.email.join(", ")),
            ("phone", person.phone.join(", ")),
            ("tags", person.tags.join(", ")),
            ("helps", person.helps.join(", ")),
            ("cares", person.cares.join(", ")),
            ("about", one(&person.about).replace('\n', "⏎")),
        ];
        let fields = fields.iter().filter(|(_, text)| !text.is_empty());
        let fields = fields.map(|(key, text)| format!("{key} {text}"));
        let rows = person.log.iter();
        let rows = rows.map(|row| format!("{} {} {}", row.on, row.kind.word(), row.note));
        let name = format!("{} {}", record.line, person.name);
        let all: Vec<String> = std::iter::once(name).chain(fields).chain(rows).collect();
        all.join(" | ")
    });
    let nobodies = contacts.nameless.iter().map(|nameless| {
        let what = nameless.what.as_deref().unwrap_or_default();
        format!("nobody {}: {what}", nameless.line)
    });
    let broken = contacts.broken.iter().map(|broken| {
        let name = broken.name.as_deref().map(|name| format!(" {name}"));
        format!(
            "broken {}{}: {}",
            broken.line,
            name.unwrap_or_default(),
            broken.fault
        )
    });
    people.chain(nobodies).chain(broken).collect()
}
