//! The two columns of the score: balance (given and taken) and contact (warmth).
//!
//! Points are whole hundredths (`i64`): every line is rounded before it is added, so the printed
//! figures are the ones summed, and a user can check the total by hand.

use chrono::NaiveDate;

use crate::model::interaction::{Interaction, Kind, Size};
use crate::model::person::Person;
use crate::model::settings::{ScoreSettings, Settings};

/// A trend compares the warmth of today with that of this many days ago (section 5).
pub const TREND_DAYS: i64 = 30;

/// Beyond this many half-lives nothing is left of any points a file may hold; up to it, the power
/// of two fits a float.
const MAX_HALF_LIVES: i64 = 1000;

/// The fraction of a point left after `age` days: it halves every `half_life` days (section 2).
///
/// Whole half-lives are exact and no platform maths function is called, so that every machine
/// prints the same digits.
///
/// `age` must not be negative and `half_life` must be above 0.
pub fn decay(age: i64, half_life: u32) -> f64 {
    let half_life = i64::from(half_life);
    let halvings = age / half_life;
    if halvings > MAX_HALF_LIVES {
        return 0.0;
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "both are below a half-life, at most 3650"
    )]
    let part = -((age % half_life) as f64) / half_life as f64;
    #[expect(clippy::cast_possible_truncation, reason = "at most `MAX_HALF_LIVES`")]
    let whole = 2_f64.powi(halvings as i32);
    libm::exp2(part) / whole
}

/// Hundredths in a point, slightly increased. Weights such as 1.16 are not exact in binary, so a
/// product that is half a hundredth on paper may come out just below it. The increase exceeds
/// the error of four roundings and is too small to move any other product across a half.
const HUNDREDTHS: f64 = 100.0 * (1.0 + 4.0 * f64::EPSILON);

/// Points in whole hundredths, rounded half away from zero.
pub(crate) fn hundredths(points: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the settings bound what a row can count"
    )]
    let rounded = (points * HUNDREDTHS).round() as i64;
    rounded
}

/// `numerator / denominator`, rounded half away from zero. `denominator` must be above 0.
pub(crate) fn divide_rounded(numerator: i64, denominator: i64) -> i64 {
    let (numerator, denominator) = (i128::from(numerator), i128::from(denominator));
    let whole = (2 * numerator.abs() + denominator) / (2 * denominator);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "smaller than the numerator, an i64"
    )]
    let whole = whole as i64;
    if numerator < 0 { -whole } else { whole }
}

/// One row and what it counts today: a line of the printed arithmetic.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line<'b> {
    /// The row.
    pub row: &'b Interaction<'b>,
    /// Age in whole days, never below 0.
    pub age: i64,
    /// Points of the balance, in hundredths.
    pub points: i64,
    /// Points of contact, in hundredths.
    pub contact: i64,
}

/// The sums of the two columns, in hundredths of a point, none below 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Columns {
    /// G, the sum of the positive points.
    pub given: i64,
    /// A, the negated sum of the negative points.
    pub taken: i64,
    /// C, the sum of contact.
    pub contact: i64,
}

impl Columns {
    /// Sums the lines.
    pub fn sum<'b>(lines: impl IntoIterator<Item = Line<'b>>) -> Self {
        let mut columns = Self::default();
        for line in lines {
            columns.add(line.points);
            columns.contact += line.contact;
        }
        columns
    }

    fn add(&mut self, points: i64) {
        if points < 0 {
            self.taken -= points;
        } else {
            self.given += points;
        }
    }

    /// `100 × (G − A) / (G + A + doubt)`, −100 to 100 (section 2).
    pub fn balance(&self, score: &ScoreSettings) -> i64 {
        divide_rounded(
            100 * (self.given - self.taken),
            self.given + self.taken + score.doubt,
        )
    }

    /// `100 × C / (C + 1)`, 0 to 100 (section 2).
    pub fn warmth(&self) -> i64 {
        divide_rounded(100 * self.contact, self.contact + 100)
    }

    /// The columns after `taken` more hundredths are taken.
    #[must_use]
    pub fn with_taken(self, taken: i64) -> Self {
        Self {
            taken: self.taken + taken,
            ..self
        }
    }

    /// The fewest points, in hundredths, that would bring the balance up to the debt limit if given
    /// today; 0 if it is there already (section 4).
    pub fn shortfall(&self, score: &ScoreSettings) -> i64 {
        let fits = |more: i64| {
            Self {
                given: self.given + more,
                ..*self
            }
            .balance(score)
                >= score.debt_limit
        };
        if fits(0) {
            return 0;
        }
        // Giving as much as was taken makes the balance 0, which is above every limit.
        let (mut short, mut enough) = (0, self.taken.max(1));
        while enough - short > 1 {
            let middle = short + (enough - short) / 2;
            if fits(middle) {
                enough = middle;
            } else {
                short = middle;
            }
        }
        enough
    }
}

/// The lines of a person's arithmetic in file order, without rows dated after `today`.
pub fn lines<'b>(
    person: &'b Person<'b>,
    settings: &'b Settings,
    today: NaiveDate,
) -> impl Iterator<Item = Line<'b>> + 'b {
    let every = person.every_days(settings);
    person.rows(today).map(move |row| {
        let age = (today - row.on).num_days();
        Line {
            row,
            age,
            points: points(row, settings, age),
            contact: contact(row, settings, age, every),
        }
    })
}

/// The sums of a person's columns on a day.
pub fn columns(person: &Person, settings: &Settings, today: NaiveDate) -> Columns {
    Columns::sum(lines(person, settings, today))
}

/// The balance on a day, when only the balance is needed.
pub fn balance(person: &Person, settings: &Settings, today: NaiveDate) -> i64 {
    let mut columns = Columns::default();
    for row in person.rows(today) {
        columns.add(points(row, settings, (today - row.on).num_days()));
    }
    columns.balance(&settings.score)
}

/// The warmth on a day, when only the warmth is needed.
pub fn warmth(person: &Person, settings: &Settings, today: NaiveDate) -> i64 {
    let every = person.every_days(settings);
    let contact = person
        .rows(today)
        .map(|row| contact(row, settings, (today - row.on).num_days(), every))
        .sum();
    Columns {
        contact,
        ..Columns::default()
    }
    .warmth()
}

/// Points of a row on its own day, before any decay, in hundredths.
pub fn points_on_the_day(row: &Interaction, settings: &Settings) -> i64 {
    points(row, settings, 0)
}

/// The cost of an ask of that size today, in hundredths of a point.
pub fn cost_of_ask(settings: &Settings, size: Size, urgent: bool) -> i64 {
    -credit(settings, Kind::Asked, size, urgent, 1.0)
}

fn points(row: &Interaction, settings: &Settings, age: i64) -> i64 {
    // Skips the decay for rows that count only as contact.
    if settings.credit.get(row.kind) == 0.0 {
        return 0;
    }
    let decay = decay(age, settings.score.half_life);
    credit(settings, row.kind, row.size, row.urgent, decay)
}

fn credit(settings: &Settings, kind: Kind, size: Size, urgent: bool, decay: f64) -> i64 {
    let factor = if urgent {
        settings.score.urgent_factor
    } else {
        1.0
    };
    hundredths(settings.credit.get(kind) * size.factor() * factor * decay)
}

fn contact(row: &Interaction, settings: &Settings, age: i64, every: u32) -> i64 {
    let contact = settings.contact.get(row.kind);
    if contact == 0.0 {
        return 0;
    }
    hundredths(contact * row.size.factor() * decay(age, every))
}

#[cfg(test)]
mod tests;
