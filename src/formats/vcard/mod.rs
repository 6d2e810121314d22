//! Reading vCard 2.1, 3.0 and 4.0. The lines are cut by `cards`, decoded by the crate
//! `calcard`, and become records here; nothing of a card reaches a record unclean.

mod cards;
#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

use calcard::vcard::{
    VCard, VCardEntry, VCardKind, VCardParameterName, VCardParameterValue, VCardProperty,
    VCardType, VCardValue,
};
use calcard::{Entry, Parser};

use crate::formats::import::normalize;
use crate::formats::import::record::{Contacts, Draft, Fault, Many, One, joined};
use crate::formats::vcard::cards::{Card, Line};
use crate::text::encoding;

/// The properties that tell something of a person; photographs and the rest are not decoded.
const WANTED: [&str; 19] = [
    "VERSION",
    "KIND",
    "FN",
    "N",
    "NICKNAME",
    "ORG",
    "TITLE",
    "ROLE",
    "EMAIL",
    "TEL",
    "CATEGORIES",
    "NOTE",
    "EXPERTISE",
    "INTEREST",
    "X-ABSHOWAS",
    "X-ADDRESSBOOKSERVER-KIND",
    "X-MANAGER",
    "X-MS-MANAGER",
    "X-EVOLUTION-MANAGER",
];

/// No card without its pictures is larger, in bytes; what is would only take memory.
const LARGEST_CARD: usize = 1 << 20;

/// Groups that an address book makes for itself.
const SYSTEM_GROUPS: [&str; 3] = ["mycontacts", "my contacts", "starred"];

/// Reads all cards of a file.
pub(crate) fn read(text: &str) -> Contacts {
    let (cards, broken) = cards::split(text);
    let mut contacts = Contacts {
        broken,
        ..Contacts::default()
    };
    for card in cards {
        match decoded(&card) {
            Ok(properties) => draft(&card, &properties, &mut contacts),
            Err(fault) => contacts.broken.push(card.broken(fault)),
        }
    }
    contacts.broken.sort_by_key(|broken| broken.line);
    contacts
}

/// The card as `calcard` reads it, each property on one line and with its charset told.
fn decoded(card: &Card) -> Result<VCard, Fault> {
    let mut text = String::from("BEGIN:VCARD\r\n");
    for line in &card.properties {
        let Some((name, parameters, value)) = line.parts() else {
            return Err(Fault::NoProperty { line: line.at() });
        };
        let name = name.to_ascii_uppercase();
        if WANTED.contains(&name.as_str()) {
            let unsaid = unsaid(line, parameters, value);
            text.extend([&name, parameters, &unsaid, ":", value, "\r\n"]);
        }
    }
    text.push_str("END:VCARD\r\n");
    if text.len() > LARGEST_CARD {
        return Err(Fault::TooLong("card"));
    }
    // No panic of it is known, but a card comes from anywhere and must not end the program.
    let entry = catch_unwind(AssertUnwindSafe(|| Parser::new(&text).entry()));
    match entry {
        Ok(Entry::VCard(card)) => Ok(card),
        Ok(_) | Err(_) => Err(Fault::Unreadable),
    }
}

/// What a quoted-printable text leaves unsaid. Bytes without a charset are UTF-8 if they can
/// be, as phones write them; `calcard` would take them for Latin-1. And it does not know the
/// bare `;QUOTED-PRINTABLE` of the oldest cards.
fn unsaid(line: &Line, parameters: &str, value: &str) -> String {
    let parameters = parameters.to_ascii_uppercase();
    let mut unsaid = String::new();
    if !line.is_quoted_printable() {
        return unsaid;
    }
    if !parameters.contains("ENCODING=") {
        unsaid.push_str(";ENCODING=QUOTED-PRINTABLE");
    }
    if !parameters.contains("CHARSET=") {
        unsaid.push_str(match String::from_utf8(unquoted(value)) {
            Ok(_) => ";CHARSET=UTF-8",
            Err(_) => ";CHARSET=WINDOWS-1252",
        });
    }
    unsaid
}

