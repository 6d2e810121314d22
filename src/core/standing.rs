//! The standing of a relationship, and whether you can ask (score, sections 3 to 5).

use chrono::NaiveDate;

use crate::core::history::History;
use crate::core::score;
use crate::core::score::{Columns, TREND_DAYS};
use crate::model::book::Book;
use crate::model::interaction::Size;
use crate::model::person::Person;
use crate::model::settings::Settings;
use crate::text::word_enum::word_enum;

word_enum! {
    /// The standing of a relationship: the first that applies, in this order.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Standing: words {
        /// A strain that has not been repaired.
        Strained = "strained",
        /// The balance is below the debt limit.
        InDebt = "in debt",
        /// Recently repaired, and nothing given since.
        Mending = "mending",
        /// Recently added.
        New = "new",
        /// Hardly any contact is left.
        Cold = "cold",
        /// Contact is fading.
        Cooling = "cooling",
        /// A warm ally.
        Steady = "steady",
        /// A warm ally with a lot of contact.
        Strong = "strong",
    }
}

impl Standing {
    /// Warm ally = steady or strong (section 3).
    pub const fn is_warm(self) -> bool {
        matches!(self, Self::Steady | Self::Strong)
    }
}

word_enum! {
    /// The size of a possible ask.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum AskSize {
        /// A small favour.
        Small = "small",
        /// A normal favour.
        Normal = "normal",
        /// A normal favour that cannot wait.
        Urgent = "urgent",
    }
}

impl AskSize {
    /// Its cost today, in hundredths of a point.
    fn cost(self, settings: &Settings) -> i64 {
        match self {
            Self::Small => score::cost_of_ask(settings, Size::Small, false),
            Self::Normal => score::cost_of_ask(settings, Size::Normal, false),
            Self::Urgent => score::cost_of_ask(settings, Size::Normal, true),
        }
    }
}

/// Whether you can ask: the first that applies, in this order (section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A strain has been open since that day.
    RepairFirst(NaiveDate),
    /// Help of that day has not been thanked.
    ThankFirst(NaiveDate),
    /// Their boss has not heard of their help on that day.
    CreditFirst(NaiveDate),
    /// Points short of the debt limit, in hundredths.
    GiveFirst(i64),
    /// Repaired on that day, and nothing given since.
    GiveFirstMending(NaiveDate),
    /// Too little contact.
    MeetFirst,
    /// Yes.
    Yes,
}

impl Verdict {
    /// The words on screen and in JSON.
    pub const fn words(self) -> &'static str {
        match self {
            Self::RepairFirst(_) => "repair first",
            Self::ThankFirst(_) | Self::CreditFirst(_) => "thank first",
            Self::GiveFirst(_) | Self::GiveFirstMending(_) => "give first",
            Self::MeetFirst => "meet first",
            Self::Yes => "yes",
        }
    }

    /// Points short, in hundredths; 0 unless they are the reason.
    pub const fn shortfall(self) -> i64 {
        match self {
            Self::GiveFirst(shortfall) => shortfall,
            Self::RepairFirst(_)
            | Self::ThankFirst(_)
            | Self::CreditFirst(_)
            | Self::GiveFirstMending(_)
            | Self::MeetFirst
            | Self::Yes => 0,
        }
    }
}

/// The answer to one possible ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// The size of the ask.
    pub size: AskSize,
    /// Whether you can ask.
    pub verdict: Verdict,
    /// The balance after it.
    pub after: i64,
}

/// The full score of one person on one day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assessment<'b> {
    /// The person.
    pub person: &'b Person<'b>,
    /// The day.
    pub today: NaiveDate,
    /// The sums of the columns.
    pub columns: Columns,
    /// The balance, −100 to 100.
    pub balance: i64,
    /// The warmth, 0 to 100.
    pub warmth: i64,
    /// Warmth today minus warmth 30 days ago; `None` if added fewer than 30 days ago.
    pub trend: Option<i64>,
    /// The standing.
    pub standing: Standing,
    /// The key dates of the log.
    pub history: History,
    /// Whether you can ask, for each of [`AskSize::ALL`].
    pub asks: [Ask; 3],
}

