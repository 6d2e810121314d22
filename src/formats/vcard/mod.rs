//! Reads vCard 2.1, 3.0 and 4.0. `cards` splits the file into lines, the crate `calcard` decodes
//! them, and this file turns them into contacts, whose values are always normalised.

mod cards;
#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

use calcard::vcard::{
    VCard, VCardEntry, VCardKind, VCardParameterName, VCardParameterValue, VCardProperty,
    VCardType, VCardValue,
};
use calcard::{Entry, Parser};

use crate::formats::contacts::{ContactBuilder, Contacts, joined_name, too_long};
use crate::formats::vcard::cards::{Card, ContentLine};
use crate::model::field::Field;
use crate::text::encoding;
use crate::text::normalize;

/// The properties that are used; photographs and the rest are not decoded.
const WANTED: &str = "VERSION KIND FN N NICKNAME ORG TITLE ROLE EMAIL TEL CATEGORIES NOTE \
    EXPERTISE INTEREST X-ABSHOWAS X-ADDRESSBOOKSERVER-KIND X-MANAGER X-MS-MANAGER \
    X-EVOLUTION-MANAGER";

/// No legitimate card without its pictures is larger, in bytes.
const LARGEST_CARD: usize = 1 << 20;

/// Groups that an address book creates by itself.
const SYSTEM_GROUPS: [&str; 3] = ["mycontacts", "my contacts", "starred"];

/// Whether a card begins anywhere in the text, in any spelling of `BEGIN:VCARD`.
pub(crate) fn is_vcard(text: &str) -> bool {
    text.lines().any(|line| {
        line.split_once(':').is_some_and(|(name, value)| {
            name.trim().eq_ignore_ascii_case("BEGIN") && value.trim().eq_ignore_ascii_case("VCARD")
        })
    })
}

/// Reads all cards of a file.
pub(crate) fn read(text: &str) -> Contacts {
    let (cards, broken) = cards::split(text);
    let mut contacts = Contacts {
        broken,
        ..Contacts::default()
    };
    for card in cards {
        match decoded_card(&card) {
            Ok(properties) => {
                let contact = contact_from(&properties);
                let is_company = is_company(&properties, contact.name());
                contact.finish(card.line, is_company, &mut contacts);
            }
            Err(why) => contacts.broken.push(card.broken(why)),
        }
    }
    contacts.broken.sort_by_key(|broken| broken.line);
    contacts
}

/// The card as `calcard` reads it, each property on one line and with its charset named.
fn decoded_card(card: &Card) -> Result<VCard, String> {
    let mut text = String::from("BEGIN:VCARD\r\n");
    for line in &card.properties {
        let Some((name, parameters, value)) = line.parts() else {
            return Err(cards::not_a_property(line.number));
        };
        let name = name.to_ascii_uppercase();
        if WANTED.split(' ').any(|wanted| wanted == name) {
            let added = missing_parameters(line, parameters, value);
            text.extend([&name, parameters, &added, ":", value, "\r\n"]);
        }
    }
    text.push_str("END:VCARD\r\n");
    if text.len() > LARGEST_CARD {
        return Err(too_long("card"));
    }
    // No panic in `calcard` is known, but cards are untrusted and must not crash the program.
    let entry = catch_unwind(AssertUnwindSafe(|| Parser::new(&text).entry()));
    match entry {
        Ok(Entry::VCard(card)) => Ok(card),
        Ok(_) | Err(_) => Err("the card cannot be read".to_owned()),
    }
}

/// The parameters that `calcard` needs and a quoted-printable property lacks. It would decode
/// UTF-8 without a charset, as phones write it, as Latin-1, and does not know the bare
/// `;QUOTED-PRINTABLE` of the oldest cards.
fn missing_parameters(line: &ContentLine, parameters: &str, value: &str) -> String {
    let parameters = parameters.to_ascii_uppercase();
    let lacks = |name| line.is_quoted_printable && !parameters.contains(name);
    let mut missing = String::new();
    if lacks("ENCODING=") {
        missing.push_str(";ENCODING=QUOTED-PRINTABLE");
    }
    if lacks("CHARSET=") {
        missing.push_str(match String::from_utf8(quoted_printable_bytes(value)) {
            Ok(_) => ";CHARSET=UTF-8",
            Err(_) => ";CHARSET=WINDOWS-1252",
        });
    }
    missing
}

/// The bytes that a quoted-printable text encodes.
fn quoted_printable_bytes(value: &str) -> Vec<u8> {
    let mut parts = value.split('=');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let digits = part.get(..2);
        match digits.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) => bytes.extend([&[byte], &part.as_bytes()[2..]].concat()),
            None => bytes.extend([b"=", part.as_bytes()].concat()),
        }
    }
    bytes
}

