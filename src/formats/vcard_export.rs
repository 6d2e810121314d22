//! Writes people as vCard 4.0, for an address book. The importer reads the fields that both
//! support back unchanged.

use crate::formats::content_line::{escaped, push_property};
use crate::model::field::{Field, FieldKind};
use crate::model::person::Person;

/// The properties that map to one field, in the order in which they are written.
const PROPERTIES: [(&str, Field); 8] = [
    ("TITLE", Field::Role),
    ("X-MANAGER", Field::Boss),
    ("EMAIL", Field::Email),
    ("TEL", Field::Phone),
    ("CATEGORIES", Field::Tags),
    ("EXPERTISE", Field::Helps),
    ("INTEREST", Field::Cares),
    ("NOTE", Field::About),
];

/// One card per person, in the given order. A card cannot say that a person is archived: leave
/// those out, or the next import brings them back.
pub fn write<'b, 't: 'b>(people: impl IntoIterator<Item = &'b Person<'t>>) -> String {
    let mut out = String::new();
    for person in people {
        push_card(&mut out, person);
    }
    out
}

fn push_card(out: &mut String, person: &Person<'_>) {
    push_property(out, "BEGIN", "VCARD");
    push_property(out, "VERSION", "4.0");
    // Handles never change, so an address book recognises the card in the next export.
    let uid = format!("allies/{}", person.handle);
    push_property(out, "UID;VALUE=text", &escaped(&uid));
    push_property(out, "FN", &escaped(&person.name));
    let org = person.org.as_deref().map(escaped).unwrap_or_default();
    match &person.dept {
        Some(dept) => push_property(out, "ORG", &format!("{org};{}", escaped(dept))),
        None if org.is_empty() => {}
        None => push_property(out, "ORG", &org),
    }
    for (name, field) in PROPERTIES {
        let texts = person.texts(field);
        if field.kind() == FieldKind::Ranked {
            // Preferred first, as in the book; 100 is the lowest rank that vCard allows.
            for (at, text) in texts.iter().enumerate() {
                let ranked = format!("{name};PREF={}", (at + 1).min(100));
                push_property(out, &ranked, &escaped(text));
            }
        } else if field == Field::Tags {
            let tags: Vec<String> = texts.iter().map(|tag| escaped(tag)).collect();
            if !tags.is_empty() {
                push_property(out, name, &tags.join(","));
            }
        } else {
            for text in texts.iter().filter(|text| !text.is_empty()) {
                push_property(out, name, &escaped(text));
            }
        }
    }
    push_property(out, "END", "VCARD");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::contacts::Contacts;
    use crate::formats::{Format, ImportContent, read};
    use crate::model::custom_fields::Text;
    use crate::model::random::{any_book, any_text};
    use crate::text::normalize;
    use proptest::prelude::*;

    fn read_back(text: &str) -> Contacts {
        match read(text.as_bytes(), Some(Format::Vcf)) {
            Ok((_, ImportContent::Contacts(contacts))) => contacts,
            other => panic!("{other:?}"),
        }
    }

    fn sara() -> Person<'static> {
        Person {
            role: Some(Text::Borrowed("Help desk; lead")),
            org: Some(Text::Borrowed("Acme, Inc.")),
            dept: Some(Text::Borrowed("IT")),
            email: vec![Text::Borrowed("sara@acme.example"), Text::Borrowed("s@x")],
            tags: vec![Text::Borrowed("berlin"), Text::Borrowed("a,b")],
            about: Some(Text::Borrowed("Runs the loaner pool.\r\nEND:VCARD")),
            ..Person::new("sara", "Sara Ortiz")
        }
    }

    #[test]
    fn a_person_is_one_card() {
        let card = [
            "BEGIN:VCARD",
            "VERSION:4.0",
            "UID;VALUE=text:allies/sara",
            "FN:Sara Ortiz",
            "ORG:Acme\\, Inc.;IT",
            "TITLE:Help desk\\; lead",
            "EMAIL;PREF=1:sara@acme.example",
            "EMAIL;PREF=2:s@x",
            "CATEGORIES:berlin,a\\,b",
            "NOTE:Runs the loaner pool.\\nEND:VCARD",
            "END:VCARD",
            "",
        ];
        assert_eq!(write([&sara()]), card.join("\r\n"));
    }

    #[test]
    fn a_department_without_an_organisation_stays_one() {
        let mut person = sara();
        person.org = None;
        let back = read_back(&write([&person]));
        assert_eq!(back.people[0].person.org, None);
        assert_eq!(back.people[0].person.dept.as_deref(), Some("IT"));
    }

    proptest! {
        #[test]
        fn every_text_stays_inside_its_card(book in any_book(), about in any_text()) {
            let mut people = book.people;
            if let Some(first) = people.first_mut() {
                first.about = Some(about);
            }
            if people.is_empty() {
                return Ok(());
            }
            let text = write(&people);
            for line in text.split("\r\n") {
                prop_assert!(line.len() <= 75);
                prop_assert!(!line.contains(char::is_control), "{:?}", line);
            }
            let back = read_back(&text);
            prop_assert!(back.broken.is_empty(), "{:?}", back.broken);
            prop_assert_eq!(back.people.len() + back.nameless.len(), people.len());
        }

        #[test]
        fn plain_fields_come_back_as_they_were(
            texts in proptest::collection::vec("[A-Za-zéß김;,:\\\\\"=.]{1,90}( [a-z;,]{1,9})?", 6),
        ) {
            let text = |at: usize| Text::Owned(normalize::line(&texts[at]));
            let person = Person {
                org: Some(text(0)),
                dept: Some(text(1)),
                role: Some(text(2)),
                boss: Some(text(3)),
                tags: vec![text(4)],
                about: Some(text(5)),
                ..Person::new("", "Ann Fox")
            };
            let back = read_back(&write([&person]));
            prop_assert_eq!(&back.people[0].person, &person);
        }
    }
}
