//! Whether the people named by the goals would help today (score, section 8).

use chrono::NaiveDate;

use crate::core::review::ally::Ally;
use crate::core::standing::{Assessment, Standing};
use crate::model::book::Book;
use crate::model::goal::Goal;
use crate::text::word_enum::word_enum;

word_enum! {
    /// The state of a goal, judged by the people it names.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum GoalVerdict: words {
        /// Names nobody in the book.
        NobodyNamed = "nobody named",
        /// Nobody it names is warm, or someone is strained, in debt or cold.
        AtRisk = "at risk",
        /// Someone is warm, and nobody is strained, in debt or cold.
        Covered = "covered",
    }
}

/// A goal and its verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalCheck<'b> {
    /// The goal.
    pub goal: &'b Goal<'b>,
    /// Days until its deadline, 0 on the last day; `None` without a deadline.
    pub days_left: Option<i64>,
    /// Its verdict.
    pub verdict: GoalVerdict,
    /// The people in the book it names, helpers and hinderers, without duplicates; by handle.
    pub named: Vec<Ally<'b>>,
}

impl<'b> GoalCheck<'b> {
    /// The number of warm allies among the people named.
    pub fn warm(&self) -> usize {
        let warm = self.named.iter().filter(|ally| ally.standing.is_warm());
        warm.count()
    }

    /// The people who put it at risk: strained, in debt or cold; by handle.
    pub fn risks(&self) -> impl Iterator<Item = &Ally<'b>> {
        self.named.iter().filter(|ally| is_lost(ally.standing))
    }

    fn new(goal: &'b Goal<'b>, people: &[Assessment<'b>], today: NaiveDate) -> Self {
        let mut check = Self {
            goal,
            days_left: goal.by.map(|by| (by - today).num_days()),
            verdict: GoalVerdict::NobodyNamed,
            named: named_allies(goal, people),
        };
        check.verdict = if check.named.is_empty() {
            GoalVerdict::NobodyNamed
        } else if check.warm() == 0 || check.risks().next().is_some() {
            GoalVerdict::AtRisk
        } else {
            GoalVerdict::Covered
        };
        check
    }
}

/// Every goal, active ones first, then by nearest deadline. The verdict is that of the people
/// named on that day, whatever the state of the goal.
pub fn all_goals<'b>(book: &'b Book<'b>, today: NaiveDate) -> Vec<GoalCheck<'b>> {
    let mut people: Vec<Assessment> = book.assess(today).collect();
    people.sort_by_key(|one| one.person.handle.as_ref());
    let mut checks = check_goals(book, &people, today, |_| true);
    checks.sort_by_key(|check| check.goal.state(today));
    checks
}

/// The active goals: already set, not past their deadline and not done.
pub(crate) fn active_goals<'b>(
    book: &'b Book<'b>,
    people: &[Assessment<'b>],
    today: NaiveDate,
) -> Vec<GoalCheck<'b>> {
    check_goals(book, people, today, |goal| goal.is_active(today))
}

fn check_goals<'b>(
    book: &'b Book<'b>,
    people: &[Assessment<'b>],
    today: NaiveDate,
    is_meant: impl Fn(&Goal) -> bool,
) -> Vec<GoalCheck<'b>> {
    let meant = book.goals.iter().filter(|goal| is_meant(goal));
    let mut checks: Vec<_> = meant
        .map(|goal| GoalCheck::new(goal, people, today))
        .collect();
    checks.sort_by_key(|check| check.goal.rank());
    checks
}

/// The people that the goal names; `people` is sorted by handle.
fn named_allies<'b>(goal: &Goal, people: &[Assessment<'b>]) -> Vec<Ally<'b>> {
    let mut places: Vec<usize> = goal
        .named()
        .filter_map(|handle| {
            let place = people.binary_search_by_key(&handle, |one| one.person.handle.as_ref());
            place.ok()
        })
        .collect();
    places.sort_unstable();
    places.dedup();
    places
        .into_iter()
        .map(|place| Ally::new(&people[place]))
        .collect()
}

/// Whether someone of that standing puts a goal at risk.
const fn is_lost(standing: Standing) -> bool {
    match standing {
        Standing::Strained | Standing::InDebt | Standing::Cold => true,
        Standing::Mending
        | Standing::New
        | Standing::Cooling
        | Standing::Steady
        | Standing::Strong => false,
    }
}
