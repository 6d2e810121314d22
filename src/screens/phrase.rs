//! The findings of the score in words: reasons, suggestions, verdicts.
//!
//! The tone is warm and plain. People are named, never guessed to be a he or a she. Everything
//! taken from the file is made safe for a terminal here.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::core::agenda::{Action, Row};
use crate::core::rules::{About, Reason, Rule};
use crate::core::standing::{AskSize, Assessment, Standing, Verdict};
use crate::model::goal::Goal;
use crate::model::interaction::Kind;
use crate::model::person::Person;
use crate::screens::Page;
use crate::screens::words::{capitalized, day, first_name, hundredths, signed};
use crate::text::sanitize;

/// Shown for a book without people.
pub const EMPTY_BOOK: &str =
    "The book is empty. Add someone you met: allies add \"Sara Ortiz\" --dept IT --met";

/// A reason in full: `help of 2 November not thanked`.
pub fn reason(reason: &Reason, today: NaiveDate) -> String {
    let trigger = || day(reason.trigger, today);
    match (reason.rule, reason.about) {
        (Rule::Promise, About::Promise(promise)) => {
            format!("you promised: {}", deed(&promise.what))
        }
        (Rule::AskOnly, About::Asks(asks)) => format!("{asks} asks since you last gave"),
        (Rule::Goal | Rule::Cadence, About::Silence { contact, goal }) => {
            let goal = goal.filter(|_| reason.rule == Rule::Goal);
            let at_stake = goal.map(|goal| at_stake(goal, today) + ": ");
            let (at_stake, since) = (at_stake.unwrap_or_default(), trigger());
            if contact {
                format!("{at_stake}silent since {since}")
            } else {
                format!("{at_stake}no contact since {since}, when added")
            }
        }
        (Rule::Strain, _) => format!("strained on {}", trigger()),
        (Rule::Thanks, _) => format!("help of {} not thanked", trigger()),
        (Rule::Credit, _) => format!("help of {}, boss not told", trigger()),
        (Rule::GiveBack, _) => format!("in debt since {}", trigger()),
        (Rule::NeverMet, _) => format!("added {}, never met", trigger()),
        (Rule::Loop, _) => format!("what came of your ask of {}?", trigger()),
        // Not expected: the core always pairs these rules with the `About` handled above.
        (Rule::Promise | Rule::AskOnly | Rule::Goal | Rule::Cadence, _) => {
            short_reason(reason).into_owned()
        }
    }
}

/// The goal that a person matters for and its deadline, as a date since a calendar is read later.
fn at_stake(goal: &Goal, today: NaiveDate) -> String {
    let name = sanitize::line(&goal.name);
    match goal.by {
        None => format!("goal {name}"),
        Some(by) => format!("goal {name} (by {})", day(by, today)),
    }
}

/// A reason next to a more pressing one: `boss not told`.
pub fn short_reason(reason: &Reason) -> Cow<'static, str> {
    match (reason.rule, reason.about) {
        (Rule::AskOnly, About::Asks(asks)) => format!("{asks} asks since you gave").into(),
        (
            Rule::Goal,
            About::Silence {
                goal: Some(goal), ..
            },
        ) => format!("goal {}", sanitize::line(&goal.name)).into(),
        (rule, _) => short_rule(rule).into(),
    }
}

/// A rule next to a more pressing one.
fn short_rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Strain => "strained",
        Rule::Promise => "a promise",
        Rule::Thanks => "not thanked",
        Rule::Credit => "boss not told",
        Rule::AskOnly => "asked only",
        Rule::GiveBack => "give back",
        Rule::Goal => "a goal",
        Rule::NeverMet => "never met",
        Rule::Cadence => "keep in touch",
        Rule::Loop => "an open ask",
    }
}

