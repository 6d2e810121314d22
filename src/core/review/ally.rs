//! A person of the review with how the relationship stands, in a word.

use crate::core::standing::{Assessment, Standing};
use crate::model::person::Person;

/// A person with the one word for how it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ally<'b> {
    /// Who.
    pub person: &'b Person<'b>,
    /// In a word.
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
