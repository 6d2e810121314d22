//! What can be done about the person who is shown. Each act asks for what it needs, saves what the
//! command of its name would, and returns whether it saved: an empty answer to its first question
//! cancels it.

use crate::commands::args::{Writing, past_day};
use crate::commands::errors::{CliError, Result, explain, refused};
use crate::commands::find::no_such_person;
use crate::commands::session::Session;
use crate::commands::transaction::{self, PlannedChange};
use crate::commands::{edit, kept, log, promise, question, snooze, words};
use crate::core::agenda::{Action, Row};
use crate::core::rules::About;
use crate::model::book::Book;
use crate::model::handle::as_argument;
use crate::model::interaction::{Interaction, Kind};
use crate::model::person::{Person, Promise};
use crate::screens::walk::WalkTotals;
use crate::text::wrap::wrap;

/// The acts of a walk, and how often each was done.
pub struct Acts<'s> {
    /// Where to ask and print.
    pub session: &'s Session,
    /// How each act is saved.
    pub writing: Writing,
    /// What was done.
    pub tally: WalkTotals,
}

impl Acts<'_> {
    /// Logs what was suggested as done.
    pub fn done(&mut self, person: &Person, row: Option<&Row>) -> Result<bool> {
        let Some(row) = row else {
            self.session
                .tell("Nothing is suggested now; l logs anything.\n");
            return Ok(false);
        };
        match (row.action, row.headline.about) {
            (Action::Log(kind), _) => {
                let question = "today. Note (Enter for none, . to leave it):";
                let note = question::ask(self.session, &format!("{} {question}", kind.word()))?;
                if note == "." {
                    return Ok(false);
                }
                self.save_row(person, Interaction::new(self.session.today, kind, note))
            }
            (Action::Keep, About::Promise(promise)) => self.keep(person, promise),
            // Only a promise can be kept.
            (Action::Keep, About::Event | About::Asks(_) | About::Silence { .. }) => Ok(false),
        }
    }

    fn keep(&mut self, person: &Person, promise: &Promise) -> Result<bool> {
        let session = self.session;
        let is_meant = |one: &Promise| {
            one.is_open(session.today) && one.what == promise.what && one.by == promise.by
        };
        let plan = |person: &Person, _: &Book| {
            if let Some(index) = person.promises.iter().position(is_meant) {
                return Ok(kept::plan(person, index, session));
            }
            let hint = format!("see what is: allies show {}", as_argument(&person.handle));
            let gone = "that promise is no longer open: someone else changed the file";
            Err(refused(gone).hint(hint))
        };
        self.save(person, |tally| &mut tally.kept, plan)
    }

    /// Logs something else, perhaps on an earlier day.
    pub fn log(&mut self, person: &Person) -> Result<bool> {
        let session = self.session;
        let kinds = Kind::ALL.map(Kind::word).join(", ");
        session.tell(&wrap(&kinds, session.err.width, ""));
        let Some(kind) = self.ask_until_valid("What happened (Enter to leave it):", words::kind)?
        else {
            return Ok(false);
        };
        let note = question::ask(session, "Note (Enter for none):")?;
        let when = "When (Enter for today; yesterday, friday, 3d):";
        let on = self.ask_until_valid(when, |text| past_day(Some(text), session.today))?;
        let on = on.unwrap_or(session.today);
        self.save_row(person, Interaction::new(on, kind, note))
    }

    fn save_row(&mut self, person: &Person, row: Interaction<'static>) -> Result<bool> {
        let (session, rows) = (self.session, [row]);
        let plan = |person: &Person, _: &Book| Ok(log::plan(&rows, None, &[person], session));
        self.save(person, |tally| &mut tally.logged, plan)
    }

    /// Promises something by a day.
    pub fn promise(&mut self, person: &Person) -> Result<bool> {
        let session = self.session;
        let what = question::ask(session, "What you promise (Enter to leave it):")?;
        if what.is_empty() {
            return Ok(false);
        }
        let question = "By (friday, 2w, 2026-12-01; Enter to leave it):";
        let read = |by: &str| promise::new_promise(&what, by, session);
        let Some(promise) = self.ask_until_valid(question, read)? else {
            return Ok(false);
        };
        let plan = |person: &Person, _: &Book| Ok(promise::plan(&promise, person, session));
        self.save(person, |tally| &mut tally.promised, plan)
    }

    /// Snoozes the person until a day.
    pub fn snooze(&mut self, person: &Person) -> Result<bool> {
        let session = self.session;
        let question = "Quiet until (friday, 2w, 2026-12-01; Enter to leave it):";
        let Some(end) = self.ask_until_valid(question, |text| snooze::end_day(text, session))?
        else {
            return Ok(false);
        };
        let plan = |person: &Person, book: &Book| Ok(snooze::plan(end, person, book, session));
        self.save(person, |tally| &mut tally.snoozed, plan)
    }

    /// Opens the file in the user's own editor, at that person. An error does not end the walk.
    pub fn edit(&mut self, person: &Person) -> Result<bool> {
        let before = transaction::open(self.session)?;
        if let Err(error) = edit::open(Some(&person.handle), self.writing, self.session) {
            self.print_error(&error);
        }
        let is_changed = transaction::open(self.session)?.bytes != before.bytes;
        self.tally.edited += usize::from(is_changed);
        Ok(is_changed)
    }

    /// Saves and counts a change of that person, found again in the current book.
    fn save(
        &mut self,
        person: &Person,
        count: fn(&mut WalkTotals) -> &mut usize,
        plan: impl Fn(&Person, &Book) -> Result<PlannedChange>,
    ) -> Result<bool> {
        let today = self.session.today;
        transaction::save(self.session, self.writing, |book| {
            let here = book.person(&person.handle);
            match here.filter(|here| here.is_present(today)) {
                Some(here) => plan(here, book),
                None => Err(no_such_person(&person.handle, &[], book, today)),
            }
        })?;
        *count(&mut self.tally) += 1;
        Ok(true)
    }

    /// Asks until the answer can be read; `None` if it is empty.
    fn ask_until_valid<T>(
        &self,
        question: &str,
        read: impl Fn(&str) -> Result<T>,
    ) -> Result<Option<T>> {
        loop {
            let answer = question::ask(self.session, question)?;
            if answer.is_empty() {
                return Ok(None);
            }
            match read(&answer) {
                Ok(value) => return Ok(Some(value)),
                Err(error) => self.print_error(&error),
            }
        }
    }

    /// Prints an error after which the walk goes on.
    pub fn print_error(&self, error: &CliError) {
        let session = self.session;
        let (text, _) = explain(error, "walk", false, session.shows_places, &session.err);
        session.tell(&text);
    }
}
