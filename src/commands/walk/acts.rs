//! What can be done about the person who is shown: each asks for what it needs and saves.
//!
//! An empty answer to the first question of each leaves everything as it is.

use chrono::NaiveDate;

use crate::commands::args::past_day;
use crate::commands::errors::{Result, nobody, refused};
use crate::commands::log::Entry;
use crate::commands::walk::{After, Walk};
use crate::commands::{edit, kept, log, promise, question, snooze, transaction, words};
use crate::core::agenda::{Action, Row};
use crate::core::rules::About;
use crate::model::book::Book;
use crate::model::handle::typed;
use crate::model::interaction::{Interaction, Kind};
use crate::model::person::{Person, Promise};
use crate::text::wrap::wrap;

/// What leaves a question where Enter means something else.
const LEAVE: &str = ".";

/// What was suggested is done.
pub fn done(walk: &mut Walk, person: &Person, row: Option<&Row>) -> Result<After> {
    let Some(row) = row else {
        walk.session
            .tell("Nothing is suggested now; l logs anything.\n");
        return Ok(After::Again);
    };
    match (row.action, row.headline.about) {
        (Action::Log(kind), _) => log_suggested(walk, person, kind),
        (Action::Keep, About::Promise(promise)) => keep(walk, person, promise),
        // Only a promise is to be kept.
        (Action::Keep, About::Event | About::Asks(_) | About::Silence { .. }) => Ok(After::Again),
    }
}

fn log_suggested(walk: &mut Walk, person: &Person, kind: Kind) -> Result<After> {
    let question = format!(
        "{} today. Note (Enter for none, {LEAVE} to leave it):",
        kind.word()
    );
    let note = question::ask(walk.session, &question)?;
    if note == LEAVE {
        return Ok(After::Again);
    }
    save_row(
        walk,
        person,
        Interaction::new(walk.session.today, kind, note),
    )
}

fn save_row(walk: &mut Walk, person: &Person, row: Interaction<'static>) -> Result<After> {
    let session = walk.session;
    let entry = Entry {
        rows: vec![row],
        promise: None,
    };
    transaction::save(session, walk.saving, |book| {
        let person = here(person, book, session.today)?;
        Ok(log::step(&entry, &[person], book, session))
    })?;
    walk.tally.logged += 1;
    Ok(After::Stay)
}

fn keep(walk: &mut Walk, person: &Person, promise: &Promise) -> Result<After> {
    let session = walk.session;
    transaction::save(session, walk.saving, |book| {
        let person = here(person, book, session.today)?;
        let open = person.promises.iter().position(|one| {
            one.is_open(session.today) && one.what == promise.what && one.by == promise.by
        });
        let index = open.ok_or_else(|| {
            refused("that promise is no longer open: somebody else changed the file").hint(format!(
                "see what is: allies show {}",
                typed(&person.handle)
            ))
        })?;
        Ok(kept::step(person, index, book, session))
    })?;
    walk.tally.kept += 1;
    Ok(After::Stay)
}

/// Something else happened, perhaps earlier.
pub fn log(walk: &mut Walk, person: &Person) -> Result<After> {
    let session = walk.session;
    let kinds = Kind::ALL.map(Kind::word).join(", ");
    session.tell(&wrap(&kinds, session.err.width, ""));
    let Some(kind) = until_right(walk, "What happened (Enter to leave it):", words::kind)? else {
        return Ok(After::Again);
    };
    let note = question::ask(session, "Note (Enter for none):")?;
    let when = "When (Enter for today; yesterday, friday, 3d):";
    let on = until_right(walk, when, |text| past_day(Some(text), session.today))?;
    let on = on.unwrap_or(session.today);
    save_row(walk, person, Interaction::new(on, kind, note))
}

/// Something promised by a day.
pub fn promise(walk: &mut Walk, person: &Person) -> Result<After> {
    let session = walk.session;
    let what = question::ask(session, "What you promise (Enter to leave it):")?;
    if what.is_empty() {
        return Ok(After::Again);
    }
    let question = "By (friday, 2w, 2026-12-01; Enter to leave it):";
    let read = |by: &str| promise::promised(&what, by, session);
    let Some(promise) = until_right(walk, question, read)? else {
        return Ok(After::Again);
    };
    transaction::save(session, walk.saving, |book| {
        let person = here(person, book, session.today)?;
        Ok(promise::step(person, &promise, book, session))
    })?;
    promise::warn_if_late(&promise, session);
    walk.tally.promised += 1;
    Ok(After::Stay)
}

/// Quiet until a day.
pub fn snooze(walk: &mut Walk, person: &Person) -> Result<After> {
    let session = walk.session;
    let question = "Quiet until (friday, 2w, 2026-12-01; Enter to leave it):";
    let Some(until) = until_right(walk, question, |text| snooze::until(text, session))? else {
        return Ok(After::Again);
    };
    transaction::save(session, walk.saving, |book| {
        let person = here(person, book, session.today)?;
        Ok(snooze::quiet(book, person, until, session))
    })?;
    walk.tally.snoozed += 1;
    Ok(After::Stay)
}

/// The file in the user's own editor, at that person. Whatever the editor does, the walk goes on.
pub fn edit(walk: &mut Walk, person: &Person) -> Result<After> {
    let session = walk.session;
    let before = transaction::open(session)?;
    if let Err(error) = edit::open(&person.handle, walk.saving, session) {
        walk.tell_slip(&error);
    }
    let is_changed = transaction::open(session)?.bytes != before.bytes;
    walk.tally.edited += usize::from(is_changed);
    walk.has_acted |= is_changed;
    Ok(After::Reread)
}

/// The same person in the book as it is when it is saved.
fn here<'b>(person: &Person, book: &'b Book<'b>, today: NaiveDate) -> Result<&'b Person<'b>> {
    let here = book.person(&person.handle);
    let here = here.filter(|here| here.is_present(today));
    here.ok_or_else(|| nobody(&person.handle, &[], book, today))
}

/// Asks until the answer can be read; none when it is empty.
fn until_right<T>(
    walk: &Walk,
    question: &str,
    read: impl Fn(&str) -> Result<T>,
) -> Result<Option<T>> {
    loop {
        let answer = question::ask(walk.session, question)?;
        if answer.is_empty() {
            return Ok(None);
        }
        match read(&answer) {
            Ok(value) => return Ok(Some(value)),
            Err(error) => walk.tell_slip(&error),
        }
    }
}
