//! The Monday list: who is due, why, and one thing to do.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::Serialize;

use super::style::Label;
use super::table::Column;
use super::table::long::table;
use super::words::{count, day, full_day, list};
use super::{Page, View, phrase, safe};
use crate::core::due::{Agenda, Row};
use crate::core::person::Person;
use crate::core::reason::{Reason, Rule};

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

    fn span(&self) -> String {
        let days = (self.agenda.until - self.agenda.today).num_days();
        match days {
            0 => "today".to_owned(),
            6 => "this week".to_owned(),
            _ => format!("until {}", day(self.agenda.until, self.agenda.today)),
        }
    }
}

impl View for DueView<'_> {
    fn text(&self, page: &Page) -> String {
        let agenda = self.agenda;
        let people = count(agenda.rows.len(), "person", "people");
        let mut text = match agenda.rows.len() {
            0 => format!(
                "{} · nobody is due {}\n",
                full_day(agenda.today),
                self.span()
            ),
            _ => format!("{} · {people} {}\n\n", full_day(agenda.today), self.span()),
        };
        if !self.shown().is_empty() {
            text += &rows(self.shown(), agenda.today, page);
        }
        let hidden = agenda.rows.len() - self.shown().len();
        if hidden > 0 {
            text += &page.paint(
                Label::Aside,
                &format!("… and {hidden} more: allies due --all"),
            );
            text.push('\n');
        }
        if !agenda.snoozed.is_empty() {
            text += &format!("{}\n", snoozed(agenda));
        }
        if self.is_empty_book {
            text += phrase::EMPTY_BOOK;
            text.push('\n');
        } else if !agenda.rows.is_empty() {
            let next = "Done one? allies log WHO KIND \"note\"   ·   one by one: allies walk";
            text += &format!("{}\n", page.paint(Label::Aside, next));
        }
        text
    }
}

fn rows(rows: &[Row], today: NaiveDate, page: &Page) -> String {
    const COLUMNS: [Column; 4] = [
        Column::name("When"),
        Column::name("Who"),
        Column::text("Why"),
        Column::text("One thing to do"),
    ];
    table(page, &COLUMNS, |cells| {
        for row in rows {
            cells.add(|cell| when(row.headline.days_late(today), page, cell));
            cells.add(|cell| who(row.person, page, cell));
            cells.add(|cell| why(row, today, page, cell));
            cells.add(|cell| what(row, today, page, cell));
        }
    })
}

fn when(days_late: i64, page: &Page, cell: &mut String) {
    match days_late {
        0 => page.write(Label::Soon, "today", cell),
        1.. => page.write(Label::Bad, &(days_late.to_string() + " d late"), cell),
        _ => *cell += &format!("in {} d", -days_late),
    }
}

fn who(person: &Person, page: &Page, cell: &mut String) {
    page.write(Label::Name, &safe::line(&person.name), cell);
    let place = person
        .dept
        .as_ref()
        .or(person.role.as_ref())
        .or(person.org.as_ref());
    if let Some(place) = place {
        cell.push('\n');
        page.write(Label::Aside, &safe::line(place), cell);
    }
}

fn why(row: &Row, today: NaiveDate, page: &Page, cell: &mut String) {
    *cell += &phrase::reason(&row.headline, today);
    if row.others.is_empty() {
        return;
    }
    let mut others = "+ ".to_owned();
    for (number, reason) in row.others.iter().enumerate() {
        if number > 0 {
            others += ", ";
        }
        others += &phrase::in_short(reason);
    }
    cell.push('\n');
    page.write(Label::Aside, &others, cell);
}

fn what(row: &Row, today: NaiveDate, page: &Page, cell: &mut String) {
    page.write(Label::Action, &phrase::suggestion(row, today), cell);
    if row.settles.len() < 2 {
        return;
    }
    let reasons = row.others.len() + 1;
    cell.push('\n');
    let settles = format!("settles {} of {reasons}", row.settles.len());
    page.write(Label::Aside, &settles, cell);
}

fn snoozed(agenda: &Agenda) -> String {
    let people: Vec<String> = agenda
        .snoozed
        .iter()
        .map(|(person, until)| {
            format!(
                "{} until {}",
                safe::line(&person.name),
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
