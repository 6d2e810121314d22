//! How the user's effort is distributed: up, peer or down, and who gets most (score, section 8).

use std::cmp::Reverse;

use crate::core::score::{divide_rounded, hundredths};
use crate::core::standing::{Assessment, Standing};
use crate::model::interaction::Kind;
use crate::model::person::{Level, Person};
use crate::model::settings::Settings;
use crate::text::word_enum::word_enum;

/// Rows at least this many days old no longer count.
const EFFORT_DAYS: i64 = 90;

/// Below this total effort, in hundredths of a point, shares mean nothing.
const MUCH_EFFORT: i64 = 500;

/// A direction with a larger share of the total effort, in percent, is skewed.
const SKEWED_ABOVE: i64 = 60;

/// A person with a larger share of the total effort, in percent, is relied on too much.
const RELIANCE_ABOVE: i64 = 40;

word_enum! {
    /// A weakness of a direction.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Weakness: words {
        /// No warm ally, perhaps nobody at all.
        NoWarmAlly = "no warm ally",
        /// Most of the effort goes there.
        Skewed = "skewed",
    }
}

/// The people and effort of one level: up, peer or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Direction {
    /// The level.
    pub level: Level,
    /// The number of people.
    pub people: usize,
    /// The number of warm allies.
    pub warm: usize,
    /// Their share of the total effort, in whole percent.
    pub percent: i64,
    /// Its weakness, if any.
    pub flag: Option<Weakness>,
}

word_enum! {
    /// A weakness in the distribution of effort among people.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Imbalance: words {
        /// One person takes most of the effort.
        OnePerson = "one person",
        /// There is exactly one strong ally.
        OnlyOneStrong = "only one strong ally",
    }
}

/// How much the user relies on few people.
#[derive(Debug, Clone, PartialEq)]
pub struct Concentration<'b> {
    /// The person with the most effort, ties by name; `None` without any effort.
    pub top: Option<&'b Person<'b>>,
    /// Their share of the total effort, in whole percent; 0 without any.
    pub percent: i64,
    /// All strong allies; by handle.
    pub strong: Vec<&'b Person<'b>>,
    /// Its weakness, if any.
    pub flag: Option<Imbalance>,
}

/// The effort spent on each person and in total, in hundredths of a point.
pub(crate) struct Efforts<'a, 'b> {
    people: Vec<(&'a Assessment<'b>, i64)>,
    total: i64,
}

impl<'a, 'b> Efforts<'a, 'b> {
    pub(crate) fn new(people: &'a [Assessment<'b>], settings: &Settings) -> Self {
        let people: Vec<_> = people
            .iter()
            .map(|one| (one, effort_on(one, settings)))
            .collect();
        let total = people.iter().map(|(_, effort)| effort).sum();
        Self { people, total }
    }

    pub(crate) fn directions(&self) -> [Direction; 3] {
        [Level::Up, Level::Peer, Level::Down].map(|level| self.direction(level))
    }

    fn direction(&self, level: Level) -> Direction {
        let (mut people, mut warm, mut effort) = (0, 0, 0);
        for (one, spent) in &self.people {
            if one.person.level == Some(level) {
                people += 1;
                warm += usize::from(one.standing.is_warm());
                effort += spent;
            }
        }
        let percent = self.percent(effort);
        let flag = if warm == 0 {
            Some(Weakness::NoWarmAlly)
        } else if percent > SKEWED_ABOVE && self.total >= MUCH_EFFORT {
            Some(Weakness::Skewed)
        } else {
            None
        };
        Direction {
            level,
            people,
            warm,
            percent,
            flag,
        }
    }

    pub(crate) fn concentration(&self) -> Concentration<'b> {
        let most = self.people.iter().filter(|(_, effort)| *effort > 0);
        let most = most.min_by_key(|(one, effort)| {
            let person = one.person;
            (
                Reverse(*effort),
                person.name.as_ref(),
                person.handle.as_ref(),
            )
        });
        let percent = most.map_or(0, |(_, effort)| self.percent(*effort));
        let strong = self.people.iter().map(|(one, _)| one);
        let strong: Vec<_> = strong
            .filter(|one| one.standing == Standing::Strong)
            .map(|one| one.person)
            .collect();
        let flag = if percent > RELIANCE_ABOVE && self.total >= MUCH_EFFORT {
            Some(Imbalance::OnePerson)
        } else if strong.len() == 1 {
            Some(Imbalance::OnlyOneStrong)
        } else {
            None
        };
        Concentration {
            top: most.map(|(one, _)| one.person),
            percent,
            strong,
            flag,
        }
    }

    fn percent(&self, effort: i64) -> i64 {
        if self.total == 0 {
            return 0;
        }
        divide_rounded(100 * effort, self.total)
    }
}

/// The effort spent on one person: recent rows of the user's own actions, each counted by the
/// larger of its two columns, without decay and rounded to hundredths.
fn effort_on(one: &Assessment, settings: &Settings) -> i64 {
    let lately = one
        .person
        .rows(one.today)
        .filter(|row| one.days_since(row.on) < EFFORT_DAYS && is_effort(row.kind));
    let points = lately.map(|row| {
        let points = settings
            .credit
            .get(row.kind)
            .max(settings.contact.get(row.kind));
        hundredths(points * row.size.factor())
    });
    points.sum()
}

/// Whether a kind is something the user did for the relationship.
const fn is_effort(kind: Kind) -> bool {
    match kind {
        Kind::Gave
        | Kind::Shared
        | Kind::Praised
        | Kind::Thanked
        | Kind::Met
        | Kind::Called
        | Kind::Wrote
        | Kind::Repaired => true,
        Kind::Asked | Kind::Received | Kind::Strained => false,
    }
}
