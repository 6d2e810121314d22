//! The goals that come with a book: new ones are added, known ones gain the helpers and
//! hinderers that they lack, and are reached if they are reached there.

use std::collections::{HashMap, HashSet};

use crate::model::book::Book;
use crate::model::change::Change;
use crate::model::custom_fields::Text;
use crate::model::goal::Goal;
use crate::model::handle::goal_handle_for;
use crate::text::fold::fold;

use crate::formats::import::dedupe::lacking;
use crate::formats::import::enrich::{Left, lacking_own};
use crate::formats::import::plan::Plan;

/// The goals as they are before one more file comes.
struct Standing<'b> {
    goals: Vec<Goal<'b>>,
    taken: HashSet<String>,
    by_name: HashMap<String, Vec<usize>>,
}

/// Takes the goals of all files into the plan, file by file. Those of one file are never one:
/// a book knows its goals apart. They name people by the handles that these have here.
pub(crate) fn take_in(
    book: &Book<'_>,
    files: Vec<(usize, Vec<Goal<'static>>)>,
    renamed: &HashMap<(usize, String), String>,
    plan: &mut Plan,
) {
    let mut standing = Standing {
        goals: Vec::new(),
        taken: HashSet::new(),
        by_name: HashMap::new(),
    };
    standing.extend(book.goals.iter().cloned());
    for (file, goals) in files {
        let mut new = Vec::new();
        for mut goal in goals {
            for handle in goal.helped_by.iter_mut().chain(&mut goal.hindered_by) {
                if let Some(here) = renamed.get(&(file, handle.to_string())) {
                    *handle = Text::Owned(here.clone());
                }
            }
            if let Some(at) = standing.find(&goal) {
                gain(&mut standing.goals[at], &goal, plan);
            } else {
                if standing.taken.contains(goal.handle.as_ref()) {
                    let taken = |handle: &str| standing.taken.contains(handle);
                    goal.handle = Text::Owned(goal_handle_for(&goal.name, &taken));
                }
                standing.taken.insert(goal.handle.to_string());
                new.push(goal.clone());
                plan.goals += 1;
                plan.changes.push(Change::AddGoal(Box::new(goal)));
            }
        }
        standing.extend(new);
    }
}

impl<'b> Standing<'b> {
    fn extend(&mut self, goals: impl IntoIterator<Item = Goal<'b>>) {
        for goal in goals {
            self.taken.insert(goal.handle.to_string());
            let named = self.by_name.entry(fold(&goal.name)).or_default();
            named.push(self.goals.len());
            self.goals.push(goal);
        }
    }

    /// The goal of that name; of several the one with the same handle, else the one that lacks
    /// nothing, or a second import would change more than the first.
    fn find(&self, goal: &Goal<'_>) -> Option<usize> {
        let named = self.by_name.get(&fold(&goal.name))?;
        let is_same = |at: &usize| self.goals[*at].handle == goal.handle;
        let lacks_nothing = |at: &usize| {
            let known = &self.goals[*at];
            lacking(&known.helped_by, &goal.helped_by, str::to_owned).is_empty()
                && lacking(&known.hindered_by, &goal.hindered_by, str::to_owned).is_empty()
                && (known.done.is_some() || goal.done.is_none())
        };
        let mut all = named.iter().copied();
        let same = all.clone().find(is_same);
        same.or_else(|| all.clone().find(lacks_nothing))
            .or_else(|| all.next())
    }
}

fn gain(known: &mut Goal<'_>, goal: &Goal<'static>, plan: &mut Plan) {
    let handle = known.handle.to_string();
    let mut left = Left::default();
    let differing = [
        known.name != goal.name,
        known.set != goal.set,
        goal.by.is_some() && known.by != goal.by,
        goal.done.is_some() && known.done.is_some() && known.done != goal.done,
    ];
    left.fields = differing.into_iter().filter(|differs| *differs).count();
    left.own = lacking_own(&known.own, &goal.own);
    plan.left.add(&handle, &left);
    let before = plan.changes.len();
    let mut is_longer = false;
    for (list, more) in [
        (&mut known.helped_by, &goal.helped_by),
        (&mut known.hindered_by, &goal.hindered_by),
    ] {
        let lacking = lacking(list, more, str::to_owned);
        is_longer |= !lacking.is_empty();
        list.extend(lacking.into_iter().map(Text::Owned));
    }
    if is_longer {
        let all = |list: &[Text<'_>]| list.iter().map(ToString::to_string).collect();
        plan.changes.push(Change::NameInGoal {
            handle: handle.clone(),
            helped_by: all(&known.helped_by),
            hindered_by: all(&known.hindered_by),
        });
    }
    if let (None, Some(on)) = (known.done, goal.done) {
        known.done = Some(on);
        plan.changes.push(Change::FinishGoal { handle, on });
    }
    plan.gaining_goals += usize::from(plan.changes.len() > before);
}
