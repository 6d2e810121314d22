//! The past week compared with the one before (score, section 8).
//!
//! No streaks and no totals to beat: two weeks side by side, and a question.

use chrono::{Days, NaiveDate};

use crate::core::review::questions;
use crate::core::score;
use crate::core::standing::Assessment;
use crate::model::interaction::Kind;
use crate::model::person::Person;
use crate::model::settings::Settings;

/// The length of a week, including today.
const WEEK_DAYS: u32 = 7;

/// Someone added fewer days ago than this counts as new.
const STRANGER_DAYS: i64 = 30;

/// How many losses of warmth are listed.
const LOSSES: usize = 3;

/// How often the user gave, thanked, met and asked in seven days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Gave, shared or praised.
    pub gave: usize,
    /// Thanked.
    pub thanked: usize,
    /// Met face to face.
    pub met: usize,
    /// Asked.
    pub asked: usize,
}

impl Tally {
    fn note(&mut self, kind: Kind) {
        let count = match kind {
            Kind::Gave | Kind::Shared | Kind::Praised => &mut self.gave,
            Kind::Thanked => &mut self.thanked,
            Kind::Met => &mut self.met,
            Kind::Asked => &mut self.asked,
            Kind::Received | Kind::Called | Kind::Wrote | Kind::Strained | Kind::Repaired => {
                return;
            }
        };
        *count += 1;
    }
}

/// A relationship that cooled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WarmthLoss<'b> {
    /// The person.
    pub person: &'b Person<'b>,
    /// Warmth today minus warmth seven days ago; below 0.
    pub change: i64,
}

/// The seven days that end today.
#[derive(Debug, Clone, PartialEq)]
pub struct Week<'b> {
    /// The past seven days.
    pub now: Tally,
    /// The seven days before.
    pub before: Tally,
    /// The largest losses of warmth in the past seven days, at most three, ties by name.
    pub cooling: Vec<WarmthLoss<'b>>,
    /// Whether nobody was added recently.
    pub needs_stranger: bool,
    /// The question of the week.
    pub question: &'static str,
}

impl<'b> Week<'b> {
    pub(crate) fn new(people: &[Assessment<'b>], settings: &Settings, today: NaiveDate) -> Self {
        let (mut now, mut before) = (Tally::default(), Tally::default());
        for one in people {
            for row in one.person.rows(today) {
                match one.days_since(row.on) / i64::from(WEEK_DAYS) {
                    0 => now.note(row.kind),
                    1 => before.note(row.kind),
                    _ => {}
                }
            }
        }
        let is_recent = |one: &Assessment| {
            let added = one.person.added_on(today);
            one.days_since(added) < STRANGER_DAYS
        };
        Self {
            now,
            before,
            cooling: losses(people, settings, today),
            needs_stranger: !people.iter().any(is_recent),
            question: questions::question_of_the_week(today),
        }
    }
}

fn losses<'b>(
    people: &[Assessment<'b>],
    settings: &Settings,
    today: NaiveDate,
) -> Vec<WarmthLoss<'b>> {
    let Some(before) = today.checked_sub_days(Days::new(WEEK_DAYS.into())) else {
        return Vec::new();
    };
    let changes = people.iter().map(|one| WarmthLoss {
        person: one.person,
        change: one.warmth - score::warmth(one.person, settings, before),
    });
    let mut losses: Vec<_> = changes.filter(|loss| loss.change < 0).collect();
    losses.sort_by_key(|loss| {
        let person = loss.person;
        (loss.change, person.name.as_ref(), person.handle.as_ref())
    });
    losses.truncate(LOSSES);
    losses
}
