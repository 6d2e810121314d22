//! A person in the review and their standing.

use crate::core::standing::{Assessment, Standing};
use crate::model::person::Person;

/// A person and their standing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ally<'b> {
    /// The person.
    pub person: &'b Person<'b>,
    /// Their standing.
    pub standing: Standing,
}

impl<'b> Ally<'b> {
    pub(crate) const fn new(assessment: &Assessment<'b>) -> Self {
        Self {
            person: assessment.person,
            standing: assessment.standing,
        }
    }
}