/// What the properties say of a person. The kinds of address come best first.
fn contact_from(card: &VCard) -> ContactBuilder {
    let mut contact = ContactBuilder::default();
    contact.add(Field::Name, &display_name(card));
    for entry in card.properties(&VCardProperty::Org) {
        for (field, part) in [Field::Org, Field::Dept].into_iter().zip(texts(entry)) {
            contact.add(field, &part);
        }
    }
    for property in [VCardProperty::Title, VCardProperty::Role] {
        for entry in card.properties(&property) {
            contact.add(Field::Role, &texts(entry).join(", "));
        }
    }
    for entry in by_rank(card, &VCardProperty::Email) {
        let address = texts(entry).concat();
        contact.add(Field::Email, without_scheme(&address, "mailto:"));
    }
    for entry in by_rank(card, &VCardProperty::Tel) {
        if !is_fax(entry) {
            contact.add(Field::Phone, &phone_number(&texts(entry).join(";")));
        }
    }
    let lists = [
        (VCardProperty::Categories, Field::Tags),
        (VCardProperty::Expertise, Field::Helps),
        (VCardProperty::Interest, Field::Cares),
    ];
    for (property, field) in lists {
        for text in card.properties(&property).flat_map(texts) {
            if !SYSTEM_GROUPS.contains(&text.trim().to_lowercase().as_str()) {
                contact.add(field, &text);
            }
        }
    }
    for entry in card.properties(&VCardProperty::Note) {
        contact.add(Field::About, &texts(entry).join(", "));
    }
    for (name, entry) in other_properties(card) {
        if name.ends_with("-MANAGER") {
            contact.add(Field::Boss, &texts(entry).concat());
        }
    }
    contact
}

/// The properties unknown to `calcard`, each with its name in upper case.
fn other_properties(card: &VCard) -> impl Iterator<Item = (String, &VCardEntry)> {
    card.entries.iter().filter_map(|entry| match &entry.name {
        VCardProperty::Other(name) => Some((name.to_ascii_uppercase(), entry)),
        _ => None,
    })
}

/// The full name, else the parts of the name in spoken order, else a nickname.
fn display_name(card: &VCard) -> String {
    let full = card.properties(&VCardProperty::Fn).flat_map(texts);
    let parts = card.properties(&VCardProperty::N).map(|entry| {
        let parts = entry.values.iter().map(|value| value_text(value, " "));
        let parts: Vec<String> = parts.collect();
        let part = |at: usize| parts.get(at).map_or("", String::as_str);
        joined_name([part(1), part(2), part(0)])
    });
    let nick = card.properties(&VCardProperty::Nickname).flat_map(texts);
    full.chain(parts)
        .chain(nick)
        .find(|name| !name.trim().is_empty())
        .unwrap_or_default()
}

/// Whether the card says that it is not a person, or has only its organisation's name.
fn is_company(card: &VCard, name: &str) -> bool {
    use VCardKind::{Group, Location, Org};

    let kinds = card.properties(&VCardProperty::Kind);
    let mut kinds = kinds.flat_map(|entry| &entry.values);
    let is_kind = kinds.any(|kind| matches!(kind, VCardValue::Kind(Org | Group | Location)));
    // Apple's extensions for a company and for a group of cards.
    let is_apple_kind = other_properties(card).any(|(property, entry)| {
        let marker = match property.as_str() {
            "X-ABSHOWAS" => "COMPANY",
            "X-ADDRESSBOOKSERVER-KIND" => "GROUP",
            _ => return false,
        };
        let mut texts = texts(entry).into_iter();
        texts.any(|text| text.trim().eq_ignore_ascii_case(marker))
    });
    let mut parts = card.properties(&VCardProperty::N).flat_map(texts);
    let has_parts = parts.any(|part| !part.trim().is_empty());
    let orgs = card.properties(&VCardProperty::Org);
    let mut orgs = orgs.filter_map(|entry| texts(entry).into_iter().next());
    let is_org = orgs.any(|org| normalize::line(&org) == name);
    is_kind || is_apple_kind || (!has_parts && is_org)
}

fn texts(entry: &VCardEntry) -> Vec<String> {
    let values = entry.values.iter();
    values.map(|value| value_text(value, ", ")).collect()
}

/// A value as text; `separator` joins its parts.
fn value_text(value: &VCardValue, separator: &str) -> String {
    match value {
        VCardValue::Text(text) => text.clone(),
        VCardValue::Component(parts) => parts.join(separator),
        VCardValue::Integer(number) => number.to_string(),
        // Bytes in a charset unknown to `calcard`.
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

/// The entries of a property, preferred ones first, otherwise in card order.
fn by_rank<'c>(card: &'c VCard, property: &'c VCardProperty) -> Vec<&'c VCardEntry> {
    let mut entries: Vec<&VCardEntry> = card.properties(property).collect();
    entries.sort_by_key(|entry| rank(entry));
    entries
}

/// `PREF=1` to `PREF=100` in 4.0, `TYPE=pref` or a bare `PREF` in 2.1 and 3.0; unranked is last.
fn rank(entry: &VCardEntry) -> u32 {
    use VCardParameterName::{Pref, Type};
    use VCardParameterValue::{Integer, Null, Text};

    let ranks =
        entry
            .params
            .iter()
            .filter_map(|parameter| match (&parameter.name, &parameter.value) {
                (Pref, Integer(rank)) => Some(*rank),
                (Pref, Null) => Some(1),
                (Pref | Type, Text(text)) if text.eq_ignore_ascii_case("pref") => Some(1),
                (Pref | Type, Text(text)) => text.parse().ok(),
                _ => None,
            });
    ranks.min().unwrap_or(u32::MAX)
}

/// Whether the number is not a telephone: a fax or a pager.
fn is_fax(entry: &VCardEntry) -> bool {
    use VCardType::{Fax, Pager};

    let mut values = entry.params.iter().map(|parameter| &parameter.value);
    values.any(|value| matches!(value, VCardParameterValue::Type(Fax | Pager)))
}

/// The number without `tel:`, its extension spelled out.
fn phone_number(text: &str) -> String {
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
