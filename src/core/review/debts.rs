//! What the user owes: a word after a strain, thanks, praise, a gift.
//!
//! Debts are facts of the log, told whether or not they are due yet.

use crate::core::rules::Reason;
use crate::core::standing::Assessment;
use crate::model::person::Person;

/// A person you owe something.
#[derive(Debug, Clone, PartialEq)]
pub struct Owed<'b> {
    /// Who.
    pub person: &'b Person<'b>,
    /// What, the most pressing first; never empty.
    pub reasons: Vec<Reason<'b>>,
}

/// Everyone you owe something, the most pressing first, then by name; `due` has the
/// reasons of each of the people.
pub(crate) fn owed_to<'b>(people: &[Assessment<'b>], due: &[Vec<Reason<'b>>]) -> Vec<Owed<'b>> {
    let mut owed: Vec<Owed> = people
        .iter()
        .zip(due)
        .map(|(one, reasons)| {
            let debts = reasons.iter().filter(|reason| reason.rule.is_debt());
            Owed {
                person: one.person,
                reasons: debts.copied().collect(),
            }
        })
        .filter(|owed| !owed.reasons.is_empty())
        .collect();
    owed.sort_by_key(|owed| {
        let first = owed.reasons.first();
        (
            first.map(|reason| (reason.rule.priority(), reason.due)),
            owed.person.name.as_ref(),
            owed.person.handle.as_ref(),
        )
    });
    owed
}
