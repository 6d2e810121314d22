//! The Monday list: who is due, why, and one thing to do.

use std::borrow::Cow;
use std::fmt::{self, Write};

use chrono::NaiveDate;
use serde::Serialize;

use crate::core::agenda::{Agenda, Row, agenda_of};
use crate::core::rules::{Reason, Rule};
use crate::model::book::Book;
use crate::model::person::Person;
use crate::screens::style::Label;
use crate::screens::table::long::Layout;
use crate::screens::table::{Cell, Cells, Column};
use crate::screens::words::{count, day, full_day, list};
use crate::screens::{Page, View, phrase};
use crate::text::sanitize;

/// Who is due, cut to the rows that matter most where that is wanted.
#[derive(Debug)]
pub struct DueView<'b> {
    agenda: &'b Agenda<'b>,
    top: Option<usize>,
    is_empty_book: bool,
}

impl<'b> DueView<'b> {
    /// The agenda with at most `top` rows; `is_empty_book` when nobody is in the book at all.
    pub fn new(agenda: &'b Agenda<'b>, top: Option<usize>, is_empty_book: bool) -> Self {
        Self {
            agenda,
            top,
            is_empty_book,
        }
    }

    fn shown(&self) -> &[Row<'b>] {
        let rows = &self.agenda.rows;
        &rows[..self.top.map_or(rows.len(), |top| top.min(rows.len()))]
    }
}

impl View for DueView<'_> {
    fn text(&self, page: &Page) -> String {
        let mut cells = Cells::new(page, &COLUMNS);
        for row in self.shown() {
            add(row, self.agenda.today, page, &mut cells);
        }
        let list = List {
            agenda: self.agenda,
            is_empty_book: self.is_empty_book,
            cells: &cells,
            page,
        };
        let mut text = String::new();
        // Writing to a string cannot fail.
        _ = list.write(0..self.shown().len(), &mut text);
        text
    }
}

/// Writes the text of a [`DueView`] of everybody who is due. In a large book it is much sooner
/// there: what is said of a person is written while the rules still have them at hand, and the
/// whole text is nowhere. Fails where writing fails.
pub fn everybody(
    book: &Book,
    today: NaiveDate,
    horizon: u32,
    page: &Page,
    out: &mut impl Write,
) -> fmt::Result {
    let mut cells = Cells::new(page, &COLUMNS);
    cells.reserve(book.people.len());
    let mut written = 0;
    let agenda = agenda_of(book, today, horizon, |row| {
        add(&row, today, page, &mut cells);
        written += 1;
        written - 1
    });
    let list = List {
        agenda: &agenda,
        is_empty_book: book.people.is_empty(),
        cells: &cells,
        page,
    };
    list.write(agenda.rows.iter().copied(), out)
}

/// Bytes of a list that are written at once.
const PIECE: usize = 32 * 1024;

const COLUMNS: [Column; 4] = [
    Column::name("When"),
    Column::name("Who"),
    Column::text("Why"),
    Column::text("One thing to do"),
];

fn add(row: &Row, today: NaiveDate, page: &Page, cells: &mut Cells) {
    cells.add(|cell| when(row.headline.days_late(today), page, cell));
    cells.add(|cell| who(row.person, page, cell));
    cells.add(|cell| why(row, today, page, cell));
    cells.add(|cell| what(row, today, page, cell));
}

/// A table of people who are due, and what is to be said above and below it.
struct List<'a, R> {
    agenda: &'a Agenda<'a, R>,
    is_empty_book: bool,
    cells: &'a Cells<'a>,
    page: &'a Page,
}

impl<R> List<'_, R> {
    /// Writes the rows of those numbers.
    fn write(
        &self,
        order: impl ExactSizeIterator<Item = usize>,
        out: &mut impl Write,
    ) -> fmt::Result {
        out.write_str(&self.head())?;
        let hidden = self.agenda.rows.len() - order.len();
        if order.len() > 0 {
            self.rows(order, out)?;
        }
        out.write_str(&self.foot(hidden))
    }

    fn rows(&self, order: impl Iterator<Item = usize>, out: &mut impl Write) -> fmt::Result {
        let mut layout = Layout::new(self.cells, self.page);
        let mut text = String::with_capacity(PIECE + PIECE / 2);
        layout.headings(&mut text);
        for number in order {
            layout.row(number, &mut text);
            if text.len() > PIECE {
                out.write_str(&text)?;
                text.clear();
            }
        }
        out.write_str(&text)
    }

    fn head(&self) -> String {
        let (today, span) = (full_day(self.agenda.today), span(self.agenda));
        match self.agenda.rows.len() {
            0 => format!("{today} · nobody is due {span}\n"),
            due => format!("{today} · {} {span}\n\n", count(due, "person", "people")),
        }
    }

    fn foot(&self, hidden: usize) -> String {
        let mut text = String::new();
        if hidden > 0 {
            let more = format!("… and {hidden} more: allies due --all");
            self.page.write(Label::Aside, &more, &mut text);
            text.push('\n');
        }
        if !self.agenda.snoozed.is_empty() {
            text += &snoozed(self.agenda);
            text.push('\n');
        }
        if self.is_empty_book {
            text += phrase::EMPTY_BOOK;
            text.push('\n');
        } else if !self.agenda.rows.is_empty() {
            let next = "Done one? allies log WHO KIND \"note\"   ·   one by one: allies walk";
            self.page.write(Label::Aside, next, &mut text);
            text.push('\n');
        }
        text
    }
}

