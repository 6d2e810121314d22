//! `walk`: Monday in a terminal, one due person at a time.
//!
//! Lines are asked and answered, nothing more: no cursor moves, so that it works with a screen
//! reader and over any connection. Each answer is a change of its own, saved at once. The file
//! is read anew before each question, so that what others write meanwhile counts.

mod acts;
mod keys;

use crate::commands::args::Writing;
use crate::commands::errors::{CliError, Result, Run, explain, refused};
use crate::commands::session::{Done, Session};
use crate::commands::transaction;
use crate::commands::transaction::Saving;
use crate::commands::walk::keys::Key;
use crate::core::agenda::{Agenda, Row, agenda};
use crate::core::standing::Assessment;
use crate::model::book::Book;
use crate::model::person::Person;
use crate::screens::View as _;
use crate::screens::due::DueView;
use crate::screens::walk::{Brief, WalkTotals};
use crate::text::sanitize;

/// Go through those who are due, one at a time: log, promise, snooze or skip
///
/// A letter and Enter answers; Enter alone skips; ? explains. Each answer is saved at once.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies walk
  allies due && allies walk")]
pub struct Args {
    #[command(flatten)]
    writing: Writing,
}

/// Walks until nobody is left, or until it is ended.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    if !session.can_ask {
        return Err(
            refused("walk asks about one person at a time, so it needs a terminal")
                .hint("see all of them at once: allies due"),
        );
    }
    let source = transaction::open(session)?;
    let book = transaction::read(&source, session)?;
    let first = due(&book, session);
    if first.rows.is_empty() {
        let view = DueView::new(&first, None, book.people.is_empty());
        return session.print(&view.render(&session.out));
    }
    let mut walk = Walk {
        session,
        saving: Saving::from(args.writing),
        trail: Vec::new(),
        at: 0,
        is_fresh: true,
        has_acted: false,
        tally: WalkTotals::default(),
    };
    walk.go()?;
    walk.farewell()
}

fn due<'b>(book: &'b Book<'b>, session: &Session) -> Agenda<'b> {
    agenda(book, session.today, book.settings.due.horizon)
}

/// What an answer leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    /// The same person once more, with what is left of the reasons.
    Stay,
    /// The same question once more.
    Again,
    /// The same person from the start: the book is not as it was shown.
    Reread,
    /// The next person.
    On,
    /// The person before.
    Back,
    /// The end.
    Quit,
}

struct Walk<'s> {
    session: &'s Session,
    saving: Saving,
    /// Handles of those who were shown, in order.
    trail: Vec<String>,
    /// The place in the trail of who is shown; its length when the next is to be found.
    at: usize,
    /// Whether who is shown has not been shown yet on this visit.
    is_fresh: bool,
    /// Whether something was done about who is shown on this visit.
    has_acted: bool,
    tally: WalkTotals,
}

