//! One person before a coffee: how it stands and why, line by line, and what to talk about.

mod arithmetic;
mod custom_fields;
mod json;
mod sparkline;
mod talk;

use chrono::NaiveDate;

use crate::core::rules::Reason;
use crate::core::standing::{AskSize, Assessment, Verdict};
use crate::model::custom_fields::Text;
use crate::model::person::{Cadence, Person};
use crate::model::settings::Settings;
use crate::screens::list::standing;
use crate::screens::style::Label;
use crate::screens::words::{ago, day, signed};
use crate::screens::{Page, View, phrase};
use crate::text::sanitize;
use crate::text::wrap::wrap;

pub use crate::screens::show::talk::latest;

/// Everything there is to know before meeting somebody.
#[derive(Debug)]
pub struct ShowView<'b> {
    /// The score.
    pub assessment: Assessment<'b>,
    /// The settings it was made with.
    pub settings: &'b Settings,
    /// Every reason, the most pressing first, those beyond the horizon too.
    pub reasons: Vec<Reason<'b>>,
    /// Who introduced them, if that handle is somebody's.
    pub introduced_by: Option<&'b Person<'b>>,
    /// Whom they introduced.
    pub introduced: Vec<&'b Person<'b>>,
}

impl View for ShowView<'_> {
    fn text(&self, page: &Page) -> String {
        let mut text = self.head(page);
        text += &self.contact_data(page);
        text.push('\n');
        text += &self.may_i_ask(page);
        text.push('\n');
        text += &arithmetic::text(self, page);
        text += &sparkline::text(
            self.assessment.person,
            self.settings,
            self.assessment.today,
            page,
        );
        text + &talk::text(self, page)
    }
}

impl<'b> ShowView<'b> {
    fn person(&self) -> &'b Person<'b> {
        self.assessment.person
    }

    fn today(&self) -> NaiveDate {
        self.assessment.today
    }

    fn head(&self, page: &Page) -> String {
        let person = self.person();
        let texts = [&person.role, &person.dept, &person.org];
        let mut facts: Vec<String> = texts
            .into_iter()
            .flatten()
            .map(|text| sanitize::line(text).into_owned())
            .collect();
        if !person.helps.is_empty() {
            facts.push(format!("helps with {}", joined(&person.helps)));
        }
        if let Some(boss) = &person.boss {
            facts.push(format!("boss {}", sanitize::line(boss)));
        }
        facts.push(self.cadence());
        let name = page.paint(Label::Name, &sanitize::line(&person.name));
        let first = wrap(&format!("{name} · {}", facts.join(" · ")), page.width, "");
        format!(
            "{first}{}\n{}\n",
            stands(&self.assessment, page),
            self.days()
        )
    }

    fn cadence(&self) -> String {
        match self.person().every {
            Some(Cadence::Never) => "no rhythm".to_owned(),
            Some(Cadence::Days(_)) | None => match self.person().every_days(self.settings) {
                1 => "every day".to_owned(),
                days => format!("every {days} days"),
            },
        }
    }

    fn days(&self) -> String {
        let history = &self.assessment.history;
        let since = |what: &str, on: Option<NaiveDate>| match on {
            Some(on) => format!("{what} {}", ago(self.assessment.days_since(on))),
            None => format!("{what} never"),
        };
        [
            since("gave", history.last_gave),
            since("asked", history.last_asked),
            since("contact", history.last_contact),
            since("met", history.last_met),
        ]
        .join(" · ")
    }

    fn contact_data(&self, page: &Page) -> String {
        let person = self.person();
        let data: Vec<String> = person
            .phone
            .iter()
            .chain(&person.email)
            .map(|text| sanitize::line(text).into_owned())
            .collect();
        let mut text = String::new();
        if !data.is_empty() {
            text += &wrap(&data.join(" · "), page.width, "");
        }
        if let Some(archived) = person.archived.filter(|day| *day <= self.today()) {
            text += &format!("archived on {}\n", day(archived, self.today()));
        }
        text
    }

    fn may_i_ask(&self, page: &Page) -> String {
        let mut text = format!("{}\n", page.paint(Label::Heading, "May I ask?"));
        for answer in phrase::answers(&self.assessment) {
            text += &wrap(&format!("  {answer}"), page.width, "    ");
        }
        if self.assessment.ask(AskSize::Urgent).verdict == Verdict::Yes {
            text += &wrap(
                &format!("  if it is urgent: {}", phrase::HOW_TO_ASK_URGENTLY),
                page.width,
                "    ",
            );
        }
        text
    }
}

/// How it stands, in a line: `in debt · balance −26 · warmth 77 (+51 in 30 days)`.
pub fn stands(assessment: &Assessment, page: &Page) -> String {
    let trend = match assessment.trend {
        Some(trend) => format!(" ({} in 30 days)", signed(trend)),
        None => String::new(),
    };
    format!(
        "{} · balance {} · warmth {}{trend}",
        standing(assessment.standing, page),
        signed(assessment.balance),
        assessment.warmth
    )
}

/// Texts of the file on one line.
pub fn joined(texts: &[Text]) -> String {
    let texts: Vec<_> = texts.iter().map(|text| sanitize::line(text)).collect();
    texts.join(", ")
}
