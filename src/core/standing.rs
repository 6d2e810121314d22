//! How one stands with a person, and whether one may ask (score, sections 3 to 5).

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
    /// How one stands with a person: the first that fits, in this order.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Standing: words {
        /// Something hurt it, and it was not talked out.
        Strained = "strained",
        /// More was taken than a good friend would.
        InDebt = "in debt",
        /// Talked out lately, and nothing given since.
        Mending = "mending",
        /// Added lately.
        New = "new",
        /// Hardly any contact is left.
        Cold = "cold",
        /// Contact is fading.
        Cooling = "cooling",
        /// A warm ally.
        Steady = "steady",
        /// A warm ally, and more.
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
    /// What one could ask for.
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
    /// What it costs today, in hundredths of a point.
    fn cost(self, settings: &Settings) -> i64 {
        match self {
            Self::Small => score::cost_of_ask(settings, Size::Small, false),
            Self::Normal => score::cost_of_ask(settings, Size::Normal, false),
            Self::Urgent => score::cost_of_ask(settings, Size::Normal, true),
        }
    }
}

/// Whether one may ask: the first that fits, in this order (section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A strain is open since that day.
    RepairFirst(NaiveDate),
    /// Help of that day was not thanked.
    ThankFirst(NaiveDate),
    /// Of help of that day their boss has not heard.
    CreditFirst(NaiveDate),
    /// So many hundredths of a point are missing.
    GiveFirst(i64),
    /// Talked out on that day, and nothing given since.
    GiveFirstMending(NaiveDate),
    /// There is too little contact.
    MeetFirst,
    /// Yes.
    Yes,
}

impl Verdict {
    /// The words of the screen and of JSON.
    pub const fn words(self) -> &'static str {
        match self {
            Self::RepairFirst(_) => "repair first",
            Self::ThankFirst(_) | Self::CreditFirst(_) => "thank first",
            Self::GiveFirst(_) | Self::GiveFirstMending(_) => "give first",
            Self::MeetFirst => "meet first",
            Self::Yes => "yes",
        }
    }

    /// Points that are missing, in hundredths; 0 unless they are the reason.
    pub const fn short(self) -> i64 {
        match self {
            Self::GiveFirst(short) => short,
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
    /// What one would ask for.
    pub size: AskSize,
    /// May I?
    pub verdict: Verdict,
    /// The balance it would leave.
    pub after: i64,
}

/// Everything the score says of one person on one day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assessment<'b> {
    /// Whose standing.
    pub person: &'b Person<'b>,
    /// On which day.
    pub today: NaiveDate,
    /// The sums of the columns.
    pub columns: Columns,
    /// −100 to 100.
    pub balance: i64,
    /// 0 to 100.
    pub warmth: i64,
    /// Warmth today less warmth 30 days ago; none when added fewer than 30 days ago.
    pub trend: Option<i64>,
    /// In a word.
    pub standing: Standing,
    /// The facts of the log.
    pub history: History,
    /// May I ask, for each of [`AskSize::ALL`].
    pub asks: [Ask; 3],
}

impl<'b> Assessment<'b> {
    /// What the score says of that person on that day.
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

    /// The answer to an ask of that size.
    pub const fn ask(&self, size: AskSize) -> &Ask {
        &self.asks[size as usize]
    }

    /// Whole days from that day until the day of the assessment.
    pub fn days_since(&self, day: NaiveDate) -> i64 {
        (self.today - day).num_days()
    }

    /// Asked more recently than given: a remark beside a `yes` (section 4).
    pub fn asked_since_giving(&self) -> bool {
        self.history.last_asked > self.history.last_gave
    }
}

impl Book<'_> {
    /// What the score says of everybody who is in the book on that day, in the order of the
    /// file.
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
