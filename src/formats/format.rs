//! The formats that can be imported, what a file of one holds, and why a file is none of them.

use std::fmt;

use crate::formats::contacts::Contacts;
use crate::formats::json::JsonError;
use crate::model::book::Book;
use crate::text::encoding::DecodeError;
use crate::text::word_enum::word_enum;

word_enum! {
    /// A format that can be imported, with its word for `--from`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Format {
        /// vCard 2.1, 3.0 or 4.0.
        Vcf = "vcf",
        /// `Connections.csv` of `LinkedIn`.
        Linkedin = "linkedin",
        /// A table of Google Contacts.
        Google = "google",
        /// A table of Outlook, from the desktop or the web.
        Outlook = "outlook",
        /// The file of the program `friends`.
        Friends = "friends",
        /// A whole book, as `export --to json` writes it.
        Json = "json",
    }
}

impl Format {
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

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportContent {
    /// People, as another program knows them.
    Contacts(Contacts),
    /// A whole book.
    Book(Box<Book<'static>>),
}

/// Why a whole file cannot be imported. Parts that cannot be read are
/// [`LeftOut`](crate::formats::contacts::LeftOut) instead.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportError {
    /// It is no text.
    NoText(DecodeError),
    /// There is nothing in it.
    Empty,
    /// It is of no format that is known.
    Unknown,
    /// It has nothing of the format that it should be of.
    NotOf(Format),
    /// It is JSON and no book.
    Json(JsonError),
}

impl std::error::Error for ImportError {}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoText(why) => write!(f, "{why}"),
            Self::Empty => write!(f, "there is nothing in it"),
            Self::Unknown => {
                let names = Format::ALL.map(Format::name).join(", ");
                write!(f, "none of the forms that can be read: {names}")
            }
            Self::NotOf(format) => write!(f, "it is no {}", format.name()),
            Self::Json(why) => write!(f, "{why}"),
        }
    }
}
