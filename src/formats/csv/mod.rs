//! Reading the tables of contacts that `LinkedIn`, Google and Outlook write. This file finds the
//! header and walks the rows; which column means what stands in `columns`.

mod columns;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use csv::{Reader, ReaderBuilder, StringRecord, Terminator};

use crate::formats::contacts::{ContactBuilder, Contacts, Defect, LeftOut, joined};
use crate::formats::csv::columns::{CellSource, TABLES, TableFormat};
use crate::formats::format::Format;
use crate::formats::import::normalize;

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
pub(crate) fn recognise(text: &str) -> Option<Format> {
    find_header(text, None).map(|header| header.table.format)
}

/// Reads the rows under a header of that format; `None` if there is no such header.
pub(crate) fn read(text: &str, format: Format) -> Option<Contacts> {
    let header = find_header(text, Some(format))?;
    let mut contacts = Contacts::default();
    let mut reader = reader(text, header.delimiter);
    let mut lines = LineCounter::default();
    for (number, cells) in reader.records().enumerate() {
        // The reader takes any row of any length, and text is UTF-8: there is no error left.
        let Ok(cells) = cells else { continue };
        let line = lines.go_to(text, &cells);
        if number < header.before || cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        // Cells beyond the header mean that a comma was not quoted: which is which is lost.
        let mut beyond = cells.iter().skip(header.width);
        if beyond.any(|cell| !cell.trim().is_empty()) {
            contacts.broken.push(LeftOut {
                line,
                name: name_of(&cells),
                why: Defect::TooManyCells,
            });
            continue;
        }
        let mut contact = ContactBuilder::default();
        for (field, source) in header.table.fields {
            header.each_text(source, &cells, &mut |text| contact.add(*field, text));
        }
        contact.finish(line, false, &mut contacts);
    }
    refuse_open_quote(text, &lines, &mut contacts);
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
                take(&joined(columns.iter().copied().map(cell)));
            }
            CellSource::Numbered(stem) => (1..)
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
    let mut delimiters = DELIMITERS.iter();
    delimiters.find_map(|delimiter| find_header_with(text, *delimiter, wanted))
}

fn find_header_with(text: &str, delimiter: u8, wanted: Option<Format>) -> Option<Header> {
    let mut reader = reader(text, delimiter);
    let records = reader.records().take(HEADER_WITHIN).enumerate();
    for (number, cells) in records {
        let cells = cells.ok()?;
        let mut columns = HashMap::new();
        for (at, cell) in cells.iter().enumerate() {
            columns.entry(cell.trim().to_lowercase()).or_insert(at);
        }
        let has_all = |names: &&[&str]| names.iter().all(|name| columns.contains_key(*name));
        let mut tables = TABLES.into_iter();
        let table = tables.find(|table| table.headers.iter().any(|names| has_all(names)));
        if let Some(table) = table
            && wanted.is_none_or(|wanted| wanted == table.format)
        {
            return Some(Header {
                table,
                delimiter,
                before: number + 1,
                width: cells.len(),
                columns,
            });
        }
    }
    None
}

fn reader(text: &str, delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(delimiter)
        .terminator(Terminator::CRLF)
        .from_reader(text.as_bytes())
}

/// Where a record begins. The reader's own line is one short where lines end in CRLF.
#[derive(Default)]
struct LineCounter {
    byte: usize,
    lines_before: usize,
}

impl LineCounter {
    /// The line of that record, from 1.
    fn go_to(&mut self, text: &str, cells: &StringRecord) -> usize {
        let start = cells.position().map_or(0, csv::Position::byte);
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        let rest = text.get(start..).unwrap_or_default();
        let start = text.len() - rest.trim_start_matches(['\r', '\n']).len();
        let passed = text.get(self.byte..start).unwrap_or_default();
        self.lines_before += passed.bytes().filter(|byte| *byte == b'\n').count();
        self.byte = start;
        self.lines_before + 1
    }
}

/// A quotation mark that is never closed takes all that follows into one cell. The reader
/// does not say so, so those of the last record are counted.
fn refuse_open_quote(text: &str, last: &LineCounter, contacts: &mut Contacts) {
    let record = text.get(last.byte..).unwrap_or_default();
    let spans_lines = record.trim().contains('\n');
    if !spans_lines || record.bytes().filter(|byte| *byte == b'"').count() % 2 == 0 {
        return;
    }
    let line = last.lines_before + 1;
    contacts.people.retain(|contact| contact.line < line);
    contacts.nameless.retain(|one| one.line < line);
    contacts.broken.retain(|one| one.line < line);
    contacts.broken.push(LeftOut {
        line,
        name: String::new(),
        why: Defect::OpenQuote,
    });
}

/// The first two cells with something in them: enough to find the row again.
fn name_of(cells: &StringRecord) -> String {
    let cells = cells.iter().filter(|cell| !cell.trim().is_empty());
    let cells: Vec<&str> = cells.take(2).collect();
    let name = normalize::line(&cells.join(" "));
    name.chars().take(LONGEST_SHOWN).collect()
}
