//! The arithmetic of the score, line by line: the numbers printed are the numbers added up.

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

/// Rows shown even when they no longer count.
const MIN_ROWS: usize = 10;

/// Both columns with their totals, or a sentence if nothing was logged.
pub fn arithmetic(assessment: &Assessment, settings: &Settings, page: &Page) -> String {
    let today = assessment.today;
    let mut lines: Vec<Line> = score::lines(assessment.person, settings, today).collect();
    if lines.is_empty() {
        return "Nothing logged yet: balance 0, warmth 0.\n\n".to_owned();
    }
    // Newest first; rows of the same day stay in the order of the file.
    lines.sort_by_key(|line| line.age);
    let mut text = format!("{}\n", page.paint(Label::Heading, "  balance  contact"));
    // Older rows are left out from where none counts any more.
    let counts = |line: &Line| line.points != 0 || line.contact != 0;
    let counting = lines.iter().rposition(counts).map_or(0, |last| last + 1);
    let (shown, faded) = lines.split_at(counting.max(MIN_ROWS).min(lines.len()));
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
    let points = (settings.credit.get(row.kind) != 0.0).then(|| signed_hundredths(line.points));
    let contact = (settings.contact.get(row.kind) != 0.0).then(|| hundredths(line.contact));
    let (points, contact) = (points.unwrap_or_default(), contact.unwrap_or_default());
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
    // A row without a note would end in spaces.
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
