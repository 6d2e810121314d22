//! Why someone is due: the rules of section 6, one by one.
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
        /// A promise not kept; one reason per promise.
        Promise = "promise",
        /// Help without thanks.
        Thanks = "thanks",
        /// Big or urgent help their boss has not heard of.
        Credit = "credit",
        /// Two asks or more since the last giving.
        AskOnly = "ask-only",
        /// In debt, and not [`Rule::AskOnly`].
        GiveBack = "give-back",
        /// Named by an active goal.
        Goal = "goal",
        /// Never met face to face.
        NeverMet = "never-met",
        /// The cadence of contact.
        Cadence = "cadence",
        /// An ask without an outcome.
        Loop = "loop",
    }
}

impl Rule {
    /// Whether the user owes them something: repair, thanks, praise or giving back.
    pub const fn is_debt(self) -> bool {
        match self {
            Self::Strain | Self::Thanks | Self::Credit | Self::AskOnly | Self::GiveBack => true,
            Self::Promise | Self::Goal | Self::NeverMet | Self::Cadence | Self::Loop => false,
        }
    }

    /// The priority (P) of the table in section 6: 1 comes first.
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

/// One reason why a person is due.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reason<'b> {
    /// The rule that applies.
    pub rule: Rule,
    /// The logged day that triggered it; a snooze that began on or after it hides the reason.
    pub trigger: NaiveDate,
    /// The day it is due.
    pub due: NaiveDate,
    /// Details for the message.
    pub about: About<'b>,
}

/// Details of a reason beside its dates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum About<'b> {
    /// An event on the trigger day.
    Event,
    /// The number of asks since the latest giving.
    Asks(usize),
    /// The promise.
    Promise(&'b Promise<'b>),
    /// Silence since the trigger day, which is the last contact or the day they were added.
    Silence {
        /// Whether there has been any contact.
        contact: bool,
        /// The goal that makes it matter, if any.
        goal: Option<&'b Goal<'b>>,
    },
}

impl Reason<'_> {
    /// Days since the due date; negative if it is still to come.
    pub fn days_late(&self, today: NaiveDate) -> i64 {
        (today - self.due).num_days()
    }

    /// The sort key. Promises due on the same day are ordered by their text and the day they were
    /// made, an unknown day first, so that the order of the file does not matter.
    fn rank(&self) -> impl Ord {
        let promise = match self.about {
            About::Promise(promise) => Some((promise.what.as_ref(), promise.made)),
            About::Event | About::Asks(_) | About::Silence { .. } => None,
        };
        (self.rule.priority(), self.due, self.rule, promise)
    }

    /// Whether the person's snooze hides it: the snooze began on or after the trigger, and the
    /// reason is not a promise (section 6).
    pub fn is_hidden(&self, person: &Person, today: NaiveDate) -> bool {
        let snooze = person.snooze_on(today);
        self.rule != Rule::Promise && snooze.is_some_and(|snooze| self.trigger <= snooze.from)
    }
}

/// For each person named by an active goal, the first such goal: nearest deadline first, no
/// deadline last, then by name.
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

    /// The first active goal that names that handle.
    pub fn naming(&self, handle: &str) -> Option<&'b Goal<'b>> {
        self.0.get(handle).copied()
    }
}

/// Every reason why a person is or will be due, the most pressing first, including those beyond
/// the horizon and those hidden by a snooze.
pub fn reasons<'b>(
    person: &'b Person<'b>,
    settings: &Settings,
    goals: &ActiveGoals<'b>,
    today: NaiveDate,
) -> Vec<Reason<'b>> {
    let history = History::new(person, settings, today);
    let input = RuleInput {
        person,
        settings,
        history: &history,
        goal: goals.naming(&person.handle),
        today,
    };
    let mut reasons = input.debts();
    reasons.extend(input.silence());
    reasons.sort_by(|one, two| one.rank().cmp(&two.rank()));
    reasons
}

/// `days` days later, capped at 9999-12-31.
pub(crate) fn later(day: NaiveDate, days: u32) -> NaiveDate {
    let last = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX);
    day.checked_add_days(Days::new(days.into()))
        .map_or(last, |later| later.min(last))
}

/// Days between contacts with someone named by an active goal: the shorter of their cadence and
/// the goal's; for `never`, the goal's (section 6).
pub(crate) fn goal_days(person: &Person, settings: &Settings) -> u32 {
    let longest = settings.due.goal;
    match person.every {
        Some(Cadence::Never) => longest,
        Some(Cadence::Days(_)) | None => longest.min(person.every_days(settings)),
    }
}

/// The inputs of the rules for one person on one day.
struct RuleInput<'a, 'b> {
    person: &'b Person<'b>,
    settings: &'a Settings,
    history: &'a History,
    goal: Option<&'b Goal<'b>>,
    today: NaiveDate,
}

impl<'b> RuleInput<'_, 'b> {
    /// The rules of priority 1 to 3 except `goal`, and the open ask.
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
        let promises = self.person.promises.iter();
        let open = promises.filter(|promise| promise.is_open(self.today));
        open.map(promise_reason)
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

    /// The rules about silence: a first meeting, then a goal or the cadence.
    fn silence(&self) -> impl Iterator<Item = Reason<'b>> {
        let never_met = self.never_met();
        let contact = self
            .goal
            .map_or_else(|| self.cadence(), |goal| Some(self.goal(goal)));
        never_met.into_iter().chain(contact)
    }

    fn is_in_debt(&self) -> bool {
        let score = &self.settings.score;
        // Without an ask or help there is no debt: skips the sum for most people.
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

    fn goal(&self, goal: &'b Goal<'b>) -> Reason<'b> {
        let every = goal_days(self.person, self.settings);
        let reason = self.after_last_contact(Rule::Goal, every, Some(goal));
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
        applies.then(|| self.after_last_contact(Rule::Cadence, every, None))
    }

    /// Due `days` days after the last contact, or after they were added if there was none.
    fn after_last_contact(&self, rule: Rule, days: u32, goal: Option<&'b Goal<'b>>) -> Reason<'b> {
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

/// A promise without the day it was made is triggered on its due date.
fn promise_reason<'b>(promise: &'b Promise<'b>) -> Reason<'b> {
    Reason {
        rule: Rule::Promise,
        trigger: promise.made.unwrap_or(promise.by),
        due: promise.by,
        about: About::Promise(promise),
    }
}

#[cfg(test)]
mod tests;
