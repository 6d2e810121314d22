//! Compares field values, and finds what one list or person lacks compared with another.

use std::collections::{HashMap, HashSet};

use crate::model::custom_fields::{CustomFields, CustomValue, Text};
use crate::model::field::{Field, FieldValue};
use crate::model::person::Person;
use crate::text::fold::fold;

/// The key by which list entries are compared: an address in lower case, a phone number without
/// punctuation, anything else folded.
pub(crate) fn entry_key(field: Field, entry: &str) -> String {
    match field {
        Field::Email => entry.trim().to_lowercase(),
        Field::Phone => entry.chars().filter(|c| c.is_alphanumeric()).collect(),
        _ => fold(entry),
    }
}

/// The entries of all lists of a person, as field key and comparison key.
pub(crate) fn list_keys(person: &Person<'_>) -> impl Iterator<Item = (&'static str, String)> {
    let lists = Field::ALL
        .into_iter()
        .filter(|field| field.kind().is_list());
    lists.flat_map(|field| {
        let entries = person.texts(field).into_iter();
        entries.map(move |entry| (field.key(), entry_key(field, &entry)))
    })
}

/// The entries of `more` that `list` lacks, each once.
pub(crate) fn lacking_entries(
    list: &[Text<'_>],
    more: &[Text<'_>],
    key: impl Fn(&str) -> String,
) -> Vec<Text<'static>> {
    let mut keys: HashSet<String> = list.iter().map(|one| key(one)).collect();
    let lacking = more.iter().filter(|one| keys.insert(key(one)));
    lacking.map(|one| Text::Owned(one.to_string())).collect()
}

/// The value extended by the new one: all of it where there was none, a list with missing entries
/// appended. `None` if nothing was missing.
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

/// How many custom fields of `there` are missing or different in `here`.
pub(crate) fn count_lacking_fields(here: &CustomFields<'_>, there: &CustomFields<'_>) -> usize {
    let known: HashMap<&str, &CustomValue<'_>> = here.iter().collect();
    let lacking = there
        .iter()
        .filter(|(key, value)| known.get(key) != Some(value));
    lacking.count()
}
