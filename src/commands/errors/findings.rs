//! The errors of the file, each with its place.

use crate::commands::errors::{Run, headed};
use crate::model::handle::typed;
use crate::screens::Page;
use crate::screens::snippet::Place;
use crate::screens::style::Label;
use crate::screens::words::count;
use crate::store::data_file::Unreadable;

/// Every error of a file with its place; the line itself only where it may be seen.
pub(crate) fn places(unreadable: &Unreadable, run: Run, page: &Page) -> String {
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
        if let Some(help) = &finding.help {
            text += &headed(Label::Hint, "hint:", help, page);
        }
    }
    let more = unreadable.more();
    if more > 0 {
        text += &format!("and {}\n", count(more, "more error", "more errors"));
    }
    text
}

/// The errors of the file, what became of the command, and where to mend them.
pub(crate) fn text(unreadable: &Unreadable, run: Run, page: &Page) -> String {
    let mut text = places(unreadable, run, page);
    if run.writes {
        text += "nothing was written\n";
    }
    if unreadable
        .findings
        .iter()
        .any(|finding| finding.help.is_some())
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
