//! Who is due on a day, why, and the one thing to do (score, section 6).
//!
//! Every due date is a logged date plus a number of days, so it can be checked by eye.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};

use super::book::Book;
use super::goal::Goal;
use super::history::History;
use super::interaction::Kind;
use super::person::{Cadence, Person, Promise};
use super::score;
use super::settings::Settings;

/// Why somebody is due, in the order of the table of section 6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// An open strain.
    Strain,
    /// A promise not kept, each for itself.
    Promise,
    /// Help without thanks.
    Thanks,
    /// Great or urgent help their boss has not heard of.
    Credit,
    /// Two asks or more since the last giving.
    AskOnly,
    /// In debt, and not [`Rule::AskOnly`].
    GiveBack,
    /// Named by an active goal.
    Goal,
    /// Never met face to face.
    NeverMet,
    /// The user's own rhythm.
    Cadence,
    /// An ask without an end.
    Loop,
}

impl Rule {
    /// The word of JSON and of the file's `[settings.due]` table, where it has one.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Strain => "strain",
            Self::Promise => "promise",
            Self::Thanks => "thanks",
            Self::Credit => "credit",
            Self::AskOnly => "ask-only",
            Self::GiveBack => "give-back",
            Self::Goal => "goal",
            Self::NeverMet => "never-met",
            Self::Cadence => "cadence",
            Self::Loop => "loop",
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

    /// The actions of the table, best first.
    fn actions(self, person: &Person) -> &'static [Action] {
        use Action::{Keep, Log};
        const KEEP_IN_TOUCH: &[Action] = &[
            Log(Kind::Met),
            Log(Kind::Gave),
            Log(Kind::Shared),
            Log(Kind::Thanked),
            Log(Kind::Praised),
            Log(Kind::Called),
            Log(Kind::Wrote),
        ];
        match self {
            Self::Strain => &[Log(Kind::Repaired)],
            Self::Promise => &[Keep],
            Self::Thanks => &[Log(Kind::Thanked), Log(Kind::Praised)],
            Self::Credit => &[Log(Kind::Praised)],
            Self::AskOnly => &[Log(Kind::Shared), Log(Kind::Gave), Log(Kind::Praised)],
            Self::GiveBack => &[Log(Kind::Gave), Log(Kind::Shared), Log(Kind::Praised)],
            Self::Goal | Self::Cadence => KEEP_IN_TOUCH,
            Self::NeverMet if person.remote => &[Log(Kind::Met), Log(Kind::Called)],
            Self::NeverMet => &[Log(Kind::Met)],
            Self::Loop => &[Log(Kind::Thanked), Log(Kind::Praised), Log(Kind::Wrote)],
        }
    }

    /// Whether that action, done today, settles this rule for that person.
    pub fn is_settled_by(self, action: Action, person: &Person, settings: &Settings) -> bool {
        // Keeping a promise settles that promise alone; which one, the row knows.
        let Action::Log(kind) = action else {
            return false;
        };
        let is_thanks = matches!(kind, Kind::Thanked | Kind::Praised);
        let is_contact = settings.contact.of(kind) > 0.0;
        match self {
            Self::Strain => kind == Kind::Repaired,
            Self::Promise => false,
            Self::Thanks => is_thanks,
            Self::Credit => kind == Kind::Praised,
            Self::AskOnly | Self::GiveBack => kind.is_giving(),
            Self::Goal | Self::Cadence => is_contact,
            Self::NeverMet => kind == Kind::Met || (person.remote && kind == Kind::Called),
            Self::Loop => is_contact || is_thanks,
        }
    }
}

/// One thing to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Do it, and log it as that kind.
    Log(Kind),
    /// Keep the promise.
    Keep,
}

impl Action {
    /// The word of JSON: a kind, or `done`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Log(kind) => kind.word(),
            Self::Keep => "done",
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
    /// The promise, where the rule is [`Rule::Promise`].
    pub promise: Option<&'b Promise<'b>>,
    /// The goal, where the rule is [`Rule::Goal`].
    pub goal: Option<&'b Goal<'b>>,
}

