//! The formats that can be imported, the content read from a file, and why a file is rejected.

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
        /// `Connections.csv` from `LinkedIn`.
        Linkedin = "linkedin",
        /// A CSV export of Google Contacts.
        Google = "google",
        /// A CSV export of Outlook, desktop or web.
        Outlook = "outlook",
        /// The file kept by the program `friends`.
        Friends = "friends",
        /// A whole book, as `export --to json` writes it.
        Json = "json",
    }
}

impl Format {
    /// The display name, for messages.
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

/// The content of an imported file.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportContent {
    /// People from another program.
    Contacts(Contacts),
    /// A whole book.
    Book(Box<Book<'static>>),
}

/// Why a whole file cannot be imported. Single entries that cannot be read are
/// [`LeftOut`](crate::formats::contacts::LeftOut) instead.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportError {
    /// It is not text.
    NotText(DecodeError),
    /// The file is empty.
    Empty,
    /// The format was not recognised.
    Unknown,
    /// It is not in the requested format.
    WrongFormat(Format),
    /// It is JSON, but not a book.
    Json(JsonError),
}

impl std::error::Error for ImportError {}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText(why) => write!(f, "{why}"),
            Self::Empty => write!(f, "there is nothing in it"),
            Self::Unknown => {
                let names = Format::ALL.map(Format::name).join(", ");
                write!(f, "none of the forms that can be read: {names}")
            }
            Self::WrongFormat(format) => write!(f, "it is no {}", format.name()),
            Self::Json(why) => write!(f, "{why}"),
        }
    }
}
