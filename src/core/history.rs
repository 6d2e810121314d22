//! Key dates of a log: the latest of each kind, and what is still open.
//!
//! Debts that must not decay (thanks owed, help not credited, a strain) are facts rather than
//! points; they are derived only here.

use chrono::{Days, NaiveDate};

use crate::model::interaction::{Interaction, Kind, Size};
use crate::model::person::Person;
use crate::model::settings::Settings;

/// Help received within this many days of an urgent ask counts as its answer (section 4).
const ANSWER_DAYS: u64 = 30;

/// The key dates of a log up to a day. All are on or before that day, and none depends on the
/// order of the rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct History {
    /// The latest `gave`, `shared` or `praised`.
    pub last_gave: Option<NaiveDate>,
    /// The latest ask.
    pub last_asked: Option<NaiveDate>,
    /// The latest help received.
    pub last_received: Option<NaiveDate>,
    /// The latest row of a kind that counts as contact.
    pub last_contact: Option<NaiveDate>,
    /// The latest meeting face to face.
    pub last_met: Option<NaiveDate>,
    /// The latest call.
    pub last_called: Option<NaiveDate>,
    /// The latest `repaired`.
    pub last_repaired: Option<NaiveDate>,
    /// The earliest strain with no `repaired` on or after it.
    pub open_strain: Option<NaiveDate>,
    /// The earliest help with no thanks or praise on or after it.
    pub unthanked: Option<NaiveDate>,
    /// The earliest big or urgent help with no praise on or after it.
    pub uncredited: Option<NaiveDate>,
    /// The number of asks after the latest giving.
    pub asks_since_giving: usize,
    /// The day of the second of those asks.
    pub second_ask: Option<NaiveDate>,
    /// The earliest ask not followed by help, thanks or contact.
    pub open_ask: Option<NaiveDate>,
    last_thanks: Option<NaiveDate>,
    last_praised: Option<NaiveDate>,
}

impl History {
    /// The history of the person's log up to `today`.
    pub fn new(person: &Person, settings: &Settings, today: NaiveDate) -> Self {
        let mut history = Self::default();
        for row in person.rows(today) {
            history.record_latest(row, settings);
        }
        let mut asks = [None; 2];
        for row in person.rows(today) {
            history.record_open(row, &mut asks);
        }
        history.second_ask = asks[1];
        history.uncredited = history.earliest_uncredited(person, today);
        history
    }

    /// The latest thanks or praise.
    pub fn last_thanks(&self) -> Option<NaiveDate> {
        self.last_thanks.max(self.last_praised)
    }

    /// Whether nothing has been given since a recent repair: the latest repair is at most
    /// `settings.due.mending` days ago, and nothing was given on or after it (section 3).
    pub fn is_mending(&self, settings: &Settings, today: NaiveDate) -> bool {
        self.last_repaired.is_some_and(|repaired| {
            (today - repaired).num_days() <= i64::from(settings.due.mending)
                && self.last_gave < Some(repaired)
        })
    }

    fn record_latest(&mut self, row: &Interaction, settings: &Settings) {
        let on = Some(row.on);
        if settings.contact.get(row.kind) > 0.0 {
            self.last_contact = self.last_contact.max(on);
        }
        if row.kind.is_giving() {
            self.last_gave = self.last_gave.max(on);
        }
        let last = match row.kind {
            Kind::Praised => &mut self.last_praised,
            Kind::Thanked => &mut self.last_thanks,
            Kind::Asked => &mut self.last_asked,
            Kind::Received => &mut self.last_received,
            Kind::Met => &mut self.last_met,
            Kind::Called => &mut self.last_called,
            Kind::Repaired => &mut self.last_repaired,
            Kind::Gave | Kind::Shared | Kind::Wrote | Kind::Strained => return,
        };
        *last = (*last).max(on);
    }

    /// "None on or after its date" is the same as "later than the latest", so a second pass over
    /// the rows is enough. `asks` holds the two earliest asks since the latest giving.
    fn record_open(&mut self, row: &Interaction, asks: &mut [Option<NaiveDate>; 2]) {
        let on = Some(row.on);
        match row.kind {
            Kind::Strained if on > self.last_repaired => {
                keep_earliest(&mut self.open_strain, row.on);
            }
            Kind::Received if on > self.last_thanks() => {
                keep_earliest(&mut self.unthanked, row.on);
            }
            Kind::Asked => {
                if on > self.last_gave {
                    self.asks_since_giving += 1;
                    keep_two_earliest(asks, row.on);
                }
                if on > self.last_received.max(self.last_thanks()) && on >= self.last_contact {
                    keep_earliest(&mut self.open_ask, row.on);
                }
            }
            Kind::Gave
            | Kind::Praised
            | Kind::Shared
            | Kind::Thanked
            | Kind::Received
            | Kind::Met
            | Kind::Called
            | Kind::Wrote
            | Kind::Strained
            | Kind::Repaired => {}
        }
    }

    /// The earliest uncredited help: `received` that is big or 0 to 30 days after an urgent ask,
    /// with no praise on or after it (section 4).
    fn earliest_uncredited(&self, person: &Person, today: NaiveDate) -> Option<NaiveDate> {
        let mut urgent_asks: Vec<NaiveDate> = person
            .rows(today)
            .filter(|row| row.urgent && row.kind == Kind::Asked)
            .map(|row| row.on)
            .collect();
        urgent_asks.sort_unstable();
        let answers_urgent_ask = |on: NaiveDate| {
            let latest = urgent_asks[..urgent_asks.partition_point(|ask| *ask <= on)].last();
            latest.is_some_and(|ask| {
                ask.checked_add_days(Days::new(ANSWER_DAYS))
                    .is_none_or(|end| on <= end)
            })
        };
        person
            .rows(today)
            .filter(|row| row.kind == Kind::Received && Some(row.on) > self.last_praised)
            .filter(|row| row.size == Size::Big || answers_urgent_ask(row.on))
            .map(|row| row.on)
            .min()
    }
}

fn keep_earliest(first: &mut Option<NaiveDate>, on: NaiveDate) {
    *first = Some(first.map_or(on, |first| first.min(on)));
}

fn keep_two_earliest(asks: &mut [Option<NaiveDate>; 2], on: NaiveDate) {
    match *asks {
        [Some(first), second] if first <= on => {
            asks[1] = Some(second.map_or(on, |second| second.min(on)));
        }
        [first, _] => *asks = [Some(on), first],
    }
}
