//! Which form a text is of, by what stands in it: names of files tell nothing of what a
//! program has put into them.

use crate::formats::{Format, csv, friends};

/// The form of a text, if it is one that can be read.
pub fn recognise(text: &str) -> Option<Format> {
    if text.trim_start().starts_with('{') {
        return Some(Format::Json);
    }
    if let Some(form) = csv::form(text) {
        return Some(form);
    }
    if friends::is_friends(text) {
        return Some(Format::Friends);
    }
    text.lines().any(is_card).then_some(Format::Vcf)
}

/// `BEGIN:VCARD` in any spelling.
fn is_card(line: &str) -> bool {
    let Some((name, value)) = line.split_once(':') else {
        return false;
    };
    name.trim().eq_ignore_ascii_case("BEGIN") && value.trim().eq_ignore_ascii_case("VCARD")
}
