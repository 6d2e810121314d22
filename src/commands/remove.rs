//! `remove`: deletes a person, and their handle from whatever names them.

use crate::commands::args::Writing;
use crate::commands::errors::{Result, refused};
use crate::commands::find::find_person;
use crate::commands::question;
use crate::commands::session::Session;
use crate::commands::transaction::{self, PlannedChange};
use crate::model::book::Book;
use crate::model::change::{Change, Field};
use crate::model::custom_fields::Text;
use crate::model::handle::as_argument;
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

/// Removes the person.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let confirmed = if args.writing.yes || args.writing.dry_run {
        None
    } else {
        Some(ask(args, session)?)
    };
    transaction::save(session, args.writing, |book| {
        let who = confirmed.as_ref().map_or(&args.who, |(handle, _)| handle);
        let person = find_person(who, book, session.today)?;
        let (handle, removal) = (&person.handle, Removal::new(person, book));
        if confirmed
            .as_ref()
            .is_some_and(|(_, confirmed)| !confirmed.loses_as_much_as(&removal))
        {
            return Err(refused(format!("`{handle}` changed while you were asked"))
                .hint(format!("look again: allies remove {}", as_argument(handle))));
        }
        let (name, with) = (sanitize::line(&person.name), &removal.with);
        let forgotten = removal.forgotten("No longer");
        let reply = format!("{name}: removed{with}.\n{forgotten}Take it back: allies undo\n");
        let what = format!("remove {handle}");
        Ok(PlannedChange::new(removal.changes, what, reply))
    })
}

/// Asks for confirmation, and returns what was confirmed. No lock is held meanwhile.
fn ask(args: &Args, session: &Session) -> Result<(String, Removal)> {
    let source = transaction::open(session)?;
    let book = source.read()?.book;
    let person = find_person(&args.who, &book, session.today)?;
    let (handle, removal) = (&person.handle, Removal::new(person, &book));
    let question = format!("Remove {}{}?", sanitize::line(&person.name), removal.with);
    let unasked = refused(format!("removing `{handle}` wants a yes")).hint(format!(
        "allies remove {0} --yes; or keep what is written: allies archive {0}",
        as_argument(handle)
    ));
    let forgotten = removal.forgotten("They will no longer be");
    question::confirm_removal(session, &forgotten, &question, unasked)?;
    Ok((handle.to_string(), removal))
}

/// The removal of a person, and in words what is lost with them.
struct Removal {
    /// ` with 4 rows and 1 promise`, or nothing.
    with: String,
    /// What names them, worded to follow `No longer`.
    named: Vec<String>,
    changes: Vec<Change>,
}

impl Removal {
    /// The handle is removed from goals and introductions first: one that nobody has would be an
    /// error in the file.
    fn new(person: &Person, book: &Book) -> Self {
        let handle = &person.handle;
        let others = |handles: &[Text]| -> Vec<String> {
            let others = handles.iter().filter(|other| *other != handle);
            others.map(ToString::to_string).collect()
        };
        let (mut changes, mut goals, mut introduced) = (Vec::new(), Vec::new(), Vec::new());
        for goal in &book.goals {
            if goal.named().any(|named| named == handle) {
                goals.push(sanitize::line(&goal.name));
                changes.push(Change::NameInGoal {
                    handle: goal.handle.to_string(),
                    helped_by: others(&goal.helped_by),
                    hindered_by: others(&goal.hindered_by),
                });
            }
        }
        for other in &book.people {
            if other.introduced_by.as_ref() == Some(handle) && other.handle != *handle {
                introduced.push(sanitize::line(&other.name));
                changes.push(Change::unset(&other.handle, Field::IntroducedBy));
            }
        }
        changes.push(Change::Remove {
            handle: handle.to_string(),
        });
        let mut named = Vec::new();
        if !goals.is_empty() {
            let plural = if goals.len() == 1 { "" } else { "s" };
            named.push(format!("named by the goal{plural} {}", list(&goals)));
        }
        if !introduced.is_empty() {
            named.push(format!("named as who introduced {}", list(&introduced)));
        }
        let (rows, promises) = (person.log.len(), person.promises.len());
        let rows = (rows > 0).then(|| count(rows, "row", "rows"));
        let promises = (promises > 0).then(|| count(promises, "promise", "promises"));
        let with: Vec<String> = rows.into_iter().chain(promises).collect();
        Self {
            with: if with.is_empty() {
                String::new()
            } else {
                format!(" with {}", list(&with))
            },
            named,
            changes,
        }
    }

    fn loses_as_much_as(&self, other: &Self) -> bool {
        self.with == other.with && self.named == other.named
    }

    /// What no longer names them, a line each, or nothing.
    fn forgotten(&self, no_longer: &str) -> String {
        let mut lines = String::new();
        for named in &self.named {
            lines += &format!("{no_longer} {named}.\n");
        }
        lines
    }
}
