//! The formats that can be imported, what a file of one holds, and why a file is none of them.

use std::fmt;

use crate::formats::contacts::Contacts;
use crate::formats::json::JsonError;
use crate::model::book::Book;
use crate::text::encoding::DecodeError;

/// A format that can be imported.
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
    /// Every format, in the order in which help and messages list them.
    pub const ALL: [Self; 6] = [
        Self::Vcf,
        Self::Linkedin,
        Self::Google,
        Self::Outlook,
        Self::Friends,
        Self::Json,
    ];

    const fn word_and_name(self) -> (&'static str, &'static str) {
        match self {
            Self::Vcf => ("vcf", "vCard"),
            Self::Linkedin => ("linkedin", "LinkedIn CSV"),
            Self::Google => ("google", "Google CSV"),
            Self::Outlook => ("outlook", "Outlook CSV"),
            Self::Friends => ("friends", "friends.md"),
            Self::Json => ("json", "allies JSON"),
        }
    }

    /// The word of `--from`.
    pub const fn word(self) -> &'static str {
        self.word_and_name().0
    }

    /// What it is, for a sentence.
    pub const fn name(self) -> &'static str {
        self.word_and_name().1
    }

    /// The format of that word, written exactly so.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.word() == word)
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
