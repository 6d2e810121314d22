//! The arithmetic of the score, line by line: what is printed is what was added.

use crate::core::score;
use crate::core::score::Line;
use crate::model::interaction::Size;
use crate::screens::Page;
use crate::screens::show::ShowView;
use crate::screens::style::Label;
use crate::screens::words::{count, hundredths, short_day, signed, signed_hundredths};
use crate::text::sanitize;

/// So many rows are shown even if they count nothing any more.
const LATEST: usize = 10;

/// The two columns and their totals; nothing where nothing was logged.
pub fn text(view: &ShowView, page: &Page) -> String {
    let today = view.assessment.today;
    let mut lines: Vec<Line> = score::lines(view.assessment.person, view.settings, today).collect();
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
        text += &row(line, view, page);
    }
    if !faded.is_empty() {
        let rows = count(faded.len(), "older row", "older rows");
        text += &page.paint(Label::Aside, &format!("     0.00     0.00  {rows}"));
        text.push('\n');
    }
    text + &total(view) + "\n"
}

fn row(line: &Line, view: &ShowView, page: &Page) -> String {
    let row = line.row;
    let credit = view.settings.credit.of(row.kind);
    let contact = view.settings.contact.of(row.kind);
    let points = if credit == 0.0 {
        String::new()
    } else {
        signed_hundredths(line.points)
    };
    let contact = if contact == 0.0 {
        String::new()
    } else {
        hundredths(line.contact)
    };
    let remark = match (row.size, row.urgent) {
        (Size::Normal, false) => String::new(),
        (Size::Normal, true) => " (urgent)".to_owned(),
        (size, false) => format!(" ({})", size.word()),
        (size, true) => format!(" ({}, urgent)", size.word()),
    };
    let day = short_day(row.on, view.assessment.today);
    let start = format!(
        "{points:>9}  {contact:>7}  {:<9} {day:<8} ",
        row.kind.word()
    );
    let note = sanitize::line(&row.note);
    let indent = " ".repeat(start.chars().count());
    let line = crate::screens::show::wrap(&format!("{start}{note}{remark}"), page.width, &indent);
    // A row without a note must not end in spaces.
    format!("{}\n", line.trim_end())
}

fn total(view: &ShowView) -> String {
    let assessment = &view.assessment;
    let columns = assessment.columns;
    let (given, taken) = (hundredths(columns.given), hundredths(columns.taken));
    let doubt = match view.settings.score.doubt {
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
