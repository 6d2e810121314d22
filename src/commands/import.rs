//! `import`: people from other programs, all of them or none.

use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use crate::commands::args::Writing;
use crate::commands::errors::{
    CliError, Result, disk_of_other_file, failed, first_places, not_one_of, refused, usage_error,
};
use crate::commands::progress::Progress;
use crate::commands::session::Session;
use crate::commands::transaction::{self, PlannedChange};
use crate::commands::words::cadence;
use crate::formats;
use crate::formats::import::plan;
use crate::formats::import::plan::{FromFile, Left, Options, Outcome, Plan};
use crate::formats::import::record::{Broken, Nameless};
use crate::formats::{Content, Format, Unreadable};
use crate::screens::import;
use crate::screens::import::Arrival;
use crate::screens::words::{count, list};
use crate::store::read_input::bring;
use crate::text::encoding::{MOST_BYTES, NoText};
use crate::text::sanitize;
use crate::text::shell::quoted;

/// More warnings than this about one file have one cause.
const MOST_WARNINGS: usize = 10;

/// Enough handles to see whose something is.
const MOST_NAMED: usize = 5;

/// Bring in people from vCards, LinkedIn, Google, Outlook or friends.md
///
/// The form of a file is recognised by what stands in it. People are known by their address or
/// their name; known ones only gain what they lack. All comes in, or nothing.
#[derive(Debug, clap::Args)]
#[expect(
    clippy::doc_markdown,
    reason = "the comments are the help, which is no markdown"
)]
#[command(after_help = "Examples:
  allies import contacts.vcf --dry-run
  allies import Connections.csv --tag linkedin --every 3m
  cat contacts.vcf | allies import -
  allies import friends.md --from friends")]
pub struct Args {
    /// Files to read; `-` is standard input
    #[arg(value_name = "FILE", required = true, value_hint = clap::ValueHint::FilePath)]
    files: Vec<PathBuf>,
    /// The form [default: recognised]: vcf, linkedin, google, outlook, friends, json
    #[arg(long, value_name = "FORM")]
    from: Option<String>,
    /// Leave out what cannot be read instead of refusing all
    #[arg(long)]
    skip_broken: bool,
    /// A tag for everybody who comes
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    tag: Vec<String>,
    /// The department of everybody who comes; known people keep theirs
    #[arg(long, value_name = "DEPT")]
    dept: Option<String>,
    /// How often to be in contact with the new ones; their first days are spread
    #[arg(long, value_name = "SPAN")]
    every: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

/// A file as it is named in messages, and what it holds.
struct File {
    name: String,
    content: Content,
}

/// Imports them.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let options = options(args)?;
    let form = args.from.as_deref().map(form).transpose()?;
    let brought = bring_all(&args.files, session)?;
    let progress = Progress::start(session, format!("importing {}", what(&args.files)));
    let files = brought
        .into_iter()
        .map(|(name, bytes)| read(name, &bytes, form))
        .collect::<Result<Vec<File>>>()?;
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let changed = transaction::change(session, args.writing, |book| {
        let contents = files.iter().map(|file| file.content.clone()).collect();
        let plan = plan::plan(book, contents, &options, session.today)
            .map_err(|refused| broken(&refused.0, &names, args))?;
        let what = format!("import {}", what(&args.files));
        let reply = format!("{}\n{}\n", counts(&plan), next(&plan));
        Ok(PlannedChange::new(plan.changes.clone(), what, reply).with(plan))
    });
    drop(progress);
    let changed = changed?;
    warn(&changed.details, &names, session);
    if args.writing.dry_run {
        return session.print(&rehearsed(&changed.details, &names, session));
    }
    transaction::conclude(session, &changed.saved, "", &[], &changed.reply)
}

fn options(args: &Args) -> Result<Options> {
    let trimmed = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Ok(Options {
        tags: args.tag.iter().filter_map(trimmed).collect(),
        dept: args.dept.as_ref().and_then(trimmed),
        every: args.every.as_deref().map(cadence).transpose()?,
        skip_broken: args.skip_broken,
    })
}

fn form(word: &str) -> Result<Format> {
    Format::from_word(&word.to_lowercase())
        .ok_or_else(|| not_one_of("form", word, &Format::ALL.map(Format::word)))
}

