//! All people, one line each.

use serde::{Serialize, Serializer};

use crate::core::standing::Assessment;
use crate::screens::person::PersonJson;
use crate::screens::style::Label;
use crate::screens::table::{AlignedTable, Column};
use crate::screens::words::{name, signed};
use crate::screens::{Page, View};
use crate::text::sanitize;

/// People, in the order shown.
#[derive(Debug)]
pub struct ListView<'b>(pub Vec<Assessment<'b>>);

impl View for ListView<'_> {
    fn render(&self, page: &Page) -> String {
        const COLUMNS: [Column; 7] = [
            Column::Name("Name"),
            Column::Name("Handle"),
            Column::Text("Dept"),
            Column::Name("Standing"),
            Column::Number("Balance"),
            Column::Number("Warmth"),
            Column::Number("Contact"),
        ];
        if self.0.is_empty() {
            return "Nobody.\n".to_owned();
        }
        let mut table = AlignedTable::new(page, &COLUMNS);
        for assessment in &self.0 {
            add_row(assessment, &mut table);
        }
        table.render()
    }
}

fn add_row(assessment: &Assessment, table: &mut AlignedTable) {
    let person = assessment.person;
    let contact = assessment.history.last_contact;
    let contact = contact.map(|day| format!("{} d", assessment.days_since(day)));
    let dept = person.dept.as_deref().unwrap_or_default();
    table.cell(Label::Name, name(person));
    table.cell(Label::Plain, sanitize::line(&person.handle));
    table.cell(Label::Plain, sanitize::line(dept));
    table.cell(assessment.standing.into(), assessment.standing.words());
    table.cell(Label::Plain, signed(assessment.balance));
    table.cell(Label::Plain, assessment.warmth.to_string());
    table.cell(Label::Plain, contact.as_deref().unwrap_or("never"));
}

impl Serialize for ListView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(PersonJson))
    }
}