/// How people begin a promise, which reads badly after `you promised:`.
const PROMISE_OPENINGS: [&str; 10] = [
    "i am going to ",
    "i'm going to ",
    "i promised to ",
    "i will ",
    "i'll ",
    "i\u{2019}ll ",
    "that i will ",
    "that i'll ",
    "to ",
    "me to ",
];

/// What was promised, without the opening: `send the plan` for `to send the plan` and for
/// `I will send the plan.`
pub fn deed(what: &str) -> String {
    let whole = what.trim().trim_end_matches('.');
    let mut deed = whole;
    while let Some(rest) = PROMISE_OPENINGS.iter().find_map(|start| {
        let head = deed.get(..start.len())?;
        head.eq_ignore_ascii_case(start)
            .then(|| deed[start.len()..].trim_start())
    }) {
        deed = rest;
    }
    sanitize::line(if deed.is_empty() { whole } else { deed }).into_owned()
}

/// The one thing to do, using what is known about the person. It does not repeat what was
/// promised, which is in the reason next to it.
pub fn suggestion(row: &Row, today: NaiveDate) -> Cow<'static, str> {
    match row.action {
        Action::Keep if row.headline.due < today => "keep it, or say when it will be".into(),
        Action::Keep => "keep it, and say so".into(),
        Action::Log(Kind::Repaired) => {
            "talk it out in person: say what pressed you, it was not an attack".into()
        }
        Action::Log(kind) => suggested_action(kind, row.person, row.headline.rule).into(),
    }
}

fn suggested_action(kind: Kind, person: &Person, rule: Rule) -> String {
    let name = &sanitize::line(first_name(&person.name));
    let boss = person.boss.as_ref().map(|boss| sanitize::line(boss));
    let cares = person.cares.first().map(|cares| sanitize::line(cares));
    let how = "how do they work, how could you ask better?";
    match (kind, boss, cares) {
        (Kind::Thanked, ..) => {
            format!("thank {name}: what they did, that you noticed, thank you")
        }
        (Kind::Praised, Some(boss), _) => {
            format!("write to {boss}: what {name} did, that you saw it")
        }
        (Kind::Praised, None, _) => {
            format!("praise {name} to their boss: what they did, that you saw it")
        }
        (Kind::Gave, _, Some(cares)) => {
            format!("offer {name} an hour of help, best with {cares}")
        }
        (Kind::Gave, _, None) => format!("offer {name} an hour of help, or an introduction"),
        (Kind::Shared, _, Some(cares)) => format!("send {name} something on {cares}"),
        (Kind::Shared, _, None) => format!("send {name} something they can use"),
        (Kind::Met, ..) if rule == Rule::NeverMet => {
            format!("coffee with {name}, not a meeting: {how}")
        }
        (Kind::Met, _, Some(cares)) => {
            format!("coffee or lunch with {name}, not a meeting; ask about {cares}")
        }
        (Kind::Met, _, None) => format!("coffee or lunch with {name}, not a meeting"),
        (Kind::Called, ..) => format!("call {name}: {how}"),
        (Kind::Wrote, ..) => format!("write {name} two lines: how it ended"),
        // No rule suggests these kinds.
        (Kind::Asked | Kind::Received | Kind::Strained | Kind::Repaired, ..) => {
            format!("talk with {name}")
        }
    }
}

/// `settles 2 of 3`: how many reasons the one thing to do settles, if more than one.
pub fn settled_count(row: &Row) -> Option<String> {
    let (settles, reasons) = (row.settles.len(), row.others.len() + 1);
    (settles > 1).then(|| format!("settles {settles} of {reasons}"))
}

/// The standing in one line: `in debt · balance −26 · warmth 77 (+51 in 30 days)`.
pub fn standing_line(assessment: &Assessment, page: &Page) -> String {
    let trend = assessment.trend;
    let trend = trend.map(|trend| format!(" ({} in 30 days)", signed(trend)));
    format!(
        "{} · balance {} · warmth {}{}",
        standing(assessment.standing, page),
        signed(assessment.balance),
        assessment.warmth,
        trend.unwrap_or_default()
    )
}

