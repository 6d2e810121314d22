//! What to talk about: what is due and owed, what was promised, what matters to them.

use chrono::{Datelike, NaiveDate};

use crate::core::rules::{Reason, Rule};
use crate::model::interaction::{Interaction, Kind};
use crate::model::person::Person;
use crate::screens::phrase;
use crate::screens::words::{day, due_day, short_day};
use crate::text::sanitize;

/// How many of the latest talks are shown.
const LATEST_TALKS: usize = 3;

/// What you owe them, in full.
pub fn owed(reasons: &[Reason], today: NaiveDate) -> Vec<String> {
    let owed = reasons.iter().filter(|reason| reason.rule.is_debt());
    owed.map(|reason| {
        let when = due_day(reason.due, today);
        format!("{} ({when})", phrase::reason(reason, today))
    })
    .collect()
}

/// What is due apart from debts and promises, which have lines of their own.
pub fn due(person: &Person, reasons: &[Reason], today: NaiveDate) -> String {
    let other = |reason: &&Reason| !reason.rule.is_debt() && reason.rule != Rule::Promise;
    let due = reasons.iter().filter(other);
    let due = due.map(|reason| {
        let when = due_day(reason.due, today);
        format!("{}, {when}", phrase::short_reason(reason))
    });
    let snoozed = person.snooze_on(today);
    let snoozed = snoozed.map(|snooze| format!("snoozed until {}", day(snooze.until, today)));
    let due: Vec<String> = due.chain(snoozed).collect();
    match (due.is_empty(), reasons.is_empty()) {
        (true, true) => "nothing".to_owned(),
        (true, false) => "nothing else".to_owned(),
        (false, _) => due.join(" · "),
    }
}

/// The open promises; if there are several, each with its number for `kept`.
pub fn promises(person: &Person, today: NaiveDate) -> Vec<String> {
    let mut open: Vec<_> = person.promises.iter().enumerate().collect();
    open.retain(|(_, promise)| promise.is_open(today));
    open.sort_by_key(|(place, promise)| (promise.by, *place));
    let has_several = open.len() > 1;
    open.into_iter()
        .map(|(place, promise)| {
            let number = if has_several {
                format!("{}. ", place + 1)
            } else {
                String::new()
            };
            let late = if promise.by < today { ", late" } else { "" };
            let by = day(promise.by, today);
            format!("{number}{}, by {by}{late}", phrase::deed(&promise.what))
        })
        .collect()
}

/// The latest rows in which you heard from them.
pub fn latest_talks(person: &Person, today: NaiveDate) -> Vec<String> {
    latest(person, today, LATEST_TALKS, |row| is_talk(row.kind))
}

/// Whether you hear from the person in it.
const fn is_talk(kind: Kind) -> bool {
    match kind {
        Kind::Met | Kind::Called | Kind::Wrote | Kind::Repaired => true,
        Kind::Gave
        | Kind::Praised
        | Kind::Shared
        | Kind::Thanked
        | Kind::Asked
        | Kind::Received
        | Kind::Strained => false,
    }
}

/// The latest rows that match, one line each: `18 Nov, met: dock walk`.
pub fn latest(
    person: &Person,
    today: NaiveDate,
    most: usize,
    matches: impl Fn(&Interaction) -> bool,
) -> Vec<String> {
    let mut rows: Vec<&Interaction> = person.rows(today).filter(|row| matches(row)).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.on));
    rows.truncate(most);
    let lines = rows.into_iter().map(|row| {
        let (on, kind) = (short_day(row.on, today), row.kind.word());
        let urgent = if row.urgent { ", urgent" } else { "" };
        let note = sanitize::line(row.note.trim());
        if note.is_empty() {
            format!("{on}, {kind}{urgent}")
        } else {
            format!("{on}, {kind}{urgent}: {note}")
        }
    });
    lines.collect()
}

/// Two questions, different ones each week; the first is about something they care about, if known.
pub fn questions(person: &Person, today: NaiveDate) -> [String; 2] {
    let week = today.iso_week().week() as usize;
    let all = phrase::QUESTIONS;
    let first = match person.cares.get(week % person.cares.len().max(1)) {
        Some(cares) => format!("how is it going with {}?", sanitize::line(cares)),
        None => all[2 * week % all.len()].to_owned(),
    };
    [first, all[(2 * week + 1) % all.len()].to_owned()]
}