impl<'b> Assessment<'b> {
    /// Assesses a person on a day.
    pub fn new(person: &'b Person<'b>, settings: &Settings, today: NaiveDate) -> Self {
        let columns = score::columns(person, settings, today);
        let (balance, warmth) = (columns.balance(&settings.score), columns.warmth());
        let history = History::new(person, settings, today);
        let standing = standing(person, settings, today, &history, balance, warmth);
        let asks = AskSize::ALL.map(|size| ask(size, settings, today, &history, columns, warmth));
        let trend = trend(person, settings, today, warmth);
        Self {
            person,
            today,
            columns,
            balance,
            warmth,
            trend,
            standing,
            history,
            asks,
        }
    }

    /// The answer for an ask of that size.
    pub const fn ask(&self, size: AskSize) -> &Ask {
        &self.asks[size as usize]
    }

    /// Whole days from `day` to the day of the assessment.
    pub fn days_since(&self, day: NaiveDate) -> i64 {
        (self.today - day).num_days()
    }

    /// Whether the latest ask is later than the latest giving: a note beside `yes` (section 4).
    pub fn asked_since_giving(&self) -> bool {
        self.history.last_asked > self.history.last_gave
    }
}

impl Book<'_> {
    /// Assesses everyone present on a day, in file order.
    pub fn assess(&self, today: NaiveDate) -> impl Iterator<Item = Assessment<'_>> {
        self.present(today)
            .map(move |person| Assessment::new(person, &self.settings, today))
    }
}

fn standing(
    person: &Person,
    settings: &Settings,
    today: NaiveDate,
    history: &History,
    balance: i64,
    warmth: i64,
) -> Standing {
    let score = &settings.score;
    let is_new = || (today - person.added_on(today)).num_days() <= i64::from(settings.due.new);
    if history.open_strain.is_some() {
        Standing::Strained
    } else if balance < score.debt_limit {
        Standing::InDebt
    } else if history.is_mending(settings, today) {
        Standing::Mending
    } else if !person.known && is_new() {
        Standing::New
    } else if warmth < score.cold_below {
        Standing::Cold
    } else if warmth < score.steady_from {
        Standing::Cooling
    } else if warmth < score.strong_from {
        Standing::Steady
    } else {
        Standing::Strong
    }
}

fn ask(
    size: AskSize,
    settings: &Settings,
    today: NaiveDate,
    history: &History,
    columns: Columns,
    warmth: i64,
) -> Ask {
    let score = &settings.score;
    let asked = columns.with_taken(size.cost(settings));
    let after = asked.balance(score);
    let verdict = if let Some(since) = history.open_strain {
        Verdict::RepairFirst(since)
    } else if let Some(help) = history.unthanked {
        Verdict::ThankFirst(help)
    } else if let Some(help) = history.uncredited {
        Verdict::CreditFirst(help)
    } else if after < score.debt_limit {
        Verdict::GiveFirst(asked.shortfall(score))
    } else if let Some(repaired) = history
        .last_repaired
        .filter(|_| history.is_mending(settings, today))
    {
        Verdict::GiveFirstMending(repaired)
    } else if warmth < score.cold_below {
        Verdict::MeetFirst
    } else {
        Verdict::Yes
    };
    Ask {
        size,
        verdict,
        after,
    }
}

fn trend(person: &Person, settings: &Settings, today: NaiveDate, warmth: i64) -> Option<i64> {
    if (today - person.added_on(today)).num_days() < TREND_DAYS {
        return None;
    }
    let before = today.checked_sub_signed(chrono::TimeDelta::days(TREND_DAYS))?;
    Some(warmth - score::warmth(person, settings, before))
}

#[cfg(test)]
mod tests;