fn span<R>(agenda: &Agenda<R>) -> String {
    let days = (agenda.until - agenda.today).num_days();
    match days {
        0 => "today".to_owned(),
        6 => "this week".to_owned(),
        _ => format!("until {}", day(agenda.until, agenda.today)),
    }
}

fn when(days_late: i64, page: &Page, cell: &mut Cell) {
    let text = cell.text();
    match days_late {
        0 => page.write(Label::Soon, "today", text),
        1.. => page.write_with(Label::Bad, text, |text| {
            *text += &days_late.to_string();
            *text += " d late";
        }),
        _ => *text += &format!("in {} d", -days_late),
    }
}

fn who(person: &Person, page: &Page, cell: &mut Cell) {
    page.write(Label::Name, &sanitize::line(&person.name), cell.text());
    let place = person
        .dept
        .as_ref()
        .or(person.role.as_ref())
        .or(person.org.as_ref());
    if let Some(place) = place {
        cell.end_line();
        page.write(Label::Aside, &sanitize::line(place), cell.text());
    }
}

fn why(row: &Row, today: NaiveDate, page: &Page, cell: &mut Cell) {
    *cell.text() += &phrase::reason(&row.headline, today);
    if row.others.is_empty() {
        return;
    }
    cell.end_line();
    page.write_with(Label::Aside, cell.text(), |text| {
        for (number, reason) in row.others.iter().enumerate() {
            *text += if number == 0 { "+ " } else { ", " };
            *text += &phrase::in_short(reason);
        }
    });
}

fn what(row: &Row, today: NaiveDate, page: &Page, cell: &mut Cell) {
    page.write(Label::Action, &phrase::suggestion(row, today), cell.text());
    if row.settles.len() < 2 {
        return;
    }
    cell.end_line();
    let (settles, reasons) = (row.settles.len(), row.others.len() + 1);
    page.write_with(Label::Aside, cell.text(), |text| {
        *text += "settles ";
        *text += &settles.to_string();
        *text += " of ";
        *text += &reasons.to_string();
    });
}

fn snoozed<R>(agenda: &Agenda<R>) -> String {
    let people: Vec<String> = agenda
        .snoozed
        .iter()
        .map(|(person, until)| {
            format!(
                "{} until {}",
                sanitize::line(&person.name),
                day(*until, agenda.today)
            )
        })
        .collect();
    format!("{} snoozed: {}.", people.len(), list(&people))
}

impl Serialize for DueView<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        DueJson {
            today: self.agenda.today,
            until: self.agenda.until,
            rows: self
                .shown()
                .iter()
                .map(|row| RowJson::of(row, self.agenda.today))
                .collect(),
            snoozed: self
                .agenda
                .snoozed
                .iter()
                .map(|(person, until)| SnoozedJson {
                    handle: &person.handle,
                    until: *until,
                })
                .collect(),
        }
        .serialize(serializer)
    }
}

#[derive(Serialize)]
struct DueJson<'b> {
    today: NaiveDate,
    until: NaiveDate,
    rows: Vec<RowJson<'b>>,
    snoozed: Vec<SnoozedJson<'b>>,
}

#[derive(Serialize)]
struct RowJson<'b> {
    handle: &'b str,
    name: &'b str,
    rule: &'static str,
    due: NaiveDate,
    days_late: i64,
    text: String,
    others: Vec<&'static str>,
    action: &'static str,
    settles: Vec<&'static str>,
    suggestion: Cow<'static, str>,
}

impl<'b> RowJson<'b> {
    fn of(row: &'b Row<'b>, today: NaiveDate) -> Self {
        Self {
            handle: &row.person.handle,
            name: &row.person.name,
            rule: row.headline.rule.word(),
            due: row.headline.due,
            days_late: row.headline.days_late(today),
            text: phrase::reason(&row.headline, today),
            others: row.others.iter().map(|reason| reason.rule.word()).collect(),
            action: row.action.word(),
            settles: row.settles.iter().copied().map(Rule::word).collect(),
            suggestion: phrase::suggestion(row, today),
        }
    }
}

#[derive(Serialize)]
struct SnoozedJson<'b> {
    handle: &'b str,
    until: NaiveDate,
}

/// A `reason` of JSON.
#[derive(Debug, Serialize)]
pub struct ReasonJson {
    rule: &'static str,
    due: NaiveDate,
    days_late: i64,
    text: String,
}

impl ReasonJson {
    /// The facts of one reason.
    pub fn of(reason: &Reason, today: NaiveDate) -> Self {
        Self {
            rule: reason.rule.word(),
            due: reason.due,
            days_late: reason.days_late(today),
            text: phrase::reason(reason, today),
        }
    }
}
