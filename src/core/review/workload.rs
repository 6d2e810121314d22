//! Contacts a week required by all cadences and goals (score, section 8).

use crate::core::rules::{Reason, Rule, goal_days};
use crate::core::standing::Assessment;
use crate::model::settings::Settings;

/// Above this many contacts a week, in tenths, most of them will not happen.
const HEAVY_ABOVE: u64 = 100;

/// One tenth of a contact, in the unit of the sum.
const TENTH: u128 = 1 << 80;

/// Contacts a week required by all cadences and goals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Workload {
    /// Tenths of a contact a week, rounded half up.
    pub tenths: u64,
}

impl Workload {
    /// Contacts a week, with one decimal.
    pub fn contacts_per_week(self) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a file holds far fewer people than 2^52"
        )]
        let tenths = self.tenths as f64;
        tenths / 10.0
    }

    /// Whether it is more than anyone can keep up: a note, not a fault.
    pub const fn is_heavy(self) -> bool {
        self.tenths > HEAVY_ABOVE
    }

    /// Sums the contacts a week of these people; `due` holds the reasons of each.
    pub(crate) fn new(people: &[Assessment], due: &[Vec<Reason>], settings: &Settings) -> Self {
        let every = people
            .iter()
            .zip(due)
            .filter_map(|(one, reasons)| every(one, reasons, settings))
            .map(|days| days.max(1));
        Self::from_cadences(every)
    }

    /// The sum of 7 / every.
    ///
    /// A sum of floats depends on the order, so terms are integers of a tiny unit. Each is rounded
    /// up, so that a sum of exactly half a tenth rounds up too; the excess is far below the
    /// smallest difference between two sums.
    fn from_cadences(every: impl Iterator<Item = u32>) -> Self {
        let sum = every
            .map(|days| (7 * 10 * TENTH).div_ceil(u128::from(days)))
            .fold(0_u128, u128::saturating_add);
        let tenths = sum.saturating_add(TENTH / 2) / TENTH;
        Self {
            tenths: u64::try_from(tenths).unwrap_or(u64::MAX),
        }
    }
}

/// Days between contacts required by a `cadence` or `goal` reason, whatever its date; the
/// settings may make them 0.
fn every(one: &Assessment, reasons: &[Reason], settings: &Settings) -> Option<u32> {
    reasons.iter().find_map(|reason| match reason.rule {
        Rule::Goal => Some(goal_days(one.person, settings)),
        Rule::Cadence => Some(one.person.every_days(settings)),
        Rule::Strain
        | Rule::Promise
        | Rule::Thanks
        | Rule::Credit
        | Rule::AskOnly
        | Rule::GiveBack
        | Rule::NeverMet
        | Rule::Loop => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenths(every: &[u32]) -> u64 {
        Workload::from_cadences(every.iter().copied()).tenths
    }

    #[test]
    fn no_cadences_are_no_load() {
        assert_eq!(tenths(&[]), 0);
    }

    #[test]
    fn a_weekly_cadence_is_one_contact_and_a_monthly_one_a_quarter() {
        assert_eq!(tenths(&[7]), 10);
        assert_eq!(tenths(&[30]), 2);
        assert_eq!(tenths(&[30, 30, 30, 30]), 9);
    }

    #[test]
    fn exactly_half_a_tenth_rounds_up_in_any_order() {
        assert_eq!(tenths(&[140]), 1);
        assert_eq!(tenths(&[420, 210]), 1);
        assert_eq!(tenths(&[210, 420]), 1);
        assert_eq!(tenths(&[980; 7]), 1);
        assert_eq!(tenths(&[141]), 0);
        assert_eq!(tenths(&[3640; 26]), 1);
        assert_eq!(tenths(&[3650; 26]), 0);
    }

    #[test]
    fn more_than_ten_contacts_a_week_are_heavy_and_ten_are_not() {
        assert!(!Workload::from_cadences([7; 10].into_iter()).is_heavy());
        assert!(Workload::from_cadences([7; 10].into_iter().chain([140])).is_heavy());
    }

    #[test]
    fn a_daily_cadence_for_a_million_people_does_not_overflow() {
        let every = std::iter::repeat_n(1, 1_000_000);
        assert_eq!(Workload::from_cadences(every).tenths, 70_000_000);
    }
}
