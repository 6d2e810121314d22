//! The Monday list: who is due, why, and one thing to do.

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
            text += "The book is empty. Add somebody you met: allies add \"Sara Ortiz\" --dept IT --met\n";
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
    table(
        page,
        &COLUMNS,
        rows.iter().map(|row| {
            vec![
                when(row.headline.days_late(today), page),
                who(row.person, page),
                why(row, today, page),
                what(row, today, page),
            ]
        }),
    )
}

fn when(days_late: i64, page: &Page) -> String {
    match days_late {
        0 => page.paint(Label::Soon, "today"),
        1.. => page.paint(Label::Bad, &format!("{days_late} d late")),
        _ => format!("in {} d", -days_late),
    }
}

fn who(person: &Person, page: &Page) -> String {
    let name = page.paint(Label::Name, &safe::line(&person.name));
    let place = person
        .dept
        .as_ref()
        .or(person.role.as_ref())
        .or(person.org.as_ref());
    match place {
        Some(place) => [&name, "\n", &page.paint(Label::Aside, &safe::line(place))].concat(),
        None => name,
    }
}

fn why(row: &Row, today: NaiveDate, page: &Page) -> String {
    let mut text = phrase::reason(&row.headline, today);
    let mut others = String::new();
    for reason in &row.others {
        others += if others.is_empty() { "+ " } else { ", " };
        others += &phrase::in_short(reason);
    }
    if !others.is_empty() {
        text.push('\n');
        text += &page.paint(Label::Aside, &others);
    }
    text
}

fn what(row: &Row, today: NaiveDate, page: &Page) -> String {
    let suggestion = page.paint(Label::Action, &phrase::suggestion(row, today));
    let reasons = row.others.len() + 1;
    if row.settles.len() < 2 {
        return suggestion;
    }
    let settles = format!("settles {} of {reasons}", row.settles.len());
    [&suggestion, "\n", &page.paint(Label::Aside, &settles)].concat()
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
    suggestion: String,
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
