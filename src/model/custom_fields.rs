//! Keys that the program does not know: the user's own. They are kept and shown, never read.

use std::borrow::Cow;

use chrono::NaiveDate;

/// Text of the book: borrowed from the file where it stands there word for word.
pub type Text<'t> = Cow<'t, str>;

/// A value under a key of the user's own, as plain as it can be shown.
#[derive(Debug, Clone, PartialEq)]
pub enum CustomValue<'t> {
    /// Any text.
    Text(Text<'t>),
    /// A whole number.
    Whole(i64),
    /// Any other number.
    Number(Float),
    /// `true` or `false`.
    Flag(bool),
    /// A plain date.
    Day(NaiveDate),
    /// A time or a date with a time, as it is written.
    Moment(Text<'t>),
    /// Values in the order of the file.
    List(Vec<CustomValue<'t>>),
    /// Keys and values in the order of the file.
    Table(CustomFields<'t>),
}

/// A number that equals itself whatever it is: a book that holds not-a-number equals itself.
#[derive(Debug, Clone, Copy)]
pub struct Float(pub f64);

impl PartialEq for Float {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_bits() == other.0.to_bits()
    }
}

/// The user's own keys of one table, in the order of the file. Mostly there are none, and
/// then it is no larger than a pointer, since every row of the log carries one.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(
    clippy::box_collection,
    reason = "every row of the log carries one, and it is mostly empty"
)]
pub struct CustomFields<'t>(Option<Box<Vec<(Text<'t>, CustomValue<'t>)>>>);

impl<'t> CustomFields<'t> {
    /// Adds a key after the last one.
    pub fn push(&mut self, key: Text<'t>, value: CustomValue<'t>) {
        self.0.get_or_insert_default().push((key, value));
    }

    /// The keys and values in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &CustomValue<'t>)> {
        self.0
            .iter()
            .flat_map(|keys| keys.iter())
            .map(|(key, value)| (key.as_ref(), value))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.as_ref().is_none_or(|keys| keys.is_empty())
    }
}
