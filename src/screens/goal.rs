//! The goals, what became of them, and how those they name stand.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::core::review::{Ally, FEW_GOALS, GoalCheck, GoalVerdict, all_goals};
use crate::model::book::Book;
use crate::model::custom_fields::Text;
use crate::model::goal::{Goal, GoalState};
use crate::screens::style::Label;
use crate::screens::table::{Column, table};
use crate::screens::words::{count_days, day, list};
use crate::screens::{Page, View};
use crate::text::sanitize;
use crate::text::wrap::wrap;

/// Of a book without any goal.
const NO_GOALS: &str = "No goals yet. The few that matter now decide who is due first:";

/// What to type then.
const FIRST_GOAL: &str = "allies goal add \"Launch billing v2\" --by DATE --helped-by WHO,WHO";

/// Goals in the order in which they are shown.
#[derive(Debug)]
pub struct GoalsView<'b> {
    /// The day.
    pub today: NaiveDate,
    /// All goals.
    pub goals: Vec<GoalCheck<'b>>,
}

impl View for GoalsView<'_> {
    fn text(&self, page: &Page) -> String {
        const COLUMNS: [Column; 4] = [
            Column::text("Goal"),
            Column::name("By"),
            Column::text("State"),
            Column::text("Who decides it"),
        ];
        if self.goals.is_empty() {
            return wrap(NO_GOALS, page.width, "") + &wrap(FIRST_GOAL, page.width, "  ");
        }
        let rows = self.goals.iter().map(|check| row(check, self.today, page));
        let mut text = table(page, &COLUMNS, rows);
        let active = self.goals.iter().map(|check| check.goal);
        let active = active.filter(|goal| goal.is_active(self.today)).count();
        if active > FEW_GOALS {
            text += &wrap(&page.paint(Label::Aside, &too_many(active)), page.width, "");
        }
        text
    }
}

fn row(check: &GoalCheck, today: NaiveDate, page: &Page) -> Vec<String> {
    let goal = check.goal;
    let by = match (goal.by, check.days_left) {
        (Some(by), Some(0)) if goal.is_active(today) => format!("{}\ntoday", day(by, today)),
        (Some(by), Some(left)) if goal.is_active(today) => {
            format!("{}\n{} left", day(by, today), count_days(left))
        }
        (Some(by), _) => day(by, today),
        (None, _) => "open".to_owned(),
    };
    vec![
        format!(
            "{}\n{}",
            page.paint(Label::Name, &sanitize::line(&goal.name)),
            page.paint(Label::Aside, &sanitize::line(&goal.handle))
        ),
        by,
        state(check, today, page),
        who(check),
    ]
}

fn state(check: &GoalCheck, today: NaiveDate, page: &Page) -> String {
    let goal = check.goal;
    match goal.state(today) {
        GoalState::Active => {
            let verdict = page.paint(label(check.verdict), check.verdict.words());
            match check.verdict {
                GoalVerdict::NobodyNamed => verdict,
                GoalVerdict::AtRisk | GoalVerdict::Covered => {
                    format!("{verdict}\n{}", warmth(check))
                }
            }
        }
        GoalState::ToCome => format!("from {}", day(goal.set, today)),
        GoalState::Past => "past".to_owned(),
        GoalState::Done => match goal.done {
            Some(done) => format!("done {}", day(done, today)),
            None => "done".to_owned(),
        },
    }
}

/// A verdict in its colour.
pub const fn label(verdict: GoalVerdict) -> Label {
    match verdict {
        GoalVerdict::NobodyNamed => Label::Soon,
        GoalVerdict::AtRisk => Label::Bad,
        GoalVerdict::Covered => Label::Good,
    }
}

/// `0 of 2 warm`.
pub fn warmth(check: &GoalCheck) -> String {
    format!("{} of {} warm", check.warm(), check.named.len())
}

/// A person and how it stands: `Li Wei strained`.
pub fn ally(ally: &Ally) -> String {
    let name = sanitize::line(&ally.person.name);
    format!("{name} {}", ally.standing.words())
}

