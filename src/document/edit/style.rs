//! How a neighbour is spelled: spaces in braces and around `=`, and its quotes.

use crate::document::tree::{Id, Shape, TableKind, Tree};

use crate::document::edit::write::{Quote, Row};

/// How an inline table is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Braces<'t> {
    open: &'t str,
    equals: &'t str,
    comma: &'t str,
    close: &'t str,
    quote: Quote,
}

impl Default for Braces<'_> {
    fn default() -> Self {
        Self {
            open: " ",
            equals: " = ",
            comma: ", ",
            close: " ",
            quote: Quote::Double,
        }
    }
}

impl<'t> Braces<'t> {
    /// As the given table is, where it is an inline table on one line.
    pub fn of(tree: &Tree<'t>, table: Id) -> Self {
        let mut style = Self::default();
        if tree.shape(table) != Shape::Table(TableKind::Inline) {
            return style;
        }
        let span = tree.value_span(table);
        let entries = entries(tree, table);
        let (Some(&first), Some(&last)) = (entries.first(), entries.last()) else {
            return style;
        };
        let between = |from: usize, to: usize, fallback: &'t str| {
            let text = tree.text().get(from..to).unwrap_or_default();
            let is_plain = text.bytes().all(|byte| b" \t=,".contains(&byte));
            if is_plain { text } else { fallback }
        };
        style.open = between(span.start + 1, tree.start(first), style.open);
        style.equals = between(
            tree.key_span(first).end,
            tree.value_span(first).start,
            style.equals,
        );
        if let Some(&second) = entries.get(1) {
            style.comma = between(tree.value_span(first).end, tree.start(second), style.comma);
        }
        style.close = between(tree.value_span(last).end, span.end - 1, style.close);
        if style.close.contains(',') {
            // The comma behind the last value is not repeated.
            style.close = style.open;
        }
        style.quote = quote_of(tree, table);
        style
    }

    /// The inline table of these keys and values.
    pub fn write(&self, row: &Row) -> String {
        let fields: Vec<String> = row
            .iter()
            .map(|(key, value)| format!("{key}{}{}", self.equals, value.text(self.quote)))
            .collect();
        if fields.is_empty() {
            return "{}".to_owned();
        }
        format!("{{{}{}{}}}", self.open, fields.join(self.comma), self.close)
    }
}

/// Single quotes where every text of a table is in single quotes.
pub(crate) fn quote_of(tree: &Tree<'_>, table: Id) -> Quote {
    let mut texts = tree
        .children(table)
        .filter(|id| matches!(tree.shape(*id), Shape::Text { .. }))
        .peekable();
    if texts.peek().is_some() && texts.all(|id| tree.raw(id).starts_with('\'')) {
        Quote::Single
    } else {
        Quote::Double
    }
}

/// `=` without spaces where the neighbour has none.
pub(crate) fn equals_of(tree: &Tree<'_>, neighbour: Id) -> &'static str {
    let between = tree.key_span(neighbour).end..tree.value_span(neighbour).start;
    if tree.text().get(between) == Some("=") {
        "="
    } else {
        " = "
    }
}

/// The values between the braces of an inline table in the order of the text, those under
/// dotted keys included.
pub(crate) fn entries(tree: &Tree<'_>, table: Id) -> Vec<Id> {
    fn collect(tree: &Tree<'_>, table: Id, into: &mut Vec<Id>) {
        for child in tree.children(table) {
            if tree.shape(child) == Shape::Table(TableKind::InlineDotted) {
                collect(tree, child, into);
            } else {
                into.push(child);
            }
        }
    }
    let mut all = Vec::with_capacity(tree.count(table));
    collect(tree, table, &mut all);
    all.sort_unstable_by_key(|id| tree.start(*id));
    all
}
