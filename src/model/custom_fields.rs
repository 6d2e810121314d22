//! Custom fields: the user's own keys, unknown to the program. They are kept and shown, never
//! interpreted.

use std::borrow::Cow;

use chrono::NaiveDate;

/// Text of the book, borrowed from the file where possible.
pub type Text<'t> = Cow<'t, str>;

/// The value of a custom field.
#[derive(Debug, Clone, PartialEq)]
pub enum CustomValue<'t> {
    /// A text.
    Text(Text<'t>),
    /// A whole number.
    Whole(i64),
    /// Any other number.
    Number(Float),
    /// `true` or `false`.
    Flag(bool),
    /// A plain date.
    Day(NaiveDate),
    /// A time, or a date with a time, as written in the file.
    Moment(Text<'t>),
    /// Values in file order.
    List(Vec<CustomValue<'t>>),
    /// Keys and values in file order.
    Table(CustomFields<'t>),
}

/// A float compared by its bits, so that a book containing NaN equals itself.
#[derive(Debug, Clone, Copy)]
pub struct Float(pub f64);

impl PartialEq for Float {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_bits() == other.0.to_bits()
    }
}

/// The custom fields of one table, in file order. As small as a pointer when empty, since every
/// row of the log has one.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(
    clippy::box_collection,
    reason = "every row of the log has one, and it is mostly empty"
)]
pub struct CustomFields<'t>(Option<Box<Vec<(Text<'t>, CustomValue<'t>)>>>);

impl<'t> CustomFields<'t> {
    /// Appends a key.
    pub fn push(&mut self, key: Text<'t>, value: CustomValue<'t>) {
        self.0.get_or_insert_default().push((key, value));
    }

    /// The keys and values in file order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &CustomValue<'t>)> {
        self.0
            .iter()
            .flat_map(|keys| keys.iter())
            .map(|(key, value)| (key.as_ref(), value))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.as_ref().is_none_or(|keys| keys.is_empty())
    }
}
