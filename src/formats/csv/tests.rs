//! Tables of contacts, as the three makers write them.

#![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

use crate::formats::contacts::summary;
use crate::formats::{Format, ImportContent, ImportError, read};

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("../../../tests/fixtures/contacts/", $name)).as_slice()
    };
}

fn format_and_summary(bytes: &[u8]) -> (Format, Vec<String>) {
    match read(bytes, None).unwrap() {
        (format, ImportContent::Contacts(contacts)) => (format, summary(&contacts)),
        (format, ImportContent::Book(_)) => panic!("{format:?}"),
    }
}

#[test]
fn linkedin_is_found_below_its_notes_and_logs_nothing() {
    let (format, summary) = format_and_summary(fixture!("linkedin.csv"));
    assert_eq!(format, Format::Linkedin);
    assert_eq!(
        summary,
        [
            "6 Dana Whitfield | org Globex, Inc. | role VP Operations",
            "7 José 김 🚀 | org Initech | role Engineer \"Platform\" | email jose@example.com",
            "8 Dana Whitfield | org Hooli | role Recruiter",
            "10 Neha K., PMP, MBA",
            "nobody 9: ",
        ]
    );
}

#[test]
fn an_older_linkedin_without_addresses_of_pages_is_read() {
    let (format, summary) = format_and_summary(fixture!("linkedin_before.csv"));
    assert_eq!(format, Format::Linkedin);
    assert_eq!(
        summary,
        ["2 Li Wei | org Acme | role Accountant | email li@example.com"]
    );
}

#[test]
fn google_of_today_has_lists_in_its_cells() {
    let (format, summary) = format_and_summary(fixture!("google.csv"));
    assert_eq!(format, Format::Google);
    assert_eq!(
        summary,
        [
            "2 Dana M. Whitfield | org Globex, Inc. | dept Operations | role VP \"Ops\" \
             | email dana@example.com, dw@example.org, third@example.net \
             | phone +1 555 0100, +1 555 0101 | tags Sponsors | about line 1⏎line 2",
            "6 Bo",
            "nobody 4: Front Desk Only",
            "nobody 5: nobody@example.com",
        ]
    );
}

#[test]
fn google_before_had_other_names_for_its_columns() {
    let (format, summary) = format_and_summary(fixture!("google_before.csv"));
    assert_eq!(format, Format::Google);
    assert_eq!(
        summary,
        [
            "2 Ruth Ochieng | org Shipping Co | dept Shipping | role Dispatcher \
             | email ruth@example.com | phone +254 20 1 | tags Couriers",
            "3 Omar B. Said",
        ]
    );
}

#[test]
fn outlook_of_the_desktop_is_windows_1252() {
    let (format, summary) = format_and_summary(fixture!("outlook.csv"));
    assert_eq!(format, Format::Outlook);
    assert_eq!(
        summary,
        [
            "2 Zoë O'Neil | org Café Ltd | dept Vertrieb | role Führungskraft | boss K. Brandt \
             | email zoe@example.com | phone +49 170 9, +49 30 5 | tags Work, VIP | about a⏎b",
            "nobody 4: Lieferant GmbH",
        ]
    );
}

#[test]
fn outlook_of_the_web_may_have_semicolons_between() {
    let (format, summary) = format_and_summary(fixture!("outlook_web.csv"));
    assert_eq!(format, Format::Outlook);
    assert_eq!(
        summary,
        [
            "2 Priya Shah | org Acme | dept IT | role Analyst | email priya@example.com \
             | phone +44 7 | about quoted; note",
            "3 Skip",
        ]
    );
}

#[test]
fn a_row_that_may_be_shifted_is_broken() {
    let text = "First Name,Last Name,Company,Position,Connected On\n\
                Ann,Fox,Acme, Inc.,Boss,1 Jan 2020\n\
                Ben,Ray,Acme,,1 Jan 2020,,\n\
                Cy\n";
    let (_, summary) = format_and_summary(text.as_bytes());
    assert_eq!(
        summary,
        [
            "3 Ben Ray | org Acme",
            "4 Cy",
            "broken 2 Ann Fox: more cells than the header has",
        ]
    );
}

#[test]
fn a_quotation_mark_left_open_is_broken_from_its_row_on() {
    let text = "First Name,Last Name,E-mail Address\n\
                Ann,Fox,\n\
                Ben,\"Ray,\n\
                Cy,Lee,cy@x\n\
                Di,Moe,\n";
    let (_, summary) = format_and_summary(text.as_bytes());
    assert_eq!(
        summary,
        ["2 Ann Fox", "broken 3: a quotation mark is never closed"]
    );
}

#[test]
fn an_inch_mark_inside_a_cell_swallows_nothing() {
    let text = "First Name,Last Name,E-mail Address,Notes\nAnn,Fox,,a 5\" disk\nBen,Ray,,\n";
    let (_, summary) = format_and_summary(text.as_bytes());
    assert_eq!(summary, ["2 Ann Fox | about a 5\" disk", "3 Ben Ray"]);
}

#[test]
fn a_table_of_nothing_known_is_refused() {
    let text = b"name,score\nAnn,5\n";
    assert_eq!(read(text, None), Err(ImportError::Unknown));
    let error = read(text, Some(Format::Google)).unwrap_err();
    assert_eq!(error.to_string(), "it is no Google CSV");
    assert_eq!(read(b" \n", None), Err(ImportError::Empty));
    // `--from` overrides, and then it has to be so.
    let text = fixture!("linkedin.csv");
    assert_eq!(
        read(text, Some(Format::Outlook)),
        Err(ImportError::WrongFormat(Format::Outlook))
    );
}
