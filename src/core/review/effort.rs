//! Where the user's effort goes: up, peer or down, and who gets most of it (score, section 8).

use std::cmp::Reverse;

use crate::core::score::{divide_rounded, hundredths};
use crate::core::standing::{Assessment, Standing};
use crate::model::interaction::Kind;
use crate::model::person::{Level, Person};
use crate::model::settings::Settings;
use crate::text::word_enum::word_enum;

/// Effort is what was done in so many days; what is as old as that no longer counts.
const EFFORT_DAYS: i64 = 90;

/// Below this much effort altogether, in hundredths of a point, shares say nothing.
const MUCH_EFFORT: i64 = 500;

/// A direction that takes a larger share of all effort, in percent, is skewed.
const SKEWED_ABOVE: i64 = 60;

/// A person who takes a larger share of all effort, in percent, is leaned on.
const LEANING_ABOVE: i64 = 40;

word_enum! {
    /// What is wrong with a direction.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Tilt: words {
        /// No warm ally there, perhaps nobody at all.
        NoWarmAlly = "no warm ally",
        /// Most of the effort goes there.
        Skewed = "skewed",
    }
}

/// One of up, peer and down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Direction {
    /// Which.
    pub level: Level,
    /// How many people stand there.
    pub people: usize,
    /// How many of them are warm allies.
    pub warm: usize,
    /// Their share of all effort, in whole percent.
    pub percent: i64,
    /// What is wrong with it.
    pub flag: Option<Tilt>,
}

word_enum! {
    /// What is wrong with how the effort is spread.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Bias: words {
        /// One person takes most of the effort.
        OnePerson = "one person",
        /// There is exactly one strong ally.
        OnlyOneStrong = "only one strong ally",
    }
}

/// Who you lean on.
#[derive(Debug, Clone, PartialEq)]
pub struct Concentration<'b> {
    /// The person with most effort, a tie by name; nobody without any effort.
    pub top: Option<&'b Person<'b>>,
    /// Their share of all effort, in whole percent; 0 without any.
    pub percent: i64,
    /// All strong allies; by handle.
    pub strong: Vec<&'b Person<'b>>,
    /// What is wrong with it.
    pub flag: Option<Bias>,
}

/// The effort on everybody, in hundredths of a point.
pub(crate) struct Efforts<'a, 'b> {
    people: Vec<(&'a Assessment<'b>, i64)>,
    total: i64,
}

impl<'a, 'b> Efforts<'a, 'b> {
    pub(crate) fn new(people: &'a [Assessment<'b>], settings: &Settings) -> Self {
        let people: Vec<_> = people.iter().map(|one| (one, on(one, settings))).collect();
        let total = people.iter().map(|(_, effort)| effort).sum();
        Self { people, total }
    }

    pub(crate) fn direction(&self) -> [Direction; 3] {
        [Level::Up, Level::Peer, Level::Down].map(|level| self.towards(level))
    }

    fn towards(&self, level: Level) -> Direction {
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
            Some(Tilt::NoWarmAlly)
        } else if percent > SKEWED_ABOVE && self.total >= MUCH_EFFORT {
            Some(Tilt::Skewed)
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
        let flag = if percent > LEANING_ABOVE && self.total >= MUCH_EFFORT {
            Some(Bias::OnePerson)
        } else if strong.len() == 1 {
            Some(Bias::OnlyOneStrong)
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

/// The effort on one person: what the user did lately, each row for the larger of its two
/// columns, undecayed and rounded to hundredths by itself.
fn on(one: &Assessment, settings: &Settings) -> i64 {
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

/// Whether a row of that kind is something the user did for the relationship.
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
