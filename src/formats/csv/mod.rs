//! Reading the tables of contacts that `LinkedIn`, Google and Outlook write. This file finds the
//! header and walks the rows; which column means what stands in `columns`.

mod columns;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use csv::{Reader, ReaderBuilder, StringRecord, Terminator};

use crate::formats::contacts::{ContactBuilder, Contacts, LeftOut, joined_name};
use crate::formats::csv::columns::{CellSource, TABLES, TableFormat};
use crate::formats::format::Format;
use crate::text::normalize;

/// The header is among the first records: `LinkedIn` puts notes of varying length before it.
const HEADER_WITHIN: usize = 10;

/// Commas as a rule; Outlook writes what the country takes for a list separator.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Between the values of one cell of Google.
const CUT: &str = " ::: ";

/// Enough of a row to find it again, in characters.
const LONGEST_SHOWN: usize = 60;

/// The header of a table, and whose it is.
struct Header {
    table: &'static TableFormat,
    delimiter: u8,
    /// Records up to and with the header.
    before: usize,
    columns: HashMap<String, usize>,
    width: usize,
}

/// The format of the first known header, if there is one.
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
        // The reader takes any row of any length, and text is UTF-8: there is no error left.
        let Ok(cells) = cells else { continue };
        last = RecordStart::find(text, &cells);
        if number < header.before || cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        // Cells beyond the header mean that a comma was not quoted: which is which is lost.
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
            header.each_text(source, &cells, &mut |text| contact.add(*field, text));
        }
        contact.finish(last.line, false, &mut contacts);
    }
    refuse_open_quote(text, &last, &mut contacts);
    Some(contacts)
}

impl Header {
    /// Gives each text of a row that stands there.
    fn each_text(&self, source: &CellSource, cells: &StringRecord, take: &mut dyn FnMut(&str)) {
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
                .for_each(|column| cell(&column).split(CUT).for_each(&mut *take)),
            CellSource::Labels(column) => {
                let labels = cell(column).split(CUT);
                let own = labels.filter(|label| !label.trim_start().starts_with('*'));
                own.for_each(take);
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
            let is_it = |table: &&TableFormat| table.headers.iter().any(has_all);
            Some(Header {
                table: TABLES.into_iter().find(is_it)?,
                delimiter,
                before: number + 1,
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
    /// The reader's own place is before the line breaks that it passes over.
    fn find(text: &str, cells: &StringRecord) -> Self {
        let (byte, line) = cells.position().map_or((0, 1), |at| (at.byte(), at.line()));
        let number = |number| usize::try_from(number).unwrap_or(usize::MAX);
        let rest = text.get(number(byte)..).unwrap_or_default();
        let begun = rest.trim_start_matches(['\r', '\n']);
        let passed = &rest[..rest.len() - begun.len()];
        Self {
            byte: text.len() - begun.len(),
            line: number(line) + passed.matches('\n').count(),
        }
    }
}

/// A quotation mark that is never closed takes all that follows into one cell. The reader
/// does not say so, so those of the last record are counted.
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

/// The first two cells with something in them: enough to find the row again.
fn row_name(cells: &StringRecord) -> String {
    let cells = cells.iter().filter(|cell| !cell.trim().is_empty());
    let cells: Vec<&str> = cells.take(2).collect();
    let name = normalize::line(&cells.join(" "));
    name.chars().take(LONGEST_SHOWN).collect()
}
