//! All people, a line each.

use serde::{Serialize, Serializer};

use super::person::PersonJson;
use super::style::Label;
use super::table::{Column, table};
use super::words::signed;
use super::{Page, View, safe};
use crate::core::standing::{Assessment, Standing};

/// People in the order in which they are shown.
#[derive(Debug)]
pub struct ListView<'b>(pub Vec<Assessment<'b>>);

impl View for ListView<'_> {
    fn text(&self, page: &Page) -> String {
        const COLUMNS: [Column; 7] = [
            Column::name("Name"),
            Column::name("Handle"),
            Column::text("Dept"),
            Column::name("Standing"),
            Column::number("Balance"),
            Column::number("Warmth"),
            Column::number("Contact"),
        ];
        if self.0.is_empty() {
            return "Nobody.\n".to_owned();
        }
        table(
            page,
            &COLUMNS,
            self.0.iter().map(|assessment| row(assessment, page)),
        )
    }
}

fn row(assessment: &Assessment, page: &Page) -> Vec<String> {
    let person = assessment.person;
    let contact = assessment
        .history
        .last_contact
        .map(|day| format!("{} d", assessment.days_since(day)));
    vec![
        page.paint(Label::Name, &safe::line(&person.name)),
        safe::line(&person.handle).into_owned(),
        person
            .dept
            .as_ref()
            .map_or_else(String::new, |dept| safe::line(dept).into_owned()),
        standing(assessment.standing, page),
        signed(assessment.balance),
        assessment.warmth.to_string(),
        contact.unwrap_or_else(|| "never".to_owned()),
    ]
}

/// A standing in its colour.
pub fn standing(standing: Standing, page: &Page) -> String {
    match standing {
        Standing::Strained | Standing::InDebt => page.paint(Label::Bad, standing.words()),
        Standing::Cold | Standing::Cooling => page.paint(Label::Soon, standing.words()),
        Standing::Steady | Standing::Strong => page.paint(Label::Good, standing.words()),
        Standing::Mending | Standing::New => standing.words().to_owned(),
    }
}

impl Serialize for ListView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(PersonJson::of))
    }
}
