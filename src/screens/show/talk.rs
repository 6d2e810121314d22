//! What to talk about: what is due and owed, what was promised, what matters to them.

use chrono::{Datelike, NaiveDate};

use crate::core::rules::{Reason, Rule};
use crate::model::interaction::{Interaction, Kind};
use crate::model::person::Person;
use crate::screens::definition_list::Labelled;
use crate::screens::show::{ShowView, custom_fields, joined};
use crate::screens::words::{day, list, short_day};
use crate::screens::{Page, phrase};
use crate::text::sanitize;

/// Columns of the labels at the left.
const LABELS: usize = 12;

/// How many talks one wants to be reminded of.
const TALKS: usize = 3;

/// The labelled lines below the arithmetic.
pub fn text(view: &ShowView, page: &Page) -> String {
    let (person, today) = (view.person(), view.today());
    let mut lines = Labelled::on(page, LABELS);
    for owed in owed(view) {
        lines.push("You owe", &owed);
    }
    for promise in promises(person, today) {
        lines.push("Promised", &promise);
    }
    lines.push("Due", &due(view));
    for talk in latest(person, today, TALKS, |row| is_talk(row.kind)) {
        lines.push("Last talks", &talk);
    }
    if !person.cares.is_empty() {
        lines.push("Cares about", &joined(&person.cares));
    }
    for introduction in introductions(view) {
        lines.push("Introduced", &introduction);
    }
    for about in person.about.iter().flat_map(|about| sanitize::lines(about)) {
        lines.push("About", &about);
    }
    if !person.tags.is_empty() {
        lines.push("Tags", &joined(&person.tags));
    }
    for own in custom_fields::lines(&person.own) {
        lines.push("Own keys", &own);
    }
    for question in questions(person, today) {
        lines.push("To ask", &question);
    }
    lines.into_text()
}

fn when(due: NaiveDate, today: NaiveDate) -> String {
    match (today - due).num_days() {
        0 => "today".to_owned(),
        days @ 1.. => format!("{days} d late"),
        _ => day(due, today),
    }
}

/// What is owed to them, in full.
fn owed(view: &ShowView) -> Vec<String> {
    let today = view.today();
    let owed = view.reasons.iter().filter(|reason| reason.rule.is_debt());
    owed.map(|reason| {
        format!(
            "{} ({})",
            phrase::reason(reason, today),
            when(reason.due, today)
        )
    })
    .collect()
}

/// What is due beside debts and promises, which have lines of their own.
fn due(view: &ShowView) -> String {
    let today = view.today();
    let other = |reason: &&Reason| !reason.rule.is_debt() && reason.rule != Rule::Promise;
    let mut due: Vec<String> = view
        .reasons
        .iter()
        .filter(other)
        .map(|reason| format!("{}, {}", phrase::in_short(reason), when(reason.due, today)))
        .collect();
    let snoozed = view.person().snooze_on(today);
    due.extend(snoozed.map(|snooze| format!("snoozed until {}", day(snooze.until, today))));
    match (due.is_empty(), view.reasons.is_empty()) {
        (true, true) => "nothing".to_owned(),
        (true, false) => "nothing else".to_owned(),
        (false, _) => due.join(" · "),
    }
}

/// Those that are open; of several, each with the number by which `kept` knows it.
fn promises(person: &Person, today: NaiveDate) -> Vec<String> {
    let mut open: Vec<_> = person.promises.iter().enumerate().collect();
    open.retain(|(_, promise)| promise.is_open(today));
    open.sort_by_key(|(place, promise)| (promise.by, *place));
    let are_several = open.len() > 1;
    open.into_iter()
        .map(|(place, promise)| {
            let number = if are_several {
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

/// Whether one hears of them in it.
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

/// The latest rows of those that are meant, a line each: `18 Nov, met: dock walk`.
pub fn latest(
    person: &Person,
    today: NaiveDate,
    most: usize,
    is_meant: impl Fn(&Interaction) -> bool,
) -> Vec<String> {
    let mut rows: Vec<&Interaction> = person.rows(today).filter(|row| is_meant(row)).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.on));
    rows.truncate(most);
    let told = rows.into_iter().map(|row| {
        let (on, kind) = (short_day(row.on, today), row.kind.word());
        let urgent = if row.urgent { ", urgent" } else { "" };
        let note = sanitize::line(row.note.trim());
        if note.is_empty() {
            format!("{on}, {kind}{urgent}")
        } else {
            format!("{on}, {kind}{urgent}: {note}")
        }
    });
    told.collect()
}

fn introductions(view: &ShowView) -> Vec<String> {
    let name = |person: &&Person| sanitize::line(&person.name).into_owned();
    let mut lines = Vec::new();
    if let Some(handle) = &view.person().introduced_by {
        let by = view
            .introduced_by
            .as_ref()
            .map_or_else(|| sanitize::line(handle).into_owned(), name);
        lines.push(format!("to you by {by}"));
    }
    if !view.introduced.is_empty() {
        let names: Vec<String> = view.introduced.iter().map(name).collect();
        lines.push(format!("{} to you", list(&names)));
    }
    lines
}

/// Two questions a week, other ones next week; the first asks after what they care about.
pub fn questions(person: &Person, today: NaiveDate) -> [String; 2] {
    let week = today.iso_week().week() as usize;
    let all = phrase::QUESTIONS;
    let first = match person.cares.get(week % person.cares.len().max(1)) {
        Some(cares) => format!("how is it going with {}?", sanitize::line(cares)),
        None => all[2 * week % all.len()].to_owned(),
    };
    [first, all[(2 * week + 1) % all.len()].to_owned()]
}