impl Reason<'_> {
    /// Days since it was due; negative for what is still to come.
    pub fn days_late(&self, today: NaiveDate) -> i64 {
        (today - self.due).num_days()
    }

    fn rank(&self) -> (u8, NaiveDate, Rule) {
        (self.rule.priority(), self.due, self.rule)
    }

    fn is_hidden(&self, person: &Person, today: NaiveDate) -> bool {
        self.rule != Rule::Promise
            && active_snooze(person, today).is_some_and(|(from, _)| self.trigger <= from)
    }
}

/// One person who is due, with all their reasons within the horizon.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<'b> {
    /// Who.
    pub person: &'b Person<'b>,
    /// The most pressing reason; its date is the row's.
    pub headline: Reason<'b>,
    /// The others, most pressing first.
    pub others: Vec<Reason<'b>>,
    /// The one thing to do.
    pub action: Action,
    /// The rules of the row that the action settles, in the order of the row.
    pub settles: Vec<Rule>,
}

/// Everybody who is due on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Agenda<'b> {
    /// The day.
    pub today: NaiveDate,
    /// The last day it looks ahead to.
    pub until: NaiveDate,
    /// One row a person, the most pressing first.
    pub rows: Vec<Row<'b>>,
    /// Whom a snooze keeps out, in whole or in part, and until when; by name.
    pub snoozed: Vec<(&'b Person<'b>, NaiveDate)>,
}

/// For each person whom an active goal names, the goal that counts: the nearest deadline,
/// none coming last, then the name.
pub struct ActiveGoals<'b>(HashMap<&'b str, &'b Goal<'b>>);

impl<'b> ActiveGoals<'b> {
    /// The active goals of a book on a day.
    pub fn of(book: &'b Book<'b>, today: NaiveDate) -> Self {
        let mut active: Vec<&Goal> = book
            .goals
            .iter()
            .filter(|goal| goal.is_active(today))
            .collect();
        active.sort_by_key(|goal| (goal.by.is_none(), goal.by, goal.name.as_ref()));
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
    let history = History::of(person, settings, today);
    let case = Case {
        person,
        settings,
        history: &history,
        goal: goals.naming(&person.handle),
        today,
    };
    let mut reasons = case.debts();
    reasons.extend(case.silence());
    reasons.sort_by_key(Reason::rank);
    reasons
}

/// Who is due from `today` back and up to `horizon` days ahead.
pub fn agenda<'b>(book: &'b Book<'b>, today: NaiveDate, horizon: u32) -> Agenda<'b> {
    let until = later(today, horizon);
    let goals = ActiveGoals::of(book, today);
    let mut agenda = Agenda {
        today,
        until,
        rows: Vec::new(),
        snoozed: Vec::new(),
    };
    for person in book.present(today) {
        let mut within = reasons(person, &book.settings, &goals, today);
        within.retain(|reason| reason.due <= until);
        let fired = within.len();
        within.retain(|reason| !reason.is_hidden(person, today));
        if let Some((_, until)) = active_snooze(person, today).filter(|_| within.len() < fired) {
            agenda.snoozed.push((person, until));
        }
        agenda.rows.extend(row(person, within, &book.settings));
    }
    agenda.rows.sort_by(|one, two| one.rank().cmp(&two.rank()));
    agenda
        .snoozed
        .sort_by_key(|(person, _)| (person.name.as_ref(), person.handle.as_ref()));
    agenda
}

impl Row<'_> {
    fn rank(&self) -> (u8, NaiveDate, &str, &str) {
        (
            self.headline.rule.priority(),
            self.headline.due,
            &self.person.name,
            &self.person.handle,
        )
    }

    /// All reasons of the row, the headline first.
    pub fn reasons(&self) -> impl Iterator<Item = &Reason<'_>> {
        std::iter::once(&self.headline).chain(&self.others)
    }
}

