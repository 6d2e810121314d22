//! The goals, their state, and the standing of the people they name.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::core::review::{Ally, FEW_GOALS, GoalCheck, GoalVerdict, all_goals};
use crate::model::book::Book;
use crate::model::custom_fields::Text;
use crate::model::goal::{Goal, GoalState};
use crate::screens::style::Label;
use crate::screens::table::{AlignedTable, Column};
use crate::screens::words::{as_argument, count_days, day, list};
use crate::screens::{Page, View};
use crate::text::sanitize;
use crate::text::wrap::wrap;

/// Shown when there are no goals.
const NO_GOALS: &str = "No goals yet. The few that matter now decide who is due first:";

/// The command to add a first goal, shown below it.
const FIRST_GOAL: &str = "allies goal add \"Launch billing v2\" --by DATE --helped-by WHO,WHO";

/// Goals, in the order shown.
#[derive(Debug)]
pub struct GoalsView<'b> {
    /// The date for which their state is shown.
    pub today: NaiveDate,
    /// All goals.
    pub goals: Vec<GoalCheck<'b>>,
}

impl View for GoalsView<'_> {
    fn render(&self, page: &Page) -> String {
        const COLUMNS: [Column; 4] = [
            Column::Text("Goal"),
            Column::Name("By"),
            Column::Text("State"),
            Column::Text("Who decides it"),
        ];
        if self.goals.is_empty() {
            return wrap(NO_GOALS, page.width, "") + &wrap(FIRST_GOAL, page.width, "  ");
        }
        let mut table = AlignedTable::new(page, &COLUMNS);
        for check in &self.goals {
            add_row(check, self.today, &mut table);
        }
        let mut text = table.render();
        let goals = self.goals.iter().map(|check| check.goal);
        if let Some(remark) = remark_on_many(goals, self.today) {
            text += &wrap(&page.paint(Label::Aside, &remark), page.width, "");
        }
        text
    }
}

fn add_row(check: &GoalCheck, today: NaiveDate, table: &mut AlignedTable) {
    let goal = check.goal;
    table.cell(Label::Name, sanitize::line(&goal.name));
    table.line(Label::Aside, sanitize::line(&goal.handle));

    match goal.by {
        Some(by) => table.cell(Label::Plain, day(by, today)),
        None => table.cell(Label::Plain, "open"),
    }
    match check.days_left.filter(|_| goal.is_active(today)) {
        Some(0) => table.line(Label::Plain, "today"),
        Some(left) => table.line(Label::Plain, format!("{} left", count_days(left))),
        None => {}
    }

    match goal.state(today) {
        GoalState::Active => {
            table.cell(check.verdict.into(), check.verdict.words());
            if check.verdict != GoalVerdict::NobodyNamed {
                table.line(Label::Plain, warm_count(check));
            }
        }
        GoalState::ToCome => {
            table.cell(Label::Plain, format!("from {}", day(goal.set, today)));
        }
        GoalState::Past => table.cell(Label::Plain, "past"),
        GoalState::Done => {
            let done = goal.done.map(|done| format!("done {}", day(done, today)));
            table.cell(Label::Plain, done.as_deref().unwrap_or("done"));
        }
    }

    let who = [
        ("helped by", &goal.helped_by),
        ("hindered by", &goal.hindered_by),
    ];
    let who = who.into_iter().filter(|(_, handles)| !handles.is_empty());
    let who = who.map(|(how, handles)| format!("{how} {}", people_with_standings(handles, check)));
    let mut who = who.collect::<Vec<_>>().into_iter();
    table.cell(Label::Plain, who.next().unwrap_or_default());
    who.for_each(|line| table.line(Label::Plain, &line));
}

/// `0 of 2 warm`.
pub fn warm_count(check: &GoalCheck) -> String {
    format!("{} of {} warm", check.warm(), check.named.len())
}

