//! All people, a line each.

use serde::{Serialize, Serializer};

use crate::core::standing::{Assessment, Standing};
use crate::screens::person::PersonJson;
use crate::screens::style::Label;
use crate::screens::table::{Column, table};
use crate::screens::words::signed;
use crate::screens::{Page, View};
use crate::text::sanitize;

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
        page.paint(Label::Name, &sanitize::line(&person.name)),
        sanitize::line(&person.handle).into_owned(),
        person
            .dept
            .as_ref()
            .map_or_else(String::new, |dept| sanitize::line(dept).into_owned()),
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