fn row<'b>(
    person: &'b Person<'b>,
    mut reasons: Vec<Reason<'b>>,
    settings: &Settings,
) -> Option<Row<'b>> {
    if reasons.is_empty() {
        return None;
    }
    let headline = reasons.remove(0);
    let settled_by = |action: Action| -> Vec<Rule> {
        if action == Action::Keep {
            return vec![headline.rule];
        }
        let rules = std::iter::once(&headline)
            .chain(&reasons)
            .map(|reason| reason.rule);
        rules
            .filter(|rule| rule.is_settled_by(action, person, settings))
            .collect()
    };
    // `max_by_key` gives the last of equals, so the best action is asked last.
    let actions = headline.rule.actions(person).iter().rev();
    let (action, settles) = actions
        .map(|&action| (action, settled_by(action)))
        .max_by_key(|(_, settles)| settles.len())?;
    Some(Row {
        person,
        headline,
        others: reasons,
        action,
        settles,
    })
}

/// Days between contacts with somebody whom an active goal names: the shorter of their own
/// cadence and the goal's, which is the goal's alone for `never` (section 6).
pub(super) fn goal_days(person: &Person, settings: &Settings) -> u32 {
    let longest = settings.due.goal;
    match person.every {
        Some(Cadence::Never) => longest,
        Some(Cadence::Days(_)) | None => longest.min(person.every_days(settings)),
    }
}

/// The first day and the last of a snooze that holds today.
fn active_snooze(person: &Person, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    person
        .snooze
        .filter(|snooze| snooze.from <= today && today < snooze.until)
        .map(|snooze| (snooze.from, snooze.until))
}

/// So many days later, or the last day a file can hold.
fn later(day: NaiveDate, days: u32) -> NaiveDate {
    let last = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX);
    day.checked_add_days(Days::new(days.into()))
        .map_or(last, |later| later.min(last))
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
        let reason =
            |rule, trigger: Option<NaiveDate>, days| trigger.map(|day| plain(rule, day, days));
        let ask_only = history.second_ask;
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
            .chain(reason(Rule::Strain, history.open_strain, due.repair))
            .chain(reason(Rule::Thanks, history.unthanked, due.thanks))
            .chain(reason(Rule::Credit, history.uncredited, due.credit))
            .chain(reason(Rule::AskOnly, ask_only, due.ask_only))
            .chain(reason(Rule::GiveBack, give_back, due.give_back))
            .chain(reason(Rule::Loop, history.open_ask, due.r#loop))
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
        score::columns(self.person, self.settings, self.today).balance(score) < score.debt_limit
    }

    fn never_met(&self) -> Option<Reason<'b>> {
        let met = self.history.last_met.is_some()
            || (self.person.remote && self.history.last_called.is_some());
        let added = self.person.added_on(self.today);
        (!met && !self.person.known).then(|| plain(Rule::NeverMet, added, self.settings.due.meet))
    }

    fn for_goal(&self, goal: &'b Goal<'b>) -> Reason<'b> {
        let every = goal_days(self.person, self.settings);
        let reason = plain(Rule::Goal, self.last_contact_or_added(), every);
        Reason {
            due: reason.due.max(goal.set),
            goal: Some(goal),
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
        applies.then(|| plain(Rule::Cadence, self.last_contact_or_added(), every))
    }

    fn last_contact_or_added(&self) -> NaiveDate {
        self.history
            .last_contact
            .unwrap_or_else(|| self.person.added_on(self.today))
    }
}

fn plain<'b>(rule: Rule, trigger: NaiveDate, days: u32) -> Reason<'b> {
    Reason {
        rule,
        trigger,
        due: later(trigger, days),
        promise: None,
        goal: None,
    }
}

/// A promise is due on its own date; without the day it was made, that date is all there is.
fn promised<'b>(promise: &'b Promise<'b>) -> Reason<'b> {
    Reason {
        rule: Rule::Promise,
        trigger: promise.made.unwrap_or(promise.by),
        due: promise.by,
        promise: Some(promise),
        goal: None,
    }
}
