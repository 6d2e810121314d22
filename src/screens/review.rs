//! The weekly reflection: two weeks side by side, where allies are missing, and a question.

mod json;

use chrono::NaiveDate;

use crate::core::review::{
    Ally, Coverage, CoverageLevel, Direction, GoalCheck, Imbalance, Owed, Review, Tally,
    WarmthLoss, Weakness,
};
use crate::screens::definition_list::DefinitionList;
use crate::screens::goal::{too_many, warm_count};
use crate::screens::style::Label;
use crate::screens::words::{
    and_more, count, count_days, full_day, hundredths, name, names, shortened_list, signed,
};
use crate::screens::{Page, View, phrase};
use crate::text::sanitize;
use crate::text::width::width;
use crate::text::wrap::wrap;

/// Columns of the labels on the left.
const LABEL_WIDTH: usize = 15;

/// Columns of a line of effort without its bar.
const BESIDE_BAR: usize = 60;

/// Columns of the longest bar, and of the shortest that is still worth showing.
const LONGEST_BAR: usize = 40;
const SHORTEST_BAR: usize = 10;

/// Up to this many people in a list are named; the rest are counted.
const MOST_NAMES: usize = 6;

/// The review of one day.
#[derive(Debug)]
pub struct ReviewView<'b> {
    /// The findings of the review.
    pub review: Review<'b>,
    /// Whether the book has no people.
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
            let mut lines = DefinitionList::new(page, LABEL_WIDTH);
            self.week(&mut lines);
            self.owed(&mut lines);
            let goals = review.goals.iter();
            lines.extend("Goals", goals.map(|check| goal_line(check, page)));
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
        let (now, before) = aligned_tallies(week.now, week.before);
        lines.push("This week", &now);
        lines.push("The one before", &before);
        lines.gap();
        if !week.cooling.is_empty() {
            let loss = |loss: &WarmthLoss| format!("{} {}", name(loss.person), signed(loss.change));
            let losses: Vec<String> = week.cooling.iter().map(loss).collect();
            lines.push(
                "Cooling",
                &format!("{} (warmth, in 7 days)", losses.join(", ")),
            );
        }
        if week.needs_stranger {
            lines.push("New", "nobody added in 30 days: who could you get to know?");
        }
    }

    fn owed(&self, lines: &mut DefinitionList) {
        let (owed, today) = (&self.review.owed, self.review.today);
        let debts = owed.iter().take(MOST_NAMES);
        let debts = debts.map(|owed| debts_line(owed, today));
        lines.extend("You owe", debts);
        lines.extend("You owe", and_more(owed.len().saturating_sub(MOST_NAMES)));
        if !self.review.give_only.is_empty() {
            let names = names(self.review.give_only.iter().copied(), MOST_NAMES);
            lines.push("Only given", &format!("{names}: let them help you too"));
        }
    }

    fn departments(&self, lines: &mut DefinitionList) {
        let (coverage, page) = (self.review.coverage.iter(), lines.page());
        let depts = coverage.clone().map(|coverage| coverage.dept);
        let widths = depts.map(|dept| width(&sanitize::line(dept)));
        let widest = widths.max().unwrap_or(0);
        let departments = coverage.map(|coverage| department_line(coverage, widest, page));
        lines.extend("Departments", departments);
    }

    fn effort(&self, lines: &mut DefinitionList) {
        let (leaning, page) = (&self.review.concentration, lines.page());
        let directions = self.review.direction.iter();
        let directions = directions.map(|direction| direction_line(direction, page));
        lines.extend("Effort goes", directions);
        if let Some(top) = leaning.top {
            let (name, percent) = (name(top), leaning.percent);
            let share = format!("{name}, {percent} % of your effort in 90 days");
            lines.push("Most to", &share);
        }
        let flagged = match (leaning.flag, leaning.top, leaning.strong.first()) {
            (Some(Imbalance::OnePerson), Some(top), _) => {
                name(top) + " alone takes more than two fifths of your effort"
            }
            (Some(Imbalance::OnlyOneStrong), _, Some(strong)) => {
                name(strong) + " is the only strong ally"
            }
            (Some(Imbalance::OnePerson | Imbalance::OnlyOneStrong) | None, _, _) => return,
        };
        lines.push("Leaning on", &page.paint(Label::Soon, &flagged));
    }

    fn whole(&self, lines: &mut DefinitionList) {
        let (whole, load) = (self.review.overall, self.review.workload);
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

/// `Li Wei: strained on 11 November, not thanked`: the most pressing reason in full.
fn debts_line(owed: &Owed, today: NaiveDate) -> String {
    let reasons = owed.reasons.iter().enumerate();
    let reasons = reasons.map(|(place, reason)| match place {
        0 => phrase::reason(reason, today),
        _ => phrase::short_reason(reason).into_owned(),
    });
    let reasons = reasons.collect::<Vec<_>>().join(", ");
    format!("{}: {reasons}", name(owed.person))
}

/// Both weeks, with their numbers aligned.
fn aligned_tallies(now: Tally, before: Tally) -> (String, String) {
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

fn goal_line(check: &GoalCheck, page: &Page) -> String {
    let left = match check.days_left {
        None => "no deadline".to_owned(),
        Some(0) => "last day".to_owned(),
        Some(days) => format!("{} left", count_days(days)),
    };
    let verdict = page.paint(check.verdict.into(), check.verdict.words());
    let mut line = format!("{}, {left}: {verdict}", sanitize::line(&check.goal.name));
    if !check.named.is_empty() {
        line += &format!(" ({}", warm_count(check));
        if check.risks().next().is_some() {
            line += &format!("; {}", with_standings(check.risks(), page));
        }
        line.push(')');
    }
    line
}

/// A department: who is warm there, or else who is there and their standing.
fn department_line(coverage: &Coverage, widest: usize, page: &Page) -> String {
    let dept = sanitize::line(coverage.dept);
    let gap = " ".repeat(widest.saturating_sub(width(&dept)));
    let warm = names(coverage.warm.iter().map(|ally| ally.person), MOST_NAMES);
    let (label, mark, who) = match coverage.cover {
        CoverageLevel::Nobody => (Label::Aside, "–", "nobody".to_owned()),
        CoverageLevel::NoneWarm => {
            let others = with_standings(coverage.others.iter(), page);
            (Label::Soon, "○", format!("nobody warm: {others}"))
        }
        CoverageLevel::One => (Label::Good, "●", format!("{warm} only")),
        CoverageLevel::Several => (Label::Good, "●", warm),
    };
    format!("{} {dept}{gap}  {who}", page.paint(label, mark))
}

fn direction_line(direction: &Direction, page: &Page) -> String {
    let people = count(direction.people, "person", "people");
    let warm = match direction.warm {
        0 => page.paint(Label::Soon, Weakness::NoWarmAlly.words()),
        warm => count(warm, "warm ally", "warm allies"),
    };
    let skewed = match direction.flag {
        Some(Weakness::Skewed) => {
            format!(", {}", page.paint(Label::Soon, Weakness::Skewed.words()))
        }
        Some(Weakness::NoWarmAlly) | None => String::new(),
    };
    let level = direction.level.word();
    let percent = direction.percent;
    let bar = bar(percent, page.width);
    format!("{level:<6}{bar}{percent:>3} %   {people}, {warm}{skewed}")
}

/// The share as a bar followed by a space, or nothing if the page is too narrow.
fn bar(percent: i64, page_width: usize) -> String {
    let cells = page_width.saturating_sub(BESIDE_BAR).min(LONGEST_BAR);
    if cells < SHORTEST_BAR {
        return String::new();
    }
    let percent = usize::try_from(percent).unwrap_or_default().min(100);
    // Any effort shows as at least one cell.
    let full = ((percent * cells + 50) / 100).max(usize::from(percent > 0));
    format!("{}{} ", "█".repeat(full), "·".repeat(cells - full))
}

/// `Ingrid Dahl mending, Li Wei strained`.
fn with_standings<'i, 'b: 'i>(allies: impl Iterator<Item = &'i Ally<'b>>, page: &Page) -> String {
    let allies = allies.map(|ally| {
        let standing = phrase::standing(ally.standing, page);
        format!("{} {standing}", name(ally.person))
    });
    shortened_list(allies.collect(), MOST_NAMES)
}
