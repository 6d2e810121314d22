//! Giving and asking over the last twelve months, one column a month.

use chrono::{Datelike, Months, NaiveDate};

use crate::core::score;
use crate::core::standing::Assessment;
use crate::model::settings::Settings;
use crate::screens::style::Label;
use crate::screens::{Page, words};

const MONTHS: usize = 12;
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Points at their value on the day, summed by calendar month up to this month. Both rows share a
/// scale. Empty if there is nothing to draw.
pub fn sparkline(assessment: &Assessment, settings: &Settings, page: &Page) -> String {
    let (person, today) = (assessment.person, assessment.today);
    let mut given = [0; MONTHS];
    let mut taken = [0; MONTHS];
    for line in score::lines(person, settings, today) {
        let Some(month) = month_index(line.row.on, today) else {
            continue;
        };
        let points = score::points_on_the_day(line.row, settings);
        if points < 0 {
            taken[month] -= points;
        } else {
            given[month] += points;
        }
    }
    let most = given.iter().chain(&taken).copied().max().unwrap_or(0);
    if most == 0 {
        return String::new();
    }
    let label = |text: &str| page.paint(Label::Heading, &format!("{text:<12}"));
    format!(
        "{}{}\n{}gave  {}\n{}asked {}\n\n",
        label("Last year"),
        page.paint(Label::Aside, &format!("      {}", month_letters(today))),
        label(""),
        bars(&given, most),
        label(""),
        bars(&taken, most),
    )
}

/// The column of a day, 11 for this month; `None` for older days.
fn month_index(day: NaiveDate, today: NaiveDate) -> Option<usize> {
    let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
    let back = usize::try_from(months(today) - months(day)).ok()?;
    (MONTHS - 1).checked_sub(back)
}

fn month_letters(today: NaiveDate) -> String {
    let first = today.with_day(1).unwrap_or(today);
    let back = (0..MONTHS)
        .rev()
        .filter_map(|back| first.checked_sub_months(Months::new(u32::try_from(back).ok()?)));
    let letters: Vec<&str> = back.map(|month| &words::month(month)[..1]).collect();
    letters.join(" ")
}

fn bars(months: &[i64; MONTHS], most: i64) -> String {
    months.map(|points| bar(points, most).to_string()).join(" ")
}

/// The smallest number of points is drawn too, so that it differs from an empty month.
fn bar(points: i64, most: i64) -> char {
    if points == 0 {
        return '·';
    }
    let eighth = (points * 8 + most - 1) / most;
    BARS[usize::try_from(eighth).map_or(0, |eighth| eighth.clamp(1, 8) - 1)]
}
