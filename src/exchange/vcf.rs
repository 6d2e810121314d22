//! People as vCard 4.0, for an address book. Read back by the importer beside it, the fields
//! that both know are the same.

use crate::core::own::Text;
use crate::core::person::Person;

use super::content_line::{escaped, push};

/// One card for each person, in the order given.
pub fn write<'b, 't: 'b>(people: impl IntoIterator<Item = &'b Person<'t>>) -> String {
    let mut out = String::new();
    for person in people {
        card(&mut out, person);
    }
    out
}

fn card(out: &mut String, person: &Person<'_>) {
    push(out, "BEGIN", "VCARD");
    push(out, "VERSION", "4.0");
    // The handle never changes, so an address book that reads the next export finds its card.
    push(
        out,
        "UID;VALUE=text",
        &escaped(&format!("allies/{}", person.handle)),
    );
    push(out, "FN", &escaped(&person.name));
    if person.org.is_some() || person.dept.is_some() {
        let part = |text: &Option<Text<'_>>| text.as_deref().map(escaped).unwrap_or_default();
        let (org, dept) = (part(&person.org), part(&person.dept));
        let both = format!("{org};{dept}");
        push(out, "ORG", both.strip_suffix(';').unwrap_or(&both));
    }
    one(out, "TITLE", person.role.as_deref());
    one(out, "X-MANAGER", person.boss.as_deref());
    many(out, "EMAIL", &person.email);
    many(out, "TEL", &person.phone);
    let tags: Vec<String> = person.tags.iter().map(|tag| escaped(tag)).collect();
    if !tags.is_empty() {
        push(out, "CATEGORIES", &tags.join(","));
    }
    for help in &person.helps {
        one(out, "EXPERTISE", Some(help));
    }
    for care in &person.cares {
        one(out, "INTEREST", Some(care));
    }
    one(out, "NOTE", person.about.as_deref());
    push(out, "END", "VCARD");
}

fn one(out: &mut String, name: &str, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        push(out, name, &escaped(text));
    }
}

/// Best first, as the book has them; 100 is the last rank there is.
fn many(out: &mut String, name: &str, texts: &[Text<'_>]) {
    for (at, text) in texts.iter().enumerate() {
        let rank = (at + 1).min(100);
        push(out, &format!("{name};PREF={rank}"), &escaped(text));
    }
}
