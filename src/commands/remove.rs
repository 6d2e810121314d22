//! `remove`: take a person out of the file, and their handle out of whatever names them.

use crate::commands::args::{Writing, find_person};
use crate::commands::errors::{Result, refused};
use crate::commands::question;
use crate::commands::session::Session;
use crate::commands::transaction::{self, PlannedChange};
use crate::model::book::Book;
use crate::model::change::{Change, Field};
use crate::model::custom_fields::Text;
use crate::model::goal::Goal;
use crate::model::handle::typed;
use crate::model::person::Person;
use crate::screens::words::{count, list};
use crate::text::sanitize;

/// Take a person out of the file, with everything written of them
///
/// Goals and introductions that name them forget them in the same change. To keep what was
/// written, archive them instead.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies remove omar
  allies remove omar --dry-run
  allies remove omar --yes")]
pub struct Args {
    /// A handle, or any part of a name that fits one person
    who: String,
    #[command(flatten)]
    writing: Writing,
}

/// Takes the person out.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let agreed = if args.writing.yes || args.writing.dry_run {
        None
    } else {
        Some(ask(args, session)?)
    };
    transaction::save(session, args.writing, |book| {
        let who = agreed.as_ref().map_or(&args.who, |(handle, _)| handle);
        let person = find_person(who, book, session.today)?;
        let (handle, loss) = (&person.handle, Loss::of(person, book));
        if agreed.as_ref().is_some_and(|(_, agreed)| *agreed != loss) {
            return Err(refused(format!("`{handle}` changed while you were asked"))
                .hint(format!("look again: allies remove {}", typed(handle))));
        }
        let (name, with) = (sanitize::line(&person.name), &loss.with);
        let forgotten = loss.forgotten("No longer");
        let reply = format!("{name}: removed{with}.\n{forgotten}Take it back: allies undo\n");
        let what = format!("remove {handle}");
        Ok(PlannedChange::new(changes(person, book), what, reply))
    })
}

/// Asks for a yes: who is to go, and with what. No lock is held meanwhile.
fn ask(args: &Args, session: &Session) -> Result<(String, Loss)> {
    let source = transaction::open(session)?;
    let book = source.read()?.book;
    let person = find_person(&args.who, &book, session.today)?;
    let (handle, loss) = (&person.handle, Loss::of(person, &book));
    let question = format!("Remove {}{}?", sanitize::line(&person.name), loss.with);
    let unasked = refused(format!("removing `{handle}` wants a yes")).hint(format!(
        "allies remove {0} --yes; or keep what is written: allies archive {0}",
        typed(handle)
    ));
    let forgotten = loss.forgotten("They will no longer be");
    question::removal(session, &forgotten, &question, unasked)?;
    Ok((handle.to_string(), loss))
}

/// What goes with a person, in words.
#[derive(PartialEq, Eq)]
struct Loss {
    /// ` with 4 rows and 1 promise`, or nothing.
    with: String,
    /// Behind `No longer`: what names them.
    named: Vec<String>,
}

impl Loss {
    fn of(person: &Person, book: &Book) -> Self {
        let name = |name: &Text| sanitize::line(name).into_owned();
        let with = [
            (person.log.len(), "row", "rows"),
            (person.promises.len(), "promise", "promises"),
        ];
        let with = with.into_iter().filter(|(number, ..)| *number > 0);
        let with: Vec<_> = with
            .map(|(number, one, many)| count(number, one, many))
            .collect();
        let goals: Vec<_> = goals(person, book).map(|goal| name(&goal.name)).collect();
        let introduced = introduced(person, book).map(|other| name(&other.name));
        let introduced: Vec<_> = introduced.collect();
        let mut named = Vec::new();
        if !goals.is_empty() {
            let plural = if goals.len() == 1 { "" } else { "s" };
            named.push(format!("named by the goal{plural} {}", list(&goals)));
        }
        if !introduced.is_empty() {
            named.push(format!("named as who introduced {}", list(&introduced)));
        }
        let with = if with.is_empty() {
            String::new()
        } else {
            format!(" with {}", list(&with))
        };
        Self { with, named }
    }

    /// A line for each, the last one ended too; or nothing.
    fn forgotten(&self, no_longer: &str) -> String {
        let mut lines = String::new();
        for named in &self.named {
            lines += &format!("{no_longer} {named}.\n");
        }
        lines
    }
}

/// The goals that name a person.
fn goals<'b>(person: &Person, book: &'b Book) -> impl Iterator<Item = &'b Goal<'b>> {
    let names = |goal: &&Goal| goal.named().any(|handle| handle == person.handle);
    book.goals.iter().filter(names)
}

/// Those a person introduced.
fn introduced<'b>(person: &Person, book: &'b Book) -> impl Iterator<Item = &'b Person<'b>> {
    let handle = &person.handle;
    let is_introduced =
        |other: &&Person| other.introduced_by.as_ref() == Some(handle) && other.handle != *handle;
    book.people.iter().filter(is_introduced)
}

/// The person out, and before that their handle out of goals and introductions: a handle that
/// nobody has would be a slip in the file.
fn changes(person: &Person, book: &Book) -> Vec<Change> {
    let others = |handles: &[Text]| -> Vec<String> {
        let others = handles.iter().filter(|handle| **handle != person.handle);
        others.map(ToString::to_string).collect()
    };
    let goals = goals(person, book).map(|goal| Change::NameInGoal {
        handle: goal.handle.to_string(),
        helped_by: others(&goal.helped_by),
        hindered_by: others(&goal.hindered_by),
    });
    let introduced = introduced(person, book);
    let introduced = introduced.map(|other| Change::unset(&other.handle, Field::IntroducedBy));
    let handle = person.handle.to_string();
    let remove = [Change::Remove { handle }];
    goals.chain(introduced).chain(remove).collect()
}
