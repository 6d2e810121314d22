//! `goal`: the few goals that decide who matters.

use chrono::NaiveDate;
use clap::Subcommand;

use crate::commands::args::{JsonFlag, Writing, coming_day};
use crate::commands::errors::{Result, refused, usage_error};
use crate::commands::fields::readable_name;
use crate::commands::find::{find_each, find_goal};
use crate::commands::question;
use crate::commands::session::Session;
use crate::commands::transaction::{self, PlannedChange, Reply};
use crate::core::review::all_goals;
use crate::model::book::Book;
use crate::model::change::Change;
use crate::model::custom_fields::{CustomFields, Text};
use crate::model::goal::Goal;
use crate::model::handle::{as_argument, goal_handle_for};
use crate::screens::goal::GoalsView;
use crate::screens::words::{self, count_days, day, echoed_day};
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

/// Runs the subcommand.
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
    transaction::save(session, args.writing, |book| {
        let handle = goal_handle_for(&name, &|handle| book.goal(handle).is_some());
        let goal = Goal {
            handle: handle.clone().into(),
            name: name.clone().into(),
            set: session.today,
            by,
            helped_by: handles("--helped-by", &args.helped_by, book, session)?,
            hindered_by: handles("--hindered-by", &args.hindered_by, book, session)?,
            done: None,
            own: CustomFields::default(),
        };
        // After a dry run `undo` would take back something else.
        let warning = duplicate_warning(&name, book, session.today);
        let warning = warning.filter(|_| !args.writing.dry_run);
        let done = match by {
            Some(by) => {
                let left = count_days((by - session.today).num_days());
                format!("set as `{handle}`, by {}, {left} left", echoed_day(by))
            }
            None => format!("set as `{handle}`, without a deadline"),
        };
        let changes = vec![Change::AddGoal(Box::new(goal))];
        let what = format!("goal add {handle}");
        let reply = Reply::NewGoal { handle, done };
        Ok(PlannedChange::new(changes, what, reply).with_warning(warning))
    })
}

/// A goal whose deadline has passed would never be active.
fn deadline(by: &str, session: &Session) -> Result<NaiveDate> {
    let day = coming_day("--by", by, session.today)?;
    if day >= session.today {
        return Ok(day);
    }
    let day = echoed_day(day);
    Err(refused(format!("the deadline {day} has passed already"))
        .hint("name a day to come, as in: --by 6w"))
}

fn handles(
    flag: &str,
    who: &[String],
    book: &Book,
    session: &Session,
) -> Result<Vec<Text<'static>>> {
    if who.is_empty() {
        return Ok(Vec::new());
    }
    let people = find_each(&who.join(","), book, session.today);
    let people = people.map_err(|error| error.at_flag(flag))?.into_iter();
    let handles = people.map(|person| person.handle.to_string().into());
    Ok(handles.collect())
}

/// Warns of an active goal of that name. It is no error, as with people.
fn duplicate_warning(name: &str, book: &Book, today: NaiveDate) -> Option<String> {
    let name = fold(name);
    let mut active = book.goals.iter().filter(|goal| goal.is_active(today));
    let twin = active.find(|goal| fold(&goal.name) == name)?;
    Some(format!(
        "`{}` is an active goal of the same name. If it is the same: allies undo",
        sanitize::line(&twin.handle)
    ))
}

fn list(json: JsonFlag, session: &Session) -> Result<()> {
    let book = transaction::read(session)?;
    let view = GoalsView {
        today: session.today,
        goals: all_goals(book, session.today),
    };
    session.answer(&view, json.json)
}

fn done(args: &Named, session: &Session) -> Result<()> {
    let (which, today) = (args.goal.join(" "), session.today);
    transaction::save(session, args.writing, |book| {
        let goal = find_goal(&which, book, today, "done")?;
        if let Some(on) = goal.done.filter(|on| *on <= today) {
            let (name, on) = (&goal.name, day(on, today));
            return Err(
                refused(format!("`{name}` was reached on {on} already")).hint("allies goal list")
            );
        }
        let (name, on) = (sanitize::line(&goal.name), echoed_day(today));
        let mut reply = format!("{name}: reached on {on}.\n");
        let helpers = book.present(today);
        let helpers = helpers.filter(|person| goal.helped_by.contains(&person.handle));
        let helpers: Vec<_> = helpers
            .map(|person| words::as_argument(&person.handle))
            .collect();
        if !helpers.is_empty() {
            let helpers = helpers.join(",");
            reply += &format!("Thank those who helped: allies log {helpers} thanked \"…\"\n");
        }
        let (handle, on) = (goal.handle.to_string(), today);
        let what = format!("goal done {handle}");
        let changes = vec![Change::FinishGoal { handle, on }];
        Ok(PlannedChange::new(changes, what, reply))
    })
}

fn remove(args: &Named, session: &Session) -> Result<()> {
    let (mut which, today) = (args.goal.join(" "), session.today);
    if !args.writing.yes && !args.writing.dry_run {
        let book = transaction::read(session)?;
        let goal = find_goal(&which, book, today, "remove")?;
        let question = format!("Remove the goal {}?", sanitize::line(&goal.name));
        let unasked = refused(format!("removing the goal `{}` wants a yes", goal.handle)).hint(
            format!("allies goal remove {} --yes", as_argument(&goal.handle)),
        );
        question::confirm_removal(session, "", &question, unasked)?;
        // That goal was confirmed, whatever else the words fit by now.
        which = goal.handle.to_string();
    }
    transaction::save(session, args.writing, |book| {
        let goal = find_goal(&which, book, today, "remove")?;
        let (handle, name) = (goal.handle.to_string(), sanitize::line(&goal.name));
        let hint = " Those it named are due in their own rhythm again.";
        let hint = if goal.is_active(today) { hint } else { "" };
        let reply = format!("{name}: removed.{hint}\nTake it back: allies undo\n");
        let what = format!("goal remove {handle}");
        let changes = vec![Change::RemoveGoal { handle }];
        Ok(PlannedChange::new(changes, what, reply))
    })
}
