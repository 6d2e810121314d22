//! `goal`: the few goals that decide who matters.

use chrono::NaiveDate;
use clap::Subcommand;

use crate::commands::args::{JsonFlag, Writing, coming_day, find_each};
use crate::commands::errors::{CliError, Result, only_goal, refused, usage_error};
use crate::commands::fields::readable_name;
use crate::commands::session::Session;
use crate::commands::transaction::{PlannedChange, Reply, Saving};
use crate::commands::{question, transaction};
use crate::core::review::all_goals;
use crate::model::book::Book;
use crate::model::change::Change;
use crate::model::custom_fields::{OwnKeys, Text};
use crate::model::goal::{Goal, GoalState};
use crate::model::handle::{goal_handle_for, typed};
use crate::screens::goal::GoalsView;
use crate::screens::words::{count_days, day, echoed_day};
use crate::text::fold::fold;
use crate::text::sanitize;

/// The few goals that decide who matters: who helps, who hinders, until when
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies goal add \"Launch billing v2\" --by 2026-12-18 --helped-by tomas,li
  allies goal list
  allies goal done billing")]
pub struct Args {
    #[command(subcommand)]
    command: GoalCommand,
}

#[derive(Debug, Subcommand)]
enum GoalCommand {
    Add(Add),
    /// All goals, what became of them, and how those they name stand
    List(JsonFlag),
    /// A goal that is reached
    Done(Named),
    /// Take a goal out of the file; it asks first
    Remove(Named),
}

/// A new goal: those it names are due more often until it is done
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies goal add \"Launch billing v2\" --by 2026-12-18 --helped-by tomas,li
  allies goal add Hire two analysts --helped-by sam --hindered-by marco")]
struct Add {
    /// What is to be reached, in a few words
    #[arg(value_name = "NAME", required = true)]
    name: Vec<String>,
    /// The deadline: friday, 6w, 2026-12-18
    #[arg(long, value_name = "DATE")]
    by: Option<String>,
    /// Who can help it; several with commas
    #[arg(long, value_name = "WHO,…")]
    helped_by: Vec<String>,
    /// Who can hinder it; several with commas
    #[arg(long, value_name = "WHO,…")]
    hindered_by: Vec<String>,
    #[command(flatten)]
    writing: Writing,
}

#[derive(Debug, clap::Args)]
struct Named {
    /// A handle, or any part of a name that fits one goal
    #[arg(value_name = "GOAL", required = true)]
    goal: Vec<String>,
    #[command(flatten)]
    writing: Writing,
}

impl Args {
    /// Whether it would change the file.
    pub fn writes(&self) -> bool {
        match &self.command {
            GoalCommand::Add(_) | GoalCommand::Done(_) | GoalCommand::Remove(_) => true,
            GoalCommand::List(_) => false,
        }
    }
}

/// Answers or saves.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    match &args.command {
        GoalCommand::Add(args) => add(args, session),
        GoalCommand::List(json) => list(*json, session),
        GoalCommand::Done(args) => done(args, session),
        GoalCommand::Remove(args) => remove(args, session),
    }
}

fn add(args: &Add, session: &Session) -> Result<()> {
    let name = args.name.join(" ").trim().to_owned();
    if name.is_empty() {
        return Err(usage_error("a goal needs a name")
            .hint("allies goal add \"Launch billing v2\" --by 6w"));
    }
    readable_name(&name)?;
    let by = args.by.as_deref().map(|by| deadline(by, session));
    let by = by.transpose()?;
    let twin = transaction::save(session, Saving::from(args.writing), |book| {
        let handle = goal_handle_for(&name, &|handle| book.goal(handle).is_some());
        let twin = twin_of(book, &name, session.today);
        let goal = Goal {
            handle: handle.clone().into(),
            name: name.clone().into(),
            set: session.today,
            by,
            helped_by: handles("--helped-by", &args.helped_by, book, session.today)?,
            hindered_by: handles("--hindered-by", &args.hindered_by, book, session.today)?,
            done: None,
            own: OwnKeys::default(),
        };
        let done = announced(&goal, session.today);
        let changes = vec![Change::AddGoal(Box::new(goal))];
        let what = format!("goal add {handle}");
        let reply = Reply::NewGoal { handle, done };
        Ok(PlannedChange::new(changes, what, reply).with(twin))
    })?;
    // A dry run changed nothing, and `undo` would take back something else.
    if let Some(twin) = twin.filter(|_| !args.writing.dry_run) {
        session.warn(&twin);
    }
    Ok(())
}

/// A goal whose deadline has passed would never be active.
fn deadline(by: &str, session: &Session) -> Result<NaiveDate> {
    let day = coming_day("--by", by, session.today)?;
    if day < session.today {
        return Err(refused(format!(
            "the deadline {} has passed already",
            echoed_day(day)
        ))
        .hint("name a day to come, as in: --by 6w"));
    }
    Ok(day)
}