impl Walk<'_> {
    fn go(&mut self) -> Result<()> {
        loop {
            let source = transaction::open(self.session)?;
            // What the file warns of was told when the walk began.
            let book = transaction::read_quietly(&source)?;
            let agenda = due(&book, self.session);
            let Some(person) = self.next(&book, &agenda) else {
                return Ok(());
            };
            let row = agenda
                .rows
                .iter()
                .find(|row| row.person.handle == person.handle);
            // All that was due is settled.
            if row.is_none() && !self.is_fresh {
                self.step(After::On);
                continue;
            }
            self.show(person, row, &book, &agenda);
            let after = loop {
                match self.answer(person, row)? {
                    After::Again => {}
                    after @ (After::Stay
                    | After::Reread
                    | After::On
                    | After::Back
                    | After::Quit) => break after,
                }
            };
            if after == After::Quit {
                return Ok(());
            }
            self.step(after);
        }
    }

    /// Who is shown now: the one of the trail, else the first who is due and was not shown.
    fn next<'b>(&mut self, book: &'b Book<'b>, agenda: &Agenda<'b>) -> Option<&'b Person<'b>> {
        while let Some(handle) = self.trail.get(self.at) {
            let person = book.person(handle);
            if let Some(person) = person.filter(|person| person.is_present(self.session.today)) {
                return Some(person);
            }
            let gone = sanitize::line(handle).into_owned();
            self.session
                .warn(&format!("`{gone}` is no longer in the book"));
            self.trail.remove(self.at);
            (self.is_fresh, self.has_acted) = (true, false);
        }
        let row = agenda.rows.iter().find(|row| !self.was_shown(row))?;
        self.trail.push(row.person.handle.to_string());
        Some(row.person)
    }

    fn was_shown(&self, row: &Row) -> bool {
        self.trail.iter().any(|handle| *handle == row.person.handle)
    }

    fn show(&self, person: &Person, row: Option<&Row>, book: &Book, agenda: &Agenda) {
        let unseen = agenda.rows.iter().filter(|row| !self.was_shown(row));
        let brief = Brief {
            assessment: Assessment::of(person, &book.settings, self.session.today),
            row,
            to_come: unseen.count() + self.trail.len().saturating_sub(self.at + 1),
        };
        let page = &self.session.err;
        let text = if self.is_fresh {
            brief.render(page)
        } else {
            brief.render_rest(page)
        };
        self.session.tell(&format!("\n{text}\n"));
    }

    fn answer(&mut self, person: &Person, row: Option<&Row>) -> Result<After> {
        let done = match keys::ask(self.session, row) {
            Ok(Some(key)) => self.act(key, person, row),
            Ok(None) => Ok(After::Again),
            Err(error) => Err(error),
        };
        match done {
            Err(error) if error.is_cancelled() => Ok(After::Quit),
            Err(error) if error.is_slip() => {
                self.tell_slip(&error);
                Ok(After::Reread)
            }
            done => done,
        }
    }

    fn act(&mut self, key: Key, person: &Person, row: Option<&Row>) -> Result<After> {
        match key {
            Key::Done => acts::done(self, person, row),
            Key::Log => acts::log(self, person),
            Key::Promise => acts::promise(self, person),
            Key::Snooze => acts::snooze(self, person),
            Key::Edit => acts::edit(self, person),
            Key::Skip => {
                self.tally.skipped += usize::from(!self.has_acted);
                Ok(After::On)
            }
            Key::Back if self.at == 0 => {
                self.session.tell("This is the first one.\n");
                Ok(After::Again)
            }
            Key::Back => Ok(After::Back),
            Key::Quit => Ok(After::Quit),
            Key::Explain => {
                self.session.tell(keys::EXPLAINED);
                Ok(After::Again)
            }
        }
    }

    /// Goes where an answer leads to.
    fn step(&mut self, after: After) {
        match after {
            After::Stay | After::Again => {
                (self.is_fresh, self.has_acted) = (false, true);
                return;
            }
            After::Reread => {
                self.is_fresh = true;
                return;
            }
            After::On => self.at += 1,
            After::Back => self.at = self.at.saturating_sub(1),
            After::Quit => {}
        }
        (self.is_fresh, self.has_acted) = (true, false);
    }

    fn tell_slip(&self, error: &CliError) {
        let run = Run {
            command: "walk",
            writes: false,
            shows_places: self.session.shows_places,
        };
        self.session.tell(&explain(error, run, &self.session.err).0);
    }

    /// How it went, and who is still due.
    fn farewell(&self) -> Result<()> {
        let source = transaction::open(self.session)?;
        let book = transaction::read_quietly(&source)?;
        let agenda = due(&book, self.session);
        let mut tally = self.tally;
        if self.saving.dry_run {
            // Nothing but the skipping was done.
            tally = WalkTotals {
                skipped: tally.skipped,
                ..WalkTotals::default()
            };
        }
        let told = tally.render(&agenda, &self.session.out);
        let done = Done::saved_if(tally.has_saved());
        self.session.report(done, &format!("\n{told}"));
        Ok(())
    }
}
