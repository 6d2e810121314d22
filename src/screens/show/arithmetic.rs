//! The arithmetic of the score, line by line: what is printed is what was added.

use chrono::NaiveDate;

use crate::core::score::{self, Line};
use crate::core::standing::Assessment;
use crate::model::interaction::Size;
use crate::model::settings::Settings;
use crate::screens::Page;
use crate::screens::style::Label;
use crate::screens::words::{count, hundredths, short_day, signed, signed_hundredths};
use crate::text::sanitize;
use crate::text::wrap::wrap;

/// So many rows are shown even if they count nothing any more.
const LATEST: usize = 10;

/// The two columns and their totals; a sentence where nothing was logged.
pub fn arithmetic(assessment: &Assessment, settings: &Settings, page: &Page) -> String {
    let today = assessment.today;
    let mut lines: Vec<Line> = score::lines(assessment.person, settings, today).collect();
    if lines.is_empty() {
        return "Nothing logged yet: balance 0, warmth 0.\n\n".to_owned();
    }
    // The newest first; of one day, as in the file.
    lines.sort_by_key(|line| line.age);
    let mut text = format!("{}\n", page.paint(Label::Heading, "  balance  contact"));
    // What counts nothing any more need not be read, but for the latest rows.
    let counts = |line: &Line| line.points != 0 || line.contact != 0;
    let read = lines.iter().rposition(counts).map_or(0, |last| last + 1);
    let (shown, faded) = lines.split_at(read.max(LATEST).min(lines.len()));
    for line in shown {
        text += &row(line, settings, today, page);
    }
    if !faded.is_empty() {
        let rows = count(faded.len(), "older row", "older rows");
        text += &page.paint(Label::Aside, &format!("     0.00     0.00  {rows}"));
        text.push('\n');
    }
    text + &total(assessment, settings) + "\n"
}

fn row(line: &Line, settings: &Settings, today: NaiveDate, page: &Page) -> String {
    let row = line.row;
    let mut numbers = (String::new(), String::new());
    if settings.credit.get(row.kind) != 0.0 {
        numbers.0 = signed_hundredths(line.points);
    }
    if settings.contact.get(row.kind) != 0.0 {
        numbers.1 = hundredths(line.contact);
    }
    let (points, contact) = numbers;
    let remark = match (row.size, row.urgent) {
        (Size::Normal, false) => String::new(),
        (Size::Normal, true) => " (urgent)".to_owned(),
        (size, false) => format!(" ({})", size.word()),
        (size, true) => format!(" ({}, urgent)", size.word()),
    };
    let (kind, day) = (row.kind.word(), short_day(row.on, today));
    let start = format!("{points:>9}  {contact:>7}  {kind:<9} {day:<8} ");
    let line = format!("{start}{}{remark}", sanitize::line(&row.note));
    let indent = " ".repeat(start.chars().count());
    // A row without a note must not end in spaces.
    format!("{}\n", wrap(&line, page.width, &indent).trim_end())
}

fn total(assessment: &Assessment, settings: &Settings) -> String {
    let columns = assessment.columns;
    let (given, taken) = (hundredths(columns.given), hundredths(columns.taken));
    let doubt = match settings.score.doubt {
        doubt if doubt % 100 == 0 => (doubt / 100).to_string(),
        doubt => hundredths(doubt),
    };
    let contact = hundredths(columns.contact);
    format!(
        "    ─────    ─────\n{:>9}  {contact:>7}  given {given}, taken {taken}\n\
         balance  100 × ({given} − {taken}) / ({given} + {taken} + {doubt}) = {}\n\
         warmth   100 × {contact} / ({contact} + 1) = {}\n",
        signed_hundredths(columns.given - columns.taken),
        signed(assessment.balance),
        assessment.warmth
    )
}