/// The bytes of every file, each with its name, before anything is done with them.
fn bring_all(files: &[PathBuf], session: &Session) -> Result<Vec<(String, Vec<u8>)>> {
    let is_input = |file: &&PathBuf| file.as_path() == Path::new("-");
    if files.iter().filter(is_input).count() > 1 {
        return Err(
            usage_error("standard input can be read once, so `-` can be named once")
                .hint("allies import - FILE"),
        );
    }
    let patience = session.saving(false, true).patience.settle;
    let mut brought = Vec::with_capacity(files.len());
    for file in files {
        brought.push(if is_input(&file) {
            ("standard input".to_owned(), standard_input(session)?)
        } else {
            let bytes = bring(file, patience).map_err(disk_of_other_file)?;
            (file.display().to_string(), bytes)
        });
    }
    Ok(brought)
}

fn standard_input(session: &Session) -> Result<Vec<u8>> {
    if io::stdin().is_terminal() {
        if !session.can_ask {
            return Err(
                usage_error("`-` is standard input, and nothing is piped into it")
                    .hint("cat FILE | allies import -"),
            );
        }
        session.tell("paste the contacts, then press Ctrl-D\n");
    }
    let mut bytes = Vec::new();
    // One more than allowed tells what is too large from what is just of that size.
    let most = MOST_BYTES + 1;
    match io::stdin().lock().take(most).read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) => Err(refused(format!("standard input cannot be read: {error}"))
            .hint("name the file instead: allies import FILE")),
    }
}

fn read(file: String, bytes: &[u8], form: Option<Format>) -> Result<File> {
    match formats::read(bytes, form) {
        Ok((_, content)) => Ok(File {
            name: file,
            content,
        }),
        Err(why) => Err(no_import(&file, &why)),
    }
}

/// The files in short: for `undo` and for the line of progress.
fn what(files: &[PathBuf]) -> String {
    match files {
        [file] => sanitize::line(&file.display().to_string()).into_owned(),
        files => count(files.len(), "file", "files"),
    }
}

fn place(of: usize, line: usize, names: &[&str]) -> String {
    let name = names.get(of).copied().unwrap_or_default();
    match line {
        // Somebody of a book, which knows no lines.
        0 => name.to_owned(),
        line => format!("{name}:{line}"),
    }
}

fn broken_line(of: &FromFile<Broken>, names: &[&str]) -> String {
    let place = place(of.file, of.what.line, names);
    match &of.what.name {
        Some(name) => format!("{place}: {name}: {}", of.what.fault),
        None => format!("{place}: {}", of.what.fault),
    }
}

fn nameless_line(of: &FromFile<Nameless>, names: &[&str]) -> String {
    let place = place(of.file, of.what.line, names);
    match &of.what.what {
        Some(what) => format!("{place}: {what}: no personal name"),
        None => format!("{place}: no personal name"),
    }
}

/// Parts of the files cannot be read.
fn broken(parts: &[FromFile<Broken>], names: &[&str], args: &Args) -> CliError {
    let files: Vec<String> = args.files.iter().map(|file| quoted(file)).collect();
    let places: Vec<String> = parts.iter().map(|of| broken_line(of, names)).collect();
    failed(format!(
        "{} cannot be read",
        count(parts.len(), "entry", "entries")
    ))
    .because_all(first_places(&places))
    .hint(format!(
        "mend them, or leave them out: allies import {} --skip-broken",
        files.join(" ")
    ))
}

/// A whole file is no import.
fn no_import(file: &str, why: &Unreadable) -> CliError {
    let place = match why {
        Unreadable::Json(error) if error.line > 0 => {
            format!("{file}:{}:{}: {}", error.line, error.column, error.what)
        }
        _ => why.to_string(),
    };
    let forms = Format::ALL.map(Format::word).join(", ");
    let hint = match why {
        Unreadable::NoText(NoText::TooLarge) | Unreadable::Empty => "is it the right file?",
        Unreadable::NoText(NoText::Binary) => {
            "export it as vCard or CSV from the program it comes from"
        }
        Unreadable::Unknown => &format!("if it is one of them, name it with --from: {forms}"),
        Unreadable::NotOf(_) => &format!("leave out --from, or name another form: {forms}"),
        Unreadable::Json(_) => "write it anew: allies export --to json",
    };
    failed(format!("{file} cannot be imported"))
        .because(place)
        .hint(hint)
}

