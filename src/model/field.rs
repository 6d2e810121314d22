//! The single schema of a person's fields: key, flag and kind of each, and access to its value in
//! a [`Person`].
//!
//! The reader, the writer, the flags, edit summaries, imports, CSV and JSON all use it. To add a
//! field, add it to `Person` and to the table here.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::custom_fields::{CustomFields, Text};
use crate::model::person::{Cadence, Level, Person, Snooze};

/// The kind of value a field holds, which decides how it is written and typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// A text that every person has.
    Name,
    /// A text.
    Text,
    /// The handle of another person.
    Handle,
    /// A set of texts.
    Texts,
    /// Texts, the best first; a single one is written without brackets.
    Ranked,
    /// A day.
    Day,
    /// A [`Level`].
    Level,
    /// A [`Cadence`].
    Every,
    /// `true`, or absent.
    Flag,
    /// A [`Snooze`].
    Snooze,
}

impl FieldKind {
    /// Whether it holds a list of texts.
    pub const fn is_list(self) -> bool {
        matches!(self, Self::Texts | Self::Ranked)
    }
}

/// The value of a field. The table says which kind each field holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "documented at `FieldKind`")]
pub enum FieldValue<'t> {
    Text(Text<'t>),
    Texts(Vec<Text<'t>>),
    Day(NaiveDate),
    Level(Level),
    Every(Cadence),
    Flag(bool),
    Snooze(Snooze),
}

/// The command-line flag of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldFlag {
    /// The flag without its hyphens.
    pub name: &'static str,
    /// The placeholder of its value in the help.
    pub value: &'static str,
    /// Its help text.
    pub help: &'static str,
}

/// Storage of a field in a person.
trait Slot<'t> {
    /// The value; `None` if the field is not set.
    fn get(&self) -> Option<FieldValue<'_>>;
    /// Stores the value and returns whether it is of the field's kind.
    fn set(&mut self, value: FieldValue<'t>) -> bool;
}

macro_rules! slots {
    ($($stored:ty, $kind:ident, |$slot:ident| $get:expr, $keep:expr;)*) => {$(
        impl<'t> Slot<'t> for $stored {
            fn get(&self) -> Option<FieldValue<'_>> {
                let $slot = self;
                ($get).map(FieldValue::$kind)
            }

            fn set(&mut self, value: FieldValue<'t>) -> bool {
                let FieldValue::$kind(value) = value else { return false };
                *self = $keep(value);
                true
            }
        }
    )*};
}

slots! {
    Text<'t>, Text, |text| Some(borrowed(text)), |text| text;
    Option<Text<'t>>, Text, |text| text.as_ref().map(borrowed), Some;
    Vec<Text<'t>>, Texts, |list| borrowed_list(list), |list| list;
    Option<NaiveDate>, Day, |day| *day, Some;
    Option<Level>, Level, |level| *level, Some;
    Option<Cadence>, Every, |every| *every, Some;
    bool, Flag, |flag| flag.then_some(true), |flag| flag;
    Option<Snooze>, Snooze, |snooze| *snooze, Some;
}

fn borrowed<'b>(text: &'b Text<'_>) -> Text<'b> {
    Cow::Borrowed(text.as_ref())
}

fn borrowed_list<'b>(list: &'b [Text<'_>]) -> Option<Vec<Text<'b>>> {
    (!list.is_empty()).then(|| list.iter().map(borrowed).collect())
}

macro_rules! fields {
    ($($field:ident, $slot:ident, $kind:ident, $flag:expr;)*) => {
        /// A field of a person that a command can change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each is the field of `Person` of the same name")]
        pub enum Field { $($field),* }

        impl Field {
            /// Every field, in the order a new person is written.
            pub const ALL: [Self; [$(stringify!($field)),*].len()] = [$(Self::$field),*];

            /// Its key in the file.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$field => stringify!($slot)),* }
            }

            /// The kind of its value.
            pub const fn kind(self) -> FieldKind {
                match self { $(Self::$field => FieldKind::$kind),* }
            }

            /// Its flag in `add` and `edit`, if any.
            pub const fn flag(self) -> Option<FieldFlag> {
                match self { $(Self::$field => $flag),* }
            }
        }

        impl<'t> Person<'t> {
            /// The keys of a person in JSON, in order.
            pub(crate) const KEYS: &'static [&'static str] =
                &["handle", $(stringify!($slot),)* "promises", "log", "other"];

            /// The value of the field; `None` if it is not set.
            pub fn get(&self, field: Field) -> Option<FieldValue<'_>> {
                match field { $(Field::$field => self.$slot.get()),* }
            }

            /// Sets a field and returns whether the value is of its kind.
            pub fn set(&mut self, field: Field, value: FieldValue<'t>) -> bool {
                match field { $(Field::$field => self.$slot.set(value)),* }
            }

            /// Removes a field. The name stays, since a person without one cannot be read.
            pub fn unset(&mut self, field: Field) {
                if field == Field::Name {
                    return;
                }
                if field == Field::Snooze {
                    self.snooze_own = CustomFields::default();
                }
                match field { $(Field::$field => self.$slot = Default::default()),* }
            }
        }
    };
}

