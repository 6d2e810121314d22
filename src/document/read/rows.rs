//! Rows: what happened, one at a time.

use chrono::NaiveDate;

use crate::document::diagnostic::{Draft, Severity};
use crate::document::tree::{Id, Shape, Tree};
use crate::model::custom_fields::{OwnKeys, Text};
use crate::model::interaction::{Interaction, Kind, Size};

use crate::document::read::{MOST_KEPT, Reader, suggest};

/// The keys of a row: three of its own, and the kinds.
const ROW_KEYS: &[&str] = &[
    "on", "size", "urgent", "gave", "praised", "shared", "thanked", "asked", "received", "met",
    "called", "wrote", "strained", "repaired",
];
/// The other three, for telling a slip of a kind from one of these.
const PLAIN_KEYS: &[&str] = &["on", "size", "urgent"];

/// What one row says, while it is being read.
#[derive(Default)]
struct Row<'t> {
    on: Option<NaiveDate>,
    has_on: bool,
    kind: Option<(Kind, Id)>,
    note: Option<Text<'t>>,
    size: Option<Size>,
    urgent: Option<Id>,
    own: OwnKeys<'t>,
    unknown: Option<Id>,
}

impl<'t> Reader<'_, 't> {
    /// Reads a list of rows or promises.
    pub(crate) fn rows<T>(
        &mut self,
        at: Id,
        one: &str,
        read: fn(&mut Self, Id) -> Option<T>,
    ) -> Vec<T> {
        let key = self.tree.key(at);
        match self.tree.shape(at) {
            Shape::Array | Shape::Tables => {}
            Shape::Text { .. }
            | Shape::Whole
            | Shape::Number
            | Shape::Flag
            | Shape::Day
            | Shape::Moment
            | Shape::Table(_) => {
                let help = format!("put each {one} in braces, and brackets around all");
                self.wrong(at, &format!("`{key}`"), "a list", Some(help));
                return Vec::new();
            }
        }
        let mut rows = Vec::with_capacity(self.tree.count(at));
        for row in self.tree.children(at) {
            if self.notes.errors > MOST_KEPT {
                break;
            }
            if matches!(self.tree.shape(row), Shape::Table(_)) {
                if let Some(row) = read(self, row) {
                    rows.push(row);
                }
            } else {
                self.wrong(
                    row,
                    &format!("each entry of `{key}`"),
                    "a table in braces",
                    None,
                );
            }
        }
        rows
    }

    pub(crate) fn interaction(&mut self, at: Id) -> Option<Interaction<'t>> {
        let mut row = Row::default();
        for child in self.tree.children(at) {
            self.row_key(child, &mut row);
        }
        if !row.has_on {
            self.missing(at, "this row has no date", "add: on = 2026-11-20");
        }
        let Some((kind, _)) = row.kind else {
            self.no_kind(at, row.unknown);
            return None;
        };
        if let Some(urgent) = row.urgent
            && kind != Kind::Asked
        {
            self.error(
                self.tree.key_span(urgent),
                "only an ask can be urgent",
                format!("this row says `{}`", kind.word()),
            );
        }
        Some(Interaction {
            on: row.on?,
            kind,
            size: row.size.unwrap_or_default(),
            urgent: row.urgent.is_some(),
            note: row.note?,
            own: row.own,
        })
    }

    fn row_key(&mut self, at: Id, row: &mut Row<'t>) {
        let key = self.tree.key(at);
        match key.as_ref() {
            "on" => (row.has_on, row.on) = (true, self.day(at)),
            "size" => row.size = self.size(at),
            "urgent" => row.urgent = self.flag(at).and_then(|urgent| urgent.then_some(at)),
            word => {
                if let Some(kind) = Kind::from_word(word) {
                    self.row_kind(at, kind, row);
                    return;
                }
                row.unknown.get_or_insert(at);
                self.own_key(at, ROW_KEYS, &mut row.own);
            }
        }
    }

    fn row_kind(&mut self, at: Id, kind: Kind, row: &mut Row<'t>) {
        if let Some((first, _)) = row.kind {
            self.report(
                Draft::new(
                    Severity::Error,
                    self.tree.key_span(at),
                    "two kinds of interaction in one row",
                )
                .label(format!("the row says `{}` already", first.word()))
                .help("make two rows of it"),
            );
            return;
        }
        row.kind = Some((kind, at));
        row.note = self.text(at);
    }

    fn no_kind(&mut self, row: Id, unknown: Option<Id>) {
        const KINDS: &[&str] = ROW_KEYS.split_at(PLAIN_KEYS.len()).1;
        let message = "no kind of interaction in this row";
        let words = KINDS.join(", ");
        let Some(at) = best_unknown(self.tree, row, unknown, KINDS) else {
            let draft = Draft::new(Severity::Error, self.place(row), message);
            self.report(
                draft
                    .label("it does not say what happened")
                    .help(format!("one of: {words}")),
            );
            return;
        };
        let key = self.tree.key(at);
        let label = match suggest::near(&key, KINDS) {
            Some(near) => format!("`{key}` is no kind; did you mean `{near}`?"),
            None => format!("`{key}` is no kind"),
        };
        let draft = Draft::new(Severity::Error, self.tree.key_span(at), message).label(label);
        self.report(draft.help(format!("one of: {words}")));
    }

    fn size(&mut self, at: Id) -> Option<Size> {
        let word = self.text(at)?;
        let size = Size::from_word(&word);
        if size.is_none() {
            self.error(
                self.tree.value_span(at),
                "no such size",
                "expected small, normal or big",
            );
        }
        size
    }
}

/// The unknown key of a row that its kind was probably meant to be: one near a kind, else
/// the first with text.
fn best_unknown(tree: &Tree<'_>, row: Id, first: Option<Id>, kinds: &[&'static str]) -> Option<Id> {
    let is_unknown = |at: &Id| !ROW_KEYS.contains(&tree.key(*at).as_ref());
    let near = tree
        .children(row)
        .filter(is_unknown)
        .find(|at| suggest::near(&tree.key(*at), kinds).is_some());
    near.or_else(|| {
        tree.children(row)
            .filter(is_unknown)
            .find(|at| matches!(tree.shape(*at), Shape::Text { .. }))
    })
    .or(first)
}
