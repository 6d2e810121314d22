//! The weekly reflection: two weeks side by side, where allies are missing, and a question.

mod json;

use chrono::NaiveDate;

use crate::core::review::{
    Ally, Cover, Coverage, Direction, GoalCheck, Lean, Loss, Owed, Review, Tally, Tilt,
};
use crate::screens::definition_list::DefinitionList;
use crate::screens::goal::{too_many, warm_count};
use crate::screens::style::Label;
use crate::screens::words::{
    and_more, count, count_days, full_day, hundredths, name, names, shortened, signed,
};
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
    fn render(&self, page: &Page) -> String {
        let review = &self.review;
        let head = format!("The week to {}", full_day(review.today));
        let mut text = format!("{}\n\n", page.paint(Label::Heading, &head));
        if self.is_empty_book {
            text += &wrap(phrase::EMPTY_BOOK, page.width, "");
        } else {
            let mut lines = DefinitionList::new(page, LABELS);
            self.week(&mut lines);
            self.owed(&mut lines);
            lines.extend("Goals", review.goals.iter().map(|check| goal(check, page)));
            if review.has_many_goals() {
                lines.push("Goals", &too_many(review.goals.len()));
            }
            self.departments(&mut lines);
            self.effort(&mut lines);
            self.whole(&mut lines);
            text += &lines.into_text();
        }
        let question = format!("To think about: {}", review.week.question);
        text + "\n" + &wrap(&question, page.width, "")
    }
}

impl ReviewView<'_> {
    fn week(&self, lines: &mut DefinitionList) {
        let week = &self.review.week;
        let (now, before) = tallies(week.now, week.before);
        lines.push("This week", &now);
        lines.push("The one before", &before);
        lines.gap();
        if !week.cooling.is_empty() {
            let loss = |loss: &Loss| format!("{} {}", name(loss.person), signed(loss.change));
            let losses: Vec<String> = week.cooling.iter().map(loss).collect();
            lines.push(
                "Cooling",
                &format!("{} (warmth, in 7 days)", losses.join(", ")),
            );
        }
        if week.stranger {
            lines.push("New", "nobody added in 30 days: who could you get to know?");
        }
    }

    fn owed(&self, lines: &mut DefinitionList) {
        let (owed, today) = (&self.review.owed, self.review.today);
        let debts = owed.iter().take(NAMED).map(|one| debts(one, today));
        lines.extend("You owe", debts);
        lines.extend("You owe", and_more(owed.len().saturating_sub(NAMED)));
        if !self.review.give_only.is_empty() {
            let names = names(self.review.give_only.iter().copied(), NAMED);
            lines.push("Only given", &format!("{names}: let them help you too"));
        }
    }

    fn departments(&self, lines: &mut DefinitionList) {
        let (coverage, page) = (self.review.coverage.iter(), lines.page());
        let widths = coverage.clone().map(|one| width(&sanitize::line(one.dept)));
        let widest = widths.max().unwrap_or(0);
        let departments = coverage.map(|one| department(one, widest, page));
        lines.extend("Departments", departments);
    }

    fn effort(&self, lines: &mut DefinitionList) {
        let (leaning, page) = (&self.review.concentration, lines.page());
        let directions = self.review.direction.iter();
        lines.extend(
            "Effort goes",
            directions.map(|one| direction_line(one, page)),
        );
        if let Some(top) = leaning.top {
            let (name, percent) = (name(top), leaning.percent);
            let share = format!("{name}, {percent} % of your effort in 90 days");
            lines.push("Most to", &share);
        }
        let flagged = match (leaning.flag, leaning.top, leaning.strong.first()) {
            (Some(Lean::OnePerson), Some(top), _) => {
                name(top) + " alone takes more than two fifths of your effort"
            }
            (Some(Lean::OnlyOneStrong), _, Some(strong)) => {
                name(strong) + " is the only strong ally"
            }
            (Some(Lean::OnePerson | Lean::OnlyOneStrong) | None, _, _) => return,
        };
        lines.push("Leaning on", &page.paint(Label::Soon, &flagged));
    }

    fn whole(&self, lines: &mut DefinitionList) {
        let (whole, load) = (self.review.whole, self.review.load);
        let (given, taken) = (hundredths(whole.given), hundredths(whole.taken));
        let balance = signed(whole.balance);
        let line = format!("given {given}, taken {taken}, balance {balance}");
        lines.push("The whole book", &line);
        let remark = if load.is_heavy() {
            ": more than anyone keeps; lengthen some with allies edit WHO --every"
        } else {
            ""
        };
        let (contacts, tenths) = (load.tenths / 10, load.tenths % 10);
        let contacts = format!(
            "{contacts}.{tenths} contacts a week, by the rhythms and goals you set{remark}"
        );
        lines.push("To keep up", &contacts);
    }
}

