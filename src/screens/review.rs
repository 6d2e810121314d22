//! The weekly reflection: two weeks side by side, where allies are missing, and a question.

mod json;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::core::review::{
    Ally, Cover, Coverage, Direction, GoalCheck, Lean, Owed, Review, Tally, Tilt,
};
use crate::model::person::Person;
use crate::screens::definition_list::Labelled;
use crate::screens::goal::{label, too_many, warmth};
use crate::screens::list::standing;
use crate::screens::style::Label;
use crate::screens::words::{and_more, count, count_days, full_day, hundredths, list, signed};
use crate::screens::{Page, View, phrase};
use crate::text::sanitize;
use crate::text::width::width;
use crate::text::wrap::wrap;

/// Columns of the labels at the left.
const LABELS: usize = 15;

/// Columns of a direction beside its bar.
const BESIDE_BAR: usize = 60;

/// The shortest and the longest bar that say something.
const BAR: (usize, usize) = (10, 40);

/// How many people of one department or list are named before the rest is counted.
const NAMED: usize = 6;

/// The review of one day.
#[derive(Debug)]
pub struct ReviewView<'b> {
    /// What it says.
    pub review: Review<'b>,
    /// Whether nobody is in the book at all.
    pub is_empty_book: bool,
}

impl View for ReviewView<'_> {
    fn text(&self, page: &Page) -> String {
        let review = &self.review;
        let head = format!("The week to {}", full_day(review.today));
        let mut text = format!("{}\n\n", page.paint(Label::Heading, &head));
        if self.is_empty_book {
            text += &wrap(phrase::EMPTY_BOOK, page.width, "");
            text.push('\n');
        } else {
            let mut lines = Labelled::on(page, LABELS);
            self.week(&mut lines);
            self.owed(&mut lines);
            self.goals(&mut lines);
            self.departments(&mut lines);
            self.effort(&mut lines);
            self.whole(&mut lines);
            text += &lines.into_text();
            text.push('\n');
        }
        let question = format!("To think about: {}", review.week.question);
        text + &wrap(&question, page.width, "")
    }
}

impl ReviewView<'_> {
    fn week(&self, lines: &mut Labelled) {
        let week = &self.review.week;
        let (now, before) = tallies(week.now, week.before);
        lines.push("This week", &now);
        lines.push("The one before", &before);
        lines.gap();
        if !week.cooling.is_empty() {
            let losses = week.cooling.iter().map(|loss| {
                let name = sanitize::line(&loss.person.name);
                format!("{name} {}", signed(loss.change))
            });
            let losses: Vec<String> = losses.collect();
            let losses = format!("{} (warmth, in 7 days)", losses.join(", "));
            lines.push("Cooling", &losses);
        }
        if week.stranger {
            lines.push(
                "New",
                "nobody added in 30 days: whom could you get to know?",
            );
        }
    }

    fn owed(&self, lines: &mut Labelled) {
        let owed = &self.review.owed;
        for one in owed.iter().take(NAMED) {
            lines.push("You owe", &debts(one, self.review.today));
        }
        if let Some(more) = and_more(owed.len().saturating_sub(NAMED)) {
            lines.push("You owe", &more);
        }
        if !self.review.give_only.is_empty() {
            let names = names(self.review.give_only.iter().copied());
            lines.push("Only given", &format!("{names}: let them help you too"));
        }
    }

    fn goals(&self, lines: &mut Labelled) {
        for check in &self.review.goals {
            lines.push("Goals", &goal(check, lines.page()));
        }
        if self.review.has_many_goals() {
            let goals = self.review.goals.len();
            lines.push("Goals", &too_many(goals));
        }
    }

    fn departments(&self, lines: &mut Labelled) {
        let widths = self.review.coverage.iter();
        let widest = widths
            .map(|one| width(&sanitize::line(one.dept)))
            .max()
            .unwrap_or(0);
        for coverage in &self.review.coverage {
            let line = department(coverage, widest, lines.page());
            lines.push("Departments", &line);
        }
    }

    fn effort(&self, lines: &mut Labelled) {
        let leaning = &self.review.concentration;
        let name = |person: &Person| sanitize::line(&person.name).into_owned();
        for direction in &self.review.direction {
            lines.push("Effort goes", &towards(direction, lines.page()));
        }
        if let Some(top) = leaning.top {
            let (name, percent) = (name(top), leaning.percent);
            let share = format!("{name}, {percent} % of your effort in 90 days");
            lines.push("Most to", &share);
        }
        let flagged = match (leaning.flag, leaning.top, leaning.strong.first()) {
            (Some(Lean::OnePerson), Some(top), _) => {
                format!(
                    "{} alone takes more than two fifths of your effort",
                    name(top)
                )
            }
            (Some(Lean::OnlyOneStrong), _, Some(strong)) => {
                format!("{} is the only strong ally", name(strong))
            }
            (Some(Lean::OnePerson | Lean::OnlyOneStrong) | None, _, _) => return,
        };
        lines.push("Leaning on", &lines.page().paint(Label::Soon, &flagged));
    }

    fn whole(&self, lines: &mut Labelled) {
        let whole = self.review.whole;
        let line = format!(
            "given {}, taken {}, balance {}",
            hundredths(whole.given),
            hundredths(whole.taken),
            signed(whole.balance)
        );
        lines.push("The whole book", &line);
        let load = self.review.load;
        let remark = if load.is_heavy() {
            ": more than anybody keeps; lengthen some with allies edit WHO --every"
        } else {
            ""
        };
        let contacts = format!(
            "{}.{} contacts a week, by the rhythms and goals you set{remark}",
            load.tenths / 10,
            load.tenths % 10
        );
        lines.push("To keep up", &contacts);
    }
}

