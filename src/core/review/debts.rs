//! What the user owes: repair, thanks, praise or giving back.
//!
//! Debts are facts of the log, listed whether or not they are due yet.

use crate::core::rules::Reason;
use crate::core::standing::Assessment;
use crate::model::person::Person;

/// A person the user owes something.
#[derive(Debug, Clone, PartialEq)]
pub struct Owed<'b> {
    /// The person.
    pub person: &'b Person<'b>,
    /// The debts, the most pressing first; never empty.
    pub reasons: Vec<Reason<'b>>,
}

/// Everyone the user owes something, the most pressing first, then by name; `due` holds the
/// reasons of each person.
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