/// A standing in its colour.
pub fn standing(standing: Standing, page: &Page) -> String {
    page.paint(standing.into(), standing.words())
}

/// Phone numbers and email addresses on one line, if any are known.
pub fn phone_and_email(person: &Person) -> Option<String> {
    let all = person.phone.iter().chain(&person.email);
    let all: Vec<_> = all.map(|text| sanitize::line(text)).collect();
    (!all.is_empty()).then(|| all.join(" · "))
}

/// The reason for a verdict, as half a sentence.
pub fn verdict_reason(assessment: &Assessment, size: AskSize) -> String {
    let day = |on: NaiveDate| day(on, assessment.today);
    match assessment.ask(size).verdict {
        Verdict::RepairFirst(since) => format!("strained since {}", day(since)),
        Verdict::ThankFirst(help) => format!("help of {} was not thanked", day(help)),
        Verdict::CreditFirst(help) => {
            let boss = assessment.person.boss.as_deref().unwrap_or("their boss");
            let boss = sanitize::line(boss);
            format!("{boss} has not heard of the help of {}", day(help))
        }
        Verdict::GiveFirst(short) => format!("{} short: {}", hundredths(short), gift(short)),
        Verdict::GiveFirstMending(repaired) => {
            format!("repaired on {}, and nothing given since", day(repaired))
        }
        Verdict::MeetFirst => format!("warmth {}: hardly any contact is left", assessment.warmth),
        Verdict::Yes if assessment.asked_since_giving() => {
            "though you asked more recently than you gave".to_owned()
        }
        Verdict::Yes => String::new(),
    }
}

/// The answer to "may I ask?" in a word or two and the rest of the sentence, such as `thank first`
/// and `. Help of 2 November was not thanked`. A yes includes the balance it leaves.
pub fn may_ask_answer(assessment: &Assessment, size: AskSize) -> (&'static str, String) {
    let ask = assessment.ask(size);
    let why = verdict_reason(assessment, size);
    let rest = match (ask.verdict == Verdict::Yes, why.as_str()) {
        (true, "") => format!(", leaving {}", signed(ask.after)),
        (true, why) => format!(", leaving {}, {why}", signed(ask.after)),
        (false, why) => format!(". {}", capitalized(why)),
    };
    (ask.verdict.words(), rest)
}

/// The answers to "may I ask?" for every size; sizes with the same answer share a line.
pub fn may_ask_answers(assessment: &Assessment) -> Vec<String> {
    let mut groups: Vec<(Vec<&str>, _)> = Vec::new();
    for size in AskSize::ALL {
        let answer = may_ask_answer(assessment, size);
        match groups.last_mut() {
            Some((sizes, same)) if *same == answer => sizes.push(size.word()),
            _ => groups.push((vec![size.word()], answer)),
        }
    }
    let lines = groups.into_iter();
    lines
        .map(|(sizes, (verdict, rest))| format!("{}: {verdict}{rest}", sizes.join(", ")))
        .collect()
}

/// What makes up for a shortfall in hundredths of a point, with the default credits.
fn gift(short: i64) -> &'static str {
    match short {
        ..=100 => "one shared item is enough",
        101..=200 => "one favour is enough",
        201..=400 => "one big favour is enough",
        _ => "it takes more than one favour",
    }
}

/// How to ask for something urgent when the answer is yes (score, section 4).
pub const HOW_TO_ASK_URGENTLY: &str = "say how much time there is, ask and do not demand, say it is beyond what they must do, and that they know best";

/// Questions for a coffee, from the practice of those who ask well.
pub const QUESTIONS: [&str; 6] = [
    "how do your requests reach you best?",
    "what would make ours easier for you?",
    "what are you working on that I should know of?",
    "what takes more of your time than it should?",
    "who else should I know here?",
    "what do people get wrong about your work?",
];