/// The bytes that a quoted-printable text stands for.
fn unquoted(value: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let [first, tail @ ..] = rest {
        let pair = (*first == b'=').then(|| tail.get(..2)).flatten();
        let byte = pair
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    bytes
}

fn draft(card: &Card, properties: &VCard, into: &mut Contacts) {
    let mut draft = Draft::default();
    let all = |property: VCardProperty| {
        let entries = properties.entries.iter();
        entries.filter(move |entry| entry.name == property)
    };
    draft.one(One::Name, &name(properties));
    for entry in all(VCardProperty::Org) {
        let parts = texts(entry);
        for (field, part) in [One::Org, One::Dept].into_iter().zip(&parts) {
            draft.one(field, part);
        }
    }
    for entry in all(VCardProperty::Title).chain(all(VCardProperty::Role)) {
        draft.one(One::Role, &texts(entry).join(", "));
    }
    for entry in best_first(all(VCardProperty::Email)) {
        draft.many(
            Many::Email,
            without_scheme(&texts(entry).concat(), "mailto:"),
        );
    }
    for entry in best_first(all(VCardProperty::Tel)).filter(|entry| !is_fax(entry)) {
        draft.many(Many::Phone, &phone(&texts(entry).join(";")));
    }
    let lists = [
        (VCardProperty::Categories, Many::Tags),
        (VCardProperty::Expertise, Many::Helps),
        (VCardProperty::Interest, Many::Cares),
    ];
    for (property, field) in lists {
        for text in all(property).flat_map(texts) {
            if !SYSTEM_GROUPS.contains(&text.trim().to_lowercase().as_str()) {
                draft.many(field, &text);
            }
        }
    }
    for entry in all(VCardProperty::Note) {
        draft.about(&texts(entry).join(", "));
    }
    for entry in &properties.entries {
        if matches!(&entry.name, VCardProperty::Other(name) if name.to_ascii_uppercase().ends_with("-MANAGER"))
        {
            draft.one(One::Boss, &texts(entry).concat());
        }
    }
    let is_company = is_company(properties, draft.name());
    draft.finish(card.line, is_company, into);
}

/// The full name; else the parts of the name in the order in which they are spoken; else a
/// nickname.
fn name(card: &VCard) -> String {
    let full = card.properties(&VCardProperty::Fn).flat_map(texts);
    let parts = card.properties(&VCardProperty::N).map(|entry| {
        let parts: Vec<String> = entry.values.iter().map(|value| text(value, " ")).collect();
        let part = |at: usize| parts.get(at).map_or("", String::as_str);
        joined(&[part(1), part(2), part(0)])
    });
    let nick = card.properties(&VCardProperty::Nickname).flat_map(texts);
    full.chain(parts)
        .chain(nick)
        .find(|name| !name.trim().is_empty())
        .unwrap_or_default()
}

/// A card that says so, or whose only name is that of its organisation.
fn is_company(card: &VCard, name: &str) -> bool {
    let says_so = card.entries.iter().any(|entry| match &entry.name {
        VCardProperty::Kind => entry.values.iter().any(|value| {
            matches!(
                value,
                VCardValue::Kind(VCardKind::Org | VCardKind::Group | VCardKind::Location)
            )
        }),
        // Apple's own words for a company and for a group of cards.
        VCardProperty::Other(name) => {
            let sign = match name.to_ascii_uppercase().as_str() {
                "X-ABSHOWAS" => "COMPANY",
                "X-ADDRESSBOOKSERVER-KIND" => "GROUP",
                _ => return false,
            };
            let texts = texts(entry);
            texts
                .iter()
                .any(|text| text.trim().eq_ignore_ascii_case(sign))
        }
        _ => false,
    });
    let mut parts = card.properties(&VCardProperty::N).flat_map(texts);
    let has_parts = parts.any(|part| !part.trim().is_empty());
    let orgs = card.properties(&VCardProperty::Org);
    let is_org = orgs
        .filter_map(|entry| texts(entry).into_iter().next())
        .any(|org| normalize::line(&org) == name);
    says_so || (!has_parts && is_org)
}

fn texts(entry: &VCardEntry) -> Vec<String> {
    entry.values.iter().map(|value| text(value, ", ")).collect()
}

fn text(value: &VCardValue, between: &str) -> String {
    match value {
        VCardValue::Text(text) => text.clone(),
        VCardValue::Component(parts) => parts.join(between),
        VCardValue::Integer(number) => number.to_string(),
        // Bytes in a charset that `calcard` does not know.
        VCardValue::Binary(data) => {
            let bytes = data.data.iter();
            bytes.map(|byte| encoding::windows_1252(*byte)).collect()
        }
        VCardValue::Float(_)
        | VCardValue::Boolean(_)
        | VCardValue::PartialDateTime(_)
        | VCardValue::Sex(_)
        | VCardValue::GramGender(_)
        | VCardValue::Kind(_) => String::new(),
    }
}

/// The preferred ones before the others, else in the order of the card.
fn best_first<'c>(
    entries: impl Iterator<Item = &'c VCardEntry>,
) -> impl Iterator<Item = &'c VCardEntry> {
    let mut entries: Vec<&VCardEntry> = entries.collect();
    entries.sort_by_key(|entry| rank(entry));
    entries.into_iter()
}

/// `PREF=1` to `PREF=100` of 4.0, `TYPE=pref` and a bare `PREF` of older ones; none is last.
fn rank(entry: &VCardEntry) -> u32 {
    let ranks =
        entry
            .params
            .iter()
            .filter_map(|parameter| match (&parameter.name, &parameter.value) {
                (VCardParameterName::Pref, VCardParameterValue::Integer(rank)) => Some(*rank),
                (VCardParameterName::Pref, VCardParameterValue::Null) => Some(1),
                (
                    VCardParameterName::Pref | VCardParameterName::Type,
                    VCardParameterValue::Text(text),
                ) => {
                    if text.eq_ignore_ascii_case("pref") {
                        Some(1)
                    } else {
                        text.parse().ok()
                    }
                }
                _ => None,
            });
    ranks.min().unwrap_or(u32::MAX)
}

/// A number that nobody answers.
fn is_fax(entry: &VCardEntry) -> bool {
    entry.params.iter().any(|parameter| {
        matches!(
            parameter.value,
            VCardParameterValue::Type(VCardType::Fax | VCardType::Pager)
        )
    })
}

/// A number without `tel:`, its extension in words.
fn phone(text: &str) -> String {
    let number = without_scheme(text, "tel:");
    if number.len() == text.len() {
        return text.to_owned();
    }
    let mut parts = number.split(';');
    let main = parts.next().unwrap_or_default();
    let extension = parts.find_map(|part| part.strip_prefix("ext="));
    extension.map_or_else(|| main.to_owned(), |ext| format!("{main} ext. {ext}"))
}

fn without_scheme<'t>(text: &'t str, scheme: &str) -> &'t str {
    let text = text.trim();
    match text.get(..scheme.len()) {
        Some(start) if start.eq_ignore_ascii_case(scheme) => &text[scheme.len()..],
        _ => text,
    }
}
