//! Why someone is due: the rules of section 6, each for itself.
//!
//! Every due date is a logged date plus a number of days, so it can be checked by eye.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};

use crate::core::history::History;
use crate::core::score;
use crate::model::book::Book;
use crate::model::goal::Goal;
use crate::model::person::{Cadence, Person, Promise};
use crate::model::settings::Settings;
use crate::text::word_enum::word_enum;

word_enum! {
    /// Why someone is due, in the order of the table of section 6.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Rule {
        /// An open strain.
        Strain = "strain",
        /// A promise not kept, each for itself.
        Promise = "promise",
        /// Help without thanks.
        Thanks = "thanks",
        /// Great or urgent help their boss has not heard of.
        Credit = "credit",
        /// Two asks or more since the last giving.
        AskOnly = "ask-only",
        /// In debt, and not [`Rule::AskOnly`].
        GiveBack = "give-back",
        /// Named by an active goal.
        Goal = "goal",
        /// Never met face to face.
        NeverMet = "never-met",
        /// The user's own rhythm.
        Cadence = "cadence",
        /// An ask without an end.
        Loop = "loop",
    }
}

impl Rule {
    /// Whether something is owed to them: a word after a strain, thanks, praise, a gift.
    pub const fn is_debt(self) -> bool {
        match self {
            Self::Strain | Self::Thanks | Self::Credit | Self::AskOnly | Self::GiveBack => true,
            Self::Promise | Self::Goal | Self::NeverMet | Self::Cadence | Self::Loop => false,
        }
    }

    /// P of the table: 1 comes first.
    pub const fn priority(self) -> u8 {
        match self {
            Self::Strain | Self::Promise => 1,
            Self::Thanks | Self::Credit => 2,
            Self::AskOnly | Self::GiveBack | Self::Goal => 3,
            Self::NeverMet | Self::Cadence => 4,
            Self::Loop => 5,
        }
    }
}

/// One reason for which a person is due.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reason<'b> {
    /// Which rule.
    pub rule: Rule,
    /// The logged day that set it off; a snooze that began on or after it hides the reason.
    pub trigger: NaiveDate,
    /// The day it is due.
    pub due: NaiveDate,
    /// What else there is to tell of it.
    pub about: About<'b>,
}

/// What a reason is about, beside its dates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum About<'b> {
    /// Something that happened on the day of the trigger.
    Event,
    /// So many asks since the last giving.
    Asks(usize),
    /// The promise.
    Promise(&'b Promise<'b>),
    /// Silence since the last contact on the day of the trigger, or since they were added,
    /// and the goal for which it matters.
    Silence {
        /// Whether there was any contact.
        contact: bool,
        /// The goal that names them.
        goal: Option<&'b Goal<'b>>,
    },
}

impl Reason<'_> {
    /// Days since it was due; negative for what is still to come.
    pub fn days_late(&self, today: NaiveDate) -> i64 {
        (today - self.due).num_days()
    }

    /// Two promises of one day go by what was promised and when, whatever their order in the
    /// file; one that does not say when comes first.
    fn rank(&self) -> impl Ord {
        let promise = match self.about {
            About::Promise(promise) => Some((promise.what.as_ref(), promise.made)),
            About::Event | About::Asks(_) | About::Silence { .. } => None,
        };
        (self.rule.priority(), self.due, self.rule, promise)
    }

    /// Whether that person's snooze keeps it out of the list: it began on or after the day
    /// that set the reason off, and the reason is no promise (section 6).
    pub fn is_hidden(&self, person: &Person, today: NaiveDate) -> bool {
        let snooze = person.snooze_on(today);
        self.rule != Rule::Promise && snooze.is_some_and(|snooze| self.trigger <= snooze.from)
    }
}

/// For each person that an active goal names, the goal that counts: the nearest deadline,
/// none coming last, then the name.
pub struct ActiveGoals<'b>(HashMap<&'b str, &'b Goal<'b>>);

impl<'b> ActiveGoals<'b> {
    /// The active goals of a book on a day.
    pub fn new(book: &'b Book<'b>, today: NaiveDate) -> Self {
        let mut active: Vec<&Goal> = book
            .goals
            .iter()
            .filter(|goal| goal.is_active(today))
            .collect();
        active.sort_by_key(|goal| goal.rank());
        let mut by_handle = HashMap::new();
        for goal in active {
            for handle in goal.named() {
                by_handle.entry(handle).or_insert(goal);
            }
        }
        Self(by_handle)
    }

    /// The goal that counts for the person of that handle.
    pub fn naming(&self, handle: &str) -> Option<&'b Goal<'b>> {
        self.0.get(handle).copied()
    }
}

/// Every reason for which a person is or will be due, the most pressing first, those beyond
/// the horizon and behind a snooze too.
pub fn reasons<'b>(
    person: &'b Person<'b>,
    settings: &Settings,
    goals: &ActiveGoals<'b>,
    today: NaiveDate,
) -> Vec<Reason<'b>> {
    let history = History::new(person, settings, today);
    let case = Case {
        person,
        settings,
        history: &history,
        goal: goals.naming(&person.handle),
        today,
    };
    let mut reasons = case.debts();
    reasons.extend(case.silence());
    reasons.sort_by(|one, two| one.rank().cmp(&two.rank()));
    reasons
}

