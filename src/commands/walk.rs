//! `walk`: steps through the people who are due, one at a time.
//!
//! It asks and reads lines and never moves the cursor, so it works with a screen reader and over any
//! connection. The file is read again for each person, so that what others write counts.

mod acts;
mod keys;

use crate::commands::args::Writing;
use crate::commands::errors::{Result, refused};
use crate::commands::session::{Done, Session};
use crate::commands::transaction;
use crate::commands::walk::acts::Acts;
use crate::commands::walk::keys::Key;
use crate::core::agenda::{Agenda, Row, agenda};
use crate::core::standing::Assessment;
use crate::model::book::Book;
use crate::model::person::Person;
use crate::screens::View as _;
use crate::screens::due::DueView;
use crate::screens::walk::{WalkStep, WalkTotals};
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

/// Walks until nobody is left or the user quits.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    if !session.can_ask {
        return Err(
            refused("walk asks about one person at a time, so it needs a terminal")
                .hint("see all of them at once: allies due"),
        );
    }
    let book = transaction::read(session)?;
    let first = due(book, session);
    if first.rows.is_empty() {
        let view = DueView::new(&first, None, book.people.is_empty());
        return session.print(&view.render(&session.out));
    }
    let mut walk = Walk {
        acts: Acts {
            session,
            writing: args.writing,
            tally: WalkTotals::default(),
        },
        trail: Vec::new(),
        at: 0,
        is_fresh: true,
        has_acted: false,
    };
    walk.run()?;
    walk.finish()
}

fn due<'b>(book: &'b Book<'b>, session: &Session) -> Agenda<'b> {
    agenda(book, session.today, book.settings.due.horizon)
}

/// Where an answer leads, if not to the same question.
enum After {
    /// The same person once more, with what is left of the reasons.
    Stay,
    /// The same person from the start: the book has changed.
    Reread,
    Next,
    Back,
    Quit,
}

struct Walk<'s> {
    acts: Acts<'s>,
    /// The handles of those who were shown, in order.
    trail: Vec<String>,
    /// The place in the trail of the person shown; its length while the next is looked for.
    at: usize,
    /// Whether the person has not been shown yet on this visit.
    is_fresh: bool,
    /// Whether something was done about the person on this visit.
    has_acted: bool,
}

impl Walk<'_> {
    fn run(&mut self) -> Result<()> {
        loop {
            let source = transaction::open(self.acts.session)?;
            // Warnings of the file were printed when the walk began.
            let book = source.read()?.book;
            let agenda = due(&book, self.acts.session);
            let Some(person) = self.person(&book, &agenda) else {
                return Ok(());
            };
            let mut rows = agenda.rows.iter();
            let row = rows.find(|row| row.person.handle == person.handle);
            // Nothing is due any more.
            if row.is_none() && !self.is_fresh {
                self.visit(self.at + 1);
                continue;
            }
            self.show(person, row, &book, &agenda);
            let after = loop {
                if let Some(after) = self.answer(person, row)? {
                    break after;
                }
            };
            match after {
                After::Stay => (self.is_fresh, self.has_acted) = (false, true),
                After::Reread => self.is_fresh = true,
                After::Next => self.visit(self.at + 1),
                After::Back => self.visit(self.at.saturating_sub(1)),
                After::Quit => return Ok(()),
            }
        }
    }

    fn visit(&mut self, at: usize) {
        (self.at, self.is_fresh, self.has_acted) = (at, true, false);
    }

    /// The person to show: the one at this place of the trail, else the first due one not shown yet.
    fn person<'b>(&mut self, book: &'b Book<'b>, agenda: &Agenda<'b>) -> Option<&'b Person<'b>> {
        let session = self.acts.session;
        while let Some(handle) = self.trail.get(self.at) {
            let person = book.person(handle);
            if let Some(person) = person.filter(|person| person.is_present(session.today)) {
                return Some(person);
            }
            let gone = sanitize::line(handle);
            session.warn(&format!("`{gone}` is no longer in the book"));
            self.trail.remove(self.at);
            self.visit(self.at);
        }
        let row = agenda.rows.iter().find(|row| !self.was_shown(row))?;
        self.trail.push(row.person.handle.to_string());
        Some(row.person)
    }

    fn was_shown(&self, row: &Row) -> bool {
        self.trail.iter().any(|handle| *handle == row.person.handle)
    }

    fn show(&self, person: &Person, row: Option<&Row>, book: &Book, agenda: &Agenda) {
        let session = self.acts.session;
        let unseen = agenda.rows.iter().filter(|row| !self.was_shown(row));
        let step = WalkStep {
            assessment: Assessment::new(person, &book.settings, session.today),
            row,
            to_come: unseen.count() + self.trail.len().saturating_sub(self.at + 1),
        };
        let text = if self.is_fresh {
            step.render(&session.err)
        } else {
            step.render_rest(&session.err)
        };
        session.tell(&format!("\n{text}\n"));
    }

    fn answer(&mut self, person: &Person, row: Option<&Row>) -> Result<Option<After>> {
        match self.act(person, row) {
            Err(error) if error.is_cancelled() => Ok(Some(After::Quit)),
            Err(error) if error.can_be_corrected() => {
                self.acts.print_error(&error);
                Ok(Some(After::Reread))
            }
            after => after,
        }
    }

    fn act(&mut self, person: &Person, row: Option<&Row>) -> Result<Option<After>> {
        let acts = &mut self.acts;
        let stay = |has_saved: bool| has_saved.then_some(After::Stay);
        Ok(match keys::ask(acts.session, row)? {
            Some(Key::Done) => stay(acts.done(person, row)?),
            Some(Key::Log) => stay(acts.log(person)?),
            Some(Key::Promise) => stay(acts.promise(person)?),
            Some(Key::Snooze) => stay(acts.snooze(person)?),
            Some(Key::Edit) => {
                self.has_acted |= acts.edit(person)?;
                Some(After::Reread)
            }
            Some(Key::Skip) => {
                acts.tally.skipped += usize::from(!self.has_acted);
                Some(After::Next)
            }
            Some(Key::Back) if self.at > 0 => Some(After::Back),
            Some(Key::Back) => {
                acts.session.tell("This is the first one.\n");
                None
            }
            Some(Key::Quit) => Some(After::Quit),
            Some(Key::Explain) => {
                acts.session.tell(keys::EXPLAINED);
                None
            }
            None => None,
        })
    }

    /// Prints what was done, and who is still due.
    fn finish(&self) -> Result<()> {
        let Acts {
            session,
            writing,
            mut tally,
        } = self.acts;
        let source = transaction::open(session)?;
        let book = source.read()?.book;
        if writing.dry_run {
            // Only skipping had an effect.
            tally = WalkTotals {
                skipped: tally.skipped,
                ..WalkTotals::default()
            };
        }
        let totals = tally.render(&due(&book, session), &session.out);
        session.report(Done::saved_if(tally.has_saved()), &format!("\n{totals}"));
        Ok(())
    }
}
