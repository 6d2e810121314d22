//! Wrong usage in words: arguments that cannot be meant, or do not go together.

use crate::commands::errors::{CliError, Message};
use crate::model::change::Field;
use crate::model::handle::typed;
use crate::model::interaction::Kind;

/// What is wrong with the arguments.
#[derive(Debug)]
pub enum Usage {
    /// A person without a name.
    NamelessPerson,
    /// The same where a terminal would have asked for it.
    NobodyToAsk,
    /// A goal without a name.
    NamelessGoal,
    /// A name with a character that nobody sees.
    HiddenInName(String),
    /// A new name without anything in it.
    EmptyName,
    /// A name that is to be taken out.
    NameUnset,
    /// A field that is to be set to nothing.
    EmptyField(Field),
    /// A field that is to be set and to be taken out.
    SetAndUnset(Field),
    /// Rows that are to be taken out as a field is; the key in the file.
    RowsUnset(String),
    /// Fields without a person.
    FieldsOfNobody,
    /// A word that is no cadence.
    NoRhythm(String),
    /// A word that is no handle.
    NoHandle {
        /// What was typed.
        handle: String,
        /// What it could be.
        free: String,
    },
    /// A day of a first meeting, and no first meeting.
    DayOfNothing,
    /// A flag of an ask at another kind.
    OnlyOfAsks {
        /// The flag.
        flag: &'static str,
        /// The other kind.
        kind: Kind,
        /// Who was named.
        who: String,
    },
    /// A promise of nothing.
    EmptyPromise,
    /// JSON of a command that only lists as JSON.
    JsonWithoutList,
    /// Rows of a form that knows no tables.
    RowsWithoutTable,
    /// Standard input, named twice.
    InputTwice,
    /// Standard input, and nothing comes from there.
    NothingPiped,
    /// A shell for which there is no completion.
    NoCompletion(String),
}

impl From<Usage> for CliError {
    fn from(usage: Usage) -> Self {
        Self::Usage(usage)
    }
}

impl From<Usage> for anyhow::Error {
    fn from(usage: Usage) -> Self {
        CliError::from(usage).into()
    }
}

/// What is wrong, and what to type.
pub(crate) fn message(usage: &Usage) -> Message {
    Message::new(said(usage), hint(usage))
}

fn said(usage: &Usage) -> String {
    match usage {
        Usage::NamelessPerson | Usage::NobodyToAsk => "a person needs a name".to_owned(),
        Usage::NamelessGoal => "a goal needs a name".to_owned(),
        Usage::HiddenInName(name) => format!("the name `{name}` holds a control character"),
        Usage::EmptyName => "--name is empty".to_owned(),
        Usage::NameUnset => {
            "a person needs a name: it can be changed, but not taken out".to_owned()
        }
        Usage::EmptyField(field) => {
            let flag = field.flag().map_or(field.key(), |flag| flag.name);
            format!("--{flag} is empty")
        }
        Usage::SetAndUnset(field) => {
            format!("`{}` is to be set and to be taken out", field.key())
        }
        Usage::RowsUnset(key) => format!("`{key}` is a list of rows, not a field"),
        Usage::FieldsOfNobody => "these are fields of nobody: who is meant?".to_owned(),
        Usage::NoRhythm(word) => format!("`{word}` is no rhythm"),
        Usage::NoHandle { handle, .. } => {
            format!("`{handle}` is no handle: lower case letters a to z, digits and hyphens")
        }
        Usage::DayOfNothing => {
            "--on tells when you met, so it goes with --met, --called or --wrote".to_owned()
        }
        Usage::OnlyOfAsks { flag, kind, .. } => {
            format!("{flag} goes with `asked`, not with `{}`", kind.word())
        }
        Usage::EmptyPromise => "a promise needs words".to_owned(),
        Usage::JsonWithoutList => "--json goes with --list".to_owned(),
        Usage::RowsWithoutTable => {
            "--log is for tables: JSON has every row already, cards and calendars none".to_owned()
        }
        Usage::InputTwice => "standard input can be read once, so `-` can be named once".to_owned(),
        Usage::NothingPiped => "`-` is standard input, and nothing is piped into it".to_owned(),
        Usage::NoCompletion(shell) => format!("there is no completion for {shell}"),
    }
}

fn hint(usage: &Usage) -> String {
    let fixed = match usage {
        Usage::EmptyField(field) => {
            return format!("to take it out: --unset {}", field.key());
        }
        Usage::NoHandle { free, .. } => return format!("as in: --handle {free}"),
        Usage::OnlyOfAsks { flag, who, .. } => {
            return format!("leave it out, or: allies log {} asked … {flag}", typed(who));
        }
        Usage::NamelessPerson => "allies add \"Sara Ortiz\"",
        Usage::NobodyToAsk => {
            "allies add \"Sara Ortiz\"; in a terminal `allies add` asks for everything"
        }
        Usage::NamelessGoal => "allies goal add \"Launch billing v2\" --by 6w",
        Usage::HiddenInName(_) => "type the name without it",
        Usage::EmptyName => "a person keeps a name, as in: --name \"Sara Ortiz\"",
        Usage::NameUnset => "as in: --name \"Sara Ortiz\"",
        Usage::SetAndUnset(_) => "leave one of the two out",
        Usage::RowsUnset(_) => "take rows out in your editor: allies edit WHO",
        Usage::FieldsOfNobody => "allies edit WHO and then the fields",
        Usage::NoRhythm(_) => {
            "1 to 3650 days, as in 30, 30d, 6w, 3m, 1y, weekly, monthly, quarterly, yearly; or never"
        }
        Usage::DayOfNothing => "allies add \"Sara Ortiz\" --met --on yesterday",
        Usage::EmptyPromise => "as in: \"send the plan\" --by friday",
        Usage::JsonWithoutList => "allies undo --list --json",
        Usage::RowsWithoutTable => "allies export --to csv --log",
        Usage::InputTwice => "allies import - FILE",
        Usage::NothingPiped => "cat FILE | allies import -",
        Usage::NoCompletion(_) => "one of: bash, zsh, fish, elvish, powershell",
    };
    fixed.to_owned()
}
