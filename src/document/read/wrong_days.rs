//! Days that are in no calendar, such as 2026-02-30. They are no TOML, so there is no tree of
//! the file; where nothing else is wrong with it as TOML, the rest is read all the same, and all
//! its errors are told at once.

use crate::document::diagnostic::{Draft, Finding};
use crate::document::tree::{Fault, Faults, NO_SUCH_MOMENT, Tree};

use crate::document::read::{Notes, Reader, syntax};

/// What stands for such a day while the rest is read: as long, so that every place stays.
const SOME_DAY: &str = "2000-01-01";

/// These faults and what else is wrong; nothing where the file has other faults as TOML.
#[cold]
pub(crate) fn findings(text: &str, faults: &Faults) -> Option<Vec<Finding>> {
    let is_day = |fault: &Fault| {
        let raw = text.get(fault.at.clone()).unwrap_or_default();
        fault.what == NO_SUCH_MOMENT && raw.len() == SOME_DAY.len() && raw.as_bytes()[4] == b'-'
    };
    if !faults.list.iter().all(is_day) || faults.count > faults.list.len() {
        return None;
    }
    let mut with_days = text.to_owned();
    for fault in &faults.list {
        with_days.replace_range(fault.at.clone(), SOME_DAY);
    }
    let tree = Tree::parse(&with_days).ok()?;
    let drafts: Vec<Draft> = faults
        .list
        .iter()
        .map(|fault| syntax::draft(text, fault, fault.at.clone()))
        .collect();
    let notes = Notes {
        errors: drafts.len(),
        drafts,
        ..Notes::default()
    };
    let mut reader = Reader::new(&tree, notes);
    let book = reader.book();
    reader.finish(book).err()
}

#[cfg(test)]
mod tests {
    use crate::document::read::read;

    fn told(text: &str) -> Vec<String> {
        let findings = read(text).map(|_| ()).expect_err("errors");
        let told = findings.iter();
        told.map(|one| format!("{}:{} {}", one.line, one.column, one.message))
            .collect()
    }

    #[test]
    fn a_day_in_no_calendar_is_told_with_all_else_that_is_wrong() {
        let text = "[people.sara]\n\
                    name = \"Sára\"\n\
                    level = \"upp\"\n\
                    added = 2026-02-30\n\
                    log = [\n  { on = 2026-13-01, met = \"\" },\n  { on = 2026-11-20, gav = \"\" },\n]\n";
        assert_eq!(
            told(text),
            [
                "3:9 no such level",
                "4:9 there is no such date",
                "6:10 there is no such date",
                "7:22 no kind of interaction in this row",
            ]
        );
    }

    #[test]
    fn other_faults_of_the_text_are_told_as_ever() {
        assert_eq!(
            told("a = 2026-02-30\nb = \nc = \"\n"),
            [
                "1:5 there is no such date",
                "2:5 a key without a value",
                "3:6 a quote is missing",
            ]
        );
        assert_eq!(
            told("[people.sara]\nlevel = 1\nadded = 2026-02-30T10:00:00\n"),
            ["3:9 there is no such date"]
        );
        assert_eq!(
            told("[people.sara]\nlevel = 1\nadded = 25:00:00.0\n"),
            ["3:9 there is no such date"]
        );
    }
}