/// A person and their standing: `Li Wei strained`.
fn with_standing(ally: &Ally) -> String {
    let name = sanitize::line(&ally.person.name);
    format!("{name} {}", ally.standing.words())
}

/// People in the book with their standing, others by their handle.
fn people_with_standings(handles: &[Text], check: &GoalCheck) -> String {
    let shown = handles.iter().map(|handle| {
        let known = check
            .named
            .iter()
            .find(|ally| ally.person.handle == *handle);
        known.map_or_else(
            || format!("{} (not in the book)", sanitize::line(handle)),
            with_standing,
        )
    });
    list(&shown.collect::<Vec<_>>())
}

/// Shown when there are too many goals to decide who matters.
pub fn too_many(active: usize) -> String {
    format!("{active} goals at once: fewer decide better who matters")
}

/// The remark on the active goals, if there are too many.
fn remark_on_many<'g>(
    goals: impl IntoIterator<Item = &'g Goal<'g>>,
    today: NaiveDate,
) -> Option<String> {
    let active = goals.into_iter().filter(|goal| goal.is_active(today));
    let active = active.count();
    (active > FEW_GOALS).then(|| too_many(active))
}

/// The verdict on a goal after it was set, and the next step.
fn goal_summary(check: &GoalCheck, done: &str) -> String {
    let goal = check.goal;
    let name = sanitize::line(&goal.name);
    let fix: Vec<String> = check.risks().map(with_standing).collect();
    let verdict = match check.verdict {
        GoalVerdict::NobodyNamed => "Nobody is named yet who helps or hinders it".to_owned(),
        GoalVerdict::AtRisk if fix.is_empty() => format!("At risk: {}", warm_count(check)),
        GoalVerdict::AtRisk => format!("At risk: {}; {}", warm_count(check), list(&fix)),
        GoalVerdict::Covered => format!("Covered: {}", warm_count(check)),
    };
    format!("{name}: {done}. {verdict}.\n{}\n", next_step(check))
}

/// The verdict on a new goal, and whether there are now too many goals.
pub fn new_goal_summary(book: &Book, handle: &str, done: &str, today: NaiveDate) -> String {
    let goals = all_goals(book, today);
    let check = goals.iter().find(|check| check.goal.handle == handle);
    let mut text = check.map_or_else(String::new, |check| goal_summary(check, done));
    if let Some(remark) = remark_on_many(&book.goals, today) {
        text += &format!("{remark}\n");
    }
    text
}

/// Who to turn to first: an ally to win back, else one who is not warm, else someone to name.
fn next_step(check: &GoalCheck) -> String {
    let not_warm = check.named.iter().find(|ally| !ally.standing.is_warm());
    match check.risks().next().or(not_warm) {
        Some(ally) => format!("Next: allies show {}", as_argument(&ally.person.handle)),
        None if check.named.is_empty() => "Write in the file who does: allies edit".to_owned(),
        None => "Next: allies due".to_owned(),
    }
}

/// A goal of `review --json`, with the field names that scripts rely on.
pub fn goal_json(check: &GoalCheck) -> Value {
    let fix = check.risks().map(|ally| &ally.person.handle);
    json!({
        "goal": check.goal.handle,
        "name": check.goal.name,
        "days_left": check.days_left,
        "verdict": check.verdict.words(),
        "warm": check.warm(),
        "named": check.named.len(),
        "fix": fix.collect::<Vec<_>>(),
    })
}

fn listed_goal_json(check: &GoalCheck, today: NaiveDate) -> Value {
    let (goal, mut json) = (check.goal, goal_json(check));
    json["state"] = goal.state(today).word().into();
    json["set"] = json!(goal.set);
    json["by"] = json!(goal.by);
    json["done"] = json!(goal.done);
    json["helped_by"] = json!(goal.helped_by);
    json["hindered_by"] = json!(goal.hindered_by);
    json
}

impl Serialize for GoalsView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let goals = self.goals.iter();
        serializer.collect_seq(goals.map(|check| listed_goal_json(check, self.today)))
    }
}
