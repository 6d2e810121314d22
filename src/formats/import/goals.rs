//! Imports the goals of a book: adds new ones; known ones gain missing helpers and hinderers, and
//! are finished if they are finished in the imported book.

use std::collections::{HashMap, HashSet};

use crate::formats::import::compare::{count_lacking_fields, lacking_entries};
use crate::formats::import::outcome::{ImportPlan, NotTaken};
use crate::model::change::Change;
use crate::model::custom_fields::Text;
use crate::model::goal::Goal;
use crate::model::handle::goal_handle_for;
use crate::text::fold::fold;

/// An index of the goals before the next file is added.
#[derive(Default)]
struct KnownGoals<'b> {
    goals: Vec<Goal<'b>>,
    taken: HashSet<String>,
    by_name: HashMap<String, Vec<usize>>,
}

/// Adds the goals of all files to the plan, file by file. Two goals of one file are never merged:
/// a book tells its goals apart. `renamed` translates the handles of the people they name.
pub(crate) fn add_goals(
    known: &[Goal<'_>],
    files: Vec<(usize, Vec<Goal<'static>>)>,
    renamed: &HashMap<(usize, String), String>,
    plan: &mut ImportPlan,
) {
    let mut all = KnownGoals::default();
    all.extend(known.iter().cloned());
    for (file, goals) in files {
        let mut new = Vec::new();
        for mut goal in goals {
            for handle in goal.helped_by.iter_mut().chain(&mut goal.hindered_by) {
                if let Some(here) = renamed.get(&(file, handle.to_string())) {
                    *handle = Text::Owned(here.clone());
                }
            }
            if let Some(at) = all.find(&goal) {
                enrich_goal(&mut all.goals[at], &goal, plan);
            } else {
                if all.taken.contains(goal.handle.as_ref()) {
                    let taken = |handle: &str| all.taken.contains(handle);
                    goal.handle = Text::Owned(goal_handle_for(&goal.name, &taken));
                }
                all.taken.insert(goal.handle.to_string());
                new.push(goal.clone());
                plan.goals += 1;
                plan.changes.push(Change::AddGoal(Box::new(goal)));
            }
        }
        all.extend(new);
    }
}

impl<'b> KnownGoals<'b> {
    fn extend(&mut self, goals: impl IntoIterator<Item = Goal<'b>>) {
        for goal in goals {
            self.taken.insert(goal.handle.to_string());
            let named = self.by_name.entry(fold(&goal.name)).or_default();
            named.push(self.goals.len());
            self.goals.push(goal);
        }
    }

    /// The goal with the same name. Of several, prefers the same handle, then one that lacks
    /// nothing; otherwise importing again would make further changes.
    fn find(&self, goal: &Goal<'_>) -> Option<usize> {
        let named = self.by_name.get(&fold(&goal.name))?;
        let is_same = |at: &&usize| self.goals[**at].handle == goal.handle;
        let lacks_nothing = |at: &&usize| {
            let known = &self.goals[**at];
            lacking_handles(&known.helped_by, &goal.helped_by).is_empty()
                && lacking_handles(&known.hindered_by, &goal.hindered_by).is_empty()
                && (known.done.is_some() || goal.done.is_none())
        };
        let found = named.iter().find(is_same);
        let found = found.or_else(|| named.iter().find(lacks_nothing));
        found.or(named.first()).copied()
    }
}

/// The handles missing from a goal.
fn lacking_handles(known: &[Text<'_>], new: &[Text<'_>]) -> Vec<Text<'static>> {
    lacking_entries(known, new, str::to_owned)
}

fn enrich_goal(known: &mut Goal<'_>, goal: &Goal<'static>, plan: &mut ImportPlan) {
    let handle = known.handle.to_string();
    let differing = [
        known.name != goal.name,
        known.set != goal.set,
        goal.by.is_some() && known.by != goal.by,
        goal.done.is_some() && known.done.is_some() && known.done != goal.done,
    ];
    let not_taken = NotTaken {
        fields: differing.into_iter().filter(|differs| *differs).count(),
        custom_fields: count_lacking_fields(&known.own, &goal.own),
        ..NotTaken::default()
    };
    plan.not_taken.add(&handle, &not_taken);
    let before = plan.changes.len();
    let helped_by = lacking_handles(&known.helped_by, &goal.helped_by);
    let hindered_by = lacking_handles(&known.hindered_by, &goal.hindered_by);
    if !helped_by.is_empty() || !hindered_by.is_empty() {
        known.helped_by.extend(helped_by);
        known.hindered_by.extend(hindered_by);
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
