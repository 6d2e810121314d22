//! Other people's formats, in and out: contacts, calendars, tables. Pure: bytes or text in,
//! values or text out.
//!
//! ```text
//! bytes → decode → recognise → vcard, csv, friends → records ┐
//!                            → json → a book ────────────────┴→ join → plan → changes
//! ```
//!
//! An importer knows its form and no book; only [`plan`] knows both, and gives the changes
//! that take in what is new.

mod content_line;
mod csv;
pub mod csv_export;
mod friends;
pub mod ics;
pub mod import;
pub mod json;
#[cfg(test)]
mod tests;
mod vcard;
pub mod vcard_export;

use std::fmt;

use crate::formats::import::record::Contacts;
use crate::formats::json::JsonError;
use crate::text::encoding::NoText;

use crate::model::book::Book;

/// A form that can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// vCard 2.1, 3.0 or 4.0.
    Vcf,
    /// `Connections.csv` of `LinkedIn`.
    Linkedin,
    /// A table of Google Contacts.
    Google,
    /// A table of Outlook, from the desktop or the web.
    Outlook,
    /// The file of the program `friends`.
    Friends,
    /// A whole book, as `export --to json` writes it.
    Json,
}

impl Format {
    /// Every form, in the order in which help and messages list them.
    pub const ALL: [Self; 6] = [
        Self::Vcf,
        Self::Linkedin,
        Self::Google,
        Self::Outlook,
        Self::Friends,
        Self::Json,
    ];

    /// The word of `--from`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Vcf => "vcf",
            Self::Linkedin => "linkedin",
            Self::Google => "google",
            Self::Outlook => "outlook",
            Self::Friends => "friends",
            Self::Json => "json",
        }
    }

    /// The form of that word, written exactly so.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word() == word)
    }

    /// What it is, for a sentence.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Vcf => "vCard",
            Self::Linkedin => "LinkedIn CSV",
            Self::Google => "Google CSV",
            Self::Outlook => "Outlook CSV",
            Self::Friends => "friends.md",
            Self::Json => "allies JSON",
        }
    }
}

/// Why a whole file is no import. Parts that cannot be read are [`record::Broken`] instead.
#[derive(Debug, Clone, PartialEq)]
pub enum Unreadable {
    /// It is no text.
    NoText(NoText),
    /// There is nothing in it.
    Empty,
    /// It is of no form that is known.
    Unknown,
    /// It has nothing of the form that it should be of.
    NotOf(Format),
    /// It is JSON and no book.
    Json(JsonError),
}

impl std::error::Error for Unreadable {}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoText(why) => write!(f, "{why}"),
            Self::Empty => write!(f, "there is nothing in it"),
            Self::Unknown => {
                let names: Vec<&str> = Format::ALL.iter().map(|form| form.name()).collect();
                write!(
                    f,
                    "none of the forms that can be read: {}",
                    names.join(", ")
                )
            }
            Self::NotOf(form) => write!(f, "it is no {}", form.name()),
            Self::Json(why) => write!(f, "{why}"),
        }
    }
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// People, as another program knows them.
    Contacts(Contacts),
    /// A whole book.
    Book(Box<Book<'static>>),
}

/// Reads a file, of the given form or of the one it is recognised as.
pub fn read(bytes: &[u8], form: Option<Format>) -> Result<(Format, Content), Unreadable> {
    let text = crate::text::encoding::decode(bytes).map_err(Unreadable::NoText)?;
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    let form = form
        .or_else(|| import::detect::recognise(&text))
        .ok_or(Unreadable::Unknown)?;
    let contacts = match form {
        Format::Vcf => vcard::read(&text),
        Format::Friends => friends::read(&text),
        Format::Linkedin | Format::Google | Format::Outlook => {
            csv::read(&text, form).ok_or(Unreadable::NotOf(form))?
        }
        Format::Json => {
            let book = json::read(&text).map_err(Unreadable::Json)?;
            return Ok((form, Content::Book(Box::new(book))));
        }
    };
    Ok((form, Content::Contacts(contacts)))
}
