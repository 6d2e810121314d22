//! What the score finds, said in words: reasons, suggestions, verdicts.
//!
//! Warm and plain, from the practice the program serves. People are named, never guessed to
//! be a he or a she. Everything taken from the file is made fit for a terminal here.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::core::agenda::{Action, Row};
use crate::core::rules::{About, Reason, Rule};
use crate::core::standing::{AskSize, Assessment, Standing, Verdict};
use crate::model::goal::Goal;
use crate::model::interaction::Kind;
use crate::model::person::Person;
use crate::screens::Page;
use crate::screens::words::{day, first_name, hundredths, sentence, signed};
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
        // The core gives each of these rules its own kind of thing to tell.
        (Rule::Promise | Rule::AskOnly | Rule::Goal | Rule::Cadence, _) => {
            reason_in_short(reason).into_owned()
        }
    }
}

/// The goal for which a person matters and its deadline, as a date: a calendar is read later.
fn at_stake(goal: &Goal, today: NaiveDate) -> String {
    let name = sanitize::line(&goal.name);
    match goal.by {
        None => format!("goal {name}"),
        Some(by) => format!("goal {name} (by {})", day(by, today)),
    }
}

/// A reason beside a more pressing one: `boss not told`.
pub fn reason_in_short(reason: &Reason) -> Cow<'static, str> {
    match (reason.rule, reason.about) {
        (Rule::AskOnly, About::Asks(asks)) => format!("{asks} asks since you gave").into(),
        (
            Rule::Goal,
            About::Silence {
                goal: Some(goal), ..
            },
        ) => format!("goal {}", sanitize::line(&goal.name)).into(),
        (rule, _) => rule_in_short(rule).into(),
    }
}

/// A rule beside a more pressing one.
pub fn rule_in_short(rule: Rule) -> &'static str {
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

/// What people write before a deed, which reads badly after `you promised:`. Those that hold
/// another come first.
const BEFORE_A_DEED: [&str; 10] = [
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

/// What was promised as a deed: `send the plan`, whether it is written so, as `to send the
/// plan` or as `I will send the plan.`
pub fn deed(what: &str) -> String {
    let whole = what.trim().trim_end_matches('.');
    let mut deed = whole;
    while let Some(rest) = BEFORE_A_DEED.iter().find_map(|start| {
        let head = deed.get(..start.len())?;
        head.eq_ignore_ascii_case(start)
            .then(|| deed[start.len()..].trim_start())
    }) {
        deed = rest;
    }
    sanitize::line(if deed.is_empty() { whole } else { deed }).into_owned()
}

/// The one thing to do, with what is known of the person. What was promised stands in the
/// reason beside it.
pub fn suggestion(row: &Row, today: NaiveDate) -> Cow<'static, str> {
    match row.action {
        Action::Keep if row.headline.due < today => "keep it, or say when it will be".into(),
        Action::Keep => "keep it, and say so".into(),
        Action::Log(Kind::Repaired) => {
            "talk it out in person: say what pressed you, it was not an attack".into()
        }
        Action::Log(kind) => action(kind, row.person, row.headline.rule).into(),
    }
}

fn action(kind: Kind, person: &Person, rule: Rule) -> String {
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
        // No rule suggests these, but a word for each keeps the table whole.
        (Kind::Asked | Kind::Received | Kind::Strained | Kind::Repaired, ..) => {
            format!("talk with {name}")
        }
    }
}

/// `settles 2 of 3`: how much the one thing to do is good for, where that is more than one.
pub fn settled_count(row: &Row) -> Option<String> {
    let (settles, reasons) = (row.settles.len(), row.others.len() + 1);
    (settles > 1).then(|| format!("settles {settles} of {reasons}"))
}

/// How it stands, in a line: `in debt · balance −26 · warmth 77 (+51 in 30 days)`.
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

/// How a person is reached: telephone numbers and mail addresses on one line, if any is known.
pub fn reached_by(person: &Person) -> Option<String> {
    let all = person.phone.iter().chain(&person.email);
    let all: Vec<_> = all.map(|text| sanitize::line(text)).collect();
    (!all.is_empty()).then(|| all.join(" · "))
}

/// Why a verdict is what it is, as half a sentence.
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

/// May I ask: the answer in a word or two, and the rest of the sentence, `thank first` and
/// `. Help of 2 November was not thanked`. A yes tells the balance it leaves.
pub fn may_ask_answer(assessment: &Assessment, size: AskSize) -> (&'static str, String) {
    let ask = assessment.ask(size);
    let why = verdict_reason(assessment, size);
    let rest = match (ask.verdict == Verdict::Yes, why.as_str()) {
        (true, "") => format!(", leaving {}", signed(ask.after)),
        (true, why) => format!(", leaving {}, {why}", signed(ask.after)),
        (false, why) => format!(". {}", sentence(why)),
    };
    (ask.verdict.words(), rest)
}

/// May I ask, for every size of ask; sizes with the same answer are put together.
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

/// What would make up for so many hundredths of a point, with the usual credits.
fn gift(short: i64) -> &'static str {
    match short {
        ..=100 => "one shared item is enough",
        101..=200 => "one favour is enough",
        201..=400 => "one big favour is enough",
        _ => "it takes more than one favour",
    }
}

/// How to ask for something urgent when the answer is yes (section 4).
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
