//! One person, to read before meeting: the standing, the score line by line, and what to talk about.

mod arithmetic;
mod custom_fields;
mod sparkline;
pub mod talk;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::core::rules::Reason;
use crate::core::score::{self, Line};
use crate::core::standing::{AskSize, Assessment, Verdict};
use crate::model::person::{Cadence, Person, Promise};
use crate::model::settings::Settings;
use crate::screens::definition_list::DefinitionList;
use crate::screens::due::reason_json;
use crate::screens::person::PersonJson;
use crate::screens::style::Label;
use crate::screens::words::{affiliations, ago, comma_separated, day, decimal, list, name};
use crate::screens::{Page, View, phrase};
use crate::text::sanitize;
use crate::text::wrap::wrap;

/// Columns of the labels below the arithmetic.
const LABEL_WIDTH: usize = 12;

/// Everything to know before meeting someone.
#[derive(Debug)]
pub struct ShowView<'b> {
    /// The person and their score.
    pub assessment: Assessment<'b>,
    /// The settings the score was computed with.
    pub settings: &'b Settings,
    /// Every reason, most pressing first, including those beyond the horizon.
    pub reasons: Vec<Reason<'b>>,
    /// Who introduced them, if that person is in the book.
    pub introduced_by: Option<&'b Person<'b>>,
    /// The people they introduced.
    pub introduced: Vec<&'b Person<'b>>,
}

impl View for ShowView<'_> {
    fn render(&self, page: &Page) -> String {
        let mut text = self.head(page);
        text += &self.contact_data(page);
        text.push('\n');
        text += &self.may_i_ask(page);
        text.push('\n');
        text += &arithmetic::arithmetic(&self.assessment, self.settings, page);
        text += &sparkline::sparkline(&self.assessment, self.settings, page);
        text + &self.talking_points(page)
    }
}

impl ShowView<'_> {
    fn head(&self, page: &Page) -> String {
        let person = self.assessment.person;
        let mut facts = vec![page.paint(Label::Name, &name(person))];
        facts.extend(affiliations(person));
        facts.extend(comma_separated(&person.helps).map(|helps| format!("helps with {helps}")));
        let boss = person.boss.as_ref();
        facts.extend(boss.map(|boss| format!("boss {}", sanitize::line(boss))));
        facts.push(match (person.every, person.every_days(self.settings)) {
            (Some(Cadence::Never), _) => "no rhythm".to_owned(),
            (Some(Cadence::Days(_)) | None, 1) => "every day".to_owned(),
            (Some(Cadence::Days(_)) | None, days) => format!("every {days} days"),
        });
        let first = wrap(&facts.join(" · "), page.width, "");
        let stands = phrase::standing_line(&self.assessment, page);
        format!("{first}{stands}\n{}\n", self.days_since())
    }

    fn days_since(&self) -> String {
        let history = &self.assessment.history;
        let since = |(what, on): (&str, Option<NaiveDate>)| match on {
            Some(on) => format!("{what} {}", ago(self.assessment.days_since(on))),
            None => format!("{what} never"),
        };
        [
            ("gave", history.last_gave),
            ("asked", history.last_asked),
            ("contact", history.last_contact),
            ("met", history.last_met),
        ]
        .map(since)
        .join(" · ")
    }

    fn contact_data(&self, page: &Page) -> String {
        let (person, today) = (self.assessment.person, self.assessment.today);
        let reach = phrase::phone_and_email(person).map(|reach| wrap(&reach, page.width, ""));
        let mut text = reach.unwrap_or_default();
        if let Some(archived) = person.archived.filter(|day| *day <= today) {
            text += &format!("archived on {}\n", day(archived, today));
        }
        text
    }

    fn may_i_ask(&self, page: &Page) -> String {
        let mut lines = phrase::may_ask_answers(&self.assessment);
        if self.assessment.ask(AskSize::Urgent).verdict == Verdict::Yes {
            lines.push(format!("if it is urgent: {}", phrase::HOW_TO_ASK_URGENTLY));
        }
        let lines = lines.iter();
        let lines: String = lines
            .map(|line| wrap(&format!("  {line}"), page.width, "    "))
            .collect();
        format!("{}\n{lines}", page.paint(Label::Heading, "May I ask?"))
    }

    fn talking_points(&self, page: &Page) -> String {
        let (person, today) = (self.assessment.person, self.assessment.today);
        let mut lines = DefinitionList::new(page, LABEL_WIDTH);
        lines.extend("You owe", talk::owed(&self.reasons, today));
        lines.extend("Promised", talk::promises(person, today));
        lines.push("Due", &talk::due(person, &self.reasons, today));
        lines.extend("Last talks", talk::latest_talks(person, today));
        lines.extend("Cares about", comma_separated(&person.cares));
        let approach = person.approach.iter().map(|text| sanitize::line(text));
        lines.extend("How to ask", approach);
        lines.extend("Introduced", self.introductions());
        let about = person.about.iter().flat_map(|about| sanitize::lines(about));
        lines.extend("About", about);
        lines.extend("Tags", comma_separated(&person.tags));
        lines.extend("Own keys", custom_fields::lines(&person.own));
        lines.extend("To ask", talk::questions(person, today));
        lines.into_text()
    }

    fn introductions(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(handle) = &self.assessment.person.introduced_by {
            let by = self.introduced_by.map(name);
            let by = by.unwrap_or_else(|| sanitize::line(handle).into_owned());
            lines.push(format!("to you by {by}"));
        }
        if !self.introduced.is_empty() {
            let names: Vec<String> = self.introduced.iter().map(|person| name(person)).collect();
            lines.push(format!("{} to you", list(&names)));
        }
        lines
    }
}

impl Serialize for ShowView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (person, today) = (self.assessment.person, self.assessment.today);
        let mut lines: Vec<Line> = score::lines(person, self.settings, today).collect();
        lines.sort_by_key(|line| line.age);
        let reasons = self.reasons.iter();
        let introduced = self.introduced.iter();
        let mut json = json!(PersonJson(&self.assessment));
        json["lines"] = lines.iter().map(line_json).collect();
        json["promises"] = person.promises.iter().map(promise_json).collect();
        json["due"] = reasons.map(|reason| reason_json(reason, today)).collect();
        json["about"] = json!(person.about);
        json["approach"] = json!(person.approach);
        json["introduced_by"] = json!(person.introduced_by);
        json["introduced"] = introduced.map(|person| person.handle.as_ref()).collect();
        json["other"] = custom_fields::json(&person.own);
        json.serialize(serializer)
    }
}

fn line_json(line: &Line) -> Value {
    json!({
        "on": line.row.on,
        "kind": line.row.kind.word(),
        "size": line.row.size.word(),
        "urgent": line.row.urgent,
        "note": line.row.note,
        "age": line.age,
        "points": decimal(line.points),
        "contact": decimal(line.contact),
    })
}

fn promise_json(promise: &Promise) -> Value {
    json!({
        "by": promise.by,
        "made": promise.made,
        "what": promise.what,
        "kept": promise.kept,
    })
}
