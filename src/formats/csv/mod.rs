//! Reading the tables of contacts that `LinkedIn`, Google and Outlook write. This file finds the
//! header and walks the rows; which column means what stands in a file for each form.

mod google;
mod linkedin;
mod outlook;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use csv::{Reader, ReaderBuilder, StringRecord, Terminator};

use crate::formats::Format;
use crate::formats::import::record::{Broken, Contacts, Draft, Fault};

/// The header is among the first records: `LinkedIn` puts notes of varying length before it.
const HEADER_WITHIN: usize = 10;

/// Commas as a rule; Outlook writes what the country takes for a list separator.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// A row with the names of its columns.
struct Row<'r> {
    columns: &'r HashMap<String, usize>,
    cells: &'r StringRecord,
}

impl<'r> Row<'r> {
    /// The cell under that name, empty if there is none.
    fn get(&self, column: &str) -> &'r str {
        let cell = self.columns.get(column).and_then(|at| self.cells.get(*at));
        cell.unwrap_or_default().trim()
    }

    /// The cells of `stem 1 - value`, `stem 2 - value` and so on, lists cut apart.
    fn numbered(&self, stem: &str, cut: &'static str) -> impl Iterator<Item = &'r str> {
        (1..)
            .map_while(move |number| self.columns.get(&format!("{stem} {number} - value")))
            .filter_map(|at| self.cells.get(*at))
            .flat_map(move |cell| cell.split(cut))
    }
}

/// Where the table begins, and of which form it is.
struct Table {
    form: Format,
    delimiter: u8,
    /// Records up to and with the header.
    before: usize,
    columns: HashMap<String, usize>,
    width: usize,
}

/// The form of the first known header, if there is one.
pub(crate) fn form(text: &str) -> Option<Format> {
    find(text, None).map(|table| table.form)
}

/// Reads the rows under a header of that form; `None` if there is no such header.
pub(crate) fn read(text: &str, form: Format) -> Option<Contacts> {
    let table = find(text, Some(form))?;
    let mut contacts = Contacts::default();
    let mut reader = reader(text, table.delimiter);
    let mut place = Place::default();
    for (number, cells) in reader.records().enumerate() {
        // The reader takes any row of any length, and text is UTF-8: there is no error left.
        let Ok(cells) = cells else { continue };
        let line = place.go_to(text, &cells);
        if number < table.before || cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if let Some(fault) = table.fault(&cells) {
            contacts.broken.push(Broken {
                line,
                name: name_of(&cells),
                fault,
            });
            continue;
        }
        let row = Row {
            columns: &table.columns,
            cells: &cells,
        };
        let mut draft = Draft::default();
        match form {
            Format::Linkedin => linkedin::fill(&row, &mut draft),
            Format::Google => google::fill(&row, &mut draft),
            Format::Outlook => outlook::fill(&row, &mut draft),
            Format::Vcf | Format::Friends | Format::Json => return None,
        }
        draft.finish(line, false, &mut contacts);
    }
    refuse_open_quote(text, &place, &mut contacts);
    Some(contacts)
}

impl Table {
    /// Cells beyond the header mean that a comma was not quoted: which cell is which is lost.
    fn fault(&self, cells: &StringRecord) -> Option<Fault> {
        let mut beyond = cells.iter().skip(self.width);
        beyond
            .any(|cell| !cell.trim().is_empty())
            .then_some(Fault::TooManyCells)
    }
}

fn find(text: &str, wanted: Option<Format>) -> Option<Table> {
    DELIMITERS
        .iter()
        .find_map(|delimiter| find_with(text, *delimiter, wanted))
}

fn find_with(text: &str, delimiter: u8, wanted: Option<Format>) -> Option<Table> {
    let mut reader = reader(text, delimiter);
    let records = reader.records().take(HEADER_WITHIN).enumerate();
    for (number, cells) in records {
        let cells = cells.ok()?;
        let mut columns = HashMap::new();
        for (at, cell) in cells.iter().enumerate() {
            columns.entry(cell.trim().to_lowercase()).or_insert(at);
        }
        let has = |name: &str| columns.contains_key(name);
        let found = [
            (Format::Linkedin, linkedin::is_header(&has)),
            (Format::Google, google::is_header(&has)),
            (Format::Outlook, outlook::is_header(&has)),
        ];
        let form = found.into_iter().find(|(_, is)| *is).map(|(form, _)| form);
        if let Some(form) = form
            && wanted.is_none_or(|wanted| wanted == form)
        {
            return Some(Table {
                form,
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
struct Place {
    byte: usize,
    lines_before: usize,
}

impl Place {
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
/// does not tell, so those of the last record are counted.
fn refuse_open_quote(text: &str, last: &Place, contacts: &mut Contacts) {
    let record = text.get(last.byte..).unwrap_or_default();
    let spans_lines = record.trim().contains('\n');
    if !spans_lines || record.bytes().filter(|byte| *byte == b'"').count() % 2 == 0 {
        return;
    }
    let line = last.lines_before + 1;
    contacts.records.retain(|record| record.line < line);
    contacts.nameless.retain(|nameless| nameless.line < line);
    contacts.broken.retain(|broken| broken.line < line);
    contacts.broken.push(Broken {
        line,
        name: None,
        fault: Fault::OpenQuote,
    });
}

/// The first two cells with something in them: enough to find the row again.
fn name_of(cells: &StringRecord) -> Option<String> {
    let cells: Vec<&str> = cells
        .iter()
        .filter(|cell| !cell.trim().is_empty())
        .take(2)
        .collect();
    let name: String = crate::formats::import::normalize::line(&cells.join(" "))
        .chars()
        .take(60)
        .collect();
    (!name.is_empty()).then_some(name)
}
