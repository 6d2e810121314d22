//! Reads the tables of contacts that `LinkedIn`, Google and Outlook export. This file finds the
//! header and walks the rows; `columns` maps columns to fields.

mod columns;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use csv::{Reader, ReaderBuilder, StringRecord, Terminator};

use crate::formats::contacts::{ContactBuilder, Contacts, LeftOut, joined_name};
use crate::formats::csv::columns::{CellSource, TABLES, TableFormat};
use crate::formats::format::Format;
use crate::text::normalize;

/// How many records are searched for the header: `LinkedIn` puts varying notes before it.
const HEADER_WITHIN: usize = 10;

/// Commas usually; Outlook uses the list separator of the locale.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Separates the values within a cell in Google's tables.
const VALUE_SEPARATOR: &str = " ::: ";

/// Enough of a row to find it again, in characters.
const LONGEST_SHOWN: usize = 60;

/// The header of a table, with the format it belongs to.
struct Header {
    table: &'static TableFormat,
    delimiter: u8,
    /// The number of records up to and including the header.
    records: usize,
    columns: HashMap<String, usize>,
    width: usize,
}

/// The format of the first known header, if any.
pub(crate) fn detect(text: &str) -> Option<Format> {
    find_header(text, None).map(|header| header.table.format)
}

/// Reads the rows under a header of that format; `None` if there is no such header.
pub(crate) fn read(text: &str, format: Format) -> Option<Contacts> {
    let header = find_header(text, Some(format))?;
    let mut contacts = Contacts::default();
    let mut last = RecordStart { byte: 0, line: 1 };
    let mut reader = reader(text, header.delimiter);
    for (number, cells) in reader.records().enumerate() {
        // A flexible reader accepts rows of any length, and the text is UTF-8, so nothing fails.
        let Ok(cells) = cells else { continue };
        last = RecordStart::find(text, &cells);
        if number < header.records || cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        // Cells beyond the header mean an unquoted comma, so the columns are no longer reliable.
        let mut beyond = cells.iter().skip(header.width);
        if beyond.any(|cell| !cell.trim().is_empty()) {
            contacts.broken.push(LeftOut {
                line: last.line,
                name: row_name(&cells),
                why: "more cells than the header has".to_owned(),
            });
            continue;
        }
        let mut contact = ContactBuilder::default();
        for (field, source) in header.table.fields {
            header.each_value(source, &cells, &mut |text| contact.add(*field, text));
        }
        contact.finish(last.line, false, &mut contacts);
    }
    refuse_open_quote(text, &last, &mut contacts);
    Some(contacts)
}

impl Header {
    /// Calls `take` with each value that a row has for a field.
    fn each_value(&self, source: &CellSource, cells: &StringRecord, take: &mut dyn FnMut(&str)) {
        let cell = |column: &str| {
            let cell = self.columns.get(column).and_then(|at| cells.get(*at));
            cell.unwrap_or_default().trim()
        };
        match source {
            CellSource::Each(columns) => columns.iter().copied().map(cell).for_each(take),
            CellSource::Joined(columns) => {
                take(&joined_name(columns.iter().copied().map(cell)));
            }
            CellSource::Numbered(stem) => (1..=self.width)
                .map(|number| format!("{stem} {number} - value"))
                .take_while(|column| self.columns.contains_key(column))
                .for_each(|column| cell(&column).split(VALUE_SEPARATOR).for_each(&mut *take)),
            CellSource::Labels(column) => {
                let labels = cell(column).split(VALUE_SEPARATOR);
                let labels = labels.filter(|label| !label.trim_start().starts_with('*'));
                labels.for_each(take);
            }
            CellSource::Categories(column) => cell(column).split([';', ',']).for_each(take),
        }
    }
}

fn find_header(text: &str, wanted: Option<Format>) -> Option<Header> {
    let mut delimiters = DELIMITERS.into_iter();
    delimiters.find_map(|delimiter| {
        let mut reader = reader(text, delimiter);
        let records = reader.records().take(HEADER_WITHIN).enumerate();
        let mut headers = records.filter_map(|(number, cells)| {
            let cells = cells.ok()?;
            let mut columns = HashMap::new();
            for (at, cell) in cells.iter().enumerate() {
                columns.entry(cell.trim().to_lowercase()).or_insert(at);
            }
            let has_all = |names: &&[&str]| names.iter().all(|name| columns.contains_key(*name));
            let matches = |table: &&TableFormat| table.headers.iter().any(has_all);
            Some(Header {
                table: TABLES.into_iter().find(matches)?,
                delimiter,
                records: number + 1,
                width: cells.len(),
                columns,
            })
        });
        headers.find(|header| wanted.is_none_or(|wanted| wanted == header.table.format))
    })
}

fn reader(text: &str, delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(delimiter)
        .terminator(Terminator::CRLF)
        .from_reader(text.as_bytes())
}

/// Where a record begins.
struct RecordStart {
    byte: usize,
    /// From 1.
    line: usize,
}

impl RecordStart {
    /// The reader reports the position before the line breaks that it skips.
    fn find(text: &str, cells: &StringRecord) -> Self {
        let (byte, line) = cells.position().map_or((0, 1), |at| (at.byte(), at.line()));
        let number = |number| usize::try_from(number).unwrap_or(usize::MAX);
        let rest = text.get(number(byte)..).unwrap_or_default();
        let record = rest.trim_start_matches(['\r', '\n']);
        let skipped = &rest[..rest.len() - record.len()];
        Self {
            byte: text.len() - record.len(),
            line: number(line) + skipped.matches('\n').count(),
        }
    }
}

/// Rejects the last record if it has an unclosed quotation mark, which turns the rest of the file
/// into one cell. The reader does not report this, so the marks of the record are counted.
fn refuse_open_quote(text: &str, last: &RecordStart, contacts: &mut Contacts) {
    let record = &text[last.byte..];
    let line = last.line;
    if record.trim().contains('\n') && record.matches('"').count() % 2 == 1 {
        contacts.people.retain(|contact| contact.line < line);
        contacts.nameless.retain(|one| one.line < line);
        contacts.broken.retain(|one| one.line < line);
        contacts.broken.push(LeftOut {
            line,
            name: String::new(),
            why: "a quotation mark is never closed".to_owned(),
        });
    }
}

/// The first two non-empty cells: enough to find the row again.
fn row_name(cells: &StringRecord) -> String {
    let cells = cells.iter().filter(|cell| !cell.trim().is_empty());
    let cells: Vec<&str> = cells.take(2).collect();
    let name = normalize::line(&cells.join(" "));
    name.chars().take(LONGEST_SHOWN).collect()
}
