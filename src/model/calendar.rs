//! An entry of a calendar: made by a screen of what is due, written by a format.

use chrono::NaiveDate;

/// Something to do on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEntry {
    /// What makes it the same entry in the next calendar, such as the rule and the handle. No
    /// date: the entry then moves when its day does.
    pub key: Vec<String>,
    /// The day: the due date, the end of a snooze, or today for what is late.
    pub on: NaiveDate,
    /// Who and why, on one line.
    pub summary: String,
    /// When it was due, and what to type; may be empty.
    pub description: String,
}
