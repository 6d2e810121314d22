//! How many touches a week the user promised themselves (score, section 8).

use crate::core::rules::{Reason, Rule, goal_days};
use crate::core::standing::Assessment;
use crate::model::settings::Settings;

/// More touches a week than this, in tenths, and most of them will not happen.
const HEAVY_ABOVE: u64 = 100;

/// One tenth of a touch in the unit in which shares are added.
const TENTH: u128 = 1 << 80;

/// Touches a week over everyone that a rhythm or a goal asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Load {
    /// Tenths of a touch a week, rounded half up.
    pub tenths: u64,
}

impl Load {
    /// The same as a number with one decimal.
    pub fn touches(self) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a file holds far fewer people than 2^52"
        )]
        let tenths = self.tenths as f64;
        tenths / 10.0
    }

    /// More than can be kept: a remark, not a fault.
    pub const fn is_heavy(self) -> bool {
        self.tenths > HEAVY_ABOVE
    }

    /// Of those people, with the reasons of each of them.
    pub(crate) fn new(people: &[Assessment], due: &[Vec<Reason>], settings: &Settings) -> Self {
        let every = people
            .iter()
            .zip(due)
            .filter_map(|(one, reasons)| every(one, reasons, settings))
            .map(|days| days.max(1));
        Self::from_rhythms(every)
    }

    /// The sum of 7 / every.
    ///
    /// Floats would round differently in another order, so shares are whole numbers of a very
    /// small unit. Each is rounded up, so that a sum that is exactly half a tenth still rounds
    /// up; what that adds is far less than any two sums of a file could differ by.
    fn from_rhythms(every: impl Iterator<Item = u32>) -> Self {
        let sum = every
            .map(|days| (7 * 10 * TENTH).div_ceil(u128::from(days)))
            .fold(0_u128, u128::saturating_add);
        let tenths = sum.saturating_add(TENTH / 2) / TENTH;
        Self {
            tenths: u64::try_from(tenths).unwrap_or(u64::MAX),
        }
    }
}

/// Days between the touches someone is promised by a `cadence` or `goal` reason, whatever
/// its date; the settings may make them 0.
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
        Load::from_rhythms(every.iter().copied()).tenths
    }

    #[test]
    fn nobody_to_keep_in_touch_with_is_no_load() {
        assert_eq!(tenths(&[]), 0);
    }

    #[test]
    fn a_weekly_rhythm_is_one_touch_and_a_monthly_one_a_quarter() {
        assert_eq!(tenths(&[7]), 10);
        assert_eq!(tenths(&[30]), 2);
        assert_eq!(tenths(&[30, 30, 30, 30]), 9);
    }

    #[test]
    fn exactly_half_a_tenth_rounds_up_however_it_comes_together() {
        assert_eq!(tenths(&[140]), 1);
        assert_eq!(tenths(&[420, 210]), 1);
        assert_eq!(tenths(&[210, 420]), 1);
        assert_eq!(tenths(&[980; 7]), 1);
        assert_eq!(tenths(&[141]), 0);
        assert_eq!(tenths(&[3640; 26]), 1);
        assert_eq!(tenths(&[3650; 26]), 0);
    }

    #[test]
    fn more_than_ten_touches_a_week_are_heavy_and_ten_are_not() {
        assert!(!Load::from_rhythms([7; 10].into_iter()).is_heavy());
        assert!(Load::from_rhythms([7; 10].into_iter().chain([140])).is_heavy());
    }

    #[test]
    fn a_rhythm_of_a_day_for_a_million_people_is_counted() {
        let every = std::iter::repeat_n(1, 1_000_000);
        assert_eq!(Load::from_rhythms(every).tenths, 70_000_000);
    }
}
