//! Whether the people that the goals name would help today (score, section 8).

use chrono::NaiveDate;

use crate::core::review::ally::Ally;
use crate::core::standing::{Assessment, Standing};
use crate::model::book::Book;
use crate::model::goal::Goal;
use crate::text::word_enum::word_enum;

word_enum! {
    /// How a goal stands with the people it names.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum GoalVerdict: words {
        /// It names nobody who is in the book.
        NobodyNamed = "nobody named",
        /// Nobody it names is warm, or one of them is strained, in debt or cold.
        AtRisk = "at risk",
        /// Someone is warm, and nobody is lost.
        Covered = "covered",
    }
}

/// One active goal.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalCheck<'b> {
    /// Which one.
    pub goal: &'b Goal<'b>,
    /// Days until its deadline, 0 on the last day; none without a deadline.
    pub days_left: Option<i64>,
    /// How it stands.
    pub verdict: GoalVerdict,
    /// Everyone in the book that it names, helpers and hinderers, each once; by handle.
    pub named: Vec<Ally<'b>>,
}

impl<'b> GoalCheck<'b> {
    /// How many of the named are warm allies.
    pub fn warm(&self) -> usize {
        let warm = self.named.iter().filter(|ally| ally.standing.is_warm());
        warm.count()
    }

    /// Those who put it at risk: strained, in debt or cold; by handle.
    pub fn fix(&self) -> impl Iterator<Item = &Ally<'b>> {
        self.named.iter().filter(|ally| is_lost(ally.standing))
    }

    fn new(goal: &'b Goal<'b>, people: &[Assessment<'b>], today: NaiveDate) -> Self {
        let mut check = Self {
            goal,
            days_left: goal.by.map(|by| (by - today).num_days()),
            verdict: GoalVerdict::NobodyNamed,
            named: named(goal, people),
        };
        check.verdict = if check.named.is_empty() {
            GoalVerdict::NobodyNamed
        } else if check.warm() == 0 || check.fix().next().is_some() {
            GoalVerdict::AtRisk
        } else {
            GoalVerdict::Covered
        };
        check
    }
}

/// Every goal, the active ones first and in each state the nearest deadline first; the verdict
/// tells how the people it names stand on that day, whatever became of the goal.
pub fn all_goals<'b>(book: &'b Book<'b>, today: NaiveDate) -> Vec<GoalCheck<'b>> {
    let mut people: Vec<Assessment> = book.assess(today).collect();
    people.sort_by_key(|one| one.person.handle.as_ref());
    let mut checks = checked_goals(book, &people, today, |_| true);
    checks.sort_by_key(|check| check.goal.state(today));
    checks
}

/// The active goals: set by today, not past their deadline and not done.
pub(crate) fn active_goals<'b>(
    book: &'b Book<'b>,
    people: &[Assessment<'b>],
    today: NaiveDate,
) -> Vec<GoalCheck<'b>> {
    checked_goals(book, people, today, |goal| goal.is_active(today))
}

fn checked_goals<'b>(
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

/// Those of the people, keyed by handle, that the goal names.
fn named<'b>(goal: &Goal, people: &[Assessment<'b>]) -> Vec<Ally<'b>> {
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

/// Whether someone of that standing endangers what they are needed for.
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
