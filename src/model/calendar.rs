//! Calendar entries: built by the calendar screen, written by the iCalendar format.

use chrono::NaiveDate;

/// An all-day entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEntry {
    /// Identifies the entry across exports, such as the rule and the handle. Without the date, so
    /// that the entry moves when its day changes.
    pub key: Vec<String>,
    /// The due date, the end of a snooze, or today if overdue.
    pub on: NaiveDate,
    /// The person and the reason, on one line.
    pub summary: String,
    /// The due date and the command to type; may be empty.
    pub description: String,
}
