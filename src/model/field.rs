//! The fields of a person that a command can change, and their values.

use chrono::NaiveDate;

use crate::model::change::texts;
use crate::model::custom_fields::{OwnKeys, Text};
use crate::model::person::{Cadence, Level, Person, Snooze};

/// A field of a person that a command can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each is the field of `Person` of the same name"
)]
pub enum Field {
    Name,
    Added,
    Dept,
    Role,
    Org,
    Level,
    Boss,
    Helps,
    Cares,
    Tags,
    Email,
    Phone,
    IntroducedBy,
    Every,
    Known,
    Remote,
    Archived,
    About,
    Snooze,
}

impl Field {
    /// Every field, in the order in which a new person is written.
    pub const ALL: [Self; 19] = [
        Self::Name,
        Self::Added,
        Self::Dept,
        Self::Role,
        Self::Org,
        Self::Level,
        Self::Boss,
        Self::Helps,
        Self::Cares,
        Self::Tags,
        Self::Email,
        Self::Phone,
        Self::IntroducedBy,
        Self::Every,
        Self::Known,
        Self::Remote,
        Self::Archived,
        Self::About,
        Self::Snooze,
    ];

    /// The key of the file.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Added => "added",
            Self::Dept => "dept",
            Self::Role => "role",
            Self::Org => "org",
            Self::Level => "level",
            Self::Boss => "boss",
            Self::Helps => "helps",
            Self::Cares => "cares",
            Self::Tags => "tags",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::IntroducedBy => "introduced_by",
            Self::Every => "every",
            Self::Known => "known",
            Self::Remote => "remote",
            Self::Archived => "archived",
            Self::About => "about",
            Self::Snooze => "snooze",
        }
    }
}

/// A field of a person with a value that fits it.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    missing_docs,
    reason = "each is the field of `Person` of the same name"
)]
pub enum FieldValue {
    Name(String),
    Added(NaiveDate),
    Dept(String),
    Role(String),
    Org(String),
    Level(Level),
    Boss(String),
    Helps(Vec<String>),
    Cares(Vec<String>),
    Tags(Vec<String>),
    Email(Vec<String>),
    Phone(Vec<String>),
    IntroducedBy(String),
    Every(Cadence),
    Known(bool),
    Remote(bool),
    Archived(NaiveDate),
    About(String),
    Snooze(Snooze),
}

impl FieldValue {
    /// The field it is a value of.
    pub const fn field(&self) -> Field {
        match self {
            Self::Name(_) => Field::Name,
            Self::Added(_) => Field::Added,
            Self::Dept(_) => Field::Dept,
            Self::Role(_) => Field::Role,
            Self::Org(_) => Field::Org,
            Self::Level(_) => Field::Level,
            Self::Boss(_) => Field::Boss,
            Self::Helps(_) => Field::Helps,
            Self::Cares(_) => Field::Cares,
            Self::Tags(_) => Field::Tags,
            Self::Email(_) => Field::Email,
            Self::Phone(_) => Field::Phone,
            Self::IntroducedBy(_) => Field::IntroducedBy,
            Self::Every(_) => Field::Every,
            Self::Known(_) => Field::Known,
            Self::Remote(_) => Field::Remote,
            Self::Archived(_) => Field::Archived,
            Self::About(_) => Field::About,
            Self::Snooze(_) => Field::Snooze,
        }
    }
}

impl Person<'_> {
    /// What the person has in a field; an empty list and a flag that is off are nothing.
    pub fn get(&self, field: Field) -> Option<FieldValue> {
        let text = |text: &Option<Text<'_>>, of: fn(String) -> FieldValue| {
            text.as_ref().map(|text| of(text.to_string()))
        };
        let list = |list: &[Text<'_>], of: fn(Vec<String>) -> FieldValue| {
            (!list.is_empty()).then(|| of(list.iter().map(ToString::to_string).collect()))
        };
        match field {
            Field::Name => Some(FieldValue::Name(self.name.to_string())),
            Field::Added => self.added.map(FieldValue::Added),
            Field::Dept => text(&self.dept, FieldValue::Dept),
            Field::Role => text(&self.role, FieldValue::Role),
            Field::Org => text(&self.org, FieldValue::Org),
            Field::Level => self.level.map(FieldValue::Level),
            Field::Boss => text(&self.boss, FieldValue::Boss),
            Field::Helps => list(&self.helps, FieldValue::Helps),
            Field::Cares => list(&self.cares, FieldValue::Cares),
            Field::Tags => list(&self.tags, FieldValue::Tags),
            Field::Email => list(&self.email, FieldValue::Email),
            Field::Phone => list(&self.phone, FieldValue::Phone),
            Field::IntroducedBy => text(&self.introduced_by, FieldValue::IntroducedBy),
            Field::Every => self.every.map(FieldValue::Every),
            Field::Known => self.known.then_some(FieldValue::Known(true)),
            Field::Remote => self.remote.then_some(FieldValue::Remote(true)),
            Field::Archived => self.archived.map(FieldValue::Archived),
            Field::About => text(&self.about, FieldValue::About),
            Field::Snooze => self.snooze.map(FieldValue::Snooze),
        }
    }

    /// Sets one field.
    pub fn set(&mut self, value: &FieldValue) {
        match value {
            FieldValue::Name(text) => self.name = Text::Owned(text.clone()),
            FieldValue::Added(day) => self.added = Some(*day),
            FieldValue::Dept(text) => self.dept = Some(text.clone().into()),
            FieldValue::Role(text) => self.role = Some(text.clone().into()),
            FieldValue::Org(text) => self.org = Some(text.clone().into()),
            FieldValue::Level(level) => self.level = Some(*level),
            FieldValue::Boss(text) => self.boss = Some(text.clone().into()),
            FieldValue::Helps(list) => self.helps = texts(list),
            FieldValue::Cares(list) => self.cares = texts(list),
            FieldValue::Tags(list) => self.tags = texts(list),
            FieldValue::Email(list) => self.email = texts(list),
            FieldValue::Phone(list) => self.phone = texts(list),
            FieldValue::IntroducedBy(handle) => self.introduced_by = Some(handle.clone().into()),
            FieldValue::Every(every) => self.every = Some(*every),
            FieldValue::Known(flag) => self.known = *flag,
            FieldValue::Remote(flag) => self.remote = *flag,
            FieldValue::Archived(day) => self.archived = Some(*day),
            FieldValue::About(text) => self.about = Some(text.clone().into()),
            FieldValue::Snooze(snooze) => self.snooze = Some(*snooze),
        }
    }

    /// Takes one field out. A name stays: a person without one cannot be read.
    pub fn unset(&mut self, field: Field) {
        match field {
            Field::Name => {}
            Field::Added => self.added = None,
            Field::Dept => self.dept = None,
            Field::Role => self.role = None,
            Field::Org => self.org = None,
            Field::Level => self.level = None,
            Field::Boss => self.boss = None,
            Field::Helps => self.helps.clear(),
            Field::Cares => self.cares.clear(),
            Field::Tags => self.tags.clear(),
            Field::Email => self.email.clear(),
            Field::Phone => self.phone.clear(),
            Field::IntroducedBy => self.introduced_by = None,
            Field::Every => self.every = None,
            Field::Known => self.known = false,
            Field::Remote => self.remote = false,
            Field::Archived => self.archived = None,
            Field::About => self.about = None,
            Field::Snooze => (self.snooze, self.snooze_own) = (None, OwnKeys::default()),
        }
    }
}
