//! `list`: all people, filtered and sorted.

use clap::ValueEnum;

use crate::commands::args::JsonFlag;
use crate::commands::errors::Result;
use crate::commands::find::{did_you_mean, not_one_of};
use crate::commands::session::Session;
use crate::commands::transaction;
use crate::commands::words::level;
use crate::core::standing::{Assessment, Standing};
use crate::model::book::Book;
use crate::model::group::{GroupBy, nearest_group};
use crate::model::person::Person;
use crate::screens::list::ListView;
use crate::screens::words::and_more;
use crate::text::fold::fold;
use crate::text::sanitize;

/// More departments or tags than this are too many for a warning.
const MOST_NAMED: usize = 12;

/// All people, and how you stand with each
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies list --dept IT
  allies list --standing strong --standing steady
  allies list --sort balance
  allies list --json | jq -r '.[] | select(.warmth < 25) | .name'")]
pub struct Args {
    /// Only people of that department
    #[arg(long, value_name = "DEPT")]
    dept: Option<String>,
    /// Only people with that tag
    #[arg(long, value_name = "TAG")]
    tag: Option<String>,
    /// Only people of that level: up, peer, down, outside
    #[arg(long, value_name = "LEVEL")]
    level: Option<String>,
    /// Only people with that standing: strained, in-debt, mending, new, cold, cooling, steady,
    /// strong; may be repeated
    #[arg(long, value_name = "STANDING")]
    standing: Vec<String>,
    /// Archived people, and only they
    #[arg(long)]
    archived: bool,
    /// What to sort by [default: name; in JSON handle]
    #[arg(long, value_enum, value_name = "KEY")]
    sort: Option<Sort>,
    #[command(flatten)]
    json: JsonFlag,
}

/// What to sort by; then by name.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Sort {
    /// By name.
    Name,
    /// By handle.
    Handle,
    /// By department.
    Dept,
    /// The standing that needs you most first.
    Standing,
    /// The lowest balance first.
    Balance,
    /// The lowest warmth first.
    Warmth,
    /// The longest silence first.
    Contact,
    /// The newest first.
    Added,
}

/// Prints the answer.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let today = session.today;
    let level = args.level.as_deref().map(level).transpose()?;
    let standings = args.standing.iter().map(|word| standing(word));
    let standings = standings.collect::<Result<Vec<_>>>()?;
    let book = transaction::read(session)?;
    let people = book.people.iter();
    let mut people: Vec<&Person> = if args.archived {
        people.filter(|person| person.is_archived(today)).collect()
    } else {
        people.filter(|person| person.is_present(today)).collect()
    };
    let groups = [
        (GroupBy::Dept, "department", &args.dept),
        (GroupBy::Tag, "tag", &args.tag),
    ];
    let listed = people.clone();
    for (group, what, name) in groups {
        let Some(name) = name else { continue };
        if let Some(suggestion) = suggestion(group, what, name, book, &listed) {
            let warning = format!("nobody has the {what} `{name}`; {suggestion}");
            session.warn(&sanitize::line(&warning));
        }
        people.retain(|person| group.contains(person, name));
    }
    people.retain(|person| level.is_none_or(|level| person.level == Some(level)));
    let mut people: Vec<Assessment> = people
        .into_iter()
        .map(|person| Assessment::new(person, &book.settings, today))
        .filter(|assessment| standings.is_empty() || standings.contains(&assessment.standing))
        .collect();
    let json = args.json.json;
    let usual = if json { Sort::Handle } else { Sort::Name };
    sort(&mut people, args.sort.unwrap_or(usual));
    session.answer(&ListView(people), json)
}

/// What to suggest for a group that nobody in the book is in, which is probably a typo. A department
/// of the settings may be empty.
fn suggestion(
    group: GroupBy,
    what: &str,
    name: &str,
    book: &Book,
    listed: &[&Person],
) -> Option<String> {
    let is_wanted = |dept: &String| group == GroupBy::Dept && fold(dept) == fold(name);
    let is_known = book
        .people
        .iter()
        .any(|person| group.contains(person, name))
        || book.settings.departments.iter().any(is_wanted);
    if is_known {
        return None;
    }
    let all = group.all(listed.iter().copied());
    Some(match nearest_group(&all, name) {
        Some(near) => did_you_mean(near),
        None if all.is_empty() => format!("nobody in the list has a {what}"),
        None => {
            let shown = all.get(..MOST_NAMED).unwrap_or(&all);
            let more = and_more(all.len() - shown.len());
            let more = more.map_or_else(String::new, |more| format!(" {more}"));
            format!("there are: {}{more}", shown.join(", "))
        }
    })
}

fn sort(people: &mut [Assessment], by: Sort) {
    people.sort_by_key(|one| (one.person.name.as_ref(), one.person.handle.as_ref()));
    match by {
        Sort::Name => {}
        Sort::Handle => people.sort_by_key(|one| one.person.handle.as_ref()),
        Sort::Dept => {
            people.sort_by_key(|one| (one.person.dept.is_none(), one.person.dept.as_deref()));
        }
        Sort::Standing => people.sort_by_key(|one| one.standing),
        Sort::Balance => people.sort_by_key(|one| one.balance),
        Sort::Warmth => people.sort_by_key(|one| one.warmth),
        Sort::Contact => people.sort_by_key(|one| one.history.last_contact),
        Sort::Added => people.sort_by_key(|one| std::cmp::Reverse(one.person.added)),
    }
}

fn standing(word: &str) -> Result<Standing> {
    let folded = fold(word).replace('-', " ");
    let mut all = Standing::ALL.into_iter();
    let found = all.find(|standing| standing.words() == folded);
    found.ok_or_else(|| not_one_of("standing", word, &Standing::ALL.map(Standing::words)))
}
