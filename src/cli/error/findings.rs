//! The errors of the file, each with its place.

use super::{Run, headed};
use crate::core::handle::typed;
use crate::store::document::Unreadable;
use crate::view::Page;
use crate::view::place::Place;
use crate::view::style::Label;
use crate::view::words::count;

/// Every error of a file with its place; the line itself only where it may be seen.
pub(super) fn places(unreadable: &Unreadable, run: Run, page: &Page) -> String {
    let mut text = String::new();
    for finding in &unreadable.findings {
        text += &headed(Label::Error, "error:", &finding.message, page);
        let place = Place {
            path: &unreadable.path.to_string_lossy(),
            line: finding.line,
            column: finding.column,
            label: &finding.label,
        };
        let excerpt = finding.excerpt(&unreadable.text);
        text += &place.text(
            run.shows_places.then_some((excerpt.line, excerpt.place)),
            page,
        );
        if let Some(remedy) = &finding.remedy {
            text += &headed(Label::Hint, "hint:", remedy, page);
        }
    }
    let more = unreadable.more();
    if more > 0 {
        text += &format!("and {}\n", count(more, "more error", "more errors"));
    }
    text
}

/// The errors of the file, what became of the command, and where to mend them.
pub(super) fn text(unreadable: &Unreadable, run: Run, page: &Page) -> String {
    let mut text = places(unreadable, run, page);
    if run.writes {
        text += "nothing was written\n";
    }
    if unreadable
        .findings
        .iter()
        .any(|finding| finding.remedy.is_some())
    {
        return text;
    }
    let who = unreadable
        .findings
        .iter()
        .find_map(|finding| finding.handle.as_deref());
    let hint = match who {
        Some(handle) => format!(
            "mend the line, or open it with: allies edit {}",
            typed(handle)
        ),
        None => "mend the line, or open it with: allies edit".to_owned(),
    };
    text + &headed(Label::Hint, "hint:", &hint, page)
}