/// `Li Wei: strained on 11 November`, the most pressing in full.
fn debts(owed: &Owed, today: NaiveDate) -> String {
    let reasons = owed.reasons.iter().enumerate();
    let reasons = reasons.map(|(place, reason)| match place {
        0 => phrase::reason(reason, today),
        _ => phrase::reason_in_short(reason).into_owned(),
    });
    let reasons = reasons.collect::<Vec<_>>().join(", ");
    format!("{}: {reasons}", name(owed.person))
}

/// Both weeks, their numbers below each other.
fn tallies(now: Tally, before: Tally) -> (String, String) {
    let pairs = [
        ("gave", now.gave, before.gave),
        ("thanked", now.thanked, before.thanked),
        ("met", now.met, before.met),
        ("asked", now.asked, before.asked),
    ];
    let pairs = pairs.map(|(word, now, before)| {
        let digits = now.max(before).to_string().len();
        let cell = |number: usize| format!("{word} {number:>digits$}");
        (cell(now), cell(before))
    });
    let (now, before): (Vec<String>, Vec<String>) = pairs.into_iter().unzip();
    (now.join("   "), before.join("   "))
}

fn goal(check: &GoalCheck, page: &Page) -> String {
    let left = match check.days_left {
        None => "no deadline".to_owned(),
        Some(0) => "last day".to_owned(),
        Some(days) => format!("{} left", count_days(days)),
    };
    let verdict = page.paint(check.verdict.into(), check.verdict.words());
    let mut line = format!("{}, {left}: {verdict}", sanitize::line(&check.goal.name));
    if !check.named.is_empty() {
        line += &format!(" ({}", warm_count(check));
        if check.fix().next().is_some() {
            line += &format!("; {}", with_standings(check.fix(), page));
        }
        line.push(')');
    }
    line
}

/// A department: who is warm there, else who is there at all and how it stands.
fn department(coverage: &Coverage, widest: usize, page: &Page) -> String {
    let dept = sanitize::line(coverage.dept);
    let gap = " ".repeat(widest.saturating_sub(width(&dept)));
    let warm = names(coverage.warm.iter().map(|ally| ally.person), NAMED);
    let (label, mark, who) = match coverage.cover {
        Cover::Nobody => (Label::Aside, "–", "nobody".to_owned()),
        Cover::NoneWarm => {
            let others = with_standings(coverage.others.iter(), page);
            (Label::Soon, "○", format!("nobody warm: {others}"))
        }
        Cover::One => (Label::Good, "●", format!("{warm} only")),
        Cover::Several => (Label::Good, "●", warm),
    };
    format!("{} {dept}{gap}  {who}", page.paint(label, mark))
}

fn direction_line(direction: &Direction, page: &Page) -> String {
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
fn with_standings<'i, 'b: 'i>(allies: impl Iterator<Item = &'i Ally<'b>>, page: &Page) -> String {
    let allies = allies.map(|ally| {
        let standing = phrase::standing(ally.standing, page);
        format!("{} {standing}", name(ally.person))
    });
    shortened(allies.collect(), NAMED)
}
