//! The changes that can be undone or redone, newest first.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use serde::{Serialize, Serializer};

use crate::screens::style::Label;
use crate::screens::table::{AlignedTable, Column};
use crate::screens::words::{count, echoed_day};
use crate::screens::{Page, View};
use crate::text::sanitize;
use crate::text::wrap::wrap;

/// Shown below the list when neither undo nor redo would work.
const NEITHER_WORKS: &str =
    "The file was changed since by something else: undo and --redo would refuse.";
/// Shown below the list when only redo would work.
const ONLY_REDO_WORKS: &str = "The file was changed by something else before what was taken back: \
                            undo would refuse, --redo would not.";

/// A change in the history.
#[derive(Debug, Serialize)]
pub struct UndoEntry<'a> {
    /// When it was made.
    #[serde(serialize_with = "rfc3339_seconds")]
    pub at: DateTime<FixedOffset>,
    /// The command, shortened.
    pub what: &'a str,
    /// How many people were in the file afterwards.
    pub people: usize,
    /// Whether it was undone, so that it can be redone.
    pub undone: bool,
}

/// The history of changes, newest first.
#[derive(Debug)]
pub struct UndoView<'a> {
    /// The changes to show.
    pub changes: Vec<UndoEntry<'a>>,
    /// How many older changes are not shown.
    pub left_out: usize,
    /// Whether the newest change still in effect can be undone: not if something else changed the
    /// file since.
    pub can_undo: bool,
    /// Whether the oldest undone change can be redone.
    pub can_redo: bool,
}

/// `Mon 23 Nov 2026, 10:15`, in the time zone of the change.
pub fn date_and_time(at: DateTime<FixedOffset>) -> String {
    format!("{}, {}", echoed_day(at.date_naive()), at.format("%H:%M"))
}

impl View for UndoView<'_> {
    fn render(&self, page: &Page) -> String {
        const COLUMNS: [Column; 4] = [
            Column::Name("When"),
            Column::Text("What"),
            Column::Number("People"),
            Column::Name("State"),
        ];
        if self.changes.is_empty() {
            return "Nothing to take back.\n".to_owned();
        }
        let is_next = |change: &UndoEntry| !change.undone && self.can_undo;
        let next = self.changes.iter().position(is_next);
        let mut table = AlignedTable::new(page, &COLUMNS);
        for (index, change) in self.changes.iter().enumerate() {
            let (label, state) = match (change.undone, next == Some(index)) {
                (true, _) => (Label::Aside, "taken back"),
                (false, true) => (Label::Plain, "next"),
                (false, false) => (Label::Plain, ""),
            };
            table.cell(Label::Plain, date_and_time(change.at));
            table.cell(Label::Plain, sanitize::line(change.what));
            table.cell(Label::Plain, change.people.to_string());
            table.cell(label, state);
        }
        let mut text = table.render();
        if self.left_out > 0 {
            let older = count(self.left_out, "older change", "older changes");
            text += &format!("and {older}: allies undo --list | less\n");
        }
        let stands = self.changes.iter().any(|change| !change.undone);
        let refused = match (self.can_undo, self.can_redo) {
            (true, _) => None,
            (false, true) => stands.then_some(ONLY_REDO_WORKS),
            (false, false) => Some(NEITHER_WORKS),
        };
        text + &refused.map_or_else(String::new, |words| wrap(words, page.width, ""))
    }
}

impl Serialize for UndoView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.changes)
    }
}

fn rfc3339_seconds<S: Serializer>(
    at: &DateTime<FixedOffset>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&at.to_rfc3339_opts(SecondsFormat::Secs, true))
}