fn handles(
    flag: &'static str,
    who: &[String],
    book: &Book,
    today: NaiveDate,
) -> Result<Vec<Text<'static>>> {
    if who.is_empty() {
        return Ok(Vec::new());
    }
    let found = find_each(&who.join(","), book, today);
    let people = found.map_err(|error| error.at_flag(flag))?;
    let handles = people.iter().map(|person| person.handle.to_string());
    Ok(handles.map(Text::Owned).collect())
}

/// An active goal of the same name: told, not refused, as with people.
fn twin_of(book: &Book, name: &str, today: NaiveDate) -> Option<String> {
    let same = fold(name);
    let mut active = book.goals.iter().filter(|goal| goal.is_active(today));
    let twin = active.find(|goal| fold(&goal.name) == same)?;
    Some(format!(
        "`{}` is an active goal of the same name. If it is the same: allies undo",
        sanitize::line(&twin.handle)
    ))
}

fn announced(goal: &Goal, today: NaiveDate) -> String {
    let handle = &goal.handle;
    match goal.by {
        Some(by) => {
            let left = count_days((by - today).num_days());
            format!("set as `{handle}`, by {}, {left} left", echoed_day(by))
        }
        None => format!("set as `{handle}`, without a deadline"),
    }
}

fn list(json: JsonFlag, session: &Session) -> Result<()> {
    let source = transaction::open(session)?;
    let book = transaction::read(&source, session)?;
    let view = GoalsView {
        today: session.today,
        goals: all_goals(&book, session.today),
    };
    session.answer(&view, json.json)
}

fn done(args: &Named, session: &Session) -> Result<()> {
    let today = session.today;
    let which = args.goal.join(" ");
    transaction::save(session, Saving::from(args.writing), |book| {
        let goal = find(&which, book, today, "done")?;
        let handle = goal.handle.to_string();
        if goal.is_done(today) {
            let on = day(goal.done.unwrap_or(today), today);
            return Err(
                refused(format!("`{}` was reached on {on} already", goal.name))
                    .hint("allies goal list"),
            );
        }
        let what = format!("goal done {handle}");
        let changes = vec![Change::FinishGoal { handle, on: today }];
        Ok(PlannedChange::new(
            changes,
            what,
            reached(goal, book, today),
        ))
    })
}

/// Reached, and whom to thank for it.
fn reached(goal: &Goal, book: &Book, today: NaiveDate) -> String {
    let helpers: Vec<_> = book
        .present(today)
        .map(|person| person.handle.as_ref())
        .filter(|handle| goal.helped_by.iter().any(|helper| helper == handle))
        .map(typed)
        .collect();
    let line = format!(
        "{}: reached on {}.\n",
        sanitize::line(&goal.name),
        echoed_day(today)
    );
    if helpers.is_empty() {
        return line;
    }
    let helpers = helpers.join(",");
    format!(
        "{line}Thank those who helped: allies log {} thanked \"…\"\n",
        sanitize::line(&helpers)
    )
}

fn remove(args: &Named, session: &Session) -> Result<()> {
    let today = session.today;
    let mut which = args.goal.join(" ");
    if !args.writing.yes && !args.writing.dry_run {
        let source = transaction::open(session)?;
        let book = transaction::read(&source, session)?;
        let goal = find(&which, &book, today, "remove")?;
        if !session.can_ask {
            return Err(
                refused(format!("removing the goal `{}` wants a yes", goal.handle))
                    .hint(format!("allies goal remove {} --yes", typed(&goal.handle))),
            );
        }
        let question = format!("Remove the goal {}?", sanitize::line(&goal.name));
        if !question::yes(session, &question)? {
            session.tell("Nothing was removed.\n");
            return Err(CliError::silent());
        }
        // What was agreed to is that goal, whatever else the words fit by now.
        which = goal.handle.to_string();
    }
    transaction::save(session, Saving::from(args.writing), |book| {
        let goal = find(&which, book, today, "remove")?;
        let handle = goal.handle.to_string();
        let hint = match goal.state(today) {
            GoalState::Active => " Those it named are due in their own rhythm again.",
            GoalState::ToCome | GoalState::Past | GoalState::Done => "",
        };
        let reply = format!(
            "{}: removed.{hint}\nTake it back: allies undo\n",
            sanitize::line(&goal.name)
        );
        let what = format!("goal remove {handle}");
        let changes = vec![Change::RemoveGoal { handle }];
        Ok(PlannedChange::new(changes, what, reply))
    })
}

/// The goal that is meant.
fn find<'b>(
    which: &str,
    book: &'b Book<'b>,
    today: NaiveDate,
    command: &str,
) -> Result<&'b Goal<'b>> {
    only_goal(book.find_goal(which, today), which, command)
}
