//! Any words as a day, on any day of the calendar: no panic, never a year that no file can
//! hold, and a day that was understood reads as itself.
#![no_main]

use allies::commands::date::{LONGEST_SPAN, Bias, read_date, read_days};
use chrono::{Datelike, NaiveDate};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((head, rest)) = data.split_at_checked(4) else {
        return;
    };
    let year = i32::from(u16::from_le_bytes([head[0], head[1]]) % 9999) + 1;
    let day = u32::from(u16::from_le_bytes([head[2], head[3]]) % 365) + 1;
    let (Some(today), Ok(text)) = (NaiveDate::from_yo_opt(year, day), str::from_utf8(rest)) else {
        return;
    };
    for lean in [Bias::Back, Bias::Ahead] {
        match read_date(text, today, lean) {
            Ok(day) => {
                assert!(
                    (1..=9999).contains(&day.year()),
                    "{text:?} on {today}: {day}"
                );
                let again = read_date(&day.to_string(), today, lean);
                assert!(
                    again.is_ok_and(|again| again == day),
                    "{text:?} on {today}: {day}"
                );
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    match read_days(text) {
        Ok(days) => assert!(days <= LONGEST_SPAN),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
