//! Compares the values of fields, and finds what one list or person lacks of another.

use std::collections::{HashMap, HashSet};

use crate::model::custom_fields::{CustomFields, CustomValue, Text};
use crate::model::field::{Field, FieldValue};
use crate::model::person::Person;
use crate::text::fold::fold;

/// An entry of a list as it is compared: an address without its case, a number without what
/// people put between its digits, anything else folded.
pub(crate) fn entry_key(field: Field, entry: &str) -> String {
    match field {
        Field::Email => entry.trim().to_lowercase(),
        Field::Phone => entry.chars().filter(|c| c.is_alphanumeric()).collect(),
        _ => fold(entry),
    }
}

/// What a person's lists hold, each entry by its field and as it is compared.
pub(crate) fn list_keys(person: &Person<'_>) -> impl Iterator<Item = (&'static str, String)> {
    let lists = Field::ALL
        .into_iter()
        .filter(|field| field.kind().is_list());
    lists.flat_map(|field| {
        let entries = person.texts(field).into_iter();
        entries.map(move |entry| (field.key(), entry_key(field, &entry)))
    })
}

/// The entries of `more` that the list has not, each once.
pub(crate) fn lacking_entries(
    list: &[Text<'_>],
    more: &[Text<'_>],
    key: impl Fn(&str) -> String,
) -> Vec<Text<'static>> {
    let mut keys: HashSet<String> = list.iter().map(|one| key(one)).collect();
    let lacking = more.iter().filter(|one| keys.insert(key(one)));
    lacking.map(|one| Text::Owned(one.to_string())).collect()
}

/// The value of a field with what it lacked: all of the new one where it had none, a list with
/// more at its end. `None` if it lacked nothing.
pub(crate) fn extended_value(
    field: Field,
    known: Option<FieldValue<'_>>,
    new: FieldValue<'_>,
) -> Option<FieldValue<'static>> {
    match (known, new) {
        (None, new) => Some(new.into_owned()),
        (Some(FieldValue::Texts(mut list)), FieldValue::Texts(more)) => {
            let lacking = lacking_entries(&list, &more, |entry| entry_key(field, entry));
            if lacking.is_empty() {
                return None;
            }
            list.extend(lacking);
            Some(FieldValue::Texts(list).into_owned())
        }
        (Some(_), _) => None,
    }
}

/// How many of the user's own keys are not there, or with another value.
pub(crate) fn count_lacking_keys(here: &CustomFields<'_>, there: &CustomFields<'_>) -> usize {
    let known: HashMap<&str, &CustomValue<'_>> = here.iter().collect();
    let lacking = there
        .iter()
        .filter(|(key, value)| known.get(key) != Some(value));
    lacking.count()
}
