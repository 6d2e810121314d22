//! Foreign formats, in and out: contacts, calendars, tables. Pure: bytes or text in, values or
//! text out.
//!
//! ```text
//! bytes → decode → detect → vcard, csv, friends → contacts ┐
//!                         → json → a book ─────────────────┴→ import::plan → changes
//! ```
//!
//! A reader knows its format but not the book; only [`import::plan`] knows both, and returns the
//! changes that add what is new.

pub mod contacts;
mod content_line;
mod csv;
pub mod csv_export;
mod format;
mod friends;
pub mod ics;
pub mod import;
pub mod json;
#[cfg(test)]
mod tests;
mod vcard;
pub mod vcard_export;

pub use crate::formats::format::{Format, ImportContent, ImportError};
use crate::text::encoding::decode;

/// Reads a file in the given format, or else in the one detected from its content.
pub fn read(bytes: &[u8], format: Option<Format>) -> Result<(Format, ImportContent), ImportError> {
    let text = decode(bytes).map_err(ImportError::NotText)?;
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let format = format
        .or_else(|| detect(&text))
        .ok_or(ImportError::Unknown)?;
    let contacts = match format {
        Format::Vcf => vcard::read(&text),
        Format::Friends => friends::read(&text),
        Format::Linkedin | Format::Google | Format::Outlook => {
            csv::read(&text, format).ok_or(ImportError::WrongFormat(format))?
        }
        Format::Json => {
            let book = json::read(&text).map_err(ImportError::Json)?;
            return Ok((format, ImportContent::Book(Box::new(book))));
        }
    };
    Ok((format, ImportContent::Contacts(contacts)))
}

/// Detects the format from the content: a file's name does not reliably say what is in it.
fn detect(text: &str) -> Option<Format> {
    if text.trim_start().starts_with('{') {
        return Some(Format::Json);
    }
    csv::detect(text)
        .or_else(|| friends::is_friends(text).then_some(Format::Friends))
        .or_else(|| vcard::is_vcard(text).then_some(Format::Vcf))
}
