//! Who is due, why, and one thing to do.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::core::agenda::{Agenda, Row};
use crate::core::rules::{Reason, Rule};
use crate::screens::style::Label;
use crate::screens::table::{AlignedTable, Column};
use crate::screens::words::{count, day, days_late, full_day, list, name};
use crate::screens::{Page, View, phrase};
use crate::text::sanitize;

/// Who is due, most pressing first, optionally only the first rows.
#[derive(Debug)]
pub struct DueView<'b> {
    agenda: &'b Agenda<'b>,
    top: Option<usize>,
    is_empty_book: bool,
}

impl<'b> DueView<'b> {
    /// Shows at most `top` rows; `is_empty_book` says that the book has no people.
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

    fn head(&self) -> String {
        let (today, span) = (full_day(self.agenda.today), span(self.agenda));
        match self.agenda.rows.len() {
            0 => format!("{today} · nobody is due {span}\n"),
            due => format!("{today} · {} {span}\n\n", count(due, "person", "people")),
        }
    }

    fn foot(&self, page: &Page) -> String {
        const NEXT: &str = "Done one? allies log WHO KIND \"note\"   ·   one by one: allies walk";
        let mut lines = Vec::new();
        let hidden = self.agenda.rows.len() - self.shown().len();
        if hidden > 0 {
            let more = format!("… and {hidden} more: allies due --all");
            lines.push(page.paint(Label::Aside, &more));
        }
        if !self.agenda.snoozed.is_empty() {
            lines.push(snoozed_line(self.agenda));
        }
        if self.is_empty_book {
            lines.push(phrase::EMPTY_BOOK.to_owned());
        } else if !self.agenda.rows.is_empty() {
            lines.push(page.paint(Label::Aside, NEXT));
        }
        lines.into_iter().map(|line| line + "\n").collect()
    }
}

impl View for DueView<'_> {
    fn render(&self, page: &Page) -> String {
        const COLUMNS: [Column; 4] = [
            Column::Name("When"),
            Column::Name("Who"),
            Column::Text("Why"),
            Column::Text("One thing to do"),
        ];
        let mut text = self.head();
        if !self.shown().is_empty() {
            let mut table = AlignedTable::new(page, &COLUMNS);
            for row in self.shown() {
                add_row(row, self.agenda.today, &mut table);
            }
            text += &table.render();
        }
        text + &self.foot(page)
    }
}

fn span(agenda: &Agenda) -> String {
    match (agenda.until - agenda.today).num_days() {
        0 => "today".to_owned(),
        6 => "this week".to_owned(),
        _ => format!("until {}", day(agenda.until, agenda.today)),
    }
}

fn add_row(row: &Row, today: NaiveDate, table: &mut AlignedTable) {
    let (label, when) = days_late(row.headline.days_late(today));
    table.cell(label, when);

    let person = row.person;
    table.cell(Label::Name, name(person));
    let places = [&person.dept, &person.role, &person.org];
    if let Some(place) = places.into_iter().flatten().next() {
        table.line(Label::Aside, sanitize::line(place));
    }

    table.cell(Label::Plain, phrase::reason(&row.headline, today));
    if !row.others.is_empty() {
        let others: Vec<_> = row.others.iter().map(phrase::short_reason).collect();
        table.line(Label::Aside, format!("+ {}", others.join(", ")));
    }

    table.cell(Label::Action, phrase::suggestion(row, today));
    if let Some(settles) = phrase::settled_count(row) {
        table.line(Label::Aside, settles);
    }
}

fn snoozed_line(agenda: &Agenda) -> String {
    let people = agenda
        .snoozed
        .iter()
        .map(|(person, until)| format!("{} until {}", name(person), day(*until, agenda.today)));
    let people: Vec<String> = people.collect();
    format!("{} snoozed: {}.", people.len(), list(&people))
}

impl Serialize for DueView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let today = self.agenda.today;
        let rows = self.shown().iter().map(|row| row_json(row, today));
        let snoozed = self.agenda.snoozed.iter();
        json!({
            "today": today,
            "until": self.agenda.until,
            "rows": rows.collect::<Vec<_>>(),
            "snoozed": snoozed
                .map(|(person, until)| json!({ "handle": person.handle, "until": until }))
                .collect::<Vec<_>>(),
        })
        .serialize(serializer)
    }
}

fn row_json(row: &Row, today: NaiveDate) -> Value {
    let headline = &row.headline;
    json!({
        "handle": row.person.handle,
        "name": row.person.name,
        "rule": headline.rule.word(),
        "due": headline.due,
        "days_late": headline.days_late(today),
        "text": phrase::reason(headline, today),
        "others": row.others.iter().map(|reason| reason.rule.word()).collect::<Vec<_>>(),
        "action": row.action.word(),
        "settles": row.settles.iter().copied().map(Rule::word).collect::<Vec<_>>(),
        "suggestion": phrase::suggestion(row, today),
    })
}

/// A reason as JSON.
pub fn reason_json(reason: &Reason, today: NaiveDate) -> Value {
    json!({
        "rule": reason.rule.word(),
        "due": reason.due,
        "days_late": reason.days_late(today),
        "text": phrase::reason(reason, today),
    })
}
