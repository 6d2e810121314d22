//! Cards of all three versions, and the traps in them.

use crate::formats::contacts::summary;
use crate::formats::vcard::*;

const PHONE: &str = include_str!("../../../tests/fixtures/contacts/phone.vcf");
const MAC: &str = include_str!("../../../tests/fixtures/contacts/mac.vcf");
const CLOUD: &str = include_str!("../../../tests/fixtures/contacts/cloud.vcf");
const AGENT: &str = include_str!("../../../tests/fixtures/contacts/agent.vcf");
const ONE_BROKEN: &str = include_str!("../../../tests/fixtures/contacts/one_broken.vcf");

#[test]
fn old_cards_are_decoded_with_and_without_a_charset() {
    assert_eq!(
        summary(&read(PHONE)),
        [
            "1 Zoë Żak | org Café Nord | dept Einkauf | email zoe@work.example, zoe@home.example \
             | phone +48 600 100 200 | tags Fair \
             | about Met at the fair.⏎Likes trains; knows everybody in Gdańsk",
            "23 Jörg Müller | about Said „hello“",
            "nobody 18: only@mail.example",
        ]
    );
}

#[test]
fn names_are_found_where_programs_put_them() {
    assert_eq!(
        summary(&read(MAC)),
        [
            "1 Dana Whitfield | org Globex, Inc. | dept Operations | role VP Operations \
             | email dana@globex.example | phone +1 555 0100 \
             | about First line⏎second, with comma⏎END:VCARD⏎last",
            "22 Michael Q. Smith",
            "28 Bo",
            "nobody 14: Globex, Inc.",
            "nobody 32: Initech",
        ]
    );
}

#[test]
fn new_cards_give_their_best_address_first() {
    assert_eq!(
        summary(&read(CLOUD)),
        [
            "1 Simone Pérez | org Viaduct | boss Omar Said | email simone@viaduct.example \
             | phone +1-418-555-0199, +1-418-555-0102 ext. 102 | tags friend, colleague, old \
             | helps typography | cares cycling \
             | about Long enough that a program folds it after seventy-five octets and goes on here.",
            "nobody 18: The Board",
        ]
    );
}

#[test]
fn an_agent_is_no_person_of_their_own() {
    assert_eq!(
        summary(&read(AGENT)),
        ["1 Big Boss | phone 2", "12 Other Boss | phone 3"]
    );
}

#[test]
fn broken_cards_are_named_and_the_others_read() {
    assert_eq!(
        summary(&read(ONE_BROKEN)),
        [
            "1 First Good",
            "8 Second Good",
            "broken 5 Lost , End: the card has no `END:VCARD`",
            "broken 12: line 12 of the file is no property of a card",
            "broken 14 Torn Line: line 18 of the file is no property of a card",
            "broken 20 At The End: the card has no `END:VCARD`",
        ]
    );
}

#[test]
fn a_soft_line_break_hides_the_end_of_a_card_in_a_note() {
    let text = "BEGIN:VCARD\nVERSION:2.1\nN:Fox;Ann\n\
                NOTE;ENCODING=QUOTED-PRINTABLE:one=\nEND:VCARD=\ntwo\nTEL:5\nEND:VCARD\n";
    assert_eq!(
        summary(&read(text)),
        ["1 Ann Fox | phone 5 | about oneEND:VCARDtwo"]
    );
}

#[test]
fn what_a_sender_hides_in_a_card_stays_outside() {
    let text = "BEGIN:VCARD\nVERSION:3.0\nFN:Eve\u{1b}[2J\u{202e}x\\nB\nORG:\u{9b}A\\rB\n\
                NOTE:a\\r\\nb\u{7}\nEND:VCARD\n";
    assert_eq!(summary(&read(text)), ["1 Eve [2Jx B | org A B | about a⏎b"]);
}

#[test]
fn what_is_too_long_or_too_deep_is_broken() {
    let long = format!("BEGIN:VCARD\nFN:{}\nEND:VCARD\n", "x".repeat(501));
    let many = format!(
        "BEGIN:VCARD\nFN:Ann\n{}END:VCARD\n",
        "NOTE:12345678\n".repeat(90_000)
    );
    let deep = format!(
        "BEGIN:VCARD\nFN:Ann\n{}",
        "AGENT:\nBEGIN:VCARD\n".repeat(20)
    );
    let faults = [
        (long, "its name is too long"),
        (many, "its card is too long"),
    ];
    for (text, fault) in faults {
        assert!(
            summary(&read(&text))[0].ends_with(fault),
            "{:?}",
            summary(&read(&text))
        );
    }
    let summary = summary(&read(&deep));
    assert_eq!(summary[0], "broken 1 Ann: cards inside cards, too deep");
}

#[test]
fn a_group_of_cards_is_nobody() {
    let text = "BEGIN:VCARD\nVERSION:3.0\nN:Climbers\nFN:Climbers\n\
                X-ADDRESSBOOKSERVER-KIND:group\nEND:VCARD\n";
    assert_eq!(summary(&read(text)), ["nobody 1: Climbers"]);
}

#[test]
fn a_bare_encoding_of_old_cards_is_one_too() {
    let text =
        "BEGIN:VCARD\nVERSION:2.1\nN:Fox;Ann\nNOTE;QUOTED-PRINTABLE:caf=C3=A9=\n s\nEND:VCARD\n";
    assert_eq!(summary(&read(text)), ["1 Ann Fox | about café s"]);
}

#[test]
fn a_charset_that_nobody_knows_still_gives_letters() {
    let text = "BEGIN:VCARD\nVERSION:2.1\nN:Fox;Ann\n\
                NOTE;CHARSET=X-OWN;ENCODING=QUOTED-PRINTABLE:caf=E9\nEND:VCARD\n";
    assert_eq!(summary(&read(text)), ["1 Ann Fox | about café"]);
}

#[test]
fn an_empty_card_is_nobody() {
    assert_eq!(summary(&read("BEGIN:VCARD\nEND:VCARD")), ["nobody 1: "]);
    assert_eq!(summary(&read("")), [""; 0]);
}