/// `Li Wei: strained on 11 November`, the most pressing in full.
fn debts(owed: &Owed, today: NaiveDate) -> String {
    let name = sanitize::line(&owed.person.name);
    let told = owed.reasons.iter().enumerate().map(|(place, reason)| {
        if place == 0 {
            phrase::reason(reason, today)
        } else {
            phrase::in_short(reason).into_owned()
        }
    });
    let told: Vec<String> = told.collect();
    format!("{name}: {}", told.join(", "))
}

/// Both weeks, their numbers below each other.
fn tallies(now: Tally, before: Tally) -> (String, String) {
    let columns = |tally: Tally| {
        [
            ("gave", tally.gave),
            ("thanked", tally.thanked),
            ("met", tally.met),
            ("asked", tally.asked),
        ]
    };
    let pairs = columns(now).into_iter().zip(columns(before));
    let pairs = pairs.map(|((word, now), (_, before))| {
        let digits = now.max(before).to_string().len();
        let told = |number: usize| format!("{word} {number:>digits$}");
        (told(now), told(before))
    });
    let (now, before): (Vec<String>, Vec<String>) = pairs.unzip();
    (now.join("   "), before.join("   "))
}

fn goal(check: &GoalCheck, page: &Page) -> String {
    let left = match check.days_left {
        None => "no deadline".to_owned(),
        Some(0) => "last day".to_owned(),
        Some(days) => {
            format!("{} left", count_days(days))
        }
    };
    let verdict = page.paint(label(check.verdict), check.verdict.words());
    let name = sanitize::line(&check.goal.name);
    let told = format!("{name}, {left}: {verdict}");
    if check.named.is_empty() {
        return told;
    }
    let warm = warmth(check);
    let fix: Vec<&Ally> = check.fix().collect();
    match fix.as_slice() {
        [] => format!("{told} ({warm})"),
        fix => format!("{told} ({warm}; {})", with_standings(fix, page)),
    }
}

/// A department: who is warm there, else who is there at all and how it stands.
fn department(coverage: &Coverage, widest: usize, page: &Page) -> String {
    let dept = sanitize::line(coverage.dept);
    let gap = " ".repeat(widest.saturating_sub(width(&dept)));
    let warm = || names(coverage.warm.iter().map(|ally| ally.person));
    let (mark, told) = match coverage.cover {
        Cover::Nobody => (page.paint(Label::Aside, "–"), "nobody".to_owned()),
        Cover::NoneWarm => {
            let others: Vec<&Ally> = coverage.others.iter().collect();
            let others = with_standings(&others, page);
            (
                page.paint(Label::Soon, "○"),
                format!("nobody warm: {others}"),
            )
        }
        Cover::One => (page.paint(Label::Good, "●"), format!("{} only", warm())),
        Cover::Several => (page.paint(Label::Good, "●"), warm()),
    };
    format!("{mark} {dept}{gap}  {told}")
}

fn towards(direction: &Direction, page: &Page) -> String {
    let people = count(direction.people, "person", "people");
    let warm = match direction.warm {
        0 => page.paint(Label::Soon, Tilt::NoWarmAlly.words()),
        warm => count(warm, "warm ally", "warm allies"),
    };
    let skewed = match direction.flag {
        Some(Tilt::Skewed) => format!(", {}", page.paint(Label::Soon, Tilt::Skewed.words())),
        Some(Tilt::NoWarmAlly) | None => String::new(),
    };
    let level = direction.level.word();
    let percent = direction.percent;
    let bar = bar(percent, page.width);
    format!("{level:<6}{bar}{percent:>3} %   {people}, {warm}{skewed}")
}

/// The share as a bar with a space after it; nothing where the page is too narrow.
fn bar(percent: i64, page_width: usize) -> String {
    let (shortest, longest) = BAR;
    let cells = page_width.saturating_sub(BESIDE_BAR).min(longest);
    if cells < shortest {
        return String::new();
    }
    let percent = usize::try_from(percent).unwrap_or_default().min(100);
    // Any effort at all is seen.
    let full = ((percent * cells + 50) / 100).max(usize::from(percent > 0));
    format!("{}{} ", "█".repeat(full), "·".repeat(cells - full))
}

/// `Ingrid Dahl mending, Li Wei strained`.
fn with_standings(allies: &[&Ally], page: &Page) -> String {
    let told = allies.iter().take(NAMED).map(|ally| {
        let name = sanitize::line(&ally.person.name);
        format!("{name} {}", standing(ally.standing, page))
    });
    let mut told: Vec<String> = told.collect();
    if allies.len() > NAMED {
        told.push(format!("{} more", allies.len() - NAMED));
    }
    list(&told)
}

fn names<'b>(people: impl Iterator<Item = &'b Person<'b>>) -> String {
    let mut names: Vec<String> = people
        .map(|person| sanitize::line(&person.name).into_owned())
        .collect();
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    list(&names)
}

impl Serialize for ReviewView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        json::ReviewJson::of(&self.review).serialize(serializer)
    }
}