/// Helpers, then hinderers; who is in the book with the standing, the others by handle.
fn who(check: &GoalCheck) -> String {
    let named = |handles: &[Text]| -> Vec<String> {
        let told = |handle: &Text| {
            let known = check
                .named
                .iter()
                .find(|ally| ally.person.handle == *handle);
            known.map_or_else(
                || format!("{} (not in the book)", sanitize::line(handle)),
                ally,
            )
        };
        handles.iter().map(told).collect()
    };
    let goal = check.goal;
    let mut lines = Vec::new();
    if !goal.helped_by.is_empty() {
        lines.push(format!("helped by {}", list(&named(&goal.helped_by))));
    }
    if !goal.hindered_by.is_empty() {
        lines.push(format!("hindered by {}", list(&named(&goal.hindered_by))));
    }
    lines.join("\n")
}

/// The remark on more goals than can decide who matters.
pub fn too_many(active: usize) -> String {
    format!("{active} goals at once: fewer decide better who matters")
}

/// What stands after a goal was set or reached: one line, and the next step.
pub fn outcome(check: &GoalCheck, done: &str) -> String {
    let goal = check.goal;
    let name = sanitize::line(&goal.name);
    let fix: Vec<String> = check.fix().map(ally).collect();
    let verdict = match check.verdict {
        GoalVerdict::NobodyNamed => "Nobody is named yet who helps or hinders it".to_owned(),
        GoalVerdict::AtRisk if fix.is_empty() => format!("At risk: {}", warmth(check)),
        GoalVerdict::AtRisk => format!("At risk: {}; {}", warmth(check), list(&fix)),
        GoalVerdict::Covered => format!("Covered: {}", warmth(check)),
    };
    format!("{name}: {done}. {verdict}.\n{}\n", next(check))
}

/// How a new goal of the book stands, and whether there are too many of them now.
pub fn new_goal(book: &Book, handle: &str, done: &str, today: NaiveDate) -> String {
    let goals = all_goals(book, today);
    let check = goals.iter().find(|check| check.goal.handle == handle);
    let mut text = check.map_or_else(String::new, |check| outcome(check, done));
    let active = book.goals.iter().filter(|goal| goal.is_active(today));
    let active = active.count();
    if active > FEW_GOALS {
        text += &format!("{}\n", too_many(active));
    }
    text
}

/// Whom to turn to first: somebody lost, else somebody not warm, else somebody to name.
fn next(check: &GoalCheck) -> String {
    let not_warm = check.named.iter().find(|ally| !ally.standing.is_warm());
    match check.fix().next().or(not_warm) {
        Some(ally) => format!(
            "Next: allies show {}",
            crate::screens::words::typed(&ally.person.handle)
        ),
        None if check.named.is_empty() => "Write in the file who does: allies edit".to_owned(),
        None => "Next: allies due".to_owned(),
    }
}

/// A goal of the review, under the names that scripts rely on.
#[derive(Debug, Serialize)]
pub struct GoalJson<'b> {
    goal: &'b str,
    name: &'b str,
    days_left: Option<i64>,
    verdict: &'static str,
    warm: usize,
    named: usize,
    fix: Vec<&'b str>,
}

impl<'b> GoalJson<'b> {
    /// The facts of one check.
    pub fn of(check: &GoalCheck<'b>) -> Self {
        let goal: &'b Goal<'b> = check.goal;
        Self {
            goal: &goal.handle,
            name: &goal.name,
            days_left: check.days_left,
            verdict: check.verdict.words(),
            warm: check.warm(),
            named: check.named.len(),
            fix: check
                .fix()
                .map(|ally| ally.person.handle.as_ref())
                .collect(),
        }
    }
}

#[derive(Serialize)]
struct ListedGoalJson<'b> {
    #[serde(flatten)]
    goal: GoalJson<'b>,
    state: &'static str,
    set: NaiveDate,
    by: Option<NaiveDate>,
    done: Option<NaiveDate>,
    helped_by: &'b [Text<'b>],
    hindered_by: &'b [Text<'b>],
}

impl Serialize for GoalsView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.goals.iter().map(|check| ListedGoalJson {
            goal: GoalJson::of(check),
            state: check.goal.state(self.today).words(),
            set: check.goal.set,
            by: check.goal.by,
            done: check.goal.done,
            helped_by: &check.goal.helped_by,
            hindered_by: &check.goal.hindered_by,
        }))
    }
}
