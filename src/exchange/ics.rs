//! Due dates and promises as an iCalendar of all-day events. What is due, and what is said of
//! it, comes from the caller.

use chrono::NaiveDate;

use super::content_line::{escaped, push};

/// An event on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What makes it the same event in the next export, such as `due`, the handle and the
    /// rule: the event then moves when its day does.
    pub key: Vec<String>,
    /// The day.
    pub on: NaiveDate,
    /// One line.
    pub summary: String,
    /// More lines; may be empty.
    pub description: String,
}

/// The calendar of these entries as of today. The same entries on the same day give the same
/// bytes.
pub fn write(entries: &[Entry], today: NaiveDate) -> String {
    let mut out = String::new();
    push(&mut out, "BEGIN", "VCALENDAR");
    push(&mut out, "VERSION", "2.0");
    push(&mut out, "PRODID", "-//allies//allies//EN");
    push(&mut out, "CALSCALE", "GREGORIAN");
    push(&mut out, "X-WR-CALNAME", "allies");
    for entry in entries {
        event(&mut out, entry, today);
    }
    push(&mut out, "END", "VCALENDAR");
    out
}

fn event(out: &mut String, entry: &Entry, today: NaiveDate) {
    push(out, "BEGIN", "VEVENT");
    push(out, "UID", &uid(&entry.key));
    push(
        out,
        "DTSTAMP",
        &format!("{}T000000Z", today.format("%Y%m%d")),
    );
    // Without an end an all-day event lasts its day; the end would be the day after, which
    // the last day of the calendar has not.
    push(
        out,
        "DTSTART;VALUE=DATE",
        &entry.on.format("%Y%m%d").to_string(),
    );
    push(out, "SUMMARY", &escaped(&entry.summary));
    if !entry.description.is_empty() {
        push(out, "DESCRIPTION", &escaped(&entry.description));
    }
    // Nobody is busy all day for a word of thanks.
    push(out, "TRANSP", "TRANSPARENT");
    push(out, "END", "VEVENT");
}

/// The key as letters that every calendar takes. FNV-1a over each part and its end, twice
/// from different beginnings: 128 bits of it are as good as never the same by chance.
fn uid(key: &[String]) -> String {
    const PRIME: u64 = 0x0100_0000_01b3;
    let hash = |start: u64| {
        key.iter()
            .flat_map(|part| part.bytes().chain([0xff]))
            .fold(start, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(PRIME)
            })
    };
    let (one, two) = (hash(0xcbf2_9ce4_8422_2325), hash(0x6c62_272e_07bb_0142));
    format!("{one:016x}{two:016x}@allies")
}
