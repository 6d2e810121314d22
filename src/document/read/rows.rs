//! Rows: what happened, one at a time.

use chrono::NaiveDate;

use crate::document::diagnostic::{Draft, Severity};
use crate::document::read::reader::Reader;
use crate::document::read::suggest;
use crate::document::tree::{Id, Shape};
use crate::model::custom_fields::{OwnKeys, Text};
use crate::model::interaction::{Interaction, Kind, Size};

/// The keys of a row beside its kind.
const PLAIN_KEYS: [&str; 3] = ["on", "size", "urgent"];
/// All keys of a row.
const ROW_KEYS: &[&str] = &{
    let mut keys = [PLAIN_KEYS[0]; PLAIN_KEYS.len() + Kind::ALL.len()];
    let mut at = 1;
    while at < keys.len() {
        keys[at] = match at < PLAIN_KEYS.len() {
            true => PLAIN_KEYS[at],
            false => Kind::ALL[at - PLAIN_KEYS.len()].word(),
        };
        at += 1;
    }
    keys
};

/// What one row says, while it is being read.
#[derive(Default)]
struct RowParts<'t> {
    /// The day, if it can be read; none where the row names no day.
    on: Option<Option<NaiveDate>>,
    kind: Option<Kind>,
    note: Option<Text<'t>>,
    size: Option<Size>,
    urgent: Option<Id>,
    own: OwnKeys<'t>,
    unknown: Vec<Id>,
}

impl<'t> Reader<'_, 't> {
    /// Reads a list of rows or promises.
    pub fn rows<T>(&mut self, at: Id, one: &str, read: fn(&mut Self, Id) -> Option<T>) -> Vec<T> {
        let key = self.tree.key(at);
        if !matches!(self.tree.shape(at), Shape::Array | Shape::Tables) {
            let help = format!("put each {one} in braces, and brackets around all");
            self.wrong(at, &format!("`{key}`"), "a list", Some(help));
            return Vec::new();
        }
        let mut rows = Vec::with_capacity(self.tree.count(at));
        for row in self.tree.children(at) {
            if self.is_hopeless() {
                break;
            }
            if matches!(self.tree.shape(row), Shape::Table(_)) {
                rows.extend(read(self, row));
            } else {
                let what = format!("each entry of `{key}`");
                self.wrong(row, &what, "a table in braces", None);
            }
        }
        rows
    }

    pub fn interaction(&mut self, at: Id) -> Option<Interaction<'t>> {
        let mut row = RowParts::default();
        for child in self.tree.children(at) {
            self.row_key(child, &mut row);
        }
        if row.on.is_none() {
            self.missing(at, "this row has no date", "add: on = 2026-11-20");
        }
        let Some(kind) = row.kind else {
            self.no_kind(at, &row.unknown);
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
            on: row.on??,
            kind,
            size: row.size.unwrap_or_default(),
            urgent: row.urgent.is_some(),
            note: row.note?,
            own: row.own,
        })
    }

    fn row_key(&mut self, at: Id, row: &mut RowParts<'t>) {
        match self.tree.key(at).as_ref() {
            "on" => row.on = Some(self.day(at)),
            "size" => row.size = self.size(at),
            "urgent" => row.urgent = self.flag(at).and_then(|urgent| urgent.then_some(at)),
            word => match (Kind::from_word(word), row.kind) {
                (Some(_), Some(first)) => {
                    let place = self.tree.key_span(at);
                    let message = "two kinds of interaction in one row";
                    self.report(
                        Draft::new(Severity::Error, place, message)
                            .label(format!("the row says `{}` already", first.word()))
                            .help("make two rows of it"),
                    );
                }
                (Some(kind), None) => {
                    row.kind = Some(kind);
                    row.note = self.text(at);
                }
                (None, _) => {
                    row.unknown.push(at);
                    self.own_key(at, ROW_KEYS, &mut row.own);
                }
            },
        }
    }

    /// Reports a row without a kind, at the unknown key that its kind was probably meant to be:
    /// one near a kind, else the first with text.
    fn no_kind(&mut self, row: Id, unknown: &[Id]) {
        let tree = self.tree;
        let words = Kind::ALL.map(Kind::word);
        let is_near = |at: &&Id| suggest::near(&tree.key(**at), &words).is_some();
        let is_text = |at: &&Id| tree.shape(**at) == Shape::Text;
        let mut keys = unknown.iter();
        let best = keys.clone().find(is_near);
        let best = best.or_else(|| keys.clone().find(is_text));
        let (place, label) = match best.or_else(|| keys.next()) {
            Some(&at) => (tree.key_span(at), suggest::no_such_kind(&tree.key(at))),
            None => (self.place(row), "it does not say what happened".to_owned()),
        };
        let draft = Draft::new(Severity::Error, place, "no kind of interaction in this row");
        let help = format!("one of: {}", words.join(", "));
        self.report(draft.label(label).help(help));
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
