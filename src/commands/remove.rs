//! `remove`: take a person out of the file, and their handle out of whatever names them.

use crate::commands::args::{Writing, find_person};
use crate::commands::errors::{CliError, Result, refused};
use crate::commands::session::Session;
use crate::commands::transaction::{PlannedChange, Saving};
use crate::commands::{question, transaction};
use crate::model::book::Book;
use crate::model::change::{Change, Field};
use crate::model::custom_fields::Text;
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
    let agreed = agreed(args, session)?;
    let saving = Saving::from(args.writing);
    transaction::save(session, saving, |book| {
        let (who, seen) = match &agreed {
            Some(Agreed { handle, loss }) => (handle, Some(loss)),
            None => (&args.who, None),
        };
        let person = find_person(who, book, session.today)?;
        let loss = Loss::of(person, book);
        if seen.is_some_and(|seen| *seen != loss) {
            let handle = &person.handle;
            return Err(refused(format!("`{handle}` changed while you were asked"))
                .hint(format!("look again: allies remove {}", typed(handle))));
        }
        let reply = format!(
            "{}: removed{}.\n{}Take it back: allies undo\n",
            sanitize::line(&person.name),
            loss.with(),
            loss.forgotten("No longer")
        );
        let what = format!("remove {}", person.handle);
        Ok(PlannedChange::new(changes(person, book), what, reply))
    })
}

/// Whom the user agreed to lose, and with what.
struct Agreed {
    handle: String,
    loss: Loss,
}

/// Asks where somebody is there to answer. No lock is held meanwhile. Nothing where the flags
/// answer already.
fn agreed(args: &Args, session: &Session) -> Result<Option<Agreed>> {
    if args.writing.yes || args.writing.dry_run {
        return Ok(None);
    }
    let source = transaction::open(session)?;
    let book = transaction::read_quietly(&source)?;
    let person = find_person(&args.who, &book, session.today)?;
    let handle = person.handle.to_string();
    if !session.can_ask {
        let typed = typed(&handle);
        return Err(
            refused(format!("removing `{handle}` wants a yes")).hint(format!(
                "allies remove {typed} --yes; or keep what is written: allies archive {typed}"
            )),
        );
    }
    let loss = Loss::of(person, &book);
    let question = format!("Remove {}{}?", sanitize::line(&person.name), loss.with());
    session.tell(&loss.forgotten("They will no longer be"));
    if question::yes(session, &question)? {
        return Ok(Some(Agreed { handle, loss }));
    }
    session.tell("Nothing was removed.\n");
    Err(CliError::silent())
}

/// What goes with a person.
#[derive(Debug, PartialEq, Eq)]
struct Loss {
    rows: usize,
    promises: usize,
    /// Names of the goals that name them.
    goals: Vec<String>,
    /// Names of those they introduced.
    introduced: Vec<String>,
}

impl Loss {
    fn of(person: &Person, book: &Book) -> Self {
        let goals = book.goals.iter();
        let introduced = introduced_by(person, book);
        Self {
            rows: person.log.len(),
            promises: person.promises.len(),
            goals: goals
                .filter(|goal| goal.named().any(|handle| handle == person.handle))
                .map(|goal| sanitize::line(&goal.name).into_owned())
                .collect(),
            introduced: introduced
                .map(|other| sanitize::line(&other.name).into_owned())
                .collect(),
        }
    }

    /// ` with 4 rows and 1 promise`, or nothing.
    fn with(&self) -> String {
        let rows = (self.rows > 0).then(|| count(self.rows, "row", "rows"));
        let promises = (self.promises > 0).then(|| count(self.promises, "promise", "promises"));
        let parts: Vec<String> = rows.into_iter().chain(promises).collect();
        if parts.is_empty() {
            String::new()
        } else {
            format!(" with {}", list(&parts))
        }
    }

    /// Who forgets them, a line each, the last one ended too; or nothing.
    fn forgotten(&self, no_longer: &str) -> String {
        let mut text = String::new();
        if !self.goals.is_empty() {
            let goals = if self.goals.len() == 1 {
                "the goal"
            } else {
                "the goals"
            };
            text += &format!("{no_longer} named by {goals} {}.\n", list(&self.goals));
        }
        if !self.introduced.is_empty() {
            let introduced = list(&self.introduced);
            text += &format!("{no_longer} named as who introduced {introduced}.\n");
        }
        text
    }
}

fn introduced_by<'b>(person: &Person, book: &'b Book) -> impl Iterator<Item = &'b Person<'b>> {
    let handle = person.handle.to_string();
    book.people.iter().filter(move |other| {
        other.introduced_by.as_deref() == Some(handle.as_str()) && other.handle != handle
    })
}

/// The person out, and before that their handle out of goals and introductions: a handle that
/// nobody has would be a slip in the file.
fn changes(person: &Person, book: &Book) -> Vec<Change> {
    let others = |handles: &[Text]| -> Vec<String> {
        let others = handles.iter().filter(|handle| **handle != person.handle);
        others.map(ToString::to_string).collect()
    };
    let goals = book
        .goals
        .iter()
        .filter(|goal| goal.named().any(|handle| handle == person.handle))
        .map(|goal| Change::NameInGoal {
            handle: goal.handle.to_string(),
            helped_by: others(&goal.helped_by),
            hindered_by: others(&goal.hindered_by),
        });
    let introduced =
        introduced_by(person, book).map(|other| Change::unset(&other.handle, Field::IntroducedBy));
    let remove = Change::Remove {
        handle: person.handle.to_string(),
    };
    goals.chain(introduced).chain([remove]).collect()
}
