//! Who to ask for something: everyone who fits, and whether an urgent request is all right.

use serde::{Serialize, Serializer};

use crate::core::standing::{AskSize, Verdict};
use crate::core::who::Candidate;
use crate::model::field::Field;
use crate::screens::person::PersonJson;
use crate::screens::style::Label;
use crate::screens::{Page, View, phrase};
use crate::text::sanitize;
use crate::text::width::width;
use crate::text::wrap::wrap;

/// Indents the lines below each name.
const INDENT: &str = "  ";

/// The fewest spaces between the facts about a person and their phone and email.
const GAP: usize = 3;

/// Advice for when the answer is no and it cannot wait.
const IF_IT_BURNS: &str = "If it burns, call all the same: say that it is beyond what you may ask and that they know best, and make it good soon after.";

/// People to call, best first.
#[derive(Debug)]
pub struct WhoView<'b>(pub Vec<Candidate<'b>>);

impl View for WhoView<'_> {
    fn render(&self, page: &Page) -> String {
        let mut text = String::new();
        for candidate in &self.0 {
            text += &head(candidate, page);
            text += &may_i_ask(candidate, page);
            text.push('\n');
        }
        text + &self.advice(page)
    }
}

impl WhoView<'_> {
    /// How to ask, once for everyone it applies to.
    fn advice(&self, page: &Page) -> String {
        let yes = |candidate: &Candidate| {
            candidate.assessment.ask(AskSize::Urgent).verdict == Verdict::Yes
        };
        let (may, may_not) = (self.0.iter().any(yes), !self.0.iter().all(yes));
        let mut text = String::new();
        if may {
            let how = format!("To ask for it urgently: {}.", phrase::HOW_TO_ASK_URGENTLY);
            text += &wrap(&how, page.width, "");
        }
        if may_not {
            text += &wrap(IF_IT_BURNS, page.width, "");
        }
        text
    }
}

/// Name, affiliations, what they can help with, standing, and how to reach them.
fn head(candidate: &Candidate, page: &Page) -> String {
    let person = candidate.assessment.person;
    let mut facts = phrase::name_and_affiliations(person, page);
    facts.extend(matches(candidate));
    facts.push(phrase::standing(candidate.assessment.standing, page));
    let facts = facts.join(" · ");
    let Some(reach) = phrase::phone_and_email(person) else {
        return wrap(&facts, page.width, INDENT);
    };
    let taken = width(&facts) + width(&reach);
    // On one line if the page is wide enough.
    if taken + GAP <= page.width {
        return format!("{facts}{}{reach}\n", " ".repeat(page.width - taken));
    }
    let reach = format!("{INDENT}{reach}");
    wrap(&facts, page.width, INDENT) + &wrap(&reach, page.width, INDENT)
}

/// What matches the need and is not shown anyway; without a need, what they help with.
fn matches(candidate: &Candidate) -> Vec<String> {
    if candidate.matches.is_empty() {
        let helps = phrase::helps_with(candidate.assessment.person);
        return helps.into_iter().collect();
    }
    let found = candidate.matches.iter().filter_map(|found| {
        let text = sanitize::line(&found.text);
        let before = [
            (Field::Helps, ""),
            (Field::Tags, "tagged "),
            (Field::Cares, "cares about "),
        ];
        let (_, before) = before.iter().find(|(field, _)| *field == found.field)?;
        Some(format!("{before}{text}"))
    });
    found.collect()
}

fn may_i_ask(candidate: &Candidate, page: &Page) -> String {
    let assessment = &candidate.assessment;
    let label = Label::from(assessment.ask(AskSize::Urgent).verdict);
    let (words, rest) = phrase::may_ask_answer(assessment, AskSize::Urgent);
    let answer = format!("{INDENT}{}{rest}", page.paint(label, words));
    wrap(&answer, page.width, INDENT)
}

impl Serialize for WhoView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let people = self.0.iter();
        serializer.collect_seq(people.map(|candidate| PersonJson(&candidate.assessment)))
    }
}