/// `12 people new, 3 gained something, 4 known, 2 skipped (no personal name)`.
fn counts(plan: &Plan) -> String {
    let some = |number: usize, text: String| (number > 0).then_some(text);
    let (new, gaining, known) = (plan.new_people(), plan.gaining(), plan.unchanged());
    let (skipped, broken) = (plan.nameless.len(), plan.broken.len());
    let goals = plan.gaining_goals;
    let parts: Vec<String> = [
        some(new, format!("{} new", count(new, "person", "people"))),
        some(gaining, format!("{gaining} gained something")),
        some(known, format!("{known} known")),
        some(plan.goals, count(plan.goals, "goal", "goals")),
        some(
            goals,
            format!("{} gained something", count(goals, "goal", "goals")),
        ),
        some(skipped, format!("{skipped} skipped (no personal name)")),
        some(broken, format!("{broken} left out (cannot be read)")),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        "nobody in it".to_owned()
    } else {
        parts.join(", ")
    }
}

/// What follows a change, or that there was none.
fn next(plan: &Plan) -> &'static str {
    if plan.changes.is_empty() {
        "Nothing changed."
    } else {
        "See them: allies list. Take it back: allies undo"
    }
}

/// What is lost of the files, though all the rest came in.
fn warn(plan: &Plan, names: &[&str], session: &Session) {
    for of in plan.broken.iter().take(MOST_WARNINGS) {
        session.warn(&format!(
            "left out: {}",
            sanitize::line(&broken_line(of, names))
        ));
    }
    if plan.broken.len() > MOST_WARNINGS {
        session.warn(&format!(
            "and {} more left out: allies import … --dry-run",
            plan.broken.len() - MOST_WARNINGS
        ));
    }
    if plan.keeps_settings {
        session.warn("the settings of an imported book differ from those here, which stay");
    }
    if !plan.left.is_empty() {
        session.warn(&left(&plan.left));
    }
}

/// `2 fields and 1 row of an imported book differ from what is here, which stays: sara, omar`.
fn left(left: &Left) -> String {
    let parts: Vec<String> = [
        (left.fields, "field", "fields"),
        (left.promises, "promise", "promises"),
        (left.rows, "row", "rows"),
        (left.own, "key of your own", "keys of your own"),
    ]
    .into_iter()
    .filter(|(number, ..)| *number > 0)
    .map(|(number, one, many)| count(number, one, many))
    .collect();
    let mut whose: Vec<String> = left.of.iter().take(MOST_NAMED).cloned().collect();
    if left.of.len() > MOST_NAMED {
        whose.push(format!("{} more", left.of.len() - MOST_NAMED));
    }
    format!(
        "{} of an imported book {} from what is here, which stays: {}",
        list(&parts),
        if left.total() == 1 {
            "differs"
        } else {
            "differ"
        },
        sanitize::line(&list(&whose))
    )
}

/// What would happen, a line for everybody whom it would change.
fn rehearsed(plan: &Plan, names: &[&str], session: &Session) -> String {
    let last = |name: &&'_ str| name.rsplit('/').next().unwrap_or_default().to_owned();
    let short: Vec<String> = names.iter().map(last).collect();
    let short: Vec<&str> = short.iter().map(String::as_str).collect();
    let arrivals: Vec<Arrival> = plan
        .people
        .iter()
        .filter_map(|person| {
            let (is_new, gains) = match &person.outcome {
                Outcome::New { rows } => (true, rows_and_promises(*rows, 0, 0)),
                Outcome::Gains {
                    fields,
                    rows,
                    promises,
                    kept,
                } => {
                    let fields = fields.iter().map(|field| field.key().to_owned());
                    let gains = fields.chain(rows_and_promises(*rows, *promises, *kept));
                    (false, gains.collect())
                }
                Outcome::Known => return None,
            };
            Some(Arrival {
                handle: &person.handle,
                name: &person.name,
                place: place(person.file, person.line, &short),
                is_new,
                gains,
            })
        })
        .collect();
    let nameless = plan.nameless.iter().map(|of| nameless_line(of, names));
    let left_out: Vec<String> = nameless.collect();
    format!(
        "{}{}\nNothing was written: this was a dry run.\n",
        import::text(&arrivals, &left_out, &session.out),
        counts(plan)
    )
}

fn rows_and_promises(rows: usize, promises: usize, kept: usize) -> Vec<String> {
    let some = |number: usize, text: String| (number > 0).then_some(text);
    [
        some(rows, count(rows, "row", "rows")),
        some(promises, count(promises, "promise", "promises")),
        some(kept, format!("{} kept", count(kept, "promise", "promises"))),
    ]
    .into_iter()
    .flatten()
    .collect()
}