#[expect(clippy::unnecessary_wraps, reason = "some fields have no flag")]
const fn flag(name: &'static str, value: &'static str, help: &'static str) -> Option<FieldFlag> {
    Some(FieldFlag { name, value, help })
}

fields! {
    Name, name, Name, None;
    Added, added, Day, None;
    Dept, dept, Text, flag("dept", "DEPT", "Department");
    Role, role, Text, flag("role", "ROLE", "What they do");
    Org, org, Text, flag("org", "ORG", "Where they work");
    Level, level, Level, flag("level", "LEVEL", "Seen from you: up, peer, down, outside");
    Boss, boss, Text, flag("boss", "NAME", "Their boss: who should hear your praise");
    Helps, helps, Texts, flag("helps", "LIST", "What to call them for: vpn,laptops");
    Cares, cares, Texts, flag("cares", "LIST", "What matters to them");
    Tags, tags, Texts, flag("tag", "LIST", "Your own groups");
    Approach, approach, Text, flag("approach", "TEXT", "How to ask them: \"ticket first, then call\"");
    Email, email, Ranked, flag("email", "LIST", "Mail address");
    Phone, phone, Ranked, flag("phone", "LIST", "Telephone number");
    IntroducedBy, introduced_by, Handle, flag("introduced-by", "WHO", "Who introduced them to you");
    Every, every, Every, flag("every", "SPAN", "How often to be in contact: 30, 6w, monthly, never");
    Known, known, Flag, flag("known", "", "You knew them before this file");
    Remote, remote, Flag, flag("remote", "", "They work elsewhere: a call counts as meeting");
    Archived, archived, Day, None;
    About, about, Text, flag("about", "TEXT", "Anything else worth keeping");
    Snooze, snooze, Snooze, None;
}

impl Person<'_> {
    /// The texts of the field; empty for other kinds.
    pub fn texts(&self, field: Field) -> Vec<Text<'_>> {
        match self.get(field) {
            Some(FieldValue::Text(text)) => vec![text],
            Some(FieldValue::Texts(list)) => list,
            Some(
                FieldValue::Day(_)
                | FieldValue::Level(_)
                | FieldValue::Every(_)
                | FieldValue::Flag(_)
                | FieldValue::Snooze(_),
            )
            | None => Vec::new(),
        }
    }
}

impl Field {
    /// The field of exactly that key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }
}

/// Conversions from the types that commands and tests use.
macro_rules! values {
    ($($from:ty, $kind:ident, $to:expr;)*) => {$(
        impl From<$from> for FieldValue<'_> {
            fn from(value: $from) -> Self {
                Self::$kind($to(value))
            }
        }
    )*};
}

values! {
    String, Text, Cow::Owned;
    Vec<String>, Texts, |list: Vec<String>| list.into_iter().map(Cow::Owned).collect();
    NaiveDate, Day, |day| day;
    Level, Level, |level| level;
    Cadence, Every, |every| every;
    bool, Flag, |flag| flag;
    Snooze, Snooze, |snooze| snooze;
}

impl FieldValue<'_> {
    /// The same value, owned.
    pub fn into_owned(self) -> FieldValue<'static> {
        match self {
            Self::Text(text) => FieldValue::Text(Cow::Owned(text.into_owned())),
            Self::Texts(list) => {
                let owned = list.into_iter().map(|text| Cow::Owned(text.into_owned()));
                FieldValue::Texts(owned.collect())
            }
            Self::Day(day) => FieldValue::Day(day),
            Self::Level(level) => FieldValue::Level(level),
            Self::Every(every) => FieldValue::Every(every),
            Self::Flag(flag) => FieldValue::Flag(flag),
            Self::Snooze(snooze) => FieldValue::Snooze(snooze),
        }
    }
}
