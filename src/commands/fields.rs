//! Fields of a person on the command line: a flag for each, the same wherever fields are given.

use chrono::NaiveDate;

use crate::commands::args::find_person;
use crate::commands::errors::{Result, usage_error};
use crate::commands::words::{cadence, level};
use crate::model::book::Book;
use crate::model::change::{Field, FieldValue};
use crate::text::sanitize;

/// A flag for each field of a person, the same wherever fields are given.
#[derive(Debug, Default, Clone, clap::Args)]
pub struct FieldFlags {
    /// Department
    #[arg(long, value_name = "DEPT", help_heading = "Fields")]
    pub dept: Option<String>,
    /// What they do
    #[arg(long, value_name = "ROLE", help_heading = "Fields")]
    pub role: Option<String>,
    /// Where they work
    #[arg(long, value_name = "ORG", help_heading = "Fields")]
    pub org: Option<String>,
    /// Seen from you: up, peer, down, outside
    #[arg(long, value_name = "LEVEL", help_heading = "Fields")]
    pub level: Option<String>,
    /// Their boss: to whom praise should go
    #[arg(long, value_name = "NAME", help_heading = "Fields")]
    pub boss: Option<String>,
    /// What to call them for: vpn,laptops
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        help_heading = "Fields"
    )]
    pub helps: Vec<String>,
    /// What matters to them
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        help_heading = "Fields"
    )]
    pub cares: Vec<String>,
    /// Your own groups
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        help_heading = "Fields"
    )]
    pub tag: Vec<String>,
    /// Mail address
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        help_heading = "Fields"
    )]
    pub email: Vec<String>,
    /// Telephone number
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        help_heading = "Fields"
    )]
    pub phone: Vec<String>,
    /// How often to be in contact: 30, 6w, monthly, never
    #[arg(long, value_name = "SPAN", help_heading = "Fields")]
    pub every: Option<String>,
    /// Who introduced them to you
    #[arg(long, value_name = "WHO", help_heading = "Fields")]
    pub introduced_by: Option<String>,
    /// You knew them before this file
    #[arg(long, help_heading = "Fields")]
    pub known: bool,
    /// They work elsewhere: a call counts as meeting
    #[arg(long, help_heading = "Fields")]
    pub remote: bool,
    /// Anything else worth keeping
    #[arg(long, value_name = "TEXT", help_heading = "Fields")]
    pub about: Option<String>,
}

/// A field that was given.
#[derive(Debug)]
pub struct Given {
    /// The flag as it is typed.
    pub flag: &'static str,
    /// Its field.
    pub field: Field,
    /// Its value; none where nothing but spaces was typed.
    pub value: Option<FieldValue>,
}

impl FieldFlags {
    /// The fields that were given, but for who introduced them, for which a book is needed.
    pub fn given(&self) -> Result<Vec<Given>> {
        let every = self.every.as_deref().map(cadence).transpose()?;
        let level = self.level.as_deref().map(level).transpose()?;
        let known = self.known.then_some(FieldValue::Known(true));
        let remote = self.remote.then_some(FieldValue::Remote(true));
        let all = [
            text("--dept", Field::Dept, self.dept.as_ref(), FieldValue::Dept),
            text("--role", Field::Role, self.role.as_ref(), FieldValue::Role),
            text("--org", Field::Org, self.org.as_ref(), FieldValue::Org),
            plain("--level", Field::Level, level.map(FieldValue::Level)),
            text("--boss", Field::Boss, self.boss.as_ref(), FieldValue::Boss),
            list("--helps", Field::Helps, &self.helps, FieldValue::Helps),
            list("--cares", Field::Cares, &self.cares, FieldValue::Cares),
            list("--tag", Field::Tags, &self.tag, FieldValue::Tags),
            list("--email", Field::Email, &self.email, FieldValue::Email),
            list("--phone", Field::Phone, &self.phone, FieldValue::Phone),
            plain("--every", Field::Every, every.map(FieldValue::Every)),
            plain("--known", Field::Known, known),
            plain("--remote", Field::Remote, remote),
            text(
                "--about",
                Field::About,
                self.about.as_ref(),
                FieldValue::About,
            ),
        ];
        Ok(all.into_iter().flatten().collect())
    }

    /// The handle of who introduced them, if that was given.
    pub fn introducer(&self, book: &Book, today: NaiveDate) -> Result<Option<String>> {
        let Some(who) = &self.introduced_by else {
            return Ok(None);
        };
        let found = find_person(who, book, today);
        let person = found.map_err(|error| error.at_flag("--introduced-by"))?;
        Ok(Some(person.handle.to_string()))
    }
}

fn text(
    flag: &'static str,
    field: Field,
    typed: Option<&String>,
    value: fn(String) -> FieldValue,
) -> Option<Given> {
    let value = |text: &String| (!text.trim().is_empty()).then(|| value(text.clone()));
    typed.map(|text| Given {
        flag,
        field,
        value: value(text),
    })
}

fn list(
    flag: &'static str,
    field: Field,
    typed: &[String],
    value: fn(Vec<String>) -> FieldValue,
) -> Option<Given> {
    let texts = typed.iter().map(|text| text.trim());
    let texts: Vec<String> = texts
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
        .collect();
    (!typed.is_empty()).then(|| Given {
        flag,
        field,
        value: (!texts.is_empty()).then(|| value(texts)),
    })
}

fn plain(flag: &'static str, field: Field, value: Option<FieldValue>) -> Option<Given> {
    value.map(|value| Given {
        flag,
        field,
        value: Some(value),
    })
}

/// Refuses a name that is none, or that would move the cursor of whoever reads it.
pub fn checked_name(name: &str) -> Result<()> {
    if name.is_empty() {
        return Err(usage_error("a person needs a name").hint("allies add \"Sara Ortiz\""));
    }
    readable_name(name)
}

/// Refuses a name that would move the cursor of whoever reads it.
pub fn readable_name(name: &str) -> Result<()> {
    if name.chars().any(sanitize::is_hidden) {
        return Err(
            usage_error(format!("the name `{name}` holds a control character"))
                .hint("type the name without it"),
        );
    }
    Ok(())
}
