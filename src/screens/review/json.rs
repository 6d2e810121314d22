//! `review --json`, with the field names that scripts rely on.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::core::review::{Ally, Coverage, Direction, Imbalance, Weakness};
use crate::model::person::Person;
use crate::screens::goal::goal_json;
use crate::screens::review::ReviewView;
use crate::screens::words::decimal;

impl Serialize for ReviewView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let review = &self.review;
        let (week, whole) = (&review.week, review.overall);
        let leaning = &review.concentration;
        json!({
            "today": review.today,
            "week": {
                "gave": week.now.gave,
                "thanked": week.now.thanked,
                "met": week.now.met,
                "asked": week.now.asked,
                "before": { "gave": week.before.gave, "asked": week.before.asked },
            },
            "cooling": handles(week.cooling.iter().map(|loss| loss.person)),
            "stranger": week.needs_stranger,
            "coverage": review.coverage.iter().map(coverage_json).collect::<Vec<_>>(),
            "direction": review.direction.each_ref().map(direction_json),
            "concentration": {
                "top": leaning.top.map(|person| &person.handle),
                "percent": leaning.percent,
                "strong": handles(leaning.strong.iter().copied()),
                "flag": leaning.flag.map(Imbalance::words),
            },
            "goals": review.goals.iter().map(goal_json).collect::<Vec<_>>(),
            "ask_only": handles(review.ask_only.iter().map(|owed| owed.person)),
            "give_only": handles(review.give_only.iter().copied()),
            "whole": {
                "given": decimal(whole.given),
                "taken": decimal(whole.taken),
                "balance": whole.balance,
            },
            "touches_per_week": review.workload.contacts_per_week(),
            "question": week.question,
        })
        .serialize(serializer)
    }
}

fn coverage_json(coverage: &Coverage) -> Value {
    let allies = |allies: &[Ally]| handles(allies.iter().map(|ally| ally.person));
    json!({
        "dept": coverage.dept,
        "state": coverage.cover.words(),
        "warm": allies(&coverage.warm),
        "others": allies(&coverage.others),
    })
}

fn direction_json(direction: &Direction) -> Value {
    json!({
        "level": direction.level.word(),
        "people": direction.people,
        "warm": direction.warm,
        "effort_percent": direction.percent,
        "flag": direction.flag.map(Weakness::words),
    })
}

fn handles<'a>(people: impl Iterator<Item = &'a Person<'a>>) -> Value {
    people.map(|person| person.handle.as_ref()).collect()
}
