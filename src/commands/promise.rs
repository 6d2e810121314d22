//! `promise`: something you said you would do, and by when.

use crate::commands::args::{Writing, coming_day};
use crate::commands::errors::{Result, usage_error};
use crate::commands::find::find_person;
use crate::commands::session::Session;
use crate::commands::transaction::{self, PlannedChange, Reply};
use crate::model::change::Change;
use crate::model::custom_fields::CustomFields;
use crate::model::person::{Person, Promise};
use crate::screens::phrase::deed;
use crate::screens::words::{count_days, echoed_day};

/// Promise someone something by a day: `due` reminds you, whatever is snoozed
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies promise sara \"send her the venue floor plan\" --by friday
  allies promise omar introduce him to Li --by 2w
  allies kept sara")]
pub struct Args {
    /// A handle, or any part of a name that fits one person
    who: String,
    /// What you promised, in your words
    #[arg(value_name = "TEXT", required = true)]
    what: Vec<String>,
    /// The day it is due: friday, 3d, 2026-12-01
    #[arg(long, value_name = "DATE")]
    by: String,
    #[command(flatten)]
    writing: Writing,
}

/// Saves the promise.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let promise = new_promise(&args.what.join(" "), &args.by, session)?;
    transaction::save(session, args.writing, |book| {
        let person = find_person(&args.who, book, session.today)?;
        Ok(plan(&promise, person, session))
    })
}

/// Makes that promise to that person.
pub fn plan(promise: &Promise<'static>, person: &Person, session: &Session) -> PlannedChange {
    let (handle, promise) = (person.handle.to_string(), promise.clone());
    let done = format!(
        "promised by {}: {}",
        echoed_day(promise.by),
        deed(&promise.what)
    );
    let reply = Reply::standings(&[&handle], done);
    let what = format!("promise {handle}");
    let late = late_warning(&promise, session);
    PlannedChange::new(vec![Change::Promise { handle, promise }], what, reply).with_warning(late)
}

/// A promise made today, from its text and its day as typed. Its day may have passed: it is better
/// listed as late than not at all.
pub fn new_promise(what: &str, by: &str, session: &Session) -> Result<Promise<'static>> {
    let what = what.trim();
    if what.is_empty() {
        return Err(
            usage_error("a promise needs words").hint("as in: \"send the plan\" --by friday")
        );
    }
    Ok(Promise {
        by: coming_day("--by", by, session.today)?,
        made: Some(session.today),
        what: what.to_owned().into(),
        kept: None,
        own: CustomFields::default(),
    })
}

/// Warns of a promise whose day has passed already, which may be a typo.
pub fn late_warning(promise: &Promise, session: &Session) -> Option<String> {
    let late = (session.today - promise.by).num_days();
    (late > 0).then(|| {
        format!(
            "{} has passed: the promise is {} late already",
            echoed_day(promise.by),
            count_days(late)
        )
    })
}
