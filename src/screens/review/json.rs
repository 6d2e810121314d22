//! `review --json`.

use chrono::NaiveDate;
use serde::Serialize;

use crate::core::review::{Ally, Concentration, Coverage, Direction, Lean, Review, Tilt, Week};
use crate::model::person::Person;
use crate::screens::goal::GoalJson;
use crate::screens::words::decimal;

/// The review under the names that scripts rely on.
#[derive(Serialize)]
pub(crate) struct ReviewJson<'a> {
    today: NaiveDate,
    week: WeekJson,
    cooling: Vec<&'a str>,
    stranger: bool,
    coverage: Vec<CoverageJson<'a>>,
    direction: Vec<DirectionJson>,
    concentration: ConcentrationJson<'a>,
    goals: Vec<GoalJson<'a>>,
    ask_only: Vec<&'a str>,
    give_only: Vec<&'a str>,
    whole: WholeJson,
    touches_per_week: f64,
    question: &'static str,
}

#[derive(Serialize)]
struct WeekJson {
    gave: usize,
    thanked: usize,
    met: usize,
    asked: usize,
    before: BeforeJson,
}

#[derive(Serialize)]
struct BeforeJson {
    gave: usize,
    asked: usize,
}

#[derive(Serialize)]
struct CoverageJson<'a> {
    dept: &'a str,
    state: &'static str,
    warm: Vec<&'a str>,
    others: Vec<&'a str>,
}

#[derive(Serialize)]
struct DirectionJson {
    level: &'static str,
    people: usize,
    warm: usize,
    effort_percent: i64,
    flag: Option<&'static str>,
}

#[derive(Serialize)]
struct ConcentrationJson<'a> {
    top: Option<&'a str>,
    percent: i64,
    strong: Vec<&'a str>,
    flag: Option<&'static str>,
}

#[derive(Serialize)]
struct WholeJson {
    given: f64,
    taken: f64,
    balance: i64,
}

impl<'a> ReviewJson<'a> {
    pub(crate) fn of(review: &Review<'a>) -> Self {
        let week = &review.week;
        let whole = review.whole;
        Self {
            today: review.today,
            week: WeekJson::of(week),
            cooling: handles(week.cooling.iter().map(|loss| loss.person)),
            stranger: week.stranger,
            coverage: review.coverage.iter().map(CoverageJson::of).collect(),
            direction: review.direction.iter().map(DirectionJson::of).collect(),
            concentration: ConcentrationJson::of(&review.concentration),
            goals: review.goals.iter().map(GoalJson::of).collect(),
            ask_only: handles(review.ask_only.iter().map(|one| one.person)),
            give_only: handles(review.give_only.iter().copied()),
            whole: WholeJson {
                given: decimal(whole.given),
                taken: decimal(whole.taken),
                balance: whole.balance,
            },
            touches_per_week: review.load.touches(),
            question: week.question,
        }
    }
}

impl WeekJson {
    fn of(week: &Week) -> Self {
        let (now, before) = (week.now, week.before);
        Self {
            gave: now.gave,
            thanked: now.thanked,
            met: now.met,
            asked: now.asked,
            before: BeforeJson {
                gave: before.gave,
                asked: before.asked,
            },
        }
    }
}

impl<'a> CoverageJson<'a> {
    fn of(coverage: &Coverage<'a>) -> Self {
        Self {
            dept: coverage.dept,
            state: coverage.cover.words(),
            warm: allies(&coverage.warm),
            others: allies(&coverage.others),
        }
    }
}

impl DirectionJson {
    fn of(direction: &Direction) -> Self {
        Self {
            level: direction.level.word(),
            people: direction.people,
            warm: direction.warm,
            effort_percent: direction.percent,
            flag: direction.flag.map(Tilt::words),
        }
    }
}

impl<'a> ConcentrationJson<'a> {
    fn of(concentration: &Concentration<'a>) -> Self {
        Self {
            top: concentration.top.map(|person| person.handle.as_ref()),
            percent: concentration.percent,
            strong: handles(concentration.strong.iter().copied()),
            flag: concentration.flag.map(Lean::words),
        }
    }
}

fn handles<'a>(people: impl IntoIterator<Item = &'a Person<'a>>) -> Vec<&'a str> {
    let people = people.into_iter();
    people.map(|person| person.handle.as_ref()).collect()
}

fn allies<'a, 'i>(allies: impl IntoIterator<Item = &'i Ally<'a>>) -> Vec<&'a str>
where
    'a: 'i,
{
    handles(allies.into_iter().map(|ally| ally.person))
}
