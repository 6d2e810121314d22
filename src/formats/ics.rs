//! Writes due dates and promises as an iCalendar of all-day events. The caller decides what is
//! due and how it is worded.

use chrono::NaiveDate;

use crate::formats::content_line::{escaped, push_property};
use crate::model::calendar::CalendarEntry;

/// The entries as a calendar written today. The output is deterministic: the same entries on
/// the same day give the same bytes.
pub fn write(entries: &[CalendarEntry], today: NaiveDate) -> String {
    let mut out = String::new();
    push_property(&mut out, "BEGIN", "VCALENDAR");
    push_property(&mut out, "VERSION", "2.0");
    push_property(&mut out, "PRODID", "-//allies//allies//EN");
    push_property(&mut out, "CALSCALE", "GREGORIAN");
    push_property(&mut out, "X-WR-CALNAME", "allies");
    for entry in entries {
        push_event(&mut out, entry, today);
    }
    push_property(&mut out, "END", "VCALENDAR");
    out
}

fn push_event(out: &mut String, entry: &CalendarEntry, today: NaiveDate) {
    push_property(out, "BEGIN", "VEVENT");
    push_property(out, "UID", &uid(&entry.key));
    let written = today.format("%Y%m%dT000000Z");
    push_property(out, "DTSTAMP", &written.to_string());
    // Without an end, an all-day event lasts one day. The end would be the next day, which the
    // last representable date does not have.
    let on = entry.on.format("%Y%m%d");
    push_property(out, "DTSTART;VALUE=DATE", &on.to_string());
    push_property(out, "SUMMARY", &escaped(&entry.summary));
    if !entry.description.is_empty() {
        push_property(out, "DESCRIPTION", &escaped(&entry.description));
    }
    // A reminder does not make the user busy all day.
    push_property(out, "TRANSP", "TRANSPARENT");
    push_property(out, "END", "VEVENT");
}

/// Hashes the key into characters that every calendar accepts: 128 bits of FNV-1a, from two
/// different seeds, make collisions negligible. A separator follows each part.
fn uid(key: &[String]) -> String {
    const PRIME: u64 = 0x0100_0000_01b3;
    let hash = |seed: u64| {
        key.iter()
            .flat_map(|part| part.bytes().chain([0xff]))
            .fold(seed, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(PRIME)
            })
    };
    let (one, two) = (hash(0xcbf2_9ce4_8422_2325), hash(0x6c62_272e_07bb_0142));
    format!("{one:016x}{two:016x}@allies")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::random::{any_day, any_text};
    use proptest::prelude::*;

    const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");

    fn entry(rule: &str, on: NaiveDate, summary: &str) -> CalendarEntry {
        CalendarEntry {
            key: ["due", "sara", rule].map(str::to_owned).to_vec(),
            on,
            summary: summary.to_owned(),
            description: String::new(),
        }
    }

    #[test]
    fn an_entry_is_an_event_of_one_day() {
        let mut entry = entry("cadence", TODAY, "Sara Ortiz; keep in touch, soon");
        entry.description = "one\r\ntwo".to_owned();
        let text = write(&[entry], TODAY);
        let event = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//allies//allies//EN",
            "CALSCALE:GREGORIAN",
            "X-WR-CALNAME:allies",
            "BEGIN:VEVENT",
            "UID:8e7cf3a6db245e9864c68b9635440d99@allies",
            "DTSTAMP:20261123T000000Z",
            "DTSTART;VALUE=DATE:20261123",
            "SUMMARY:Sara Ortiz\\; keep in touch\\, soon",
            "DESCRIPTION:one\\ntwo",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ];
        assert_eq!(text, event.join("\r\n"));
    }

    #[test]
    fn an_event_keeps_its_name_when_its_day_moves() {
        let uid_of = |text: &str| {
            let line = text.lines().find(|line| line.starts_with("UID:"));
            line.map(str::to_owned)
        };
        let tomorrow = TODAY.succ_opt().unwrap_or(TODAY);
        let one = uid_of(&write(&[entry("cadence", TODAY, "a")], TODAY));
        let moved = uid_of(&write(&[entry("cadence", tomorrow, "b")], tomorrow));
        let other = uid_of(&write(&[entry("thanks", TODAY, "a")], TODAY));
        assert_eq!(one, moved);
        assert_ne!(one, other);
        // The parts of a key do not run into each other.
        assert_ne!(
            uid(&["a".into(), "bc".into()]),
            uid(&["ab".into(), "c".into()])
        );
    }

    proptest! {
        #[test]
        fn no_text_ends_its_event(summary in any_text(), on in any_day(), today in any_day()) {
            let mut entry = entry("cadence", on, &summary);
            entry.description = format!("{summary}\r\nEND:VEVENT");
            let text = write(&[entry], today);
            prop_assert_eq!(text.matches("\r\nEND:VEVENT\r\n").count(), 1);
            for line in text.split("\r\n") {
                prop_assert!(line.len() <= 75);
                prop_assert!(!line.contains(char::is_control), "{:?}", line);
            }
            let line = format!("\r\nDTSTART;VALUE=DATE:{:04}{}\r\n", chrono::Datelike::year(&on), on.format("%m%d"));
            prop_assert!(text.contains(&line), "{}", text);
        }
    }
}