/// So many days later, or the last day a file can hold.
pub(crate) fn later(day: NaiveDate, days: u32) -> NaiveDate {
    let last = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX);
    day.checked_add_days(Days::new(days.into()))
        .map_or(last, |later| later.min(last))
}

/// Days between contacts with someone that an active goal names: the shorter of their own
/// cadence and the goal's, which is the goal's alone for `never` (section 6).
pub(crate) fn goal_days(person: &Person, settings: &Settings) -> u32 {
    let longest = settings.due.goal;
    match person.every {
        Some(Cadence::Never) => longest,
        Some(Cadence::Days(_)) | None => longest.min(person.every_days(settings)),
    }
}

/// One person on one day, with what the rules look at.
struct Case<'a, 'b> {
    person: &'b Person<'b>,
    settings: &'a Settings,
    history: &'a History,
    goal: Option<&'b Goal<'b>>,
    today: NaiveDate,
}

impl<'b> Case<'_, 'b> {
    /// What is owed: the rules of priority 1 to 3 but `goal`, and the open ask.
    fn debts(&self) -> Vec<Reason<'b>> {
        let (history, due) = (self.history, &self.settings.due);
        let event = |rule, day: Option<NaiveDate>, days| day.map(|day| event(rule, day, days));
        let asks = About::Asks(history.asks_since_giving);
        let ask_only = event(Rule::AskOnly, history.second_ask, due.ask_only);
        let owes = ask_only.is_none() && self.is_in_debt();
        let give_back = history
            .last_asked
            .max(history.last_received)
            .filter(|_| owes);
        let open = self
            .person
            .promises
            .iter()
            .filter(|promise| promise.is_open(self.today));
        open.map(promised)
            .chain(event(Rule::Strain, history.open_strain, due.repair))
            .chain(event(Rule::Thanks, history.unthanked, due.thanks))
            .chain(event(Rule::Credit, history.uncredited, due.credit))
            .chain(ask_only.map(|reason| Reason {
                about: asks,
                ..reason
            }))
            .chain(event(Rule::GiveBack, give_back, due.give_back))
            .chain(event(Rule::Loop, history.open_ask, due.r#loop))
            .collect()
    }

    /// What silence brings: meeting for the first time, a goal, the user's own rhythm.
    fn silence(&self) -> impl Iterator<Item = Reason<'b>> {
        let never_met = self.never_met();
        let contact = self
            .goal
            .map_or_else(|| self.cadence(), |goal| Some(self.for_goal(goal)));
        never_met.into_iter().chain(contact)
    }

    fn is_in_debt(&self) -> bool {
        let score = &self.settings.score;
        // Nobody owes for what was neither asked nor received, and most rows need no sum.
        self.history
            .last_asked
            .max(self.history.last_received)
            .is_some()
            && score::balance(self.person, self.settings, self.today) < score.debt_limit
    }

    fn never_met(&self) -> Option<Reason<'b>> {
        let met = self.history.last_met.is_some()
            || (self.person.remote && self.history.last_called.is_some());
        let added = self.person.added_on(self.today);
        (!met && !self.person.known).then(|| event(Rule::NeverMet, added, self.settings.due.meet))
    }

    fn for_goal(&self, goal: &'b Goal<'b>) -> Reason<'b> {
        let every = goal_days(self.person, self.settings);
        let reason = self.silent(Rule::Goal, every, Some(goal));
        Reason {
            due: reason.due.max(goal.set),
            ..reason
        }
    }

    fn cadence(&self) -> Option<Reason<'b>> {
        let own = match self.person.every {
            Some(Cadence::Never) => return None,
            Some(Cadence::Days(_)) => true,
            None => false,
        };
        let applies = self.history.last_contact.is_some() || (self.person.known && own);
        let every = self.person.every_days(self.settings);
        applies.then(|| self.silent(Rule::Cadence, every, None))
    }

    /// So many days after the last contact, else after they were added.
    fn silent(&self, rule: Rule, days: u32, goal: Option<&'b Goal<'b>>) -> Reason<'b> {
        let contact = self.history.last_contact;
        let trigger = contact.unwrap_or_else(|| self.person.added_on(self.today));
        let about = About::Silence {
            contact: contact.is_some(),
            goal,
        };
        Reason {
            about,
            ..event(rule, trigger, days)
        }
    }
}

fn event<'b>(rule: Rule, trigger: NaiveDate, days: u32) -> Reason<'b> {
    Reason {
        rule,
        trigger,
        due: later(trigger, days),
        about: About::Event,
    }
}

/// A promise is due on its own date; without the day it was made, that date is all there is.
fn promised<'b>(promise: &'b Promise<'b>) -> Reason<'b> {
    Reason {
        rule: Rule::Promise,
        trigger: promise.made.unwrap_or(promise.by),
        due: promise.by,
        about: About::Promise(promise),
    }
}

#[cfg(test)]
mod tests;
