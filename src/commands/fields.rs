//! Fields of a person on the command line: one flag for each, the same in every command.

use chrono::NaiveDate;
use clap::builder::Str;
use clap::{Arg, ArgAction, ArgMatches};

use crate::commands::errors::{Result, usage_error};
use crate::commands::find::find_person;
use crate::commands::words::{cadence, level};
use crate::model::book::Book;
use crate::model::field::{Field, FieldKind, FieldValue};
use crate::text::sanitize;

/// The flags of fields as they were typed, in the order of [`Field::ALL`].
#[derive(Debug, Default, Clone)]
pub struct FieldFlags(Vec<(Field, Vec<String>)>);

impl FieldFlags {
    /// What was typed for a field; `None` if its flag was not given.
    pub fn typed(&self, field: Field) -> Option<&[String]> {
        let typed = self.0.iter().find(|(of, _)| *of == field);
        typed.map(|(_, words)| words.as_slice())
    }

    /// Adds words for a field whose flag was not given, as if typed; without words adds nothing.
    pub fn add(&mut self, field: Field, words: Vec<String>) {
        if !words.is_empty() {
            self.0.push((field, words));
        }
    }

    /// The fields that were given and their values, `None` if blank. The introducer is left out: it
    /// needs a book.
    pub fn given(&self) -> Result<Vec<(Field, Option<FieldValue<'static>>)>> {
        let typed = self.0.iter();
        let typed = typed.filter(|(field, _)| field.kind() != FieldKind::Handle);
        let given = typed.map(|(field, words)| Ok((*field, value(*field, words)?)));
        given.collect()
    }

    /// The handle of the person who introduced them, if given.
    pub fn introducer(&self, book: &Book, today: NaiveDate) -> Result<Option<String>> {
        let Some([who]) = self.typed(Field::IntroducedBy) else {
            return Ok(None);
        };
        let found = find_person(who, book, today);
        let person = found.map_err(|error| error.at_flag("--introduced-by"))?;
        Ok(Some(person.handle.to_string()))
    }
}

fn value(field: Field, words: &[String]) -> Result<Option<FieldValue<'static>>> {
    let word = words.first().map_or("", String::as_str);
    Ok(match field.kind() {
        FieldKind::Texts | FieldKind::Ranked => {
            let texts = words.iter().map(|text| text.trim());
            let texts = texts.filter(|text| !text.is_empty()).map(str::to_owned);
            Some(texts.collect::<Vec<_>>())
                .filter(|texts| !texts.is_empty())
                .map(Into::into)
        }
        FieldKind::Level => Some(level(word)?.into()),
        FieldKind::Every => Some(cadence(word)?.into()),
        FieldKind::Flag => Some(true.into()),
        // Days and snoozes have no flag.
        FieldKind::Name
        | FieldKind::Text
        | FieldKind::Handle
        | FieldKind::Day
        | FieldKind::Snooze => (!word.trim().is_empty()).then(|| word.to_owned().into()),
    })
}

impl clap::FromArgMatches for FieldFlags {
    fn from_arg_matches(matches: &ArgMatches) -> std::result::Result<Self, clap::Error> {
        let typed = Field::ALL.into_iter().filter_map(|field| {
            field.flag()?;
            let words = match field.kind() {
                FieldKind::Flag => matches.get_flag(field.key()).then(Vec::new)?,
                _ => matches.get_many(field.key())?.cloned().collect(),
            };
            Some((field, words))
        });
        Ok(Self(typed.collect()))
    }

    fn update_from_arg_matches(
        &mut self,
        matches: &ArgMatches,
    ) -> std::result::Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl clap::Args for FieldFlags {
    fn augment_args(command: clap::Command) -> clap::Command {
        command.args(Field::ALL.into_iter().filter_map(|field| {
            let flag = field.flag()?;
            let arg = Arg::new(Str::from(field.key()))
                .long(flag.name)
                .help(flag.help)
                .help_heading("Fields");
            Some(match field.kind() {
                FieldKind::Flag => arg.action(ArgAction::SetTrue),
                FieldKind::Texts | FieldKind::Ranked => arg
                    .value_name(flag.value)
                    .value_delimiter(',')
                    .action(ArgAction::Append),
                _ => arg.value_name(flag.value),
            })
        }))
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

/// Refuses an empty name, and one with control characters.
pub fn checked_name(name: &str) -> Result<()> {
    if name.is_empty() {
        return Err(usage_error("a person needs a name").hint("allies add \"Sara Ortiz\""));
    }
    readable_name(name)
}

/// Refuses a name with control characters, which would move the reader's cursor.
pub fn readable_name(name: &str) -> Result<()> {
    if name.chars().any(sanitize::is_hidden) {
        return Err(
            usage_error(format!("the name `{name}` holds a control character"))
                .hint("type the name without it"),
        );
    }
    Ok(())
}
