//! One person before a coffee: how it stands and why, line by line, and what to talk about.

mod arithmetic;
mod json;
mod strip;

use chrono::{Datelike, NaiveDate};

use super::list::standing;
use super::style::Label;
use super::words::{ago, count, day, list, signed};
use super::wrap::wrap;
use super::{Page, View, phrase, safe};
use crate::core::own::Text;
use crate::core::person::{Cadence, Person};
use crate::core::reason::Reason;
use crate::core::settings::Settings;
use crate::core::standing::{AskSize, Assessment, Verdict};

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
        text += &strip::text(
            self.assessment.person,
            self.settings,
            self.assessment.today,
            page,
        );
        text += &self.to_talk_about(page);
        text
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
            .map(|text| safe::line(text).into_owned())
            .collect();
        if !person.helps.is_empty() {
            facts.push(format!("helps with {}", joined(&person.helps)));
        }
        if let Some(boss) = &person.boss {
            facts.push(format!("boss {}", safe::line(boss)));
        }
        facts.push(self.cadence());
        let name = page.paint(Label::Name, &safe::line(&person.name));
        let first = wrap(&format!("{name} · {}", facts.join(" · ")), page.width, "");
        format!("{first}{}\n{}\n", self.stands(page), self.days())
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

    fn stands(&self, page: &Page) -> String {
        let assessment = &self.assessment;
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
            .map(|text| safe::line(text).into_owned())
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
        let mut groups: Vec<(Vec<&str>, String)> = Vec::new();
        for size in AskSize::ALL {
            let answer = phrase::answer(&self.assessment, size);
            match groups.last_mut() {
                Some((sizes, same)) if *same == answer => sizes.push(size.word()),
                _ => groups.push((vec![size.word()], answer)),
            }
        }
        let mut text = format!("{}\n", page.paint(Label::Heading, "May I ask?"));
        for (sizes, answer) in groups {
            text += &wrap(
                &format!("  {}: {answer}", sizes.join(", ")),
                page.width,
                "    ",
            );
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

    /// The labelled lines below the arithmetic.
    fn to_talk_about(&self, page: &Page) -> String {
        let person = self.person();
        let mut lines: Vec<(&str, String)> = vec![("Due", self.due())];
        lines.extend(self.promises().map(|promise| ("Promised", promise)));
        if !person.cares.is_empty() {
            lines.push(("Cares", joined(&person.cares)));
        }
        if !person.tags.is_empty() {
            lines.push(("Tags", joined(&person.tags)));
        }
        lines.extend(self.introductions());
        lines.extend(
            person
                .about
                .iter()
                .flat_map(|about| safe::lines(about))
                .map(|line| ("About", line.into_owned())),
        );
        lines.extend(own_keys(person).map(|own| ("Own keys", own)));
        lines.push(("To ask", self.questions()));
        let mut text = String::new();
        let mut last = "";
        for (label, line) in lines {
            // A label stands once above those that share it.
            let shown = if label == last { "" } else { label };
            last = label;
            let label = page.paint(Label::Heading, &format!("{shown:<12}"));
            text += &wrap(&format!("{label}{line}"), page.width, "            ");
        }
        text
    }

    fn due(&self) -> String {
        let today = self.today();
        let when = |due: NaiveDate| match (today - due).num_days() {
            0 => "today".to_owned(),
            days @ 1.. => format!("{days} d late"),
            _ => day(due, today),
        };
        let snoozed = self.person().snooze_on(today);
        let mut due: Vec<String> = self
            .reasons
            .iter()
            .map(|reason| format!("{}, {}", phrase::in_short(reason), when(reason.due)))
            .collect();
        due.extend(snoozed.map(|snooze| format!("snoozed until {}", day(snooze.until, today))));
        if due.is_empty() {
            "nothing".to_owned()
        } else {
            due.join(" · ")
        }
    }

    fn promises(&self) -> impl Iterator<Item = String> {
        let today = self.today();
        let open = self
            .person()
            .promises
            .iter()
            .filter(move |promise| promise.is_open(today));
        open.map(move |promise| {
            format!(
                "{}, by {}",
                phrase::deed(&promise.what),
                day(promise.by, today)
            )
        })
    }

    fn introductions(&self) -> Vec<(&'static str, String)> {
        let name = |person: &&Person| safe::line(&person.name).into_owned();
        let mut lines = Vec::new();
        if let Some(handle) = &self.person().introduced_by {
            let by = self
                .introduced_by
                .as_ref()
                .map_or_else(|| safe::line(handle).into_owned(), name);
            lines.push(("Introduced", format!("by {by}")));
        }
        if !self.introduced.is_empty() {
            let names: Vec<String> = self.introduced.iter().map(name).collect();
            lines.push(("Introduced", format!("to you: {}", list(&names))));
        }
        lines
    }

    /// Two questions a week, other ones next week.
    fn questions(&self) -> String {
        let week = self.today().iso_week().week() as usize;
        let all = phrase::QUESTIONS;
        format!(
            "{} {}",
            all[2 * week % all.len()],
            all[(2 * week + 1) % all.len()]
        )
    }
}

fn own_keys(person: &Person) -> impl Iterator<Item = String> {
    let mut keys: Vec<String> = person
        .own
        .iter()
        .map(|(key, _)| safe::line(key).into_owned())
        .collect();
    keys.sort();
    (!keys.is_empty())
        .then(|| format!("{} ({})", keys.join(", "), count(keys.len(), "key", "keys")))
        .into_iter()
}

fn joined(texts: &[Text]) -> String {
    let texts: Vec<_> = texts.iter().map(|text| safe::line(text)).collect();
    texts.join(", ")
}
